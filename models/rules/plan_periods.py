"""Periods as the plan page walks through them, their weeks and months, and when a quarter's report is due."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from models.rows.codes import ReportType
from models.rules.periods import Period, days, parse_period, quarter, school_year_of

REPORT_DUE_DAYS = 5
"""A quarter's report is awaited by this day of the month after it ([D]: no act names the day)."""

_LONGEST_BY_WEEKS = 92
"""Days of a period whose strip shows weeks: a quarter has no more."""


class Span(NamedTuple):
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds `day`."""
    return quarter(day.year, (day.month + 2) // 3)


def period_of(kind: ReportType, day: date) -> Period:
    """The period of a kind that holds `day`."""
    match kind:
        case ReportType.QUARTER:
            return quarter_of(day)
        case ReportType.HALF_YEAR:
            return parse_period(f"{day.year}-H{1 if day.month <= 6 else 2}")
        case ReportType.YEAR:
            return parse_period(str(day.year))
        case _:
            return school_year_of(day)


def next_period(period: Period) -> Period:
    """The period of the same kind right after this one; of chosen days as many days."""
    if period.kind is ReportType.DAYS:
        length = period.end - period.start
        return days(period.end + timedelta(days=1), period.end + timedelta(days=1) + length)
    return period_of(period.kind, period.end + timedelta(days=1))


def former_period(period: Period) -> Period:
    """The period of the same kind right before this one; of chosen days as many days."""
    if period.kind is ReportType.DAYS:
        return days(period.start - timedelta(days=1) - (period.end - period.start), period.start - timedelta(days=1))
    return period_of(period.kind, period.start - timedelta(days=1))


def short_title(period: Period) -> str:
    """The title without the word «года»: «I квартал 2026»."""
    return period.title.removesuffix(" года")


def weeks_of(start: date, end: date) -> tuple[Span, ...]:
    """Weeks from Monday to Sunday, the first and the last cut at the ends."""
    return tuple(_cut(start, end, lambda day: day + timedelta(days=6 - day.weekday())))


def months_of(start: date, end: date) -> tuple[Span, ...]:
    """Calendar months, the first and the last cut at the ends."""
    return tuple(_cut(start, end, _month_end))


def spans_of(period: Period) -> tuple[Span, ...]:
    """What a strip of the period shows: weeks of a quarter, months of anything longer."""
    parts = weeks_of if (period.end - period.start).days < _LONGEST_BY_WEEKS else months_of
    return parts(period.start, period.end)


def report_due(period: Period) -> date:
    """The last day for the report of a period."""
    return period.end + timedelta(days=REPORT_DUE_DAYS)


def _month_end(day: date) -> date:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return after - timedelta(days=1)


def _cut(start: date, end: date, last_day: Callable[[date], date]) -> Iterator[Span]:
    while start <= end:
        last = min(last_day(start), end)
        yield Span(start, last)
        start = last + timedelta(days=1)
