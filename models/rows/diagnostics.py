"""Diagnostics of a stream: competences × trainees, at entry and at exit (domain.md §1, §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import Field

from models.rows.codes import DiagnosticStage, EnrollmentStatus
from models.rows.draft import Draft

LOWEST, HIGHEST = 0, 3
"""The scale: 0 не владею, 1 затрудняюсь, 2 владею частично, 3 владею уверенно."""
PRIORITIES = (1, 2, 3)
"""How soon a deficit is to be closed; 1 is the first."""


class ScoreDraft(Draft):
    """Everything a card says of one competence; one that says nothing is taken out of the card."""

    enrollment_id: int
    competence_id: int
    self_score: int | None = Field(default=None, ge=LOWEST, le=HIGHEST)
    tutor_score: int | None = Field(default=None, ge=LOWEST, le=HIGHEST)
    is_deficit: bool = False
    priority: int | None = Field(default=None, ge=PRIORITIES[0], le=PRIORITIES[-1])
    comment: str | None = None


class Score(NamedTuple):
    """A cell of the grid: both scores, the tutor's decision, and what is said of it."""

    self_score: int | None = None
    tutor_score: int | None = None
    is_deficit: bool = False
    priority: int | None = None
    comment: str | None = None

    @property
    def known(self) -> int | None:
        """The tutor's score, without one her own."""
        return self.self_score if self.tutor_score is None else self.tutor_score


BLANK = Score()
"""Nothing is said of the competence yet."""


class DiagnosedCompetence(NamedTuple):
    """A column of the grid; `number` is «2.3»."""

    id: int
    area: str
    number: str
    title: str
    indicator: str | None


class DiagnosedPerson(NamedTuple):
    """A row of the grid, with the days her cards were filled."""

    enrollment_id: int
    person_id: int
    last_name: str
    first_name: str
    patronymic: str | None
    organization: str
    may_leave: bool
    """Whether her name may leave the program."""
    status: EnrollmentStatus
    entry_on: date | None
    exit_on: date | None

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    def filled_on(self, stage: DiagnosticStage) -> date | None:
        """The day of her card, None where there is none."""
        return self.entry_on if stage is DiagnosticStage.ENTRY else self.exit_on


Cells = Mapping[tuple[DiagnosticStage, int, int], Score]
"""(stage, enrolment, competence) → what is said; a cell that is not there is blank."""


@dataclass(frozen=True, slots=True)
class DiagnosticGrid:
    """The diagnostics of a stream."""

    competences: tuple[DiagnosedCompetence, ...]
    people: tuple[DiagnosedPerson, ...]
    cells: Cells


class Change(NamedTuple):
    """From entry to exit, over those pairs of scores that both cards have; `pairs` may be 0."""

    id: int
    """A competence, a place in the stream, or 0 for all."""
    title: str
    pairs: int
    entry: float | None
    exit: float | None
    found: int
    """Deficits marked at entry."""
    closed: int
    """Of those, so many the exit card no longer marks."""

    @property
    def gain(self) -> float | None:
        """How much higher the exit is."""
        return None if self.entry is None or self.exit is None else self.exit - self.entry


@dataclass(frozen=True, slots=True)
class StreamChange:
    """What a stream gained: as a whole, by competence in their order, by trainee in theirs."""

    whole: Change
    by_competence: tuple[Change, ...]
    by_person: tuple[Change, ...]
