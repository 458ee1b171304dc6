"""The grid of trainees × competences worked by keyboard: digits score and go on, Д marks a deficit."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from models.rows.diagnostics import HIGHEST
from models.rules.diagnostics import SCORE_WORDS, suggests_deficit
from views.diagnostics.grid_model import Index, Scorer, ScoresModel
from views.states import State
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.people_grid import PeopleGrid, add_entry, paint_current

_COLUMN = (40, 180)
"""Narrowest and widest column, pixels at 100 %."""
_TITLED = 100
"""From this width on a column is headed by the words of its competence too, pixels at 100 %."""
_DEFICIT = frozenset({"д", "d", "l", "в"})
"""«Д» in either layout, and the key D itself."""
_NO_DEFICIT = frozenset({"-", "−"})
_NOTE = 2.0
"""Radius of the dot of a comment, pixels."""
_SMALL = 0.85
"""Of the quiet text: the size of what stands beside a score."""


class ScoresView(PeopleGrid):
    """What is typed comes out as signals; storing it is the page's work."""

    scored = Signal(object, object)
    """Places of cells (list of (row, column)), and the score; None takes it away."""
    decided = Signal(object, bool)
    """Places of cells, and whether they are deficits."""
    details_wanted = Signal()
    """F2: the priority and the comment of the cell."""
    refused = Signal(str)
    """A sentence: what was typed does not fit."""

    def __init__(self, theme: Theme, model: ScoresModel) -> None:
        super().__init__(theme, model, model.table, name="scores", title="Оценки стажёров по компетенциям")
        self._grid = model
        self._is_filling = False
        """Whether anything was typed since the keyboard came."""
        self._numbers = _NumberHeader(theme, self, model)
        self.setHorizontalHeader(self._numbers)
        self.setItemDelegate(_ScoreDelegate(theme, self, model))
        self.doubleClicked.connect(self.details_wanted)
        self._fit()

    @override
    def menu(self) -> QMenu:
        menu = named(QMenu(self), "scores-menu", "Оценить")
        for score, words in SCORE_WORDS.items():
            add_entry(menu, f"{score} — {words}\t{score}", lambda score=score: self.scored.emit(self.chosen(), score))
        add_entry(menu, "Снять оценку\tDel", lambda: self.scored.emit(self.chosen(), None))
        menu.addSeparator()
        add_entry(menu, "Отметить дефицит\tД", lambda: self._decide(is_deficit=True))
        add_entry(menu, "Снять дефицит\t−", lambda: self._decide(is_deficit=False))
        add_entry(menu, "Приоритет и комментарий\tF2", self.details_wanted.emit)
        menu.addSeparator()
        add_entry(menu, "Копировать как таблицу\tCtrl+C", self.copy_chosen)
        return menu

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif plain and self.currentIndex().isValid() and (self._on_sign(event) or self._on_way(event)):
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Once one is filling, Tab goes from cell to cell; before that and at the ends it leaves: nobody is caught.
        if self._is_filling and self._step(1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._is_filling = False

    def _on_sign(self, event: QKeyEvent) -> bool:
        text = event.text().casefold()
        if not text or not text.isprintable():
            return False
        self._is_filling = True
        places = self.chosen()
        if text.isdigit():
            if int(text) > HIGHEST:
                self.refused.emit(f"Шкала от 0 до {HIGHEST}.")
                return True
            self.scored.emit(places, int(text))
            if len(places) == 1:
                self._step(1)
        elif text in _DEFICIT or text in _NO_DEFICIT:
            self._decide(is_deficit=text in _DEFICIT)
        return True

    def _decide(self, *, is_deficit: bool) -> None:
        self.decided.emit(self.chosen(), is_deficit)

    def _on_way(self, event: QKeyEvent) -> bool:
        here = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.go_to(here.row() + 1, here.column())
            case Qt.Key.Key_F2:
                self.details_wanted.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.scored.emit(self.chosen(), None)
            case _:
                return False
        return True

    def _step(self, by: int) -> bool:
        """To the next competence, from the last one to the next trainee; False at the ends of the grid."""
        here, wide = self.currentIndex(), self._grid.columnCount()
        place = here.row() * wide + here.column() + by
        if not here.isValid() or not 0 <= place < self._grid.rowCount() * wide:
            return False
        self.go_to(*divmod(place, wide))
        return True

    @override
    def _fit(self) -> None:
        self._numbers.setMinimumSectionSize(20)
        self._numbers.setDefaultSectionSize(self._share(self._room, *_COLUMN))
        lines = 2 if self._numbers.is_titled else 1
        self._numbers.setFixedHeight(lines * QFontMetrics(self._theme.font("secondary")).height() + 12)
        super()._fit()


class _ScoreDelegate(QStyledItemDelegate):
    """The score, the other's score small beside it; a deficit is a filled box with its mark, a hint a dashed one."""

    def __init__(self, theme: Theme, view: QTableView, model: ScoresModel) -> None:
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
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._begins_area(index.column()):
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        self._paint_score(painter, rect, index)
        if index == self._view.currentIndex():
            paint_current(painter, rect, self._view, theme)
        painter.restore()

    def _paint_score(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, score = self._theme, self._grid.score(index.row(), index.column())
        look = theme.state(State.ATTENTION)
        box = rect.adjusted(4, 3, -4, -4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if score.is_deficit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.soft)
            painter.drawRoundedRect(box, 4, 4)
        elif suggests_deficit(score):
            painter.setPen(QPen(look.fill, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        shown = self._grid.shown(index.row(), index.column())
        other = score.tutor_score if self._grid.scorer is Scorer.HERSELF else score.self_score
        painter.setFont(theme.font("table", weight=600 if score.is_deficit else None, tabular=True))
        painter.setPen(look.text if score.is_deficit else theme.colour("text"))
        if shown is not None:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(shown))
        small = theme.font("secondary", tabular=True)
        small.setPointSizeF(small.pointSizeF() * _SMALL)
        painter.setFont(small)
        inside = box.adjusted(4, 1, -4, -1)
        if score.is_deficit:
            mark = f"Д{score.priority or ''}"
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, mark)
        painter.setPen(theme.colour("textSecondary"))
        if other is not None:
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(other))
        if score.comment:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QPointF(box.right() - 4, box.top() + 5), _NOTE, _NOTE)

    def _begins_area(self, column: int) -> bool:
        competences = self._grid.competences
        return column > 0 and competences[column].area != competences[column - 1].area


class _NumberHeader(QHeaderView):
    """Numbers of the competences, with their words where there is room; the column one stands on is strong."""

    def __init__(self, theme: Theme, view: QTableView, model: ScoresModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self._view = view
        self._grid = model
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def is_titled(self) -> bool:
        """Whether the columns are wide enough for words."""
        return self.defaultSectionSize() >= round(_TITLED * self._theme.scale)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if logicalIndex >= len(self._grid.competences):
            return
        is_current = logicalIndex == self._view.currentIndex().column()
        painter.save()
        painter.fillRect(rect, self._theme.colour("selection" if is_current else "surfaceSunken"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(self._theme.colour("text" if is_current else "textSecondary"))
        painter.setFont(self._theme.font("secondary", weight=600 if is_current else None, tabular=True))
        competence, centre = self._grid.competences[logicalIndex], Qt.AlignmentFlag.AlignCenter
        if self.is_titled:
            upper, lower = rect.adjusted(6, 5, -6, -rect.height() // 2), rect.adjusted(6, rect.height() // 2, -6, -5)
            painter.drawText(upper, centre, competence.number)
            words = painter.fontMetrics().elidedText(competence.title, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, centre, words)
        else:
            painter.drawText(rect, centre, competence.number)
        painter.restore()
