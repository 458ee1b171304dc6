"""Drafts of programmes, streams and enrolments."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pydantic import Field, model_validator

from models.rows.codes import (
    ActivityKind,
    DppKind,
    EnrollmentStatus,
    Funding,
    MaterialKind,
    Mode,
    ProgramKind,
    ProgramStatus,
    StudyForm,
    StudyPlace,
)
from models.rows.draft import Draft, FieldError, Text


class ActivityDraft(Draft):
    """One piece of work in a module, in minutes."""

    text: Text
    minutes: int = Field(gt=0)
    kind: ActivityKind | None = None
    format_id: int | None = None
    mode: Mode | None = None
    """None = as the module."""
    control: str | None = None


class ModuleDraft(Draft):
    """A module; `hours` are academic (45 minutes)."""

    title: Text
    hours: int = Field(gt=0)
    mode: Mode
    period: str | None = None
    activities: Sequence[ActivityDraft] = ()


class DeficitDraft(Draft):
    """A professional deficit that a programme declares to close, perhaps in one competence."""

    title: Text
    competence_id: int | None = None


class MaterialDraft(Draft):
    """A learning material of a programme, perhaps for one of its deficits."""

    kind: MaterialKind
    title: Text
    deficit_id: int | None = None
    description: str | None = None
    url: str | None = None


class PassportDraft(Draft):
    """What a programme says of itself as a whole; `hours` are academic."""

    title: Text
    kind: ProgramKind
    hours: int = Field(gt=0)
    form: str | None = None
    audience: str | None = None
    goal: str | None = None
    results: str | None = None
    control_form: str | None = None
    explanatory_note: str | None = None
    conditions: str | None = None
    assessment: str | None = None
    literature: str | None = None
    dpp_title: str | None = None
    dpp_hours: int | None = Field(default=None, gt=0)
    dpp_kind: DppKind | None = None
    study_form: StudyForm | None = None
    funding: Funding | None = None
    study_place: StudyPlace | None = None


class ProgramDraft(PassportDraft):
    """An internship programme with its modules in order."""

    deficits: Sequence[Text] = ()
    """Professional deficits that it declares to close, in order."""
    status: ProgramStatus = ProgramStatus.DRAFT
    approved_by: str | None = None
    approved_on: date | None = None
    modules: Sequence[ModuleDraft] = ()


class ModuleDaysDraft(Draft):
    """The days of a module in a stream (календарный график)."""

    module_id: int
    starts_on: date
    ends_on: date

    @model_validator(mode="after")
    def _order(self) -> "ModuleDaysDraft":
        if self.starts_on > self.ends_on:
            raise FieldError("ends_on", "Модуль кончается раньше, чем начинается. Проверьте даты")
        return self


class StreamDraft(Draft):
    """A group that goes through a programme."""

    program_id: int
    title: Text
    starts_on: date
    ends_on: date
    tutor_id: int
    capacity: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _order(self) -> "StreamDraft":
        if self.starts_on > self.ends_on:
            raise FieldError("ends_on", "Поток кончается раньше, чем начинается. Проверьте даты")
        return self


class EnrollmentDraft(Draft):
    """A person's place in a stream."""

    person_id: int
    status: EnrollmentStatus = EnrollmentStatus.ENROLLED
    enrolled_on: date | None = None
    left_on: date | None = None
    applied_on: date | None = None
    direction: str | None = None
    individual_path: str | None = None

    @model_validator(mode="after")
    def _order(self) -> "EnrollmentDraft":
        if self.enrolled_on is not None and self.left_on is not None and self.enrolled_on > self.left_on:
            raise FieldError("left_on", "Человек отчислен раньше, чем зачислен. Проверьте даты")
        return self


class ApplicationDraft(Draft):
    """A person's application for a place in a stream (заявка)."""

    person_id: int
    applied_on: date
    direction: str | None = None
    """What she chose to work on."""


class PlaceDraft(Draft):
    """What a person's place in a stream says besides its status, days and orders."""

    applied_on: date | None = None
    direction: str | None = None
    individual_path: str | None = None


class Enrolled(NamedTuple):
    """What taking people into a stream did."""

    stream: str
    """Its title."""
    taken: int
    already: int
    """So many of them were in the stream before, and stay as they were."""
    since: date
    """The day from which the taken are awaited at its events."""
    returned: int = 0
    """So many had been expelled and are in it again."""
    left_out: int = 0
    """So many have been expelled and stay so."""
