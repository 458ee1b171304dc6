"""A line of a sheet on «Обзор»: what it is, why, and where it leads."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from views.states import State
from views.theme import Theme
from views.widgets.paint import paint_focus
from views.widgets.sheet import INSET
from views.widgets.text import Elided

_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Select})


class RoundIcon(QWidget):
    """An icon in a soft circle of its state."""

    def __init__(self, theme: Theme, icon: str, state: State) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._state = state
        self.setFixedSize(32, 32)
        theme.changed.connect(self._on_theme)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._theme.state(self._state)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.soft)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        side = self._theme.size("icon")
        at = QPointF((self.width() - side) / 2, (self.height() - side) / 2)
        painter.drawPixmap(at, self._theme.pixmap(self._icon, look.text))

    def _on_theme(self) -> None:
        self.update()


class LinkRow(QWidget):
    """A whole line that opens its record: by a press, Enter or F2; put its content into `row`."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(INSET, 5, INSET, 5)
        self.row.setSpacing(theme.space("m"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(self._theme.size("listRow"), super().sizeHint().height()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inside = self.rect().adjusted(3, 2, -3, -2)
        if self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(inside, 6, 6)
        if self.hasFocus():
            paint_focus(painter, inside, self._theme, radius=6)


def two_lines(first: str, second: str) -> QVBoxLayout:
    """What it is, in medium weight, and what belongs to it, quietly; both are cut with a tooltip."""
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addStretch()
    lines.addWidget(Elided(first, look="strong"))
    lines.addWidget(Elided(second, look="secondary"))
    lines.addStretch()
    return lines
