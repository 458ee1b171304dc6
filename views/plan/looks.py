"""How the state of a plan item is shown: one place for the table, the strip, the route and the panel."""

from models.rows.codes import PlanItemStatus
from views.states import State
from views.theme import ChipLook, Theme

OVERDUE = "Просрочено"
_OVERDUE_LABEL = "просрочено (вычисляется)"


def state_word(status: PlanItemStatus, *, is_overdue: bool) -> str:
    """The word on the chip: «Выполнено», «Просрочено»."""
    return OVERDUE if is_overdue else status.label.capitalize()


def state_look(theme: Theme, status: PlanItemStatus, *, is_overdue: bool) -> ChipLook:
    """Colour and icon of the chip."""
    return theme.chip("planItem", _OVERDUE_LABEL if is_overdue else status.label)


def dot_state(status: PlanItemStatus, *, is_overdue: bool) -> State | None:
    """The dot of an item on the strip; None is a hollow one: planned, its day still to come."""
    if is_overdue:
        return State.OVERDUE
    return {
        PlanItemStatus.DONE: State.DONE,
        PlanItemStatus.IN_PROGRESS: State.IN_PROGRESS,
        PlanItemStatus.POSTPONED: State.POSTPONED,
    }.get(status)
