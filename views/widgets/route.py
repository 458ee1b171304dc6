"""The route: a solid line up to now, dots ahead; the one idea seen everywhere (design.md §1.2)."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from views.states import State
from views.theme import Theme

StopState = Literal["done", "now", "late", "ahead", "flag"]

_WORDS: dict[StopState, str] = {
    "done": "пройдено", "now": "сейчас", "late": "просрочено", "ahead": "впереди", "flag": "конец",
}  # fmt: skip
_NODE_ROW = 34
_REACH = 14
"""A click this near to a node means it, pixels."""
_EDGE = 14


class RouteStop(NamedTuple):
    """A node: its state, the words under it, what the tooltip says, and what `opened` brings.

    `at` is its place from 0 to 1 along the line; without it the stops stand at equal distances.
    """

    state: StopState
    caption: str
    tooltip: str = ""
    key: object = None
    at: float | None = None


class RouteLine(QWidget):
    """A horizontal route with captions; arrows, Home and End go along it, Enter or a click opens a stop.

    `progress` from 0 to 1 draws the line solid beyond the present stop, as far as the next one has come near.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, theme: Theme, stops: Sequence[RouteStop] = (), *, title: str = "Маршрут") -> None:
        super().__init__()
        self._theme = theme
        self._stops = tuple(stops)
        self._progress = 0.0
        self._current = -1
        self._title = title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        theme.changed.connect(self._on_theme)

    @property
    def stops(self) -> tuple[RouteStop, ...]:
        """The stops shown."""
        return self._stops

    @property
    def current(self) -> int:
        """Place of the stop with the focus ring, -1 before the first visit."""
        return self._current

    def show_stops(self, stops: Sequence[RouteStop], *, progress: float = 0.0) -> None:
        """Show another way."""
        self._stops = tuple(stops)
        self._progress = progress
        self._current = min(self._current, len(self._stops) - 1)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        widest = max((metrics.horizontalAdvance(stop.caption) for stop in self._stops), default=0)
        has_captions = any(stop.caption for stop in self._stops)
        height = _NODE_ROW + (metrics.height() + 2 if has_captions else 0)
        return QSize(max(len(self._stops) * (widest + 16), 200), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 160), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._stops) - 1
        key = Qt.Key(event.key())
        moves = {
            Qt.Key.Key_Left: self._current - 1, Qt.Key.Key_Up: self._current - 1, Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Down: self._current + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        if key in moves and self._stops:
            self._go(min(max(moves[key], 0), last), by_key=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._current <= last:
            self.opened.emit(self._stops[self._current].key)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.stop_at(event.position())
        if place >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._go(place)
            self.opened.emit(self._stops[place].key)
        else:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.stop_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.stop_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(place) if place >= 0 else "", self)
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._stops:
            now = next((place for place, stop in enumerate(self._stops) if stop.state == "now"), 0)
            self._go(now)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def words(self, place: int) -> str:
        """What the tooltip and a screen reader say of a stop."""
        stop = self._stops[place]
        return stop.tooltip or ", ".join(part for part in (stop.caption, _WORDS[stop.state]) if part)

    def stop_at(self, point: QPointF) -> int:
        """The place of the stop under a point, -1 for none."""
        if not self._stops or point.y() > self.height():
            return -1
        nearest = min(range(len(self._stops)), key=lambda place: abs(self.x_of(place) - point.x()))
        return nearest if abs(self.x_of(nearest) - point.x()) <= _REACH else -1

    def x_of(self, place: int) -> float:
        """Where a stop stands, pixels from the left."""
        first, last = self._ends()
        at = self._stops[place].at
        if at is None:
            at = place / (len(self._stops) - 1) if len(self._stops) > 1 else 0.5
        return first + at * (last - first)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stops:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = _NODE_ROW / 2
        self._paint_line(painter, y)
        for place, stop in enumerate(self._stops):
            paint_stop(painter, QPointF(self.x_of(place), y), self._theme, stop.state)
            if place == self._current and self.hasFocus():
                painter.setPen(QPen(self._theme.colour("accent"), self._theme.size("focusRing")))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(self.x_of(place), y), 14, 14)
        self._paint_captions(painter)

    def _paint_line(self, painter: QPainter, y: float) -> None:
        reached = [place for place, stop in enumerate(self._stops) if stop.state in ("done", "now", "late")]
        first, last = self._ends()
        now = self.x_of(reached[-1]) if reached else first
        if reached and self._progress and reached[-1] + 1 < len(self._stops):
            now += (self.x_of(reached[-1] + 1) - now) * min(max(self._progress, 0), 1)
        paint_way(painter, self._theme, first=first, now=now, last=last, y=y)

    def _paint_captions(self, painter: QPainter) -> None:
        metrics = self._metrics()
        taken = -1e9
        for place, stop in enumerate(self._stops):
            if not stop.caption:
                continue
            is_now = stop.state == "now"
            painter.setFont(self._theme.font("secondary", weight=600 if is_now else 400))
            width = painter.fontMetrics().horizontalAdvance(stop.caption)
            left = min(max(self.x_of(place) - width / 2, 0), self.width() - width)
            if left < taken:
                continue  # the tooltip and the list on the page say it
            taken = left + width + 6
            painter.setPen(self._theme.colour("text" if is_now else "textSecondary"))
            room = QRectF(left, _NODE_ROW, width + 2, metrics.height() + 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, stop.caption)

    def _ends(self) -> tuple[float, float]:
        metrics = self._metrics()
        left = right = float(_EDGE)
        if self._stops and self._stops[0].at is None:
            left = max(left, metrics.horizontalAdvance(self._stops[0].caption) / 2 + 2)
            right = max(right, metrics.horizontalAdvance(self._stops[-1].caption) / 2 + 2)
        return left, self.width() - right

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("secondary", weight=600))

    def _go(self, place: int, *, by_key: bool = False) -> None:
        if place != self._current:
            self._current = place
            self.current_changed.emit(self._stops[place].key)
        self.setAccessibleDescription(self.words(place))
        if by_key and self.isVisible():
            at = self.mapToGlobal(QPointF(self.x_of(place), _NODE_ROW).toPoint())
            QToolTip.showText(at, self.words(place), self, QRect())
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def paint_way(painter: QPainter, theme: Theme, *, first: float, now: float, last: float, y: float) -> None:
    """The line: solid from `first` to `now`, dotted on to `last`."""
    measures = theme.route()
    if now < last:
        pen = QPen(theme.colour("waypointAhead"), measures["line"], Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(measures["aheadDash"])
        painter.setPen(pen)
        painter.drawLine(QPointF(now, y), QPointF(last, y))
    if now > first:
        painter.setPen(QPen(theme.colour("accent"), measures["line"], c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(first, y), QPointF(now, y))


def paint_stop(painter: QPainter, centre: QPointF, theme: Theme, state: StopState, *, ground: str = "surface") -> None:
    """A node: filled with a tick, a coral ring with a dot, a red ring with «!», a hollow ring, or a flag."""
    measures = theme.route()
    surface = theme.colour(ground)
    if state == "flag":
        _paint_flag(painter, centre, theme)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(surface)
    around = {"done": 1.5, "now": 3.0, "late": 3.0, "ahead": 1.5}[state]
    radius = {
        "done": measures["nodeDone"],
        "now": measures["nodeNow"]["ring"],
        "late": 8,
        "ahead": measures["nodeAhead"],
    }
    painter.drawEllipse(centre, radius[state] + around, radius[state] + around)
    if state == "done":
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(centre, radius[state], radius[state])
        painter.setPen(QPen(theme.colour("onAccent"), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([centre + QPointF(-3, 0.2), centre + QPointF(-0.9, 2.3), centre + QPointF(3.1, -2.1)])
        )
    elif state == "ahead":
        painter.setPen(QPen(theme.colour("waypointAhead"), 2))
        painter.drawEllipse(centre, radius[state], radius[state])
    elif state == "now":
        painter.setPen(QPen(theme.colour("waypointNow"), 2))
        painter.drawEllipse(centre, radius[state], radius[state])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("waypointNow"))
        dot = measures["nodeNow"]["dot"]
        painter.drawEllipse(centre, dot, dot)
    else:
        colour = theme.state(State.OVERDUE).fill
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(centre, radius[state], radius[state])
        painter.setPen(QPen(colour, 2, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(centre + QPointF(0, -4), centre + QPointF(0, 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre + QPointF(0, 4), 1.2, 1.2)


def _paint_flag(painter: QPainter, centre: QPointF, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("text"), 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(centre + QPointF(-5, 7), centre + QPointF(-5, -9))
    painter.drawPolyline(
        QPolygonF(
            [
                centre + QPointF(-5, -9),
                centre + QPointF(6, -9),
                centre + QPointF(3, -5),
                centre + QPointF(6, -1),
                centre + QPointF(-5, -1),
            ]
        )
    )
