"""A key cap: the key that does the same as the button beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from views.theme import Theme

_PADDING = 6
_AIR = 4
_RADIUS = 4


class KeyCap(QWidget):
    """Draws «Ctrl+S» as a key."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
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
        painter.setPen(QPen(self._theme.colour("lineStrong"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setFont(self._theme.font("caption", weight=400))
        painter.setPen(self._theme.colour("textSecondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._key)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
