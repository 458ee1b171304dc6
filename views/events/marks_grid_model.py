"""Marks of a stream's events as a model: rows are people, columns events, a cell one mark."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.rows.codes import Presence
from models.rows.events import GridCell, GridEvent, GridPerson, MarksGrid
from models.rules.attendance_signs import SIGNS
from models.rules.person_code import person_code
from models.rules.words import day_in_table
from views.events.marks import WORDS

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
"""Row and column of a cell."""
_NOWHERE = QModelIndex()
NO_MARK = "отметки нет"
NOT_EXPECTED = "в этот день человека в потоке не было"


class MarksGridModel(QAbstractTableModel):
    """The grid as it is shown: marks that are on their way to the file are in it already."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = MarksGrid((), (), {})
        self._cells: dict[tuple[int, int], GridCell] = {}

    @property
    def events(self) -> tuple[GridEvent, ...]:
        """The columns."""
        return self._grid.events

    @property
    def people(self) -> tuple[GridPerson, ...]:
        """The rows."""
        return self._grid.people

    def show(self, grid: MarksGrid) -> None:
        """Show another grid; the same people and events keep their place on the screen."""
        if grid == replace(self._grid, cells=self._cells):
            return
        same = (grid.events, grid.people) == (self._grid.events, self._grid.people)
        if not same:
            self.beginResetModel()
        self._grid, self._cells = grid, dict(grid.cells)
        if not same:
            self.endResetModel()
        elif grid.events and grid.people:
            last = self.index(len(grid.people) - 1, len(grid.events) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(grid.events) - 1)

    def cell(self, row: int, column: int) -> GridCell | None:
        """A cell, None where the person was not expected."""
        return self._cells.get((self.events[column].id, self.people[row].id))

    def mark(self, places: Iterable[Place], state: Presence | None) -> None:
        """Show marks before they are stored."""
        for row, column in places:
            key = self.events[column].id, self.people[row].id
            former = self._cells[key]
            self._cells[key] = GridCell(state, None, former.signature_kept)
            at = self.index(row, column)
            self.dataChanged.emit(at, at)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def unmarked(self, column: int) -> list[Place]:
        """The cells of an event that wait for a mark."""
        return [
            (row, column)
            for row in range(len(self.people))
            if (cell := self.cell(row, column)) is not None and cell.state is None
        ]

    def marked_of(self, column: int) -> tuple[int, int]:
        """How many of those expected at an event have a mark, and how many are expected."""
        cells = [cell for row in range(len(self.people)) if (cell := self.cell(row, column)) is not None]
        return sum(cell.state is not None for cell in cells), len(cells)

    def sign(self, row: int, column: int) -> str:
        """A mark as journals write it."""
        cell = self.cell(row, column)
        return SIGNS[cell.state] if cell is not None and cell.state is not None else ""

    def words(self, row: int, column: int) -> str:
        """A cell as it is read aloud: who, when, what."""
        person, event, cell = self.people[row], self.events[column], self.cell(row, column)
        word = NOT_EXPECTED if cell is None else (WORDS[cell.state] if cell.state is not None else NO_MARK)
        shorter = f", {cell.minutes} мин" if cell is not None and cell.minutes is not None else ""
        return f"{name_of(person)}, {day_in_table(event.held_on)}: {word}{shorter}"

    def table(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[list[str], list[list[str]]]:
        """Headings and cells of a part of the grid, for Excel and Word; who withdrew her consent goes by her code."""
        headings = ["Фамилия, имя, отчество", *(day_in_table(self.events[column].held_on) for column in columns)]
        cells = [[_leaving_name(self.people[row]), *(self.sign(row, column) for column in columns)] for row in rows]
        return headings, cells

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.people)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.events)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.sign(index.row(), index.column())
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.words(index.row(), index.column())
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Qt asks for every role of every column and row to lay the grid out: only what is wanted is put together.
        match role:
            case Qt.ItemDataRole.DisplayRole if orientation is Qt.Orientation.Vertical:
                return name_of(self.people[section])
            case Qt.ItemDataRole.DisplayRole:
                return f"{self.events[section].held_on:%d.%m}"
            case Qt.ItemDataRole.ToolTipRole if orientation is Qt.Orientation.Vertical:
                return f"{name_of(self.people[section])}\n{self.people[section].organization}"
            case Qt.ItemDataRole.ToolTipRole:
                event, (done, total) = self.events[section], self.marked_of(section)
                return f"{event.title}\n{day_in_table(event.held_on)}, отмечено {done} из {total}"
            case _:
                return None


def name_of(person: GridPerson) -> str:
    """«Иванова Мария Петровна»."""
    return " ".join(part for part in person[1:4] if part)


def _leaving_name(person: GridPerson) -> str:
    return name_of(person) if person.may_leave else person_code(person.id)
