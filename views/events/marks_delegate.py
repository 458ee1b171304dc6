"""Paints the rows of the attendance sheet; the four marks are painted and hit, never widgets (design.md §7)."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from models.rows.codes import Presence
from models.rows.events import AttendanceLine
from views.events.attendance_model import MARK, MINUTES, NAME, NUMBER, WORD, AttendanceModel
from views.events.marks import STATES, WORDS, here, mark_look, offered
from views.states import State
from views.theme import Theme
from views.widgets.paint import MARK_WIDTH, mark_at, paint_marks

PADDING = 10


class MarksDelegate(QStyledItemDelegate):
    """Text, marks and minutes of a row; `typed` are minutes being typed in a row, `hovered` the row under the mouse."""

    def __init__(self, theme: Theme, model: AttendanceModel) -> None:
        super().__init__(model)
        self._theme = theme
        self._model = model
        self.typed: tuple[int, str] | None = None
        self.hovered = -1

    def marks_width(self) -> int:
        """Width of the column of marks, pixels."""
        return len(offered(self._model.mode)) * MARK_WIDTH + 2 + 2 * PADDING

    def minutes_width(self) -> int:
        """Width of the column of minutes, pixels."""
        return QFontMetrics(self._theme.font("table")).horizontalAdvance("Минут") + 2 * PADDING + 8

    def word_width(self) -> int:
        """Width of the column of words, pixels."""
        metrics = QFontMetrics(self._theme.font("table"))
        return max(map(metrics.horizontalAdvance, WORDS.values())) + 2 * PADDING + 2

    def mark_under(self, cell: QRect, point: QPoint) -> Presence | None:
        """Which mark a click meant; each is as high as the row."""
        marks = offered(self._model.mode)
        place = mark_at(cell.adjusted(PADDING, 0, 0, 0), point, len(marks))
        return None if place is None else marks[place]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._theme.size("attendanceRow"))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state = rect_of(option), state_of(option)
        line = self._model.line(index.row())
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selection"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, self._theme.colour("hover"))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        if index.column() == MARK:
            self._paint_marks(painter, rect.adjusted(PADDING, 0, 0, -1), line)
        elif index.column() == MINUTES:
            self._paint_minutes(painter, inside, index.row(), line)
        else:
            self._paint_text(painter, inside, index, line)
        painter.restore()

    def _paint_marks(self, painter: QPainter, rect: QRect, line: AttendanceLine) -> None:
        mode = self._model.mode
        marks = offered(mode)
        looks = [mark_look(presence, mode) for presence in marks]
        if line.state is None:
            # Nothing is stored yet: the tick says what «Готово» will store, without the colour of a fact.
            looks[0] = looks[0]._replace(state=State.NEUTRAL)
            chosen: int | None = 0
        else:
            chosen = marks.index(line.state) if line.state in marks else None
        paint_marks(painter, rect, self._theme, looks, chosen)

    def _paint_minutes(self, painter: QPainter, rect: QRect, row: int, line: AttendanceLine) -> None:
        painter.setFont(self._theme.font("table", tabular=True))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self.typed is not None and self.typed[0] == row:
            box = rect.adjusted(-6, 3, 6, -3)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(self._theme.colour("surface"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self._theme.colour("text"))
            painter.drawText(rect, flags, f"{self.typed[1]}|")
            return
        unusual = line.minutes is not None and line.minutes != self._model.duration
        if unusual:
            painter.setFont(self._theme.font("table", weight=600, tabular=True))
        painter.setPen(self._theme.colour("text" if unusual else "textSecondary"))
        painter.drawText(rect, flags, self._model.minutes_shown(line))

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        line: AttendanceLine,
    ) -> None:
        text = str(index.data())
        exception = line.state is not None and line.state is not here(self._model.mode)
        weight = 600 if exception and index.column() == NAME else None
        painter.setFont(self._theme.font("table", weight=weight, tabular=index.column() == NUMBER))
        if index.column() == WORD and line.state is not None:
            painter.setPen(self._theme.state(STATES[line.state]).text)
        else:
            painter.setPen(self._theme.colour("text" if index.column() == NAME else "textSecondary"))
        flags = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignRight if index.column() == NUMBER else Qt.AlignmentFlag.AlignLeft
        )
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, shown)


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Where a cell is painted: the stub of Qt leaves the field out."""
    return cast("QRect", cast("Any", option).rect)


def state_of(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """How a cell is painted: the stub of Qt leaves the field out."""
    return cast("QStyle.StateFlag", cast("Any", option).state)
