from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.typed_dates import parse_typed_date, parse_typed_time, show_date, show_time

TODAY = date(2026, 3, 13)  # a Friday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24.3", date(2026, 3, 24)),
        ("24.03.2026", date(2026, 3, 24)),
        ("24/3/26", date(2026, 3, 24)),
        ("24 3", date(2026, 3, 24)),
        ("2403", date(2026, 3, 24)),
        ("24032026", date(2026, 3, 24)),
        ("2026-03-24", date(2026, 3, 24)),
        ("24 марта", date(2026, 3, 24)),
        ("24 мар", date(2026, 3, 24)),
        ("  24   МАРТА 2027 г. ", date(2027, 3, 24)),
        ("1 мая", date(2026, 5, 1)),
        ("5 август", date(2026, 8, 5)),
        ("завтра", date(2026, 3, 14)),
        ("Вчера", date(2026, 3, 12)),
        ("сегодня", TODAY),
        ("послезавтра", date(2026, 3, 15)),
        ("пн", date(2026, 3, 16)),
        ("пт", date(2026, 3, 20)),
        ("среду", date(2026, 3, 18)),
        ("29.02.2028", date(2028, 2, 29)),
    ],
)
def test_a_hurried_date_is_read(typed: str, meant: date) -> None:
    assert parse_typed_date(typed, today=TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "31.02", "32.1", "24", "марта", "24 марсобря", "0.0", "когда-нибудь", "29.02.2026"]
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert parse_typed_date(typed, today=TODAY) is None


def test_a_day_of_december_typed_in_january_means_the_december_that_was() -> None:
    assert parse_typed_date("28.12", today=date(2026, 1, 10)) == date(2025, 12, 28)


def test_a_day_of_january_typed_in_december_means_the_january_to_come() -> None:
    assert parse_typed_date("12 января", today=date(2026, 12, 20)) == date(2027, 1, 12)


@given(st.text(max_size=30), st.dates())
def test_no_text_breaks_the_reading(typed: str, today: date) -> None:
    parse_typed_date(typed, today=today)
    parse_typed_time(typed)


@given(st.text(alphabet="0123456789 .,-/:янвмартфедзюльгс", max_size=12), st.dates())
def test_no_near_date_breaks_the_reading(typed: str, today: date) -> None:
    parse_typed_date(typed, today=today)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_shown_is_read_back(day: date) -> None:
    assert parse_typed_date(show_date(day), today=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", time(10)),
        ("10:30", time(10, 30)),
        ("1030", time(10, 30)),
        ("9.05", time(9, 5)),
        ("25", None),
        ("10:75", None),
    ],
)
def test_a_hurried_time_is_read(typed: str, meant: time | None) -> None:
    assert parse_typed_time(typed) == meant


@given(st.times())
def test_a_time_shown_is_read_back(moment: time) -> None:
    assert parse_typed_time(show_time(moment)) == moment.replace(second=0, microsecond=0, fold=0)
