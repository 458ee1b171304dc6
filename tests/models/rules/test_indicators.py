"""Plan against fact, the year made of quarters, and its forecast."""

from datetime import date

import pytest

from models.rows.indicators import Standing
from models.rules.indicators import forecast_of, gathered, percent_of, quarters_in, standing_of
from models.rules.measures import Measure, is_level
from models.rules.periods import parse_period

Q1 = parse_period("2026-Q1")
MIDDLE = date(2026, 2, 14)  # the 45th of 90 days


@pytest.mark.parametrize(
    ("fact", "target", "today", "standing"),
    [
        (10, 10, MIDDLE, Standing.REACHED),
        (5, 10, MIDDLE, Standing.ON_TRACK),
        (4, 10, MIDDLE, Standing.BEHIND),
        (9, 10, date(2026, 4, 1), Standing.MISSED),
        (None, 10, MIDDLE, Standing.NO_FACT),
        (5, None, MIDDLE, Standing.NO_TARGET),
        (None, 10, date(2025, 12, 31), Standing.AHEAD),
        (0, 10, date(2026, 1, 1), Standing.ON_TRACK),
        (9, 10, date(2026, 3, 31), Standing.BEHIND),
        (0, 0, MIDDLE, Standing.REACHED),
        (16, 10, date(2026, 4, 1), Standing.REACHED),
    ],
)
def test_a_gathered_figure_is_measured_by_the_days_gone(
    fact: float | None, target: float | None, today: date, standing: Standing
) -> None:
    assert standing_of(fact, target, Q1, today, is_level=False) is standing


def test_a_level_below_its_target_is_behind_at_once() -> None:
    assert standing_of(74, 75, Q1, MIDDLE, is_level=True) is Standing.BEHIND


def test_units_and_measures_say_what_is_not_added_up() -> None:
    assert is_level(None, "%")
    assert is_level(Measure.SATISFACTION, "балл")
    assert not is_level(Measure.EVENTS, "%")
    assert gathered([1, None, 2.5], is_level=False) == 3.5
    assert gathered([70, None, 75, None], is_level=True) == 75
    assert gathered([None], is_level=False) is None


def test_only_whole_quarters_make_a_longer_period() -> None:
    assert [each.code for each in quarters_in(parse_period("2026-H2"))] == ["2026-Q3", "2026-Q4"]
    assert quarters_in(parse_period("2025/26")) == quarters_in(Q1) == ()


def test_percent_needs_both() -> None:
    assert (percent_of(3, 4), percent_of(3, 0), percent_of(None, 4)) == (75, None, None)
    assert percent_of(8, 5) == 160


def forecast(today: date, fact: float | None, measure: Measure | None, *quarters: float | None) -> float | None:
    level = measure is Measure.SATISFACTION
    four = [*quarters, None, None, None, None][:4]
    return forecast_of(2026, today, fact=fact, quarters=four, measure=measure, is_level=level).value


def test_a_pace_goes_on_to_the_end_of_the_year() -> None:
    assert forecast(date(2026, 3, 14), 10, Measure.EVENTS) == 50  # 73 of 365 days
    assert forecast(date(2026, 5, 20), 10, None, 10) == 40.6  # 90 days up to the quarter that was keyed in
    assert forecast(date(2026, 11, 20), 10, None, None, 10) == 20.2  # nothing in the first quarter: 181 days
    assert forecast(date(2026, 12, 31), 10, Measure.EVENTS) == 10


def test_no_forecast_where_a_pace_says_nothing() -> None:
    assert forecast(date(2026, 1, 1), 10, Measure.EVENTS) is None
    assert forecast(date(2026, 1, 29), 10, Measure.EVENTS) is None
    assert forecast(date(2026, 6, 1), 10, None) is None  # of the year as a whole, no quarter tells a pace
    assert forecast(date(2026, 6, 1), 10, Measure.PEOPLE) is None
    assert forecast(date(2026, 6, 1), None, None) is None


def test_a_level_stays_and_a_year_that_is_over_is_its_own_end() -> None:
    assert forecast(date(2026, 6, 1), 4.5, Measure.SATISFACTION) == 4.5
    assert forecast(date(2027, 1, 1), 10, Measure.PEOPLE) == 10
