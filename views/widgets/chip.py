"""A chip as a widget: icon and word on a soft background, not clickable (design.md §4)."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.paint import chip_width, paint_chip

_NARROWEST = 48


class Chip(QWidget):
    """Shows a state in its colour, with its icon and its word."""

    def __init__(self, theme: Theme, text: str = "", state: State = State.NEUTRAL, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self._look = ChipLook(state, icon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self._on_theme)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    def show_look(self, look: ChipLook, text: str) -> None:
        """Show another state, as `theme.chip(kind, label)` gives it."""
        self._look, self._text = look, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._theme, self._look, self._text), self._theme.size("chip"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(_NARROWEST, self.sizeHint().width()), self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        cut = self.sizeHint().width() > self.width()
        self.setToolTip(self._text if cut else "")
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._theme, self._look, self._text)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
