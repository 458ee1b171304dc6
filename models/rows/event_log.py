"""What the section «Мероприятия» shows and asks: filters, counts, the card of an event, lists to choose from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import Mode, PlanItemStatus, ProductStatus
from models.rows.events import EventDraft


class EventSort(StrEnum):
    """A column the log can be sorted by."""

    HELD_ON = "held_on"
    TITLE = "title"
    FORMAT = "format"
    MODE = "mode"
    PARTICIPANTS = "participants"


class EventQuick(StrEnum):
    """A quick filter of the log."""

    ALL = "all"
    UNMARKED = "unmarked"
    """Begun, and somebody expected has no mark."""
    UNPLANNED = "unplanned"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are shown; dates included on both ends, None = any."""

    text: str = ""
    """Words found in the theme, the place or the leader's name, in any case, ё as е."""
    start: date | None = None
    end: date | None = None
    format_id: int | None = None
    stream_id: int | None = None
    quick: EventQuick = EventQuick.ALL
    event_id: int | None = None
    """Only this one."""


class EventCounts(NamedTuple):
    """How many events a filter finds, and each quick filter within it."""

    all: int
    unmarked: int
    unplanned: int
    ahead: int


class PlanItemChoice(NamedTuple):
    """A plan item an event can be held for."""

    id: int
    task_no: str | None
    title: str
    due_to: date
    is_open: bool


class LogChoices(NamedTuple):
    """What the filter of the log offers; the days are the first and the last of the log, None while it is empty."""

    formats: list[Choice]
    streams: list[Choice]
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class EventChoices:
    """Everything the event's form lets one choose from."""

    formats: list[Choice]
    people: list[Choice]
    """The team first, then those who have led events or study now."""
    streams: list[Choice]
    modules: list[Choice]
    functions: list[Choice]
    plan_items: list[PlanItemChoice]
    """Open ones first, by due date; cancelled ones are left out."""
    product_kinds: list[Choice]


class EventPlan(NamedTuple):
    """What a plan item says about an event held for it."""

    title: str
    format_id: int
    mode: Mode
    place: str | None
    leader_id: int
    due_from: date
    due_to: date
    expected_result: str | None
    usual_minutes: int
    """How long the last event of this format lasted; 90 before the first."""


class EventProduct(NamedTuple):
    """A product made at an event."""

    id: int
    title: str
    kind: str
    status: ProductStatus


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event with its words: what the form edits (`draft`) and what its page shows."""

    id: int
    draft: EventDraft
    format: str
    leader: str
    co_leaders: list[str]
    streams: list[str]
    module: str | None
    functions: list[str]
    plan_item: "EventPlanItem | None"
    products: list[EventProduct]


class EventPlanItem(NamedTuple):
    """The plan item of an event, beside its fact: `participants` of all its events."""

    id: int
    plan_id: int
    task_no: str | None
    title: str
    status: PlanItemStatus
    planned_count: int
    participants: int
    is_overdue: bool


class RosterPerson(NamedTuple):
    """A person who can be added to an attendance sheet."""

    id: int
    name: str
    organization: str
