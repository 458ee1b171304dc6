"""The picture of the first-run state: hills, and a road of three stops to a flag; drawn, so it follows the theme."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from views.states import State
from views.theme import Theme
from views.widgets.text import label

_HIGH = 190.0
_WIDE = 1110.0
_STOPS = (QPointF(454, 176), QPointF(647, 149), QPointF(780, 102))
_FLAG = QPointF(917, 108)
_TREES = ((593, 141, 22, 30), (1023, 131, 30, 56), (1053, 136, 24, 34))


class Banner(QWidget):
    """A greeting over the landscape; `made` says which of the three stops are behind."""

    def __init__(self, theme: Theme, greeting: str, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._made: tuple[bool, ...] = (False, False, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 40, 32, 0)
        column.setSpacing(8)
        column.addWidget(label(greeting, "title", wrapped=True))
        column.addWidget(label(words, wrapped=True))
        column.addStretch()
        theme.changed.connect(self._on_theme)
        self._fit()

    def show_made(self, made: Sequence[bool]) -> None:
        """Fill the stops that are behind."""
        self._made = tuple(made)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        radius = self._theme.radius("sheet")
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), self._land(0.12))
        tall = self.height() / _HIGH
        painter.scale(1.0, tall)
        self._paint_hills(painter)
        painter.resetTransform()
        # The road and what stands on it keep their shape and hold to the right.
        painter.translate(self.width() - _WIDE * tall, 0)
        painter.scale(tall, tall)
        self._paint_sun(painter)
        self._paint_trees(painter)
        self._paint_road(painter)
        self._paint_flag(painter)

    def _paint_hills(self, painter: QPainter) -> None:
        wide = self.width() / _WIDE
        painter.setPen(Qt.PenStyle.NoPen)
        far = QPainterPath(QPointF(0, 104))
        far.cubicTo(QPointF(160 * wide, 124), QPointF(230 * wide, 158), QPointF(340 * wide, 134))
        far.cubicTo(QPointF(450 * wide, 104), QPointF(560 * wide, 44), QPointF(720 * wide, 72))
        far.cubicTo(QPointF(840 * wide, 96), QPointF(900 * wide, 150), QPointF(985 * wide, 140))
        far.cubicTo(QPointF(1040 * wide, 130), QPointF(1080 * wide, 100), QPointF(1110 * wide, 74))
        far.lineTo(self.width(), _HIGH)
        far.lineTo(0, _HIGH)
        painter.fillPath(far, self._land(0.24))
        near = QPainterPath(QPointF(0, 144))
        near.cubicTo(QPointF(160 * wide, 132), QPointF(300 * wide, 160), QPointF(480 * wide, 172))
        near.cubicTo(QPointF(660 * wide, 182), QPointF(820 * wide, 132), QPointF(960 * wide, 122))
        near.cubicTo(QPointF(1020 * wide, 117), QPointF(1080 * wide, 126), QPointF(1110 * wide, 136))
        near.lineTo(self.width(), _HIGH)
        near.lineTo(0, _HIGH)
        painter.fillPath(near, self._land(0.38))

    def _paint_sun(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_thinned(self._theme.colour("waypointNow"), self._theme.colour("surface"), 0.42))
        painter.drawEllipse(QPointF(917, 53), 24, 24)

    def _paint_trees(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._land(0.75))
        for x, foot, wide, tall in _TREES:
            for share in (1.0, 0.66):
                half, base = wide / 2 * share, foot - tall * (1 - share) * 0.9
                painter.drawPolygon(
                    QPolygonF([QPointF(x - half, base), QPointF(x + half, base), QPointF(x, foot - tall)])
                )

    def _paint_road(self, painter: QPainter) -> None:
        road = QPainterPath(_STOPS[0])
        road.cubicTo(QPointF(505, 178), QPointF(520, 148), QPointF(580, 146))
        road.cubicTo(QPointF(610, 145), QPointF(625, 150), _STOPS[1])
        road.cubicTo(QPointF(760, 158), QPointF(715, 112), _STOPS[2])
        road.cubicTo(QPointF(812, 84), QPointF(880, 96), _FLAG)
        surface = self._theme.colour("surface")
        accent = self._theme.colour("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(surface, 10, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(road)
        dots = QPen(accent, 4, c=Qt.PenCapStyle.RoundCap)
        dots.setDashPattern([0.1, 2.4])
        painter.setPen(dots)
        painter.drawPath(road)
        current = self._made.index(False) if False in self._made else len(self._made)
        for place, stop in enumerate(_STOPS):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(surface)
            painter.drawEllipse(stop, 12, 12)
            if place == current:
                painter.setBrush(self._theme.colour("waypointNow"))
                painter.drawEllipse(stop, 8.5, 8.5)
            elif self._made[place]:
                painter.setBrush(accent)
                painter.drawEllipse(stop, 10, 10)
                painter.setPen(QPen(self._theme.colour("onAccent"), 2, c=Qt.PenCapStyle.RoundCap))
                painter.drawPolyline(
                    QPolygonF([stop + QPointF(-4, 0.3), stop + QPointF(-1, 3.2), stop + QPointF(4.2, -3)])
                )
            else:
                painter.setPen(QPen(accent, 3.6))
                painter.drawEllipse(stop, 8.5, 8.5)

    def _paint_flag(self, painter: QPainter) -> None:
        accent = self._theme.colour("accent")
        painter.setPen(QPen(accent, 3, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(_FLAG + QPointF(0, 2), _FLAG + QPointF(0, -46))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        top = _FLAG + QPointF(-1, -46)
        painter.drawPolygon(
            QPolygonF([top, top + QPointF(36, 0), top + QPointF(27, 11), top + QPointF(36, 22), top + QPointF(0, 22)])
        )

    def _land(self, share: float) -> QColor:
        """The colour of hills and trees: between the accent and the green of what is done, thinned with paper."""
        ink = _thinned(self._theme.colour("accent"), self._theme.state(State.DONE).fill, 0.5)
        return _thinned(ink, self._theme.colour("surface"), share)

    def _fit(self) -> None:
        self.setFixedHeight(round(_HIGH * (1 + (self._theme.scale - 1) / 2)))

    def _on_theme(self) -> None:
        self._fit()
        self.update()


def _thinned(ink: QColor, paper: QColor, share: float) -> QColor:
    """So much of the ink, the rest of the paper."""
    return QColor.fromRgbF(
        paper.redF() + (ink.redF() - paper.redF()) * share,
        paper.greenF() + (ink.greenF() - paper.greenF()) * share,
        paper.blueF() + (ink.blueF() - paper.blueF()) * share,
    )
