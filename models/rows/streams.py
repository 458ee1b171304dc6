"""Streams as «Потоки» lists them, what their panel offers, and the streams of one person."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import Code, EnrollmentStatus, OrderKind


class StreamState(Code):
    """Where a stream stands today; computed, never stored."""

    AHEAD = "ahead", "впереди"
    RUNNING = "running", "идёт"
    OVER = "over", "завершён"


class StreamLine(NamedTuple):
    """A stream in the list."""

    id: int
    title: str
    program_id: int
    program: str
    starts_on: date
    ends_on: date
    tutor_id: int
    tutor: str
    """«Иванова М. П.»."""
    people: int
    """Places taken: everybody but those who applied and the expelled."""
    capacity: int | None
    applied: int = 0
    """Applications that nobody has answered yet."""


@dataclass(frozen=True, slots=True)
class StreamChoices:
    """What the lists of a stream's panel offer."""

    programs: tuple[Choice, ...] = ()
    """Of each programme the newest approved version, or the newest where none is; the archive is left out."""
    other_programs: tuple[Choice, ...] = ()
    """Further versions that streams study by, titled with their number."""
    tutors: tuple[Choice, ...] = ()
    """Who acts in the team, and who tutors a stream already."""
    usual_tutor_id: int | None = None
    """Who has acted as the team's tutor longest."""


class PersonPlace(NamedTuple):
    """A person's place in a stream: one line of her history."""

    id: int
    stream_id: int
    title: str
    status: EnrollmentStatus
    enrolled_on: date | None
    left_on: date | None
    program: str
    starts_on: date
    """First day of the stream."""
    ends_on: date
    applied_on: date | None
    direction: str | None
    """What she chose to work on, as her application says."""
    individual_path: str | None
    order_in: str | None
    """Number of the order that took her in; None where there is no such paper."""
    order_in_on: date | None
    order_out_kind: OrderKind | None
    """Of expulsion, transfer or completion."""
    order_out: str | None
    order_out_on: date | None
    came_from: str | None
    """Title of the stream she was transferred from."""
