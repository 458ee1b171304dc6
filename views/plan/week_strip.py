"""The strip over the plan: a cell a week (a month in longer periods), a dot an item; a press filters by it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanMark
from models.rules.plan_periods import Span
from models.rules.words import MONTHS, counted, day_in_text, span_in_strip
from views.plan.looks import dot_state, state_word
from views.states import State
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.paint import DOT, DOT_GAP, dots_width, paint_dots, paint_focus

_AIR = 6
_WEEK = 7
_TITLES_SHOWN = 6


class _Cell(NamedTuple):
    span: Span
    caption: str
    states: tuple[State | None, ...]
    said: str


class WeekStrip(QWidget):
    """Weeks of a period with their items; `chosen` carries the span pressed, or None when it is let go."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: tuple[_Cell, ...] = ()
        self._today = date.min
        self._chosen: int | None = None
        self._current = 0
        named(self, "week-strip", "Недели плана")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    @property
    def span(self) -> Span | None:
        """The span that is chosen now."""
        return None if self._chosen is None else self._cells[self._chosen].span

    def show_spans(self, spans: Sequence[Span], marks: Sequence[PlanMark], today: date) -> None:
        """Show these weeks or months with their items; what was chosen stays chosen while it is among them."""
        kept = self.span
        self._cells = tuple(_cell(span, [mark for mark in marks if mark.day in span]) for span in spans)
        self._today = today
        self._chosen = next((place for place, cell in enumerate(self._cells) if cell.span == kept), None)
        now = next((place for place, cell in enumerate(self._cells) if today in cell.span), 0)
        self._current = now if self._chosen is None else self._chosen
        self._tell()
        self.update()

    def let_go(self) -> None:
        """Choose nothing, without telling."""
        self._chosen = None
        self._tell()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, self._caption().height() + DOT + 3 * _AIR + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.radius("sheet")
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        for place in range(len(self._cells)):
            self._paint_cell(painter, place)
        if self.hasFocus() and self._cells:
            paint_focus(painter, self._box(self._current).adjusted(1, 1, -1, -1), self._theme, radius=radius - 4)

    def _paint_cell(self, painter: QPainter, place: int) -> None:
        cell, box = self._cells[place], self._box(place)
        theme = self._theme
        is_now = self._today in cell.span
        if place == self._chosen or (is_now and self._chosen is None):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if place == self._chosen else "surfaceSunken"))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 6, 6)
        if place:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(box.left() + 0.5, box.top() + 10), QPointF(box.left() + 0.5, box.bottom() - 10))
        room = max(0, (box.width() - 2 * _AIR + DOT_GAP) // (DOT + DOT_GAP))
        states, more = cell.states, ""
        if len(states) > room:
            states, more = states[: max(0, room - 2)], f"+{len(cell.states) - max(0, room - 2)}"
        font = theme.font("caption", weight=600 if is_now or place == self._chosen else 400, tabular=True)
        metrics = QFontMetrics(font)
        width = dots_width(len(states)) + (metrics.horizontalAdvance(more) + DOT_GAP if more else 0)
        left = box.center().x() - width // 2 + 1
        dots = QRect(left, box.top() + _AIR + 2, dots_width(len(states)), DOT + 2)
        paint_dots(painter, dots, theme, states)
        painter.setFont(font)
        if more:
            painter.setPen(theme.colour("textSecondary"))
            at = QRect(dots.right() + DOT_GAP, dots.top() - 2, metrics.horizontalAdvance(more) + 4, dots.height() + 4)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, more)
        painter.setPen(theme.colour("accentText" if is_now or place == self._chosen else "textSecondary"))
        caption = cell.caption
        if metrics.horizontalAdvance(caption) > box.width() - 4:
            caption = caption.split(" ", maxsplit=1)[0] if " " in caption else caption[:3]
        below = QRect(box.left(), dots.bottom() + 4, box.width(), box.bottom() - dots.bottom() - 6)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, caption)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._cells) - 1
        match event.key():
            case Qt.Key.Key_Left:
                self._go(max(0, self._current - 1))
            case Qt.Key.Key_Right:
                self._go(min(last, self._current + 1))
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space | Qt.Key.Key_Select:
                self._toggle(self._current)
            case Qt.Key.Key_Escape if self._chosen is not None:
                self._toggle(self._chosen)
            case _:
                super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint().x())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._current = place
            self._toggle(place)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self._at(event.pos().x())
            if place is not None:
                QToolTip.showText(event.globalPos(), self._cells[place].said, self, self._box(place))
                return True
        return super().event(event)

    def _go(self, place: int) -> None:
        if self._cells:
            self._current = place
            self._tell()
            self.update()

    def _toggle(self, place: int) -> None:
        if not self._cells:
            return
        self._chosen = None if place == self._chosen else place
        self._tell()
        self.update()
        self.chosen.emit(self.span)

    def _box(self, place: int) -> QRect:
        count = len(self._cells)
        left, right = self.width() * place // count, self.width() * (place + 1) // count
        return QRect(left, 0, right - left, self.height())

    def _at(self, x: int) -> int | None:
        count = len(self._cells)
        if not count or not 0 <= x < self.width():
            return None
        return next(place for place in range(count) if x < self.width() * (place + 1) // count)

    def _caption(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("caption", weight=600, tabular=True))

    def _tell(self) -> None:
        """Say the current cell where a screen reader looks."""
        said = self._cells[self._current].said if self._cells else ""
        self.setAccessibleDescription(f"{said} Выбрано." if self._chosen == self._current and said else said)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _cell(span: Span, marks: Sequence[PlanMark]) -> _Cell:
    days = (span.end - span.start).days + 1
    caption = span_in_strip(span.start, span.end) if days <= _WEEK else MONTHS[span.start.month - 1]
    states = tuple(
        dot_state(mark.status, is_overdue=mark.is_overdue)
        for mark in marks
        if mark.status is not PlanItemStatus.CANCELLED
    )
    heading = f"{day_in_text(span.start)} – {day_in_text(span.end)}: "
    heading += counted(len(marks), "пункт", "пункта", "пунктов") if marks else "пунктов нет"
    lines = [
        f"{mark.number} {mark.title} · {state_word(mark.status, is_overdue=mark.is_overdue).lower()}"
        for mark in marks[:_TITLES_SHOWN]
    ]
    if len(marks) > _TITLES_SHOWN:
        lines.append(f"и ещё {len(marks) - _TITLES_SHOWN}")
    return _Cell(span, caption, states, "\n".join([heading, *lines]))
