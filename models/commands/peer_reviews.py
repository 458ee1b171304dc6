"""The взаимоэкспертиза of final works: who reviews whose, and what they say (domain.md §3.4)."""

import json
from typing import NamedTuple

from sqlmodel import Session

from models.bulk import insert_many
from models.commands.open_card import refuse_nameless_at
from models.commands.store import found, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import rows
from models.queries.peer_reviews import read_reviewed
from models.rows.codes import PeerCriterion, SubmissionState
from models.rows.works import PeerReviewDraft
from models.rules.peer_distribution import USUAL_REVIEWS, distribute_reviews, short_of_reviewers
from models.rules.words import counted
from models.schema.works import FinalWork, PeerReview

_GONE = "Этого отзыва уже нет."


class Distributed(NamedTuple):
    """What distributing reviews came to."""

    works: int
    new: int
    """Reviews that are asked for now."""
    taken_back: int
    """Reviews not written that had been asked of people who are no longer in the stream."""


class _Unwritten(NamedTuple):
    id: int


def give_out_reviews(db: Database, stream_id: int, *, actor: Actor, per_work: int = USUAL_REVIEWS) -> Distributed:
    """Ask trainees of a stream for reviews of the final works handed in there, as evenly as can be.

    Reviews that stand stay, but those not written by people who left. Refuses a stream without works, and one with
    too few people for so many reviews.
    """
    with db.writing(action="Отзывы распределены", actor=actor) as session:
        taken_back = _take_back(session, stream_id)
        works, reviewers, standing = read_reviewed(session, stream_id)
        if not works:
            raise UserError(
                "Распределять пока нечего: в потоке никто не сдал итоговую работу.",
                "Когда работы сдадут, отметьте это во вкладке «Работы».",
            )
        short = short_of_reviewers(works, reviewers, standing, per_work=per_work)
        if short:
            raise UserError(*_too_few(len(reviewers), min(each.possible for each in short), per_work))
        new = distribute_reviews(works, reviewers, standing, per_work=per_work)
        lines = [{"final_work_id": each.work_id, "reviewer_id": each.reviewer_id} for each in new]
        insert_many(session, PeerReview, lines)
        return Distributed(len(works), len(new), taken_back)


def write_review(db: Database, review_id: int, draft: PeerReviewDraft, *, actor: Actor) -> None:
    """Write down what a reviewer says; it is handed in once every criterion has its mark."""
    with db.writing(action="Отзыв записан", actor=actor) as session:
        review = found(session, PeerReview, review_id, _GONE)
        work = found(session, FinalWork, review.final_work_id, _GONE)
        refuse_nameless_at(session, (work.enrollment_id,))
        review.sqlmodel_update(values(draft, without=("scores",)))
        marks = {each.value: draft.scores[each] for each in PeerCriterion if each in draft.scores}
        review.scores = json.dumps(marks) if marks else None
        is_written = len(marks) == len(PeerCriterion)
        review.state = SubmissionState.SUBMITTED if is_written else SubmissionState.MISSING
        review.submitted_on = (draft.submitted_on or db.today()) if is_written else None


def remove_review(db: Database, review_id: int, *, actor: Actor) -> None:
    """Take a review away, written or only asked for."""
    with db.writing(action="Отзыв убран", actor=actor) as session:
        session.delete(found(session, PeerReview, review_id, _GONE))


def _take_back(session: Session, stream_id: int) -> int:
    """Delete what was asked of people who left and is not begun; gives how many."""
    asked = rows(
        session,
        _Unwritten,
        """
        SELECT r.id FROM peer_review AS r JOIN enrollment AS e ON e.id = r.reviewer_id
        JOIN person AS p ON p.id = e.person_id
        WHERE e.stream_id = :stream AND r.scores IS NULL AND r.state = 'missing'
          AND (e.status IN ('applied', 'expelled') OR p.pd_state IN ('depersonalised', 'destroyed')) ORDER BY r.id
        """,
        stream=stream_id,
    )
    for each in asked:
        session.delete(found(session, PeerReview, each.id, _GONE))
    session.flush()
    return len(asked)


def _too_few(people: int, possible: int, per_work: int) -> tuple[str, str]:
    can = counted(possible, "отзыв", "отзыва", "отзывов")
    there = counted(people, "стажёр", "стажёра", "стажёров")
    asked = counted(per_work, "отзыва", "отзывов", "отзывов")
    return (
        f"Распределить не получится: в потоке {there}, на работу выходит не больше {can}, а нужно {per_work}.",
        f"Никто не рецензирует свою работу. Зачислите ещё людей или задайте меньше {asked} на работу.",
    )
