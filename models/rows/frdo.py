"""The register for ФИС ФРДО: its columns, whom it can hold, and why it cannot hold somebody (domain.md §5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.codes import (
    DppKind,
    Education,
    EnrollmentStatus,
    Funding,
    PersonalDataState,
    ProgramKind,
    RestrictedNeed,
    Sex,
    StudyForm,
    StudyPlace,
)


class FrdoColumn(NamedTuple):
    """A column of the institute's template: where its cells come from and what they may say.

    A column with neither a source nor a fixed text is filled by the institute, or not at all.
    """

    letter: str
    title: str
    source: str
    """What of `FrdoSource` stands here."""
    fixed: str
    required: bool
    allowed: str
    """The texts that may stand here, with | between them; empty = whatever fits the pattern."""
    pattern: str
    """Of the whole text; empty = any."""


class FrdoWish(NamedTuple):
    """Whose register: one stream, or all streams of programmes inside a ДПП that end in these days."""

    start: date
    end: date
    stream_id: int | None = None


class FrdoMend(StrEnum):
    """Where a reason goes away."""

    CARD = "card"
    PROGRAM = "program"
    STREAM = "stream"


class FrdoReason(NamedTuple):
    """Why a person cannot stand in the register, as a sentence, and where that is mended."""

    message: str
    mend: FrdoMend
    id: int


class FrdoSource(NamedTuple):
    """Everything the register asks of a person in a stream; closed fields among it: it stays in models."""

    enrollment_id: int
    person_id: int
    stream_id: int
    program_id: int
    stream: str
    program: str
    organization: str
    program_kind: ProgramKind
    status: EnrollmentStatus
    state: PersonalDataState
    may_be_named: bool
    last_name: str
    first_name: str
    patronymic: str | None
    education: Education | None
    need: RestrictedNeed | None
    kept_under: int | None
    """The consent that her closed fields are kept under."""
    snils: str | None
    birth_date: date | None
    sex: Sex | None
    diploma_surname: str | None
    diploma_series: str | None
    diploma_number: str | None
    dpp_kind: DppKind | None
    dpp_title: str | None
    hours: int | None
    study_form: StudyForm | None
    funding: Funding | None
    study_place: StudyPlace | None
    began: date
    ended: date


class FrdoPerson(NamedTuple):
    """A person of the register as the screen shows her: nothing of her closed fields."""

    enrollment_id: int
    person_id: int
    name: str
    organization: str
    stream: str
    program: str
    reasons: tuple[FrdoReason, ...]
    """Why she cannot stand in it; empty where she will."""
    may_leave: bool
    """Whether the line may be copied: her name may stand outside."""


class FrdoPreview(NamedTuple):
    """Whom the register would hold and whom not."""

    people: tuple[FrdoPerson, ...]
    outside: int
    """Streams of the days that are outside of any ДПП and are left out."""

    @property
    def ready(self) -> int:
        """How many people will stand in it."""
        return sum(not person.reasons for person in self.people)


class FrdoStream(NamedTuple):
    """A stream that may be chosen."""

    id: int
    title: str
    program: str
    ends_on: date
    is_inside: bool


@dataclass(frozen=True, slots=True)
class FrdoTable:
    """The register as it leaves: a heading for every column, a row of texts for every person."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
