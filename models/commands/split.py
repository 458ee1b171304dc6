"""A merge turned back later: rows get what the merge took from them, except where a person has changed them since."""

import json
from collections.abc import Callable, Iterator
from typing import Literal

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import inverse, log
from models.errors import UserError
from models.identity import local_date
from models.inverse import LoggedChange
from models.queries.consents import may_be_kept
from models.repoint import Row, links_to
from models.rows.merge import ORGANIZATION_FIELDS, PERSON_FIELDS, SplitCards
from models.rules.record_words import counted_records, record_word

Owner = Literal["organization", "person"]

_STAMPS = frozenset({"created_at", "updated_at", "author_id"})
_FIELDS = {"person": PERSON_FIELDS, "organization": ORGANIZATION_FIELDS}
_DERIVED = frozenset({"name_key", "municipality_key", "category_until"})
"""Columns that go with others and are not told of."""


def split(session: Session, owner: Owner, former_uid: str, *, stays: int) -> SplitCards:
    """Turn back the merge that this uid was given up by, inside the caller's action.

    A row changed since keeps what was changed; what cannot come back any more is told. Raises UserError where the
    card that stayed was itself merged into another meanwhile.
    """
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    alias = f"{owner}_alias"
    action_id = merge_action(connection, owner, former_uid)
    changes = [each for each in inverse.changes_of(connection, action_id) if each.table not in log.REGISTERS]
    given_up = json.dumps([former_uid])
    (entry,) = [each for each in changes if each.table == alias and each.op == "I" and each.pk == given_up]
    if _row(entry.new)[f"{owner}_id"] != stays:
        raise UserError(
            "Эту карточку с тех пор объединили с ещё одной.", "Сначала разделите более позднее объединение."
        )
    shapes = {table: log.table_shape(connection, table) for table in {change.table for change in changes}}
    kept: list[str] = []
    try:
        for change in reversed(changes):
            kept += _turn(session, shapes[change.table], change)
        if not _is_there(connection, owner, "id", _row(entry.new)["former_id"]):
            raise inverse.leaned_on("Разделить")
        kept += _needed_consents(connection)
        kept += _added_since(connection, owner, stays, changes[-1].id)
        session.expire_all()
        session.flush()
    except IntegrityError as problem:
        raise inverse.leaned_on("Разделить") from problem
    return SplitCards(tuple(dict.fromkeys(kept)))


def merge_action(connection: Connection, owner: Owner, uid: str) -> int:
    """The action that the card went by last; its alias may have come back since with the card that stayed."""
    found = connection.exec_driver_sql(
        f"SELECT c.action_id FROM {owner}_alias AS a JOIN change AS c ON c.table_name = ? AND c.op = 'D' "
        "AND c.pk = json_array(a.former_id) WHERE a.uid = ? ORDER BY c.id DESC LIMIT 1",
        (owner, uid),
    )
    return int(found.scalar_one())


def _turn(session: Session, shape: log.TableShape, change: LoggedChange) -> Iterator[str]:
    """Turn one change back as far as it still stands; yields what stays otherwise."""
    connection = session.connection()
    now = _row(inverse.current_row(connection, shape, change.pk or "[]"))
    old, new, pk = _as_of_today(connection, shape, _row(change.old)), _row(change.new), change.pk or "[]"
    word = record_word(shape.name).capitalize()
    if change.op == "I":
        inverse.delete_rows(connection, shape, [json.loads(change.pk or "[]")])
    elif change.op == "D":
        # A name may have been taken, a place filled since.
        if now or not _has_parents(connection, shape, old) or not _may_return(session, shape, old):
            yield f"{word}: прежняя запись не вернулась, её основания больше нет"
        elif not _done(connection, lambda: inverse.insert_row(connection, shape, json.dumps(old))):
            yield f"{word}: прежняя запись не вернулась, на её месте есть другая"
    elif not now:
        yield f"{word}: с тех пор убрано, не вернулось"
    else:
        changed = [name for name in shape.columns if name in new and old.get(name) != new[name]]
        edited = [name for name in changed if now[name] != new[name]]
        former = {name: old.get(name) for name in changed if name not in edited}
        if not _has_parents(connection, shape, former):
            yield f"{word}: прежние значения не вернулись, их основания больше нет"
            return
        back = json.dumps(former)
        if former and not _may_return(session, shape, {**now, **former}):
            yield f"{word}: прежние значения не вернулись, согласие больше не действует"
            return
        if former and not _done(connection, lambda: inverse.restore_row(connection, shape, pk, back)):
            yield f"{word}: прежние значения не вернулись, они уже есть в другой записи"
        yield from _told(shape, edited)


def _done(connection: Connection, step: Callable[[], None]) -> bool:
    """Whether a step was taken: False where a unique key or a CHECK refuses it."""
    try:
        with connection.begin_nested():
            step()
    except IntegrityError:
        return False
    return True


def _told(shape: log.TableShape, edited: list[str]) -> Iterator[str]:
    names = [name for name in edited if name not in _STAMPS | _DERIVED]
    if shape.name in _FIELDS:
        for name in names:
            yield f"{_FIELDS[shape.name].get(name, 'Карточка')}: исправлено после объединения, осталось как есть"
    elif names:
        yield f"{record_word(shape.name).capitalize()}: исправлено после объединения, осталось как есть"


def _as_of_today(connection: Connection, shape: log.TableShape, row: Row) -> Row:
    """A row with whomever it points to called by the card of today, where theirs was merged into another since."""
    followed = dict(row)
    for table, column, _to in _links(connection, shape):
        id_ = row.get(column)
        if table in _FIELDS and id_ is not None and not _is_there(connection, table, "id", id_):
            survivor = connection.exec_driver_sql(f"SELECT {table}_id FROM {table}_alias WHERE former_id = ?", (id_,))
            followed[column] = survivor.scalar() or id_
    return followed


def _has_parents(connection: Connection, shape: log.TableShape, row: Row) -> bool:
    """Whether everything a row points to is there: an event may have been removed since."""
    return all(
        row.get(column) is None or _is_there(connection, table, to, row[column])
        for table, column, to in _links(connection, shape)
    )


def _links(connection: Connection, shape: log.TableShape) -> list[tuple[str, str, str]]:
    """Table, column and the column there, of everything that the rows of a table point to."""
    found = connection.exec_driver_sql(
        'SELECT "table", "from", coalesce("to", \'id\') FROM pragma_foreign_key_list(?)', (shape.name,)
    )
    return [(table, column, to) for table, column, to in found]


def _is_there(connection: Connection, table: str, column: str, value: object) -> bool:
    return connection.exec_driver_sql(f'SELECT 1 FROM "{table}" WHERE "{column}" = ?', (value,)).first() is not None


def _may_return(session: Session, shape: log.TableShape, row: Row) -> bool:
    """Closed fields come back only under a consent that covers them today (house.md: restoring re-checks consents)."""
    if shape.name != "person_restricted":
        return True
    return may_be_kept(session.connection(), row, today=local_date(session.info["now"]))


def _needed_consents(connection: Connection) -> Iterator[str]:
    """A consent that closed fields of the card that stays are kept under since stays with them."""
    moved = connection.exec_driver_sql(
        "UPDATE consent SET person_id = r.person_id FROM person_restricted AS r "
        "WHERE r.consent_id = consent.id AND r.person_id <> consent.person_id RETURNING consent.id"
    )
    if moved.all():
        yield "Согласие: на нём держатся закрытые сведения, осталось у прежней карточки"


def _added_since(connection: Connection, owner: Owner, stays: int, last_change: int) -> Iterator[str]:
    """What was added to the card after the merge stays with it: nobody can tell whose of the two it is."""
    counts: dict[str, int] = {}
    for link in links_to(connection, owner):
        key = log.json_key(log.table_shape(connection, link.table), "t")
        found = connection.exec_driver_sql(
            "WITH later AS (SELECT pk, op, new FROM change WHERE table_name = ?1 AND id > ?2 "
            "AND action_id <> (SELECT action_id FROM current_action)), "
            "added AS (SELECT pk FROM later WHERE op = 'I' "
            "UNION SELECT k.value FROM later, json_each(later.new) AS k WHERE later.op = 'L') "
            f'SELECT count(*) FROM "{link.table}" AS t WHERE t."{link.column}" = ?3 AND {key} IN added',
            (link.table, last_change, stays),
        )
        counts[link.table] = counts.get(link.table, 0) + int(found.scalar_one())
    if said := counted_records(counts):
        yield f"Добавленное после объединения осталось у одной карточки: {said}"


def _row(text: str | None) -> Row:
    found: Row = json.loads(text) if text else {}
    return found
