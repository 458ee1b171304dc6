"""Columns of information that stand side by side in a wide window and become tabs in a narrow one (design.md §2)."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.buttons import Segments
from views.widgets.naming import named
from views.widgets.panel import DRAWER_BELOW

_NO_LIMIT = 16_777_215


class Leaf(NamedTuple):
    """One column: its key, the word on its tab, and its width beside the others in pixels at 100 % (0 = the rest)."""

    key: str
    title: str
    widget: QWidget
    width: int = 0


class Leaves(QWidget):
    """All leaves side by side, or one at a time under a row of tabs; `name` is the object name of that row."""

    def __init__(self, theme: Theme, leaves: Sequence[Leaf], *, name: str, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._leaves = tuple(leaves)
        self._narrow = False
        self.tabs = named(Segments(theme, [(leaf.key, leaf.title) for leaf in leaves]), name, title)
        self.tabs.chosen.connect(self._arrange)
        self.tabs.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.space("gutter"))
        for leaf in leaves:
            row.addWidget(leaf.widget, 0 if leaf.width else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row, 1)
        theme.changed.connect(self._arrange)
        self._arrange()

    @property
    def is_narrow(self) -> bool:
        """Whether one leaf is shown at a time."""
        return self._narrow

    def show_leaf(self, key: str) -> None:
        """Bring a leaf to the front, where one stands behind another."""
        self.tabs.choose(key)
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tabs.hide()  # they may stand in the header of a page that stays

    def _arrange(self) -> None:
        self._narrow = self.window().width() < DRAWER_BELOW
        self.tabs.setVisible(self._narrow and self.isVisible())
        for leaf in self._leaves:
            if leaf.width and not self._narrow:
                leaf.widget.setFixedWidth(round(leaf.width * self._theme.scale))
            else:
                leaf.widget.setMinimumWidth(0)
                leaf.widget.setMaximumWidth(_NO_LIMIT)
            leaf.widget.setVisible(not self._narrow or leaf.key == self.tabs.current)
