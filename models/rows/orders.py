"""Orders about the trainees of a stream, and its people as its own page lists them."""

from datetime import date
from typing import NamedTuple

from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.draft import Draft


class OrderDraft(Draft):
    """An order (приказ); without a number it is not on paper yet, and that stays to be seen."""

    kind: OrderKind
    number: str | None = None
    dated_on: date
    basis: str | None = None


class OrderLine(NamedTuple):
    """An order of a stream in its list."""

    id: int
    kind: OrderKind
    number: str
    dated_on: date
    basis: str | None
    people: int
    """How many trainees it names."""


class StreamPerson(NamedTuple):
    """A person of a stream: somebody who applied, studies, has finished or left."""

    id: int
    """Of the enrolment."""
    person_id: int
    name: str
    """«Иванова Мария Петровна»."""
    organization: str
    status: EnrollmentStatus
    turn: int
    """Which of the applications hers is, in the order they came; 0 for who is not an applicant."""
    applied_on: date | None
    enrolled_on: date | None
    left_on: date | None
    direction: str | None
    individual_path: str | None
    order_in_id: int | None
    order_in: str | None
    order_in_on: date | None
    order_out_id: int | None
    order_out_kind: OrderKind | None
    order_out: str | None
    order_out_on: date | None
    came_from: str | None
    """Title of the stream she was transferred from."""
    went_to: str | None
    """Title of the stream she was transferred to."""
    may_leave: bool = True
    """Her name may leave the program: her consent was not withdrawn."""
