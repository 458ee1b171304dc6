"""Assignments of a programme, and a stream's board of what was handed in."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import SHORT_NAME
from models.queries.students import STUDENTS
from models.rows.assignments import (
    AssignmentLine,
    BoardCell,
    BoardPerson,
    StoredSubmission,
    StreamAssignment,
    SubmissionBoard,
    SubmissionKey,
)
from models.rows.codes import SubmissionState


class Titled(NamedTuple):
    """Something to choose from."""

    id: int
    title: str


def program_assignments(db: Database, program_id: int) -> list[AssignmentLine]:
    """The assignments of a programme in the order of its modules."""
    with db.reading() as session:
        return rows(
            session,
            AssignmentLine,
            """
            SELECT a.id, m.id, m.no, m.title, a.no, a.title, a.is_mandatory, a.due_on, f.id, f.title, a.description,
                   (SELECT count(*) FROM submission AS s WHERE s.assignment_id = a.id)
            FROM assignment AS a JOIN module AS m ON m.id = a.module_id
            LEFT JOIN assessment_form AS f ON f.id = a.assessment_form_id
            WHERE m.program_id = :program ORDER BY m.no, a.no, a.id
            """,
            program=program_id,
        )


def program_modules(db: Database, program_id: int) -> list[Titled]:
    """The modules of a programme in their order: «1. Погружение»."""
    sql = "SELECT id, no || '. ' || title FROM module WHERE program_id = :program ORDER BY no"
    with db.reading() as session:
        return rows(session, Titled, sql, program=program_id)


def assessment_forms(db: Database) -> list[Titled]:
    """The forms of assessment (domain.md §2)."""
    with db.reading() as session:
        return rows(session, Titled, "SELECT id, title FROM assessment_form ORDER BY sort_order, id")


def stream_assignments(session: Source, stream_id: int) -> list[StreamAssignment]:
    """The assignments that a stream's trainees are given, inside an open snapshot."""
    return rows(
        session,
        StreamAssignment,
        """
        SELECT a.id, m.no, m.title, a.title, a.is_mandatory, coalesce(t.due_on, a.due_on), t.due_on, f.title,
               a.description
        FROM stream AS s JOIN module AS m ON m.program_id = s.program_id JOIN assignment AS a ON a.module_id = m.id
        LEFT JOIN assignment_term AS t ON t.assignment_id = a.id AND t.stream_id = s.id
        LEFT JOIN assessment_form AS f ON f.id = a.assessment_form_id
        WHERE s.id = :stream ORDER BY m.no, a.no, a.id
        """,
        stream=stream_id,
    )


def submission_board(db: Database, stream_id: int) -> SubmissionBoard:
    """Everybody who goes or went through a stream × its assignments."""
    with db.reading() as session:
        people = rows(session, BoardPerson, _PEOPLE, stream=stream_id)
        cells = rows(session, _Cell, _CELLS, stream=stream_id)
        return SubmissionBoard(
            people=tuple(people),
            assignments=tuple(stream_assignments(session, stream_id)),
            cells={cell.key: cell.cell for cell in cells},
        )


def stored_submission(db: Database, submission_id: int) -> StoredSubmission | None:
    """One answer, None once it is removed."""
    with db.reading() as session:
        found = rows(session, _Cell, f"SELECT {_CELL} FROM submission AS s WHERE s.id = :id", id=submission_id)
    return StoredSubmission(found[0].key, found[0].cell) if found else None


class _Cell(NamedTuple):
    assignment_id: int
    enrollment_id: int
    id: int
    state: SubmissionState
    submitted_on: date | None
    self_check: str | None
    tutor_score: int | None
    comment: str | None
    files: int

    @property
    def key(self) -> SubmissionKey:
        """Whose answer to what."""
        return SubmissionKey(self.assignment_id, self.enrollment_id)

    @property
    def cell(self) -> BoardCell:
        """The answer."""
        return BoardCell(*self[2:])


_CELL = """s.assignment_id, s.enrollment_id, s.id, s.state, s.submitted_on, s.self_check, s.tutor_score, s.comment,
    (SELECT count(*) FROM attachment_use AS u WHERE u.submission_id = s.id)"""


_PEOPLE = f"""
SELECT e.id, p.id, {SHORT_NAME.format("p")}, {MAY_BE_NAMED.format("p")}
FROM enrollment AS e JOIN person AS p ON p.id = e.person_id
WHERE e.stream_id = :stream AND {STUDENTS} ORDER BY p.name_key, p.id
"""

_CELLS = f"""
SELECT {_CELL} FROM enrollment AS e JOIN submission AS s ON s.enrollment_id = e.id
WHERE e.stream_id = :stream AND {STUDENTS}
"""
