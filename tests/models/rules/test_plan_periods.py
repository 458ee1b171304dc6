"""Periods the plan page walks through, and the weeks of its strip."""

import itertools
from datetime import date

import pytest

from models.rows.codes import ReportType
from models.rules.periods import parse_period
from models.rules.plan_periods import (
    Span,
    former_period,
    months_of,
    next_period,
    period_of,
    quarter_of,
    report_due,
    short_title,
    spans_of,
    weeks_of,
)


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        (ReportType.QUARTER, date(2026, 3, 31), "2026-Q1"),
        (ReportType.QUARTER, date(2026, 4, 1), "2026-Q2"),
        (ReportType.HALF_YEAR, date(2026, 6, 30), "2026-H1"),
        (ReportType.HALF_YEAR, date(2026, 7, 1), "2026-H2"),
        (ReportType.YEAR, date(2026, 2, 1), "2026"),
        (ReportType.SCHOOL_YEAR, date(2026, 8, 31), "2025/26"),
        (ReportType.SCHOOL_YEAR, date(2026, 9, 1), "2026/27"),
    ],
)
def test_a_day_has_its_period_of_each_kind(kind: ReportType, day: date, code: str) -> None:
    assert period_of(kind, day).code == code


@pytest.mark.parametrize("code", ["2026-Q1", "2026-Q4", "2026-H2", "2026", "2025/26"])
def test_the_next_period_begins_the_day_after_and_leads_back(code: str) -> None:
    period = parse_period(code)
    following = next_period(period)
    assert (following.start - period.end).days == 1
    assert former_period(following) == period


def test_a_quarter_is_shown_by_weeks_cut_at_its_ends() -> None:
    weeks = spans_of(quarter_of(date(2026, 2, 1)))
    assert weeks[0] == Span(date(2026, 1, 1), date(2026, 1, 4))
    assert weeks[1] == Span(date(2026, 1, 5), date(2026, 1, 11))
    assert weeks[-1].end == date(2026, 3, 31)


def test_a_longer_period_is_shown_by_months() -> None:
    months = spans_of(parse_period("2025/26"))
    assert len(months) == 12
    assert months[0] == Span(date(2025, 9, 1), date(2025, 9, 30))


def test_spans_follow_one_another_without_gaps() -> None:
    for spans in (weeks_of(date(2026, 1, 1), date(2026, 12, 31)), months_of(date(2026, 1, 15), date(2026, 12, 3))):
        assert all((after.start - before.end).days == 1 for before, after in itertools.pairwise(spans))


def test_the_report_is_awaited_five_days_after_the_quarter() -> None:
    assert report_due(parse_period("2026-Q1")) == date(2026, 4, 5)


def test_a_short_title_leaves_the_word_year_out() -> None:
    assert short_title(parse_period("2026-Q1")) == "I квартал 2026"


def test_next_to_chosen_days_stand_as_many() -> None:
    chosen = parse_period("2026-01-11..2026-01-20")
    assert former_period(chosen).code == "2026-01-01..2026-01-10"
    assert next_period(chosen).code == "2026-01-21..2026-01-30"


def test_chosen_days_are_walked_by_weeks_while_they_are_few() -> None:
    assert len(spans_of(parse_period("2026-01-05..2026-01-18"))) == 2
    assert len(spans_of(parse_period("2026-01-01..2026-06-30"))) == 6
