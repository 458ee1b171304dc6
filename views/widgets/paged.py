"""The model of every table: rows by pages from SQL, or a short list; sorting asks for other rows."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from views.widgets.columns import ALIGN, Column, Sort

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sort | None, Row | None, int], list[Row]]
"""(sort, the row after which to go on, how many) → rows: a keyset page."""

PAGE = 200
_KEPT = 2000
"""So many rows at most are asked for again at once when a table reloads where the person had scrolled."""


def identity(row: object) -> object:
    """What stays the same when a row changes: its `id`, `key` or `uid`, else the row itself."""
    for name in ("id", "key", "uid"):
        if (value := getattr(row, name, None)) is not None:
            return value
    return row


class PagedTable(QAbstractTableModel, Generic[Row]):
    """Rows for a `TableView`. Give `fetch` for pages from SQL, or `rows` for a short list (sorted here).

    `count` says how many there are in all, without loading them. `identify` tells rows apart over a reload.
    """

    ticked = Signal(object, bool)
    """The check box of a row was pressed: the row, and whether it is to be ticked."""
    sorted = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        fetch: Callable[[Sort | None, Row | None, int], list[Row]] | None = None,
        rows: Sequence[Row] = (),
        count: Callable[[], int] | None = None,
        sort: Sort | None = None,
        page: int = PAGE,
        identify: Callable[[Row], object] = identity,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[Row], ...] = tuple(columns)
        self._fetch = fetch
        self._given: list[Row] = list(rows)
        self._count = count
        self._sort = sort
        self._page = page
        self.identify = identify
        self.heading_at: Callable[[int], str] = _no_heading
        """The heading a row stands under where it begins a group, for who cannot see it."""
        self._rows: list[Row] = []
        self._complete = fetch is None
        self._fetching = False
        self._loaded = fetch is None
        if fetch is None:
            self._rows = self._sorted_here()

    # --- what pages use

    @property
    def sort_by(self) -> Sort | None:
        """The order asked for now."""
        return self._sort

    @property
    def total(self) -> int:
        """How many rows there are in all: asked of `count` while some are not loaded."""
        return len(self._rows) if self._count is None or self._complete else self._count()

    def rows(self) -> list[Row]:
        """The rows loaded so far, in their order."""
        return list(self._rows)

    def row_at(self, place: int) -> Row:
        """The row of a place."""
        return self._rows[place]

    def reload(self) -> None:
        """Ask for the rows again, as many as were loaded."""
        wanted = self.asked
        self._show(self._sorted_here() if self._fetch is None else self._fetch(self._sort, None, wanted), wanted)

    @property
    def asked(self) -> int:
        """How many rows a reload asks for: as many as are loaded, a page at least."""
        return min(max(self._page, len(self._rows)), _KEPT)

    @property
    def is_loaded(self) -> bool:
        """Whether rows have been asked for: only then does having none mean that there are none."""
        return self._loaded

    def show_fetched(
        self, fetch: Callable[[Sort | None, Row | None, int], list[Row]], rows: list[Row], *, asked: int
    ) -> None:
        """Show the first rows of `fetch`, asked for elsewhere (another thread): so many at most."""
        self._fetch = fetch
        self._show(rows, asked)

    def show_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show the same rows in other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show another list."""
        self._given = list(rows)
        self._fetch = None
        self.reload()

    def set_fetch(self, fetch: Callable[[Sort | None, Row | None, int], list[Row]]) -> None:
        """Ask another query from now on (another filter), from its beginning."""
        self._fetch = fetch
        self._rows = self._rows[:0] if not self._rows else self._rows[: self._page]
        self.reload()

    def replace_row(self, place: int, row: Row) -> None:
        """Show one row anew without asking for the others."""
        self._rows[place] = row
        identities = [self.identify(given) for given in self._given] if self._fetch is None else []
        if (same := self.identify(row)) in identities:
            self._given[identities.index(same)] = row
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def place_of(self, wanted: Callable[[Row], bool]) -> int:
        """The place of the first loaded row that is wanted, -1 for none."""
        return next((place for place, row in enumerate(self._rows) if wanted(row)), -1)

    def column_at(self, section: int) -> Column[Row]:
        """The column of a section."""
        return self.columns[section]

    def row_of(self, index: Index) -> Row | None:
        """The row of an index."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    # --- QAbstractTableModel

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if self.columns[index.column()].check is not None:
            row = self._rows[index.row()]
            if cast("Callable[[Row], bool | None]", self.columns[index.column()].check)(row) is not None:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(row) if column.tooltip is not None else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGN[column.align]
            case Qt.ItemDataRole.CheckStateRole if column.check is not None:
                ticked = column.check(row)
                return None if ticked is None else (Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            case Qt.ItemDataRole.AccessibleTextRole:
                heading = self.heading_at(index.row()) if index.column() == 0 else ""
                return f"{heading}. {said(column, row)}" if heading else said(column, row)
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit(self._rows[index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return column.heading
        return ALIGN[column.align] if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._loaded and not self._complete and not self._fetching

    @override
    def fetchMore(self, parent: Index) -> None:
        """Load the next page; asked again from within (a view reacting to new rows), it does nothing."""
        if parent.isValid() or self._fetch is None or self._complete or self._fetching:
            return
        self._fetching = True
        try:
            after = self._rows[-1] if self._rows else None
            rows = self._fetch(self._sort, after, self._page)
            self._complete = len(rows) < self._page
            if rows:
                self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
                self._rows.extend(rows)
                self.endInsertRows()
        finally:
            self._fetching = False

    def rest(self, limit: int) -> Callable[[], list[Row]] | None:
        """What reads the rows that are not loaded, so many at most, on any thread; None where all are."""
        fetch, sort, after = self._fetch, self._sort, self._rows[-1] if self._rows else None
        return None if fetch is None or self._complete or not self._loaded else lambda: fetch(sort, after, limit)

    def append(self, after: int, rows: list[Row]) -> bool:
        """Add what `rest` read while `after` rows were loaded; False where others are shown by now."""
        if self._complete or len(self._rows) != after:
            return False
        self._complete = True
        if rows:
            self.beginInsertRows(QModelIndex(), after, after + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        return True

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the rows in another order; a column that cannot be sorted by changes nothing."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_rows(Sort(self.columns[column].key, order is Qt.SortOrder.DescendingOrder))

    def sort_rows(self, sort: Sort | None) -> None:
        """The same by the column's key."""
        if sort == self._sort:
            return
        self._sort = sort
        if self._loaded:
            self._rows = self._rows[: self._page] if self._fetch is not None else self._rows
            self.reload()
        self.sorted.emit()

    def _show(self, rows: list[Row], asked: int) -> None:
        self._fetching = True  # whoever hears of the reset may not add rows in the middle of it
        self.beginResetModel()
        self._rows = rows
        self._complete = self._fetch is None or len(rows) < asked
        self._loaded = True
        self.endResetModel()
        self._fetching = False

    def _sorted_here(self) -> list[Row]:
        column = next((column for column in self.columns if self._sort and column.key == self._sort.key), None)
        if self._sort is None or column is None:
            return list(self._given)
        return in_order(self._given, column, self._sort)


def _no_heading(_place: int) -> str:
    return ""


def in_order(rows: Sequence[Row], column: Column[Row], sort: Sort) -> list[Row]:
    """A short list in the order of one column: by its `order`, else by its text as a dictionary has it."""

    def by_text(row: Row) -> str:
        return column.text(row).casefold().replace("ё", "е")

    order = cast("Callable[[Row], Any]", column.order or by_text)
    return sorted(rows, key=order, reverse=sort.descending)


def said(column: Column[Row], row: Row) -> str:
    """What a screen reader says of a cell: its text and the line under it."""
    second = column.second(row) if column.second is not None else ""
    return ", ".join(part for part in (column.text(row), second) if part)
