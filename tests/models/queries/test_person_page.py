"""The card of a person, read of a site made by hand. Today is 2 March 2026."""

from datetime import date

import pytest

from models.database import Database
from models.queries.person_page import person_page
from models.rows.codes import EnrollmentStatus, Mode, Presence, RequirementKey, SubmissionState
from models.rows.person_page import DeficitLine, PlacePage
from models.schema.events import EventStream
from models.schema.programs import (
    DiagnosticCard,
    DiagnosticItem,
    Enrollment,
    Module,
    Program,
    Route,
    RouteItem,
    Stream,
)
from models.schema.works import (
    Assignment,
    Certificate,
    CreativeWork,
    CreativeWorkMember,
    InternshipReport,
    Submission,
)
from tests.models.make import make_event, make_mark, make_person, run, store


def _put(db: Database, row: object) -> int:
    return store(db, row, action="Сделано")  # type: ignore[arg-type]


@pytest.fixture
def tutor(db: Database) -> int:
    return make_person(db, last_name="Лисовская")


@pytest.fixture
def person(db: Database) -> int:
    return make_person(db, last_name="Вдовина")


@pytest.fixture
def module(db: Database) -> int:
    program = Program(uid="p", title="Развитие речи", kind="outside_dpp", hours=12)
    return _put(db, Module(program_id=_put(db, program), no=1, title="Погружение", hours=4, mode="mixed"))


def shown(db: Database, person: int, *, place_id: int | None = None) -> PlacePage:
    page = person_page(db, person, place_id=place_id)
    assert page is not None
    assert page.shown is not None
    return page.shown


def make_stream(db: Database, tutor: int, *, title: str = "Поток 1") -> int:
    stream = Stream(
        uid=title, program_id=1, title=title, starts_on=date(2026, 1, 12), ends_on=date(2026, 3, 27), tutor_id=tutor
    )
    return _put(db, stream)


def enrol(db: Database, stream: int, person: int, status: str = "studying", on: date | None = None) -> int:
    place = Enrollment(stream_id=stream, person_id=person, status=status, enrolled_on=on or date(2026, 1, 12))
    return _put(db, place)


def held(db: Database, tutor: int, title: str, day: str, *, format_id: int = 2, streams: tuple[int, ...] = ()) -> int:
    event = make_event(db, title=title, leader_id=tutor)
    run(db, "UPDATE event SET held_on = ?, format_id = ? WHERE id = ?", day, format_id, event)
    for stream in streams:
        _put(db, EventStream(event_id=event, stream_id=stream))
    return event


def test_a_person_of_no_stream_has_a_card_without_a_place(db: Database, person: int) -> None:
    page = person_page(db, person)
    assert page is not None
    assert page.head.full_name == "Вдовина Мария"
    assert (page.places, page.shown, page.certificates) == ((), None, ())


def test_nobody_has_no_card(db: Database) -> None:
    assert person_page(db, 99) is None


def test_the_card_opens_with_where_she_studies_now_and_shows_another_place_on_request(
    db: Database, person: int, tutor: int, module: int
) -> None:
    first = enrol(db, make_stream(db, tutor), person)
    applied = enrol(db, make_stream(db, tutor, title="Поток 2"), person, "applied")
    opened, other = shown(db, person), shown(db, person, place_id=applied)
    assert (opened.place.id, other.place.id) == (first, applied)
    assert opened.tutor == "Лисовская М."
    assert other.requirements == (), "an application has no requirements yet"


def test_the_strip_holds_the_events_of_the_stream_in_order_with_her_marks(
    db: Database, person: int, tutor: int, module: int
) -> None:
    stream = make_stream(db, tutor)
    enrol(db, stream, person)
    late = held(db, tutor, "Позже", "2026-02-20", streams=(stream,))
    early = held(db, tutor, "Раньше", "2026-01-20", streams=(stream,))
    make_mark(db, event_id=early, person_id=person)
    guest = held(db, tutor, "В гостях", "2026-02-01")
    make_mark(db, event_id=guest, person_id=person)
    place_page = shown(db, person)
    assert [(each.event_id, each.presence) for each in place_page.strip] == [(early, Presence.PRESENT), (late, None)]
    assert [each.event_id for each in place_page.record.visits] == [early, guest, late]


def test_an_event_of_her_other_stream_counts_there_alone(db: Database, person: int, tutor: int, module: int) -> None:
    one, other = make_stream(db, tutor), make_stream(db, tutor, title="Поток 2")
    first, second = enrol(db, one, person), enrol(db, other, person)
    event = held(db, tutor, "Семинар второго", "2026-02-01", streams=(other,))
    make_mark(db, event_id=event, person_id=person)

    def has_seminar(place: int) -> bool:
        place_page = shown(db, person, place_id=place)
        return next(each for each in place_page.requirements if each.key is RequirementKey.SEMINAR).is_met

    assert (has_seminar(first), has_seminar(second)) == (False, True)


def test_all_five_are_met_by_the_records_of_the_schema(db: Database, person: int, tutor: int, module: int) -> None:
    stream = make_stream(db, tutor)
    place = enrol(db, stream, person)
    for format_id, mode, state in (
        (1, Mode.REMOTE, Presence.REMOTE),
        (2, Mode.IN_PERSON, Presence.PRESENT),
        (3, Mode.IN_PERSON, Presence.PRESENT),
        (4, Mode.MIXED, Presence.REMOTE),
    ):
        event = held(db, tutor, f"Встреча {format_id}", "2026-02-01", format_id=format_id, streams=(stream,))
        run(db, "UPDATE event SET mode = ? WHERE id = ?", mode.value, event)
        make_mark(db, event_id=event, person_id=person, state=state)
    task = _put(db, Assignment(module_id=module, title="Дневник"))
    _put(db, Submission(assignment_id=task, enrollment_id=place, state="accepted"))
    work = _put(db, CreativeWork(stream_id=stream, kind="group_project", title="Экспедиция", state="accepted"))
    _put(db, CreativeWorkMember(work_id=work, enrollment_id=place))
    _put(db, InternshipReport(enrollment_id=place, kind="mini", accepted_on=date(2026, 3, 1)))
    place_page = shown(db, person)
    assert [each.is_met for each in place_page.requirements] == [True] * 5
    assert [(each.title, each.state) for each in place_page.tasks] == [("Дневник", SubmissionState.ACCEPTED)]


def test_an_assignment_nobody_handed_in_is_missing(db: Database, person: int, tutor: int, module: int) -> None:
    enrol(db, make_stream(db, tutor), person)
    _put(db, Assignment(module_id=module, title="Карта дефицитов", due_on=date(2026, 2, 25)))
    place_page = shown(db, person)
    assert [each.state for each in place_page.tasks] == [SubmissionState.MISSING]


def test_a_deficit_has_its_entry_its_exit_and_the_step_that_closes_it(
    db: Database, person: int, tutor: int, module: int
) -> None:
    place = enrol(db, make_stream(db, tutor), person)
    entry = _put(db, DiagnosticCard(enrollment_id=place, stage="entry", filled_on=date(2026, 1, 14)))
    leave = _put(db, DiagnosticCard(enrollment_id=place, stage="exit", filled_on=date(2026, 3, 1)))
    for card, competence, score, deficit in ((entry, 1, 1, True), (leave, 1, 3, False), (entry, 2, 0, True)):
        item = DiagnosticItem(
            card_id=card, competence_id=competence, self_score=2, tutor_score=score, is_deficit=deficit
        )
        _put(db, item)
    _put(db, DiagnosticItem(card_id=entry, competence_id=3, self_score=3))
    route = _put(db, Route(enrollment_id=place))
    step = RouteItem(route_id=route, competence_id=2, deficit="Речь", task="картотека игр", due_on=date(2026, 3, 27))
    _put(db, step)
    place_page = shown(db, person)
    closed, at_work = place_page.deficits
    assert closed[1:] == (1, 3, None, None, None, True)
    assert at_work == DeficitLine(
        at_work.competence, 0, None, "картотека игр", date(2026, 3, 27), None, is_closed=False
    )


def test_certificates_of_all_her_streams_stand_in_the_card(db: Database, person: int, tutor: int, module: int) -> None:
    place = enrol(db, make_stream(db, tutor), person, EnrollmentStatus.COMPLETED)
    paper = Certificate(
        uid="c", year=2026, reg_no=7, enrollment_id=place, issue_date=date(2026, 3, 1), hours=12, state="issued"
    )
    _put(db, paper)
    page = person_page(db, person)
    assert page is not None
    assert [(each.number, each.stream) for each in page.certificates] == [("7/2026", "Поток 1")]
