"""A grid whose rows are people, worked by keyboard: what all such grids do with places, the clipboard and the focus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView
from typing_extensions import override

from views.theme import Theme
from views.widgets.clipboard import copy_rows
from views.widgets.name_header import NameHeader
from views.widgets.naming import named
from views.widgets.paint import paint_focus
from views.widgets.rows_menu import show_menu

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
"""Row and column of a cell."""
AsTable = Callable[[Sequence[int], Sequence[int]], tuple[list[str], list[list[str]]]]
"""(rows, columns) → headings and cells for Excel and Word."""

_EDGE = 20
"""Room beside the columns, pixels."""


class PeopleGrid(QTableView):
    """Names at the left stay while the columns scroll; an heir says what its keys do, its heads and its menu."""

    def __init__(self, theme: Theme, model: QAbstractTableModel, as_table: AsTable, *, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._as_table = as_table
        named(self, name, title)
        self._names = NameHeader(theme, self)
        self.setVerticalHeader(self._names)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self._names.forget)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)

    def menu(self) -> QMenu:
        """What the keys do, for the mouse."""
        raise NotImplementedError

    def go_to(self, row: int, column: int) -> None:
        """Stand on a cell, as far as the grid goes."""
        rows, columns = self.model().rowCount(), self.model().columnCount()
        if rows and columns:
            place = self.model().index(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
            self.setCurrentIndex(place)
            self.scrollTo(place)

    def chosen(self) -> list[Place]:
        """The chosen cells."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def copy_chosen(self) -> None:
        """Put the chosen cells on the clipboard, the whole grid where only one is chosen."""
        chosen, model = self.selectedIndexes(), self.model()
        rows = sorted({index.row() for index in chosen}) if len(chosen) > 1 else range(model.rowCount())
        columns = sorted({index.column() for index in chosen}) if len(chosen) > 1 else range(model.columnCount())
        copy_rows(*self._as_table(rows, columns))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are marks here, never a search."""

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        show_menu(self.menu(), self, arg__1)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0, 0)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self._names.viewport().update()

    def _fit(self) -> None:
        """Heights and widths by the text and the room; an heir fits its heads before."""
        self._names.setDefaultSectionSize(self._theme.size("attendanceRow"))
        self._names.setFixedWidth(self._names.wanted())
        self.viewport().update()

    @property
    def _room(self) -> int:
        """Width that the names leave, pixels."""
        return self.width() - self._names.wanted() - _EDGE

    def _share(self, room: int, least: int, most: int) -> int:
        """Width of a column when all share this room; the bounds are pixels at 100 %."""
        share = room // max(1, self.model().columnCount())
        return min(max(share, round(least * self._theme.scale)), round(most * self._theme.scale))


def paint_current(painter: QPainter, rect: QRect, view: QTableView, theme: Theme) -> None:
    """The ring of the cell one stands on; a thin frame while the keyboard is elsewhere."""
    if view.hasFocus():
        paint_focus(painter, rect, theme)
        return
    painter.setPen(theme.colour("accent"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))


def add_entry(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    """An entry of the menu, its key after a tab."""
    menu.addAction(words).triggered.connect(act)
