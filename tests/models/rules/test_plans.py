from datetime import date

import pytest

from models.rows.codes import PlanItemStatus, PlanStatus
from models.rules.plans import is_overdue, needs_amendment, next_status

DUE = date(2026, 3, 1)


def test_a_plan_goes_from_draft_to_closed_by_single_steps() -> None:
    way = [PlanStatus.DRAFT]
    while (after := next_status(way[-1])) is not None:
        way.append(after)
    assert [status.label for status in way] == ["черновик", "обсуждён советом", "согласован", "утверждён", "закрыт"]


def test_only_an_approved_plan_asks_for_a_reason() -> None:
    assert [status for status in PlanStatus if needs_amendment(status)] == [PlanStatus.APPROVED, PlanStatus.CLOSED]


@pytest.mark.parametrize("status", list(PlanItemStatus))
def test_an_item_is_overdue_while_nobody_said_what_became_of_it(status: PlanItemStatus) -> None:
    is_open = status in {PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS}
    assert is_overdue(status, DUE, date(2026, 3, 2)) is is_open
    assert not is_overdue(status, DUE, DUE)
