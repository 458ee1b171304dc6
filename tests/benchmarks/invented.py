"""Sites with years of invented work, the same each time: what the races run on."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from models.bulk import insert_many
from models.commands.site import add_organization, save_site
from models.database import Actor, Database, open_database
from models.identity import FixedClock, seeded_uids
from models.rows.codes import Mode, Presence
from models.rows.roster import PersonFields
from models.rows.site import OrganizationDraft, SiteDraft
from models.rules.names import person_key
from models.schema.base import Table
from models.schema.events import Attendance, Event, EventStream
from models.schema.people import Organization, Person
from models.schema.plans import Plan, PlanItem, Product
from models.schema.programs import DiagnosticCard, DiagnosticItem, Enrollment, Program, Stream
from models.schema.works import FeedbackResponse, FeedbackSurvey
from tests.benchmarks.people import KINDERGARTENS, Trainee, garden_name, trainees

ACTOR = Actor()
FIRST_YEAR = 2017
YEARS = 10
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def as_fields(one: Trainee) -> PersonFields:
    """A line of the list as the importer hands it on."""
    return PersonFields(
        last_name=one.last_name,
        first_name=one.first_name,
        patronymic=one.patronymic,
        birth_date=one.birth_date,
        snils=one.snils,
        position=one.position,
        organization=one.organization,
        municipality=one.municipality,
        phone="+7" + "".join(filter(str.isdigit, one.phone))[1:],
        email=one.email,
        category=one.category,
        education=one.education,
        experience_years=one.experience_years,
    )


def new_site(folder: Path) -> Path:
    """A file with a filled passport and nothing else; closed."""
    path = folder / "site.db"
    db = reopened(path)
    garden = add_organization(db, OrganizationDraft(short_name="МБДОУ «Ромашка»", municipality_id=1), actor=ACTOR)
    save_site(
        db,
        SiteDraft(
            full_name="Детский сад «Ромашка»",
            short_name="МБДОУ «Ромашка»",
            municipality_id=1,
            organization_id=garden,
            theme="Речь детей",
        ),
        actor=ACTOR,
    )
    db.close()
    return path


def reopened(path: Path) -> Database:
    """The site's database with a clock that stands and identities that repeat."""
    return open_database(path, clock=FixedClock(NOW), uids=seeded_uids(path.stat().st_size if path.exists() else 1))


def copied(source: Path, target: Path) -> Path:
    """A copy of a closed file in place of whatever lay there."""
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    shutil.copyfile(source, target)
    return target


def people_rows(db: Database, count: int, gardens: Sequence[int]) -> list[dict[str, object]]:
    """Rows of `person` for `insert_many`."""
    return [
        {
            "uid": db.new_uid(),
            "last_name": one.last_name,
            "first_name": one.first_name,
            "patronymic": one.patronymic,
            "name_key": person_key(one.last_name, one.first_name, one.patronymic),
            "position_id": one.no % 20 + 1,
            "organization_id": gardens[one.no % len(gardens)],
            "experience_years": one.experience_years,
            "phone": one.phone,
            "email": one.email,
        }
        for one in trainees(count)
    ]


def garden_rows(db: Database) -> list[dict[str, object]]:
    """Rows of `organization` for `insert_many`; every eighth kindergarten is remote."""
    return [
        {
            "uid": db.new_uid(),
            "short_name": garden_name(number),
            "name_key": f"bench {number}",
            "municipality_id": number % 33 + 1,
            "municipality_key": number % 33 + 1,
            "is_remote": number % 8 == 0,
        }
        for number in range(KINDERGARTENS)
    ]


def event_rows(db: Database, count: int, *, leader_id: int, items: Sequence[int] = ()) -> list[dict[str, object]]:
    """Rows of `event` for `insert_many`, spread evenly over the years; three of four belong to a plan item."""
    days = 365 * YEARS
    return [
        {
            "uid": db.new_uid(),
            "held_on": date(FIRST_YEAR, 1, 1) + timedelta(days=no * days // count),
            "duration_min": (45, 90, 135)[no % 3],
            "title": f"Занятие {no + 1}: развитие речи детей четвёртого года жизни",
            "format_id": no % 24 + 1,
            "mode": Mode.IN_PERSON.value,
            "leader_id": leader_id,
            "plan_item_id": items[no * len(items) // count] if items and no % 4 else None,
            "total_external": no % 3,
        }
        for no in range(count)
    ]


def mark_rows(events: Sequence[int], people: Sequence[int], *, per_event: int) -> list[dict[str, object]]:
    """Rows of `attendance` for `insert_many`: nine of ten came."""
    return [
        {
            "event_id": event,
            "person_id": people[(place * 37 + no) % len(people)],
            "state": (Presence.ABSENT if (place + no) % 10 == 0 else Presence.PRESENT).value,
        }
        for place, event in enumerate(events)
        for no in range(per_event)
    ]


class Years(NamedTuple):
    """How much a database of ten years holds."""

    people: int
    events: int
    marks_per_event: int
    plan_items: int = 0
    """0: one for every five events."""


def fill_years(db: Database, size: Years) -> None:
    """Ten years of work through `insert_many`: people, plans, events, marks, products, streams, diagnostics."""
    with db.writing(action="Десять лет работы", actor=ACTOR) as session:

        def put(table: type[Table], rows: list[dict[str, object]]) -> list[int]:
            return insert_many(session, table, rows)

        gardens = put(Organization, garden_rows(db))
        people = put(Person, people_rows(db, size.people, gardens))
        items: list[int] = []
        per_year = (size.plan_items or size.events // 5) // YEARS
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            (plan,) = put(Plan, [_plan(db, year)])
            items += put(PlanItem, list(_items(db, year, plan, count=per_year, responsible_id=people[0])))
        events = put(Event, event_rows(db, size.events, leader_id=people[0], items=items))
        put(Attendance, mark_rows(events, people, per_event=size.marks_per_event))
        put(Product, [_product(db, no, count=size.events // 5) for no in range(size.events // 5)])
        (program,) = put(Program, [{"uid": db.new_uid(), "title": "Речь детей", "kind": "outside_dpp", "hours": 36}])
        streams = put(Stream, [_stream(db, no, program, tutor_id=people[0]) for no in range(4 * YEARS)])
        put(EventStream, [{"event_id": id_, "stream_id": streams[id_ % len(streams)]} for id_ in events])
        per_stream = min(50, size.people // 10)
        for place, stream in enumerate(streams):
            day = _stream_start(place)
            members = [people[(place * per_stream + no) % len(people)] for no in range(per_stream)]
            _fill_stream(put, stream, members, day)


def _plan(db: Database, year: int) -> dict[str, object]:
    return {
        "uid": db.new_uid(),
        "title": f"План {year}",
        "kind": "year",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
    }


def _items(db: Database, year: int, plan: int, *, count: int, responsible_id: int) -> Iterator[dict[str, object]]:
    for no in range(count):
        start = date(year, 1, 1) + timedelta(days=no * 350 // count)
        yield {
            "uid": db.new_uid(),
            "plan_id": plan,
            "section_id": no % 7 + 1,
            "title": f"Семинар {no + 1}",
            "format_id": no % 24 + 1,
            "due_from": start,
            "due_to": start + timedelta(days=10),
            "planned_count": 20,
            "responsible_id": responsible_id,
            "status": "done" if no % 5 else "planned",
        }


def _product(db: Database, no: int, *, count: int) -> dict[str, object]:
    return {
        "uid": db.new_uid(),
        "title": f"Сборник {no + 1}",
        "kind_id": no % 17 + 1,
        "made_on": date(FIRST_YEAR, 1, 1) + timedelta(days=no * 365 * YEARS // count),
        "level": "региональный" if no % 4 == 0 else None,
    }


def _stream_start(no: int) -> date:
    return date(FIRST_YEAR, 1, 10) + timedelta(days=no * 91)


def _stream(db: Database, no: int, program: int, *, tutor_id: int) -> dict[str, object]:
    return {
        "uid": db.new_uid(),
        "program_id": program,
        "title": f"Поток {no + 1}",
        "starts_on": _stream_start(no),
        "ends_on": _stream_start(no) + timedelta(days=80),
        "tutor_id": tutor_id,
    }


class _Put(Protocol):
    def __call__(self, table: type[Table], rows: list[dict[str, object]], /) -> list[int]: ...


def _fill_stream(put: _Put, stream: int, members: Sequence[int], day: date) -> None:
    places = put(
        Enrollment,
        [
            {"stream_id": stream, "person_id": person, "status": "completed", "enrolled_on": day}
            for person in dict.fromkeys(members)
        ],
    )
    for stage, score in (("entry", 1), ("exit", 3)):
        cards = put(DiagnosticCard, [{"enrollment_id": place, "stage": stage, "filled_on": day} for place in places])
        put(
            DiagnosticItem,
            [
                {
                    "card_id": card,
                    "competence_id": competence,
                    "self_score": score,
                    "tutor_score": score,
                    "is_deficit": stage == "entry" and (card + competence) % 3 == 0,
                }
                for card in cards
                for competence in range(1, 16)
            ],
        )
    (survey,) = put(FeedbackSurvey, [{"stream_id": stream, "opened_on": day}])
    put(
        FeedbackResponse,
        [
            {
                "survey_id": survey,
                "token": f"t{place}",
                "answered_on": day + timedelta(days=80),
                "relevance": 4 + place % 2,
                "tutor": 5,
                "nps": place % 11,
            }
            for place in places
        ],
    )
