"""Days of a plan moved to another period: same weekdays, around the days nobody works."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.plan_periods import Span
from models.rules.words import day_in_text

_WEEK = 7
_SATURDAY = 5
_WEEKDAY_OFF = ("суббота", "воскресенье")
_STATUTORY = (
    *((1, day, "Новогодние каникулы") for day in (1, 2, 3, 4, 5, 6, 8)),
    (1, 7, "Рождество Христово"),
    (2, 23, "День защитника Отечества"),
    (3, 8, "Международный женский день"),
    (5, 1, "Праздник Весны и Труда"),
    (5, 9, "День Победы"),
    (6, 12, "День России"),
    (11, 4, "День народного единства"),
)


@dataclass(frozen=True, slots=True)
class MovedDates:
    """Where a line's first and last day came to; `why` says what shifted them from the same weekday, "" if nothing."""

    first: date
    last: date
    why: str = ""


def statutory_days_off(year: int) -> dict[date, str]:
    """Holidays of a year by ТК РФ ст. 112, with the Monday that takes the place of a holiday at a weekend.

    What the government moves beyond that, and the January weekends, are entered by the person.
    """
    found = {date(year, month, day): title for month, day, title in _STATUTORY}
    for day, title in list(found.items()):
        if day.month > 1 and _is_weekend(day):
            after = day + timedelta(days=_WEEK - day.weekday())
            found.setdefault(after, f"Выходной после праздника «{title}»")
    return found


def days_off(entered: Mapping[date, str], years: Iterable[int]) -> dict[date, str]:
    """Non-working days of the years: those entered, and the statutory ones for a year of which nothing is entered."""
    known = {day.year for day in entered}
    found = dict(entered)
    for year in years:
        if year not in known:
            found |= statutory_days_off(year)
    return found


def weeks_between(source: Span, target: Span) -> int:
    """By how many whole weeks days move from one period to another: as near to the same place in it as weekdays let."""
    return round((target.start - source.start).days / _WEEK)


def moved_dates(first: date, last: date, *, source: Span, target: Span, off: Mapping[date, str]) -> MovedDates:
    """A line's days in the target period.

    The whole period stays whole, and whole calendar months stay whole months («в течение марта»). Anything else moves
    by whole weeks, is kept inside the period, and goes from a day off to the nearest working day (the later of two as
    near). Days that are no whole months keep their order.
    """
    if (first, last) == (source.start, source.end):
        return MovedDates(target.start, target.end)
    if _is_whole_months(first, last):
        months = _months(target.start) - _months(source.start)
        begin, end = _month_start(_months(first) + months), _month_start(_months(last) + months + 1)
        if target.start <= begin and end - timedelta(days=1) <= target.end:
            return MovedDates(begin, end - timedelta(days=1))
    weeks = weeks_between(source, target)
    begin, why = _placed(first, weeks, target, off)
    end, why_end = (begin, why) if last == first else _placed(last, weeks, target, off)
    return MovedDates(begin, end, why or why_end)


def _placed(day: date, weeks: int, target: Span, off: Mapping[date, str]) -> tuple[date, str]:
    wished = day + timedelta(days=weeks * _WEEK)
    inside = min(max(wished, target.start), target.end)
    why = ""
    if inside != wished:
        why = f"{day_in_text(wished)} — {'раньше начала' if wished < inside else 'позже конца'} плана"
    placed = _nearest_working(inside, target, off)
    if placed == inside:
        return placed, why
    cause = off.get(inside) or _WEEKDAY_OFF[inside.weekday() - _SATURDAY]
    return placed, f"{day_in_text(inside)} — {cause}"


def _nearest_working(day: date, target: Span, off: Mapping[date, str]) -> date:
    """The working day of the period that is nearest; `day` itself where the period has none."""
    for distance in range((target.end - target.start).days + 1):
        for other in (day + timedelta(days=distance), day - timedelta(days=distance)):
            if other in target and not is_day_off(other, off):
                return other
    return day


def is_day_off(day: date, off: Mapping[date, str]) -> bool:
    """Whether nobody works on a day: a weekend or one of the non-working days."""
    return _is_weekend(day) or day in off


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def _is_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(days=1)).day == 1 and first < last


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
