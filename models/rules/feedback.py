"""What the answers of a questionnaire come to: means, distributions, the share of 4 and 5, NPS (domain.md §5)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.rows.feedback import Answer, FeedbackResults, QuestionResult
from models.rows.questionnaire import HIGHEST, LOWEST, QUESTIONS
from models.rules.means import mean

GOOD = 4
"""From this score on an answer counts as content."""
PROMOTER, PASSIVE = 9, 7
"""Least answers of who recommends and of who is neutral; whoever is below does not recommend."""


def feedback_results(answers: Sequence[Answer]) -> FeedbackResults:
    """What all these answers come to; a question that was passed over counts nowhere."""
    said = [answer.said() for answer in answers]
    questions = tuple(
        _question(no, title, [score for each in said if isinstance(score := each[column], int)])
        for no, (column, title) in enumerate(QUESTIONS.items(), start=1)
    )
    given = sum(each.answers for each in questions)
    total = sum(score * count for each in questions for score, count in enumerate(each.counts, start=LOWEST))
    good = sum(each.fours + each.fives for each in questions)
    marks = [answer.nps for answer in answers if answer.nps is not None]
    return FeedbackResults(
        responses=len(answers),
        questions=questions,
        mean=total / given if given else None,
        good=100 * good / given if given else None,
        nps_answers=len(marks),
        promoters=sum(mark >= PROMOTER for mark in marks),
        passives=sum(PASSIVE <= mark < PROMOTER for mark in marks),
        detractors=sum(mark < PASSIVE for mark in marks),
    )


def new_among(stored: Iterable[Answer], read: Sequence[tuple[int | str | None, ...]]) -> list[bool]:
    """Which of these read sheets, in their order, are not stored yet: as many alike as are stored count as those."""
    left = Counter(tuple(answer.said().values()) for answer in stored)
    fresh: list[bool] = []
    for sheet in read:
        fresh.append(left[sheet] <= 0)
        left[sheet] -= 1
    return fresh


def nps_told(results: FeedbackResults) -> str:
    """«рекомендуют 18, нейтральны 3, не рекомендуют 1»; "" where nobody was asked."""
    if not results.nps_answers:
        return ""
    parts = (
        f"рекомендуют {results.promoters}",
        f"нейтральны {results.passives}",
        f"не рекомендуют {results.detractors}",
    )
    return ", ".join(parts)


def _question(no: int, title: str, scores: Sequence[int]) -> QuestionResult:
    counts = Counter(scores)
    high_first = (counts[score] for score in range(HIGHEST, LOWEST - 1, -1))
    return QuestionResult(no, title, len(scores), mean(scores), *high_first)
