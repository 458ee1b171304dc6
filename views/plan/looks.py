"""How the state of a plan item is shown: one place for the table, the strip, the route and the panel."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from models.rows.codes import PlanItemStatus
from views.states import State
from views.theme import ChipLook, StateLook, Theme

OVERDUE = "Просрочено"
_OVERDUE_LABEL = "просрочено (вычисляется)"
_BEGINNING = 3


def state_word(status: PlanItemStatus, *, is_overdue: bool) -> str:
    """The word on the chip: «Выполнено», «Просрочено»."""
    return OVERDUE if is_overdue else status.label.capitalize()


def state_look(theme: Theme, status: PlanItemStatus, *, is_overdue: bool) -> ChipLook:
    """Colour and icon of the chip."""
    return theme.chip("planItem", _OVERDUE_LABEL if is_overdue else status.label)


def paint_item_bar(painter: QPainter, bar: QRect, theme: Theme, colours: StateLook, *, opens: bool) -> None:
    """The bar of an item on days; `opens` draws its beginning in the strong colour."""
    box, radius = QRectF(bar), theme.radius("checkbox")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.soft)
    painter.drawRoundedRect(box, radius, radius)
    if opens:
        painter.setBrush(colours.fill)
        painter.drawRoundedRect(QRectF(box.left(), box.top(), _BEGINNING, box.height()), 1.5, 1.5)


def dot_state(status: PlanItemStatus, *, is_overdue: bool) -> State | None:
    """The dot of an item on the strip; None is a hollow one: planned, its day still to come."""
    if is_overdue:
        return State.OVERDUE
    return {
        PlanItemStatus.DONE: State.DONE,
        PlanItemStatus.IN_PROGRESS: State.IN_PROGRESS,
        PlanItemStatus.POSTPONED: State.POSTPONED,
    }.get(status)
