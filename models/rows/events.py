"""Drafts and rows of events and attendance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import Field

from models.rows.codes import Mode, Presence
from models.rows.draft import Draft, Text


class EventDraft(Draft):
    """Something that was or will be held; without `plan_item_id` it is «внеплановое» ([S2])."""

    title: Text
    held_on: date
    starts_at: str | None = Field(default=None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    duration_min: int = Field(gt=0, le=24 * 60)
    format_id: int
    mode: Mode
    leader_id: int
    co_leader_ids: Sequence[int] = ()
    stream_ids: Sequence[int] = ()
    function_ids: Sequence[int] = ()
    plan_item_id: int | None = None
    module_id: int | None = None
    place: str | None = None
    description: str | None = None
    outcome: str | None = None
    materials: str | None = None
    link: str | None = None
    total_external: int = Field(default=0, ge=0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's mark; `minutes` only where fewer than the event's; MADE_UP says when, how and with whom."""

    person_id: int
    state: Presence
    minutes: int | None = None
    signature_kept: bool = False
    makeup_on: date | None = None
    makeup_form: str | None = None
    makeup_tutor_id: int | None = None


class EventLine(NamedTuple):
    """An event in the log; `participants` counts named people who took part and guests.

    `unmarked` counts people who were expected and have no mark yet. An event without a time begins with its day.
    """

    id: int
    held_on: date
    starts_at: str | None
    title: str
    format: str
    mode: Mode
    leader: str
    is_planned: bool
    participants: int
    marked: int
    unmarked: int
    has_begun: bool
    is_today: bool


class AttendanceLine(NamedTuple):
    """A person expected or marked at an event; `state` is None while unmarked."""

    person_id: int
    last_name: str
    first_name: str
    patronymic: str | None
    organization: str
    stream: str | None
    state: Presence | None
    minutes: int | None
    signature_kept: bool
    may_leave: bool = True
    """Her name may leave the program: her consent was not withdrawn."""


class LeaderClash(NamedTuple):
    """Another event of the same leader, or co-leader, at the same time."""

    event_id: int
    title: str
    starts_at: str
    leader: str
    """Who would be in two places: «Иванова М. П.»."""


class PlaceClash(NamedTuple):
    """Another event in the same place at the same time."""

    event_id: int
    title: str
    starts_at: str
    place: str


class GridEvent(NamedTuple):
    """A column of the grid of marks."""

    id: int
    held_on: date
    starts_at: str | None
    title: str
    mode: Mode
    duration_min: int


class GridPerson(NamedTuple):
    """A row of the grid of marks."""

    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    organization: str
    may_leave: bool = True
    """Her name may leave the program: her consent was not withdrawn."""


class GridCell(NamedTuple):
    """A mark, or None where somebody is expected and has none yet; `minutes` only where fewer than the event's."""

    state: Presence | None
    minutes: int | None
    signature_kept: bool = False


@dataclass(frozen=True, slots=True)
class MarksGrid:
    """A stream's events of some days × the people expected or marked there."""

    events: tuple[GridEvent, ...]
    people: tuple[GridPerson, ...]
    cells: Mapping[tuple[int, int], GridCell]
    """(event, person) → cell; a pair that is not there was not expected and has no mark."""
