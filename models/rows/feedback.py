"""The questionnaire of a stream: what is asked, an anonymous answer, and what the answers come to (domain.md §5)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from models.rows.draft import Draft, FieldError
from models.rows.questionnaire import BEST_NPS, HIGHEST, LOWEST
from models.rows.report import ReportSignatures, SitePassport

Score = Annotated[int | None, Field(ge=LOWEST, le=HIGHEST)]


class AnswerDraft(Draft):
    """One filled sheet; a question may be passed over. It says nothing of who filled it, or when."""

    relevance: Score = None
    novelty: Score = None
    practical_value: Score = None
    tutor: Score = None
    organisation: Score = None
    materials: Score = None
    remote_access: Score = None
    readiness: Score = None
    nps: Annotated[int | None, Field(ge=0, le=BEST_NPS)] = None
    liked: str | None = None
    suggestions: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(value not in (None, "") for value in self.model_dump().values()):
            raise FieldError("relevance", "В анкете нет ни одного ответа")
        return self


class Answer(NamedTuple):
    """A stored sheet."""

    id: int
    relevance: int | None
    novelty: int | None
    practical_value: int | None
    tutor: int | None
    organisation: int | None
    materials: int | None
    remote_access: int | None
    readiness: int | None
    nps: int | None
    liked: str | None
    suggestions: str | None

    def said(self) -> dict[str, int | str | None]:
        """The answers by column."""
        values = self._asdict()
        del values["id"]
        return values


class SurveyPage(NamedTuple):
    """The questionnaire of a stream: the day of all its answers, and they in an order that tells nothing."""

    held_on: date | None
    """None before the first answer."""
    enrolled: int
    """People who were let into the stream."""
    answers: tuple[Answer, ...]


class QuestionResult(NamedTuple):
    """What the answers to a scored question come to."""

    no: int
    question: str
    answers: int
    mean: float | None
    fives: int
    fours: int
    threes: int
    twos: int
    ones: int

    @property
    def counts(self) -> tuple[int, ...]:
        """How many scored 1, 2, 3, 4, 5."""
        return self.ones, self.twos, self.threes, self.fours, self.fives

    @property
    def good(self) -> float | None:
        """Share of 4 and 5, per cent."""
        return 100 * (self.fours + self.fives) / self.answers if self.answers else None


class FeedbackResults(NamedTuple):
    """What all answers come to."""

    responses: int
    questions: tuple[QuestionResult, ...]
    mean: float | None
    """Of all scores of all questions."""
    good: float | None
    """Share of 4 and 5 among all scores, per cent."""
    nps_answers: int
    promoters: int
    passives: int
    detractors: int

    @property
    def nps(self) -> int | None:
        """Net promoter score, −100…100."""
        if not self.nps_answers:
            return None
        return round(100 * (self.promoters - self.detractors) / self.nps_answers)


class FeedbackWords(NamedTuple):
    """A free answer on paper."""

    question: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPaper:
    """The results of a stream's questionnaire as they are printed."""

    passport: SitePassport
    signatures: ReportSignatures
    program: str
    stream: str
    held_on: date
    enrolled: int
    responses: int
    response_share: float | None
    mean: float | None
    good: float | None
    nps: int | None
    nps_told: str
    """«рекомендуют 18, нейтральны 3, не рекомендуют 1»."""
    questions: tuple[QuestionResult, ...]
    words: tuple[FeedbackWords, ...]


class BlankQuestion(NamedTuple):
    """A line of the sheet that is filled by hand: five empty boxes."""

    no: int
    question: str
    one: str = "1"
    two: str = "2"
    three: str = "3"
    four: str = "4"
    five: str = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackForm:
    """The sheet that a trainee fills by hand: it asks for no name."""

    passport: SitePassport
    program: str
    stream: str
    questions: tuple[BlankQuestion, ...]
