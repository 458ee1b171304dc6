"""The one query behind table, calendar and timeline, and what goes to a phone. Today is 2 March 2026."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.commands.plan_dates import move_plan_item_dates
from models.database import Database
from models.queries.plan_board import plan_board, plan_choices, plan_entries
from models.queries.plan_calendar import calendar_entries
from models.rows.codes import PlanItemStatus, PlanKind
from models.rows.plan_board import LineWish, PlanFact, PlanLine, QuickFilter
from models.rules.periods import parse_period
from tests.conftest import SOAK
from tests.models.commands import arrange
from tests.models.make import copied_database, make_mark, run

Q1 = parse_period("2026-Q1")
DAY = date(2026, 2, 10)


def entries(db: Database, wish: LineWish | None = None) -> tuple[PlanLine, ...]:
    return plan_entries(db, Q1.start, Q1.end, wish)


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def plan(db: Database) -> int:
    return arrange.plan(db)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ({"due_to": date(2026, 3, 2)}, PlanFact.AHEAD),
        ({"due_to": date(2026, 3, 1)}, PlanFact.LATE),
        ({"status": "in_progress", "due_to": date(2026, 3, 1)}, PlanFact.LATE),
        ({"status": "done", "done_on": date(2026, 2, 28)}, PlanFact.DONE),
        ({"status": "done", "done_on": date(2026, 3, 1)}, PlanFact.DONE_LATE),
        ({"status": "done"}, PlanFact.DONE),
        (
            {"status": "done", "done_on": date(2026, 3, 1), "postponed_to": date(2026, 3, 9), "reason": "Карантин"},
            PlanFact.DONE_MOVED,
        ),
        ({"status": "postponed", "postponed_to": date(2026, 4, 1), "reason": "Карантин"}, PlanFact.MOVED),
        ({"status": "cancelled", "reason": "Карантин"}, PlanFact.CANCELLED),
    ],
)
def test_a_line_stands_against_its_fact(
    db: Database, plan: int, tutor: int, said: dict[str, object], fact: PlanFact
) -> None:
    arrange.plan_item(db, plan, tutor, **said)
    assert entries(db)[0].fact is fact


def test_participants_planned_stand_beside_the_real_ones(db: Database, plan: int, tutor: int) -> None:
    item = arrange.plan_item(db, plan, tutor, planned_count=20)
    event = arrange.event(db, tutor, plan_item_id=item, total_external=3)
    make_mark(db, event_id=event, person_id=tutor)
    [line] = entries(db)
    assert (line.planned_count, line.participants, line.held_on) == (20, 4, DAY)


def test_every_filter_finds_its_line_only(db: Database, tutor: int) -> None:
    plan, other_plan = arrange.plan(db), arrange.plan(db)
    other = arrange.person(db, "Педагогова")
    wanted = arrange.plan_item(
        db, plan, tutor, title="Речь", section_id=2, format_id=1, task_ids=(3,), place="Маяк", status="in_progress"
    )
    arrange.event(db, tutor, plan_item_id=wanted, function_ids=(2,), held_on=date(2026, 3, 20))
    arrange.plan_item(db, other_plan, other, title="Игра", section_id=3, format_id=2, task_ids=(4,))
    for wish in (
        LineWish(search="речь"),
        LineWish(search="маяк"),
        LineWish(section_id=2),
        LineWish(format_id=1),
        LineWish(responsible_id=tutor),
        LineWish(status=PlanItemStatus.IN_PROGRESS),
        LineWish(function_id=2),
        LineWish(task_id=3),
        LineWish(plan_id=plan),
        LineWish(quick=QuickFilter.OVERDUE, section_id=2),
    ):
        assert [line.id for line in entries(db, wish)] == [wanted], wish
    assert entries(db, LineWish(task_id=3, section_id=3)) == ()


def test_a_plan_is_asked_for_with_those_merged_into_it(db: Database, tutor: int) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    merged = arrange.plan_item(db, arrange.plan(db, parent_id=year), tutor)
    arrange.plan_item(db, arrange.plan(db), tutor)
    assert [line.id for line in entries(db, LineWish(plan_id=year))] == [merged]


def test_a_road_map_is_shown_when_it_is_asked_for(db: Database, tutor: int) -> None:
    roadmap = arrange.plan(db, kind=PlanKind.ROADMAP)
    item = arrange.plan_item(db, roadmap, tutor)
    assert entries(db) == ()
    assert [line.id for line in entries(db, LineWish(plan_id=roadmap))] == [item]


WISHES = st.builds(
    LineWish,
    search=st.sampled_from(("", "сем", "1.2", "никто")),
    section_id=st.sampled_from((None, 1, 2)),
    format_id=st.sampled_from((None, 1, 2)),
    status=st.sampled_from((None, *PlanItemStatus)),
    plan_id=st.sampled_from((None, 1)),
    quick=st.sampled_from((None, *QuickFilter)),
    descending=st.booleans(),
)


@pytest.mark.soak
@settings(max_examples=400 if SOAK else 25)
@given(st.lists(WISHES, min_size=1, max_size=12))
def test_table_and_calendar_show_the_same_lines_for_the_same_filter(wishes: list[LineWish]) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        try:
            tutor, plan = arrange.person(db, "Тьюторова"), arrange.plan(db)
            for number, status in enumerate(PlanItemStatus):
                due = DAY + timedelta(days=9 * number)
                said = {"status": status, "reason": "Так вышло", "postponed_to": date(2026, 3, 30)}
                item = {"section_id": number % 2 + 1, "format_id": number % 3 + 1}
                arrange.plan_item(db, plan, tutor, due_from=due, due_to=due, **said, **item)
            for wish in wishes:
                table = plan_board(db, Q1, wish).lines
                assert table == entries(db, wish)
                told = calendar_entries(db, Q1.start, Q1.end, wish)
                assert {line.uid for line in table} == {entry.uid for entry in told}
        finally:
            db.close()


def test_choices_offer_tasks_and_functions(db: Database) -> None:
    offered = plan_choices(db)
    assert (len(offered.tasks), len(offered.functions)) == (23, 6)


def test_a_phone_is_told_of_the_event_in_place_of_its_item(db: Database, plan: int, tutor: int) -> None:
    item = arrange.plan_item(db, plan, tutor)
    [before] = calendar_entries(db, Q1.start, Q1.end)
    assert (before.starts_at, before.first, before.last) == (None, date(2026, 2, 1), date(2026, 2, 28))
    arrange.event(db, tutor, plan_item_id=item, starts_at="10:30", place="Маяк")
    [after] = calendar_entries(db, Q1.start, Q1.end)
    assert (after.first, after.starts_at, after.minutes, after.place) == (DAY, "10:30", 90, "Маяк")
    assert after.uid != before.uid


def test_an_unplanned_event_is_told_when_nothing_is_filtered(db: Database, tutor: int) -> None:
    arrange.event(db, tutor)
    assert len(calendar_entries(db, Q1.start, Q1.end)) == 1
    assert calendar_entries(db, Q1.start, Q1.end, LineWish(section_id=1)) == ()


def test_a_moved_item_keeps_its_identity_and_a_cancelled_one_is_said_so(db: Database, plan: int, tutor: int) -> None:
    item = arrange.plan_item(db, plan, tutor, due_from=DAY, due_to=DAY)
    [before] = calendar_entries(db, Q1.start, Q1.end)
    move_plan_item_dates(db, item, to=date(2026, 3, 12), actor=arrange.HEAD)
    [after] = calendar_entries(db, Q1.start, Q1.end)
    assert (after.uid, after.first) == (before.uid, date(2026, 3, 12))
    assert after.changed_at > before.changed_at
    run(db, "UPDATE plan_item SET status = 'cancelled', reason = 'Карантин'")
    assert calendar_entries(db, Q1.start, Q1.end)[0].is_cancelled
