"""Dates as people type them."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.rules.dates import age_on, parse_birth_date, parse_date

TODAY = date(2026, 3, 1)
BIRTH = date(1985, 3, 12)
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


@pytest.mark.parametrize(
    "cell",
    [
        "12.03.1985", "12.3.85", "12/03/1985", "12-03-1985", "1985-03-12", "12.03.1985 г.", "12.03.1985г.р.",
        "12 марта 1985", "«12» марта 1985 года", "12 мар. 1985", "12-мар-85", "12.III.1985", "12,03,1985", "12031985",
        "1985-03-12T00:00:00", "12.03.1985 0:00:00", "31118", 31118, 31118.0, BIRTH, datetime(1985, 3, 12, 9),  # noqa: DTZ001 — a spreadsheet knows no zones

        " 12.03.1985\u00a0", "12–03–1985", "12.03.1985 (40 лет)", "03/12/1985"[3:5] + "/03/1985",
    ],
)  # fmt: skip
def test_a_birth_date_is_read_in_every_form(cell: str | float | date) -> None:
    assert parse_birth_date(cell, today=TODAY).value == BIRTH


_PAST = st.dates(date(1940, 1, 1), date(2009, 1, 1))


@given(
    _PAST, st.sampled_from(["{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", "{0:%Y-%m-%d}", "{0.day} {1} {0.year} г."])
)
def test_a_written_date_comes_back(day: date, form: str) -> None:
    assert parse_birth_date(form.format(day, _MONTHS[day.month - 1]), today=TODAY).value == day


@given(_PAST)
def test_a_day_number_of_a_spreadsheet_comes_back(day: date) -> None:
    assert parse_birth_date(float((day - date(1899, 12, 30)).days), today=TODAY).value == day


@pytest.mark.parametrize("cell", ["12.03.2026", "12.03.2015", "12.03.1905", "30.02.1985", "1985", 1985.0, "март", True])
def test_an_impossible_birth_date_is_a_problem(cell: str | float) -> None:
    assert parse_birth_date(cell, today=TODAY).problem


def test_a_month_before_the_day_is_read_with_a_notice() -> None:
    reading = parse_date("07/31/1985", today=TODAY)
    assert (reading.value, bool(reading.notice)) == (date(1985, 7, 31), True)


@pytest.mark.parametrize(("day", "age"), [(date(2026, 3, 1), 41), (date(2026, 2, 28), 40)])
def test_a_year_is_full_on_the_birthday(day: date, age: int) -> None:
    assert age_on(date(1985, 3, 1), day) == age


@example("99999")
@example(99999.5)
@given(st.text() | st.integers() | st.floats() | st.booleans() | st.dates() | st.datetimes() | st.times())
def test_no_cell_crashes_the_reader(cell: str) -> None:
    reading = parse_birth_date(cell, today=TODAY)
    assert not (reading.value and reading.problem)
