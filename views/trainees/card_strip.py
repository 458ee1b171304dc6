"""«Посещаемость»: the events of a stream in their order, each with the trainee's mark."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.rows.codes import Presence
from models.rows.requirements import Visit
from models.rules.words import day_in_table, quoted, short_day
from views.events.marks import WORDS, mark_look
from views.states import State
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.paint import Mark, paint_focus, paint_sign

_CELL = QSize(46, 28)
_MADE_UP = Mark("О", State.NEUTRAL, WORDS[Presence.MADE_UP])


class AttendanceStrip(QWidget):
    """Cells in lines, as many as fit; arrows, Home and End go along them, Enter or a click opens the event."""

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._visits: tuple[Visit, ...] = ()
        self._current = 0
        named(self, "attendance-strip", "Посещаемость")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme)

    def show_visits(self, visits: Sequence[Visit]) -> None:
        """Show these events."""
        self._visits = tuple(visits)
        self._current = min(self._current, max(len(visits) - 1, 0))
        self._fit()

    def words(self, place: int) -> str:
        """What the tooltip and a screen reader say of an event."""
        visit = self._visits[place]
        mark = WORDS[visit.presence] if visit.presence is not None else "отметки нет"
        return f"{day_in_table(visit.held_on)}, {visit.format} {quoted(visit.title)}: {mark}"

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        lines = -(-len(self._visits) // self._across(arg__1))
        return max(lines, 1) * self._line()

    @override
    def sizeHint(self) -> QSize:
        wide = max(self.width(), self._cell_width() * 4)
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._cell_width() * 4, self.heightForWidth(max(self.width(), self._cell_width() * 4)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, across = len(self._visits) - 1, self._across(self.width())
        moves = {
            Qt.Key.Key_Left: self._current - 1, Qt.Key.Key_Right: self._current + 1, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last, Qt.Key.Key_Up: self._current - across, Qt.Key.Key_Down: self._current + across,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier or last < 0:
            super().keyPressEvent(event)
        elif key in moves:
            self._go(min(max(moves[key], 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._visits[self._current].event_id)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._current = place
            self.opened.emit(self._visits[place].event_id)
        else:
            super().mousePressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(place) if place is not None else "", self)
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._visits:
            self.setAccessibleDescription(self.words(self._current))
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, visit in enumerate(self._visits):
            cell = self._cell(place)
            box = QRect(cell.left() + 4, cell.top() + 2, self._cell_width() - 8, _CELL.height())
            self._paint_mark(painter, box, visit)
            painter.setFont(self._theme.font("secondary"))
            painter.setPen(self._theme.colour("textSecondary"))
            below = QRect(cell.left(), box.bottom() + 2, cell.width(), cell.bottom() - box.bottom() - 2)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, short_day(visit.held_on))
            if place == self._current and self.hasFocus():
                paint_focus(painter, box.adjusted(-2, -2, 2, 2), self._theme, radius=6)

    def _paint_mark(self, painter: QPainter, box: QRect, visit: Visit) -> None:
        if visit.presence is None:
            painter.setPen(QPen(self._theme.colour("waypointAhead"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
            return
        mark = _MADE_UP if visit.presence is Presence.MADE_UP else mark_look(visit.presence, visit.mode)
        look = self._theme.state(mark.state)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.soft)
        painter.drawRoundedRect(box, 6, 6)
        paint_sign(painter, box, self._theme, mark.sign, look.text)

    def _cell(self, place: int) -> QRect:
        line, column = divmod(place, self._across(self.width()))
        return QRect(column * self._cell_width(), line * self._line(), self._cell_width(), self._line())

    def _at(self, point: QPoint) -> int | None:
        return next((place for place in range(len(self._visits)) if self._cell(place).contains(point)), None)

    def _across(self, width: int) -> int:
        return max(width // self._cell_width(), 1)

    def _cell_width(self) -> int:
        return round(_CELL.width() * self._theme.scale)

    def _line(self) -> int:
        return _CELL.height() + QFontMetrics(self._theme.font("secondary")).height() + 10

    def _go(self, place: int) -> None:
        self._current = place
        self.setAccessibleDescription(self.words(place))
        cell = self._cell(place)
        QToolTip.showText(self.mapToGlobal(cell.bottomLeft()), self.words(place), self, cell)
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def _on_theme(self) -> None:
        self._fit()
