"""The дорожная карта: task → activity → indicator → planned value → deadline (domain.md §5)."""

from datetime import date
from typing import NamedTuple

from models.rows.codes import PlanItemStatus


class RoadmapLine(NamedTuple):
    """A line of the road map; `fact` is the indicator's in the plan's period up to now, None where none is known."""

    id: int
    title: str
    indicator: str | None
    unit: str
    planned_value: float | None
    fact: float | None
    is_reached: bool
    due_from: date
    due_to: date
    status: PlanItemStatus
    responsible: str
    expected_result: str | None


class RoadmapTask(NamedTuple):
    """A task and the lines that serve it; `id` is None for lines without a task, which come last."""

    id: int | None
    title: str
    lines: tuple[RoadmapLine, ...]
