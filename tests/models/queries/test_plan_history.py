"""What became of a plan, told in words. Today is 2 March 2026."""

from datetime import date

import pytest

from models.commands.plan_dates import move_plan_item_dates
from models.commands.plan_merge import merge_plans
from models.commands.plans import add_plan_item, change_plan_item, remove_plan_item
from models.commands.undo import redo_last, undo_last
from models.database import Actor, Database
from models.errors import UserError
from models.queries.plan_history import plan_history
from models.rows.codes import PlanKind
from models.rows.plan_history import HistoryKind, WordChange
from tests.models.commands import arrange
from tests.models.make import HEAD

STATES = [HistoryKind.CREATED, HistoryKind.STATE, HistoryKind.STATE, HistoryKind.STATE]


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def plan(db: Database) -> int:
    return arrange.plan(db)


@pytest.fixture
def item(db: Database, plan: int, tutor: int) -> int:
    made = arrange.plan_item(db, plan, tutor)
    arrange.approve(db, plan)
    return made


@pytest.mark.usefixtures("item")
def test_a_plan_tells_its_states_with_their_papers(db: Database, plan: int) -> None:
    found = plan_history(db, plan)
    assert [entry.kind for entry in found] == STATES
    assert [entry.title for entry in found][1:] == [
        "План: обсуждён советом",
        "План: согласован",
        "План: утверждён",
    ]
    [record] = found[1].records
    assert record.changes == (
        WordChange("состояние", "черновик", "обсуждён советом"),
        WordChange("протокол совета №", "", "1"),
        WordChange("обсуждён советом", "", "09.01.2026"),
    )


def test_an_amendment_says_who_why_and_what(db: Database, plan: int, item: int, tutor: int) -> None:
    other = arrange.person(db, "Педагогова")
    draft = arrange.item_draft(other, format_id=1, planned_count=12, task_ids=(1,))
    change_plan_item(db, item, draft, actor=Actor(tutor), amendment="Просьба округа")
    entry = plan_history(db, plan)[-1]
    assert (entry.kind, entry.actor, entry.reason) == (HistoryKind.AMENDMENT, "Тьюторова М.", "Просьба округа")
    assert entry.at.date() == date(2026, 3, 2)
    changed, task = entry.records
    assert changed.title == "пункт «Семинар по плану» изменён"
    assert changed.changes == (
        WordChange("формат", "семинар", "вебинар"),
        WordChange("участников", "0", "12"),
        WordChange("ответственный", "Тьюторова М.", "Педагогова М."),
    )
    assert task.changes[0].now


@pytest.mark.usefixtures("item")
def test_changes_for_one_reason_are_one_amendment(db: Database, plan: int, item: int, tutor: int) -> None:
    add_plan_item(db, plan, arrange.item_draft(tutor, title="Новый"), actor=HEAD, amendment="Просьба округа")
    remove_plan_item(db, item, actor=HEAD, amendment="Просьба округа")
    add_plan_item(db, plan, arrange.item_draft(tutor, title="Ещё"), actor=HEAD, amendment="Другая причина")
    *_, one, two = plan_history(db, plan)
    assert [record.title for record in one.records] == [
        "пункт «Новый» добавлен",
        "пункт «Семинар по плану» убран",
    ]
    assert (one.title, two.reason) == ("План изменён", "Другая причина")


def test_a_moved_item_is_told_with_its_reason(db: Database, plan: int, item: int) -> None:
    move_plan_item_dates(db, item, to=date(2026, 3, 2), actor=HEAD, amendment="Карантин")
    entry = plan_history(db, plan)[-1]
    assert (entry.kind, entry.reason) == (HistoryKind.MOVED, "Карантин")
    assert WordChange("перенесено на", "", "29.03.2026") in entry.records[0].changes


def test_what_was_undone_never_happened_and_what_was_repeated_did(db: Database, plan: int, item: int) -> None:
    before = plan_history(db, plan)
    remove_plan_item(db, item, actor=HEAD, amendment="Просьба округа")
    after = plan_history(db, plan)
    undo_last(db, actor=HEAD)
    assert plan_history(db, plan) == before
    redo_last(db, actor=HEAD)
    assert plan_history(db, plan) == after
    assert len(after) == len(before) + 1


def test_work_on_a_draft_tells_nothing(db: Database, plan: int, tutor: int) -> None:
    item_id = arrange.plan_item(db, plan, tutor)
    change_plan_item(db, item_id, arrange.item_draft(tutor, title="Иначе"), actor=HEAD)
    assert [entry.kind for entry in plan_history(db, plan)] == [HistoryKind.CREATED]


def test_a_merged_plan_stands_in_both_histories(db: Database, plan: int) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    merge_plans(db, year, [plan], actor=HEAD)
    assert plan_history(db, plan)[-1].records[0].changes == (WordChange("общий план", "", "План квартала"),)
    assert plan_history(db, year)[-1].records[0].title == "план «План квартала» объединён с этим"


def test_a_plan_that_is_gone_has_no_history(db: Database) -> None:
    with pytest.raises(UserError, match="Этого плана нет"):
        plan_history(db, 900)
