"""Plans: their way through the council, amendments, and what became of their items."""

from datetime import date

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from models.commands.plans import (
    add_plan_item,
    advance_plan,
    change_plan,
    change_plan_item,
    remove_plan,
    remove_plan_item,
)
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.plan_board import plan_item_card
from models.queries.plan_obstacles import plan_obstacles
from models.queries.plans import plan_items, plan_list
from models.rows.codes import MeetingBody, PlanItemStatus, PlanKind, PlanStatus
from models.rows.draft import problems_of
from models.rows.plans import PlanApproval, PlanDraft
from models.rules.periods import parse_period
from models.schema.journals import Meeting
from models.schema.plans import Plan
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, run, store

DAY = date(2026, 1, 9)
WAY = [PlanStatus.DISCUSSED, PlanStatus.AGREED, PlanStatus.APPROVED, PlanStatus.CLOSED]


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


def advance(db: Database, plan_id: int, status: PlanStatus) -> None:
    advance_plan(db, plan_id, PlanApproval(status=status, on=DAY, protocol_no="3", by="заведующий"), actor=HEAD)


def settled_item(db: Database, plan_id: int) -> int:
    """A line that is done: it stands in nobody's way."""
    return arrange.plan_item(db, plan_id, arrange.person(db), status="done", done_on=DAY)


def plan_row(db: Database) -> tuple[object, ...]:
    with db.reading() as session:
        sql = "SELECT status, council_protocol_no, council_on, agreed_on, approved_on, approved_by FROM plan"
        return tuple(session.connection().exec_driver_sql(sql).one())


def amendments(db: Database) -> list[str]:
    with db.reading() as session:
        return [reason for (reason,) in session.connection().exec_driver_sql("SELECT reason FROM plan_amendment")]


# The way of a plan


def test_a_plan_goes_through_all_its_states_in_order(db: Database) -> None:
    plan_id = arrange.plan(db)
    settled_item(db, plan_id)
    for status in WAY:
        advance(db, plan_id, status)
    assert plan_row(db) == ("closed", "3", "2026-01-09", "2026-01-09", "2026-01-09", "заведующий")


@pytest.mark.parametrize(
    ("reached", "asked"),
    [(at, to) for at in range(5) for to in range(5) if to != at + 1],
    ids=str,
)
def test_no_state_is_passed_over_or_gone_back_to(db: Database, reached: int, asked: int) -> None:
    plan_id = arrange.plan(db)
    settled_item(db, plan_id)
    for status in WAY[:reached]:
        advance(db, plan_id, status)
    before = content(db)
    with pytest.raises(UserError, match="состоянии"):
        advance(db, plan_id, [PlanStatus.DRAFT, *WAY][asked])
    assert content(db) == before


def test_a_plan_that_is_gone_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="Этого плана нет"):
        advance(db, 900, PlanStatus.DISCUSSED)


def test_the_database_wants_the_date_of_an_approval(db: Database) -> None:
    arrange.plan(db)
    with pytest.raises(IntegrityError, match="approval_dated"):
        run(db, "UPDATE plan SET status = 'approved'")


def test_a_plan_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        PlanDraft(title="План", kind=PlanKind.QUARTER, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1))
    assert "раньше" in problems_of(refused.value)[0].message


def test_a_discussion_without_a_protocol_is_refused(db: Database) -> None:
    plan_id = arrange.plan(db)
    before = content(db)
    with pytest.raises(UserError, match="номер протокола"):
        advance_plan(db, plan_id, PlanApproval(status=PlanStatus.DISCUSSED, on=DAY), actor=HEAD)
    assert content(db) == before


def test_an_approval_says_who_approved(db: Database) -> None:
    plan_id = arrange.plan(db)
    settled_item(db, plan_id)
    for status in WAY[:2]:
        advance(db, plan_id, status)
    with pytest.raises(UserError, match="кто утвердил"):
        advance_plan(db, plan_id, PlanApproval(status=PlanStatus.APPROVED, on=DAY), actor=HEAD)


def test_a_step_is_not_dated_before_the_former_one(db: Database) -> None:
    plan_id = arrange.plan(db)
    advance(db, plan_id, PlanStatus.DISCUSSED)
    with pytest.raises(UserError, match=r"раньше прежнего шага: он был 09\.01\.2026"):
        advance_plan(db, plan_id, PlanApproval(status=PlanStatus.AGREED, on=date(2026, 1, 8)), actor=HEAD)


def test_a_step_is_not_dated_ahead(db: Database) -> None:
    plan_id = arrange.plan(db)
    step = PlanApproval(status=PlanStatus.DISCUSSED, on=date(2026, 3, 3), protocol_no="1")
    with pytest.raises(UserError, match="не наступила"):
        advance_plan(db, plan_id, step, actor=HEAD)


def council(db: Database, *, body: MeetingBody = MeetingBody.COUNCIL) -> int:
    meeting = Meeting(
        uid=db.new_uid(), body=body, number="7", held_on=date(2026, 1, 12), chair_id=arrange.person(db, "Советова")
    )
    return store(db, meeting, action="Протокол внесён")


def test_a_meeting_of_the_council_gives_number_and_date_and_names_the_plan(db: Database) -> None:
    plan_id, meeting_id = arrange.plan(db), council(db)
    advance_plan(db, plan_id, PlanApproval(status=PlanStatus.DISCUSSED, on=DAY, meeting_id=meeting_id), actor=HEAD)
    assert plan_row(db)[:3] == ("discussed", "7", "2026-01-12")
    assert arrange.stored(db, Meeting, meeting_id).plan_id == plan_id


def test_only_the_council_discusses_a_plan(db: Database) -> None:
    step = PlanApproval(status=PlanStatus.DISCUSSED, on=DAY, meeting_id=council(db, body=MeetingBody.SESSION))
    with pytest.raises(UserError, match="не совета"):
        advance_plan(db, arrange.plan(db), step, actor=HEAD)


def test_a_step_is_undone_whole(db: Database) -> None:
    plan_id, meeting_id = arrange.plan(db), council(db)
    before = content(db)
    advance_plan(db, plan_id, PlanApproval(status=PlanStatus.DISCUSSED, on=DAY, meeting_id=meeting_id), actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


# What stands in the way


def test_an_empty_plan_is_not_approved(db: Database) -> None:
    plan_id = arrange.plan(db)
    for status in WAY[:2]:
        advance(db, plan_id, status)
    with pytest.raises(UserError, match="нет ни одного пункта"):
        advance(db, plan_id, PlanStatus.APPROVED)
    assert [each.message for each in plan_obstacles(db, plan_id)] == ["В плане нет ни одного пункта."]


def test_a_year_plan_is_not_empty_with_the_items_of_its_module_plans(db: Database, tutor: int) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    arrange.plan_item(db, arrange.plan(db, parent_id=year), tutor)
    assert plan_obstacles(db, year) == ()


def test_an_item_outside_the_period_stands_in_the_way(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor)
    late = arrange.plan_item(db, plan_id, tutor, due_from=date(2026, 3, 30), due_to=date(2026, 4, 1))
    [obstacle] = plan_obstacles(db, plan_id)
    assert (obstacle.item_id, obstacle.blocks) == (late, True)
    assert "30.03.2026–01.04.2026" in obstacle.message


def test_an_item_belongs_to_the_plan_in_which_its_term_ends(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor, due_from=date(2025, 12, 15), due_to=date(2026, 1, 10))
    assert plan_obstacles(db, plan_id) == ()


def test_a_refusal_names_nobody(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor, title="Занятие Ивановой", due_to=date(2026, 4, 1))
    for status in WAY[:2]:
        advance(db, plan_id, status)
    with pytest.raises(UserError, match="вне срока плана") as refused:
        advance(db, plan_id, PlanStatus.APPROVED)
    assert "Иванов" not in str(refused.value)


def test_a_plan_closes_when_every_item_is_settled(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, tutor)
    arrange.approve(db, plan_id)
    assert [(each.item_id, each.blocks) for each in plan_obstacles(db, plan_id)] == [(None, False), (item_id, True)]
    with pytest.raises(UserError, match="не сказано"):
        advance(db, plan_id, PlanStatus.CLOSED)


def test_a_road_map_is_told_of_a_missing_measure(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db, kind=PlanKind.ROADMAP)
    arrange.plan_item(db, plan_id, tutor)
    [obstacle] = plan_obstacles(db, plan_id)
    assert (obstacle.blocks, "показателя" in obstacle.message) == (False, True)


# The plan itself


def plan_draft(**said: object) -> PlanDraft:
    draft = {"title": "План", "kind": "quarter", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 31)}
    return PlanDraft.model_validate(draft | said)


def test_the_head_of_a_draft_is_changed_freely(db: Database) -> None:
    plan_id = arrange.plan(db)
    change_plan(db, plan_id, plan_draft(goal="Помочь садам", tasks="1. Учить"), actor=HEAD)
    plan = arrange.stored(db, Plan, plan_id)
    assert (plan.title, plan.goal, plan.tasks) == ("План", "Помочь садам", "1. Учить")


def test_the_head_of_an_approved_plan_asks_for_a_reason(db: Database) -> None:
    plan_id = arrange.plan(db, approved=True)
    with pytest.raises(UserError, match="утверждён"):
        change_plan(db, plan_id, plan_draft(), actor=HEAD)
    change_plan(db, plan_id, plan_draft(), actor=HEAD, amendment="Опечатка")
    assert amendments(db) == ["Опечатка"]


def test_changing_the_head_leaves_a_plan_in_its_year_plan(db: Database) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    plan_id = arrange.plan(db, parent_id=year)
    change_plan(db, plan_id, plan_draft(), actor=HEAD)
    assert arrange.stored(db, Plan, plan_id).parent_id == year


def test_a_removed_draft_comes_back_with_its_items(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor, task_ids=(1, 2))
    before = content(db)
    remove_plan(db, plan_id, actor=HEAD)
    assert (count(db, "plan"), count(db, "plan_item"), count(db, "plan_item_task")) == (0, 0, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_plan_in_use_is_not_removed(db: Database, tutor: int) -> None:
    approved = arrange.plan(db, approved=True)
    held = arrange.plan(db)
    arrange.event(db, tutor, plan_item_id=arrange.plan_item(db, held, tutor))
    year = arrange.plan(db, kind=PlanKind.YEAR)
    arrange.plan(db, parent_id=year)
    for plan_id, word in ((approved, "утверждён"), (held, "мероприятия"), (year, "другие")):
        with pytest.raises(UserError, match=word):
            remove_plan(db, plan_id, actor=HEAD)


# Tasks of an item


def test_an_item_keeps_its_tasks_and_its_planned_value(db: Database, tutor: int) -> None:
    item_id = arrange.plan_item(db, arrange.plan(db), tutor, task_ids=(3, 1), planned_value=5)
    card = plan_item_card(db, item_id)
    assert (card.draft.task_ids, card.draft.planned_value) == ((1, 3), 5)
    change_plan_item(db, item_id, card.draft.model_copy(update={"task_ids": (2,)}), actor=HEAD)
    assert plan_item_card(db, item_id).draft.task_ids == (2,)


def test_another_task_of_an_approved_item_is_an_amendment(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, tutor)
    arrange.approve(db, plan_id)
    with pytest.raises(UserError, match="утверждён"):
        change_plan_item(db, item_id, arrange.item_draft(tutor, task_ids=(1,)), actor=HEAD)


def test_a_task_that_is_gone_is_refused(db: Database, tutor: int) -> None:
    with pytest.raises(UserError, match="убрана"):
        arrange.plan_item(db, arrange.plan(db), tutor, task_ids=(900,))


# An approved plan changes only by an amendment


def test_an_approved_plan_takes_no_item_outside_its_period(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db, approved=True)
    with pytest.raises(UserError, match="выходит за срок плана"):
        arrange.plan_item(db, plan_id, tutor, due_to=date(2026, 4, 1), amendment="Просьба округа")


def test_a_draft_plan_takes_and_loses_items_freely(db: Database, tutor: int) -> None:
    item_id = arrange.plan_item(db, arrange.plan(db), tutor)
    change_plan_item(db, item_id, arrange.item_draft(tutor, title="Иначе"), actor=HEAD)
    remove_plan_item(db, item_id, actor=HEAD)
    assert (count(db, "plan_item"), amendments(db)) == (0, [])


@pytest.mark.parametrize("closed", [False, True], ids=["approved", "closed"])
@pytest.mark.parametrize("reason", [None, "", "   "])
def test_without_a_reason_an_approved_plan_stays_as_it_is(
    db: Database, tutor: int, reason: str | None, closed: bool
) -> None:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, tutor, status="done", done_on=DAY)
    arrange.approve(db, plan_id)
    if closed:
        advance(db, plan_id, PlanStatus.CLOSED)
    before = content(db)
    with pytest.raises(UserError, match="утверждён"):
        add_plan_item(db, plan_id, arrange.item_draft(tutor), actor=HEAD, amendment=reason)
    with pytest.raises(UserError, match="утверждён"):
        change_plan_item(db, item_id, arrange.item_draft(tutor, planned_count=3), actor=HEAD, amendment=reason)
    with pytest.raises(UserError, match="утверждён"):
        remove_plan_item(db, item_id, actor=HEAD, amendment=reason)
    assert content(db) == before


def test_every_change_of_an_approved_plan_keeps_its_reason(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, tutor)
    arrange.approve(db, plan_id)
    arrange.plan_item(db, plan_id, tutor, amendment="Просьба округа")
    change_plan_item(db, item_id, arrange.item_draft(tutor, title="Иначе"), actor=HEAD, amendment=" Новая тема ")
    remove_plan_item(db, item_id, actor=HEAD, amendment="Совмещено с другим")
    assert amendments(db) == ["Просьба округа", "Новая тема", "Совмещено с другим"]


def test_an_amendment_and_its_reason_are_undone_together(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db, approved=True)
    before = content(db)
    arrange.plan_item(db, plan_id, tutor, amendment="Просьба округа")
    undo_last(db, actor=HEAD)
    assert content(db) == before


@pytest.mark.parametrize(
    "facts",
    [
        {"status": PlanItemStatus.IN_PROGRESS},
        {"status": PlanItemStatus.DONE, "done_on": date(2026, 2, 3)},
        {"status": PlanItemStatus.POSTPONED, "reason": "Карантин", "postponed_to": date(2026, 4, 2)},
        {"status": PlanItemStatus.CANCELLED, "reason": "Карантин"},
    ],
    ids=lambda facts: facts["status"].value,
)
def test_what_became_of_an_item_needs_no_amendment(db: Database, tutor: int, facts: dict[str, object]) -> None:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, tutor)
    arrange.approve(db, plan_id)
    change_plan_item(db, item_id, arrange.item_draft(tutor, **facts), actor=HEAD)
    assert amendments(db) == []
    assert plan_items(db, plan_id)[0].status is facts["status"]


def test_facts_do_not_smuggle_a_new_plan_in(db: Database, tutor: int) -> None:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, tutor)
    arrange.approve(db, plan_id)
    smuggled = arrange.item_draft(tutor, status=PlanItemStatus.DONE, due_to=date(2026, 3, 31))
    with pytest.raises(UserError, match="утверждён"):
        change_plan_item(db, item_id, smuggled, actor=HEAD)


# Moved and cancelled items say why and where to

REFUSED = [
    ({"status": "postponed", "postponed_to": date(2026, 4, 1)}, "почему"),
    ({"status": "cancelled"}, "почему"),
    ({"status": "cancelled", "reason": "  "}, "почему"),
    ({"status": "postponed", "reason": "Карантин"}, "на какую дату"),
    ({"due_from": date(2026, 3, 1)}, "раньше"),
    ({"planned_count": -1}, "не меньше"),
    ({"title": ""}, "Заполните"),
    ({"status": "забыто"}, "из списка"),
    ({"due_to": "вчера"}, "24.03.2026"),
    ({"planned_count": 1.5}, "целое"),
    ({"reason": "а" * 100_001}, "длинный"),
]


@pytest.mark.parametrize(("said", "word"), REFUSED, ids=lambda part: str(part)[:40])
def test_a_draft_that_does_not_hold_is_refused_in_russian(said: dict[str, object], word: str) -> None:
    with pytest.raises(ValidationError) as refused:
        arrange.item_draft(1, **said)
    [problem] = problems_of(refused.value)
    assert word in problem.message
    assert not any("a" <= letter <= "z" for letter in problem.message)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ("status = 'cancelled', reason = ' '", "reason_given"),
        ("status = 'postponed', postponed_to = '2026-04-01'", "reason_given"),
        ("status = 'postponed', reason = 'Карантин'", "postponed_to_given"),
        ("due_to = '2026-01-01'", "due_from_before_due_to"),
        ("status = 'забыто'", "status"),
    ],
)
def test_the_database_refuses_it_too(db: Database, tutor: int, values: str, rule: str) -> None:
    arrange.plan_item(db, arrange.plan(db), tutor)
    with pytest.raises(IntegrityError, match=rule):
        run(db, f"UPDATE plan_item SET {values}")


@pytest.mark.parametrize(
    "said", [{"section_id": 900}, {"format_id": 900}, {"responsible_id": 900}, {"indicator_id": 900}], ids=str
)
def test_an_item_that_points_to_nothing_is_refused(db: Database, tutor: int, said: dict[str, object]) -> None:
    plan_id = arrange.plan(db)
    with pytest.raises(UserError, match="убрана"):
        add_plan_item(db, plan_id, arrange.item_draft(**({"responsible_id": tutor} | said)), actor=HEAD)
    assert count(db, "plan_item") == 0


# Removing


def test_an_item_with_events_is_not_removed(db: Database, tutor: int) -> None:
    item_id = arrange.plan_item(db, arrange.plan(db), tutor)
    arrange.event(db, tutor, plan_item_id=item_id)
    with pytest.raises(UserError, match="мероприятия"):
        remove_plan_item(db, item_id, actor=HEAD)
    assert count(db, "plan_item") == 1


def test_a_removed_item_comes_back_whole(db: Database, tutor: int) -> None:
    item_id = arrange.plan_item(db, arrange.plan(db), tutor, expected_result="Сборник")
    before = content(db)
    remove_plan_item(db, item_id, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


# Reading


def test_the_year_plan_shows_the_items_of_its_module_plans(db: Database, tutor: int) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    module, other = arrange.plan(db, parent_id=year), arrange.plan(db)
    own, merged = arrange.plan_item(db, year, tutor), arrange.plan_item(db, module, tutor)
    foreign = arrange.plan_item(db, other, tutor)
    assert {line.id for line in plan_items(db, year)} == {own, merged}
    assert {line.id for line in plan_items(db, other)} == {foreign}
    assert {row.id: (row.items, row.done) for row in plan_list(db)} == {year: (2, 0), module: (1, 0), other: (1, 0)}


def test_a_plan_without_items_is_listed_with_nothing(db: Database) -> None:
    plan_id = arrange.plan(db)
    assert [(row.id, row.items, row.done) for row in plan_list(db)] == [(plan_id, 0, 0)]


@pytest.mark.parametrize(
    ("due_to", "status", "overdue"),
    [
        (date(2026, 3, 1), "planned", True),
        (date(2026, 3, 1), "in_progress", True),
        (date(2026, 3, 2), "planned", False),
        (date(2026, 3, 1), "done", False),
        (date(2026, 3, 1), "cancelled", False),
        (date(2026, 3, 1), "postponed", False),
    ],
)
def test_an_open_item_is_overdue_from_the_day_after(
    db: Database, tutor: int, due_to: date, status: str, overdue: bool
) -> None:
    """The clock of the tests shows 2 March 2026."""
    plan_id = arrange.plan(db)
    arrange.plan_item(
        db, plan_id, tutor, due_to=due_to, status=status, reason="Карантин", postponed_to=date(2026, 4, 1)
    )
    assert plan_items(db, plan_id)[0].is_overdue is overdue


@pytest.mark.parametrize(
    ("due_to", "inside"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_period_takes_its_first_and_its_last_day(db: Database, tutor: int, due_to: date, inside: bool) -> None:
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, tutor, due_from=date(2025, 12, 1), due_to=due_to)
    assert len(plan_items(db, plan_id, parse_period("2026-Q1"))) == inside
