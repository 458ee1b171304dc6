"""Dots as a widget: requirements met, the items of a week."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from views.states import State
from views.theme import Theme
from views.widgets.paint import DOT, dots_width, paint_dots


class Dots(QWidget):
    """A row of dots; `meaning` says the same in words, for the tooltip and the screen reader."""

    def __init__(self, theme: Theme, states: Sequence[State | None], meaning: str) -> None:
        super().__init__()
        self._theme = theme
        self._states = tuple(states)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(meaning)
        self.setAccessibleName(meaning)
        theme.changed.connect(self._on_theme)

    def show_states(self, states: Sequence[State | None], meaning: str) -> None:
        """Show other dots."""
        self._states = tuple(states)
        self.setToolTip(meaning)
        self.setAccessibleName(meaning)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(dots_width(len(self._states)), DOT + 4)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_dots(painter, self.rect(), self._theme, self._states)

    def _on_theme(self) -> None:
        self.update()
