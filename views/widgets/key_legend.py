"""The strip over a grid or a sheet that says which key does what."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.text import label


class KeyLegend(QFrame):
    """Key caps with their words after a first word; wraps when narrow."""

    def __init__(self, theme: Theme, pairs: Sequence[QWidget], *, name: str, title: str, lead: str) -> None:
        super().__init__()
        named(self, name, title)
        self._theme = theme
        theme.changed.connect(self.update)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(spacing=theme.space("s") + 2)
        flow.addWidget(label(lead, "secondary"))
        for pair in pairs:
            flow.addWidget(pair)
        inside = QWidget()
        inside.setLayout(flow)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 7)
        row.addWidget(inside)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surfaceSunken"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


def key_pair(theme: Theme, key: str, words: str | QWidget) -> QWidget:
    """A key cap and what the key does."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(KeyCap(theme, key))
    row.addWidget(label(words, "secondary") if isinstance(words, str) else words)
    return pair
