from datetime import date
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from models.rules.hours import hours_words, off_by_words, proposed_days, sum_off_by_words


class Part(NamedTuple):
    hours: int


def test_the_example_of_the_review_adds_up() -> None:
    """[S1]: 15+30+30+45+30+30 = 180 minutes = 4 hours, and 3 × 4 = 12."""
    assert off_by_words(15 + 30 + 30 + 45 + 30 + 30, 4) == ""
    assert sum_off_by_words(12, [Part(4), Part(4), Part(4)]) == ""


def test_a_module_that_is_a_minute_off_is_told_by_how_much() -> None:
    assert off_by_words(179, 4) == "не хватает 1\N{NO-BREAK SPACE}мин"
    assert off_by_words(195, 4) == "лишние 15\N{NO-BREAK SPACE}мин"


def test_modules_that_do_not_make_the_programme_are_told_by_how_much() -> None:
    assert sum_off_by_words(12, [Part(4), Part(4)]) == "не хватает 4\N{NO-BREAK SPACE}ч"
    assert sum_off_by_words(12, [Part(4), Part(10)]) == "лишние 2\N{NO-BREAK SPACE}ч"


def test_minutes_are_shown_as_academic_hours() -> None:
    assert [hours_words(minutes) for minutes in (180, 90, 45, 15, 30, 68)] == ["4", "2", "1", "0,33", "0,67", "1,51"]


def test_a_stream_of_twelve_days_is_shared_out_by_hours() -> None:
    assert proposed_days(date(2026, 3, 1), date(2026, 3, 12), [Part(4), Part(2), Part(6)]) == [
        (date(2026, 3, 1), date(2026, 3, 4)),
        (date(2026, 3, 5), date(2026, 3, 6)),
        (date(2026, 3, 7), date(2026, 3, 12)),
    ]


@given(st.integers(0, 200), st.lists(st.integers(1, 72), min_size=1, max_size=8))
def test_proposed_days_lie_in_the_stream_and_in_order(length: int, hours: list[int]) -> None:
    starts_on = date(2026, 1, 12)
    ends_on = date.fromordinal(starts_on.toordinal() + length)

    days = proposed_days(starts_on, ends_on, [Part(each) for each in hours])

    assert days[-1][1] == ends_on
    assert all(starts_on <= first <= last <= ends_on for first, last in days)
    assert all(before[0] <= after[0] for before, after in pairwise(days))
