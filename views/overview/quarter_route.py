"""The quarter as a route: every plan item is a node at its day; solid up to today, dotted ahead (design.md §1)."""

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanMark
from models.rules.periods import Period
from models.rules.plan_periods import months_of
from models.rules.words import MONTHS, counted, day_in_text
from views.plan.looks import state_word
from views.states import State
from views.theme import Theme
from views.widgets.naming import named

_SIDE = 14
_STEP = 22
"""Least distance between two nodes, pixels: nearer ones step aside, and share a node when there is no room."""
_TOP = 16
_LINE_Y = 36
_TITLES_SHOWN = 6


class _Kind(IntEnum):
    """What a node says, the one that matters most first."""

    LATE = 0
    NOW = 1
    AHEAD = 2
    DONE = 3


class _Node(NamedTuple):
    x: float
    kind: _Kind
    marks: tuple[PlanMark, ...]
    said: str


class QuarterRoute(QWidget):
    """The quarter's items on one line; `opened` carries the id of the item that Enter or a press means."""

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._period: Period | None = None
        self._marks: tuple[PlanMark, ...] = ()
        self._today = date.min
        self._nodes: tuple[_Node, ...] = ()
        self._current = 0
        named(self, "quarter-route", "Маршрут квартала")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_marks(self, period: Period, marks: Sequence[PlanMark], today: date) -> None:
        """Show the items of a quarter as they stand on a day."""
        self._period = period
        self._marks = tuple(mark for mark in marks if mark.status is not PlanItemStatus.CANCELLED)
        self._today = today
        self._lay_out()
        upcoming = (place for place, node in enumerate(self._nodes) if node.kind is not _Kind.DONE)
        self._current = next(upcoming, max(0, len(self._nodes) - 1))
        self._tell()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(700, max(82, _LINE_Y + 26 + self._metrics().height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    @override
    def resizeEvent(self, _event: QEvent) -> None:
        self._lay_out()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        radius = theme.radius("sheet")
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._period is None:
            return
        now = self._x(self._today)
        self._paint_months(painter, now)
        self._paint_line(painter, now)
        for node in self._nodes:
            self._paint_node(painter, node)
        self._paint_flag(painter)
        if self._today in self._period:
            self._paint_now(painter, now)
        if self.hasFocus() and self._nodes:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), theme.size("focusRing")))
            painter.drawEllipse(QPointF(self._nodes[self._current].x, _LINE_Y), 12.5, 12.5)
            self._paint_current(painter)

    def _paint_months(self, painter: QPainter, now: float) -> None:
        period = self._period
        if period is None:
            return
        theme = self._theme
        said_now = self._now_box(now)
        for month in months_of(period.start, period.end):
            left = self._x(month.start)
            if month.start != period.start:
                painter.setPen(QPen(theme.colour("line"), 1))
                x = round(left) - 8 + 0.5
                painter.drawLine(QPointF(x, _TOP), QPointF(x, self.height() - 8))
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.colour("textSecondary"))
            caption = MONTHS[month.start.month - 1]
            box = QRect(
                round(left) - 2, self._caption_top(), self._metrics().horizontalAdvance(caption) + 4, self._high()
            )
            if self._today not in period or not box.intersects(said_now):
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, caption)

    def _paint_line(self, painter: QPainter, now: float) -> None:
        width = self._theme.route()["line"]
        end = self.width() - _SIDE
        if now > _SIDE:
            painter.setPen(QPen(self._theme.colour("accent"), width, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(_SIDE, _LINE_Y), QPointF(min(now, end), _LINE_Y))
        if now < end:
            ahead = QPen(self._theme.colour("waypointAhead"), width, c=Qt.PenCapStyle.RoundCap)
            ahead.setDashPattern(self._theme.route()["aheadDash"])
            painter.setPen(ahead)
            painter.drawLine(QPointF(max(now, _SIDE), _LINE_Y), QPointF(end, _LINE_Y))

    def _paint_node(self, painter: QPainter, node: _Node) -> None:
        theme = self._theme
        surface = theme.colour("surface")
        at = QPointF(node.x, _LINE_Y)
        if node.kind is _Kind.DONE:
            painter.setPen(QPen(surface, 2))
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(at, 8, 8)
            painter.setPen(QPen(theme.colour("onAccent"), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF([at + QPointF(-3, 0.2), at + QPointF(-0.8, 2.4), at + QPointF(3.2, -2.2)]))
        elif node.kind is _Kind.LATE:
            late = theme.state(State.OVERDUE).fill
            painter.setPen(QPen(surface, 2))
            painter.setBrush(surface)
            painter.drawEllipse(at, 11, 11)
            painter.setPen(QPen(late, 2.4))
            painter.drawEllipse(at, 8.5, 8.5)
            painter.setPen(QPen(late, 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(at + QPointF(0, -4), at + QPointF(0, 0.8))
            painter.drawPoint(at + QPointF(0, 4))
        else:
            painter.setPen(QPen(surface, 3))
            painter.setBrush(surface)
            painter.drawEllipse(at, 8.5, 8.5)
            painter.setPen(QPen(theme.colour("waypointAhead"), 2.2))
            painter.drawEllipse(at, 6.5, 6.5)
        if len(node.marks) > 1:
            painter.setFont(theme.font("caption", weight=600, tabular=True))
            painter.setPen(theme.colour("textSecondary"))
            above = QRectF(node.x - 14, _LINE_Y - 12 - self._metrics().height(), 28, self._metrics().height())
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(len(node.marks)))

    def _paint_now(self, painter: QPainter, now: float) -> None:
        theme = self._theme
        colour = theme.colour("waypointNow")
        at = QPointF(now, _LINE_Y)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(at + QPointF(0, 9), at + QPointF(0, 18))
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(at, 10.5, 10.5)
        painter.setPen(QPen(colour, 2.2))
        painter.drawEllipse(at, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(at, 5, 5)
        painter.setFont(theme.font("secondary", weight=600))
        painter.setPen(theme.state(State.OVERDUE).text)
        painter.drawText(self._now_box(now), Qt.AlignmentFlag.AlignCenter, self._now_words())

    def _paint_current(self, painter: QPainter) -> None:
        """Under the line, what the node is that the keyboard is on: no mouse, no tooltip."""
        theme, node = self._theme, self._nodes[self._current]
        painter.setFont(theme.font("secondary", weight=500))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(
            node.said.replace("\n", " · "), Qt.TextElideMode.ElideRight, self.width() - 2 * _SIDE - 16
        )
        width = metrics.horizontalAdvance(words) + 16
        left = min(max(round(node.x) - width // 2, _SIDE), self.width() - _SIDE - width)
        box = QRect(left, self._caption_top() - 2, width, self._high() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selection"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_flag(self, painter: QPainter) -> None:
        theme = self._theme
        x = self.width() - _SIDE - 8.0
        painter.setPen(QPen(theme.colour("text"), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(x, _LINE_Y - 9), QPointF(x, _LINE_Y + 8))
        flag = QPainterPath(QPointF(x, _LINE_Y - 9))
        flag.lineTo(x + 10, _LINE_Y - 9)
        flag.lineTo(x + 7, _LINE_Y - 5)
        flag.lineTo(x + 10, _LINE_Y - 1)
        flag.lineTo(x, _LINE_Y - 1)
        painter.drawPath(flag)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._nodes) - 1
        match event.key():
            case Qt.Key.Key_Left:
                self._go(max(0, self._current - 1))
            case Qt.Key.Key_Right:
                self._go(min(last, self._current + 1))
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if self._nodes:
                self.opened.emit(self._nodes[self._current].marks[0].id)
            case _:
                super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(place)
            self.opened.emit(self._nodes[place].marks[0].id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

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
            place = self._at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), self._nodes[place].said, self)
                return True
        return super().event(event)

    def _go(self, place: int) -> None:
        if not self._nodes:
            return
        self._current = place
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Say the current node where a screen reader looks."""
        said = self._nodes[self._current].said if self._nodes else "Пунктов плана в этом квартале пока нет."
        self.setAccessibleDescription(said)

    def _at(self, point: QPointF) -> int | None:
        near = [
            (abs(point.x() - node.x), place)
            for place, node in enumerate(self._nodes)
            if abs(point.x() - node.x) <= _STEP / 2 and abs(point.y() - _LINE_Y) <= 18
        ]
        return min(near)[1] if near else None

    def _x(self, day: date) -> float:
        """Where the middle of a day is on the line; days outside the quarter are at its ends."""
        period = self._period
        if period is None:
            return _SIDE
        days = (period.end - period.start).days + 1
        past = min(max((day - period.start).days, -1), days)
        share = min(max((past + 0.5) / days, 0.0), 1.0)
        return _SIDE + share * (self.width() - 2 * _SIDE - 14)

    def _lay_out(self) -> None:
        """Put nodes at their days, moving near ones apart; what finds no room shares a node."""
        room = max(1, int((self.width() - 2 * _SIDE - 14) // _STEP))
        groups: list[list[PlanMark]] = []
        share = len(self._marks) > room
        for mark in self._marks:
            near = groups and abs(self._x(groups[-1][0].day) - self._x(mark.day)) < _STEP * 0.7
            if share and near:
                groups[-1].append(mark)
            else:
                groups.append([mark])
        while len(groups) > room:
            groups = [sum(groups[place : place + 2], start=list[PlanMark]()) for place in range(0, len(groups), 2)]
        xs: list[float] = []
        for group in groups:
            x = self._x(group[-1].day)
            xs.append(max(x, xs[-1] + _STEP) if xs else max(x, _SIDE + 10.0))
        # Back from the end: what was pushed over it moves left again.
        limit = self.width() - _SIDE - 20.0
        for place in range(len(xs) - 1, -1, -1):
            xs[place] = min(xs[place], limit)
            limit = xs[place] - _STEP
        self._nodes = tuple(
            _Node(x, min(self._kind(mark) for mark in group), tuple(_worst_first(group)), _said(group))
            for x, group in zip(xs, groups, strict=True)
        )

    def _kind(self, mark: PlanMark) -> _Kind:
        moved = mark.status is PlanItemStatus.POSTPONED and mark.day < self._today
        if mark.is_overdue or (moved and mark.lacks_fact):
            return _Kind.LATE
        return _Kind.DONE if moved or mark.status is PlanItemStatus.DONE else _Kind.AHEAD

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("secondary", weight=600))

    def _high(self) -> int:
        return self._metrics().height() + 2

    def _caption_top(self) -> int:
        return self.height() - self._high() - 6

    def _now_words(self) -> str:
        return f"сегодня, {day_in_text(self._today)}"

    def _now_box(self, now: float) -> QRect:
        width = self._metrics().horizontalAdvance(self._now_words()) + 8
        left = min(max(round(now) - width // 2, 8), self.width() - width - 8)
        return QRect(left, self._caption_top(), width, self._high())

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _worst_first(group: Sequence[PlanMark]) -> list[PlanMark]:
    return sorted(group, key=lambda mark: (not mark.is_overdue, mark.status is PlanItemStatus.DONE, mark.day))


def _said(group: Sequence[PlanMark]) -> str:
    lines = [
        f"{mark.number} {mark.title}\n{day_in_text(mark.day)} · "
        f"{state_word(mark.status, is_overdue=mark.is_overdue).lower()}"
        for mark in _worst_first(group)[:_TITLES_SHOWN]
    ]
    if len(group) > 1:
        lines.insert(0, counted(len(group), "пункт", "пункта", "пунктов") + ":")
    if len(group) > _TITLES_SHOWN:
        lines.append(f"и ещё {len(group) - _TITLES_SHOWN}")
    return "\n".join(lines)
