"""The event log with attendance (domain.md §1)."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from models.rows.codes import Mode, Presence
from models.schema.base import HISTORY, Stamped, Table, filled, key, link, one_of, optional_link, when


class Event(Stamped, table=True):
    """Something that was held; without a plan item it is «внеплановое» ([S2])."""

    __table_args__ = (
        filled("title"),
        one_of("mode", Mode),
        CheckConstraint("duration_min > 0", name="duration_min"),
        CheckConstraint("total_external >= 0", name="total_external"),
        CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]' AND starts_at < '24:00'", name="starts_at"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    plan_item_id: int | None = optional_link("plan_item.id")
    module_id: int | None = optional_link("module.id")
    held_on: date = Field(index=True)
    starts_at: str | None = None
    duration_min: int
    title: str
    format_id: int = link("event_format.id")
    mode: str
    place: str | None = None
    leader_id: int = link("person.id")
    description: str | None = None
    outcome: str | None = None
    materials: str | None = None
    link: str | None = None
    total_external: int = 0
    """Guests counted without names."""


class EventStream(Table, table=True):
    """A stream that takes part in an event."""

    event_id: int = Field(primary_key=True, foreign_key="event.id", ondelete="CASCADE")
    stream_id: int = Field(primary_key=True, foreign_key="stream.id", index=True)


class EventLeader(Table, table=True):
    """A co-leader of an event."""

    event_id: int = Field(primary_key=True, foreign_key="event.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class EventFunction(Table, table=True):
    """A function of support that an event served ([S1])."""

    event_id: int = Field(primary_key=True, foreign_key="event.id", ondelete="CASCADE")
    function_id: int = Field(primary_key=True, foreign_key="support_function.id", index=True)


class Attendance(Stamped, table=True):
    """A person's mark at an event; a made-up session says when, how and with whom ([S2])."""

    __table_args__ = (
        one_of("state", Presence),
        CheckConstraint("minutes > 0", name="minutes"),
        when("state = 'made_up'", "makeup_on IS NOT NULL AND makeup_form IS NOT NULL", "makeup_described"),
        # Who took part is counted from the index alone: the log sorts ten years of events by it.
        Index("ix_attendance_event_id_state", "event_id", "state"),
    )
    event_id: int = Field(primary_key=True, foreign_key="event.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    state: str
    minutes: int | None = None
    """Less than the event's duration; NULL = the whole of it."""
    signature_kept: bool = False
    makeup_on: date | None = None
    makeup_form: str | None = None
    makeup_tutor_id: int | None = optional_link("person.id")
