"""Copying last year's plan. Today is 2 March 2026."""

from datetime import date

import pytest

from models.commands.plan_copy import copy_plan
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.plan_board import plan_item_card
from models.queries.plan_copy import copied_items
from models.queries.plans import plan_items
from models.rows.codes import PlanItemStatus, PlanKind
from models.rows.plan_copy import PlanCopyDraft
from models.schema.people import RoleAssignment
from models.schema.plans import Plan, PlanItem
from tests.models.commands import arrange
from tests.models.make import HEAD, content, store

NEXT = PlanCopyDraft(title="План следующего года", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


def role(db: Database, person_id: int, role_id: int, *, ends_on: date | None = None) -> None:
    row = RoleAssignment(person_id=person_id, role_id=role_id, starts_on=date(2025, 1, 1), ends_on=ends_on)
    store(db, row, action="Роль дана")


def test_a_copy_is_a_draft_with_the_same_items_on_the_same_weekdays(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db, approved=True)
    tuesday = date(2026, 2, 10)
    said = {"task_no": "1.1", "due_from": tuesday, "due_to": tuesday, "indicator_id": 1, "planned_value": 4}
    arrange.plan_item(db, plan_id, tutor, amendment="Причина", task_ids=(2,), **said)
    made = copy_plan(db, plan_id, NEXT, actor=HEAD)
    assert made.items == 2
    copy = next(line for line in plan_items(db, made.plan_id) if line.due_from == date(2027, 2, 9))
    draft = plan_item_card(db, copy.id).draft
    assert (draft.task_no, draft.indicator_id, draft.planned_value, draft.task_ids) == ("1.1", 1, 4, (2,))
    plan = arrange.stored(db, Plan, made.plan_id)
    assert (plan.status, plan.title, plan.approved_on, plan.parent_id) == ("draft", NEXT.title, None, None)


def test_what_became_of_last_years_item_is_not_copied(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    fate = {"status": "postponed", "postponed_to": date(2026, 4, 2), "reason": "Карантин"}
    old = arrange.plan_item(db, plan_id, tutor, **fate)
    made = copy_plan(db, plan_id, NEXT, actor=HEAD)
    found = arrange.stored(db, PlanItem, plan_items(db, made.plan_id)[0].id)
    source = arrange.stored(db, PlanItem, old)
    assert (found.status, found.postponed_to, found.reason) == (PlanItemStatus.PLANNED, None, None)
    assert found.uid != source.uid


def test_the_preview_is_what_is_copied(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    for number in range(1, 8):
        day = date(2026, 2, 3 * number)
        arrange.plan_item(db, plan_id, tutor, title=f"Пункт {number}", due_from=day, due_to=day)
    preview = copied_items(db, plan_id, NEXT)
    made = copy_plan(db, plan_id, NEXT, actor=HEAD)
    shown = {(item.title, item.first, item.last) for item in preview.items}
    assert shown == {(line.title, line.due_from, line.due_to) for line in plan_items(db, made.plan_id)}
    assert [item.first for item in preview.items] == sorted(item.first for item in preview.items)


def test_the_preview_says_why_a_day_was_shifted(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    day = date(2026, 2, 24)
    arrange.plan_item(db, plan_id, tutor, due_from=day, due_to=day)
    preview = copied_items(db, plan_id, NEXT)
    [item] = preview.items
    assert (item.old_first, item.first) == (day, date(2027, 2, 24))
    assert item.why == "23\u00a0февраля — День защитника Отечества"
    assert preview.guessed_years == (2027,)


def test_a_year_plan_is_copied_with_the_items_merged_into_it(db: Database, tutor: int) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    arrange.plan_item(db, arrange.plan(db, parent_id=year), tutor)
    made = copy_plan(db, year, NEXT, actor=HEAD)
    assert [line.plan_id for line in plan_items(db, made.plan_id)] == [made.plan_id]


def test_items_left_out_stay_out(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    wanted, unwanted = (arrange.plan_item(db, plan_id, tutor, title=title) for title in ("Да", "Нет"))
    draft = NEXT.model_copy(update={"leave_out": frozenset({unwanted})})
    assert [item.id for item in copied_items(db, plan_id, draft).items] == [wanted]
    with pytest.raises(UserError, match="нет пунктов"):
        copy_plan(db, plan_id, NEXT.model_copy(update={"leave_out": frozenset({wanted, unwanted})}), actor=HEAD)


def test_the_head_answers_for_the_items_of_who_has_left(db: Database, tutor: int) -> None:
    head = arrange.person(db, "Заведующая")
    role(db, head, 1)
    role(db, tutor, 4, ends_on=date(2026, 1, 31))
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor)
    [item] = copied_items(db, plan_id, NEXT).items
    assert (item.responsible_id, item.responsible_note) == (head, "Тьюторова М. больше не в команде")
    copy_id = copy_plan(db, plan_id, NEXT, actor=HEAD).plan_id
    assert plan_item_card(db, plan_items(db, copy_id)[0].id).draft.responsible_id == head


def test_a_copy_is_undone_whole(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor, task_ids=(1,))
    before = content(db)
    copy_plan(db, plan_id, NEXT, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_plan_that_is_gone_is_not_copied(db: Database) -> None:
    with pytest.raises(UserError, match="Этого плана нет"):
        copied_items(db, 900, NEXT)
