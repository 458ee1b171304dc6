"""What of a plan goes to a phone's calendar."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.queries.paper_names import PAPER_SHORT_NAME
from models.queries.plan_board import read_lines
from models.queries.spoken_of import speaks_by_code
from models.rows.calendar import CalendarEntry
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import LineWish, PlanLine
from models.rules.plan_tally import passes


class _Event(NamedTuple):
    uid: str
    title: str
    held_on: date
    starts_at: str | None
    duration_min: int
    place: str | None
    format: str
    leader: str
    link: str | None
    updated_at: str
    plan_item_id: int | None


class _Stamp(NamedTuple):
    id: int
    updated_at: str


@speaks_by_code
def calendar_entries(db: Database, start: date, end: date, wish: LineWish | None = None) -> tuple[CalendarEntry, ...]:
    """Lines and events between two days that pass the wish, by day.

    A line is a whole day, or its days, until an event is written down for it: then its events stand in its place.
    Events without a plan item are there when nothing is wished for.
    """
    with db.reading() as session:
        lines = {
            line.id: line
            for line in read_lines(session, start, end, db.today(), wish)
            if line.is_wanted and passes(line, wish.quick if wish else None)
        }
        events = rows(
            session,
            _Event,
            f"""
            SELECT e.uid, e.title, e.held_on, e.starts_at, e.duration_min, e.place, f.title,
                   {PAPER_SHORT_NAME.format("l")}, e.link, e.updated_at, e.plan_item_id
            FROM event AS e JOIN event_format AS f ON f.id = e.format_id JOIN person AS l ON l.id = e.leader_id
            WHERE e.held_on BETWEEN :start AND :end
            """,
            start=start,
            end=end,
        )
        stamps = {
            each.id: each.updated_at
            for each in rows(
                session,
                _Stamp,
                "SELECT id, updated_at FROM plan_item WHERE due_to BETWEEN :start AND :end OR postponed_to IS NOT NULL",
                start=start,
                end=end,
            )
        }
    everything = wish is None or wish == LineWish()
    shown = [each for each in events if each.plan_item_id in lines or (everything and each.plan_item_id is None)]
    held = {each.plan_item_id for each in shown}
    entries = [_of_event(each) for each in shown]
    entries += [_of_line(line, stamps[line.id]) for line in lines.values() if line.id not in held]
    return tuple(sorted(entries, key=lambda entry: (entry.first, entry.starts_at or "", entry.uid)))


def _of_event(event: _Event) -> CalendarEntry:
    said = (event.format, f"Ведёт {event.leader}", event.link or "")
    return CalendarEntry(
        event.uid,
        event.title,
        event.held_on,
        event.held_on,
        event.starts_at,
        event.duration_min,
        event.place,
        "\n".join(part for part in said if part),
        is_cancelled=False,
        changed_at=event.updated_at,
    )


def _of_line(line: PlanLine, changed_at: str) -> CalendarEntry:
    is_moved = line.postponed_to is not None
    said = (
        f"Пункт плана {line.number}, {line.format}",
        f"Ответственный: {line.responsible}",
        line.audience or "",
        f"Результат: {line.expected_result}" if line.expected_result else "",
    )
    return CalendarEntry(
        line.uid,
        line.title,
        line.day if is_moved else line.due_from,
        line.day,
        None,
        0,
        line.place,
        "\n".join(part for part in said if part),
        line.status is PlanItemStatus.CANCELLED,
        changed_at,
    )
