"""How the grid of answers is painted: states as letters, the assignments over them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from models.rows.codes import SubmissionState
from models.rules.words import NBSP, short_day
from views.states import State
from views.theme import Theme
from views.widgets.options import rect_of, state_of
from views.widgets.people_grid import paint_current
from views.works.state_keys import LETTERS
from views.works.submissions_model import Index, SubmissionsModel

_PADDING = 10
_LATE_BAR = 3
"""Width of the bar of what is late, pixels."""


class AnswerDelegate(QStyledItemDelegate):
    """The letter of the state in its colours with the score beside it; a bar at the left of what is late."""

    def __init__(self, theme: Theme, view: QTableView, model: SubmissionsModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._board = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self._theme.size("attendanceRow"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, rect_of(option)
        cell = self._board.cell(index.row(), index.column())
        painter.save()
        if state_of(option) & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        is_late = self._board.is_late(index.row(), index.column())
        if is_late:
            painter.fillRect(rect.adjusted(0, 0, _LATE_BAR - rect.width(), -1), theme.state(State.OVERDUE).fill)
        if cell.id is not None or cell.state is not SubmissionState.MISSING or is_late:
            self._paint_state(painter, rect, cell.state, is_late=is_late)
        if cell.tutor_score is not None:
            painter.setFont(theme.font("secondary", tabular=True))
            painter.setPen(theme.colour("textSecondary"))
            room = rect.adjusted(rect.width() // 2 + 20, 0, -_PADDING, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(cell.tutor_score))
        if index == self._view.currentIndex():
            paint_current(painter, rect, self._view, theme)
        painter.restore()

    def _paint_state(self, painter: QPainter, rect: QRect, state: SubmissionState, *, is_late: bool) -> None:
        owed = is_late and state is SubmissionState.MISSING
        look = self._theme.state(State.OVERDUE if owed else self._theme.chip("submission", state.label).state)
        side = min(rect.height() - 6, 26)
        box = QRect(0, 0, side + 6, side)
        box.moveCenter(rect.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.soft)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(look.text)
        painter.setFont(self._theme.font("table", weight=600))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, LETTERS[state])


class TaskHeader(QHeaderView):
    """The assignment in two lines and its day under them; the column one stands on is strong."""

    def __init__(self, theme: Theme, view: QTableView, model: SubmissionsModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self._view = view
        self._board = model
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._board.assignments):
            return
        task = self._board.assignments[logicalIndex]
        is_current = logicalIndex == self._view.currentIndex().column()
        painter.save()
        painter.fillRect(rect, self._theme.colour("selection" if is_current else "surfaceSunken"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._theme.font("secondary", weight=600 if is_current else 500))
        painter.setPen(self._theme.colour("text"))
        line = painter.fontMetrics().height()
        room = rect.adjusted(6, 4, -6, 0)
        first, second = _two_lines(painter.fontMetrics(), f"{task.module_no}.{NBSP}{task.title}", room.width())
        for number, words in enumerate((first, second)):
            place = QRect(room.x(), room.y() + number * line, room.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self._theme.font("secondary", tabular=True))
        painter.setPen(self._theme.colour("textSecondary"))
        day = f"до {short_day(task.due_on)}" if task.due_on is not None else "без срока"
        words = day if task.is_mandatory else f"{day}, по желанию"
        place = QRect(room.x(), room.y() + 2 * line, room.width(), line)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _two_lines(metrics: QFontMetrics, text: str, width: int) -> tuple[str, str]:
    """A text on two lines, broken between words, the second shortened where it must be."""
    first, rest = "", text.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), ""
    return first, metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)
