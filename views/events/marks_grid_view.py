"""The grid of people × events worked by keyboard: letters mark the chosen cells, arrows move, Enter opens an event."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from models.rows.codes import Presence
from models.rows.events import GridPerson
from models.rules.words import SHORT_WEEKDAYS
from views.events.marks import STATES, WORDS, here, key_means, offered
from views.events.marks_grid_model import MarksGridModel, Place, name_of
from views.theme import Theme
from views.widgets.clipboard import copy_rows
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.paint import paint_focus

Index = QModelIndex | QPersistentModelIndex
_COLUMN = (52, 96)
"""Narrowest and widest column of an event, pixels at 100 %."""
_NAMES = (150, 260)
"""Narrowest and widest column of names, pixels at 100 %."""
_PADDING = 10
_TICK = 16


class MarksGridView(QTableView):
    """What is typed comes out as signals; storing it is the page's work."""

    marked = Signal(object, str)
    """Places of cells (list of (row, column)), and the key pressed; "" takes their marks away."""
    column_filled = Signal(int)
    """Everybody without a mark in this column takes part."""
    opened = Signal(int)
    """Enter: the event's id."""
    refused = Signal(str)
    """A sentence: what was typed does not fit."""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self, theme: Theme, model: MarksGridModel) -> None:
        super().__init__()
        self._theme = theme
        self._grid = model
        named(self, "marks-grid", "Отметки нескольких мероприятий")
        self._days = _DayHeader(theme, self, model)
        self._names = _NameHeader(theme, self, model)
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(self._names)
        self.setModel(model)
        self._delegate = _CellDelegate(theme, self, model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._days.sectionPressed.connect(self._on_day)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def column(self) -> int:
        """The event one stands on, -1 without one."""
        return self.currentIndex().column()

    def go_to(self, row: int, column: int) -> None:
        """Stand on a cell, as far as the grid goes."""
        if self._grid.rowCount() and self._grid.columnCount():
            place = self._grid.index(
                min(max(row, 0), self._grid.rowCount() - 1), min(max(column, 0), self._grid.columnCount() - 1)
            )
            self.setCurrentIndex(place)
            self.scrollTo(place)

    def chosen(self) -> list[Place]:
        """The chosen cells whose people are expected."""
        places = [(index.row(), index.column()) for index in self.selectedIndexes()]
        return sorted(place for place in places if self._grid.cell(*place) is not None)

    def copy_chosen(self) -> None:
        """Put the chosen cells on the clipboard, the whole grid where only one is chosen."""
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen}) if len(chosen) > 1 else range(self._grid.rowCount())
        columns = sorted({index.column() for index in chosen}) if len(chosen) > 1 else range(self._grid.columnCount())
        copy_rows(*self._grid.table(rows, columns))

    def menu(self) -> QMenu:
        """What the keys do, for the mouse."""
        menu = named(QMenu(self), "grid-menu", "Отметить")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.column >= 0:
            mode = self._grid.events[self.column].mode
            for mark in offered(mode):
                key = " " if mark is here(mode) else _LETTERS[mark]
                shown = "Пробел" if key == " " else key
                _add(menu, f"{WORDS[mark].capitalize()}\t{shown}", lambda key=key: self._mark(key))
            _add(menu, "Снять отметку\tDel", lambda: self._mark(""))
            menu.addSeparator()
            _add(menu, "Отметить всех, кто без отметки\tCtrl+Пробел", lambda: self.column_filled.emit(self.column))
            _add(menu, "Открыть мероприятие\tEnter", self._open)
            menu.addSeparator()
        _add(menu, "Копировать как таблицу\tCtrl+C", self.copy_chosen)
        return menu

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif control and event.key() == Qt.Key.Key_Space and self.column >= 0:
            self.column_filled.emit(self.column)
        elif control or event.modifiers() & Qt.KeyboardModifier.AltModifier or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif self._on_letter(event) or self._on_way(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are marks here, never a search."""

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        at = arg__1.globalPos()
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu().popup(at)

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
        self._days.viewport().update()
        self._names.viewport().update()

    def _on_letter(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not text or not text.isprintable():
            return False
        if text.isdigit():
            self.refused.emit("Минуты ставят на листе мероприятия: Enter откроет его.")
            return True
        if key_means(text, self._grid.events[self.column].mode) is not None:
            self._mark(text)
        return True

    def _on_way(self, event: QKeyEvent) -> bool:
        here = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self._open()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._mark("")
            case Qt.Key.Key_Home if not event.modifiers():
                self.go_to(0, here.column())
            case Qt.Key.Key_End if not event.modifiers():
                self.go_to(self._grid.rowCount() - 1, here.column())
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True

    def _mark(self, key: str) -> None:
        """Mark what is chosen; after one cell go on to the next person."""
        places, place = self.chosen(), self.currentIndex()
        if not places:
            self.refused.emit("Этого человека в тот день в потоке не было: отмечать нечего.")
            return
        self.marked.emit(places, key)
        if len(places) == 1 and key:
            self.go_to(place.row() + 1, place.column())

    def _open(self) -> None:
        if self.column >= 0:
            self.opened.emit(self._grid.events[self.column].id)

    def _on_day(self, column: int) -> None:
        self.go_to(max(0, self.currentIndex().row()), column)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _fit(self) -> None:
        theme = self._theme
        self._names.setDefaultSectionSize(theme.size("attendanceRow"))
        least, most = (round(width * theme.scale) for width in _COLUMN)
        share = (self.width() - self._names.wanted() - 20) // max(1, self._grid.columnCount())
        self._days.setDefaultSectionSize(min(max(share, least), most))
        self._days.setFixedHeight(2 * QFontMetrics(theme.font("secondary")).height() + 8)
        self._names.setFixedWidth(self._names.wanted())
        self.viewport().update()


_LETTERS = {Presence.REMOTE: "Д", Presence.EXCUSED: "У", Presence.ABSENT: "Н"}


class _CellDelegate(QStyledItemDelegate):
    """A thin tick for the usual, a coloured letter for exceptions, sunken where nobody was expected."""

    def __init__(self, theme: Theme, view: QTableView, model: MarksGridModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._grid = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(round(_COLUMN[0] * self._theme.scale), self._theme.size("attendanceRow"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, state = self._theme, rect_of(option), state_of(option)
        cell, mode = self._grid.cell(index.row(), index.column()), self._grid.events[index.column()].mode
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        elif cell is None:
            painter.fillRect(rect, theme.colour("surfaceSunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if cell is not None and cell.state is not None:
            self._paint_mark(painter, rect, cell.state, usual=cell.state is here(mode))
        if index == self._view.currentIndex():
            if self._view.hasFocus():
                paint_focus(painter, rect, theme)
            else:
                painter.setPen(theme.colour("accent"))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: Presence, *, usual: bool) -> None:
        look = self._theme.state(STATES[mark])
        if usual:
            tick = self._theme.pixmap("checkmark", self._theme.colour("textSecondary"), size=_TICK)
            painter.drawPixmap(rect.center().x() - _TICK // 2 + 1, rect.center().y() - _TICK // 2 + 1, tick)
            return
        side = min(rect.height() - 6, 26)
        box = QRect(0, 0, side + 6, side)
        box.moveCenter(rect.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.soft)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(look.text)
        painter.setFont(self._theme.font("table", weight=600))
        letter = {Presence.PRESENT: "П", Presence.MADE_UP: "О", **_LETTERS}[mark]
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


class _DayHeader(QHeaderView):
    """The day and its weekday; the column one stands on is strong."""

    def __init__(self, theme: Theme, view: MarksGridView, model: MarksGridModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self._view = view
        self._grid = model
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._grid.events):
            return
        day = self._grid.events[logicalIndex].held_on
        is_current = logicalIndex == self._view.column
        painter.save()
        painter.fillRect(rect, self._theme.colour("selection" if is_current else "surfaceSunken"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        upper = rect.adjusted(0, 3, 0, -rect.height() // 2)
        painter.setFont(self._theme.font("secondary", weight=600 if is_current else 500, tabular=True))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, f"{day:%d.%m}")
        painter.setPen(self._theme.colour("textSecondary"))
        painter.setFont(self._theme.font("secondary"))
        lower = rect.adjusted(0, rect.height() // 2, 0, -3)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, SHORT_WEEKDAYS[day.weekday()])
        painter.restore()


class _NameHeader(QHeaderView):
    """Names that stay while the days scroll."""

    def __init__(self, theme: Theme, view: QTableView, model: MarksGridModel) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = theme
        self._view = view
        self._grid = model
        self._measured: tuple[tuple[GridPerson, ...], float] = ((), 0.0)
        self._wanted = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def wanted(self) -> int:
        """Width in which most names are whole, pixels; measured once for the same people and text size."""
        measured = self._grid.people, self._theme.scale
        if self._measured != measured:
            self._measured, self._wanted = measured, self._measure()
        return self._wanted

    def _measure(self) -> int:
        metrics = QFontMetrics(self._theme.font("table"))
        names = [name_of(person) for person in self._grid.people]
        longest = max(map(metrics.horizontalAdvance, names), default=0) + 2 * _PADDING + 2
        least, most = (round(width * self._theme.scale) for width in _NAMES)
        return min(max(longest, least), most)

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
        name = str(self._grid.headerData(logicalIndex, Qt.Orientation.Vertical))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _add(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(act)
