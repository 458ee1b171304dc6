"""The outbox, the attempts to hand packages over, and the journal of exchange."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, number, rows, rows_by
from models.queries.site_papers import read_passport
from models.rows.codes import PackageState, Road
from models.rows.exchange import JournalLine, OutboxLine, TransferLine
from models.rows.exchange_print import ExchangeJournalPaper, JournalEntry
from models.rules.exchange_words import answer_words, carried_words, effort_words, moment_words, package_words
from models.rules.outbox import HEAVY, WAITING
from models.rules.periods import Period

_LAST_ATTEMPTS = 8
_LEAST_BYTES = 4096
"""An attempt that moved less says more of the connecting than of the speed."""

_HEAVY = ", ".join(f"'{kind.value}'" for kind in HEAVY)
IS_HEAVY = f"p.kind IN ({_HEAVY})"
"""Whether package `p` goes after the figures."""
_WAITING = ", ".join(f"'{state.value}'" for state in WAITING)

_LINES = """
    SELECT p.id, p.kind, p.period, p.serial, p.name, p.size, p.sha256, p.content_id, p.state, p.created_at,
           (SELECT c.name FROM package AS c WHERE c.id = p.corrects_id),
           d.road, d.position, coalesce(d.is_paused, 0), coalesce(d.at_night, 0), coalesce(d.tries, 0),
           d.next_try_at, d.server_url, d.upload_url, coalesce(d.bytes_there, 0), d.problem, p.sent_on,
           r.id, r.signed_at, (SELECT count(*) FROM receipt_question AS q WHERE q.receipt_id = r.id)
    FROM package AS p
    LEFT JOIN delivery AS d ON d.package_id = p.id
    LEFT JOIN receipt AS r ON r.id = (
        SELECT id FROM receipt WHERE package_id = p.id ORDER BY signed_at DESC, id DESC LIMIT 1)
    WHERE p.content_id IS NOT NULL
"""
_IN_QUEUE = f"{IS_HEAVY}, d.position, p.id"
_IN_ORDER = f"""
    ORDER BY CASE WHEN p.state IN ({_WAITING}) THEN 0 WHEN p.state = 'built' THEN 1 WHEN p.state = 'withdrawn' THEN 3
                  ELSE 2 END,
             CASE WHEN p.state IN ({_WAITING}) THEN {IS_HEAVY} END,
             CASE WHEN p.state IN ({_WAITING}) THEN d.position END,
             p.id DESC
"""

_TRANSFERS = """
    SELECT t.id, t.package_id, p.name, t.road, t.target, t.ended_at, t.seconds, t.sent_bytes, t.outcome, t.problem
    FROM transfer AS t JOIN package AS p ON p.id = t.package_id
"""

_JOURNAL = """
    SELECT t.ended_at, p.id, p.name, p.kind, p.period, p.size,
           (SELECT c.name FROM package AS c WHERE c.id = p.corrects_id), t.road, t.target,
           (SELECT count(*) FROM transfer AS a WHERE a.package_id = t.package_id AND a.id <= t.id AND a.id > s.before),
           (SELECT sum(a.seconds) FROM transfer AS a
            WHERE a.package_id = t.package_id AND a.id <= t.id AND a.id > s.before),
           r.verdict, r.signed_at, r.came_by,
           (SELECT count(*) FROM receipt_question AS q WHERE q.receipt_id = r.id)
    FROM transfer AS t
    JOIN package AS p ON p.id = t.package_id
    JOIN (SELECT b.id, coalesce((SELECT max(c.id) FROM transfer AS c
                                 WHERE c.package_id = b.package_id AND c.id < b.id AND c.outcome = 'sent'), 0) AS before
          FROM transfer AS b) AS s ON s.id = t.id
    LEFT JOIN receipt AS r ON r.id = (
        SELECT id FROM receipt WHERE package_id = p.id ORDER BY signed_at DESC, id DESC LIMIT 1)
    WHERE t.outcome = 'sent' AND date(t.ended_at, '+10 hours') BETWEEN :start AND :end
    ORDER BY t.id
"""
_EVER = (date(1, 1, 1), date(9999, 12, 31))


class _Part(NamedTuple):
    part: str
    items: int


class _Attempt(NamedTuple):
    seconds: float
    sent_bytes: int


def outbox_lines(db: Database) -> list[OutboxLine]:
    """Every sealed package: first the queue in the order of sending, then the built ones, those handed over, the rest.

    Figures stand before files and pictures whatever the person's order is; later packages before earlier ones outside
    of the queue.
    """
    with db.reading() as session:
        return rows(session, OutboxLine, f"{_LINES} {_IN_ORDER}")


def outbox_line(db: Database, package_id: int) -> OutboxLine | None:
    """One sealed package, None where it is gone or never was sealed."""
    with db.reading() as session:
        found = rows(session, OutboxLine, f"{_LINES} AND p.id = :package", package=package_id)
        return found[0] if found else None


def waiting_for_network(db: Database) -> list[OutboxLine]:
    """What is to be sent over a network, in the order of sending, paused ones too."""
    with db.reading() as session:
        return rows(
            session,
            OutboxLine,
            f"{_LINES} AND p.state IN ({_WAITING}) AND d.road = '{Road.NETWORK.value}' ORDER BY {_IN_QUEUE}",
        )


def names_without_receipt(db: Database) -> list[str]:
    """Names of the packages that were handed over and that ИРО has not answered yet."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT name FROM package WHERE content_id IS NOT NULL AND state = ? ORDER BY id",
            (PackageState.SENT.value,),
        )
        return [name for (name,) in found]


def names_answered_last(db: Database, most: int) -> list[str]:
    """Names of the last packages that ИРО has answered: it may think again, and a later receipt counts."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT name FROM package WHERE content_id IS NOT NULL AND state IN (?, ?) ORDER BY id DESC LIMIT ?",
            (PackageState.ACCEPTED.value, PackageState.REJECTED.value, most),
        )
        return [name for (name,) in found]


def transfers_of(db: Database, package_id: int) -> list[TransferLine]:
    """The attempts to hand a package over, the latest first."""
    with db.reading() as session:
        return rows(
            session,
            TransferLine,
            f"{_TRANSFERS} WHERE t.package_id = :package ORDER BY t.id DESC",
            package=package_id,
        )


def measured_speed(db: Database) -> float | None:
    """Bytes a second over the network in the last attempts that moved anything; None while nothing was measured."""
    with db.reading() as session:
        found = rows(
            session,
            _Attempt,
            "SELECT seconds, sent_bytes FROM transfer WHERE road = :road AND sent_bytes >= :least AND seconds > 0 "
            "ORDER BY id DESC LIMIT :most",
            road=Road.NETWORK.value,
            least=_LEAST_BYTES,
            most=_LAST_ATTEMPTS,
        )
    if not found:
        return None
    return sum(each.sent_bytes for each in found) / sum(each.seconds for each in found)


def journal_lines(db: Database, period: Period | None = None) -> list[JournalLine]:
    """What was handed over in a period (ever, without one) and what came back since, in the order of leaving."""
    start, end = (period.start, period.end) if period else _EVER
    with db.reading() as session:
        return _journal(session, start, end)


def exchange_journal_paper(db: Database, start: date, end: date) -> ExchangeJournalPaper:
    """«Журнал обмена» between two days, both included; raises UserError while the site's passport is not filled."""
    with db.reading() as session:
        passport, signatures = read_passport(session, end)
        lines = _journal(session, start, end)
    return ExchangeJournalPaper(
        passport=passport,
        signatures=signatures,
        starts_on=start,
        ends_on=end,
        printed_on=db.today(),
        lines=tuple(_entry(number_, line) for number_, line in enumerate(lines, start=1)),
    )


def _journal(session: Source, start: date, end: date) -> list[JournalLine]:
    lines = rows(session, JournalLine, _JOURNAL, start=start, end=end)
    parts = rows_by(session, _Part, "SELECT package_id, part, items FROM package_content ORDER BY rowid")
    return [
        line._replace(carried=tuple((each.part, each.items) for each in parts.get(line.package_id, ())))
        for line in lines
    ]


def _entry(no: int, line: JournalLine) -> JournalEntry:
    return JournalEntry(
        no=no,
        left_at=moment_words(line.at),
        name=line.name,
        package=package_words(line),
        carried=carried_words(line.carried),
        road=f"{line.road.label}, {line.target}" if line.target else line.road.label,
        effort=effort_words(line),
        answer=answer_words(line),
    )


def may_go_on(db: Database, package_id: int) -> bool:
    """Whether a package is still to be sent over the network: not paused, withdrawn, answered or sent off otherwise."""
    with db.reading() as session:
        return bool(
            number(
                session,
                f"SELECT count(*) FROM package AS p JOIN delivery AS d ON d.package_id = p.id "
                f"WHERE p.id = :package AND p.state IN ({_WAITING}) AND d.road = :road AND NOT d.is_paused",
                package=package_id,
                road=Road.NETWORK.value,
            )
        )
