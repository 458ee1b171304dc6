"""Checks before a report is approved (domain.md §3.6): what is missing or does not agree, a row for every record."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.indicators import read_indicators
from models.queries.plan_days import AWAITED_ON, COUNTS
from models.queries.report import STREAMS_AT_WORK, read_report
from models.queries.short_name import SHORT_NAME
from models.rows.report_checks import CheckRow, Mended, ReportCheck
from models.rules.hours import ACADEMIC_HOUR_MIN, off_by_words
from models.rules.periods import Period
from models.rules.report_sums import sums_that_differ
from models.rules.words import amount, counted, day_in_table, day_in_text, quoted


def report_checks(db: Database, period: Period) -> list[CheckRow]:
    """Everything found in the data of a period, check by check; nothing is found in what is still to come.

    Raises UserError while the site's passport is not filled.
    """
    with db.reading() as session:
        return read_checks(session, period, today=db.today())


def read_checks(session: Source, period: Period, *, today: date) -> list[CheckRow]:
    """The same inside an open snapshot, or in the transaction that approves."""
    found = [
        *_unmarked(session, period, today),
        *_without_leader(session, period, today),
        *_without_state(session, period, today),
        *_without_fact(session, period, today),
        *_sums(session, period, today),
        *_without_municipality(session, period, today),
        *_two_places(session, period),
        *_outside(session, period, today),
    ]
    order = list(ReportCheck)
    return sorted(found, key=lambda row: order.index(row.check))


class _Dated(NamedTuple):
    id: int
    title: str
    day: date


class _Led(NamedTuple):
    id: int
    title: str
    day: date
    leader: str
    marks: int


class _Busy(NamedTuple):
    id: int
    title: str
    day: date
    leader: str
    other: str
    starts_at: str


class _Sum(NamedTuple):
    """Hours of a programme (`module` 0) or of one of its modules, and the minutes of what they are made of."""

    program_id: int
    programme: str
    module: int
    hours: int
    minutes: int


class _Unplaced(NamedTuple):
    id: int
    title: str
    people: int


class _Outside(NamedTuple):
    """A plan item (without a stream) or an event."""

    id: int
    title: str
    day: date
    stream: str


def _unmarked(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    sql = """
    SELECT e.id, e.title, e.held_on FROM event AS e
    WHERE e.held_on BETWEEN :start AND min(:end, :today) AND e.total_external = 0
      AND NOT EXISTS (SELECT 1 FROM attendance AS a WHERE a.event_id = e.id)
    ORDER BY e.held_on, e.id
    """
    for event in rows(session, _Dated, sql, start=period.start, end=period.end, today=today):
        why = f"{day_in_text(event.day)}: нет ни отметок, ни гостей"
        yield CheckRow(ReportCheck.EVENT_UNMARKED, Mended.EVENT, event.id, event.title, why)


def _without_leader(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    """Marks that nobody answers for: the leader is marked as not being there, or an отработка names no tutor."""
    absent = f"""
    SELECT e.id, e.title, e.held_on, {SHORT_NAME.format("p")}, 0
    FROM event AS e JOIN person AS p ON p.id = e.leader_id
    JOIN attendance AS a ON a.event_id = e.id AND a.person_id = e.leader_id AND a.state IN ('absent', 'excused')
    WHERE e.held_on BETWEEN :start AND min(:end, :today) ORDER BY e.held_on, e.id
    """
    without_tutor = """
    SELECT e.id, e.title, e.held_on, '', count(*)
    FROM event AS e JOIN attendance AS a ON a.event_id = e.id
    WHERE e.held_on BETWEEN :start AND min(:end, :today) AND a.state = 'made_up' AND a.makeup_tutor_id IS NULL
    GROUP BY e.id ORDER BY e.held_on, e.id
    """
    span = {"start": period.start, "end": period.end, "today": today}
    for event in (*rows(session, _Led, absent, **span), *rows(session, _Led, without_tutor, **span)):
        what = f"{event.leader} ведёт, а в отметках отсутствует"
        if event.marks:
            what = f"{counted(event.marks, 'отработка', 'отработки', 'отработок')} без тьютора"
        why = f"{day_in_text(event.day)}: {what}"
        yield CheckRow(ReportCheck.MARKS_WITHOUT_LEADER, Mended.EVENT, event.id, event.title, why)


def _without_state(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    """Lines that were awaited in the period by yesterday, and nobody has said what became of them."""
    sql = f"""
    SELECT i.id, i.title, {AWAITED_ON} AS day FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
    WHERE {COUNTS} AND p.kind <> 'roadmap' AND i.status IN ('planned', 'in_progress', 'postponed')
      AND {AWAITED_ON} BETWEEN :start AND :end AND {AWAITED_ON} < :today
    ORDER BY day, i.id
    """
    for item in rows(session, _Dated, sql, start=period.start, end=period.end, today=today):
        why = f"срок был {day_in_text(item.day)}, состояние не указано"
        yield CheckRow(ReportCheck.ITEM_WITHOUT_STATE, Mended.PLAN_ITEM, item.id, item.title, why)


def _without_fact(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    """Indicators that are keyed in and have a target, without a value for the period or the quarters it is made of."""
    for line in read_indicators(session, period, today=today):
        if line.formula is None and line.target is not None and line.fact is None:
            why = f"план {amount(line.target)}, факт не внесён"
            yield CheckRow(ReportCheck.INDICATOR_WITHOUT_FACT, Mended.INDICATOR, line.id, line.title, why)


def _sums(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    """Totals against their tables, and hours of the programmes at work against their modules (domain.md §3.2)."""
    for title, why in sums_that_differ(read_report(session, period, today=today)):
        yield CheckRow(ReportCheck.SUM_DIFFERS, Mended.FIGURE, 0, title, why)
    sql = f"""
    WITH at_work AS (SELECT DISTINCT g.id, g.title, g.hours FROM ({STREAMS_AT_WORK}) AS s
                     JOIN program AS g ON g.id = s.program_id)
    SELECT g.id, g.title, 0 AS module, g.hours, {ACADEMIC_HOUR_MIN} * sum(m.hours) AS minutes
    FROM at_work AS g JOIN module AS m ON m.program_id = g.id GROUP BY g.id
    UNION ALL
    SELECT g.id, g.title, m.no, m.hours, sum(a.minutes)
    FROM at_work AS g JOIN module AS m ON m.program_id = g.id JOIN module_activity AS a ON a.module_id = m.id
    GROUP BY m.id ORDER BY 1, module
    """
    for line in rows(session, _Sum, sql, start=period.start, end=period.end):
        if off := off_by_words(line.minutes, line.hours):
            what = f"модуль {line.module}" if line.module else "модули вместе"
            why = f"{what}: {off} до {counted(line.hours, 'часа', 'часов', 'часов')}"
            yield CheckRow(ReportCheck.SUM_DIFFERS, Mended.PROGRAM, line.program_id, line.programme, why)


def _without_municipality(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    """Organisations of those who took part that stand in the table of municipalities as «не указан»."""
    sql = """
    SELECT o.id, o.short_name, count(DISTINCT p.id)
    FROM event AS e JOIN attendance AS a ON a.event_id = e.id AND a.state IN ('present', 'remote')
    JOIN person AS p ON p.id = a.person_id JOIN organization AS o ON o.id = p.organization_id
    WHERE e.held_on BETWEEN :start AND min(:end, :today) AND o.municipality_id IS NULL
    GROUP BY o.id ORDER BY o.name_key, o.id
    """
    for line in rows(session, _Unplaced, sql, start=period.start, end=period.end, today=today):
        people = counted(line.people, "участник", "участника", "участников")
        why = f"{people}, муниципалитет не указан"
        yield CheckRow(ReportCheck.PEOPLE_WITHOUT_ORGANIZATION, Mended.ORGANIZATION, line.id, line.title, why)


def _two_places(session: Source, period: Period) -> Iterator[CheckRow]:
    """Pairs of events that overlap in time with the same leader or co-leader (domain.md §3.10)."""
    sql = f"""
    WITH busy AS MATERIALIZED (
        SELECT e.id, e.title, e.held_on, e.starts_at, unixepoch(e.held_on || ' ' || e.starts_at) AS begins,
               unixepoch(e.held_on || ' ' || e.starts_at) + 60 * e.duration_min AS ends, l.person_id
        FROM event AS e JOIN (SELECT id AS event_id, leader_id AS person_id FROM event
                              UNION SELECT event_id, person_id FROM event_leader) AS l ON l.event_id = e.id
        WHERE e.held_on BETWEEN :start AND :end AND e.starts_at IS NOT NULL
    )
    SELECT b.id, b.title, b.held_on, {SHORT_NAME.format("p")}, a.title, a.starts_at
    FROM busy AS a JOIN busy AS b ON b.person_id = a.person_id AND b.held_on = a.held_on
    JOIN person AS p ON p.id = a.person_id
    WHERE a.begins < b.ends AND b.begins < a.ends AND (a.begins, a.id) < (b.begins, b.id)
    ORDER BY b.begins, b.id, p.name_key
    """
    for event in rows(session, _Busy, sql, start=period.start, end=period.end):
        why = f"{day_in_text(event.day)}, {event.leader}: тогда же {quoted(event.other)} ({event.starts_at})"
        yield CheckRow(ReportCheck.LEADER_IN_TWO_PLACES, Mended.EVENT, event.id, event.title, why)


def _outside(session: Source, period: Period, today: date) -> Iterator[CheckRow]:
    """Days that do not fit: work done in another period than it is reported in, events outside their stream."""
    late = f"""
    SELECT * FROM (
        SELECT i.id, i.title, coalesce((SELECT max(e.held_on) FROM event AS e WHERE e.plan_item_id = i.id), i.done_on)
               AS day, ''
        FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
        WHERE {COUNTS} AND p.kind <> 'roadmap' AND i.status = 'done' AND {AWAITED_ON} BETWEEN :start AND :end)
    WHERE day NOT BETWEEN :start AND :end OR day > :today ORDER BY day, 1
    """
    strange = """
    SELECT e.id, e.title, e.held_on, s.title FROM event AS e
    JOIN event_stream AS es ON es.event_id = e.id JOIN stream AS s ON s.id = es.stream_id
    WHERE e.held_on BETWEEN :start AND min(:end, :today) AND e.held_on NOT BETWEEN s.starts_on AND s.ends_on
    ORDER BY e.held_on, e.id, s.id
    """
    span = {"start": period.start, "end": period.end, "today": today}
    for item in rows(session, _Outside, late, **span):
        where = "этот день впереди" if item.day > today else "вне отчётного периода"
        why = f"выполнено {day_in_table(item.day)}, {where}"
        yield CheckRow(ReportCheck.DATE_OUTSIDE, Mended.PLAN_ITEM, item.id, item.title, why)
    for event in rows(session, _Outside, strange, **span):
        why = f"{day_in_table(event.day)}: вне дней потока {quoted(event.stream)}"
        yield CheckRow(ReportCheck.DATE_OUTSIDE, Mended.EVENT, event.id, event.title, why)
