"""Whom an event expects, and when its leader is somewhere else."""

from datetime import date

import pytest

from models.commands.events import mark_attendance
from models.commands.programs import enroll
from models.database import Database
from models.queries.events import attendance_sheet, leader_clashes
from models.rows.codes import EnrollmentStatus, Presence
from models.rows.events import Mark
from tests.models.commands import arrange
from tests.models.make import HEAD

HELD = date(2026, 2, 10)


@pytest.fixture
def leader(db: Database) -> int:
    return arrange.person(db, "Ведущая")


def expected(db: Database, event_id: int) -> list[int]:
    return [line.person_id for line in attendance_sheet(db, event_id)]


@pytest.mark.parametrize(
    ("said", "is_expected"),
    [
        ({"enrolled_on": HELD}, True),
        ({"enrolled_on": date(2026, 2, 11)}, False),
        ({"enrolled_on": None}, True),
        ({"left_on": HELD, "status": EnrollmentStatus.EXPELLED}, True),
        ({"left_on": date(2026, 2, 9), "status": EnrollmentStatus.EXPELLED}, False),
        ({"left_on": date(2026, 3, 20), "status": EnrollmentStatus.COMPLETED}, True),
        ({"status": EnrollmentStatus.APPLIED}, False),
        ({"status": EnrollmentStatus.ENROLLED}, True),
    ],
    ids=str,
)
def test_a_trainee_is_expected_between_her_coming_and_going(
    db: Database, leader: int, said: dict[str, object], is_expected: bool
) -> None:
    trainee, stream = arrange.person(db), arrange.stream(db, leader)
    enroll(db, stream, [arrange.place(trainee, **said)], actor=HEAD)
    event_id = arrange.event(db, leader, held_on=HELD, stream_ids=[stream])
    assert expected(db, event_id) == ([trainee] if is_expected else [])


def test_people_of_streams_that_do_not_take_part_are_not_expected(db: Database, leader: int) -> None:
    one, other = arrange.person(db), arrange.person(db)
    stream = arrange.stream(db, leader, one)
    arrange.stream(db, leader, other)
    assert expected(db, arrange.event(db, leader, stream_ids=[stream])) == [one]


def test_somebody_of_two_streams_stands_once(db: Database, leader: int) -> None:
    trainee = arrange.person(db)
    streams = [arrange.stream(db, leader, trainee), arrange.stream(db, leader, trainee)]
    assert expected(db, arrange.event(db, leader, stream_ids=streams)) == [trainee]


def test_somebody_marked_stands_there_without_a_stream(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 45, signature_kept=True)], actor=HEAD)
    [line] = attendance_sheet(db, event_id)
    assert (line.person_id, line.stream, line.state, line.minutes) == (leader, None, Presence.PRESENT, 45)


def test_the_sheet_goes_by_surname_and_shows_who_is_unmarked(db: Database, leader: int) -> None:
    people = [arrange.person(db, name) for name in ("Ягодина", "Ёлкина", "Жукова", "Еремина")]
    event_id = arrange.event(db, leader, stream_ids=[arrange.stream(db, leader, *people)])
    mark_attendance(db, event_id, [Mark(people[0], Presence.ABSENT)], actor=HEAD)
    lines = attendance_sheet(db, event_id)
    assert [line.last_name for line in lines] == ["Ёлкина", "Еремина", "Жукова", "Ягодина"]
    assert [line.state for line in lines] == [None, None, None, Presence.ABSENT]
    assert {line.stream for line in lines} == {"Поток 1"}


@pytest.mark.parametrize(
    ("starts_at", "minutes", "clashes"),
    [
        ("09:00", 60, False),
        ("09:00", 61, True),
        ("10:30", 10, True),
        ("11:29", 60, True),
        ("11:30", 60, False),
        ("08:00", 600, True),
    ],
)
def test_events_of_one_leader_clash_when_they_overlap(
    db: Database, leader: int, starts_at: str, minutes: int, clashes: bool
) -> None:
    """The event that is there lasts from 10:00 to 11:30."""
    event_id = arrange.event(db, leader, held_on=HELD, starts_at="10:00", duration_min=90)
    found = leader_clashes(db, leader_id=leader, day=HELD, starts_at=starts_at, duration_min=minutes)
    assert [clash.event_id for clash in found] == ([event_id] if clashes else [])


def test_a_co_leader_is_busy_too(db: Database, leader: int) -> None:
    second = arrange.person(db, "Соведущая")
    event_id = arrange.event(db, leader, held_on=HELD, starts_at="10:00", co_leader_ids=[second])
    [clash] = leader_clashes(db, leader_id=second, day=HELD, starts_at="10:00", duration_min=45)
    assert clash == (event_id, "Семинар", "10:00", "Соведущая М.")


@pytest.mark.parametrize(
    "said", [{"held_on": date(2026, 2, 11), "starts_at": "10:00"}, {"held_on": HELD}], ids=["another day", "no time"]
)
def test_another_day_and_an_unknown_time_clash_with_nothing(db: Database, leader: int, said: dict[str, object]) -> None:
    arrange.event(db, leader, **said)
    assert leader_clashes(db, leader_id=leader, day=HELD, starts_at="10:00", duration_min=45) == []


def test_another_leader_does_not_clash(db: Database, leader: int) -> None:
    arrange.event(db, leader, held_on=HELD, starts_at="10:00")
    assert leader_clashes(db, leader_id=leader + 1, day=HELD, starts_at="10:00", duration_min=45) == []


def test_an_event_being_changed_does_not_clash_with_itself(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader, held_on=HELD, starts_at="10:00")
    found = leader_clashes(db, leader_id=leader, day=HELD, starts_at="10:15", duration_min=45, besides=event_id)
    assert found == []
