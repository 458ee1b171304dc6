"""The grid of trainees × assignments worked by keyboard: letters set states, arrows move, Enter opens an answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from models.rows.codes import SubmissionState
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.people_grid import Index, PeopleGrid, add_entry
from views.works.state_keys import LETTERS, key_means
from views.works.submissions_model import SubmissionsModel
from views.works.submissions_paint import AnswerDelegate, TaskHeader

_COLUMN = (100, 240)
"""Narrowest and widest column of an assignment, pixels at 100 %."""


class SubmissionsGrid(PeopleGrid):
    """What is typed comes out as signals; storing it is the tab's work."""

    marked = Signal(object, SubmissionState)
    """Places of cells (list of (row, column)), and the state they get."""
    opened = Signal(object)
    """Enter: the place of the cell."""
    moved = Signal(object)
    """The arrows came to another cell: its place."""

    def __init__(self, theme: Theme, model: SubmissionsModel) -> None:
        super().__init__(theme, model, model.table, name="submissions-grid", title="Задания стажёров")
        self._board = model
        self._tasks = TaskHeader(theme, self, model)
        self.setHorizontalHeader(self._tasks)
        self.setItemDelegate(AnswerDelegate(theme, self, model))
        self.doubleClicked.connect(self._open)
        self._fit()

    @override
    def menu(self) -> QMenu:
        menu = named(QMenu(self), "submissions-menu", "Состояние задания")
        if self.currentIndex().isValid():
            for state, letter in LETTERS.items():
                add_entry(menu, f"{state.label.capitalize()}\t{letter}", lambda state=state: self._mark(state))
            menu.addSeparator()
            add_entry(menu, "Оценка, комментарий, файлы\tEnter", self._open)
        add_entry(menu, "Копировать как таблицу\tCtrl+C", self.copy_chosen)
        return menu

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif held or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif (state := key_means(event.text())) is not None:
            self._mark(state)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._mark(SubmissionState.MISSING)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open()
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit((current.row(), current.column()))

    def _mark(self, state: SubmissionState) -> None:
        """Set the state of what is chosen; after one cell go on to the next person."""
        places, place = self.chosen(), self.currentIndex()
        if not places:
            return
        self.marked.emit(places, state)
        if len(places) == 1:
            self.go_to(place.row() + 1, place.column())

    def _open(self) -> None:
        here = self.currentIndex()
        if here.isValid():
            self.opened.emit((here.row(), here.column()))

    @override
    def _fit(self) -> None:
        super()._fit()
        self._tasks.setDefaultSectionSize(self._share(self.viewport().width(), *_COLUMN))
        self._tasks.setFixedHeight(3 * QFontMetrics(self._theme.font("secondary")).height() + 10)
