"""In whose stream a record of a trainee is kept, for who wants to open it."""

from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.rows.report_records import RecordKind


class InStreamOf(NamedTuple):
    """The stream, and the trainee where the record is hers (an answer of a survey is nobody's)."""

    stream_id: int
    person_id: int | None


_SQL = {
    RecordKind.PLACE: "SELECT stream_id, person_id FROM enrollment WHERE id = :id",
    RecordKind.ROUTE: "SELECT n.stream_id, n.person_id FROM route AS r "
    "JOIN enrollment AS n ON n.id = r.enrollment_id WHERE r.id = :id",
    RecordKind.SCORE: "SELECT n.stream_id, n.person_id FROM diagnostic_card AS d "
    "JOIN enrollment AS n ON n.id = d.enrollment_id WHERE d.id = :id",
    RecordKind.RESPONSE: "SELECT s.stream_id, NULL FROM feedback_response AS r "
    "JOIN feedback_survey AS s ON s.id = r.survey_id WHERE r.id = :id",
}
KEPT_IN_STREAMS = frozenset(_SQL)
"""Kinds of records that are kept in a stream."""


def stream_of_record(db: Database, kind: RecordKind, record_id: int) -> InStreamOf | None:
    """The stream of a record of `KEPT_IN_STREAMS`; None where the record is gone."""
    with db.reading() as session:
        found = rows(session, InStreamOf, _SQL[kind], id=record_id)
    return found[0] if found else None
