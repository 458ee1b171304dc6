"""The дорожная карта: tasks, indicators, what was planned and what came of it. Today is 2 March 2026."""

from datetime import date

import pytest

from models.commands.products import add_product
from models.database import Database
from models.errors import UserError
from models.queries.plan_roadmap import roadmap_lines
from models.rows.codes import PlanKind
from models.rows.plans import ProductDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, run


@pytest.fixture
def plan(db: Database) -> int:
    return arrange.plan(db, kind=PlanKind.ROADMAP)


def ident(db: Database, table: str, where: str) -> int:
    with db.reading() as session:
        return int(session.connection().exec_driver_sql(f"SELECT id FROM {table} WHERE {where} LIMIT 1").scalar_one())


def test_lines_stand_under_their_tasks_and_the_rest_come_last(db: Database, plan: int) -> None:
    tutor = arrange.person(db)
    loose = arrange.plan_item(db, plan, tutor, title="Без задачи")
    both = arrange.plan_item(db, plan, tutor, title="Две задачи", task_ids=(2, 1))
    found = roadmap_lines(db, plan)
    assert [(task.id, [line.id for line in task.lines]) for task in found] == [
        (1, [both]),
        (2, [both]),
        (None, [loose]),
    ]
    assert found[-1].title == "Без задачи"


def test_a_computed_indicator_is_counted_over_the_plans_period(db: Database, plan: int) -> None:
    tutor = arrange.person(db)
    counted = ident(db, "indicator", "formula = 'local_acts'")
    kind = ident(db, "product_kind", "is_local_act")
    arrange.plan_item(db, plan, tutor, indicator_id=counted, planned_value=1, task_ids=(1,))
    [task] = roadmap_lines(db, plan)
    assert (task.lines[0].fact, task.lines[0].is_reached) == (0, False)
    for day in (date(2026, 2, 1), date(2025, 12, 31)):
        add_product(db, ProductDraft(title="Положение", kind_id=kind, made_on=day), actor=HEAD)
    [task] = roadmap_lines(db, plan)
    assert (task.lines[0].fact, task.lines[0].is_reached) == (1, True)


def test_of_a_keyed_in_indicator_the_newest_value_of_the_period_counts(db: Database, plan: int) -> None:
    keyed = ident(db, "indicator", "formula IS NULL")
    arrange.plan_item(db, plan, arrange.person(db), indicator_id=keyed, planned_value=50)
    assert roadmap_lines(db, plan)[0].lines[0].fact is None
    for period, value in (("2025-Q4", 90), ("2026-Q1", 45), ("2026", 99)):
        sql = (
            "INSERT INTO indicator_value (indicator_id, period, value, created_at, updated_at) VALUES (?, ?, ?, '', '')"
        )
        run(db, sql, keyed, period, value)
    line = roadmap_lines(db, plan)[0].lines[0]
    assert (line.fact, line.is_reached) == (45, False)


def test_a_plan_that_is_gone_has_no_road_map(db: Database) -> None:
    with pytest.raises(UserError, match="Этого плана нет"):
        roadmap_lines(db, 900)
