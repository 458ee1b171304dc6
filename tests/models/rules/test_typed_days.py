"""Several dates typed in one field."""

from datetime import date

import pytest

from models.rules.typed_days import parse_typed_days

TODAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    "text", ["24.3, 31.3, 7.4", "7 апреля; 24 марта;31.03", "24.3\n31.3\n7.4.2026", "24.3, 31.3 и 7.4", "24.3–7.4"]
)
def test_a_list_and_a_span_of_weeks_mean_the_same_days(text: str) -> None:
    assert parse_typed_days(text, today=TODAY).days == (date(2026, 3, 24), date(2026, 3, 31), date(2026, 4, 7))


def test_a_day_named_twice_counts_once() -> None:
    assert parse_typed_days("24.3, 24 марта", today=TODAY).days == (date(2026, 3, 24),)


def test_what_cannot_be_read_is_told_apart() -> None:
    assert parse_typed_days("24.3, 32.3, потом", today=TODAY) == ((date(2026, 3, 24),), ("32.3", "потом"))


@pytest.mark.parametrize("text", ["", " , ;", "7.4–24.3"])
def test_nothing_comes_of_nothing(text: str) -> None:
    assert parse_typed_days(text, today=TODAY).days == ()
