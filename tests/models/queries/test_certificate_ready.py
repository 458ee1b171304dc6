"""Who is ready for a certificate: the answer for everybody at once against the card of each. Today is 2 March 2026."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from models.bulk import insert_many
from models.commands.consents import give_consent, withdraw_consent
from models.commands.requirement_decisions import decide_requirement, withdraw_decisions
from models.database import Database
from models.queries.certificate_ready import certificate_ready
from models.queries.overview import certificates_due
from models.queries.people import people_page, people_total
from models.queries.people_counts import people_counts, people_groups
from models.queries.person_page import person_page
from models.rows.codes import CertificateState, ConsentPurpose, EnrollmentStatus, RequirementKey, RequirementNumber
from models.rows.consents import ConsentDraft
from models.rows.people import PeopleFilter, PeopleGrouping
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.schema.events import Attendance, Event, EventStream
from models.schema.programs import Enrollment, Module, ProgramRequirement
from models.schema.works import (
    Assignment,
    Certificate,
    CreativeWork,
    CreativeWorkMember,
    InternshipReport,
    RequirementOverride,
    Submission,
)
from tests.conftest import SOAK
from tests.models.make import HEAD, copied_database, go_to, run
from tests.models.queries.ready import FIRST, ready_people, two_streams

WITHOUT_CERTIFICATE = (EnrollmentStatus.APPLIED, EnrollmentStatus.EXPELLED)
STREAMS = (1, 2)
"""Each of the program of its own number."""
READY = PeopleFilter(is_ready=True)


class Invented:
    """Two streams of one site with everything the five requirements look at; `lot` spoils some of it."""

    def __init__(self, db: Database, lot: Random, people: Sequence[int]) -> None:
        self._db, self._lot = db, lot
        with db.writing(action="Площадка по жребию", actor=HEAD) as session:
            tasks = self._tasks(session)
            self._numbers(session)
            events = self._events(session, people[0])
            for person in people:
                for stream in STREAMS[: 1 + lot.randrange(2)]:
                    self._learning(session, person, stream, tasks[stream])
                self._marks(session, person, events)

    def _usually(self, times: int = 12) -> bool:
        return self._lot.randrange(times) > 0

    def _tasks(self, session: Session) -> dict[int, list[int]]:
        tasks: dict[int, list[int]] = {}
        for program in STREAMS:
            module = {"program_id": program, "no": 1, "title": "Погружение", "hours": 4, "mode": "mixed"}
            (module_id,) = insert_many(session, Module, [module])
            tasks[program] = insert_many(
                session,
                Assignment,
                [
                    {"module_id": module_id, "title": f"Задание {no}", "is_mandatory": self._usually(3)}
                    for no in range(self._lot.randrange(3))
                ],
            )
        return tasks

    def _numbers(self, session: Session) -> None:
        """What a programme asks for in its own way."""
        asked = [(program, key) for program in STREAMS for key in RequirementNumber if not self._usually(3)]
        insert_many(
            session,
            ProgramRequirement,
            [{"program_id": program, "key": key, "needed": self._lot.randrange(3)} for program, key in asked],
        )

    def _events(self, session: Session, leader: int) -> list[int]:
        lot = self._lot
        events = insert_many(
            session,
            Event,
            [
                {
                    "uid": self._db.new_uid(),
                    "held_on": FIRST + timedelta(days=lot.randrange(-3, 60)),
                    "duration_min": 90,
                    "title": f"Встреча {no}",
                    "format_id": format_id,
                    "mode": lot.choice(("in_person", "mixed", "remote")),
                    "leader_id": leader,
                }
                for no, format_id in enumerate((1, 2, 2, 3, 4, 4, 19, 22))
            ],
        )
        of_streams = [(event, stream) for event in events for stream in STREAMS if lot.randrange(2)]
        insert_many(session, EventStream, [{"event_id": event, "stream_id": stream} for event, stream in of_streams])
        return events

    def _learning(self, session: Session, person: int, stream: int, tasks: Sequence[int]) -> None:
        lot = self._lot
        status = lot.choice(list(EnrollmentStatus)) if lot.randrange(4) == 0 else EnrollmentStatus.COMPLETED
        place = {
            "stream_id": stream,
            "person_id": person,
            "status": status.value,
            "enrolled_on": lot.choice((None, FIRST, FIRST + timedelta(days=9))),
            "left_on": None if self._usually(4) else FIRST + timedelta(days=30),
        }
        (place_id,) = insert_many(session, Enrollment, [place])
        handed = [task for task in tasks if self._usually()]
        states = ["accepted" if self._usually() else "returned" for _ in handed]
        insert_many(
            session,
            Submission,
            [
                {"assignment_id": task, "enrollment_id": place_id, "state": state}
                for task, state in zip(handed, states, strict=True)
            ],
        )
        work = {"stream_id": stream, "kind": "individual", "title": "Картотека"}
        state = "accepted" if self._usually() else "missing"
        (work_id,) = insert_many(session, CreativeWork, [{**work, "state": state}])
        if self._usually():
            insert_many(session, CreativeWorkMember, [{"work_id": work_id, "enrollment_id": place_id}])
        report = {"enrollment_id": place_id, "kind": "mini", "submitted_on": FIRST}
        if self._usually():
            insert_many(
                session, InternshipReport, [{**report, "accepted_on": date(2026, 3, 1) if self._usually() else None}]
            )
        decided = [key for key in RequirementKey if not self._usually(6)]
        insert_many(
            session,
            RequirementOverride,
            [
                {"enrollment_id": place_id, "key": key, "reason": "Решение совета", "decided_on": FIRST}
                for key in decided
            ],
        )
        if not self._usually(5):
            paper = _paper(place_id, lot.choice(list(CertificateState)), number=place_id)
            insert_many(session, Certificate, [{"uid": self._db.new_uid(), **paper}])

    def _marks(self, session: Session, person: int, events: Sequence[int]) -> None:
        lot = self._lot
        marked = [event for event in events if self._usually()]
        insert_many(
            session,
            Attendance,
            [
                {
                    "event_id": event,
                    "person_id": person,
                    "state": lot.choice(("present", "remote")) if self._usually() else "absent",
                }
                for event in marked
            ],
        )


def _paper(place: int, state: CertificateState, *, number: int = 1) -> dict[str, object]:
    day = date(2026, 3, 1)
    return {
        "year": 2026,
        "reg_no": number,
        "enrollment_id": place,
        "issue_date": day,
        "hours": 12,
        "state": state.value,
    }


def is_ready(db: Database, person: int) -> bool:
    """Whether her cards, place by place, say that all five are met and nothing speaks against a certificate."""
    page = person_page(db, person)
    assert page is not None
    for place in page.places:
        opened = person_page(db, person, place_id=place.id)
        assert opened is not None
        assert opened.shown is not None
        has_paper = any(
            each.stream == place.title and each.state is not CertificateState.ANNULLED for each in page.certificates
        )
        met = all(each.is_met for each in opened.shown.requirements)
        if met and place.status not in WITHOUT_CERTIFICATE and not has_paper:
            return True
    return False


@pytest.mark.soak
@settings(max_examples=200 if SOAK else 15, deadline=None)
@given(lot=st.randoms(), day=st.sampled_from((date(2026, 3, 2), date(2026, 6, 1))))
def test_everybody_at_once_and_each_card_agree(lot: Random, day: date) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        people = two_streams(db)
        Invented(db, lot, people)
        go_to(db, day)
        expected = {person for person in people if is_ready(db, person)}
        found = certificate_ready(db)
        db.close()
    assert found == expected


@pytest.fixture
def person(db: Database) -> int:
    """Somebody who has done everything that is asked for in the first stream."""
    return ready_people(db, 1)[0]


def test_whoever_has_met_all_five_is_ready(db: Database, person: int) -> None:
    assert certificate_ready(db) == {person}


@pytest.mark.parametrize(
    ("change", "is_ready"),
    [
        ("UPDATE attendance SET state = 'absent' WHERE event_id = 1", False),
        ("UPDATE attendance SET state = 'excused' WHERE event_id = 4", False),
        ("UPDATE creative_work SET state = 'returned'", False),
        ("UPDATE internship_report SET accepted_on = NULL", False),
        ("UPDATE enrollment SET status = 'expelled'", False),
        ("UPDATE enrollment SET status = 'completed'", True),
        ("UPDATE enrollment SET enrolled_on = '2026-02-02'", False),
        ("UPDATE enrollment SET left_on = '2026-01-31'", False),
        ("UPDATE enrollment SET enrolled_on = '2026-02-01', left_on = '2026-02-01'", True),
        ("UPDATE person SET pd_state = 'blocked'", False),
    ],
)
def test_one_thing_decides(db: Database, person: int, change: str, is_ready: bool) -> None:
    run(db, change)
    assert certificate_ready(db) == ({person} if is_ready else frozenset())


def test_a_decision_makes_up_for_what_is_missing(db: Database, person: int) -> None:
    run(db, "UPDATE internship_report SET accepted_on = NULL")
    draft = RequirementDecisionDraft(
        enrollment_ids=(1,), key=RequirementKey.REPORT, reason="Протокол № 3", decided_on=FIRST
    )
    (decision_id,) = decide_requirement(db, draft, actor=HEAD)
    assert certificate_ready(db) == {person}
    withdraw_decisions(db, [decision_id], actor=HEAD)
    assert certificate_ready(db) == frozenset()


def test_a_programme_that_asks_for_more_is_listened_to(db: Database, person: int) -> None:
    run(db, "INSERT INTO program_requirement (program_id, key, needed) VALUES (1, 'seminars', 2)")
    assert certificate_ready(db) == frozenset()
    run(db, "UPDATE program_requirement SET needed = 0")
    run(db, "UPDATE attendance SET state = 'absent' WHERE event_id = 2")
    assert certificate_ready(db) == {person}


@pytest.mark.parametrize("state", CertificateState)
def test_a_certificate_is_given_once_unless_it_was_annulled(db: Database, person: int, state: CertificateState) -> None:
    with db.writing(action="Сертификат", actor=HEAD) as session:
        insert_many(session, Certificate, [{"uid": "c", **_paper(1, state)}])
    assert certificate_ready(db) == ({person} if state is CertificateState.ANNULLED else frozenset())


def test_a_name_that_must_not_stand_on_a_paper_is_not_offered(db: Database, person: int) -> None:
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=FIRST)
    withdraw_consent(db, give_consent(db, person, signed, actor=HEAD), FIRST, actor=HEAD)
    assert certificate_ready(db) == frozenset()


def test_the_filter_lists_counts_and_groups_those_who_are_ready(db: Database) -> None:
    ready = ready_people(db, 2)
    assert [line.id for line in people_page(db, READY)] == ready
    assert people_total(db, READY) == 2
    assert people_counts(db).ready == set(ready)
    assert list(people_groups(db, READY, PeopleGrouping.ORGANIZATION).values()) == [2]


def test_who_is_known_to_be_ready_is_not_looked_for_again(db: Database) -> None:
    first, second = ready_people(db, 2)
    assert [line.id for line in people_page(db, READY, ready={first})] == [first]
    assert people_total(db, READY, ready={first, second}) == 2


def test_one_row_of_what_needs_attention_tells_of_them(db: Database) -> None:
    assert certificates_due(db) == ()
    ready_people(db, 5)
    (row,) = certificates_due(db)
    assert row.people == 5
    assert row.who == "Абрикосова М., Берёза М., Вишня М."
