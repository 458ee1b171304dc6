"""A plan as its паспорт shows it: what is said of the whole, and the papers of its life."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import PlanKind, PlanStatus
from models.rows.plans import PlanDraft


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in full: `draft` is what can be edited, the rest what its life has left; `merged` are plans in it."""

    id: int
    draft: PlanDraft
    status: PlanStatus
    council_protocol_no: str | None
    council_on: date | None
    agreed_on: date | None
    approved_by: str | None
    approved_on: date | None
    items: int
    has_tasks: bool
    """Whether any of its items serves a task."""
    parent: str
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanLinks:
    """What a plan may be for: programmes and people of the team."""

    programs: tuple[Choice, ...]
    tutors: tuple[Choice, ...]


class PlanEntry(NamedTuple):
    """A plan in the list of all plans; `items` and `done` count those of merged plans too."""

    id: int
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date
    status: PlanStatus
    belongs: str
    """The programme or the tutor, "" for neither."""
    parent_id: int | None
    items: int
    done: int
