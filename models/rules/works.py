"""What is late among assignments, and what reviews of a work come to; computed from records alone."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.rows.codes import PeerCriterion, SubmissionState
from models.rows.works import PeerReviewLine
from models.rules.means import mean

_OWED = (SubmissionState.MISSING, SubmissionState.RETURNED)


class CriterionResult(NamedTuple):
    """What the reviewers say under one criterion: the mean of their marks, None without any."""

    criterion: PeerCriterion
    mean: float | None
    marks: tuple[int, ...]


class WorkResult(NamedTuple):
    """A work with its reviews: `total` is the mean of Σ of the written ones, None without any."""

    work_id: int
    author_id: int
    author: str
    work: str
    reviews: tuple[PeerReviewLine, ...]
    criteria: tuple[CriterionResult, ...]
    total: float | None

    @property
    def awaited(self) -> tuple[PeerReviewLine, ...]:
        """The reviews that are not written yet."""
        return tuple(review for review in self.reviews if not review.is_written)


def is_late(state: SubmissionState, submitted_on: date | None, due_on: date | None, *, today: date) -> bool:
    """Whether an assignment was handed in after its day, or is owed and its day has passed."""
    if due_on is None:
        return False
    if state in _OWED:
        return due_on < today
    return submitted_on is not None and submitted_on > due_on


def work_results(reviews: Sequence[PeerReviewLine]) -> list[WorkResult]:
    """The works in the order of their first review."""
    by_work: dict[int, list[PeerReviewLine]] = {}
    for review in reviews:
        by_work.setdefault(review.work_id, []).append(review)
    return [_result(each) for each in by_work.values()]


def _result(reviews: Sequence[PeerReviewLine]) -> WorkResult:
    first = reviews[0]
    criteria: list[CriterionResult] = []
    for criterion in PeerCriterion:
        marks = tuple(review.scores[criterion] for review in reviews if criterion in review.scores)
        criteria.append(CriterionResult(criterion, mean(marks), marks))
    total = mean([review.total for review in reviews if review.is_written])
    return WorkResult(first.work_id, first.author_id, first.author, first.work, tuple(reviews), tuple(criteria), total)
