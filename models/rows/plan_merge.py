"""Merging module plans into the common year plan: what collides, and which plans may be merged."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.codes import Mode, PlanKind, PlanStatus


class CollisionKind(StrEnum):
    """What two lines of a plan want at once; `.label` says it for people."""

    RESPONSIBLE = "responsible"
    PLACE = "place"
    TITLE = "title"

    @property
    def label(self) -> str:
        """«один ответственный в одно время»."""
        return _LABELS[self]


_LABELS = {
    CollisionKind.RESPONSIBLE: "один ответственный в одно время",
    CollisionKind.PLACE: "одно место в одно время",
    CollisionKind.TITLE: "одно и то же мероприятие дважды",
}


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """A line as it is compared with others: its days as they are awaited now (a moved one's new day)."""

    id: int
    plan_id: int
    plan: str
    title: str
    first: date
    last: date
    mode: Mode
    place: str | None
    responsible_id: int
    responsible: str


class Collision(NamedTuple):
    """Two lines that want the same: of whom, where, or what, in `what`; the earlier one first."""

    kind: CollisionKind
    what: str
    one: PlannedItem
    other: PlannedItem


class MergeChoice(NamedTuple):
    """A module plan that lies in a year plan's period; `is_merged` where it is merged into it already."""

    id: int
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date
    status: PlanStatus
    items: int
    is_merged: bool
