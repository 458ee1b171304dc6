"""Life of a plan and of its items ([S2], domain.md §3.5)."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from models.rows.codes import PlanItemStatus, PlanKind, PlanStatus
from models.rows.plans import PlanObstacle
from models.rules.words import day_in_table

_WAY = (PlanStatus.DRAFT, PlanStatus.DISCUSSED, PlanStatus.AGREED, PlanStatus.APPROVED, PlanStatus.CLOSED)


def next_status(status: PlanStatus) -> PlanStatus | None:
    """The state a plan goes to next: черновик → обсуждён советом → согласован → утверждён → закрыт."""
    place = _WAY.index(status)
    return _WAY[place + 1] if place + 1 < len(_WAY) else None


def needs_amendment(status: PlanStatus) -> bool:
    """Whether a plan in this state changes only with a reason ([S2])."""
    return status in (PlanStatus.APPROVED, PlanStatus.CLOSED)


def is_overdue(status: PlanItemStatus, due_to: date, today: date) -> bool:
    """Whether an item should have been done before `today` and nobody said what became of it."""
    return status in (PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS) and due_to < today


def is_open(status: PlanItemStatus) -> bool:
    """Whether nobody has said yet what became of an item."""
    return status in (PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS)


def is_due_in(due_to: date, starts_on: date, ends_on: date) -> bool:
    """Whether a line belongs to a plan of these days: to the one in which its term ends, wherever it began."""
    return starts_on <= due_to <= ends_on


class DateChange(Enum):
    """What bringing a line to other days means: a new plan, a postponement, or the plan as it was."""

    REPLANNED = auto()
    POSTPONED = auto()
    BACK = auto()


def date_change(
    status: PlanItemStatus, due: tuple[date, date], days: tuple[date, date], *, is_approved: bool
) -> DateChange:
    """What a move of a line from its due to other days is; the agreed days of an approved plan stay on paper ([S2]).

    A line moved once stays «перенесено» while it is later than its due, in a plan of any state.
    """
    if days[1] > due[1] and (is_approved or status is PlanItemStatus.POSTPONED):
        return DateChange.POSTPONED
    return DateChange.BACK if status is PlanItemStatus.POSTPONED else DateChange.REPLANNED


class PlanToCheck(NamedTuple):
    """What the rules of approval ask of a plan."""

    kind: PlanKind
    status: PlanStatus
    ends_on: date


class ItemToCheck(NamedTuple):
    """What the rules of approval ask of a line, its own plan's days with it: a merged plan keeps its period."""

    id: int
    title: str
    due_from: date
    due_to: date
    status: PlanItemStatus
    indicator_id: int | None
    planned_value: float | None
    plan_starts_on: date
    plan_ends_on: date


def obstacles_of(plan: PlanToCheck, items: Iterable[ItemToCheck], *, today: date) -> tuple[PlanObstacle, ...]:
    """What stands between a plan and its approval, or an approved plan and its closing, the plan's own first.

    A plan is approved with at least one line and every line due in its period; a closed one leaves no line open ([S2]:
    everything planned is done, moved or cancelled with a reason). A closed plan has nothing before it.
    """
    if plan.status is PlanStatus.CLOSED:
        return ()
    lines = list(items)
    if plan.status is PlanStatus.APPROVED:
        return tuple(_before_closing(plan, lines, today))
    return tuple(_before_approval(plan, lines))


def _before_approval(plan: PlanToCheck, items: list[ItemToCheck]) -> Iterator[PlanObstacle]:
    if not items:
        advice = "Добавьте пункты, скопируйте прошлый план или объедините модульные планы."
        yield PlanObstacle(None, "", "В плане нет ни одного пункта.", advice, blocks=True)
    for item in items:
        if not is_due_in(item.due_to, item.plan_starts_on, item.plan_ends_on):
            yield PlanObstacle(
                item.id,
                item.title,
                f"Срок пункта ({_span(item.due_from, item.due_to)}) кончается вне срока плана "
                f"({_span(item.plan_starts_on, item.plan_ends_on)}).",
                "Исправьте срок пункта или срок плана.",
                blocks=True,
            )
        if plan.kind is PlanKind.ROADMAP and (item.indicator_id is None or item.planned_value is None):
            message = "У пункта дорожной карты нет показателя или планового значения."
            yield PlanObstacle(item.id, item.title, message, "Укажите, чего и сколько нужно достичь.", blocks=False)


def _before_closing(plan: PlanToCheck, items: list[ItemToCheck], today: date) -> Iterator[PlanObstacle]:
    if today < plan.ends_on:
        message = f"Срок плана ещё идёт, до {day_in_table(plan.ends_on)}."
        yield PlanObstacle(None, "", message, "Закрытый план меняется только с причиной.", blocks=False)
    for item in items:
        if is_open(item.status):
            message = f"Пункт в состоянии «{item.status.label}»: не сказано, чем он кончился."
            advice = "Отметьте его выполненным, перенесённым или отменённым."
            yield PlanObstacle(item.id, item.title, message, advice, blocks=True)


def _span(first: date, last: date) -> str:
    return day_in_table(first) if first == last else f"{day_in_table(first)}–{day_in_table(last)}"
