"""The grid of sheets worked by keyboard: a digit answers and goes on, a space passes over, Enter is the next sheet."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
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

from models.rows.questionnaire import BEST_NPS, HIGHEST, LOWEST
from views.feedback.answers_model import COLUMNS, AnswersModel, Index, is_open, is_scored
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.paint import paint_focus

_SCORE_WIDTH = 82
_LEAST_SCORE_WIDTH = 62
"""The longest word over a score."""
_WORDS_WIDTH = 140
_AIR = 8


class AnswersGrid(QTableView):
    """What is typed goes into the model; storing it is the tab's work."""

    refused = Signal(str)
    """A sentence: what was typed does not fit."""
    moved = Signal()

    def __init__(self, theme: Theme, model: AnswersModel) -> None:
        super().__init__()
        self._theme = theme
        self._answers = model
        named(self, "answers", "Анкеты: оценки 1–5, рекомендация 0–10 и свободные ответы")
        self._heads = _Heads(theme, self)
        self.setHorizontalHeader(self._heads)
        self.setModel(model)
        self.setItemDelegate(_AnswerDelegate(theme, self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def go_to(self, row: int, column: int) -> None:
        """Stand on a cell, as far as the grid goes."""
        at = self._answers.index(min(row, self._answers.rowCount() - 1), column)
        self.setCurrentIndex(at)
        self.scrollTo(at)

    def begin_sheet(self) -> None:
        """Ctrl+N: stand at the beginning of the empty line."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(self._answers.rowCount() - 1, 0)

    def finish_writing(self) -> None:
        """Take over the words of a cell that is still being written in."""
        if self.state() is QAbstractItemView.State.EditingState:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_out(self) -> None:
        """Take out the sheet one stands on."""
        here = self.currentIndex()
        if here.isValid():
            self._answers.take_out(here.row())
            self.go_to(here.row(), 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        here = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter in a cell that is written in: the editor takes the words itself
        elif here.isValid() and modifiers == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Delete:
            self.take_out()
        elif here.isValid() and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            if not (self._on_way(event) or self._on_sign(event)):
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Digits are scores here, never a search."""

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if self.currentIndex().isValid() and self.currentIndex().row() < self._answers.sheets():
            menu = named(QMenu(self), "answers-menu", "Анкета")
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction("Очистить ответ\tDel").triggered.connect(self._clear)
            menu.addAction("Убрать анкету\tCtrl+Del").triggered.connect(self.take_out)
            menu.popup(arg__1.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(self._answers.rowCount() - 1, 0)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._heads.viewport().update()
        self.moved.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.scrollTo(self.currentIndex())

    def _on_sign(self, event: QKeyEvent) -> bool:
        here, text = self.currentIndex(), event.text()
        if not text or not text.isprintable():
            return False
        if is_open(here.column()):
            return self.edit(here, QAbstractItemView.EditTrigger.AnyKeyPressed, event)
        if text.isdigit():
            self._on_digit(int(text))
        return True

    def _on_digit(self, digit: int) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if is_scored(column):
            if not LOWEST <= digit <= HIGHEST:
                self.refused.emit(f"На этот вопрос отвечают от {LOWEST} до {HIGHEST}.")
                return
            self._answers.put(row, column, digit)
            self._step()
            return
        # 1 may be the beginning of 10: the cell waits for a nought, any way out of it leaves the 1.
        is_ten = digit == 0 and self._answers.value(row, column) == 1
        self._answers.put(row, column, BEST_NPS if is_ten else digit)
        if digit != 1:
            self._step()

    def _on_way(self, event: QKeyEvent) -> bool:
        here = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.go_to(here.row() + 1, 0)
            case Qt.Key.Key_Space:
                self._step()
            case Qt.Key.Key_F2 if is_open(here.column()):
                self.edit(here)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._clear()
            case _:
                return False
        return True

    def _clear(self) -> None:
        here = self.currentIndex()
        if self._answers.value(here.row(), here.column()) is not None:
            self._answers.put(here.row(), here.column(), None)

    def _step(self) -> None:
        """To the next question, from the last one to the next sheet."""
        here = self.currentIndex()
        place = here.row() * len(COLUMNS) + here.column() + 1
        if place < self._answers.rowCount() * len(COLUMNS):
            self.go_to(*divmod(place, len(COLUMNS)))

    def _fit(self) -> None:
        theme, scale = self._theme, self._theme.scale
        self.verticalHeader().setDefaultSectionSize(theme.size("attendanceRow"))
        self.verticalHeader().setFixedWidth(round(62 * scale))
        self._heads.setFixedHeight(2 * QFontMetrics(theme.font("secondary")).height() + 10)
        words = [at for at in range(len(COLUMNS)) if is_open(at)]
        room = self.viewport().width() - 2 * round(_WORDS_WIDTH * scale)
        scores = len(COLUMNS) - len(words)
        score = min(max(room // scores, round(_LEAST_SCORE_WIDTH * scale)), round(_SCORE_WIDTH * scale))
        rest = max(round(_WORDS_WIDTH * scale), (self.viewport().width() - score * scores) // len(words))
        for at in range(len(COLUMNS)):
            self.setColumnWidth(at, rest if at in words else score)


class _Heads(QHeaderView):
    """Two lines over a question: its number and a word; the one that is being answered is strong."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self._view = view

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = self._theme
        is_current = logicalIndex == self._view.currentIndex().column()
        said = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        painter.save()
        painter.fillRect(rect, theme.colour("selection" if is_current else "surfaceSunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font("secondary", tabular=True))
        painter.setPen(theme.colour("text" if is_current else "textSecondary"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(said))
        painter.restore()


class _AnswerDelegate(QStyledItemDelegate):
    """A score in the middle, words from the left; the cell one stands on has the ring."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, rect_of(option)
        painter.save()
        if state_of(option) & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font("table", tabular=True))
        painter.setPen(theme.colour("text"))
        said = str(index.data() or "")
        if is_open(index.column()):
            inside = rect.adjusted(_AIR, 0, -_AIR, 0)
            cut = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, cut)
        else:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, said)
        if index == self._view.currentIndex() and self._view.hasFocus():
            paint_focus(painter, rect, theme)
        painter.restore()
