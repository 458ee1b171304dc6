"""What the page «План работ» reads: lines with facts, filters, counts, one item in full. Today is 2 March 2026."""

from datetime import date

import pytest

from models.database import Database
from models.errors import UserError
from models.queries.plan_board import plan_board, plan_choices, plan_item_card, plans_of_period
from models.rows.codes import PlanItemStatus, PlanStatus
from models.rows.plan_board import LineOrder, LineWish, QuickFilter
from models.rules.periods import parse_period
from models.schema.people import RoleAssignment
from models.schema.plans import Plan
from tests.models.make import make_event, make_mark, make_person, make_plan, make_plan_item, run, store

Q1 = parse_period("2026-Q1")


@pytest.fixture
def head(db: Database) -> int:
    return make_person(db, last_name="Ёлкина")


@pytest.fixture
def plan(db: Database) -> int:
    return make_plan(db)


def _item(db: Database, plan: int, head: int, **columns: object) -> int:
    """An item of February with some columns set otherwise."""
    item = make_plan_item(db, title=str(columns.pop("title", "Семинар")), plan_id=plan, responsible_id=head)
    for name, value in columns.items():
        stored = value.isoformat() if isinstance(value, date) else value
        run(db, f"UPDATE plan_item SET {name} = ? WHERE id = ?", stored, item)
    return item


def test_an_empty_period_has_no_lines_and_counts_nothing(db: Database) -> None:
    board = plan_board(db, Q1)
    assert board.lines == ()
    assert board.counts.items == 0
    assert board.plans == ()


def test_a_line_carries_its_section_and_responsible(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head)
    (line,) = plan_board(db, Q1).lines
    assert line.section_no == 1
    assert line.responsible == "Ёлкина М."
    assert line.plan_status is PlanStatus.DRAFT


def test_a_line_without_a_number_gets_one_of_its_section(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head, task_no="1.7")
    _item(db, plan, head)
    assert [line.number for line in plan_board(db, Q1).lines] == ["1.7", "1.2"]


def test_an_item_past_its_day_is_overdue_and_lacks_a_fact(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head)
    (line,) = plan_board(db, Q1).lines
    assert line.is_overdue
    assert line.lacks_fact


def test_an_item_due_today_is_not_overdue(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head, due_to=date(2026, 3, 2))
    (line,) = plan_board(db, Q1).lines
    assert not line.is_overdue
    assert not line.lacks_fact


def test_a_held_event_is_the_fact_with_those_who_came(db: Database, plan: int, head: int) -> None:
    item = _item(db, plan, head)
    event = make_event(db, leader_id=head, plan_item_id=item)
    make_mark(db, event_id=event, person_id=head)
    (line,) = plan_board(db, Q1).lines
    assert (line.events, line.participants, line.held_on) == (1, 1, date(2026, 2, 10))
    assert not line.lacks_fact


def test_an_event_still_ahead_is_no_fact(db: Database, plan: int, head: int) -> None:
    item = _item(db, plan, head)
    event = make_event(db, leader_id=head, plan_item_id=item)
    run(db, "UPDATE event SET held_on = '2026-03-20' WHERE id = ?", event)
    (line,) = plan_board(db, Q1).lines
    assert line.events == 0
    assert line.lacks_fact


def test_done_without_an_event_but_with_a_day_is_a_fact(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head, status="done", done_on=date(2026, 2, 20))
    (line,) = plan_board(db, Q1).lines
    assert not line.lacks_fact


def test_a_moved_item_stands_at_its_new_day_in_both_periods(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head, postponed_to=date(2026, 4, 10), reason="снег", status="postponed")
    (here,) = plan_board(db, Q1).lines
    (there,) = plan_board(db, parse_period("2026-Q2")).lines
    assert here.day == there.day == date(2026, 4, 10)
    assert here.due_to == date(2026, 2, 28)


def test_counts_tell_every_state_apart(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head)
    _item(db, plan, head, due_to=date(2026, 3, 20))
    _item(db, plan, head, due_to=date(2026, 3, 20), status="in_progress")
    _item(db, plan, head, status="done", done_on=date(2026, 2, 5))
    _item(db, plan, head, reason="нет нужды", status="cancelled")
    counts = plan_board(db, Q1).counts
    assert (counts.items, counts.done, counts.overdue, counts.in_progress, counts.ahead, counts.cancelled) == (
        5, 1, 1, 1, 1, 1,
    )  # fmt: skip


def test_a_quick_filter_narrows_lines_but_not_its_own_count(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head)
    _item(db, plan, head, due_to=date(2026, 3, 20))
    board = plan_board(db, Q1, LineWish(quick=QuickFilter.OVERDUE))
    assert len(board.lines) == 1
    assert board.quick_counts.items == 2
    assert board.quick_counts.overdue == 1


@pytest.mark.parametrize("typed", ["зимни", "ЗИМНИЙ вечёр", "вечер", "елкин", "1.1"])
def test_search_knows_neither_capitals_nor_yo(db: Database, plan: int, head: int, typed: str) -> None:
    _item(db, plan, head, title="Зимний вечёр в саду")
    assert len(plan_board(db, Q1, LineWish(search=typed)).lines) == 1


@pytest.mark.parametrize("typed", ["летний", "%", "_", "\\"])
def test_search_finds_only_what_is_there(db: Database, plan: int, head: int, typed: str) -> None:
    _item(db, plan, head, title="Зимний вечёр в саду")
    assert plan_board(db, Q1, LineWish(search=typed)).lines == ()


def test_a_week_of_the_strip_narrows_lines(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head, due_to=date(2026, 2, 20))
    wanted = _item(db, plan, head, due_to=date(2026, 3, 11))
    board = plan_board(db, Q1, LineWish(first_day=date(2026, 3, 9), last_day=date(2026, 3, 15)))
    assert [line.id for line in board.lines] == [wanted]
    assert len(board.marks) == 2


def test_section_and_responsible_narrow_lines(db: Database, plan: int, head: int) -> None:
    other = make_person(db, last_name="Яблокова")
    _item(db, plan, head)
    _item(db, plan, other, section_id=3)
    assert [line.responsible_id for line in plan_board(db, Q1, LineWish(section_id=3)).lines] == [other]
    assert [line.section_id for line in plan_board(db, Q1, LineWish(responsible_id=head)).lines] == [1]
    assert [each.id for each in plan_board(db, Q1).responsibles] == [head, other]


def test_sections_count_done_and_all_whatever_is_filtered(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head, status="done")
    _item(db, plan, head)
    (section,) = plan_board(db, Q1, LineWish(search="нет такого")).sections
    assert (section.done, section.items) == (1, 2)


def test_numbers_are_put_in_order_as_numbers(db: Database, plan: int, head: int) -> None:
    for number in ("1.10", "1.9", "1.2"):
        _item(db, plan, head, task_no=number)
    board = plan_board(db, Q1, LineWish(order=LineOrder.NUMBER))
    assert [line.number for line in board.lines] == ["1.2", "1.9", "1.10"]
    board = plan_board(db, Q1, LineWish(order=LineOrder.NUMBER, descending=True))
    assert [line.number for line in board.lines] == ["1.10", "1.9", "1.2"]


@pytest.mark.parametrize("order", list(LineOrder))
def test_every_order_keeps_every_line(db: Database, plan: int, head: int, order: LineOrder) -> None:
    _item(db, plan, head)
    _item(db, plan, head, section_id=2)
    assert len(plan_board(db, Q1, LineWish(order=order, descending=True)).lines) == 2


def test_the_plan_that_fits_the_period_best_comes_first(db: Database) -> None:
    year = Plan(uid="y", title="Год", kind="year", starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31))
    store(db, year, action="План создан")
    quarter = make_plan(db)
    assert next(plan.id for plan in plans_of_period(db, Q1)) == quarter
    assert next(plan.title for plan in plans_of_period(db, parse_period("2025/26"))) == "Год"


def test_the_road_map_stays_out_of_the_board(db: Database, plan: int, head: int) -> None:
    _item(db, plan, head)
    run(db, "UPDATE plan SET kind = 'roadmap'")
    assert plan_board(db, Q1).lines == ()


def test_a_card_gives_back_the_whole_item_and_its_events(db: Database, plan: int, head: int) -> None:
    item = _item(db, plan, head, place="зал", planned_count=12)
    make_event(db, leader_id=head, plan_item_id=item)
    card = plan_item_card(db, item)
    assert card.draft.place == "зал"
    assert card.draft.planned_count == 12
    assert card.draft.status is PlanItemStatus.PLANNED
    assert [event.held_on for event in card.events] == [date(2026, 2, 10)]


def test_a_removed_item_is_refused_with_a_sentence(db: Database) -> None:
    with pytest.raises(UserError, match="уже нет"):
        plan_item_card(db, 7)


def test_choices_offer_the_team_and_no_trainees(db: Database) -> None:
    make_person(db, last_name="Абрикосова")
    tutor = make_person(db, last_name="Яблокова")
    role = RoleAssignment(person_id=tutor, role_id=1, starts_on=date(2026, 1, 1))
    store(db, role, action="Роль назначена")
    people = plan_choices(db).people
    assert [person.id for person in people] == [tutor]
    assert "," in people[0].title


def test_choices_offer_everybody_while_there_is_no_team(db: Database) -> None:
    person = make_person(db, last_name="Абрикосова")
    assert [each.id for each in plan_choices(db).people] == [person]
