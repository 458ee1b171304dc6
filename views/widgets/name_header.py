"""The names of a grid of people: they stay while the columns scroll."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from views.theme import Theme

_NAMES = (150, 260)
"""Narrowest and widest column of names, pixels at 100 %."""
_PADDING = 10


class NameHeader(QHeaderView):
    """Paints what the model says of its rows; the row one stands on is strong."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = theme
        self._view = view
        self._wanted: tuple[float, int] | None = None
        """The size of the text, and what was measured in it."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def wanted(self) -> int:
        """Width in which most names are whole, pixels; measured once for the same people and text size."""
        if self._wanted is None or self._wanted[0] != self._theme.scale:
            self._wanted = self._theme.scale, self._measure()
        return self._wanted[1]

    def forget(self) -> None:
        """Other people stand in the rows."""
        self._wanted = None

    def _measure(self) -> int:
        metrics = QFontMetrics(self._theme.font("table"))
        longest = max((metrics.horizontalAdvance(self._name(row)) for row in range(self.count())), default=0)
        least, most = (round(width * self._theme.scale) for width in _NAMES)
        return min(max(longest + 2 * _PADDING + 2, least), most)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.wanted(), 100)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        is_current = logicalIndex == self._view.currentIndex().row()
        painter.fillRect(rect, self._theme.colour("selection" if is_current else "surface"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(self._theme.font("table", weight=600 if is_current else None))
        painter.setPen(self._theme.colour("text"))
        room = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        shown = painter.fontMetrics().elidedText(self._name(logicalIndex), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _name(self, row: int) -> str:
        return str(self.model().headerData(row, Qt.Orientation.Vertical))
