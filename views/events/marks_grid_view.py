"""The grid of people × events worked by keyboard: letters mark the chosen cells, arrows move, Enter opens an event."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from models.rows.codes import Presence
from models.rules.words import SHORT_WEEKDAYS
from views.events.marks import STATES, WORDS, here, key_means, offered
from views.events.marks_grid_model import MarksGridModel, Place
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.people_grid import PeopleGrid, add_entry, paint_current

Index = QModelIndex | QPersistentModelIndex
_COLUMN = (52, 96)
"""Narrowest and widest column of an event, pixels at 100 %."""
_TICK = 16


class MarksGridView(PeopleGrid):
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
        super().__init__(theme, model, model.table, name="marks-grid", title="Отметки нескольких мероприятий")
        self._grid = model
        self._days = _DayHeader(theme, self, model)
        self.setHorizontalHeader(self._days)
        self._delegate = _CellDelegate(theme, self, model)
        self.setItemDelegate(self._delegate)
        self._days.sectionPressed.connect(self._on_day)
        self.doubleClicked.connect(self._open)
        self._fit()

    @property
    def column(self) -> int:
        """The event one stands on, -1 without one."""
        return self.currentIndex().column()

    @override
    def chosen(self) -> list[Place]:
        """The chosen cells whose people are expected."""
        return [place for place in super().chosen() if self._grid.cell(*place) is not None]

    @override
    def menu(self) -> QMenu:
        menu = named(QMenu(self), "grid-menu", "Отметить")
        if self.column >= 0:
            mode = self._grid.events[self.column].mode
            for mark in offered(mode):
                key = " " if mark is here(mode) else _LETTERS[mark]
                shown = "Пробел" if key == " " else key
                add_entry(menu, f"{WORDS[mark].capitalize()}\t{shown}", lambda key=key: self._mark(key))
            add_entry(menu, "Снять отметку\tDel", lambda: self._mark(""))
            menu.addSeparator()
            add_entry(menu, "Отметить всех, кто без отметки\tCtrl+Пробел", lambda: self.column_filled.emit(self.column))
            add_entry(menu, "Открыть мероприятие\tEnter", self._open)
            menu.addSeparator()
        add_entry(menu, "Копировать как таблицу\tCtrl+C", self.copy_chosen)
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

    @override
    def _fit(self) -> None:
        self._days.setDefaultSectionSize(self._share(self._room, *_COLUMN))
        self._days.setFixedHeight(2 * QFontMetrics(self._theme.font("secondary")).height() + 8)
        super()._fit()


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
            paint_current(painter, rect, self._view, theme)
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
