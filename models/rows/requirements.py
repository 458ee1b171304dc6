"""The five requirements of a certificate: the records they are computed from, and what comes out ([S2])."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import (
    Code,
    CreativeWorkKind,
    InternshipReportKind,
    Mode,
    Presence,
    SubmissionState,
)


class RequirementKey(Code):
    """Which of the five it is; the label is its letter in the rules of the site."""

    REMOTE = "remote", "а"
    SEMINAR = "seminar", "б"
    PRACTICE = "practice", "в"
    CREATIVE = "creative", "г"
    REPORT = "report", "д"


class RequirementState(Code):
    """Where a requirement stands today; computed, never stored."""

    MET = "met", "выполнено"
    OPEN = "open", "ещё можно выполнить"
    LATE = "late", "срок вышел"
    DECISION = "decision", "невозможно без решения"


@dataclass(frozen=True, slots=True)
class RequirementNumbers:
    """How many events (б) and (в) ask for."""

    seminars: int = 1
    master_classes: int = 1
    other_practice: int = 1


USUAL_NUMBERS = RequirementNumbers()
"""Of domain.md §3.1."""


class Visit(NamedTuple):
    """An event that concerns a trainee, and her mark there; None where nobody has marked her."""

    event_id: int
    held_on: date
    title: str
    format: str
    mode: Mode
    duration_min: int
    is_seminar: bool
    is_practical: bool
    is_masterclass: bool
    is_of_stream: bool
    presence: Presence | None
    minutes: int | None
    """Less than the whole event; None = the whole of it."""
    makeup_on: date | None


class Task(NamedTuple):
    """An assignment of the programme and how the trainee stands with it."""

    id: int
    title: str
    is_mandatory: bool
    due_on: date | None
    state: SubmissionState
    submitted_on: date | None


class CreativeLine(NamedTuple):
    """A creative work the trainee takes part in."""

    title: str
    kind: CreativeWorkKind
    state: SubmissionState
    accepted_on: date | None


class ReportLine(NamedTuple):
    """The trainee's report on her internship."""

    kind: InternshipReportKind
    submitted_on: date | None
    accepted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipRecord:
    """Everything that is written down of one place in a stream."""

    first_day: date
    """Of enrolment, or the stream's own where that day is not known."""
    last_day: date | None = None
    """The day she left; None while she is there: what was held after the stream's end counts too."""
    due_on: date
    """By when everything is to be done: the stream's last day, or the day she left."""
    visits: tuple[Visit, ...] = ()
    tasks: tuple[Task, ...] = ()
    works: tuple[CreativeLine, ...] = ()
    report: ReportLine | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement with its evidence and with what is missing, in sentences."""

    key: RequirementKey
    state: RequirementState
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    event_id: int | None = None
    """An event where something can be mended now: it has no mark, or a missed session needs an отработка."""

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.state is RequirementState.MET
