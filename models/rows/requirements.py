"""The five requirements of a certificate: the records they are computed from, and what comes out ([S2])."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.codes import (
    Code,
    CreativeWorkKind,
    InternshipReportKind,
    Mode,
    Presence,
    RequirementKey,
    SubmissionState,
)


class RequirementState(Code):
    """Where a requirement stands today; computed, never stored."""

    MET = "met", "выполнено"
    OPEN = "open", "ещё можно выполнить"
    LATE = "late", "срок вышел"
    IMPOSSIBLE = "impossible", "невозможно без решения"
    DECIDED = "decided", "засчитано решением"


class StepKind(StrEnum):
    """What is to be done so that a requirement is met."""

    MARK = "mark"
    """Mark her at an event of the past, if she was there."""
    MAKE_UP = "make_up"
    """Make up for a missed remote session (отработка)."""
    REMOTE = "remote"
    """Take part in a remote session."""
    TASK = "task"
    SEMINAR = "seminar"
    MASTER_CLASS = "master_class"
    OTHER_PRACTICE = "other_practice"
    WORK = "work"
    REPORT = "report"


class RequirementNumbers(NamedTuple):
    """How many events (б) and (в) ask for."""

    seminars: int
    master_classes: int
    other_practice: int


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


class PlannedMeeting(NamedTuple):
    """An item of the plan in the days of a stream that no event was written down for yet."""

    plan_item_id: int
    day: date
    title: str
    format: str
    mode: Mode
    is_seminar: bool
    is_practical: bool
    is_masterclass: bool


class Decision(NamedTuple):
    """A decision to count a requirement as met."""

    id: int
    key: RequirementKey
    reason: str
    decided_on: date


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

    id: int
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

    numbers: RequirementNumbers
    """What the programme of the stream asks for."""
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
    planned: tuple[PlannedMeeting, ...] = ()
    """What else the plan holds for her stream, by day; not read where nobody asks when a gap can be closed."""
    decisions: tuple[Decision, ...] = ()


class Chance(NamedTuple):
    """A meeting ahead that closes a gap: an event that is written down, else an item of the plan."""

    day: date
    title: str
    event_id: int | None = None
    plan_item_id: int | None = None


class Step(NamedTuple):
    """One thing that is missing, in words, and where it is mended."""

    kind: StepKind
    words: str
    record_id: int | None = None
    """The event to be marked, the assignment or the creative work."""
    needed: int = 1
    """How many meetings of the kind."""
    chances: tuple[Chance, ...] = ()
    """The nearest that close it, at most `needed`."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement with its evidence, and with what is missing step by step."""

    key: RequirementKey
    state: RequirementState
    evidence: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    decision: Decision | None = None

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing, or a decision says that it counts."""
        return self.state in (RequirementState.MET, RequirementState.DECIDED)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, in sentences; of a requirement counted by decision too."""
        return tuple(step.words for step in self.steps)
