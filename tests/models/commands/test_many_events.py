"""An event repeated, marks of several events at once, and who or what would be in two places."""

from datetime import date

import pytest

from models.commands.events import add_guest, mark_attendance, mark_many, repeat_event
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.events import attendance_sheet, event_card, leader_clashes, place_clashes
from models.queries.marks_grid import marks_grid
from models.rows.codes import Mode, Presence
from models.rows.events import Mark
from models.rows.site import PersonDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

FIRST = date(2026, 2, 10)
DAYS = [date(2026, 2, 24), date(2026, 2, 17)]
YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}


@pytest.fixture
def leader(db: Database) -> int:
    return arrange.person(db, "Ведущая")


@pytest.fixture
def trainees(db: Database) -> list[int]:
    return [arrange.person(db, name) for name in ("Вишнёва", "Грушева", "Яблокова")]


@pytest.fixture
def stream(db: Database, leader: int, trainees: list[int]) -> int:
    return arrange.stream(db, leader, *trainees)


# Repeating


def test_an_event_is_repeated_with_all_that_was_planned_and_nothing_that_happened(
    db: Database, leader: int, stream: int, trainees: list[int]
) -> None:
    event = arrange.event(
        db,
        leader,
        stream_ids=[stream],
        co_leader_ids=[trainees[0]],
        function_ids=[1],
        starts_at="10:00",
        place="Зал",
        outcome="Итог",
        total_external=4,
    )
    mark_attendance(db, event, [Mark(trainees[1], Presence.PRESENT)], actor=HEAD)
    before = content(db)
    made = repeat_event(db, event, DAYS, actor=HEAD)
    cards = [event_card(db, each) for each in made]
    source = event_card(db, event)
    assert source is not None
    assert [card.draft.held_on for card in cards if card] == sorted(DAYS)
    for card in cards:
        assert card is not None
        assert card.draft == source.draft.model_copy(
            update={"held_on": card.draft.held_on, "outcome": None, "total_external": 0}
        )
    assert count(db, "attendance") == 1
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_day_on_which_it_stands_already_is_refused(db: Database, leader: int) -> None:
    event = arrange.event(db, leader)
    with pytest.raises(UserError, match=r"10\.02\.2026"):
        repeat_event(db, event, [*DAYS, FIRST], actor=HEAD)
    with pytest.raises(UserError, match="ни одной даты"):
        repeat_event(db, event, [], actor=HEAD)
    assert count(db, "event") == 1


def test_a_held_repetition_fulfils_the_plan_item_too(db: Database, leader: int) -> None:
    plan = arrange.plan(db)
    item = arrange.plan_item(db, plan, leader)
    event = arrange.event(db, leader, plan_item_id=item, held_on=date(2026, 3, 20))
    repeat_event(db, event, [FIRST], actor=HEAD)
    with db.reading() as session:
        status = session.connection().exec_driver_sql("SELECT status FROM plan_item WHERE id = ?", (item,)).scalar()
    assert status == "done"


# The grid


def test_the_grid_shows_who_is_expected_and_what_was_marked(
    db: Database, leader: int, stream: int, trainees: list[int]
) -> None:
    later = arrange.event(db, leader, stream_ids=[stream], held_on=DAYS[0], mode=Mode.REMOTE)
    first = arrange.event(db, leader, stream_ids=[stream])
    arrange.event(db, leader, held_on=FIRST, title="Другого потока")
    guest = arrange.person(db, "Абрикосова")
    mark_attendance(
        db, first, [Mark(trainees[1], Presence.PRESENT, minutes=30), Mark(guest, Presence.ABSENT)], actor=HEAD
    )
    grid = marks_grid(db, stream, **YEAR)
    assert [event.id for event in grid.events] == [first, later]
    assert [person.last_name for person in grid.people] == ["Абрикосова", "Вишнёва", "Грушева", "Яблокова"]
    assert grid.cells[first, trainees[1]][:2] == (Presence.PRESENT, 30)
    assert grid.cells[later, trainees[1]][:2] == (None, None)
    assert (later, guest) not in grid.cells
    assert marks_grid(db, stream, start=DAYS[0], end=DAYS[0]).events == grid.events[1:]


def test_marks_of_several_events_are_one_action(db: Database, leader: int, stream: int, trainees: list[int]) -> None:
    one = arrange.event(db, leader, stream_ids=[stream])
    two = arrange.event(db, leader, stream_ids=[stream], held_on=DAYS[0])
    mark_attendance(db, one, [Mark(trainees[2], Presence.PRESENT)], actor=HEAD)
    before = content(db)
    marks = {
        one: [Mark(trainees[0], Presence.PRESENT)],
        two: [Mark(trainees[0], Presence.ABSENT), Mark(trainees[1], Presence.EXCUSED)],
    }
    mark_many(db, marks, cleared={one: [trainees[2]]}, actor=HEAD)
    grid = marks_grid(db, stream, **YEAR)
    assert grid.cells[one, trainees[0]].state is Presence.PRESENT
    assert grid.cells[two, trainees[1]].state is Presence.EXCUSED
    assert grid.cells[one, trainees[2]].state is None
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_one_mark_that_does_not_fit_stores_none(db: Database, leader: int, trainees: list[int]) -> None:
    one, two = arrange.event(db, leader), arrange.event(db, leader, mode=Mode.REMOTE)
    marks = {one: [Mark(trainees[0], Presence.PRESENT)], two: [Mark(trainees[0], Presence.PRESENT)]}
    with pytest.raises(UserError, match="дистанционно"):
        mark_many(db, marks, actor=HEAD)
    assert count(db, "attendance") == 0


# Guests with names


def test_a_guest_gets_a_card_and_a_mark_in_one_action(db: Database, leader: int) -> None:
    event = arrange.event(db, leader)
    draft = PersonDraft(last_name="Гостева", first_name="Анна", position_id=1, organization_id=arrange.organization(db))
    before = content(db)
    guest = add_guest(db, event, draft, state=Presence.PRESENT, actor=HEAD)
    assert [(line.person_id, line.state) for line in attendance_sheet(db, event)] == [(guest, Presence.PRESENT)]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_mark_that_does_not_fit_makes_no_card_either(db: Database, leader: int) -> None:
    event = arrange.event(db, leader)
    draft = PersonDraft(last_name="Гостева", first_name="Анна", position_id=1, organization_id=arrange.organization(db))
    before = content(db)
    with pytest.raises(UserError, match="не подходит"):
        add_guest(db, event, draft, state=Presence.REMOTE, actor=HEAD)
    assert content(db) == before


# Two places at once


def test_a_co_leader_of_either_event_clashes(db: Database, leader: int, trainees: list[int]) -> None:
    other = arrange.event(db, trainees[0], co_leader_ids=[trainees[1]], starts_at="10:00", title="Другое")
    asked = {"day": FIRST, "starts_at": "11:00", "duration_min": 60}
    found = leader_clashes(db, leader_id=leader, co_leader_ids=trainees[:2], **asked)
    assert [(clash.event_id, clash.leader) for clash in found] == [(other, "Вишнёва М."), (other, "Грушева М.")]
    assert leader_clashes(db, leader_id=leader, co_leader_ids=[trainees[2]], **asked) == []
    assert leader_clashes(db, leader_id=trainees[1], **(asked | {"starts_at": "11:30"})) == []


@pytest.mark.parametrize("place", ["Музыкальный зал", "музыкальный  ЗАЛ.", "«Музыкальный зал»"])
def test_two_events_in_one_place_clash_however_it_is_written(db: Database, leader: int, place: str) -> None:
    other = arrange.event(db, leader, starts_at="10:00", place="Музыкальный зал")
    found = place_clashes(db, place=place, day=FIRST, starts_at="11:29", duration_min=30)
    assert [clash.event_id for clash in found] == [other]
    assert place_clashes(db, place=place, day=FIRST, starts_at="11:30", duration_min=30) == []
    assert place_clashes(db, place=place, day=FIRST, starts_at="10:00", duration_min=30, besides=other) == []


def test_what_is_held_remotely_needs_no_place(db: Database, leader: int) -> None:
    arrange.event(db, leader, starts_at="10:00", place="Зал", mode=Mode.REMOTE)
    assert place_clashes(db, place="Зал", day=FIRST, starts_at="10:00", duration_min=30) == []
    assert place_clashes(db, place=" — ", day=FIRST, starts_at="10:00", duration_min=30) == []
