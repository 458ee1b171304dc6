"""Programmes as «Программы» lists them, and what stands at the head of their rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import ActivityKind, MaterialKind, Mode, ProgramKind, ProgramStatus, RequirementNumber
from models.rows.programs import PassportDraft


class ProgramLine(NamedTuple):
    """A version of a programme in the list."""

    id: int
    title: str
    kind: ProgramKind
    hours: int
    """Academic hours."""
    version: int
    status: ProgramStatus
    approved_on: date | None
    streams: int
    running: int
    """Streams that have begun and are not over."""
    newest_id: int
    """The newest version of the same programme: its own id where it is that."""


class StreamHeading(NamedTuple):
    """What stands at the head of a stream's room."""

    id: int
    title: str
    program_id: int
    program: str
    version: int
    starts_on: date
    ends_on: date
    tutor: str
    """«Иванова М. П.»."""
    is_inside_dpp: bool
    """Whether its graduates go into the file for ФИС ФРДО."""


class ActivityLine(NamedTuple):
    """One piece of work in a module, as the designer lists it."""

    id: int
    module_id: int
    no: int
    text: str
    minutes: int
    kind: ActivityKind | None
    format_id: int | None
    format: str | None
    mode: Mode | None
    """None = as the module."""
    control: str | None


class ModuleLine(NamedTuple):
    """A module, as the designer lists it; `hours` are academic."""

    id: int
    no: int
    title: str
    hours: int
    mode: Mode
    period: str | None


class DeficitLine(NamedTuple):
    """A declared deficit with its coverage by materials."""

    id: int
    no: int
    title: str
    competence_id: int | None
    competence: str | None
    diagnostic: int
    """Diagnostic materials that look at it."""
    other: int
    """Materials of the other kinds."""


class MaterialLine(NamedTuple):
    """A material in the library."""

    id: int
    program_id: int
    program: str
    version: int
    kind: MaterialKind
    title: str
    deficit_id: int | None
    deficit: str | None
    description: str | None
    url: str | None
    files: int


@dataclass(frozen=True, slots=True)
class ProgramContent:
    """A version of a programme with everything that it is made of."""

    id: int
    passport: PassportDraft
    version: int
    status: ProgramStatus
    approved_by: str | None
    approved_on: date | None
    begun: int
    """Streams that study or studied by it: with any, only a new version can be changed."""
    modules: tuple[ModuleLine, ...]
    activities: Mapping[int, tuple[ActivityLine, ...]]
    """By the id of their module, in order."""
    deficits: tuple[DeficitLine, ...]
    competence_ids: frozenset[int]
    numbers: Mapping[RequirementNumber, int]
    """Where it asks for other numbers than are usual."""

    @property
    def is_fixed(self) -> bool:
        """Whether it is changed by a new version only."""
        return self.status is not ProgramStatus.DRAFT or self.begun > 0

    def activities_of(self, module_id: int) -> tuple[ActivityLine, ...]:
        """The activities of a module."""
        return self.activities.get(module_id, ())


class CompetenceChoice(NamedTuple):
    """A competence that a programme may look at."""

    id: int
    area: str
    title: str


@dataclass(frozen=True, slots=True)
class ProgramChoices:
    """What the lists of the designer offer."""

    formats: tuple[Choice, ...]
    competences: tuple[CompetenceChoice, ...]


class StreamModuleLine(NamedTuple):
    """A module of a stream's programme with its days in this stream."""

    id: int
    no: int
    title: str
    hours: int
    period: str | None
    starts_on: date | None
    ends_on: date | None
