"""What calendar and timeline have in common: items on days, the current one, moving it by mouse and by keys."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
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
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QMenu, QToolTip
from typing_extensions import override

from models.rows.plan_board import PlanLine
from models.rules.plan_periods import Span
from models.rules.words import day_in_table
from views.plan.item_words import said, span_words, told
from views.plan.looks import paint_item_bar, state_look
from views.plan.placing import WEEK, ItemMove, Shown, is_settled, moved_by, shown_in, stretched_to
from views.theme import StateLook, Theme
from views.widgets.corners import round_corners
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.paint import paint_focus, paint_sign

_SETTLE_MS = 700
"""How long keys are waited out before an item is put down where they have carried it."""
_EDGE = 7
"""How near to its end a bar is taken by the end, pixels."""
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_CARRY = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class Placed(NamedTuple):
    """An item with a rectangle it is drawn in, in the coordinates of the content; words may stand beside the bar."""

    shown: Shown
    bar: QRect
    words: QRect
    opens: bool = True
    closes: bool = True
    """Whether the item begins and ends here, or goes on before and after (the next week)."""


class _Press(NamedTuple):
    shown: Shown
    at: QPoint
    day: date
    by_end: bool


class DatedView(QAbstractScrollArea):
    """Items on days: one is current, arrows go along, Enter opens it.

    An item is dragged to other days, or carried there by Alt+Shift with arrows (a day, a week) until the keys rest or
    Enter is pressed; Esc leaves it where it was. `moving` asks for the move; its shadow stays until `propose(None)`.
    """

    opened = Signal()
    current_changed = Signal(object)
    """The line the person is on, None for none."""
    moving = Signal(object)
    """An `ItemMove`."""
    new_wanted = Signal()
    """A new item on the day one is on."""
    beyond = Signal(object)
    """A day outside of the period was asked for."""
    let_go = Signal()
    """Esc: an item that was being moved stays where it was."""
    turned = Signal()
    """Other days of the period are shown."""

    takes_ends = False
    """Whether a bar can be taken by its end."""

    def __init__(self, theme: Theme, name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self.theme = theme
        self.span = Span(date.min, date.min)
        self.today = date.min
        self.days_off: Mapping[date, str] = {}
        self.shown: tuple[Shown, ...] = ()
        self.placed: list[Placed] = []
        self.day = date.min
        """The day one is on."""
        self._item: int | None = None
        self._proposed: ItemMove | None = None
        self._press: _Press | None = None
        self._is_dragging = False
        self._before: PlanLine | None = None
        self.empty = EmptyState(theme, "Ничего не нашлось", link="Сбросить фильтры")
        self.empty.setParent(self.viewport())
        self.empty.hide()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._put_down)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.viewport().update)
        theme.changed.connect(self.arrange)

    # --- what a view draws

    @abstractmethod
    def lay_out(self) -> None:
        """Find where everything stands: fill `placed`, set the scroll bars."""

    @abstractmethod
    def paint(self, painter: QPainter, visible: QRect) -> None:
        """Draw what of the content is in `visible`; the painter has been moved there."""

    @abstractmethod
    def day_at(self, point: QPoint) -> date | None:
        """The day under a point of the content."""

    @abstractmethod
    def ghost_boxes(self, move: ItemMove) -> Sequence[QRect]:
        """Where the shadow of an item stands that is being moved."""

    @abstractmethod
    def step(self, key: Qt.Key) -> bool:
        """Go along with an arrow or another key; False when the key means nothing here."""

    @abstractmethod
    def reveal(self) -> None:
        """Scroll to where one is."""

    # --- what pages use

    def show_lines(self, lines: Sequence[PlanLine], span: Span, *, today: date, days_off: Mapping[date, str]) -> None:
        """Show the lines of a period; where one was stays, if it is still there."""
        self.today, self.days_off = today, days_off
        if span != self.span:
            self.span = span
            if self.day not in span:
                self.day = today if today in span else span.start
        self.shown = shown_in(lines, span)
        self._proposed = None
        self._press = None
        self._settle.stop()
        current = self.current()
        if current is None:
            self._item = None
        elif not current.first <= self.day <= current.last:
            self.day = current.first
        self.arrange()
        self.reveal()
        self._tell()

    def item_ids(self) -> list[int]:
        """Ids of the items shown in the period, in the order of their days."""
        return [each.line.id for each in self.shown]

    def current(self) -> Shown | None:
        """The item one is on."""
        return next((each for each in self.shown if each.line.id == self._item), None)

    def current_line(self) -> PlanLine | None:
        """Its line."""
        found = self.current()
        return found.line if found is not None else None

    def select(self, item_id: int) -> bool:
        """Go to an item; False when it is not shown."""
        found = next((each for each in self.shown if each.line.id == item_id), None)
        if found is not None:
            self.stand(found.first if self.day < found.first or self.day > found.last else self.day, found)
        return found is not None

    def go_to(self, day: date) -> None:
        """Go to a day; one outside of the period is asked for by `beyond`."""
        if day in self.span:
            self.stand(day, None)
        else:
            self.beyond.emit(day)

    def propose(self, move: ItemMove | None) -> None:
        """Show the shadow of an item at other days, None for no shadow."""
        self._proposed = move
        self.viewport().update()

    def say_empty(self, sentence: str, *, button: str = "", link: str = "") -> None:
        """What to say when there are no items."""
        self.empty.say(sentence, button, link)

    def menu(self) -> QMenu:
        """What can be done with the item one is on."""
        menu = named(QMenu(self), "rows-menu", "Действия с пунктом")
        menu.addActions(self.actions())
        return menu

    def stand(self, day: date, shown: Shown | None) -> None:
        """Be at a day, on an item of it."""
        self.day, self._item = day, shown.line.id if shown is not None else None
        self.reveal()
        self.viewport().update()
        self._tell()

    def arrange(self) -> None:
        """Find the places anew: the size, the theme or the items have changed."""
        self.empty.setVisible(not self.shown)
        self.empty.setGeometry(self.viewport().rect())
        self.lay_out()
        self.viewport().update()

    # --- painting

    @property
    def offset(self) -> QPoint:
        """How far the content is scrolled."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.colour("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = self.offset
        painter.translate(-offset)
        visible = self.viewport().rect().translated(offset)
        if self.shown:
            self.paint(painter, visible)
        elif self.hasFocus():
            paint_focus(painter, visible, self.theme, radius=self.theme.radius("sheet"))
        painter.end()
        round_corners(self.viewport(), self.theme)

    def paint_ghost(self, painter: QPainter) -> None:
        """The shadow of what is being moved, with its new days."""
        move = self._proposed
        if move is None:
            return
        words, radius = span_words(move.first, move.last), self.theme.radius("control") - 3
        for box in self.ghost_boxes(move):
            fill = self.theme.colour("accentSoft")
            fill.setAlpha(245)
            pen = QPen(self.theme.colour("accent"), 2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), radius, radius)
            font = self.theme.font("caption", weight=600, tabular=True)
            painter.setFont(font)
            painter.setPen(self.theme.colour("accentText"))
            needed = QFontMetrics(font).horizontalAdvance(words) + 4
            room = QRect(box.left() + 7, box.top(), max(box.width() - 10, needed), min(box.height(), 30))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def paint_bar(self, painter: QPainter, placed: Placed) -> StateLook:
        """The bar of an item in the colours of its state; gives the colours."""
        look = state_look(self.theme, placed.shown.line.status, is_overdue=placed.shown.line.is_overdue)
        colours = self.theme.state(look.state)
        paint_item_bar(painter, placed.bar, self.theme, colours, opens=placed.opens)
        return colours

    def paint_ring(self, painter: QPainter, placed: Placed) -> None:
        """The frame of the item one is on: strong with the keyboard, thin without."""
        box = placed.bar.united(placed.words).adjusted(-1, -1, 1, 1)
        if self.hasFocus():
            paint_focus(painter, box, self.theme, radius=self.theme.radius("checkbox"))
        else:
            painter.setPen(QPen(self.theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def paint_sign(self, painter: QPainter, at: QPoint, line: PlanLine, colour: QColor) -> None:
        """The icon of an item's state, 16 px, its left top corner given."""
        look = state_look(self.theme, line.status, is_overdue=line.is_overdue)
        side = self.theme.size("iconSmall")
        paint_sign(painter, QRect(at.x(), at.y(), side, side), self.theme, look.icon, colour)

    # --- the mouse

    def placed_at(self, point: QPoint) -> Placed | None:
        """The item under a point of the content."""
        return next(
            (each for each in reversed(self.placed) if each.bar.contains(point) or each.words.contains(point)), None
        )

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint() + self.offset
        placed, day = self.placed_at(point), self.day_at(point)
        if placed is None:
            if day is not None:
                self.stand(day, None)
            return
        at = day if day is not None and placed.shown.first <= day <= placed.shown.last else placed.shown.first
        self.stand(at, placed.shown)
        if event.button() is Qt.MouseButton.LeftButton and not is_settled(placed.shown.line):
            self._drop_ghost()
            self._press = _Press(placed.shown, event.position().toPoint(), at, self._is_end(placed, point))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._press is None:
            self._show_cursor(at + self.offset)
            return
        if not self._is_dragging and (at - self._press.at).manhattanLength() < QApplication.startDragDistance():
            return
        self._is_dragging = True
        self._scroll_towards(at)
        day = self.day_at(at + self.offset)
        if day is not None:
            if self._press.by_end:
                self.propose(stretched_to(self._press.shown, day))
            else:
                self.propose(moved_by(self._press.shown, (day - self._press.day).days))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._is_dragging, self._press = self._is_dragging, False, None
        if was_dragging:
            self._put_down()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._press = None
        point = event.position().toPoint() + self.offset
        day = self.day_at(point)
        if self.placed_at(point) is not None:
            self.opened.emit()
        elif day is not None:
            self.stand(day, None)
            self.new_wanted.emit()

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        current = self.current()
        if current is None:
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = arg__1.globalPos()
        box = next((each.bar for each in self.placed if each.shown is current), None)
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard and box is not None:
            at = self.viewport().mapToGlobal(box.bottomLeft() - self.offset)
        menu.popup(at)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            point = event.pos() + self.offset
            placed = self.placed_at(point)
            tip = told(placed.shown.line) if placed is not None else self.day_tip(point)
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def day_tip(self, point: QPoint) -> str:
        """The tooltip of a place without an item: why a day is off."""
        day = self.day_at(point)
        return f"{day_in_table(day)}: {self.days_off[day]}" if day is not None and day in self.days_off else ""

    # --- the keyboard

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _CARRY:
            self._carry(_ARROWS[key])
        elif key == Qt.Key.Key_Escape and (self._proposed is not None or self._press is not None):
            self._drop_ghost()
            self.let_go.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._on_enter()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.step(key):
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        if self._settle.isActive():
            self._put_down()
        elif self.current() is not None:
            self.opened.emit()
        else:
            self.new_wanted.emit()

    def _carry(self, days: int) -> None:
        current = self.current()
        if current is None:
            return
        carried = self._proposed if self._settle.isActive() else None
        start = current if carried is None else Shown(current.line, carried.first, carried.last)
        now = moved_by(current, 0)
        moved = (start.first - now.first).days + days if carried is not None else days
        self.propose(moved_by(current, moved))
        self._settle.start()

    def _put_down(self) -> None:
        self._settle.stop()
        move, current = self._proposed, self.current()
        if move is None or current is None or move == moved_by(current, 0):
            self.propose(None)
        else:
            self.moving.emit(move)

    def _drop_ghost(self) -> None:
        self._settle.stop()
        self._press, self._is_dragging = None, False
        self.propose(None)

    # --- within

    def _is_end(self, placed: Placed, point: QPoint) -> bool:
        return self.takes_ends and placed.closes and abs(placed.bar.right() - point.x()) <= _EDGE

    def _show_cursor(self, point: QPoint) -> None:
        placed = self.placed_at(point)
        shape = Qt.CursorShape.ArrowCursor
        if placed is not None and not is_settled(placed.shown.line):
            by_end = self._is_end(placed, point)
            shape = Qt.CursorShape.SizeHorCursor if by_end else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def _scroll_towards(self, at: QPoint) -> None:
        """A drag at the edge brings what is behind it."""
        for bar, where, whole in (
            (self.horizontalScrollBar(), at.x(), self.viewport().width()),
            (self.verticalScrollBar(), at.y(), self.viewport().height()),
        ):
            if where < _EDGE:
                bar.setValue(bar.value() - bar.singleStep())
            elif where > whole - _EDGE:
                bar.setValue(bar.value() + bar.singleStep())

    def _tell(self) -> None:
        """Say where one is, for a screen reader and for the page."""
        line = self.current_line()
        self.setAccessibleDescription(said(line) if line is not None else self.place_said())
        if line != self._before:
            self._before = line
            self.current_changed.emit(line)

    def place_said(self) -> str:
        """What a screen reader hears of a place without an item."""
        off = self.days_off.get(self.day)
        words = day_in_table(self.day)
        return f"{words}, {off}, пунктов нет" if off else f"{words}, пунктов нет"

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.reveal()
