"""Applications for a stream: they take no place, wait in their order, and are answered by taking people in."""

from datetime import date

import pytest

from models.commands.applications import apply, change_place
from models.commands.programs import enroll_people, expel, leave_stream
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.stream_people import next_in_line, stream_people
from models.queries.streams import person_places, stream_lines
from models.rows.codes import EnrollmentStatus
from models.rows.programs import ApplicationDraft, PlaceDraft
from models.rules.stream_places import StreamPlaces, stream_places
from tests.models.commands import arrange
from tests.models.make import HEAD, content, make_mark

FEBRUARY, MARCH = date(2026, 2, 2), date(2026, 3, 1)


def application(person_id: int, on: date = FEBRUARY, **said: object) -> ApplicationDraft:
    return ApplicationDraft.model_validate({"person_id": person_id, "applied_on": on} | said)


def places(db: Database, stream_id: int) -> StreamPlaces:
    (line,) = [each for each in stream_lines(db) if each.id == stream_id]
    return stream_places(stream_people(db, stream_id), line.capacity)


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


def test_applications_take_no_places_and_are_counted_apart(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor, arrange.person(db), capacity=2)
    drafts = [application(arrange.person(db), direction="Речь"), application(arrange.person(db))]
    before = content(db)
    assert apply(db, stream_id, drafts, actor=HEAD) == 2
    (line,) = stream_lines(db)
    assert (line.people, line.applied) == (1, 2)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_who_applied_beyond_the_places_waits_in_the_order_of_the_applications(db: Database, tutor: int) -> None:
    late, early, same_day = (arrange.person(db, name) for name in ("Поздняя", "Ранняя", "Вторая"))
    stream_id = arrange.stream(db, tutor, capacity=1)
    apply(db, stream_id, [application(late, MARCH), application(early), application(same_day)], actor=HEAD)
    found = places(db, stream_id)
    assert [each.person_id for each in found.applied] == [early, same_day, late]
    assert [each.person_id for each in found.waiting] == [same_day, late]


def test_nobody_waits_where_nothing_limits_the_stream(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor)
    apply(db, stream_id, [application(arrange.person(db))], actor=HEAD)
    assert (places(db, stream_id).waiting, next_in_line(db, stream_id)) == ((), None)


def test_the_next_one_is_named_when_a_place_is_free_and_only_then(db: Database, tutor: int) -> None:
    inside, waiting = arrange.person(db), arrange.person(db, "Ждущая", first_name="Анна")
    stream_id = arrange.stream(db, tutor, inside, capacity=1)
    apply(db, stream_id, [application(waiting)], actor=HEAD)
    assert next_in_line(db, stream_id) is None
    expel(db, person_places(db, inside)[0].id, date(2026, 3, 2), actor=HEAD)
    assert next_in_line(db, stream_id) == "Ждущая А."
    following = places(db, stream_id)
    assert following.freed
    assert following.next_in_line is not None
    assert following.next_in_line.person_id == waiting


def test_the_one_who_applied_first_is_named_though_written_down_later(db: Database, tutor: int) -> None:
    later, earlier = arrange.person(db, "Поздняя"), arrange.person(db, "Ранняя", first_name="Анна")
    stream_id = arrange.stream(db, tutor, capacity=1)
    for person_id, day in ((later, MARCH), (earlier, FEBRUARY)):
        apply(db, stream_id, [application(person_id, day)], actor=HEAD)
    assert next_in_line(db, stream_id) == "Ранняя А."


def test_an_applicant_is_taken_in_with_what_she_chose(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    stream_id = arrange.stream(db, tutor, capacity=1)
    apply(db, stream_id, [application(person, direction="Речь")], actor=HEAD)
    before = content(db)
    enrolled = enroll_people(db, stream_id, [person], actor=HEAD)
    (place,) = person_places(db, person)
    assert (enrolled.taken, enrolled.already) == (1, 0)
    assert (place.status, place.enrolled_on, place.applied_on, place.direction) == (
        EnrollmentStatus.ENROLLED,
        date(2026, 1, 12),
        FEBRUARY,
        "Речь",
    )
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_more_applicants_than_places_are_not_taken_in(db: Database, tutor: int) -> None:
    people = [arrange.person(db), arrange.person(db)]
    stream_id = arrange.stream(db, tutor, capacity=1)
    apply(db, stream_id, [application(each) for each in people], actor=HEAD)
    with pytest.raises(UserError, match="не поместится"):
        enroll_people(db, stream_id, people, actor=HEAD)
    assert len(places(db, stream_id).applied) == 2


def test_nobody_applies_twice(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    stream_id = arrange.stream(db, tutor, person)
    for drafts in ([application(person)], [application(tutor), application(tutor)]):
        with pytest.raises(UserError, match="Заявка не записана"):
            apply(db, stream_id, drafts, actor=HEAD)
    assert places(db, stream_id).applied == ()


def test_an_application_is_withdrawn_and_not_expelled(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    stream_id = arrange.stream(db, tutor)
    apply(db, stream_id, [application(person)], actor=HEAD)
    with pytest.raises(UserError, match="ещё не зачислен"):
        expel(db, person_places(db, person)[0].id, date(2026, 3, 2), actor=HEAD)
    assert leave_stream(db, stream_id, [person], actor=HEAD) == 1
    assert person_places(db, person) == []


def test_an_applicant_who_came_to_an_event_as_a_guest_may_still_withdraw(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    stream_id = arrange.stream(db, tutor)
    apply(db, stream_id, [application(person)], actor=HEAD)
    make_mark(db, event_id=arrange.event(db, tutor, stream_ids=[stream_id]), person_id=person)
    assert leave_stream(db, stream_id, [person], actor=HEAD) == 1


def test_an_individual_path_is_written_and_taken_back(db: Database, tutor: int) -> None:
    person = arrange.person(db)
    arrange.stream(db, tutor, person)
    (place,) = person_places(db, person)
    before = content(db)
    change_place(db, place.id, PlaceDraft(direction="Речь", individual_path="Вместо модуля 2 — проба"), actor=HEAD)
    (place,) = person_places(db, person)
    assert (place.direction, place.individual_path) == ("Речь", "Вместо модуля 2 — проба")
    undo_last(db, actor=HEAD)
    assert content(db) == before
