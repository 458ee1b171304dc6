"""The rows of a read list as a model: views ask for the rows on the screen only, so 10,000 rows cost nothing more."""

from collections import Counter
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from models.rows.roster_plan import RowDecision
from models.rows.roster_preview import RosterPreview
from views.trainees.import_columns import FIRST_FIELD, LOUD, import_columns, typed_text
from views.trainees.import_rows import (
    NAME,
    RowView,
    Standing,
    changes_card,
    has_closed,
    new_places,
    row_view,
    shown_fields,
    standing_of,
)
from views.widgets.columns import Column
from views.widgets.paged import said

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Outcome(NamedTuple):
    """What loading would do: numbers of rows, of new organisations, and of people with closed fields."""

    new: int
    changed: int
    same: int
    waiting: int
    aside: int
    copies: int
    places: int
    closed: int


class ImportModel(QAbstractTableModel):
    """A list beside the database: which rows are shown, which are ticked, what each cell says.

    Rows are known by the number the spreadsheet shows; ticks survive a cell that is mended.
    """

    ticked = Signal()
    """Which rows will be loaded has changed."""
    wanted_edit = Signal(int, str, str)
    """Row of the file, field, what the person typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: RosterPreview | None = None
        self._decisions: tuple[RowDecision, ...] = ()
        self._fields: tuple[str, ...] = ()
        self._columns: tuple[Column[RowView], ...] = ()
        self._shown: list[int] = []
        self._filter: Standing | None = None
        self._left_out: set[int] = set()
        self._views: dict[int, RowView] = {}
        self._counts: Counter[Standing] = Counter()

    # ------------------------------------------------------------------------------------------------- what is there

    @property
    def preview(self) -> RosterPreview | None:
        """The list that is shown."""
        return self._preview

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
    def filter(self) -> Standing | None:
        """What is shown; None for everything."""
        return self._filter

    def show_preview(self, preview: RosterPreview) -> None:
        """Show another state of the list; the filter and the ticks stay."""
        self.beginResetModel()
        self._preview = preview
        self._decisions = preview.plan.decisions
        self._fields = shown_fields(preview.roster)
        self._columns = import_columns(self._fields, self._box)
        self._views.clear()
        self._counts = Counter(map(standing_of, self._decisions))
        self._narrow()
        self.endResetModel()
        self.ticked.emit()

    def forget(self) -> None:
        """Begin anew with another file."""
        self.beginResetModel()
        self._preview, self._decisions, self._fields, self._columns = None, (), (), ()
        self._shown, self._filter = [], None
        self._left_out.clear()
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

    def decision(self, row: int) -> RowDecision:
        """The decision of a shown row."""
        return self._decisions[self._shown[row]]

    def view(self, row: int) -> RowView:
        """A shown row as it is painted."""
        place = self._shown[row]
        found = self._views.get(place)
        if found is None and self._preview is not None:
            found = self._views[place] = row_view(self._preview, self._decisions[place], self._fields)
        assert found is not None  # noqa: S101 - a shown row has a preview
        return found

    def place_of(self, number: int) -> int | None:
        """Where the row with this number of the file is shown."""
        found = (row for row, place in enumerate(self._shown) if self._decisions[place].row.row == number)
        return next(found, None)

    # ---------------------------------------------------------------------------------------------------- what happens

    def taken(self) -> list[RowDecision]:
        """The rows that would be written: new or changing, and ticked."""
        return [
            each for each in self._decisions if standing_of(each) in _TICKABLE and each.row.row not in self._left_out
        ]

    def outcome(self, *, attested: bool) -> Outcome:
        """What loading would do now."""
        taken = self.taken()
        new = [each for each in taken if standing_of(each) is Standing.NEW]
        changed = [
            each for each in taken if standing_of(each) is Standing.CHANGED and changes_card(each, attested=attested)
        ]
        same = [each for each in self._decisions if standing_of(each) is Standing.SAME]
        return Outcome(
            new=len(new),
            changed=len(changed),
            same=len(same) + len(taken) - len(new) - len(changed),
            waiting=self._counts[Standing.DECIDE],
            aside=sum(
                1 for each in self._decisions if each.row.row in self._left_out and standing_of(each) in _TICKABLE
            ),
            copies=self._counts[Standing.COPY],
            places=new_places([*new, *changed]),
            closed=sum(map(has_closed, taken)) + sum(map(has_closed, same)),
        )

    def next_problem(self, start: Index, *, step: int) -> QModelIndex | None:
        """The next cell (before, for −1) that waits for a decision, going round; None when there is none."""
        total = len(self._shown)
        begin = start.row() if start.isValid() else (-1 if step > 0 else total)
        for distance in range(1, total + 1):
            row = (begin + step * distance) % total
            if standing_of(self._decisions[self._shown[row]]) is Standing.DECIDE:
                return self.index(row, self.loud_column(row))
        return None

    def tick(self, row: int, *, on: bool) -> None:
        """Take a row into the loading or leave it out."""
        number = self.decision(row).row.row
        if standing_of(self.decision(row)) not in _TICKABLE or on == (number not in self._left_out):
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
        return standing_of(self.decision(row)) in _TICKABLE

    def is_ticked(self, row: int) -> bool:
        """Whether the row will be loaded."""
        return self.is_tickable(row) and self.decision(row).row.row not in self._left_out

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
                return said(column, view)
            case Qt.ItemDataRole.CheckStateRole if column.check is not None and self.is_tickable(index.row()):
                return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
            case _:
                return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole:
            self.tick(index.row(), on=Qt.CheckState(value) is Qt.CheckState.Checked)
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
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() >= FIRST_FIELD else usual

    def field(self, column: int) -> str:
        """The field of a column."""
        return self._fields[column - FIRST_FIELD]

    def column(self, name: str) -> int:
        """The column of a field."""
        return FIRST_FIELD + self._fields.index(name)

    def _box(self, view: RowView) -> bool | None:
        """The check box of a row: none where there is nothing to load, empty where a decision is waited for."""
        if view.standing in _TICKABLE:
            return view.number not in self._left_out
        return False if view.standing is Standing.DECIDE else None

    def loud_column(self, row: int) -> int:
        """The column of the row's first question."""
        cells = self.view(row).cells
        return next((self.column(name) for name, cell in cells.items() if cell.tone in LOUD), self.column(NAME))

    def _narrow(self) -> None:
        if self._filter is None:
            self._shown = list(range(len(self._decisions)))
        else:
            self._shown = [at for at, each in enumerate(self._decisions) if standing_of(each) is self._filter]


_TICKABLE = frozenset({Standing.NEW, Standing.CHANGED})
_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
