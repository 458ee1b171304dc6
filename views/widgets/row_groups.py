"""Headings over the rows of a table that stand in groups: painted above the first row of each, no rows of their own.

So what is chosen, copied, counted and fetched by pages stays the rows alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from views.theme import Theme
from views.widgets.columns import ALIGN
from views.widgets.paged import PagedTable
from views.widgets.row_delegate import CELL_PADDING

Row = TypeVar("Row")

_AIR = 9
"""Between a title and its count."""


@dataclass(frozen=True, slots=True)
class RowGroups(Generic[Row]):
    """Which group a row is in, and how many are in each, those that are not loaded too."""

    group_of: Callable[[Row], object]
    title: Callable[[Row], str]
    count: Callable[[Row], str]


class GroupHeadings(Generic[Row]):
    """Makes room above the first row of every group of a view and paints its heading there."""

    def __init__(self, theme: Theme, view: QTableView, model: PagedTable[Row]) -> None:
        self._theme = theme
        self._view = view
        self._model = model
        self._groups: RowGroups[Row] | None = None
        self.begins: frozenset[int] = frozenset()
        """Places of the rows that begin a group."""

    @property
    def height(self) -> int:
        """Of a heading, pixels."""
        return self._theme.size("tableHeader")

    def show_groups(self, groups: RowGroups[Row] | None) -> None:
        """Put the rows under these headings, under none for None."""
        self._groups = groups
        self._model.heading_at = self.said
        self.fit()

    def fit(self) -> None:
        """Make room: the rows are others."""
        groups, rows, header = self._groups, self._model.rows(), self._view.verticalHeader()
        before, begins = self.begins, list[int]()
        if groups is not None:
            kinds = [groups.group_of(row) for row in rows]
            begins = [at for at, kind in enumerate(kinds) if not at or kind != kinds[at - 1]]
        self.begins = frozenset(begins)
        usual = header.defaultSectionSize()
        for at in before - self.begins:
            if at < len(rows):
                header.resizeSection(at, usual)
        for at in begins:
            header.resizeSection(at, usual + self.height)
        self._view.viewport().update()

    def cell(self, place: int, rect: QRect) -> QRect:
        """What is left of a row's rectangle under its heading."""
        return rect.adjusted(0, self.height, 0, 0) if place in self.begins else rect

    def said(self, place: int) -> str:
        """«Детский сад № 3, 12» of a row that begins a group, nothing of another."""
        if self._groups is None or place not in self.begins:
            return ""
        row = self._model.row_at(place)
        return f"{self._groups.title(row)}, {self._groups.count(row)}"

    def next_after(self, place: int) -> int | None:
        """Where the next group begins, among the rows that are loaded."""
        return min((at for at in self.begins if at > place), default=None)

    def last_before(self, place: int) -> int | None:
        """Where the group before begins, or this one where the keyboard stands within it."""
        return max((at for at in self.begins if at < place), default=None)

    def paint(self) -> None:
        """Paint the headings in sight; called by the view after its rows."""
        groups, viewport = self._groups, self._view.viewport()
        if groups is None or not self.begins:
            return
        painter = QPainter(viewport)
        first, last = self._view.rowAt(0), self._view.rowAt(viewport.height() - 1)
        for at in sorted(self.begins):
            if first <= at and (at <= last or last < 0):
                top = self._view.rowViewportPosition(at)
                row = self._model.row_at(at)
                self._paint_one(
                    painter,
                    QRect(0, top, viewport.width(), self.height),
                    groups.title(row),
                    groups.count(row),
                )
        painter.end()

    def _paint_one(self, painter: QPainter, rect: QRect, title: str, count: str) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.colour("surfaceSunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        painter.setFont(theme.font("table", weight=600))
        metrics = painter.fontMetrics()
        left = room.width() - metrics.horizontalAdvance(count) - _AIR
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(0, left))
        painter.setPen(theme.colour("text"))
        painter.drawText(room, ALIGN["left"], shown)
        painter.setFont(theme.font("table", tabular=True))
        painter.setPen(theme.colour("textSecondary"))
        painter.drawText(room.adjusted(metrics.horizontalAdvance(shown) + _AIR, 0, 0, 0), ALIGN["left"], count)
