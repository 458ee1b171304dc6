"""A list in a sheet whose lines open onto another list, with the way back: figures and records, changes and rows."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.table import TableView
from views.widgets.text import Elided

Line = TypeVar("Line")
Row = TypeVar("Row")


class Drill(QWidget, Generic[Line, Row]):
    """`outer` opens onto `inner`; Esc, or the link over it named by `back`, goes back."""

    def __init__(self, theme: Theme, outer: TableView[Line], inner: TableView[Row], *, name: str, back: str) -> None:
        super().__init__()
        self.outer = outer
        self.inner = inner
        for table in (outer, inner):
            table.horizontalHeader().hide()
        self.back = named(Button(theme, back, icon="chevron_left", role="link", small=True), name, f"Назад: {back}")
        self.back.setToolTip("Назад (Esc)")
        self.back.clicked.connect(self.close_line)
        page_key(inner, "Esc", self.close_line)
        self._about = Elided(look="strong")
        self._about.setContentsMargins(6, 0, 0, 0)
        head = QVBoxLayout()
        head.setContentsMargins(7, 0, 13, 6)
        head.setSpacing(2)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._about)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(inner, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(outer)
        self._stack.addWidget(inside)

    @property
    def is_inside(self) -> bool:
        """Whether the rows of a line are shown."""
        return self._stack.currentIndex() == 1

    def open_line(self, about: str) -> None:
        """Show the inner list under what it is about."""
        self.tell(about)
        self._stack.setCurrentIndex(1)
        self.inner.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, about: str) -> None:
        """Change the words over the inner list."""
        self._about.setText(about)

    def close_line(self) -> None:
        """Back to the list, on the line whose rows were shown."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._stack.setCurrentIndex(0)
        if had_focus:
            self.outer.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget:
        """What the keyboard comes to first."""
        return self.inner if self.is_inside else self.outer
