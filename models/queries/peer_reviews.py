"""Reviews of a stream's final works: whom they are asked of, what they say, what they come to."""

from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import SHORT_NAME
from models.queries.students import STUDENTS
from models.rows.works import PeerReviewLine
from models.rules.peer_distribution import Review, ReviewedWork


class _Reviewer(NamedTuple):
    id: int


def stream_reviews(db: Database, stream_id: int) -> list[PeerReviewLine]:
    """The reviews of a stream by the author of the work and then by the reviewer."""
    with db.reading() as session:
        return read_reviews(session, "SELECT id FROM enrollment WHERE stream_id = :of", of=stream_id)


def read_reviews(session: Source, authors: str, *, of: int) -> list[PeerReviewLine]:
    """Reviews of works by these authors: SQL that gives the ids of enrolments from `:of`; in an open snapshot."""
    return rows(
        session,
        PeerReviewLine,
        f"""
        SELECT r.id, w.id, w.title, w.enrollment_id, a.id, {SHORT_NAME.format("a")}, r.reviewer_id,
               {SHORT_NAME.format("p")},
               {MAY_BE_NAMED.format("a")} AND {MAY_BE_NAMED.format("p")},
               r.scores, r.recommendations, r.state, r.submitted_on
        FROM final_work AS w JOIN peer_review AS r ON r.final_work_id = w.id
        JOIN enrollment AS ae ON ae.id = w.enrollment_id JOIN person AS a ON a.id = ae.person_id
        JOIN enrollment AS pe ON pe.id = r.reviewer_id JOIN person AS p ON p.id = pe.person_id
        WHERE w.enrollment_id IN ({authors}) ORDER BY a.name_key, w.id, p.name_key, r.id
        """,
        of=of,
    )


def read_reviewed(session: Source, stream_id: int) -> tuple[list[ReviewedWork], list[int], list[Review]]:
    """The works handed in by a stream, the places of those who can review, and the reviews that stand."""
    works = rows(
        session,
        ReviewedWork,
        f"""
        SELECT w.id, e.id FROM final_work AS w JOIN enrollment AS e ON e.id = w.enrollment_id
        WHERE e.stream_id = :stream AND {STUDENTS} AND w.state <> 'missing' ORDER BY e.id
        """,
        stream=stream_id,
    )
    reviewers = rows(
        session,
        _Reviewer,
        f"""
        SELECT e.id FROM enrollment AS e JOIN person AS p ON p.id = e.person_id
        WHERE e.stream_id = :stream AND {STUDENTS} AND p.pd_state NOT IN ('depersonalised', 'destroyed') ORDER BY e.id
        """,
        stream=stream_id,
    )
    standing = rows(
        session,
        Review,
        """
        SELECT r.final_work_id, r.reviewer_id FROM peer_review AS r JOIN final_work AS w ON w.id = r.final_work_id
        JOIN enrollment AS e ON e.id = w.enrollment_id WHERE e.stream_id = :stream ORDER BY r.id
        """,
        stream=stream_id,
    )
    return works, [each.id for each in reviewers], standing
