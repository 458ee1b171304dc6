"""A bar of parts as a widget, and the legend under it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.paint import BAR, Part, paint_bar

_WIDTH = 106
_SQUARE = 9
_AFTER_SQUARE = 5
_BETWEEN = 16
_LINE_AIR = 4


class Bar(QWidget):
    """How much of how much: parts in their states, the rest of `total` is track; `meaning` says it in words."""

    def __init__(self, theme: Theme, parts: Sequence[Part], *, total: float = 0, meaning: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._parts = tuple(parts)
        self._total = total
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say(meaning)
        theme.changed.connect(self._on_theme)

    def show_parts(self, parts: Sequence[Part], *, total: float = 0, meaning: str = "") -> None:
        """Show other figures."""
        self._parts = tuple(parts)
        self._total = total
        self._say(meaning)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, BAR)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, self.rect(), self._theme, self._parts, self._total)

    def _say(self, meaning: str) -> None:
        said = meaning or ", ".join(f"{part.label} {part.value:g}" for part in self._parts if part.label)
        self.setToolTip(said)
        self.setAccessibleName(said)

    def _on_theme(self) -> None:
        self.update()


class Legend(QWidget):
    """What the colours of a bar mean: a square, a word and a figure each; it wraps when narrow."""

    def __init__(self, theme: Theme, parts: Sequence[Part]) -> None:
        super().__init__()
        self._theme = theme
        self._parts = tuple(parts)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say()
        theme.changed.connect(self._on_theme)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show other figures."""
        self._parts = tuple(parts)
        self._say()
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else 0

    @override
    def sizeHint(self) -> QSize:
        boxes = self._boxes(10_000)
        return QSize(boxes[-1].right() + 1, boxes[-1].bottom() + 1) if boxes else QSize(0, 0)

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((self._width(part) for part in self._parts), default=0)
        return QSize(widest, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("secondary", tabular=True))
        for part, box in zip(self._parts, self._boxes(self.width()), strict=True):
            square = QRect(box.left(), box.center().y() - _SQUARE // 2, _SQUARE, _SQUARE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.state(part.state).fill)
            painter.drawRoundedRect(square, 2, 2)
            painter.setPen(self._theme.colour("textSecondary"))
            text = box.adjusted(_SQUARE + _AFTER_SQUARE, 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _words(part))

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("secondary", tabular=True))

    def _width(self, part: Part) -> int:
        return _SQUARE + _AFTER_SQUARE + self._metrics().horizontalAdvance(_words(part)) + 1

    def _boxes(self, width: int) -> list[QRect]:
        height = self._metrics().height() + _LINE_AIR
        left = top = 0
        boxes: list[QRect] = []
        for part in self._parts:
            need = self._width(part)
            if left and left + need > width:
                left, top = 0, top + height
            boxes.append(QRect(left, top, need, height))
            left += need + _BETWEEN
        return boxes

    def _say(self) -> None:
        self.setAccessibleName(", ".join(_words(part) for part in self._parts))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _words(part: Part) -> str:
    return f"{part.label} {part.value:g}"
