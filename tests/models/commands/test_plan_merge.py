"""Merging module plans into the year plan, and what collides in them."""

from datetime import date

import pytest

from models.commands.plan_merge import merge_plans, unmerge_plan
from models.commands.plans import add_plan
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.plan_merge import collisions, merge_choices
from models.queries.plans import plan_items
from models.rows.codes import PlanKind
from models.rows.plan_merge import CollisionKind
from models.rows.plans import PlanDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, run

DAY = date(2026, 2, 10)


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def year(db: Database) -> int:
    return arrange.plan(db, kind=PlanKind.YEAR)


def test_merged_plans_show_their_items_in_the_year_plan(db: Database, tutor: int, year: int) -> None:
    one, two = arrange.plan(db), arrange.plan(db)
    items = {arrange.plan_item(db, one, tutor), arrange.plan_item(db, two, tutor)}
    merge_plans(db, year, [one, two], actor=HEAD)
    assert {line.id for line in plan_items(db, year)} == items
    assert [choice.is_merged for choice in merge_choices(db, year)] == [True, True]
    unmerge_plan(db, two, actor=HEAD)
    assert len(plan_items(db, year)) == 1


def test_merging_is_undone_whole(db: Database, year: int) -> None:
    plan_id = arrange.plan(db)
    before = content(db)
    merge_plans(db, year, [plan_id], actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_approved_year_plan_asks_for_a_reason(db: Database) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR, approved=True)
    plan_id = arrange.plan(db)
    with pytest.raises(UserError, match="утверждён"):
        merge_plans(db, year, [plan_id], actor=HEAD)
    merge_plans(db, year, [plan_id], actor=HEAD, amendment="План квартала принят советом")
    with pytest.raises(UserError, match="утверждён"):
        unmerge_plan(db, plan_id, actor=HEAD)


def test_what_does_not_fit_is_refused_and_nothing_is_merged(db: Database, year: int) -> None:
    fits, roadmap = arrange.plan(db), arrange.plan(db, kind=PlanKind.ROADMAP)
    spring = PlanDraft(title="Весна", kind=PlanKind.QUARTER, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30))
    outside = add_plan(db, spring, actor=HEAD)
    other_year = arrange.plan(db, kind=PlanKind.YEAR)
    taken = arrange.plan(db, parent_id=other_year)
    before = content(db)
    for wrong, word in ((roadmap, "дорожная карта"), (outside, "выходит за срок"), (taken, "другой общий")):
        with pytest.raises(UserError, match=word):
            merge_plans(db, year, [fits, wrong], actor=HEAD)
    with pytest.raises(UserError, match="общий план года"):
        merge_plans(db, fits, [fits], actor=HEAD)
    with pytest.raises(UserError, match="не объединён"):
        unmerge_plan(db, fits, actor=HEAD)
    assert content(db) == before
    assert [choice.id for choice in merge_choices(db, year)] == [fits]


def test_one_leader_on_one_day_collides_across_plans(db: Database, tutor: int, year: int) -> None:
    one, two = arrange.plan(db, parent_id=year), arrange.plan(db)
    arrange.plan_item(db, one, tutor, title="Семинар", due_from=DAY, due_to=DAY)
    arrange.plan_item(db, two, tutor, title="Вебинар", due_from=DAY, due_to=DAY)
    [found] = collisions(db, [year, two])
    assert (found.kind, found.what) == (CollisionKind.RESPONSIBLE, "Тьюторова М.")
    assert {found.one.title, found.other.title} == {"Семинар", "Вебинар"}
    assert collisions(db, [one]) == ()


def test_a_moved_item_collides_on_its_new_day(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor, title="Семинар", due_from=DAY, due_to=DAY)
    moved = {"status": "postponed", "postponed_to": DAY, "reason": "Карантин"}
    item_id = arrange.plan_item(
        db, plan_id, tutor, title="Вебинар", due_from=date(2026, 1, 20), due_to=date(2026, 1, 20), **moved
    )
    assert [found.kind for found in collisions(db, [plan_id])] == [CollisionKind.RESPONSIBLE]
    run(db, "UPDATE plan_item SET status = 'cancelled' WHERE id = ?", item_id)
    assert collisions(db, [plan_id]) == ()
