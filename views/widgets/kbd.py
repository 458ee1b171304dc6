"""A key cap: the key that does the same as the button beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from views.theme import Theme

_PADDING = 6
_AIR = 4
_RADIUS = 4
_FAINT = 110
"""Of 255: the outline of a key on the undo bar."""


class KeyCap(QWidget):
    """Draws «Ctrl+S» as a key; on the undo bar, which is dark in both themes, as its outline only."""

    def __init__(self, theme: Theme, key: str, *, on_undo_bar: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self._on_undo_bar = on_undo_bar
        self.setAccessibleName(f"Клавиша {key}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._on_theme)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font("caption", weight=400))
        return QSize(
            max(metrics.horizontalAdvance(self._key) + 2 * _PADDING, metrics.height() + _AIR), metrics.height() + _AIR
        )

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, ground, ink = self._colours()
        painter.setPen(QPen(line, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setFont(self._theme.font("caption", weight=400))
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._key)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Of the outline, the key and its letters."""
        if not self._on_undo_bar:
            return self._theme.colour("lineStrong"), self._theme.colour("surface"), self._theme.colour("textSecondary")
        line = self._theme.undo_bar("text")
        line.setAlpha(_FAINT)
        return line, self._theme.undo_bar("background"), self._theme.undo_bar("text")

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
