"""Which key does what in the attendance sheet."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from models.rows.codes import Mode
from views.events.marks import WORDS, here
from views.theme import Theme
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.text import label


class Legend(QFrame):
    """Key caps with their words; wraps when narrow. «Д» is there only where it means something.

    `last` is the pair at the end: what else the keyboard does there.
    """

    def __init__(self, theme: Theme, *, last: tuple[str, str] = ("0–9", "минуты")) -> None:
        super().__init__()
        named(self, "attendance-keys", "Клавиши: Н отсутствует, У уважительная, Д дистанционно, Пробел присутствует")
        self._theme = theme
        theme.changed.connect(self.update)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(spacing=theme.space("s") + 2)
        flow.addWidget(label("Исключения:", "secondary"))
        self._remote = _pair(theme, "Д", "дистанционно")
        self._here = label("присутствует", "secondary")
        for widget in (
            _pair(theme, "Н", "отсутствует"),
            _pair(theme, "У", "уважительная"),
            self._remote,
            _pair(theme, "Пробел", self._here),
            _pair(theme, *last),
        ):
            flow.addWidget(widget)
        inside = QWidget()
        inside.setLayout(flow)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 7)
        row.addWidget(inside)

    def show_mode(self, mode: Mode) -> None:
        """Show the keys that an event of this mode takes."""
        self._remote.setVisible(mode is Mode.MIXED)
        self._here.setText(WORDS[here(mode)])

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surfaceSunken"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


def _pair(theme: Theme, key: str, words: str | QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(KeyCap(theme, key))
    row.addWidget(label(words, "secondary") if isinstance(words, str) else words)
    return pair
