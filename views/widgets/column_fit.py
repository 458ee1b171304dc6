"""Widths of columns: what finds room, what the person has dragged, and what is remembered of it."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from views.theme import Theme
from views.widgets.columns import NARROWEST, Column, Sort, shown_widths
from views.widgets.header import Header


class Memory(Protocol):
    """What remembers the looks of tables between two starts; `views.remembered.Remembered` does."""

    def columns(self, table: str) -> dict[str, int]:
        """Widths a person has chosen, by column key, in pixels at 100 %."""
        ...

    def remember_columns(self, table: str, widths: Mapping[str, int]) -> None:
        """Keep the widths."""
        ...

    def sort(self, table: str) -> tuple[str, bool] | None:
        """Column key and whether it descends; None while nothing was chosen."""
        ...

    def remember_sort(self, table: str, sort: tuple[str, bool] | None) -> None:
        """Keep the order."""
        ...


class ColumnFit(QObject):
    """Lays the columns of one view out anew whenever its width, the theme or a dragged edge asks for it."""

    def __init__(
        self, theme: Theme, view: QAbstractItemView, header: Header, *, name: str, memory: Memory | None
    ) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._header = header
        self._name = name
        self._memory = memory
        self._columns: tuple[Column[object], ...] = ()
        self._own: dict[str, int] = memory.columns(name) if memory is not None else {}
        self._laying = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.fit)
        header.sectionResized.connect(self._on_resized)
        theme.changed.connect(self._again.start)

    def show_columns(self, columns: tuple[Column[object], ...]) -> None:
        """Take the columns of the model."""
        self._columns = columns
        self.fit()

    def remembered_sort(self) -> Sort | None:
        """The order chosen at an earlier time, if its column still is there."""
        kept = self._memory.sort(self._name) if self._memory is not None else None
        keys = {column.key for column in self._columns if column.sortable}
        return Sort(*kept) if kept is not None and kept[0] in keys else None

    def remember_sort(self, sort: Sort | None) -> None:
        """Keep the order for the next time."""
        if self._memory is not None:
            self._memory.remember_sort(self._name, None if sort is None else (sort.key, sort.descending))

    def reset(self) -> None:
        """Forget the widths a person has dragged."""
        self._own.clear()
        self._keep()
        self.fit()

    def hidden(self) -> tuple[str, ...]:
        """Keys of the columns that found no room."""
        return tuple(column.key for at, column in enumerate(self._columns) if self._header.isSectionHidden(at))

    def fit(self) -> None:
        """Give every column its width; those of a high rank fall away when there is no room."""
        available = self._view.viewport().width()
        if self._laying or available <= 0 or self._header.count() != len(self._columns) or not self._columns:
            return
        wanted = [self._wanted(at, column) for at, column in enumerate(self._columns)]
        widths = shown_widths(wanted, available, stretched_least=round(160 * self._theme.scale))
        self._laying = True
        for at, width in enumerate(widths):
            self._header.setSectionHidden(at, width == 0)
            if width and self._header.sectionSize(at) != width:
                self._header.resizeSection(at, width)
        self._laying = False

    def _wanted(self, at: int, column: Column[object]) -> tuple[int, int, int]:
        scale = self._theme.scale
        least = self._header.needed(at)
        if (own := self._own.get(column.key)) is not None and column.width:
            return max(NARROWEST, round(own * scale)), column.rank, NARROWEST
        if not column.width:
            return 0, column.rank, max(least, round(column.least * scale))
        return max(round(column.width * scale), least if column.heading else 0), column.rank, least

    def _on_resized(self, section: int, _before: int, width: int) -> None:
        if self._laying or not width or section >= len(self._columns):
            return
        column = self._columns[section]
        if column.width:
            self._own[column.key] = round(width / self._theme.scale)
            self._keep()
        self._again.start()

    def _keep(self) -> None:
        if self._memory is not None:
            self._memory.remember_columns(self._name, dict(self._own))
