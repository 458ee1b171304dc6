"""«Потоки»: the list, what a stream's panel offers, and the streams of one person."""

from collections.abc import Collection
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.programs import NEWEST
from models.queries.short_name import SHORT_NAME
from models.queries.students import STUDENTS
from models.rows.choice import Choice
from models.rows.people import FilterChoice
from models.rows.streams import PersonPlace, StreamChoices, StreamLine


class _Id(NamedTuple):
    id: int | None


_ACTING_TUTOR = """
SELECT a.person_id FROM role_assignment AS a JOIN role AS r ON r.id = a.role_id
WHERE r.code = 'tutor' AND a.ends_on IS NULL ORDER BY a.starts_on, a.id LIMIT 1
"""
_OFFERED = f"""
{NEWEST}, offered AS (
    SELECT g.id, g.title FROM program AS g WHERE g.status <> 'archived' AND NOT EXISTS (
        SELECT 1 FROM later AS l JOIN program AS n ON n.id = l.newest
        WHERE l.id = g.id AND n.id <> g.id AND n.status <> 'archived'
          AND (n.status = 'approved' OR g.status <> 'approved'))
      AND (g.status = 'approved' OR NOT EXISTS (
        SELECT 1 FROM later AS l JOIN program AS b ON b.id = l.id
        WHERE l.newest = g.id AND b.id <> g.id AND b.status = 'approved'))
)
"""
"""The version of each programme that a new stream is offered."""


def stream_lines(db: Database) -> list[StreamLine]:
    """All streams, the newest first."""
    with db.reading() as session:
        return rows(
            session,
            StreamLine,
            f"""
            SELECT s.id, s.title, s.program_id, g.title, s.starts_on, s.ends_on, s.tutor_id, {SHORT_NAME.format("p")},
                   (SELECT count(*) FROM enrollment AS e
                    WHERE e.stream_id = s.id AND {STUDENTS}),
                   s.capacity,
                   (SELECT count(*) FROM enrollment AS e WHERE e.stream_id = s.id AND e.status = 'applied')
            FROM stream AS s JOIN program AS g ON g.id = s.program_id JOIN person AS p ON p.id = s.tutor_id
            ORDER BY s.starts_on DESC, s.id DESC
            """,
        )


def stream_choices(db: Database) -> StreamChoices:
    """Programmes and tutors to choose from, in the order to show."""
    with db.reading() as session:
        return StreamChoices(
            programs=tuple(rows(session, Choice, f"{_OFFERED} SELECT id, title FROM offered ORDER BY title, id")),
            other_programs=tuple(
                rows(
                    session,
                    Choice,
                    f"""
                    {_OFFERED}
                    SELECT g.id, g.title || ', версия ' || g.version FROM program AS g
                    WHERE g.id IN (SELECT s.program_id FROM stream AS s) AND g.id NOT IN (SELECT o.id FROM offered AS o)
                    ORDER BY g.title, g.version DESC, g.id
                    """,
                )
            ),
            tutors=tuple(
                rows(
                    session,
                    Choice,
                    """
                    SELECT p.id, p.last_name || ' ' || p.first_name || coalesce(' ' || p.patronymic, '')
                    FROM person AS p
                    WHERE p.id IN (SELECT a.person_id FROM role_assignment AS a WHERE a.ends_on IS NULL)
                       OR p.id IN (SELECT s.tutor_id FROM stream AS s)
                    ORDER BY p.name_key, p.id
                    """,
                )
            ),
            usual_tutor_id=next(iter(rows(session, _Id, _ACTING_TUTOR)), _Id(None)).id,
        )


def streams_at_work(db: Database, person_ids: Collection[int]) -> list[FilterChoice]:
    """The streams that any of these people go through now, the newest first, with how many of them do."""
    with db.reading() as session:
        return rows(
            session,
            FilterChoice,
            """
            SELECT s.id, s.title, count(*) FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
            WHERE e.person_id IN (SELECT value FROM json_each(:people)) AND e.status IN ('enrolled', 'studying')
            GROUP BY s.id ORDER BY s.starts_on DESC, s.id DESC
            """,
            people=str(sorted(person_ids)),
        )


def person_places(db: Database, person_id: int) -> list[PersonPlace]:
    """The streams a person is or was in, the newest first."""
    with db.reading() as session:
        return read_places(session, person_id)


def read_places(session: Source, person_id: int) -> list[PersonPlace]:
    """The same inside an open snapshot."""
    return rows(
        session,
        PersonPlace,
        """
        SELECT e.id, s.id, s.title, e.status, e.enrolled_on, e.left_on, g.title, s.starts_on, s.ends_on,
               e.applied_on, e.direction, e.individual_path, i.number, i.dated_on, o.kind, o.number, o.dated_on,
               before.title
        FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id JOIN program AS g ON g.id = s.program_id
        LEFT JOIN enrollment_order AS i ON i.id = e.order_in_id
        LEFT JOIN enrollment_order AS o ON o.id = e.order_out_id
        LEFT JOIN enrollment AS former ON former.id = e.came_from_id
        LEFT JOIN stream AS before ON before.id = former.stream_id
        WHERE e.person_id = :person
        ORDER BY coalesce(e.enrolled_on, e.applied_on, s.starts_on) DESC, s.starts_on DESC, e.id DESC
        """,
        person=person_id,
    )
