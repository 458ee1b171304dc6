"""Plans as wholes: one with the papers of its life, and the list of all."""

from datetime import date
from pathlib import Path

import pytest

from models.commands.plan_merge import merge_plans
from models.commands.plans import add_plan, advance_plan
from models.database import Database
from models.errors import UserError
from models.queries.plan_card import plan_card, plan_entries_of_site, plan_links
from models.rows.codes import PlanItemStatus, PlanKind, PlanStatus
from models.rows.plans import PlanApproval, PlanDraft
from tests.models.make import HEAD, copied_database, make_person, make_plan_item, run

YEAR = PlanDraft(title="Год", kind=PlanKind.YEAR, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
QUARTER = PlanDraft(
    title="Квартал", kind=PlanKind.QUARTER, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31), goal="Цель"
)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return copied_database(tmp_path)


def test_a_card_has_the_head_of_a_plan_and_the_papers_of_its_life(db: Database) -> None:
    plan = add_plan(db, QUARTER, actor=HEAD)
    approval = PlanApproval(status=PlanStatus.DISCUSSED, on=date(2026, 1, 12), protocol_no="3")
    advance_plan(db, plan, approval, actor=HEAD)
    card = plan_card(db, plan)
    assert card.draft == QUARTER
    assert (card.status, card.council_protocol_no, card.council_on) == (PlanStatus.DISCUSSED, "3", date(2026, 1, 12))


def test_a_year_plan_counts_the_items_of_the_plans_merged_into_it(db: Database) -> None:
    year, quarter = add_plan(db, YEAR, actor=HEAD), add_plan(db, QUARTER, actor=HEAD)
    item = make_plan_item(db, plan_id=quarter, responsible_id=make_person(db))
    run(db, "UPDATE plan_item SET status = ? WHERE id = ?", PlanItemStatus.DONE.value, item)
    merge_plans(db, year, [quarter], actor=HEAD)
    assert plan_card(db, year).merged == ("Квартал",)
    assert plan_card(db, quarter).parent == "Год"
    assert [(each.id, each.items, each.done) for each in plan_entries_of_site(db)] == [(year, 1, 1), (quarter, 1, 1)]


def test_a_plan_says_whose_it_is(db: Database) -> None:
    tutor = make_person(db, last_name="Серова")
    add_plan(db, QUARTER.model_copy(update={"tutor_id": tutor}), actor=HEAD)
    assert plan_entries_of_site(db)[0].belongs.startswith("Серова")
    assert [each.id for each in plan_links(db).tutors] == [tutor]


def test_a_plan_that_is_gone_is_told_of(db: Database) -> None:
    with pytest.raises(UserError):
        plan_card(db, 99)
