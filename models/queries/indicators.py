"""Indicators of a period, of a year by quarters, and what stands behind a figure (domain.md §3.11)."""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.measures import measured, measured_records
from models.rows.choice import Choice
from models.rows.indicators import (
    NO_FILTERS,
    NOTHING_KEYED,
    IndicatorLine,
    IndicatorRecord,
    IndicatorRow,
    IndicatorYearLine,
    KeyedValue,
    MeasureFilters,
    PeriodFigure,
)
from models.rules.indicators import forecast_of, gathered, quarters_in, standing_of
from models.rules.measures import FORMAT, MUNICIPALITY, PRODUCT_KIND, PROGRAM, is_level
from models.rules.periods import Period, parse_period, quarter

_CHOICES = {
    FORMAT: "SELECT id, title FROM event_format ORDER BY sort_order, id",
    PROGRAM: "SELECT id, title FROM program ORDER BY title, id",
    PRODUCT_KIND: "SELECT id, title FROM product_kind ORDER BY sort_order, id",
    MUNICIPALITY: "SELECT id, name FROM municipality WHERE valid_to IS NULL ORDER BY name, id",
}
_ROWS = """
SELECT id, title, unit, formula, filters, target, note, is_builtin, is_hidden
FROM indicator ORDER BY is_hidden, sort_order, id
"""

Keyed = Mapping[tuple[int, str], KeyedValue]
"""What was keyed in, by indicator and period."""


class _Kept(NamedTuple):
    indicator_id: int
    period: str
    value: float | None
    target: float | None
    note: str | None
    evidence: str | None


def indicator_lines(db: Database, period: Period) -> list[IndicatorLine]:
    """Every indicator with its target and fact for the period, in the order to show."""
    with db.reading() as session:
        return read_indicators(session, period, today=db.today())


def read_indicators(session: Source, period: Period, *, today: date) -> list[IndicatorLine]:
    """The same inside an open snapshot; hidden ones stay away."""
    lines = rows(
        session,
        IndicatorLine,
        """
        SELECT i.id, i.code, i.title, i.unit, i.formula, i.filters, coalesce(v.target, i.target), v.value,
               coalesce(v.note, ''), coalesce(v.evidence, '')
        FROM indicator AS i LEFT JOIN indicator_value AS v ON v.indicator_id = i.id AND v.period = :period
        WHERE NOT i.is_hidden ORDER BY i.sort_order, i.id
        """,
        period=period.code,
    )
    keyed = _keyed(session)
    return [line._replace(fact=_fact(session, line, period, keyed, today)) for line in lines]


def indicator_choices(db: Database) -> dict[str, tuple[Choice, ...]]:
    """What the filters of a measure let one choose from, by the filter."""
    with db.reading() as session:
        return {name: tuple(rows(session, Choice, sql)) for name, sql in _CHOICES.items()}


def indicator_year(db: Database, year: int) -> list[IndicatorYearLine]:
    """Every indicator by the quarters of a calendar year, hidden ones last."""
    with db.reading() as session:
        return read_indicator_year(session, year, today=db.today())


def read_indicator_year(session: Source, year: int, *, today: date) -> list[IndicatorYearLine]:
    """The same inside an open snapshot."""
    keyed = _keyed(session)
    return [_year_line(session, row, year, keyed, today) for row in rows(session, IndicatorRow, _ROWS)]


def indicator_series(db: Database, indicator_id: int, year: int) -> list[PeriodFigure]:
    """The quarters of the year before and of this one; none where the indicator is gone."""
    with db.reading() as session:
        found = [row for row in rows(session, IndicatorRow, _ROWS) if row.id == indicator_id]
        keyed = _keyed(session)
        return [
            _figure(session, row, period, keyed, db.today())
            for row in found
            for period in (quarter(each, number) for each in (year - 1, year) for number in range(1, 5))
        ]


def indicator_records(db: Database, period: Period) -> list[IndicatorRecord]:
    """Where computed figures come from: every record they count, by indicator and day."""
    today = db.today()
    with db.reading() as session:
        return [
            record._replace(indicator_id=line.id)
            for line in read_indicators(session, period, today=today)
            if line.formula is not None
            for record in measured_records(
                session,
                line.formula,
                filters_of(line.filters),
                start=period.start,
                end=period.end,
                today=today,
            )
        ]


def filters_of(stored: str | None) -> MeasureFilters:
    """The filters an indicator keeps."""
    return MeasureFilters(**json.loads(stored)) if stored else NO_FILTERS


def _year_line(session: Source, row: IndicatorRow, year: int, keyed: Keyed, today: date) -> IndicatorYearLine:
    quarters = tuple(_figure(session, row, quarter(year, number), keyed, today) for number in range(1, 5))
    whole = _figure(session, row, parse_period(str(year)), keyed, today)
    forecast = forecast_of(
        year,
        today,
        fact=whole.fact,
        quarters=[each.fact for each in quarters],
        measure=row.formula,
        is_level=is_level(row.formula, row.unit),
    )
    return IndicatorYearLine(row, quarters, whole, forecast)


def _figure(session: Source, row: IndicatorRow, period: Period, keyed: Keyed, today: date) -> PeriodFigure:
    kept = keyed.get((row.id, period.code), NOTHING_KEYED)
    fact = None if period.start > today and row.formula is not None else _fact(session, row, period, keyed, today)
    target = kept.target if kept.target is not None else row.target
    standing = standing_of(fact, target, period, today, is_level=is_level(row.formula, row.unit))
    return PeriodFigure(period.code, fact, target, kept, standing)


def _fact(
    session: Source, row: IndicatorRow | IndicatorLine, period: Period, keyed: Keyed, today: date
) -> float | None:
    """Measured, or keyed in; a longer period without a value of its own is made of its quarters."""
    if row.formula is not None:
        return measured(session, row.formula, filters_of(row.filters), start=period.start, end=period.end, today=today)
    if (kept := keyed.get((row.id, period.code), NOTHING_KEYED)).value is not None:
        return kept.value
    quarters = [keyed.get((row.id, each.code), NOTHING_KEYED).value for each in quarters_in(period)]
    return gathered(quarters, is_level=is_level(None, row.unit))


def _keyed(session: Source) -> Keyed:
    found = rows(session, _Kept, "SELECT indicator_id, period, value, target, note, evidence FROM indicator_value")
    return {
        (each.indicator_id, each.period): KeyedValue(each.value, each.target, each.note, each.evidence)
        for each in found
    }
