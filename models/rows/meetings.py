"""Minutes of meetings: what the form edits, what lists and the протокол show."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from models.rows.codes import MeetingBody
from models.rows.draft import Draft, Text


class DecisionDraft(Draft):
    """What was decided, who does it and by when; `id` is that of a decision stored before."""

    id: int | None = None
    text: Text
    responsible_id: int | None = None
    due_on: date | None = None
    done_on: date | None = None


class AgendaDraft(Draft):
    """A question of the agenda with its decisions; `id` is that of a question stored before."""

    id: int | None = None
    question: Text
    speaker_id: int | None = None
    heard: str | None = None
    discussed: str | None = None
    """What others said: «ВЫСТУПИЛИ»."""
    decisions: Sequence[DecisionDraft] = ()


class MeetingDraft(Draft):
    """Minutes: chair and secretary are present without being named among the attendees."""

    body: MeetingBody
    number: Text
    held_on: date
    place: str | None = None
    chair_id: int
    secretary_id: int | None = None
    attendee_ids: Sequence[int] = ()
    guests: str | None = None
    plan_id: int | None = None
    """The plan that was discussed ([S2])."""
    agenda: Sequence[AgendaDraft] = ()

    @model_validator(mode="after")
    def _order(self) -> "MeetingDraft":
        if self.chair_id == self.secretary_id:
            raise ValueError("Председатель и секретарь — разные люди. Выберите другого секретаря")
        late = [each.due_on for question in self.agenda for each in question.decisions if each.due_on]
        if any(day < self.held_on for day in late):
            raise ValueError("Срок решения раньше самого заседания. Проверьте даты")
        return self


class MeetingLine(NamedTuple):
    """Minutes in a list; `open` counts decisions not done yet, `present` chair and secretary too."""

    id: int
    body: MeetingBody
    number: str
    held_on: date
    chair: str
    questions: int
    decisions: int
    open: int
    present: int


class MeetingCard(NamedTuple):
    """Minutes as their form edits them; `names` are short names of everybody the draft names."""

    id: int
    draft: MeetingDraft
    names: dict[int, str]


class DecisionDue(NamedTuple):
    """A decision that is not done, with the minutes it stands in."""

    id: int
    meeting_id: int
    body: MeetingBody
    number: str
    held_on: date
    text: str
    responsible: str
    due_on: date | None
    is_overdue: bool
