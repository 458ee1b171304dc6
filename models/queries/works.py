"""Creative works, final works and reports of a stream's trainees."""

from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows, rows_by
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import SHORT_NAME
from models.queries.students import STUDENTS
from models.rows.works import CreativeWorkLine, FinalWorkLine, ReportOfTrainee, TraineeWorks


class _Trainee(NamedTuple):
    enrollment_id: int
    person_id: int
    name: str
    may_leave: bool


class _Member(NamedTuple):
    enrollment_id: int


def stream_works(db: Database, stream_id: int) -> list[TraineeWorks]:
    """The trainees of a stream by name, each with everything she made."""
    with db.reading() as session:
        people = rows(
            session,
            _Trainee,
            f"""
            SELECT e.id, p.id, {SHORT_NAME.format("p")}, {MAY_BE_NAMED.format("p")}
            FROM enrollment AS e JOIN person AS p ON p.id = e.person_id
            WHERE e.stream_id = :stream AND {STUDENTS} ORDER BY p.name_key, p.id
            """,
            stream=stream_id,
        )
        creative = rows_by(
            session,
            CreativeWorkLine,
            f"""
            SELECT n.enrollment_id, {_CREATIVE}
            FROM creative_work AS w JOIN creative_work_member AS n ON n.work_id = w.id
            WHERE w.stream_id = :stream ORDER BY w.accepted_on IS NULL, w.accepted_on, w.id
            """,
            stream=stream_id,
        )
        final = rows_by(
            session,
            FinalWorkLine,
            f"""
            SELECT e.id, {_FINAL} FROM final_work AS w JOIN enrollment AS e ON e.id = w.enrollment_id
            WHERE e.stream_id = :stream
            """,
            stream=stream_id,
        )
        reports = rows_by(
            session,
            ReportOfTrainee,
            f"""
            SELECT e.id, {_REPORT} FROM internship_report AS r JOIN enrollment AS e ON e.id = r.enrollment_id
            WHERE e.stream_id = :stream
            """,
            stream=stream_id,
        )
    return [
        TraineeWorks(
            *each,
            tuple(creative.get(each.enrollment_id, ())),
            next(iter(final.get(each.enrollment_id, ())), None),
            next(iter(reports.get(each.enrollment_id, ())), None),
        )
        for each in people
    ]


def creative_work(db: Database, work_id: int) -> CreativeWorkLine | None:
    """One creative work, None once it is removed."""
    with db.reading() as session:
        found = rows(
            session, CreativeWorkLine, f"SELECT {_CREATIVE} FROM creative_work AS w WHERE w.id = :id", id=work_id
        )
    return found[0] if found else None


def final_work(db: Database, work_id: int) -> FinalWorkLine | None:
    """One final work, None once it is removed."""
    with db.reading() as session:
        found = rows(session, FinalWorkLine, f"SELECT {_FINAL} FROM final_work AS w WHERE w.id = :id", id=work_id)
    return found[0] if found else None


def trainee_report(db: Database, report_id: int) -> ReportOfTrainee | None:
    """One report of a trainee, None once it is removed."""
    sql = f"SELECT {_REPORT} FROM internship_report AS r WHERE r.id = :id"
    with db.reading() as session:
        found = rows(session, ReportOfTrainee, sql, id=report_id)
    return found[0] if found else None


def creative_work_members(db: Database, work_id: int) -> list[int]:
    """The places in the stream of those who made a creative work."""
    sql = "SELECT enrollment_id FROM creative_work_member WHERE work_id = :id ORDER BY enrollment_id"
    with db.reading() as session:
        return [row.enrollment_id for row in rows(session, _Member, sql, id=work_id)]


_CREATIVE = f"""w.id, w.kind, w.title, w.state, w.accepted_on, w.description, w.comment,
    coalesce((SELECT group_concat(told.name, ', ') FROM (
        SELECT {SHORT_NAME.format("p")} AS name FROM creative_work_member AS m
        JOIN enrollment AS e ON e.id = m.enrollment_id JOIN person AS p ON p.id = e.person_id
        WHERE m.work_id = w.id ORDER BY p.name_key, p.id) AS told), ''),
    (SELECT count(*) FROM attachment_use AS u WHERE u.creative_work_id = w.id)"""

_FINAL = """w.id, w.enrollment_id, w.title, w.state, w.submitted_on, w.approbation_on, w.self_analysis,
    w.admin_review, w.accepted_on, w.defended_on, w.comment,
    (SELECT count(*) FROM peer_review AS r WHERE r.final_work_id = w.id),
    (SELECT count(*) FROM peer_review AS r WHERE r.final_work_id = w.id AND r.state <> 'missing'),
    (SELECT count(*) FROM attachment_use AS u WHERE u.final_work_id = w.id)"""

_REPORT = """r.id, r.enrollment_id, r.kind, r.submitted_on, r.accepted_on, r.comment,
    (SELECT count(*) FROM attachment_use AS u WHERE u.internship_report_id = r.id)"""
