"""The rows of a read table as a model: views ask for the rows on the screen only, so 10,000 rows cost nothing more."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from views.importing.columns import FIRST_FIELD, LOUD, typed_text
from views.importing.rows import RowView, Standing, TableRows, Tone
from views.widgets.columns import Column
from views.widgets.paged import said

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """A table beside the database: which rows are shown, which are ticked, what each cell says.

    Rows are known by the number the spreadsheet shows; ticks survive a cell that is mended.
    """

    ticked = Signal()
    """Which rows will be taken in has changed."""
    wanted_edit = Signal(int, str, str)
    """Row of the file, field, what the person typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: Sequence[int] = ()
        self._standings: Sequence[Standing] = ()
        self._make: Callable[[int], RowView] | None = None
        self._fields: tuple[str, ...] = ()
        self._columns: tuple[Column[RowView], ...] = ()
        self._shown: list[int] = []
        self._filter: Standing | None = None
        self._left_out: set[int] = set()
        self._refused: dict[int, set[str]] = {}
        self._views: dict[int, RowView] = {}
        self._counts: Counter[Standing] = Counter()

    # ------------------------------------------------------------------------------------------------- what is there

    @property
    def columns(self) -> tuple[Column[RowView], ...]:
        """What the table paints."""
        return self._columns

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the columns after «Что будет»."""
        return self._fields

    @property
    def left_out(self) -> frozenset[int]:
        """Numbers of the rows that the person unticked."""
        return frozenset(self._left_out)

    @property
    def refused(self) -> dict[int, frozenset[str]]:
        """Number of a row → fields whose changes the person refused."""
        return {number: frozenset(fields) for number, fields in self._refused.items() if fields}

    @property
    def filter(self) -> Standing | None:
        """What is shown; None for everything."""
        return self._filter

    def show_rows(self, rows: TableRows, *, fields: Collection[str], columns: tuple[Column[RowView], ...]) -> None:
        """Show another state of the table; the filter and the ticks stay.

        Rows are made when they are looked at only.
        """
        self.beginResetModel()
        self._numbers, self._standings, self._make = rows
        self._fields, self._columns = tuple(fields), columns
        self._views.clear()
        self._counts = Counter(rows.standings)
        self._narrow()
        self.endResetModel()
        self.ticked.emit()

    def forget(self) -> None:
        """Begin anew with another file."""
        self.beginResetModel()
        self._numbers, self._standings, self._make, self._fields, self._columns = (), (), None, (), ()
        self._shown, self._filter = [], None
        self._left_out.clear()
        self._refused.clear()
        self._views.clear()
        self._counts.clear()
        self.endResetModel()

    def show_only(self, standing: Standing | None) -> None:
        """Show the rows of one filter."""
        self.beginResetModel()
        self._filter = standing
        self._narrow()
        self.endResetModel()

    def counts(self) -> dict[Standing, int]:
        """How many rows stand under each filter."""
        return {standing: self._counts[standing] for standing in Standing}

    def view(self, row: int) -> RowView:
        """A shown row as it is painted."""
        place = self._shown[row]
        found = self._views.get(place)
        if found is None and self._make is not None:
            found = self._views[place] = self._with_refused(self._make(place))
        assert found is not None  # noqa: S101 - a shown row has been given with its maker
        return found

    def place_of(self, number: int) -> int | None:
        """Where the row with this number of the file is shown."""
        return next((row for row, place in enumerate(self._shown) if self._numbers[place] == number), None)

    # ---------------------------------------------------------------------------------------------------- what happens

    def taken(self) -> list[int]:
        """Places of the rows that would be written: new or changing, and ticked."""
        return [
            place
            for place, standing in enumerate(self._standings)
            if standing in TICKABLE and self._numbers[place] not in self._left_out
        ]

    def set_aside(self) -> int:
        """How many rows could be written and were unticked."""
        return sum(
            standing in TICKABLE and number in self._left_out
            for number, standing in zip(self._numbers, self._standings, strict=True)
        )

    def next_problem(self, start: Index, *, step: int) -> QModelIndex | None:
        """The next cell (before, for −1) that waits for a decision, going round; None when there is none."""
        total = len(self._shown)
        begin = start.row() if start.isValid() else (-1 if step > 0 else total)
        for distance in range(1, total + 1):
            row = (begin + step * distance) % total
            if self._standings[self._shown[row]] is Standing.DECIDE:
                return self.index(row, self.loud_column(row))
        return None

    def tick(self, row: int, *, on: bool) -> None:
        """Take a row into the loading or leave it out."""
        number = self._numbers[self._shown[row]]
        if not self.is_tickable(row) or on == (number not in self._left_out):
            return
        if on:
            self._left_out.discard(number)
        else:
            self._left_out.add(number)
        at = self.index(row, 0)
        self.dataChanged.emit(at, at)
        self.ticked.emit()

    def is_tickable(self, row: int) -> bool:
        """Whether the row can be loaded at all."""
        return self._standings[self._shown[row]] in TICKABLE

    def is_ticked(self, row: int) -> bool:
        """Whether the row will be loaded."""
        return self.is_tickable(row) and self._numbers[self._shown[row]] not in self._left_out

    def is_accepted(self, row: int, column: int) -> bool | None:
        """Whether the change in a cell will be written; None where the cell leaves nothing to choose."""
        cell = self.view(row).cells.get(self._columns[column].key)
        return None if cell is None or cell.former is None else cell.tone is not Tone.REFUSED

    def accept(self, row: int, column: int, *, on: bool) -> None:
        """Take the change in a cell, or leave the card as it is."""
        if self.is_accepted(row, column) in (None, on):
            return
        place = self._shown[row]
        fields = self._refused.setdefault(self._numbers[place], set())
        (fields.discard if on else fields.add)(self._columns[column].key)
        del self._views[place]
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))
        self.ticked.emit()

    def accept_all(self, *, on: bool) -> None:
        """Take all changes of the cards that are shown, or leave those cards as they are."""
        for row, place in enumerate(self._shown):
            if self._standings[place] is Standing.CHANGED:
                fields = {name for name, cell in self.view(row).cells.items() if cell.former is not None}
                refused = self._refused.setdefault(self._numbers[place], set())
                self._refused[self._numbers[place]] = refused - fields if on else refused | fields
        self._views.clear()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.ticked.emit()

    # ------------------------------------------------------------------------------------------------------- Qt's side

    def column_at(self, section: int) -> Column[RowView]:
        """The column of a section."""
        return self._columns[section]

    def row_of(self, index: Index) -> RowView | None:
        """The row of an index."""
        return self.view(index.row()) if 0 <= index.row() < len(self._shown) else None

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].heading if role in _TEXT_ROLES else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        view, column = self.view(index.row()), self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(view)
            case Qt.ItemDataRole.EditRole if index.column() >= FIRST_FIELD:
                return typed_text(view.cells[column.key])
            case Qt.ItemDataRole.AccessibleTextRole:
                accepted = self.is_accepted(index.row(), index.column())
                return ", ".join([said(column, view), *([] if accepted is None else [_ACCEPTED[accepted]])])
            case Qt.ItemDataRole.CheckStateRole if column.check is not None and self.is_tickable(index.row()):
                return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.CheckStateRole:
                accepted = self.is_accepted(index.row(), index.column())
                return None if accepted is None else Qt.CheckState.Checked if accepted else Qt.CheckState.Unchecked
            case _:
                return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole:
            on = Qt.CheckState(value) is Qt.CheckState.Checked
            if index.column() < FIRST_FIELD:
                self.tick(index.row(), on=on)
            else:
                self.accept(index.row(), index.column(), on=on)
            return True
        typed = str(value).strip()
        if index.column() < FIRST_FIELD or typed == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.wanted_edit.emit(self.view(index.row()).number, self.field(index.column()), typed)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0 and self.is_tickable(index.row()):
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        if index.column() < FIRST_FIELD:
            return usual
        box = self.is_accepted(index.row(), index.column()) is not None
        return usual | Qt.ItemFlag.ItemIsEditable | (Qt.ItemFlag.ItemIsUserCheckable if box else usual)

    def field(self, column: int) -> str:
        """The field of a column."""
        return self._fields[column - FIRST_FIELD]

    def column(self, name: str) -> int:
        """The column of a field."""
        return FIRST_FIELD + self._fields.index(name)

    def box(self, view: RowView) -> bool | None:
        """The check box of a row: none where there is nothing to load, empty where a decision is waited for."""
        if view.standing in TICKABLE:
            return view.number not in self._left_out
        return False if view.standing is Standing.DECIDE else None

    def loud_column(self, row: int) -> int:
        """The column of the row's first question."""
        cells = self.view(row).cells
        return next((self.column(name) for name, cell in cells.items() if cell.tone in LOUD), FIRST_FIELD)

    def _with_refused(self, view: RowView) -> RowView:
        """The row with the refused changes of its cells."""
        fields = self._refused.get(view.number)
        if not fields:
            return view
        cells = {
            name: cell.refused() if name in fields and cell.former is not None else cell
            for name, cell in view.cells.items()
        }
        return replace(view, cells=cells)

    def _narrow(self) -> None:
        if self._filter is None:
            self._shown = list(range(len(self._standings)))
        else:
            self._shown = [at for at, standing in enumerate(self._standings) if standing is self._filter]


_ACCEPTED = {True: "изменение принимаем", False: "оставляем прежнее"}
TICKABLE = frozenset({Standing.NEW, Standing.CHANGED})
_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
