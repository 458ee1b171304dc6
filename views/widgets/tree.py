"""A table in groups that fold: the plan by its sections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyleOptionViewItem, QTreeView, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.clipboard import copy_rows
from views.widgets.column_fit import ColumnFit, Memory
from views.widgets.columns import ALIGN, Column, Sort
from views.widgets.corners import round_corners
from views.widgets.empty import EmptyState
from views.widgets.header import TableHeader
from views.widgets.naming import named
from views.widgets.options import rect_of
from views.widgets.paged import identity, in_order, said
from views.widgets.row_delegate import CELL_PADDING, RowDelegate
from views.widgets.rows_menu import rows_menu, show_menu

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_CHEVRON = 16


@dataclass(frozen=True, slots=True)
class Group(Generic[Row]):
    """Rows under one heading; `count` is what stands beside it («2 из 3»)."""

    key: str
    title: str
    count: str
    rows: tuple[Row, ...]


class GroupedModel(QAbstractItemModel, Generic[Row]):
    """Groups with their rows; the internal id of a row is its group's place plus one, of a group 0."""

    sorted = Signal()

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns: tuple[Column[Row], ...] = tuple(columns)
        self.has_second_lines = any(column.second is not None for column in self.columns)
        """Whether a row holds two lines of words: asked for every cell."""
        self._given: tuple[Group[Row], ...] = ()
        self._groups: tuple[Group[Row], ...] = ()
        self._sort: Sort | None = None

    @property
    def groups(self) -> tuple[Group[Row], ...]:
        """What is shown."""
        return self._groups

    @property
    def sort_by(self) -> Sort | None:
        """The order within the groups; None is the order given."""
        return self._sort

    def show_groups(self, groups: Sequence[Group[Row]]) -> None:
        """Show other groups."""
        self.beginResetModel()
        self._given = tuple(groups)
        self._groups = self._ordered()
        self.endResetModel()

    def sort_rows(self, sort: Sort | None) -> None:
        """Order the rows within each group; the groups keep their places."""
        if sort == self._sort:
            return
        self._sort = sort
        self.show_groups(self._given)
        self.sorted.emit()

    def column_at(self, section: int) -> Column[Row]:
        """The column of a section."""
        return self.columns[section]

    def row_of(self, index: Index) -> Row | None:
        """The row of an index, None for a group."""
        return self._groups[index.internalId() - 1].rows[index.row()] if index.internalId() else None

    def group_of(self, index: Index) -> Group[Row]:
        """The group of an index, or that of its row."""
        return self._groups[(index.internalId() or index.row() + 1) - 1]

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        if not self.hasIndex(row, column, cast("QModelIndex", parent)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - QObject.parent() has another signature
        if not child.isValid() or not child.internalId():
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column():
            return 0
        return len(self._groups[parent.row()].rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() and (parent.internalId() or parent.column()) else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row_of(index), self.columns[index.column()]
        if row is None:
            group = self._groups[index.row()]
            words = f"{group.title}, {group.count}" if group.count else group.title
            shows = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return words if shows and index.column() == 0 else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(row) if column.tooltip is not None else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGN[column.align]
            case Qt.ItemDataRole.AccessibleTextRole:
                return said(column, row)
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return column.heading
        return ALIGN[column.align] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _ordered(self) -> tuple[Group[Row], ...]:
        column = next((column for column in self.columns if self._sort and column.key == self._sort.key), None)
        if self._sort is None or column is None:
            return self._given
        return tuple(
            Group(group.key, group.title, group.count, tuple(in_order(group.rows, column, self._sort)))
            for group in self._given
        )


class _TreeDelegate(RowDelegate):
    """The row delegate that also knows headings of groups."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = cast("GroupedModel[Any]", index.model())
        return QSize(0, self._theme.size("twoLineRow" if model.has_second_lines else "tableRow"))

    def paint_group(
        self, painter: QPainter, rect: QRect, group: Group[Any], *, is_open: bool, is_current: bool
    ) -> None:
        """The heading of a group over the whole width."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("selection" if is_current else "surfaceSunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        icon = theme.pixmap(
            "chevron_down" if is_open else "chevron_right", theme.colour("textSecondary"), size=_CHEVRON
        )
        painter.drawPixmap(rect.left() + CELL_PADDING - 2, rect.center().y() - _CHEVRON // 2 + 1, icon)
        room = rect.adjusted(CELL_PADDING + _CHEVRON + 6, 0, -CELL_PADDING, 0)
        painter.setFont(theme.font("table", weight=600))
        metrics = painter.fontMetrics()
        count = metrics.horizontalAdvance(group.count) + 10 if group.count else 0
        title = metrics.elidedText(group.title, Qt.TextElideMode.ElideRight, max(0, room.width() - count))
        painter.setPen(theme.colour("text"))
        painter.drawText(room, ALIGN["left"], title)
        painter.setFont(theme.font("table", tabular=True))
        painter.setPen(theme.colour("textSecondary"))
        painter.drawText(room.adjusted(metrics.horizontalAdvance(title) + 9, 0, 0, 0), ALIGN["left"], group.count)
        if is_current and self._view.hasFocus():
            ring, accent = theme.size("focusRing"), theme.colour("accent")
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), ring), accent)
            painter.fillRect(QRect(rect.left(), rect.bottom() - ring + 1, rect.width(), ring), accent)
            painter.fillRect(QRect(rect.left(), rect.top(), ring, rect.height()), accent)
            painter.fillRect(QRect(rect.right() - ring + 1, rect.top(), ring, rect.height()), accent)
        painter.restore()

    def group_width(self, group: Group[Any]) -> int:
        """Width in which the heading of a group is not cut, pixels."""
        bold = self._theme.font("table", weight=600)
        metrics = QFontMetrics(bold)
        words = metrics.horizontalAdvance(group.title) + metrics.horizontalAdvance(group.count)
        return words + 2 * CELL_PADDING + _CHEVRON + 16

    @override
    def tip(self, index: Index, width: int) -> str:
        if index.internalId():
            return super().tip(index, width)
        group = cast("GroupedModel[Any]", index.model()).group_of(index)
        return group.title if self.group_width(group) > self._view.viewport().width() else ""


class GroupedTree(QTreeView, Generic[Row]):
    """A tree of groups with the columns of a table; folded groups stay folded over a reload.

    Left and Right fold and unfold, Enter or Space on a heading turns it over; on a row Enter, F2 and a double click
    open it.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    """The row the person is on, None for a heading or nothing."""
    filters_reset = Signal()

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[Row]],
        name: str,
        title: str,
        remembered: Memory | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, title)
        self._theme = theme
        self._folded: set[str] = set()
        self._before: object = None
        self._comes_first = False
        """Whether the current row is the first one only because the focus had to come to some row."""
        self.hovered = QPersistentModelIndex()
        self.grouped: GroupedModel[Row] = GroupedModel(columns)
        self.delegate = _TreeDelegate(theme, self)
        self.empty = EmptyState(theme, "Ничего не нашлось", link="Сбросить фильтры")
        self.empty.setParent(self.viewport())
        self.empty.hide()
        self.empty.linked.connect(self.filters_reset)
        self._header = TableHeader(theme, self)
        self.setHeader(self._header)
        self.fit = ColumnFit(theme, self, self._header, name=name, memory=remembered)
        self._set_up()
        self.setItemDelegate(self.delegate)
        self.setModel(self.grouped)
        self._header.show_columns(self.grouped.columns)
        self._header.sectionClicked.connect(self._on_heading)
        self.grouped.sorted.connect(self._on_sorted)
        self.fit.show_columns(cast("tuple[Column[object], ...]", self.grouped.columns))
        self.grouped.sort_rows(self.fit.remembered_sort())
        self._header.show_sort(self.grouped.sort_by)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def _set_up(self) -> None:
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        # Else Qt asks every cell of every row for its height whenever the lines change.
        self.setUniformRowHeights(True)
        self.setWordWrap(False)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setAllColumnsShowFocus(False)  # the style would lay its own frame over the row
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._header.setSectionsClickable(True)  # a tree takes this back when it is given a header
        self.setAnimated(False)
        self.doubleClicked.connect(self._on_double_clicked)

    # --- what pages use

    def show_groups(self, groups: Sequence[Group[Row]]) -> None:
        """Show other groups; the row the person was on stays current if it is still there."""
        row, comes_first = self.current_row(), self._comes_first
        kept = None if row is None else identity(row)
        scrolled = self.verticalScrollBar().value()
        self.grouped.show_groups(groups)
        self._unfold()
        found = kept is not None and self.select(lambda other: identity(other) == kept)
        if found:
            self._comes_first = comes_first
            self.verticalScrollBar().setValue(scrolled)
            self.scrollTo(self.currentIndex())
        elif self._before is not None:
            self._before = None
            self.current_changed.emit(None)
        if self.hasFocus() and not self.currentIndex().isValid():
            self._take_first()  # the rows came after the focus

    def current_row(self) -> Row | None:
        """The row the person is on, None for a heading."""
        index = self.currentIndex()
        return self.grouped.row_of(index) if index.isValid() else None

    def chosen_row(self) -> Row | None:
        """The row the person went to: not the first one that the focus came to by itself."""
        return None if self._comes_first else self.current_row()

    def rows(self) -> list[Row]:
        """All rows in the order shown, those of folded groups too."""
        return [row for group in self.grouped.groups for row in group.rows]

    def selected_rows(self) -> list[Row]:
        """The rows chosen, in the order shown."""
        chosen = {(index.internalId(), index.row()) for index in self.selectionModel().selectedRows()}
        return [
            row
            for at, group in enumerate(self.grouped.groups, start=1)
            for place, row in enumerate(group.rows)
            if (at, place) in chosen
        ]

    def select(self, wanted: Callable[[Row], bool]) -> bool:
        """Go to the first row that is wanted, unfolding its group; False when there is none."""
        for at, group in enumerate(self.grouped.groups):
            for place, row in enumerate(group.rows):
                if wanted(row):
                    parent = self.grouped.index(at, 0)
                    self.expand(parent)
                    self._go(self.grouped.index(place, 0, parent))
                    return True
        return False

    def show_drafts(self, keys: frozenset[object]) -> None:
        """Mark the rows (by identity) that have unsaved edits."""
        self.delegate.drafts = keys
        self.viewport().update()

    def say_empty(self, sentence: str, *, button: str = "", link: str = "") -> None:
        """What to say when there are no rows."""
        self.empty.say(sentence, button, link)

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard, with headings when there are several."""
        rows = self.selected_rows()
        columns = [column for column in self.grouped.columns if column.heading]
        cells = [[column.text(row) for column in columns] for row in rows]
        copy_rows([column.heading for column in columns] if len(rows) > 1 else (), cells)

    # --- QTreeView

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        if index.internalId():
            super().drawRow(painter, options, cast("QModelIndex", index))
            return
        rect = rect_of(options)
        whole = QRect(0, rect.top(), self.viewport().width(), rect.height())
        is_current = index == self.currentIndex().siblingAtColumn(0)
        group = self.grouped.group_of(index)
        is_open = self.isExpanded(cast("QModelIndex", index))
        self.delegate.paint_group(painter, whole, group, is_open=is_open, is_current=is_current)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """No branches: the headings have chevrons of their own."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif index.isValid() and not index.internalId() and key in (*_OPENS, Qt.Key.Key_Space):
            self._turn(index)
        elif key in _OPENS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if (row := self.current_row()) is not None:
                self.opened.emit(row)
        elif key == Qt.Key.Key_Left and index.isValid() and index.internalId():
            self._go(self.grouped.index(index.internalId() - 1, 0))
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        self._comes_first = False
        if index.isValid() and not index.internalId() and event.button() is Qt.MouseButton.LeftButton:
            self._turn(index)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(QModelIndex())
        super().leaveEvent(event)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        show_menu(self.menu(), self, arg__1)

    def menu(self) -> QMenu:
        """The page's actions, copying, sorting within the groups, folding."""
        menu = rows_menu(self, self.grouped.columns, copy=self.copy_selection, sort=self._on_heading)
        menu.addAction("Развернуть все", self._unfold_all)
        menu.addAction("Свернуть все", self._fold_all)
        menu.addAction("Обычная ширина столбцов", self.fit.reset)
        return menu

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(cast("QModelIndex", current), cast("QModelIndex", previous))
        row = self.grouped.row_of(current) if current.isValid() else None
        self.viewport().update()
        self._comes_first = False
        if row != self._before:
            self._before = row
            self.current_changed.emit(row)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._take_first()
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
        self.empty.setGeometry(self.viewport().rect())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        round_corners(self.viewport(), self._theme)

    # --- within

    def _take_first(self) -> None:
        self._comes_first = self.select(lambda _row: True)

    def _go(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _turn(self, index: QModelIndex) -> None:
        index = index.siblingAtColumn(0)
        is_open = not self.isExpanded(index)
        key = self.grouped.group_of(index).key
        self._folded = self._folded - {key} if is_open else self._folded | {key}
        self.setExpanded(index, is_open)

    def _unfold(self) -> None:
        for at, group in enumerate(self.grouped.groups):
            self.setExpanded(self.grouped.index(at, 0), group.key not in self._folded)
        self.empty.stand_in_for(self, is_empty=not self.grouped.groups)
        self.empty.setGeometry(self.viewport().rect())

    def _unfold_all(self) -> None:
        self._folded = set()
        self._unfold()

    def _fold_all(self) -> None:
        self._folded = {group.key for group in self.grouped.groups}
        self._unfold()

    def _hover(self, index: QModelIndex) -> None:
        if QPersistentModelIndex(index.siblingAtColumn(0)) != self.hovered:
            self.hovered = QPersistentModelIndex(index.siblingAtColumn(0))
            self.viewport().update()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (row := self.grouped.row_of(index)) is not None:
            self.opened.emit(row)

    def _on_heading(self, section: int) -> None:
        """Once ascending, once descending, then the order of the plan again."""
        column = self.grouped.columns[section]
        if not column.sortable:
            return
        now = self.grouped.sort_by
        row = self.current_row()
        if now is None or now.key != column.key:
            self.grouped.sort_rows(Sort(column.key))
        else:
            self.grouped.sort_rows(None if now.descending else Sort(column.key, descending=True))
        self._unfold()
        if row is not None:
            kept = identity(row)
            self.select(lambda other: identity(other) == kept)

    def _on_sorted(self) -> None:
        self._header.show_sort(self.grouped.sort_by)
        self.fit.remember_sort(self.grouped.sort_by)

    def _on_theme(self) -> None:
        self._header.setFixedHeight(self._theme.size("tableHeader"))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
