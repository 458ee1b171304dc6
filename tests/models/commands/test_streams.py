"""Streams as a manager opens, fills, changes and empties them: each one action, taken back whole."""

from datetime import date, timedelta

import pytest

from models.commands.programs import (
    add_program,
    add_stream,
    change_stream,
    enroll,
    enroll_people,
    expel,
    leave_stream,
    remove_streams,
)
from models.commands.submissions import mark_submissions
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.streams import person_places, stream_choices, stream_lines
from models.rows.assignments import SubmissionKey
from models.rows.codes import EnrollmentStatus, ProgramKind, SubmissionState
from models.rows.programs import Enrolled, ProgramDraft, StreamDraft
from models.schema.programs import Stream
from tests.models.commands import arrange, arrange_works
from tests.models.make import HEAD, content, count, make_mark

TODAY = date(2026, 3, 2)
FIRST, LAST = date(2026, 1, 12), date(2026, 3, 20)
NEW_PROGRAM = ProgramDraft(title="Речь в игре", kind=ProgramKind.OUTSIDE_DPP, hours=12)


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


def draft(tutor_id: int, **said: object) -> StreamDraft:
    known = {"program_id": 0, "title": "Поток 1", "starts_on": FIRST, "ends_on": LAST, "tutor_id": tutor_id}
    return StreamDraft.model_validate(known | said)


def since(db: Database, person_id: int) -> date | None:
    return person_places(db, person_id)[0].enrolled_on


def test_a_stream_comes_with_its_programme_and_its_people_as_one_action(db: Database, tutor: int) -> None:
    people = [arrange.person(db) for _ in range(3)]
    before = content(db)
    add_stream(db, draft(tutor), actor=HEAD, program=NEW_PROGRAM, people=people)
    (line,) = stream_lines(db)
    assert (line.title, line.program, line.tutor, line.people) == ("Поток 1", "Речь в игре", "Тьюторова М.", 3)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_programme_of_a_known_title_opens_no_stream(db: Database, tutor: int) -> None:
    add_program(db, NEW_PROGRAM, actor=HEAD)
    with pytest.raises(UserError, match="уже есть"):
        add_stream(db, draft(tutor), actor=HEAD, program=NEW_PROGRAM)
    assert (count(db, "stream"), count(db, "program")) == (0, 1)


def test_people_beyond_the_places_open_no_stream(db: Database, tutor: int) -> None:
    people = [arrange.person(db) for _ in range(2)]
    with pytest.raises(UserError, match=r"1.место"):
        add_stream(db, draft(tutor, capacity=1), actor=HEAD, program=NEW_PROGRAM, people=people)
    assert (count(db, "stream"), count(db, "program")) == (0, 0)


def test_who_is_in_the_stream_already_stays_and_is_counted(db: Database, tutor: int) -> None:
    one, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, one)
    before = content(db)
    assert enroll_people(db, stream_id, [one, other], actor=HEAD) == Enrolled(
        stream="Поток 1", taken=1, already=1, since=FIRST
    )
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_who_joins_before_any_event_is_awaited_from_the_first_day(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    enroll_people(db, arrange.stream(db, tutor), [person], actor=HEAD)
    assert since(db, person) == FIRST


def test_who_joins_after_events_is_awaited_from_today(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    stream_id = arrange.stream(db, tutor)
    arrange.event(db, tutor, stream_ids=[stream_id], held_on=date(2026, 2, 10))
    enroll_people(db, stream_id, [person], actor=HEAD)
    assert since(db, person) == TODAY


def test_somebody_who_is_gone_stops_all_of_them(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor)
    with pytest.raises(UserError, match="Ничего не записано"):
        enroll_people(db, stream_id, [arrange.person(db), 900], actor=HEAD)
    assert count(db, "enrollment") == 0


def test_those_of_the_first_day_move_with_the_stream(db: Database, tutor: int) -> None:
    early, late = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, early)
    arrange.event(db, tutor, stream_ids=[stream_id], held_on=date(2026, 2, 10))
    enroll_people(db, stream_id, [late], actor=HEAD)
    program_id = stream_lines(db)[0].program_id
    before = content(db)
    change_stream(db, stream_id, draft(tutor, program_id=program_id, starts_on=date(2026, 1, 5)), actor=HEAD)
    assert (since(db, early), since(db, late)) == (date(2026, 1, 5), TODAY)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_who_has_marks_before_a_later_first_day_keeps_hers_and_the_marks_count(db: Database, tutor: int) -> None:
    been, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, been, other)
    make_mark(db, event_id=arrange.event(db, tutor, stream_ids=[stream_id], held_on=date(2026, 1, 20)), person_id=been)
    later = draft(tutor, program_id=stream_lines(db)[0].program_id, starts_on=date(2026, 2, 2))
    change_stream(db, stream_id, later, actor=HEAD)
    assert (since(db, been), since(db, other)) == (FIRST, date(2026, 2, 2))


def test_a_stream_changes_over_to_a_new_programme_in_one_action(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor)
    before = content(db)
    change_stream(db, stream_id, draft(tutor, title="Весна"), actor=HEAD, program=NEW_PROGRAM)
    assert [(line.title, line.program) for line in stream_lines(db)] == [("Весна", "Речь в игре")]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_stream_that_handed_in_work_keeps_its_programme(db: Database, tutor: int) -> None:
    """The assignments would go out of sight with their programme, and requirements met would be so no more."""
    stream_id, (place,) = arrange_works.stream_of(db, "Агапова")
    task = arrange_works.assignment(db, arrange_works.module(db, stream_id))
    mark_submissions(db, [SubmissionKey(task, place)], SubmissionState.ACCEPTED, actor=HEAD)
    own = arrange.stored(db, Stream, stream_id).program_id
    with pytest.raises(UserError, match="сменить нельзя"):
        change_stream(db, stream_id, draft(tutor), actor=HEAD, program=NEW_PROGRAM)
    change_stream(db, stream_id, draft(tutor, program_id=own, title="Весна"), actor=HEAD)
    kept = arrange.stored(db, Stream, stream_id)
    assert (kept.title, kept.program_id) == ("Весна", own)


def test_fewer_places_than_people_are_refused(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor, arrange.person(db), arrange.person(db))
    known = stream_lines(db)[0]
    with pytest.raises(UserError, match="не поместится"):
        change_stream(db, stream_id, draft(tutor, program_id=known.program_id, capacity=1), actor=HEAD)
    assert stream_lines(db) == [known]


def test_a_stream_goes_with_its_enrolments_and_comes_back(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor, arrange.person(db))
    before = content(db)
    remove_streams(db, [stream_id], actor=HEAD)
    assert (count(db, "stream"), count(db, "enrollment")) == (0, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_stream_that_took_part_in_events_stays_and_keeps_the_others(db: Database, tutor: int) -> None:
    quiet, busy = arrange.stream(db, tutor), arrange.stream(db, tutor, arrange.person(db))
    arrange.event(db, tutor, stream_ids=[busy])
    with pytest.raises(UserError, match=r"участвует в 1.мероприятии"):
        remove_streams(db, [quiet, busy], actor=HEAD)
    assert (count(db, "stream"), count(db, "enrollment")) == (2, 1)


def test_people_leave_a_stream_they_got_into_by_mistake(db: Database, tutor: int) -> None:
    one, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, one, other)
    before = content(db)
    assert leave_stream(db, stream_id, [one], actor=HEAD) == 1
    assert (person_places(db, one), len(person_places(db, other))) == ([], 1)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_somebody_with_marks_in_the_stream_is_not_taken_out(db: Database, tutor: int) -> None:
    one, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, one, other)
    event_id = arrange.event(db, tutor, stream_ids=[stream_id])
    make_mark(db, event_id=event_id, person_id=one)
    with pytest.raises(UserError, match="Никто не убран") as refused:
        leave_stream(db, stream_id, [one, other], actor=HEAD)
    assert "Отчислите" in refused.value.advice
    assert count(db, "enrollment") == 2


def test_the_expelled_stay_with_their_day(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    arrange.stream(db, tutor, person)
    expel(db, person_places(db, person)[0].id, TODAY, actor=HEAD)
    (place,) = person_places(db, person)
    assert (place.status, place.enrolled_on, place.left_on) == (EnrollmentStatus.EXPELLED, FIRST, TODAY)
    assert stream_lines(db)[0].people == 0


def test_nobody_is_expelled_before_the_stream_begins(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    arrange.stream(db, tutor, person, starts_on=date(2026, 4, 1), ends_on=date(2026, 5, 1))
    with pytest.raises(UserError, match="ещё не начался"):
        expel(db, person_places(db, person)[0].id, TODAY, actor=HEAD)


def test_nobody_without_a_first_day_is_expelled_before_the_stream_begins(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    stream_id = arrange.stream(db, tutor, starts_on=date(2026, 4, 1), ends_on=date(2026, 5, 1))
    enroll(db, stream_id, [arrange.place(person)], actor=HEAD)
    with pytest.raises(UserError, match="ещё не начался"):
        expel(db, person_places(db, person)[0].id, TODAY, actor=HEAD)


def test_nobody_is_expelled_after_the_stream_ended(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    arrange.stream(db, tutor, person, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(UserError, match="уже завершён"):
        expel(db, person_places(db, person)[0].id, TODAY, actor=HEAD)


def test_the_expelled_come_back_and_are_counted_apart(db: Database, tutor: int) -> None:
    gone, there, new = (arrange.person(db) for _ in range(3))
    stream_id = arrange.stream(db, tutor, gone, there)
    expel(db, person_places(db, gone)[0].id, TODAY, actor=HEAD)
    before = content(db)
    done = enroll_people(db, stream_id, [gone, there, new], actor=HEAD)
    assert (done.taken, done.already, done.returned, done.left_out) == (1, 1, 1, 0)
    (place,) = person_places(db, gone)
    assert (place.status, place.enrolled_on, place.left_on) == (EnrollmentStatus.ENROLLED, FIRST, None)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_the_expelled_do_not_come_back_beyond_the_places(db: Database, tutor: int) -> None:
    gone, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, gone, capacity=1)
    expel(db, person_places(db, gone)[0].id, TODAY, actor=HEAD)
    enroll_people(db, stream_id, [other], actor=HEAD)
    with pytest.raises(UserError, match="не поместится"):
        enroll_people(db, stream_id, [gone], actor=HEAD)
    assert person_places(db, gone)[0].status == EnrollmentStatus.EXPELLED


def test_tutors_are_offered_from_the_team_and_from_the_streams(db: Database, tutor: int) -> None:
    arrange.person(db, "Посторонняя")
    arrange.stream(db, tutor)
    assert [each.title for each in stream_choices(db).tutors] == ["Тьюторова Мария"]
