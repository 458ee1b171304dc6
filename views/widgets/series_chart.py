"""A row of figures over time as bars, each with its number, the target of each as a line across its bar."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.rules.words import amount
from views.states import State
from views.theme import Theme
from views.widgets.naming import named

_BAR = 34
"""Width of a bar, pixels at 100 %."""
_CAPTION = 22
_AIR = 4


class SeriesPoint(NamedTuple):
    """One bar: without a value only its caption stands."""

    caption: str
    value: float | None
    target: float | None = None


class SeriesChart(QWidget):
    """Bars from the first to the last; the axis begins at nought."""

    def __init__(self, theme: Theme, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._points: tuple[SeriesPoint, ...] = ()
        named(self, name, title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_points(self, points: Sequence[SeriesPoint]) -> None:
        """Show another row."""
        self._points = tuple(points)
        self.setAccessibleDescription(". ".join(map(_words, points)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, round(112 * self._theme.scale))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._points:
            at = int(event.pos().x() / self._step)
            words = _words(self._points[at]) if 0 <= at < len(self._points) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("secondary", tabular=True))
        foot = self.height() - _CAPTION * self._theme.scale
        painter.setPen(QPen(self._theme.colour("controlBorder"), 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        for place, point in enumerate(self._points):
            self._paint_point(painter, point, self._step * (place + 0.5), foot)

    @property
    def _step(self) -> float:
        return self.width() / max(1, len(self._points))

    def _paint_point(self, painter: QPainter, point: SeriesPoint, middle: float, foot: float) -> None:
        theme, step = self._theme, self._step
        centred = Qt.AlignmentFlag.AlignCenter
        painter.setPen(theme.colour("textSecondary"))
        painter.drawText(QRectF(middle - step / 2, foot, step, self.height() - foot), centred, point.caption)
        line = painter.fontMetrics().height()
        most = max((each for one in self._points for each in (one.value, one.target) if each is not None), default=0)
        room = (foot - line - 2 * _AIR) / most if most else 0
        width = min(_BAR * theme.scale, step * 0.6)
        across = None if point.target is None else foot - point.target * room
        if point.value is not None:
            is_met = point.target is None or point.value >= point.target
            top = foot - point.value * room
            fill = theme.state(State.DONE if is_met else State.IN_PROGRESS).fill
            painter.fillRect(QRectF(middle - width / 2, top, width, foot - top), fill)
            painter.setPen(theme.colour("text"))
            number_foot = top - _AIR
            if across is not None and number_foot - line <= across <= number_foot:
                number_foot = across - _AIR  # the line of the target never crosses the number
            painter.drawText(QRectF(middle - step / 2, number_foot - line, step, line), centred, _number(point.value))
        if across is not None:
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawLine(QPointF(middle - width * 0.75, across), QPointF(middle + width * 0.75, across))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _words(point: SeriesPoint) -> str:
    said = "нет данных" if point.value is None else _number(point.value)
    return f"{point.caption}: {said}" + (f", план {amount(point.target)}" if point.target is not None else "")


def _number(value: float) -> str:
    return amount(round(value, 2))
