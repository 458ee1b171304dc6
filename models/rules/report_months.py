"""A report month by month: what was planned and done, how many events there were and who came (domain.md §3.6)."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.rows.codes import PlanItemStatus
from models.rows.report import EventMonthRow, EventRow, PlanItemRow, PlanMonthRow
from models.rules.periods import Period
from models.rules.words import MONTHS


def plan_months(period: Period, items: Sequence[PlanItemRow]) -> tuple[PlanMonthRow, ...]:
    """The plan items (their status still a code) by the months they count in, from the first such month to the last."""
    days = [counted_on(period, item.due, item.postponed_to) for item in items]
    done = [day for day, item in zip(days, items, strict=True) if PlanItemStatus(item.status) is PlanItemStatus.DONE]
    return tuple(PlanMonthRow(_name(month), month, _in(month, days), _in(month, done)) for month in _months(days))


def event_months(events: Iterable[EventRow]) -> tuple[EventMonthRow, ...]:
    """The events by month, from the first month with one to the last."""
    held = [*events]
    months = _months([each.date for each in held])
    by_month = [(month, [each for each in held if first_of(each.date) == month]) for month in months]
    return tuple(
        EventMonthRow(
            _name(month),
            month,
            len(there),
            sum(each.participants - each.guests for each in there),
            sum(each.participants for each in there),
        )
        for month, there in by_month
    )


def counted_on(period: Period, due: date, postponed_to: date | None) -> date:
    """The day in the period by which a plan item counts in it: the new day of a moved one where that is within."""
    return postponed_to if postponed_to is not None and period.start <= postponed_to <= period.end else due


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def _months(days: Sequence[date]) -> list[date]:
    if not days:
        return []
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = (first.year * 12 + first.month - 1 + number for number in range(count))
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _in(month: date, days: Iterable[date]) -> int:
    return sum(first_of(day) == month for day in days)


def _name(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"
