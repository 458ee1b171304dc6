"""Dragging a line to other days: a draft moves, an approved one is moved with a reason. It is due 9–11 February."""

from datetime import date

import pytest

from models.commands.plan_dates import move_plan_item_dates
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.rows.codes import PlanItemStatus
from models.schema.plans import PlanItem
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

FIRST, LAST = date(2026, 2, 9), date(2026, 2, 11)


@pytest.fixture
def plan(db: Database) -> int:
    return arrange.plan(db)


@pytest.fixture
def item(db: Database, plan: int) -> int:
    return arrange.plan_item(db, plan, arrange.person(db, "Тьюторова"), due_from=FIRST, due_to=LAST)


def stored(db: Database, item_id: int) -> PlanItem:
    return arrange.stored(db, PlanItem, item_id)


def test_a_draft_moves_and_keeps_its_length(db: Database, item: int) -> None:
    move_plan_item_dates(db, item, to=date(2026, 3, 2), actor=HEAD)
    moved = stored(db, item)
    assert (moved.due_from, moved.due_to, moved.status) == (date(2026, 3, 2), date(2026, 3, 4), "planned")


def test_an_edge_is_dragged(db: Database, item: int) -> None:
    move_plan_item_dates(db, item, to=FIRST, until=date(2026, 2, 20), actor=HEAD)
    assert (stored(db, item).due_from, stored(db, item).due_to) == (FIRST, date(2026, 2, 20))


def test_a_move_is_undone_whole(db: Database, item: int) -> None:
    before = content(db)
    move_plan_item_dates(db, item, to=date(2026, 3, 2), actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_draft_stays_in_its_plan(db: Database, item: int) -> None:
    with pytest.raises(UserError, match="выходит за срок плана"):
        move_plan_item_dates(db, item, to=date(2026, 3, 30), actor=HEAD)


def test_an_approved_item_brought_past_its_due_is_postponed_with_the_reason(db: Database, plan: int, item: int) -> None:
    arrange.approve(db, plan)
    with pytest.raises(UserError, match="позже утверждённого"):
        move_plan_item_dates(db, item, to=date(2026, 4, 6), actor=HEAD)
    move_plan_item_dates(db, item, to=date(2026, 4, 6), actor=HEAD, amendment="Карантин")
    moved = stored(db, item)
    assert (moved.due_from, moved.due_to) == (FIRST, LAST)
    assert (moved.status, moved.postponed_to, moved.reason) == ("postponed", date(2026, 4, 8), "Карантин")
    assert count(db, "plan_amendment") == 0


def test_a_postponed_item_brought_back_is_planned_again(db: Database, plan: int, item: int) -> None:
    arrange.approve(db, plan)
    move_plan_item_dates(db, item, to=date(2026, 4, 6), actor=HEAD, amendment="Карантин")
    move_plan_item_dates(db, item, to=FIRST, actor=HEAD)
    moved = stored(db, item)
    assert (moved.status, moved.postponed_to, moved.reason) == ("planned", None, None)


def test_an_approved_item_brought_forward_is_an_amendment(db: Database, plan: int, item: int) -> None:
    arrange.approve(db, plan)
    with pytest.raises(UserError, match="утверждён"):
        move_plan_item_dates(db, item, to=date(2026, 2, 2), actor=HEAD)
    move_plan_item_dates(db, item, to=date(2026, 2, 2), actor=HEAD, amendment="Просьба округа")
    assert (stored(db, item).due_from, count(db, "plan_amendment")) == (date(2026, 2, 2), 1)


def test_the_same_days_change_nothing(db: Database, plan: int, item: int) -> None:
    arrange.approve(db, plan)
    before = content(db)
    move_plan_item_dates(db, item, to=FIRST, actor=HEAD)
    assert content(db) == before


@pytest.mark.parametrize("status", [PlanItemStatus.DONE, PlanItemStatus.CANCELLED])
def test_a_settled_item_does_not_move(db: Database, plan: int, status: PlanItemStatus) -> None:
    item = arrange.plan_item(db, plan, arrange.person(db), status=status, reason="Так вышло")
    with pytest.raises(UserError, match=status.label):
        move_plan_item_dates(db, item, to=date(2026, 3, 2), actor=HEAD)


def test_days_the_wrong_way_round_are_refused(db: Database, item: int) -> None:
    with pytest.raises(UserError, match="раньше, чем начинается"):
        move_plan_item_dates(db, item, to=LAST, until=FIRST, actor=HEAD)
