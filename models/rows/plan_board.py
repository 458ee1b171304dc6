"""Rows of the page «План работ»: plans of a period, their lines with facts, counts, and what one line says in full."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.rows.choice import Choice
from models.rows.codes import Code, Mode, PlanItemStatus, PlanKind, PlanStatus

if TYPE_CHECKING:
    from models.rows.plans import PlanItemDraft


class QuickFilter(StrEnum):
    """A filter of one press, with its count."""

    OVERDUE = "overdue"
    IN_PROGRESS = "in_progress"
    NO_FACT = "no_fact"


class PlanFact(Code):
    """A line's plan against its fact, in one word; computed, never stored."""

    AHEAD = "ahead", "впереди"
    DONE = "done", "выполнено в срок"
    DONE_LATE = "done_late", "выполнено позже срока"
    DONE_MOVED = "done_moved", "выполнено, перенесено"
    LATE = "late", "просрочено"
    MOVED = "moved", "перенесено"
    CANCELLED = "cancelled", "отменено"


class LineOrder(StrEnum):
    """A column that lines can be put in order by, inside their sections."""

    NUMBER = "number"
    TITLE = "title"
    DAY = "day"
    RESPONSIBLE = "responsible"
    COUNT = "count"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class LineWish:
    """Which lines to show, and in what order: the one filter bar over table, calendar and timeline.

    `search` is looked for in title, number, responsible, place and expected result. `plan_id` means that plan with
    those merged into it (a дорожная карта is shown when it is named). `function_id` asks for a function of support
    that an event of the line served, `task_id` for a task the line serves. Days are the ends of a week of the strip,
    both included.
    """

    search: str = ""
    section_id: int | None = None
    responsible_id: int | None = None
    format_id: int | None = None
    status: PlanItemStatus | None = None
    function_id: int | None = None
    task_id: int | None = None
    plan_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    quick: QuickFilter | None = None
    order: LineOrder = LineOrder.DAY
    descending: bool = False


class PlanInPeriod(NamedTuple):
    """A plan whose days meet the period, with the papers of its life."""

    id: int
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date
    status: PlanStatus
    council_protocol_no: str | None
    council_on: date | None
    agreed_on: date | None
    approved_on: date | None
    items: int


class PlanLine(NamedTuple):
    """A plan item beside its facts; `day` is the day it is awaited on now (a moved one's new day).

    `lacks_fact`: its day has passed, and neither an event nor a day of doing is written down.
    """

    id: int
    plan_id: int
    plan_status: PlanStatus
    section_id: int
    section_no: int
    section: str
    number: str
    title: str
    format: str
    mode: Mode
    due_from: date
    due_to: date
    day: date
    status: PlanItemStatus
    planned_count: int
    events: int
    participants: int
    held_on: date | None
    responsible_id: int
    responsible: str
    is_overdue: bool
    lacks_fact: bool
    uid: str
    format_id: int
    place: str | None
    audience: str | None
    expected_result: str | None
    postponed_to: date | None
    reason: str | None
    fact: PlanFact
    """Participants planned and real are `planned_count` and `participants`; the day of the fact is `held_on`."""
    is_wanted: bool
    """Whether the line passes the filters it was read under, the quick one aside."""


class PlanSection(NamedTuple):
    """A section of the plan with how much of it is done, whatever filter is on."""

    id: int
    no: int
    title: str
    items: int
    done: int


class PlanCounts(NamedTuple):
    """How many lines a period has in each state; `ahead` are planned ones whose day has not passed."""

    items: int
    done: int
    overdue: int
    in_progress: int
    ahead: int
    postponed: int
    cancelled: int
    no_fact: int


class PlanMark(NamedTuple):
    """One item on a strip or a route: where it stands in time and in what state."""

    id: int
    number: str
    title: str
    day: date
    status: PlanItemStatus
    is_overdue: bool
    lacks_fact: bool


class PlanBoard(NamedTuple):
    """Everything the page shows of a period, read in one snapshot."""

    plans: tuple[PlanInPeriod, ...]
    lines: tuple[PlanLine, ...]
    sections: tuple[PlanSection, ...]
    counts: PlanCounts
    quick_counts: PlanCounts
    """Counts under the filters other than the quick one: what a press on it would show."""
    marks: tuple[PlanMark, ...]
    responsibles: tuple[Choice, ...]
    """Who answers for any line of the period, by name."""


class HeldEvent(NamedTuple):
    """An event that was held for a plan item."""

    id: int
    held_on: date
    title: str
    participants: int


class PlanItemCard(NamedTuple):
    """A plan item in full: what was agreed, the plan it stands in, and what was held for it."""

    id: int
    plan_id: int
    plan_status: PlanStatus
    draft: "PlanItemDraft"
    events: tuple[HeldEvent, ...]


class PlanChoices(NamedTuple):
    """What the form of a plan item and the filters offer; people of the team come first."""

    sections: tuple[Choice, ...]
    formats: tuple[Choice, ...]
    people: tuple[Choice, ...]
    product_kinds: tuple[Choice, ...]
    indicators: tuple[Choice, ...]
    tasks: tuple[Choice, ...]
    functions: tuple[Choice, ...]
