"""Who of a stream can be given a certificate now, and what the others lack."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.internship_records import read_records
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import FULL_NAME
from models.queries.students import STUDENTS
from models.rows.certificates import IssueLine
from models.rows.codes import EnrollmentStatus
from models.rules.certificate_requirements import requirements


class _Place(NamedTuple):
    enrollment_id: int
    person_id: int
    name: str
    organization: str
    status: EnrollmentStatus
    certificate: str
    may_be_named: bool


def issue_lines(db: Database, stream_id: int) -> list[IssueLine]:
    """The trainees of a stream by name, without those who only applied or were expelled."""
    with db.reading() as session:
        return read_issue_lines(session, today=db.today(), stream_id=stream_id)


def read_issue_lines(
    session: Source, *, today: date, stream_id: int | None = None, enrollment_ids: Collection[int] = ()
) -> list[IssueLine]:
    """The same inside an open transaction, of a stream or of chosen places."""
    places = rows(
        session,
        _Place,
        f"""
        SELECT e.id, e.person_id, {FULL_NAME.format("p")},
               g.short_name, e.status,
               coalesce((SELECT c.reg_no || '/' || c.year FROM certificate AS c
                         WHERE c.enrollment_id = e.id AND c.state <> 'annulled' ORDER BY c.id DESC LIMIT 1), ''),
               {MAY_BE_NAMED.format("p")}
        FROM enrollment AS e JOIN person AS p ON p.id = e.person_id JOIN organization AS g ON g.id = p.organization_id
        WHERE (e.stream_id = :stream OR e.id IN (SELECT value FROM json_each(:places)))
          AND {STUDENTS}
        ORDER BY p.name_key, p.id
        """,
        stream=stream_id,
        places=str(sorted(enrollment_ids)),
    )
    ids = [place.enrollment_id for place in places]
    records = read_records(session, ids, planned_from=today)
    return [
        IssueLine(
            **place._asdict(),
            requirements=requirements(records[place.enrollment_id], today=today),
        )
        for place in places
    ]
