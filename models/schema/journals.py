"""Consultations and minutes: the journals of the site beside its event log (domain.md §5)."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import ConsultationKind, MeetingBody, Mode
from models.schema.base import HISTORY, Stamped, Table, filled, key, link, one_of, optional_link


class Consultation(Stamped, table=True):
    """A consultation given to one person or to several, a line of the журнал консультаций."""

    __table_args__ = (
        filled("topic"),
        one_of("kind", ConsultationKind),
        one_of("mode", Mode),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("outsiders >= 0", name="outsiders"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    held_on: date = Field(index=True)
    kind: str
    mode: str = Mode.IN_PERSON
    minutes: int
    topic: str
    advice: str | None = None
    consultant_id: int = link("person.id")
    event_id: int | None = optional_link("event.id", ondelete="SET NULL")
    """The event of the log, where the consultation stands there too."""
    outsiders: int = 0
    """People advised who are not on the site's list."""


class ConsultationPerson(Table, table=True):
    """Somebody who was advised."""

    consultation_id: int = Field(primary_key=True, foreign_key="consultation.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class Meeting(Stamped, table=True):
    """A meeting of the site's council, of a working group or another that a протокол is written of."""

    __table_args__ = (filled("number"), one_of("body", MeetingBody), HISTORY)
    id: int | None = key()
    uid: str = Field(unique=True)
    body: str
    number: str
    held_on: date = Field(index=True)
    place: str | None = None
    chair_id: int = link("person.id")
    secretary_id: int | None = optional_link("person.id")
    guests: str | None = None
    plan_id: int | None = optional_link("plan.id", ondelete="SET NULL")
    """The plan that was discussed ([S2])."""


class MeetingAttendee(Table, table=True):
    """Somebody who was present; the chair and the secretary are, without a row here."""

    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class AgendaItem(Stamped, table=True):
    """A question of the agenda: who spoke and what was heard."""

    __table_args__ = (filled("question"), UniqueConstraint("meeting_id", "no"), HISTORY)
    id: int | None = key()
    meeting_id: int = link("meeting.id", ondelete="CASCADE")
    no: int
    question: str
    speaker_id: int | None = optional_link("person.id")
    heard: str | None = None
    discussed: str | None = None
    """What others said: «ВЫСТУПИЛИ» of the протокол."""


class Decision(Stamped, table=True):
    """What was decided, who does it and by when; it is due until `done_on` is said."""

    __table_args__ = (filled("text"), HISTORY)
    id: int | None = key()
    agenda_item_id: int = link("agenda_item.id", ondelete="CASCADE")
    no: int
    text: str
    responsible_id: int | None = optional_link("person.id")
    due_on: date | None = Field(default=None, index=True)
    done_on: date | None = None
