"""What a restored copy takes over from the file it replaces: acts, the register, withdrawals, numbers, keys, exchange.

A copy of before a withdrawal would let the person out again (152-ФЗ, ст. 21), and one of before an act would forget it.
One of before a certificate would give its number to another (domain.md §3.10), and could not tell it from a forged one.
So it is with packages for ИРО (models/carried_exchange.py).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from models.carried_exchange import KeptExchange, carry_exchange, exchange_of
from models.commands.consents import block, has_withdrawn
from models.database import Actor, Database
from models.queries.fetch import Source, rows
from models.rows.codes import ActionKind, ConsentPurpose
from models.schema.people import Consent, Person

_REGISTERS = {
    "personal_data_act": ("kind", "number", "dated_on", "subject_code"),
    "personal_data_event": ("at", "action", "subject_code", "basis"),
}
"""What no restored copy may lose, and what tells whether a row is there (152-ФЗ: kept three years)."""
_BASIS = "восстановлена копия, которая старше отзыва"


class Withdrawal(NamedTuple):
    """A sheet that was withdrawn, by the uid of the person and what is written on it."""

    uid: str
    purpose: ConsentPurpose
    signed_on: date
    withdrawn_on: date


class Numbers(NamedTuple):
    """How far the numbers of a kind of paper went in a year."""

    kind: str
    year: int
    first_no: int
    next_no: int


class Key(NamedTuple):
    """A public key of the site, by the columns of `signing_key`."""

    key_id: str
    public_key: str
    made_on: str
    retired_on: str | None
    created_at: str
    updated_at: str


class _Uid(NamedTuple):
    uid: str


class Kept(NamedTuple):
    """What the file of today holds and a copy must not lose."""

    registers: dict[str, list[dict[str, object]]]
    withdrawals: tuple[Withdrawal, ...]
    blocked: frozenset[str]
    """uids of the people whose data are blocked."""
    people: int
    """The highest number that a card ever had: another person must not get the code of one the register tells of."""
    numbers: tuple[Numbers, ...]
    """Of those papers that numbers were given to."""
    keys: tuple[Key, ...]
    exchange: KeptExchange


NOTHING = Kept({}, (), frozenset(), 0, (), (), {})
"""Of a file that cannot be read."""


def kept_of(session: Source) -> Kept:
    """What is to be carried over from an open file."""
    connection = session.connection()
    withdrawals = rows(
        session,
        Withdrawal,
        """
        SELECT known.uid, c.purpose, c.signed_on, c.withdrawn_on
        FROM consent AS c JOIN (SELECT id, uid FROM person UNION SELECT person_id, uid FROM person_alias) AS known
          ON known.id = c.person_id
        WHERE c.withdrawn_on IS NOT NULL ORDER BY c.id, known.uid
        """,
    )
    blocked = rows(
        session,
        _Uid,
        """
        SELECT p.uid FROM person AS p WHERE p.pd_state = 'blocked'
        UNION SELECT a.uid FROM person AS p JOIN person_alias AS a ON a.person_id = p.id WHERE p.pd_state = 'blocked'
        """,
    )
    people = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'person'").scalar()
    return Kept(
        {table: _all_rows(connection, table) for table in _REGISTERS},
        tuple(withdrawals),
        frozenset(each.uid for each in blocked),
        int(people or 0),
        tuple(rows(session, Numbers, _NUMBERS)),
        tuple(rows(session, Key, _KEYS)) if _has_keys(connection) else (),
        exchange_of(connection),
    )


def carry_over(copy: Database, kept: Kept) -> int:
    """Write it into a copy; returns how many people it blocks again."""
    with copy.writing(
        action="Акты, реестр и отзывы перенесены в копию", actor=Actor(), kind=ActionKind.BARRIER
    ) as session:
        connection = session.connection()
        for table, found in kept.registers.items():
            _add_missing(connection, table, found)
        connection.exec_driver_sql(
            "UPDATE sqlite_sequence SET seq = ? WHERE name = 'person' AND seq < ?", (kept.people, kept.people)
        )
        for numbers in kept.numbers:
            connection.exec_driver_sql(_GIVE_NONE_TWICE, numbers)
        for key in kept.keys:
            connection.exec_driver_sql(_KNOW_THE_KEY, key)
        carry_exchange(connection, kept.exchange)
        people = {each.uid: each for each in session.exec(select(Person))}
        for withdrawal in kept.withdrawals:
            if withdrawal.uid in people:
                _withdraw(session, people[withdrawal.uid], withdrawal)
        session.flush()
        return sum(
            block(session, each, basis=_BASIS)
            for uid, each in people.items()
            if uid in kept.blocked or has_withdrawn(session, each.id or 0)
        )


_NUMBERS = "SELECT kind, year, first_no, next_no FROM number_sequence WHERE next_no > first_no"

_KEYS = f"SELECT {', '.join(Key._fields)} FROM signing_key"

_GIVE_NONE_TWICE = """
INSERT INTO number_sequence (kind, year, first_no, next_no) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, year) DO UPDATE SET first_no = min(first_no, excluded.first_no),
                                       next_no = max(next_no, excluded.next_no)
"""

_KNOW_THE_KEY = f"""
INSERT INTO signing_key ({", ".join(Key._fields)}) VALUES ({", ".join("?" * len(Key._fields))})
ON CONFLICT (key_id) DO UPDATE SET retired_on = excluded.retired_on
"""


def _has_keys(connection: Connection) -> bool:
    """Whether a file is of a schema with keys: the newest copy that can be read may be older."""
    there = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'signing_key'")
    return bool(there.scalar())


def _all_rows(connection: Connection, table: str) -> list[dict[str, object]]:
    return [dict(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY id').mappings()]


def _add_missing(connection: Connection, table: str, found: Iterable[dict[str, object]]) -> None:
    people = frozenset(connection.exec_driver_sql("SELECT id FROM person").scalars())
    known = {tuple(row[name] for name in _REGISTERS[table]) for row in _all_rows(connection, table)}
    for row in found:
        if tuple(row[name] for name in _REGISTERS[table]) not in known:
            # Ids and actions are those of another file.
            own = {name: value for name, value in row.items() if name not in ("id", "action_id")}
            if own.get("actor_id") not in people:
                own.pop("actor_id", None)
            names, marks = ", ".join(own), ", ".join("?" * len(own))
            connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(own.values()))


def _withdraw(session: Session, person: Person, withdrawal: Withdrawal) -> None:
    """The sheet itself, and whatever was signed before the withdrawal."""
    sheets = select(Consent).where(
        col(Consent.person_id) == person.id,
        col(Consent.purpose) == withdrawal.purpose,
        col(Consent.withdrawn_on).is_(None),
        col(Consent.destroyed_on).is_(None),
    )
    for sheet in session.exec(sheets):
        if sheet.signed_on == withdrawal.signed_on or sheet.signed_on < withdrawal.withdrawn_on:
            sheet.withdrawn_on = withdrawal.withdrawn_on
