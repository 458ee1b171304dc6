"""Individual educational routes (ИОМ) and the карта оценки результативности (domain.md §1, §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from models.rows.codes import EnrollmentStatus, MaterialKind, RouteStatus
from models.rows.draft import Draft, FieldError, Text


class RouteDraft(Draft):
    """What a route says besides its steps."""

    goal: str | None = None
    motivation: str | None = None
    context: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    status: RouteStatus = RouteStatus.DRAFT

    @model_validator(mode="after")
    def _order(self) -> "RouteDraft":
        if self.starts_on is not None and self.ends_on is not None and self.starts_on > self.ends_on:
            raise FieldError("ends_on", "Маршрут кончается раньше, чем начинается. Проверьте даты")
        return self


class StepDraft(Draft):
    """One step of a route: which deficit it closes, by what, and until when."""

    competence_id: int | None = None
    deficit: Text
    result: str | None = None
    task: str | None = None
    form: str | None = None
    resource: str | None = None
    due_on: date | None = None
    product: str | None = None
    done_on: date | None = None
    reflection: str | None = None
    tutor_note: str | None = None
    material_id: int | None = None


class PracticeDraft(Draft):
    """A technique that was tried, and what came of it."""

    technique: Text
    purpose: str | None = None
    conditions: str | None = None
    result: str | None = None
    conclusion: str | None = None


class RoutesMade(NamedTuple):
    """What making routes from the deficits did; `without_deficits` people had none without a step."""

    routes: int
    steps: int
    without_deficits: int


class RouteLine(NamedTuple):
    """A trainee of a stream and how her route stands."""

    enrollment_id: int
    person_id: int
    last_name: str
    first_name: str
    patronymic: str | None
    may_leave: bool
    enrollment: EnrollmentStatus
    status: RouteStatus | None
    """None where there is no route yet."""
    deficits: int
    """Marked at entry."""
    uncovered: int
    """Of those, so many have no step."""
    steps: int
    done: int
    overdue: int
    next_due: date | None

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class Step(NamedTuple):
    """A step as it is kept."""

    id: int
    no: int
    competence_id: int | None
    deficit: str
    result: str | None
    task: str | None
    form: str | None
    resource: str | None
    due_on: date | None
    product: str | None
    done_on: date | None
    reflection: str | None
    tutor_note: str | None
    material_id: int | None

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over and it is not done."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


class OfferedMaterial(NamedTuple):
    """A material of the programme made for a declared deficit."""

    id: int
    competence_id: int | None
    kind: MaterialKind
    title: str
    description: str | None
    url: str | None


class OpenDeficit(NamedTuple):
    """A deficit of the entry card, the most pressing first; `has_step` where the route closes it."""

    competence_id: int
    title: str
    indicator: str | None
    priority: int | None
    comment: str | None
    has_step: bool


class PracticeLine(NamedTuple):
    """A line of the карта оценки результативности."""

    id: int
    no: int
    technique: str
    purpose: str | None
    conditions: str | None
    result: str | None
    conclusion: str | None


class RouteDays(NamedTuple):
    """The days a route lives by: those of the stream, and when its second module begins and ends if that is said."""

    starts_on: date
    ends_on: date
    second_module_on: date | None
    second_module_ends: date | None


@dataclass(frozen=True, slots=True)
class RoutePage:
    """Everything about the route of one trainee."""

    enrollment_id: int
    days: RouteDays
    is_made: bool
    route: RouteDraft
    steps: tuple[Step, ...]
    deficits: tuple[OpenDeficit, ...]
    materials: tuple[OfferedMaterial, ...]
    practice: tuple[PracticeLine, ...]


@dataclass(frozen=True, slots=True)
class StreamRoutes:
    """The routes of a stream; `second_module_on` is None while its days are not planned."""

    second_module_on: date | None
    lines: Sequence[RouteLine]

    @property
    def uncovered(self) -> int:
        """Deficits of those who study now that no step closes."""
        return sum(line.uncovered for line in self.lines if line.enrollment is not EnrollmentStatus.EXPELLED)
