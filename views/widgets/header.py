"""The header of a table: quiet words, a thin arrow in the sorted column."""

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.columns import ALIGN, Align, Column, Sort
from views.widgets.corners import round_corners
from views.widgets.paint import paint_sort_arrow
from views.widgets.row_delegate import CELL_PADDING

_ARROW = 14


class Header(QHeaderView):
    """Paints headings; the view tells it the sort."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._columns: tuple[Column[object], ...] = ()
        self.sort: Sort | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        theme.changed.connect(self._on_theme)

    def show_columns(self, columns: object) -> None:
        """Take the columns of the model."""
        self._columns = cast("tuple[Column[object], ...]", columns)

    def show_sort(self, sort: Sort | None) -> None:
        """Point the arrow."""
        self.sort = sort
        self.viewport().update()

    def needed(self, section: int) -> int:
        """Width in which a heading with its arrow is not cut, pixels."""
        column = self._columns[section]
        width = self._metrics().horizontalAdvance(column.heading) + 2 * CELL_PADDING + 1
        return width + (_ARROW if column.sortable and column.heading else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.size("tableHeader"))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not rect.isValid() or logicalIndex >= len(self._columns):
            return
        column = self._columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, self._theme.colour("surfaceSunken"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._theme.font("secondary", weight=500))
        painter.setPen(self._theme.colour("textSecondary"))
        room = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, -1)
        is_sorted = self.sort is not None and self.sort.key == column.key
        if is_sorted:
            room = self._with_arrow(painter, room, column)
        shown = painter.fontMetrics().elidedText(column.heading, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, ALIGN[column.align], shown)
        painter.restore()

    def _with_arrow(self, painter: QPainter, room: QRect, column: Column[object]) -> QRect:
        text = min(self._metrics().horizontalAdvance(column.heading), room.width() - _ARROW)
        align: Align = column.align
        left = room.left() + text + 2 if align == "left" else room.right() - _ARROW + 3
        if align == "center":
            left = room.center().x() + text // 2 + 2
        box = QRect(left, room.top(), _ARROW, room.height())
        descending = self.sort is not None and self.sort.descending
        paint_sort_arrow(painter, box, self._theme.colour("textSecondary"), descending=descending)
        return room.adjusted(0, 0, -_ARROW, 0) if align != "center" else room

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("secondary", weight=500))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.viewport().update()


class TableHeader(Header):
    """A header that lets the corners of its sheet be round."""

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        round_corners(self.viewport(), self._theme)
