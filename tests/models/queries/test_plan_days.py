"""In which period a moved line counts: everything that reads the plan says the same. Today is 2 March 2026."""

from datetime import date

import pytest

from models.commands.plan_dates import move_plan_item_dates
from models.commands.plans import add_plan, change_plan_item
from models.database import Database
from models.queries.overview import overview
from models.queries.package import package_contents
from models.queries.plan_board import plan_board
from models.queries.plan_print import plan_paper
from models.queries.plan_roadmap import roadmap_lines
from models.queries.plans import plan_items
from models.queries.report import report_data
from models.rows.codes import PlanItemStatus, PlanKind
from models.rows.plans import PlanDraft
from models.rules.periods import Period, parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD

Q4, Q1, YEAR = (parse_period(code) for code in ("2025-Q4", "2026-Q1", "2025/26"))
DUE, MOVED_TO, HELD_ON = date(2025, 12, 12), date(2026, 1, 30), date(2026, 1, 28)


@pytest.fixture
def leader(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def plan(db: Database, leader: int) -> int:
    year = PlanDraft(title="План года", kind=PlanKind.YEAR, starts_on=YEAR.start, ends_on=YEAR.end)
    made = add_plan(db, year, actor=HEAD)
    arrange.plan_item(db, made, leader, due_from=date(2026, 1, 12), due_to=date(2026, 3, 20))
    return made


@pytest.fixture
def item(db: Database, plan: int, leader: int) -> int:
    moved = {"status": PlanItemStatus.POSTPONED, "postponed_to": MOVED_TO, "reason": "Снегопад"}
    return arrange.plan_item(db, plan, leader, title="Круглый стол", due_from=DUE, due_to=DUE, **moved)


def told(db: Database, plan: int, period: Period) -> dict[str, tuple[int, int, int]]:
    """Of each reader of the plan: lines of the period, done ones, moved ones."""

    def counted(states: list[PlanItemStatus]) -> tuple[int, int, int]:
        return len(states), states.count(PlanItemStatus.DONE), states.count(PlanItemStatus.POSTPONED)

    counts, totals = plan_board(db, period).counts, report_data(db, period).totals
    package, report = package_contents(db, period)
    found = {
        "board": (counts.items, counts.done, counts.postponed),
        "report": (totals.planned, totals.done, totals.moved),
        "report of the package": (report.totals.planned, report.totals.done, report.totals.moved),
        "package": counted([PlanItemStatus(row.status) for row in package.plan_items]),
        "list of a plan": counted([line.status for line in plan_items(db, plan, period)]),
    }
    if period == Q1:
        shown = overview(db).counts
        found["overview"] = (shown.items, shown.done, shown.postponed)
    if period == YEAR:
        lines = [line for task in roadmap_lines(db, plan) for line in task.lines]
        found["road map"] = counted([line.status for line in lines])
    return found


@pytest.mark.parametrize(("period", "items"), [(Q4, 1), (Q1, 2), (YEAR, 2)], ids=["due", "moved to", "both"])
@pytest.mark.parametrize("is_held", [False, True], ids=["still to come", "held"])
def test_whoever_reads_the_plan_counts_a_moved_item_alike(
    db: Database, plan: int, leader: int, item: int, period: Period, items: int, *, is_held: bool
) -> None:
    if is_held:
        arrange.event(db, leader, plan_item_id=item, held_on=HELD_ON, total_external=21)
    expected = (items, 1, 0) if is_held else (items, 0, 1)
    found = told(db, plan, period)
    assert found == dict.fromkeys(found, expected)


def test_an_item_brought_back_to_its_days_counts_in_them_alone(db: Database, plan: int, item: int) -> None:
    move_plan_item_dates(db, item, to=DUE, actor=HEAD)
    assert set(told(db, plan, Q4).values()) == {(1, 0, 0)}
    assert set(told(db, plan, Q1).values()) == {(1, 0, 0)}


def test_a_moved_item_held_by_its_new_day_is_not_late(db: Database, leader: int, item: int) -> None:
    arrange.event(db, leader, plan_item_id=item, held_on=HELD_ON)
    assert [report_data(db, period).totals.late for period in (Q4, Q1, YEAR)] == [0, 0, 0]


def test_the_report_and_the_printed_plan_say_that_an_item_was_moved(
    db: Database, plan: int, leader: int, item: int
) -> None:
    arrange.event(db, leader, plan_item_id=item, held_on=HELD_ON, total_external=21)
    [row] = [row for row in report_data(db, Q1).plan_items if row.title == "Круглый стол"]
    assert (row.status, row.due, row.done_on) == ("выполнено, перенесено с 12.12.2025", DUE, HELD_ON)
    [line] = [line for line in plan_paper(db, plan).lines if line.title == "Круглый стол"]
    assert line.mark == "выполнено 28.01.2026, 21\N{NO-BREAK SPACE}чел., перенесено с 12.12.2025 (Снегопад)"


def test_an_item_done_by_hand_keeps_the_day_it_was_moved_to(db: Database, plan: int, leader: int, item: int) -> None:
    done = {"status": PlanItemStatus.DONE, "done_on": HELD_ON, "postponed_to": MOVED_TO, "reason": "Снегопад"}
    draft = arrange.item_draft(leader, title="Круглый стол", due_from=DUE, due_to=DUE, **done)
    change_plan_item(db, item, draft, actor=HEAD)
    assert set(told(db, plan, Q1).values()) == {(2, 1, 0)}
