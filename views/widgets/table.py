"""The table of every list: rows from a `PagedTable`, painted by one delegate, sorted in SQL, copied into Excel."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.clipboard import in_both_forms, put
from views.widgets.column_fit import ColumnFit, Memory
from views.widgets.columns import CellLook, Column, Sort
from views.widgets.corners import round_corners
from views.widgets.empty import EmptyState
from views.widgets.header import TableHeader
from views.widgets.naming import named
from views.widgets.paged import PagedTable, identity
from views.widgets.row_delegate import RowDelegate, toggle
from views.widgets.row_groups import GroupHeadings, RowGroups
from views.widgets.rows_menu import rows_menu, show_menu

__all__ = ["CellLook", "Column", "Memory", "PagedTable", "RowDelegate", "RowGroups", "Sort", "TableView", "identity"]

Row = TypeVar("Row")
Result = TypeVar("Result")
Aside = Callable[[Callable[[], object], Callable[[object], None], str], None]
"""(work, what is done with its answer, what is told if it takes long)"""
Index = QModelIndex | QPersistentModelIndex

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_CTRL = Qt.KeyboardModifier.ControlModifier
_COPIED_AT_MOST = 20_000
_AT_ONCE = 200
"""So many rows are copied before anybody notices."""


class TableView(QTableView, Generic[Row]):
    """A table over a model; `title` is what a screen reader calls it, `remembered` keeps widths and order.

    Enter, F2 and a double click open a row. Selected rows are copied with Ctrl+C. Without rows it says so.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    """The row the person is on, None for none."""
    selection_changed = Signal()
    filters_reset = Signal()
    """«Сбросить фильтры» under «Ничего не нашлось»."""
    copied = Signal(int, int)
    """How many rows were put on the clipboard, and how many were left out as they may not leave."""

    def __init__(
        self,
        theme: Theme,
        model: PagedTable[Row],
        name: str,
        title: str,
        remembered: Memory | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, title)
        self._theme = theme
        self._table = model
        self.hovered = QPersistentModelIndex()
        self._kept: object = None
        self._kept_place = -1
        self._before: object = None
        self.aside: Aside | None = None
        """Does what takes long away from the window's thread; without it long things are done here."""
        self.may_leave: Callable[[Row], bool] = _always
        """Whether a row may be copied."""
        self.delegate = RowDelegate(theme, self)
        self.empty = EmptyState(theme, "Ничего не нашлось", link="Сбросить фильтры")
        self.empty.setParent(self.viewport())
        self.empty.hide()
        self.empty.linked.connect(self.filters_reset)
        self._header = TableHeader(theme, self)
        self.setHorizontalHeader(self._header)
        self.fit = ColumnFit(theme, self, self._header, name=name, memory=remembered)
        self._set_up()
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.headings = GroupHeadings(theme, self, model)
        self.delegate.cell = self.headings.cell
        model.rowsInserted.connect(self.headings.fit)
        self._header.show_columns(model.columns)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        model.sorted.connect(self._on_sorted)
        self._header.sectionClicked.connect(self._on_heading)
        self.fit.show_columns(cast("tuple[Column[object], ...]", model.columns))
        if (sort := self.fit.remembered_sort()) is not None:
            model.sort_rows(sort)
        self._header.show_sort(model.sort_by)
        theme.changed.connect(self._on_theme)
        self._on_theme()
        self._show_emptiness()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(20)
        self.doubleClicked.connect(self._on_double_clicked)

    # --- what pages use

    @property
    def table(self) -> PagedTable[Row]:
        """The model, typed."""
        return self._table

    def current_row(self) -> Row | None:
        """The row the person is on."""
        index = self.currentIndex()
        return self._table.row_of(index) if index.isValid() else None

    def rows(self) -> list[Row]:
        """All rows loaded, in their order; `selected_rows` gives the chosen ones."""
        return self._table.rows()

    def selected_rows(self) -> list[Row]:
        """The rows chosen, in the order shown."""
        return [self._table.row_at(place) for place in self._chosen_places()]

    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return len(self._chosen_places())

    def _chosen_places(self) -> list[int]:
        """By ranges: of ten thousand rows Qt would ask every cell."""
        ranges = self.selectionModel().selection()
        return sorted({place for each in ranges.toList() for place in range(each.top(), each.bottom() + 1)})

    def select(self, wanted: Callable[[Row], bool]) -> bool:
        """Go to the first loaded row that is wanted; False when there is none."""
        place = self._table.place_of(wanted)
        if place >= 0:
            self._go(place)
        return place >= 0

    def stand_on(self, index: QModelIndex) -> None:
        """Make a cell the current one, its row alone chosen; `setCurrentIndex` would ask which keys are held."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def show_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns in this order."""
        self._header.show_columns(columns)
        self._table.show_columns(columns)
        self.fit.show_columns(cast("tuple[Column[object], ...]", tuple(columns)))
        self._header.show_sort(self._table.sort_by)

    def show_groups(self, groups: RowGroups[Row] | None) -> None:
        """Put the rows, which come in the order of their groups, under headings; None takes those away."""
        self.headings.show_groups(groups)

    def select_first(self) -> None:
        """Go to the first row, if there is one and none is current."""
        if not self.currentIndex().isValid() and self._table.rowCount():
            self._go(0)

    def show_drafts(self, keys: frozenset[object]) -> None:
        """Mark the rows (by identity) that have unsaved edits."""
        self.delegate.drafts = keys
        self.viewport().update()

    def say_empty(self, sentence: str, *, button: str = "", link: str = "") -> None:
        """What to say when there are no rows: nothing yet, or nothing found (then `link="Сбросить фильтры"`)."""
        self.empty.say(sentence, button, link)
        self._show_emptiness()

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard, the columns as shown; with headings when there are several rows."""
        chosen = self.selected_rows() or ([row] if (row := self.current_row()) is not None else [])
        rows = [row for row in chosen if self.may_leave(row)]
        columns = [
            column
            for at, column in enumerate(self._table.columns)
            if column.heading and column.check is None and (not self.isColumnHidden(at) or column.rank)
        ]
        headings = [column.heading for column in columns] if len(rows) > 1 else []

        def made() -> tuple[str, str]:
            return in_both_forms(headings, [[column.text(row) for column in columns] for row in rows])

        def put_there(forms: tuple[str, str]) -> None:
            if rows:
                put(forms)
            self.copied.emit(len(rows), len(chosen) - len(rows))

        self._do_aside(made, put_there, "Копируем строки", long=len(rows) > _AT_ONCE)

    # --- QTableView

    @override
    def selectAll(self) -> None:
        rest, loaded = self._table.rest(_COPIED_AT_MOST), self._table.rowCount()
        if rest is None:
            super().selectAll()
            return

        def take(rows: list[Row]) -> None:
            if self._table.append(loaded, rows):
                self.selectAll()

        self._do_aside(rest, take, "Загружаем список", long=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif key in _OPENS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if (row := self.current_row()) is not None:
                self.opened.emit(row)
        elif key == Qt.Key.Key_Space and self._tick():
            pass
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and event.modifiers() == _CTRL and self.headings.begins:
            self._go_to_group(forth=key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            if self._table.rowCount():
                self._go(0 if key == Qt.Key.Key_Home else self._table.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        show_menu(self.menu(), self, arg__1)

    def menu(self) -> QMenu:
        """What can be done by the mouse's right button or the menu key: the page's actions, copying, sorting."""
        menu = rows_menu(self, self._table.columns, copy=self.copy_selection, sort=self._on_heading)
        menu.addAction("Обычная ширина столбцов", self.fit.reset)
        return menu

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(cast("QModelIndex", current), cast("QModelIndex", previous))
        row = self._table.row_of(current) if current.isValid() else None
        self.viewport().update()
        if row != self._before:
            self._before = row
            self.current_changed.emit(row)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(QModelIndex())
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.select_first()
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit.fit()
        self._place_empty()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        self.headings.paint()
        round_corners(self.viewport(), self._theme)

    # --- within

    def _go(self, place: int) -> None:
        index = self._table.index(place, max(0, self._header.logicalIndexAt(1)))
        self.stand_on(index)
        self.scrollTo(index)

    def _go_to_group(self, *, forth: bool) -> None:
        """Go to where the next group begins, loading as much as it takes, or back to where this one does."""
        place = self.currentIndex().row()
        found = self.headings.next_after(place) if forth else self.headings.last_before(place)
        while forth and found is None and self._table.canFetchMore(QModelIndex()):
            self._table.fetchMore(QModelIndex())
            found = self.headings.next_after(place)
        if found is not None:
            self._go(found)

    def _do_aside(self, work: Callable[[], Result], then: Callable[[Result], None], words: str, *, long: bool) -> None:
        if self.aside is None or not long:
            then(work())
        else:
            self.aside(work, cast("Callable[[object], None]", then), words)

    def _tick(self) -> bool:
        place = self.currentIndex().row()
        for section, column in enumerate(self._table.columns):
            if place >= 0 and column.check is not None:
                return toggle(self._table, self._table.index(place, section))
        return False

    def _hover(self, index: QModelIndex) -> None:
        if QPersistentModelIndex(index.siblingAtColumn(0)) != self.hovered:
            self.hovered = QPersistentModelIndex(index.siblingAtColumn(0))
            self.viewport().update()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (row := self._table.row_of(index)) is not None and self._table.columns[index.column()].check is None:
            self.opened.emit(row)

    def _on_heading(self, section: int) -> None:
        column = self._table.columns[section]
        if not column.sortable:
            return
        now = self._table.sort_by
        again = now is not None and now.key == column.key and not now.descending
        self._table.sort_rows(Sort(column.key, again))

    def _on_sorted(self) -> None:
        self._header.show_sort(self._table.sort_by)
        self.fit.remember_sort(self._table.sort_by)

    def _on_about_to_reset(self) -> None:
        row = self.current_row()
        self._kept = None if row is None else self._table.identify(row)
        self._kept_place = self.currentIndex().row()
        self._scrolled = self.verticalScrollBar().value()

    def _on_reset(self) -> None:
        self.headings.fit()
        self.hovered = QPersistentModelIndex()
        self._show_emptiness()
        kept = self._kept
        place = self._table.place_of(lambda row: kept is not None and self._table.identify(row) == kept)
        if kept is not None and place < 0:
            place = min(self._kept_place, self._table.rowCount() - 1)
        if place >= 0:
            self._go(place)
            self.verticalScrollBar().setValue(self._scrolled)
            self.scrollTo(self.currentIndex())
        elif self._before is not None:
            self._before = None
            self.current_changed.emit(None)
        if self.hasFocus():
            self.select_first()  # the rows came after the focus

    def _show_emptiness(self) -> None:
        self.empty.stand_in_for(self, is_empty=self._table.is_loaded and self._table.rowCount() == 0)
        self._place_empty()

    def _place_empty(self) -> None:
        self.empty.setGeometry(self.viewport().rect())

    def _on_theme(self) -> None:
        has_second = any(column.second is not None for column in self._table.columns)
        self.verticalHeader().setDefaultSectionSize(self._theme.size("twoLineRow" if has_second else "tableRow"))
        self._header.setFixedHeight(self._theme.size("tableHeader"))
        self.headings.fit()
        self.viewport().update()


def _always(_row: object) -> bool:
    return True


AnyTable = TableView[Any]
