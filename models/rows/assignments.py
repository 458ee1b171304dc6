"""Assignments of a programme, by when a stream hands them in, and what its trainees handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pydantic import Field, model_validator

from models.rows.codes import SubmissionState
from models.rows.draft import Draft, FieldError, Text

TOP_SCORE = 100
"""The tutor's highest score."""


class AssignmentDraft(Draft):
    """Work that a module asks for; `due_on` holds for a stream that sets no day of its own."""

    title: Text
    is_mandatory: bool = True
    due_on: date | None = None
    assessment_form_id: int | None = None
    description: str | None = None


class SubmissionDraft(Draft):
    """What a trainee handed in; without a day the day of writing is taken, unless nothing was handed in."""

    state: SubmissionState
    submitted_on: date | None = None
    self_check: str | None = None
    tutor_score: int | None = Field(default=None, ge=0, le=TOP_SCORE)
    comment: str | None = None

    @model_validator(mode="after")
    def _nothing_yet(self) -> "SubmissionDraft":
        if self.state is SubmissionState.MISSING and self.submitted_on is not None:
            raise FieldError("submitted_on", "Задание не сдано: уберите дату или измените состояние")
        return self


class SubmissionKey(NamedTuple):
    """Whose answer to which assignment."""

    assignment_id: int
    enrollment_id: int


class AssignmentLine(NamedTuple):
    """An assignment in its module; `submissions` counts the answers in all streams."""

    id: int
    module_id: int
    module_no: int
    module: str
    no: int
    title: str
    is_mandatory: bool
    due_on: date | None
    assessment_form_id: int | None
    assessment_form: str | None
    description: str | None
    submissions: int


class StreamAssignment(NamedTuple):
    """An assignment as a stream has it."""

    id: int
    module_no: int
    module: str
    title: str
    is_mandatory: bool
    due_on: date | None
    """The stream's own day, else the assignment's."""
    own_due_on: date | None
    """The day that the stream set."""
    assessment_form: str | None
    description: str | None


class BoardPerson(NamedTuple):
    """A row of the board: a place in a stream."""

    enrollment_id: int
    person_id: int
    name: str
    may_leave: bool
    """Whether she may be named outside."""


class BoardCell(NamedTuple):
    """What a trainee handed in; nothing is stored for her where `id` is None."""

    id: int | None
    state: SubmissionState
    submitted_on: date | None
    self_check: str | None
    tutor_score: int | None
    comment: str | None
    files: int


class StoredSubmission(NamedTuple):
    """An answer and whose it is to what."""

    key: SubmissionKey
    cell: BoardCell


NOT_HANDED_IN = BoardCell(None, SubmissionState.MISSING, None, None, None, None, 0)
"""The cell of somebody of whom nothing is written."""


@dataclass(frozen=True, slots=True)
class SubmissionBoard:
    """A stream's trainees × its assignments; a place without a cell has nothing written."""

    people: tuple[BoardPerson, ...] = ()
    assignments: tuple[StreamAssignment, ...] = ()
    cells: Mapping[SubmissionKey, BoardCell] = field(default_factory=dict[SubmissionKey, BoardCell])
