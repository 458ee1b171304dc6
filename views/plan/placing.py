"""Where items of the plan stand in time: on which days a view shows them, in which weeks, and on which lanes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanLine
from models.rules.plan_periods import Span
from models.rules.plans import DateChange, date_change, needs_amendment

DAY = timedelta(days=1)
WEEK = 7


class Shown(NamedTuple):
    """A line with the days it is drawn on, both included."""

    line: PlanLine
    first: date
    last: date


class ItemMove(NamedTuple):
    """A line, and the days it should be brought to."""

    line: PlanLine
    first: date
    last: date


def shown_in(lines: Iterable[PlanLine], span: Span) -> tuple[Shown, ...]:
    """Lines of a period with their days in it, the earliest first, of those the longest first.

    A moved line stands on its new day; one moved out of the period stays on the days it was due on.
    """
    found = [Shown(line, *_days(line, span)) for line in lines]
    return tuple(
        sorted(found, key=lambda each: (each.first, -each.last.toordinal(), each.line.section_no, each.line.id))
    )


def _days(line: PlanLine, span: Span) -> tuple[date, date]:
    if line.postponed_to is not None and line.day in span:
        return line.day, line.day
    first, last = line.due_from, line.due_to
    return (max(first, span.start), min(last, span.end)) if last >= span.start and first <= span.end else (last, last)


def moved_by(shown: Shown, days: int) -> ItemMove:
    """The same length, some days later (earlier when negative)."""
    by = timedelta(days=days)
    if shown.line.status is PlanItemStatus.POSTPONED:
        return ItemMove(shown.line, shown.first + by, shown.last + by)
    return ItemMove(shown.line, shown.line.due_from + by, shown.line.due_to + by)


def stretched_to(shown: Shown, last: date) -> ItemMove:
    """The same first day, another last one; never before the first."""
    first = shown.first if shown.line.status is PlanItemStatus.POSTPONED else shown.line.due_from
    return ItemMove(shown.line, first, max(first, last))


def is_settled(line: PlanLine) -> bool:
    """Whether what became of a line is known, so that it does not move any more."""
    return line.status in (PlanItemStatus.DONE, PlanItemStatus.CANCELLED)


def what_moves(move: ItemMove) -> DateChange:
    """What bringing the line to these days means for its plan."""
    line = move.line
    due, days = (line.due_from, line.due_to), (move.first, move.last)
    return date_change(line.status, due, days, is_approved=needs_amendment(line.plan_status))


def asks_reason(move: ItemMove) -> bool:
    """Whether the move is written with a reason only ([S2])."""
    change = what_moves(move)
    return change is DateChange.POSTPONED or (change is DateChange.REPLANNED and needs_amendment(move.line.plan_status))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_of_month(day: date) -> tuple[date, ...]:
    """Mondays of the weeks that hold a day of the month."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    found: list[date] = []
    monday = monday_of(first)
    while monday < after:
        found.append(monday)
        monday += timedelta(days=WEEK)
    return tuple(found)


def lanes_of(extents: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each stretch so that none overlap; stretches come ordered by their beginning, the end excluded."""
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    lanes: list[int] = []
    for start, end in extents:
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        heappush(busy, (end, lane))
        lanes.append(lane)
    return lanes


def hidden_days(week: Sequence[Shown], lanes: Sequence[int], monday: date, room: int) -> tuple[set[int], set[date]]:
    """Which items of a week find no room on `room` lanes (by place), and the days that then say «ещё».

    On such a day the last lane holds the words, so an item of that lane gives way too.
    """
    hidden = {at for at, lane in enumerate(lanes) if lane >= room}
    days: set[date] = set()
    while True:
        days = {day for at in hidden for day in days_in_week(week[at], monday)}
        more = {
            at
            for at, lane in enumerate(lanes)
            if at not in hidden and lane == room - 1 and days.intersection(days_in_week(week[at], monday))
        }
        if not more:
            return hidden, days
        hidden |= more


def days_in_week(shown: Shown, monday: date) -> list[date]:
    """The days of an item in a week."""
    first, last = max(shown.first, monday), min(shown.last, monday + timedelta(days=WEEK - 1))
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]
