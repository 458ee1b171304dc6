"""From entry to exit as a chart: a line for each of what is compared, a hollow dot before and a full one after."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.rows.diagnostics import HIGHEST, Change
from models.rules.words import amount, counted
from views.states import State
from views.theme import Theme
from views.widgets.naming import named

_LABELS = 0.46
"""Share of the width for what the lines are called."""
_FIGURES = 132
"""Room for the figures at the right, pixels at 100 %."""
_AIR = 14
_DOT = 5.0
_WHOLE_WEIGHT = 600


class ChangeChart(QWidget):
    """Lines in the order they are given, that of a whole in bold; those without pairs of scores say so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[Change, ...] = ()
        named(self, "change-chart", "Динамика")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_lines(self, lines: Sequence[Change]) -> None:
        """Show other lines."""
        self._lines = tuple(lines)
        self.setAccessibleDescription(". ".join(map(change_words, lines)))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, self._axis + self._row * len(self._lines))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = (event.pos().y() - self._axis) // self._row
            words = change_words(self._lines[at]) if 0 <= at < len(self._lines) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        for place, line in enumerate(self._lines):
            self._paint_line(painter, line, self._axis + place * self._row)

    @property
    def _row(self) -> int:
        return self._theme.size("attendanceRow")

    @property
    def _axis(self) -> int:
        """Height of the figures above the lines."""
        return round(24 * self._theme.scale)

    @property
    def _span(self) -> tuple[float, float]:
        """Where nought and the highest score stand."""
        figures = _FIGURES * self._theme.scale
        first = self.width() * _LABELS + _AIR
        return first, max(first + 60, self.width() - figures - _AIR)

    def _at(self, score: float) -> float:
        first, last = self._span
        return first + (last - first) * score / HIGHEST

    def _paint_axis(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font("secondary", tabular=True))
        for score in range(HIGHEST + 1):
            x = self._at(score)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, self._axis), QPointF(x, self.height()))
            painter.setPen(theme.colour("textSecondary"))
            painter.drawText(QRectF(x - 20, 0, 40, self._axis - 4), Qt.AlignmentFlag.AlignCenter, str(score))

    def _paint_line(self, painter: QPainter, line: Change, top: int) -> None:
        theme, middle = self._theme, top + self._row / 2
        weight = None if line.id else _WHOLE_WEIGHT
        painter.setFont(theme.font("table", weight=weight))
        painter.setPen(theme.colour("text"))
        room = QRect(_AIR, top, round(self.width() * _LABELS) - _AIR, self._row)
        shown = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        figures = QRectF(self._span[1] + _AIR, top, self.width() - self._span[1] - 2 * _AIR, self._row)
        painter.setFont(theme.font("table", weight=weight, tabular=True))
        if line.entry is None or line.exit is None:
            painter.setPen(theme.colour("textSecondary"))
            painter.drawText(figures, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "нет пары")
            return
        look = theme.state(State.DONE if line.exit >= line.entry else State.ATTENTION)
        before, after = QPointF(self._at(line.entry), middle), QPointF(self._at(line.exit), middle)
        painter.setPen(QPen(look.fill, 3))
        painter.drawLine(before, after)
        painter.setPen(QPen(look.fill, 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(before, _DOT, _DOT)
        painter.setBrush(look.fill)
        painter.drawEllipse(after, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("text"))
        painter.drawText(figures, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _figures(line))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def change_words(line: Change) -> str:
    """A line as it is read aloud."""
    if line.entry is None or line.exit is None:
        return f"{line.title}: нет оценок и на входе, и на выходе"
    pairs = counted(line.pairs, "пара оценок", "пары оценок", "пар оценок")
    deficits = f", дефицитов {line.found}, устранено {line.closed}" if line.found else ""
    return f"{line.title}: вход {_mean(line.entry)}, выход {_mean(line.exit)} ({pairs}{deficits})"


def _figures(line: Change) -> str:
    """«1,5 → 2,25»."""
    return f"{_mean(line.entry or 0)} → {_mean(line.exit or 0)}"


def _mean(value: float) -> str:
    return amount(round(value, 2))
