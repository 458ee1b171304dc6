"""Terms of a printed plan."""

from datetime import date

import pytest

from models.rows.codes import PlanItemStatus
from models.rules.plan_marks import mark, state_words, term, term_title


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 12), date(2026, 3, 12), "12.03.2026"),
        (date(2026, 3, 9), date(2026, 3, 13), "09–13.03.2026"),
        (date(2026, 2, 28), date(2026, 3, 3), "28.02 – 03.03.2026"),
        (date(2025, 12, 29), date(2026, 1, 9), "29.12.2025 – 09.01.2026"),
        (date(2025, 3, 9), date(2026, 3, 9), "09.03.2025 – 09.03.2026"),
    ],
)
def test_a_term_repeats_nothing_it_need_not(first: date, last: date, words: str) -> None:
    assert term(first, last) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), "на I квартал 2026 года"),
        (date(2026, 7, 1), date(2026, 12, 31), "на II полугодие 2026 года"),
        (date(2026, 1, 1), date(2026, 12, 31), "на 2026 год"),
        (date(2025, 9, 1), date(2026, 8, 31), "на 2025/2026 учебный год"),
        (date(2025, 9, 1), date(2025, 9, 30), "с 01.09.2025 по 30.09.2025"),
        (date(2025, 9, 1), date(2027, 8, 31), "с 01.09.2025 по 31.08.2027"),
    ],
)
def test_days_of_a_period_are_called_by_its_name(first: date, last: date, words: str) -> None:
    assert term_title(first, last) == words


def test_what_was_done_though_moved_says_from_when() -> None:
    due = date(2025, 12, 12)
    assert state_words(PlanItemStatus.DONE, due_to=due, is_moved=True) == "выполнено, перенесено с 12.12.2025"
    said = mark(
        PlanItemStatus.DONE,
        due_to=due,
        held_on=date(2026, 1, 28),
        participants=None,
        postponed_to=date(2026, 1, 30),
        reason="снегопад",
    )
    assert said == "выполнено 28.01.2026, перенесено с 12.12.2025 (снегопад)"
