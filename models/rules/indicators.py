"""How an indicator stands against its target, and what its year may come to (domain.md §3.11, [D])."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from models.rows.indicators import Forecast, Standing
from models.rules.measures import DIFFERENT, Measure
from models.rules.periods import Period, parse_period, quarter
from models.rules.plan_periods import quarter_of
from models.rules.words import NBSP, amount, counted, day_in_table

LEAST_DAYS = 30
"""A pace of fewer days tells nothing about a year."""


def percent_of(fact: float | None, target: float | None) -> float | None:
    """Fact of target, per cent; None where either is missing or the target is nought."""
    return None if fact is None or not target else 100 * fact / target


def standing_of(fact: float | None, target: float | None, period: Period, today: date, *, is_level: bool) -> Standing:
    """Plan against fact: while a period runs, a gathered figure is behind when the days have run ahead of it.

    Of four things a year none is due on its first days: what the days ask for is rounded down.
    """
    if period.start > today:
        return Standing.AHEAD
    if fact is None:
        return Standing.NO_FACT
    if target is None:
        return Standing.NO_TARGET
    if fact >= target:
        return Standing.REACHED
    if period.end < today:
        return Standing.MISSED
    gone = _days(period.start, today) / _days(period.start, period.end)
    return Standing.BEHIND if is_level or fact < math.floor(target * gone) else Standing.ON_TRACK


def quarters_in(period: Period) -> tuple[Period, ...]:
    """The quarters that a longer period is made of; none where it is not made of whole ones."""
    found: list[Period] = []
    day = period.start
    while day <= period.end:
        found.append(quarter_of(day))
        day = found[-1].end + timedelta(days=1)
    is_whole = len(found) > 1 and found[0].start == period.start and found[-1].end == period.end
    return tuple(found) if is_whole else ()


def gathered(quarters: Sequence[float | None], *, is_level: bool) -> float | None:
    """Keyed-in quarters as one figure: their sum, of a level the last one; None where there is none."""
    known = [value for value in quarters if value is not None]
    if not known:
        return None
    return known[-1] if is_level else round(sum(known), 2)


def forecast_of(
    year: int,
    today: date,
    *,
    fact: float | None,
    quarters: Sequence[float | None],
    measure: Measure | None,
    is_level: bool,
) -> Forecast:
    """What the year may come to: a gathered figure goes on at its pace, a level stays where it is.

    `quarters` are the four facts; the pace of a keyed-in figure is that up to the last quarter that has one.
    """
    whole = parse_period(str(year))
    if fact is None:
        return Forecast(None, "Прогноза нет: за этот год ещё ничего не внесено.")
    if whole.end < today:
        return Forecast(fact, "Год закончился: это его итог.")
    if is_level:
        return Forecast(fact, "Доля или средняя оценка: прогноз — последнее известное значение.")
    if measure in DIFFERENT:
        return Forecast(None, "Прогноза нет: в следующем квартале могут прийти те же, их не складывают.")
    days = _days(whole.start, today) if measure is not None else _days_keyed(year, quarters, today)
    if not days:
        return Forecast(None, "Прогноза нет: значение внесено сразу за год.")
    if days < LEAST_DAYS:
        return Forecast(None, f"Прогноза нет: темп виден через {counted(LEAST_DAYS, 'день', 'дня', 'дней')} работы.")
    value = max(fact, round(fact / days * _days(whole.start, whole.end), 1))
    came = f"за {counted(days, 'день', 'дня', 'дней')}{NBSP}— {amount(fact)}"
    to = f"к {day_in_table(whole.end)} тем же темпом{NBSP}— {amount(value)}"
    return Forecast(value, f"Прогноз по темпу: {came}, {to}.")


def _days_keyed(year: int, quarters: Sequence[float | None], today: date) -> int:
    """Days from the first of January to the end of the last quarter that has a value, to today where it runs on."""
    last = max((number for number, value in enumerate(quarters, start=1) if value is not None), default=0)
    return _days(date(year, 1, 1), min(quarter(year, last).end, today)) if last else 0


def _days(start: date, end: date) -> int:
    return (end - start).days + 1
