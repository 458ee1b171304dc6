from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rows.codes import ReportType
from models.rules.periods import days, last_full_quarter, parse_period, quarter, school_year, school_year_of

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
YEARS = st.integers(2000, 2100)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "title", "file_code"),
    [
        ("2026-Q1", "quarter", "2026-01-01", "2026-03-31", "I квартал 2026 года", "2026-Q1"),
        ("2024-Q1", "quarter", "2024-01-01", "2024-03-31", "I квартал 2024 года", "2024-Q1"),
        ("2026-Q2", "quarter", "2026-04-01", "2026-06-30", "II квартал 2026 года", "2026-Q2"),
        ("2026-Q3", "quarter", "2026-07-01", "2026-09-30", "III квартал 2026 года", "2026-Q3"),
        ("2026-Q4", "quarter", "2026-10-01", "2026-12-31", "IV квартал 2026 года", "2026-Q4"),
        ("2026-H1", "half_year", "2026-01-01", "2026-06-30", "I полугодие 2026 года", "2026-H1"),
        ("2026-H2", "half_year", "2026-07-01", "2026-12-31", "II полугодие 2026 года", "2026-H2"),
        ("2026", "year", "2026-01-01", "2026-12-31", "2026 год", "2026"),
        ("2025/26", "school_year", "2025-09-01", "2026-08-31", "2025/2026 учебный год", "2025-26"),
        ("2099/00", "school_year", "2099-09-01", "2100-08-31", "2099/2100 учебный год", "2099-00"),
        (
            "2026-01-15..2026-03-20",
            "days",
            "2026-01-15",
            "2026-03-20",
            "15\u00a0января – 20\u00a0марта 2026 года",
            "2026-01-15_2026-03-20",
        ),
        (
            "2025-12-20..2026-01-15",
            "days",
            "2025-12-20",
            "2026-01-15",
            "20\u00a0декабря 2025 года – 15\u00a0января 2026 года",
            "2025-12-20_2026-01-15",
        ),
        (
            "2026-02-01..2026-02-20",
            "days",
            "2026-02-01",
            "2026-02-20",
            "1–20\u00a0февраля 2026 года",
            "2026-02-01_2026-02-20",
        ),
        (
            "2026-02-01..2026-02-01",
            "days",
            "2026-02-01",
            "2026-02-01",
            "1\u00a0февраля 2026 года",
            "2026-02-01_2026-02-01",
        ),
    ],
)
def test_a_period_is_read(text: str, kind: str, start: str, end: str, title: str, file_code: str) -> None:
    period = parse_period(text)
    assert (period.code, period.kind, period.start.isoformat(), period.end.isoformat()) == (text, kind, start, end)
    assert (period.title, period.file_code) == (title, file_code)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026-q1", "2026-Q1"), ("2026-h2", "2026-H2"), (" 2026 ", "2026"), ("2025/2026", "2025/26")],
)
def test_a_period_written_otherwise_has_the_same_code(text: str, code: str) -> None:
    assert parse_period(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-Q0",
        "2026-Q5",
        "2026-H3",
        "2026Q1",
        "26-Q1",
        "2026-Q1-Q2",
        "2025/27",
        "2025/25",
        "2025/3026",
        "2025/2027",
        "2025/126",
        "1999",
        "2101",
        "2026-02-30..2026-03-01",
        "2026-01-15..",
        "1999-12-31..2026-01-15",
        "0000",
        "2026-03",
        "I квартал",
        "２０２６",
        "٢٠٢٦-Q1",
        "2026\n2027",
    ],
)
def test_what_is_no_period_is_refused_with_advice(text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_period(text)
    assert "2026-Q1" in refusal.value.advice


@given(YEARS, st.integers(1, 4))
def test_quarters_follow_each_other_without_a_gap(year: int, number: int) -> None:
    one = quarter(year, number)
    other = quarter(year, number + 1) if number < 4 else quarter(year + 1, 1)
    assert one.end + timedelta(days=1) == other.start


@given(YEARS)
def test_quarters_make_halves_and_halves_make_the_year(year: int) -> None:
    first, second = parse_period(f"{year}-H1"), parse_period(f"{year}-H2")
    assert (first.start, first.end) == (quarter(year, 1).start, quarter(year, 2).end)
    assert (second.start, second.end) == (quarter(year, 3).start, quarter(year, 4).end)
    whole = parse_period(str(year))
    assert (whole.start, whole.end) == (first.start, second.end)


@given(st.one_of(st.builds(quarter, YEARS, st.integers(1, 4)), st.builds(school_year, YEARS)))
def test_a_code_is_read_back_as_its_period(period: object) -> None:
    assert parse_period(getattr(period, "code")) == period  # noqa: B009


@given(DAYS)
def test_a_day_lies_in_its_school_year(day: date) -> None:
    assert day in school_year_of(day)


@given(DAYS)
def test_the_last_full_quarter_is_over_and_no_other_was_after_it(today: date) -> None:
    last = last_full_quarter(today)
    assert last.kind is ReportType.QUARTER
    assert last.end < today <= last.end + timedelta(days=92)


@pytest.mark.parametrize(
    ("today", "code"),
    [("2026-01-01", "2025-Q4"), ("2026-03-31", "2025-Q4"), ("2026-04-01", "2026-Q1"), ("2026-12-31", "2026-Q3")],
)
def test_the_last_full_quarter_changes_with_the_quarter(today: str, code: str) -> None:
    assert last_full_quarter(date.fromisoformat(today)).code == code


def test_both_ends_belong_to_a_period() -> None:
    period = parse_period("2026-Q1")
    edge = timedelta(days=1)
    inside = [day in period for day in (period.start - edge, period.start, period.end, period.end + edge)]
    assert inside == [False, True, True, False]


@pytest.mark.parametrize("end", [date(2025, 12, 31), date(2032, 1, 5)])
def test_chosen_days_go_forward_and_not_for_ever(end: date) -> None:
    with pytest.raises(UserError, match="Период"):
        days(date(2026, 1, 1), end)
