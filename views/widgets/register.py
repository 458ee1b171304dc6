"""A register: a filter bar over a table of records, and an invitation instead of both while there are none."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.sheet import Sheet, hline
from views.widgets.table import TableView

Row = TypeVar("Row")


class Register(QWidget, Generic[Row]):
    """Puts the pieces together; `title` names the sheet, `totals` stand under the table.

    One that is never without rows needs no invitation.
    """

    def __init__(
        self,
        theme: Theme,
        bar: FilterBar,
        table: TableView[Row],
        empty: EmptyState | None,
        *,
        title: str,
        totals: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.bar = bar
        self.table = table
        self._empty = empty
        sheet = Sheet(theme, inset=1)
        sheet.setAccessibleName(title)
        sheet.body.setSpacing(0)
        sheet.body.addWidget(table, 1)
        for widget in totals:
            sheet.body.addWidget(hline())
            sheet.body.addWidget(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(sheet)
        if empty is not None:
            none_yet = Sheet(theme)
            none_yet.body.addWidget(empty)
            self._stack.addWidget(none_yet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        table.filters_reset.connect(bar.reset)
        table.say_empty("Ничего не нашлось", link="Сбросить фильтры")

    @property
    def is_empty(self) -> bool:
        """Whether the invitation is shown."""
        return self._stack.currentIndex() == 1

    def show_empty(self, *, is_empty: bool) -> None:
        """Show the records or the invitation; the keyboard stays where the person was."""
        had_focus = self.first().hasFocus()
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self.bar.setVisible(not is_empty)
        if had_focus:
            self.take_focus()

    def current(self) -> Row | None:
        """The record under the cursor."""
        return None if self.is_empty else self.table.current_row()

    def first(self) -> QWidget:
        """What the keyboard comes to: the table, or the button that begins."""
        return self._empty.button if self._empty is not None and self.is_empty else self.table

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)
