"""Life of a plan and of its items ([S2], domain.md §3.5)."""

from datetime import date

from models.rows.codes import PlanItemStatus, PlanStatus

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
