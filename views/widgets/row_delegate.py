"""The one delegate: paints text, second line, chips, ticks, coloured cells, selection and the focus ring."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QTreeView,
)
from typing_extensions import override

from views.states import State
from views.theme import Theme
from views.widgets.columns import ALIGN, Column, RowModel
from views.widgets.options import rect_of, state_of
from views.widgets.paged import identity
from views.widgets.paint import (
    BAR,
    chip_width,
    dots_width,
    paint_bar,
    paint_check,
    paint_chip,
    paint_dots,
    paint_marks,
    paint_sign,
)

Index = QModelIndex | QPersistentModelIndex

CELL_PADDING = 10
_ICON_GAP = 7
_SECOND_GAP = 1
_BAR_GAP = 8
_USUAL_FIGURES = "0 из 00"


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of every table from the functions of its `Column`."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.drafts: frozenset[object] = frozenset()
        """Identities of rows with unsaved edits: a dot stands before their first column."""
        self.cell: Callable[[int, QRect], QRect] = _whole
        """Of a place and the rectangle of a cell, what of it is the row's own."""
        theme.changed.connect(self._on_theme)
        self._on_theme()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = rect_of(option), state_of(option)
        model = cast("RowModel", cast("object", index.model()))
        row = model.row_of(index)
        if row is None:
            return
        rect = self.cell(index.row(), rect)
        column = model.column_at(index.column())
        painter.save()
        self._paint_ground(painter, rect, state, index)
        self._paint_cell(painter, rect, column, row)
        self._paint_edges(painter, rect, state, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selection"))
        elif index.row() == hovered_row(self._view, index):
            painter.fillRect(rect, self._theme.colour("hover"))

    def _paint_edges(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        first, last = edge_columns(self._view)
        if self.drafts and index.column() == first and self._has_draft(index):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.state(State.ATTENTION).fill)
            painter.drawEllipse(QPointF(rect.left() + 6, rect.center().y()), 2.5, 2.5)
        current = self._view.currentIndex()
        is_current = index.row() == current.row() and index.parent() == current.parent()
        if state & QStyle.StateFlag.State_Selected and index.column() == first:
            bar = QRect(rect.left(), rect.top(), self._theme.size("selectedBar"), rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))
        if is_current and self._view.hasFocus():
            ring = self._theme.size("focusRing")
            accent = self._theme.colour("accent")
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), ring), accent)
            painter.fillRect(QRect(rect.left(), rect.bottom() - ring + 1, rect.width(), ring), accent)
            if index.column() == first:
                painter.fillRect(QRect(rect.left(), rect.top(), ring, rect.height()), accent)
            if index.column() == last:
                painter.fillRect(QRect(rect.right() - ring + 1, rect.top(), ring, rect.height()), accent)

    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], row: Any) -> None:
        look = column.cell(row) if column.cell is not None else None
        if look is not None:
            colours = self._theme.state(look.state)
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colours.soft)
            if look.bar:
                bar = QRect(rect.left(), rect.top(), self._theme.size("selectedBar"), rect.height() - 1)
                painter.fillRect(bar, colours.fill)
        room = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, -1)
        if self._paint_drawing(painter, rect, room, column, row):
            return
        text = column.text(row)
        if column.icon is not None and (icon := column.icon(row)):
            side = self._theme.size("iconSmall")
            colour = self._text_colour(column, row)
            paint_sign(
                painter, QRect(room.left(), room.center().y() - side // 2 + 1, side, side), self._theme, icon, colour
            )
            room.setLeft(room.left() + side + _ICON_GAP)
        second = column.second(row) if column.second is not None else ""
        strong = bool(column.strong is not None and column.strong(row)) or bool(look is not None and look.strong)
        first_room = QRect(room)
        if second:
            height, below = self._font_height(strong=strong), QFontMetrics(self._small).height()
            top = room.top() + (room.height() - height - below - _SECOND_GAP) // 2
            first_room = QRect(room.left(), top, room.width(), height)
            tone = column.second_tone(row) if column.second_tone is not None else (look.state if look else None)
            painter.setFont(self._small)
            painter.setPen(self._theme.state(tone).text if tone is not None else self._theme.colour("textSecondary"))
            under = QRect(room.left(), top + height + _SECOND_GAP, room.width(), below)
            _draw(painter, under, column, second)
        painter.setFont(self._strong if strong else self._plain)
        painter.setPen(self._text_colour(column, row))
        _draw(painter, first_room, column, text)

    def _paint_drawing(self, painter: QPainter, rect: QRect, room: QRect, column: Column[Any], row: Any) -> bool:
        """Paint a cell that is no text; False when it is text."""
        if column.check is not None:
            ticked = column.check(row)
            if ticked is not None:
                state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
                paint_check(painter, rect, self._theme, state)
            return True
        if column.chip is not None and (look := column.chip(row)) is not None:
            paint_chip(painter, room, self._theme, look, column.text(row))
            return True
        if column.dots is not None:
            paint_dots(painter, room, self._theme, column.dots(row))
            return True
        if column.bar is not None:
            parts, total = column.bar(row)
            figures = self._bar_figures(column, row)
            painter.setFont(self._plain)
            painter.setPen(self._text_colour(column, row))
            painter.drawText(room, ALIGN["right"], column.text(row))
            wide = max(0, room.width() - figures)
            paint_bar(painter, QRect(room.left(), room.center().y() - BAR // 2, wide, BAR), self._theme, parts, total)
            return True
        if column.marks is not None:
            marks, chosen = column.marks(row)
            paint_marks(painter, room, self._theme, marks, chosen)
            return True
        return False

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say in a tooltip what the column tells, or what was cut."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self.tip(index, view.visualRect(cast("QModelIndex", index)).width()), view)
        return True

    def tip(self, index: Index, width: int) -> str:
        """The tooltip of a cell that is `width` pixels wide: the column's own, else the text when it is cut."""
        model = cast("RowModel", cast("object", index.model()))
        row = model.row_of(index)
        if row is None:
            return str(index.data() or "")
        column = model.column_at(index.column())
        if self.drafts and index.column() == edge_columns(self._view)[0] and identity(row) in self.drafts:
            return "Есть несохранённые правки"
        if column.tooltip is not None and (told := column.tooltip(row)):
            return told
        text = column.text(row)
        if self.needed_width(column, row) <= width:
            return text if column.dots is not None or column.bar is not None or column.marks is not None else ""
        return "\n".join(part for part in (text, column.second(row) if column.second else "") if part)

    def needed_width(self, column: Column[Any], row: Any) -> int:
        """Width in which nothing of a cell is cut, pixels."""
        text = column.text(row)
        if column.check is not None:
            return 0
        if column.chip is not None and (look := column.chip(row)) is not None:
            return chip_width(self._theme, look, text) + 2 * CELL_PADDING
        if column.dots is not None:
            return dots_width(len(column.dots(row))) + 2 * CELL_PADDING
        if column.bar is not None:
            return self._bar_figures(column, row) + 2 * CELL_PADDING
        if column.marks is not None:
            return 0
        strong = column.strong is not None and column.strong(row)
        width = QFontMetrics(self._strong if strong else self._plain).horizontalAdvance(text)
        if column.icon is not None and column.icon(row):
            width += self._theme.size("iconSmall") + _ICON_GAP
        if column.second is not None:
            width = max(width, QFontMetrics(self._small).horizontalAdvance(column.second(row)))
        return width + 2 * CELL_PADDING

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere in a cell with a check box ticks it."""
        column = cast("RowModel", cast("object", model)).column_at(index.column())
        if column.check is None or not model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if (
            event.type() is QEvent.Type.MouseButtonRelease
            and cast("QMouseEvent", event).button() is Qt.MouseButton.LeftButton
        ):
            return toggle(model, index)
        return event.type() is QEvent.Type.MouseButtonDblClick

    def _bar_figures(self, column: Column[Any], row: Any) -> int:
        """Room for «сколько из скольких» after a bar, with the gap before it, pixels: bars of a column end alike."""
        letters = QFontMetrics(self._plain)
        return max(letters.horizontalAdvance(column.text(row)), letters.horizontalAdvance(_USUAL_FIGURES)) + _BAR_GAP

    def _has_draft(self, index: Index) -> bool:
        row = cast("RowModel", cast("object", index.model())).row_of(index)
        return identity(row) in self.drafts

    def _text_colour(self, column: Column[Any], row: Any) -> QColor:
        tone: State | None = column.tone(row) if column.tone is not None else None
        if tone is not None:
            return self._theme.state(tone).text
        return self._theme.colour("textSecondary" if column.quiet else "text")

    def _font_height(self, *, strong: bool) -> int:
        return QFontMetrics(self._strong if strong else self._plain).height()

    def _on_theme(self) -> None:
        self._plain: QFont = self._theme.font("table", tabular=True)
        self._strong: QFont = self._theme.font("table", weight=600, tabular=True)
        self._small: QFont = self._theme.font("caption", weight=400, tabular=True)


def _whole(_place: int, rect: QRect) -> QRect:
    return rect


def toggle(model: QAbstractItemModel, index: Index) -> bool:
    """Ask for the check box of an index to be the other way."""
    ticked = index.data(Qt.ItemDataRole.CheckStateRole)
    if ticked is None:
        return False
    other = Qt.CheckState.Unchecked if Qt.CheckState(ticked) is Qt.CheckState.Checked else Qt.CheckState.Checked
    return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)


def edge_columns(view: QAbstractItemView) -> tuple[int, int]:
    """Sections of the first and the last column that are shown."""
    if not isinstance(view, QTableView | QTreeView):
        return 0, 0
    header = view.horizontalHeader() if isinstance(view, QTableView) else view.header()
    shown = [header.logicalIndex(at) for at in range(header.count())]
    shown = [section for section in shown if not header.isSectionHidden(section)]
    return (shown[0], shown[-1]) if shown else (0, 0)


def hovered_row(view: QAbstractItemView, index: Index) -> int:
    """The row under the mouse among the siblings of `index`, -1 for none."""
    under = getattr(view, "hovered", None)
    if isinstance(under, QPersistentModelIndex) and under.isValid() and under.parent() == index.parent():
        return under.row()
    return -1


def _draw(painter: QPainter, room: QRect, column: Column[Any], text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, ALIGN[column.align] | Qt.TextFlag.TextSingleLine, shown)
