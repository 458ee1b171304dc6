"""A stop of an upright route: its node, the line down to the next, and words beside them."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.route import StopState, paint_stop

_NODE = 32
"""Width of the column the route runs in, pixels."""
_CENTRE = 14
"""From the top of a stop to the middle of its node, pixels."""


class Stop(QWidget):
    """Whoever makes it fills `words`."""

    def __init__(self, theme: Theme, state: StopState, *, is_last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._state: StopState = state
        self._is_last = is_last
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(_NODE + theme.space("s"), 2, 0, 0 if is_last else theme.space("l"))
        self.words = QVBoxLayout()
        self.words.setSpacing(theme.space("xs"))
        row.addLayout(self.words)
        theme.changed.connect(self._on_theme)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NODE * 4, super().minimumSizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = _NODE / 2
        measures = self._theme.route()
        if not self._is_last:
            done = self._state == "done"
            pen = QPen(self._theme.colour("accent" if done else "waypointAhead"), measures["line"])
            if not done:
                pen.setStyle(Qt.PenStyle.CustomDashLine)
                pen.setDashPattern(measures["aheadDash"])
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(middle, _CENTRE + _CENTRE), QPointF(middle, self.height()))
        paint_stop(painter, QPointF(middle, _CENTRE), self._theme, self._state)

    def _on_theme(self) -> None:
        self.update()
