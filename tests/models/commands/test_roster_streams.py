"""A list that is taken straight into a stream: one action, and taken back with it."""

from datetime import date, timedelta

import pytest

from models.commands.applications import apply
from models.commands.programs import change_stream, expel
from models.commands.roster import RosterSource, accept_roster
from models.commands.roster_undo import undo_batch
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.people import batch_outlook, people_page
from models.queries.streams import person_places, stream_lines
from models.rows.codes import EnrollmentStatus
from models.rows.people import PeopleFilter
from models.rows.programs import ApplicationDraft, StreamDraft
from models.rows.roster import PersonFields
from models.rows.roster_plan import AcceptedBatch
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, make_mark

SOURCE = RosterSource("список.xlsx", "a" * 64)
ONE, OTHER = arrange.trainee("Лебедева"), arrange.trainee("Орлова")


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def stream(db: Database, tutor: int) -> int:
    return arrange.stream(db, tutor)


def load(db: Database, *people: PersonFields, stream: int | None = None) -> AcceptedBatch:
    return accept_roster(db, arrange.sheet(*people), source=SOURCE, actor=HEAD, stream_id=stream)


def who(db: Database, stream: int) -> list[str]:
    return [line.last_name for line in people_page(db, PeopleFilter(stream_id=stream))]


def card(db: Database, last_name: str) -> int:
    return next(line.id for line in people_page(db, PeopleFilter()) if line.last_name == last_name)


def test_everybody_of_the_list_is_in_the_stream_by_the_same_action(db: Database, stream: int) -> None:
    before = content(db)
    batch = load(db, ONE, OTHER, stream=stream)
    assert batch.enrolled is not None
    assert (batch.enrolled.taken, who(db, stream)) == (2, ["Лебедева", "Орлова"])
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_those_without_changes_go_into_the_stream_too(db: Database, stream: int) -> None:
    load(db, ONE)
    batch = load(db, ONE, OTHER, stream=stream)
    assert (batch.same, batch.new, who(db, stream)) == (1, 1, ["Лебедева", "Орлова"])


def test_a_list_that_does_not_fit_into_the_stream_is_not_loaded(db: Database, tutor: int) -> None:
    small = arrange.stream(db, tutor, capacity=1)
    people = count(db, "person")
    with pytest.raises(UserError, match="не поместится"):
        load(db, ONE, OTHER, stream=small)
    assert (count(db, "person"), count(db, "import_batch")) == (people, 0)


def test_taking_the_list_back_takes_its_enrolments_back(db: Database, stream: int) -> None:
    load(db, ONE)
    batch = load(db, ONE, OTHER, stream=stream)
    outlook = batch_outlook(db, batch.batch_id)
    assert (outlook.removed, outlook.leaving, outlook.kept) == (1, 1, ())
    done = undo_batch(db, batch.batch_id, actor=HEAD)
    assert (done.removed, done.kept_person_ids, who(db, stream)) == (1, (), [])
    assert person_places(db, card(db, "Лебедева")) == []


def apply_for(db: Database, stream: int) -> int:
    person_id = card(db, "Лебедева")
    apply(db, stream, [ApplicationDraft(person_id=person_id, applied_on=date(2026, 2, 1))], actor=HEAD)
    return person_id


def test_a_list_answers_an_application_and_leaves_one_when_it_is_taken_back(db: Database, stream: int) -> None:
    load(db, ONE)
    person_id = apply_for(db, stream)
    (before,) = person_places(db, person_id)
    batch = load(db, ONE, OTHER, stream=stream)
    assert batch.enrolled is not None
    assert (batch.enrolled.taken, person_places(db, person_id)[0].status) == (2, EnrollmentStatus.ENROLLED)
    assert batch_outlook(db, batch.batch_id).leaving == 1
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert person_places(db, person_id) == [before]


def test_whose_answered_application_was_used_since_stays(db: Database, tutor: int, stream: int) -> None:
    load(db, ONE)
    person_id = apply_for(db, stream)
    batch = load(db, ONE, stream=stream)
    event = arrange.event(db, tutor, stream_ids=[stream], held_on=date(2026, 2, 20))
    make_mark(db, event_id=event, person_id=person_id)
    assert [each.reason for each in batch_outlook(db, batch.batch_id).kept] == ["учится в потоке"]
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert person_places(db, person_id)[0].status is EnrollmentStatus.ENROLLED


def test_whoever_was_marked_since_stays_in_the_stream(db: Database, tutor: int, stream: int) -> None:
    batch = load(db, ONE, OTHER, stream=stream)
    event = arrange.event(db, tutor, stream_ids=[stream], held_on=date(2026, 2, 20))
    make_mark(db, event_id=event, person_id=card(db, "Орлова"))
    outlook = batch_outlook(db, batch.batch_id)
    assert [each.reason for each in outlook.kept] == ["учится в потоке"]
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert who(db, stream) == ["Орлова"]


def test_a_list_loaded_again_does_not_bring_the_expelled_back(db: Database, stream: int) -> None:
    load(db, ONE, stream=stream)
    expel(db, person_places(db, card(db, "Лебедева"))[0].id, date(2026, 3, 2), actor=HEAD)
    enrolled = load(db, ONE, OTHER, stream=stream).enrolled
    assert enrolled is not None
    assert (enrolled.taken, enrolled.already, enrolled.left_out) == (1, 0, 1)
    assert stream_lines(db)[0].people == 1


def test_a_new_first_day_of_the_stream_does_not_keep_the_list_from_being_taken_back(
    db: Database, tutor: int, stream: int
) -> None:
    batch = load(db, ONE, OTHER, stream=stream)
    line = stream_lines(db)[0]
    moved = StreamDraft(
        program_id=line.program_id,
        title=line.title,
        starts_on=line.starts_on + timedelta(days=7),
        ends_on=line.ends_on,
        tutor_id=tutor,
    )
    change_stream(db, stream, moved, actor=HEAD)
    assert batch_outlook(db, batch.batch_id).removed == 2
    assert undo_batch(db, batch.batch_id, actor=HEAD).removed == 2
    assert who(db, stream) == []


def test_whose_enrolment_was_changed_since_stays_and_keeps_the_card(db: Database, stream: int) -> None:
    load(db, ONE)
    batch = load(db, ONE, OTHER, stream=stream)
    person = card(db, "Лебедева")
    expel(db, person_places(db, person)[0].id, date(2026, 3, 2), actor=HEAD)
    outlook = batch_outlook(db, batch.batch_id)
    assert (outlook.removed, outlook.leaving, [each.name.split()[0] for each in outlook.kept]) == (1, 0, ["Лебедева"])
    assert undo_batch(db, batch.batch_id, actor=HEAD).kept_person_ids == (person,)
    assert (who(db, stream), stream_lines(db)[0].people) == (["Лебедева"], 0)


def test_a_place_in_another_stream_keeps_the_card(db: Database, tutor: int, stream: int) -> None:
    batch = load(db, ONE, stream=stream)
    arrange.stream(db, tutor, card(db, "Лебедева"))
    outlook = batch_outlook(db, batch.batch_id)
    assert (outlook.removed, [each.reason for each in outlook.kept]) == (0, ["учится в потоке"])
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert len(person_places(db, card(db, "Лебедева"))) == 2
