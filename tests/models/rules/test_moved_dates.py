"""Days of a plan moved to another period: same weekdays, around days off, in the period, in order."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.rules.moved_dates import days_off, is_day_off, moved_dates, statutory_days_off, weeks_between
from models.rules.periods import parse_period
from models.rules.plan_periods import Span


def span(code: str) -> Span:
    period = parse_period(code)
    return Span(period.start, period.end)


PAIRS = st.sampled_from(
    [
        ("2025/26", "2026/27"),
        ("2023/24", "2024/25"),
        ("2025", "2026"),
        ("2024", "2025"),
        ("2025-H1", "2026-H1"),
        ("2025-H1", "2025-H2"),
        ("2025-Q3", "2026-Q3"),
        ("2025-Q4", "2026-Q1"),
    ]
)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Span, Span, date, dict[date, str]]:
    source, target = map(span, draw(PAIRS))
    day = source.start + timedelta(days=draw(st.integers(0, (source.end - source.start).days)))
    off = days_off({}, range(target.start.year, target.end.year + 1))
    extra = draw(st.lists(st.integers(0, (target.end - target.start).days), max_size=8))
    return source, target, day, off | {target.start + timedelta(days=each): "Выходной" for each in extra}


@given(moves())
def test_a_day_lands_in_the_period_on_a_working_day(move: tuple[Span, Span, date, dict[date, str]]) -> None:
    source, target, day, off = move
    moved = moved_dates(day, day, source=source, target=target, off=off)
    assert moved.first == moved.last
    assert moved.first in target
    assert not is_day_off(moved.first, off)


@given(moves())
def test_a_day_keeps_its_weekday_unless_it_says_why(move: tuple[Span, Span, date, dict[date, str]]) -> None:
    source, target, day, off = move
    moved = moved_dates(day, day, source=source, target=target, off=off)
    if not moved.why:
        assert moved.first.weekday() == day.weekday()
        assert moved.first - day == timedelta(weeks=weeks_between(source, target))


@given(moves(), st.integers(0, 400))
def test_days_keep_their_order(move: tuple[Span, Span, date, dict[date, str]], later: int) -> None:
    source, target, day, off = move
    other = day + timedelta(days=later)
    assume(other in source)
    one = moved_dates(day, day, source=source, target=target, off=off)
    two = moved_dates(other, other, source=source, target=target, off=off)
    assert one.first <= two.first


@given(moves(), st.integers(0, 400))
def test_a_stretch_stays_a_stretch_inside_the_period(
    move: tuple[Span, Span, date, dict[date, str]], length: int
) -> None:
    source, target, day, off = move
    last = min(day + timedelta(days=length), source.end)
    moved = moved_dates(day, last, source=source, target=target, off=off)
    assert target.start <= moved.first <= moved.last <= target.end


def test_last_years_tuesday_is_this_years_tuesday() -> None:
    moved = moved_dates(date(2025, 3, 11), date(2025, 3, 11), source=span("2024/25"), target=span("2025/26"), off={})
    assert (moved.first, moved.why) == (date(2026, 3, 10), "")


def test_a_holiday_gives_way_and_is_named() -> None:
    off = statutory_days_off(2027)
    moved = moved_dates(date(2026, 2, 24), date(2026, 2, 24), source=span("2025/26"), target=span("2026/27"), off=off)
    assert moved.first == date(2027, 2, 24)
    assert moved.why == "23\u00a0февраля — День защитника Отечества"


def test_a_weekend_gives_way_to_the_nearer_working_day() -> None:
    moved = moved_dates(date(2025, 3, 15), date(2025, 3, 15), source=span("2024/25"), target=span("2025/26"), off={})
    assert (moved.first, moved.why) == (date(2026, 3, 13), "14\u00a0марта — суббота")


def test_the_first_of_september_stays_in_its_school_year() -> None:
    moved = moved_dates(date(2025, 9, 1), date(2025, 9, 1), source=span("2025/26"), target=span("2026/27"), off={})
    assert (moved.first, moved.why) == (date(2026, 9, 1), "31\u00a0августа — раньше начала плана")


def test_a_whole_month_stays_a_whole_month() -> None:
    moved = moved_dates(date(2024, 2, 1), date(2024, 2, 29), source=span("2023/24"), target=span("2024/25"), off={})
    assert (moved.first, moved.last, moved.why) == (date(2025, 2, 1), date(2025, 2, 28), "")


def test_the_whole_period_stays_the_whole_period() -> None:
    source, target = span("2025/26"), span("2026/27")
    moved = moved_dates(source.start, source.end, source=source, target=target, off={})
    assert (moved.first, moved.last) == target


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2026, 3, 9), "Выходной после праздника «Международный женский день»"),
        (date(2026, 5, 11), "Выходной после праздника «День Победы»"),
        (date(2026, 1, 7), "Рождество Христово"),
    ],
)
def test_the_law_names_its_days(day: date, title: str) -> None:
    assert statutory_days_off(2026)[day] == title


def test_a_year_with_days_of_its_own_is_not_guessed() -> None:
    entered = {date(2026, 12, 31): "Перенос выходного"}
    found = days_off(entered, (2026, 2027))
    assert date(2026, 2, 23) not in found
    assert date(2027, 2, 23) in found
