"""People who have done all that a certificate asks for, and others who have only begun. Today is 2 March 2026."""

from datetime import date

from models.bulk import insert_many
from models.database import Database
from models.schema.events import Attendance, Event, EventStream
from models.schema.programs import Enrollment
from models.schema.works import CreativeWork, CreativeWorkMember, InternshipReport
from tests.models.commands import arrange
from tests.models.make import HEAD

FIRST = date(2026, 1, 12)
"""Of both streams."""
PEOPLE = ("Абрикосова", "Берёза", "Вишня", "Груша", "Дуб")


def two_streams(db: Database) -> list[int]:
    """The people of the site, in two streams that nobody is in yet."""
    garden = arrange.organization(db, "Д/с № 1")
    people = [arrange.person(db, name, at=garden) for name in PEOPLE]
    for title in ("Поток 1", "Поток 2"):
        arrange.stream(db, people[0], title=title, starts_on=FIRST)
    return people


def ready_people(db: Database, count: int) -> list[int]:
    """So many people who are ready in the first stream, and others who have only begun."""
    people = two_streams(db)
    ready = people[:count]
    with db.writing(action="Всё сделано", actor=HEAD) as session:
        events = insert_many(
            session,
            Event,
            [
                {
                    "uid": db.new_uid(),
                    "held_on": date(2026, 2, 1),
                    "duration_min": 90,
                    "title": f"Встреча {format_id}",
                    "format_id": format_id,
                    "mode": "remote" if format_id == 1 else "in_person",
                    "leader_id": people[0],
                }
                for format_id in (1, 2, 3, 4)
            ],
        )
        insert_many(session, EventStream, [{"event_id": event, "stream_id": 1} for event in events])
        insert_many(
            session,
            Attendance,
            [{"event_id": event, "person_id": each, "state": "present"} for event in events for each in people],
        )
        places = insert_many(
            session,
            Enrollment,
            [{"stream_id": 1, "person_id": each, "status": "studying", "enrolled_on": FIRST} for each in people],
        )
        done = places[:count]
        (work,) = insert_many(
            session, CreativeWork, [{"stream_id": 1, "kind": "group_project", "title": "Игра", "state": "accepted"}]
        )
        insert_many(session, CreativeWorkMember, [{"work_id": work, "enrollment_id": each} for each in done])
        insert_many(
            session,
            InternshipReport,
            [{"enrollment_id": each, "kind": "mini", "accepted_on": date(2026, 3, 1)} for each in done],
        )
    return ready
