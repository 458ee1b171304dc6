"""Dues as plans write them. The plan runs over the school year 2025/26."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clean import Cell, CellFault
from models.rules.plan_due import MISSING, OUTSIDE, UNREADABLE, parse_due
from models.rules.plan_periods import Span

PLAN = Span(date(2025, 9, 1), date(2026, 8, 31))


def day(month: int, number: int) -> date:
    return date(2025 if month > 8 else 2026, month, number)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("12.03.2026", day(3, 12), day(3, 12)),
        ("12.03", day(3, 12), day(3, 12)),
        ("12.03.26 г.", day(3, 12), day(3, 12)),
        ("12.03.2026 10:00", day(3, 12), day(3, 12)),
        ("до 20 марта", day(3, 20), day(3, 20)),
        ("1–15 марта", day(3, 1), day(3, 15)),
        ("15, 16 мая", day(5, 15), day(5, 16)),
        ("с 12 января по 5 февраля", day(1, 12), day(2, 5)),
        ("28.09-02.10", day(9, 28), day(10, 2)),
        ("12-15.03.2026", day(3, 12), day(3, 15)),
        ("Март", day(3, 1), day(3, 31)),
        ("в марте 2026 года", day(3, 1), day(3, 31)),
        ("сентябрь - октябрь", day(9, 1), day(10, 31)),
        ("05.2026", day(5, 1), day(5, 31)),
        ("I квартал", day(1, 1), day(3, 31)),
        ("4 кв. 2025 г.", day(10, 1), day(12, 31)),
        ("1 полугодие", day(1, 1), day(6, 30)),
        ("в течение года", *PLAN),
        ("В течение учебного года", *PLAN),
        ("в течение 2025-2026 учебного года", *PLAN),
        ("ежемесячно", *PLAN),
        ("1 раз в квартал", *PLAN),
        (46093.0, day(3, 12), day(3, 12)),
        (date(2026, 3, 12), day(3, 12), day(3, 12)),
    ],
    ids=str,
)
def test_a_due_is_read(said: Cell, first: date, last: date) -> None:
    assert parse_due(said, plan=PLAN) == (Span(first, last), "", "")


def test_a_due_that_reaches_over_the_plan_is_cut_and_said_so() -> None:
    found = parse_due("август - сентябрь 2025", plan=PLAN)
    assert found.value == Span(date(2025, 9, 1), date(2025, 9, 30))
    assert found.notice == "срок обрезан по сроку плана"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("", MISSING),
        (CellFault.ERROR, MISSING),
        ("когда-нибудь", UNREADABLE),
        ("31 февраля", UNREADABLE),
        ("15–1 марта", UNREADABLE),
        ("12.13.2026", UNREADABLE),
        ("12.03.2024", OUTSIDE),
        ("март 2024", OUTSIDE),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_a_problem(said: Cell, problem: str) -> None:
    assert parse_due(said, plan=PLAN) == (None, problem, "")


@given(st.text(max_size=40) | st.integers() | st.floats() | st.dates())
def test_whatever_stands_there_a_due_lies_in_the_plan_or_is_a_problem(said: Cell) -> None:
    found = parse_due(said, plan=PLAN)
    assert (found.value is None) == bool(found.problem)
    if found.value is not None:
        assert PLAN.start <= found.value.start <= found.value.end <= PLAN.end
