"""The register of a section's records, by pages: it reloads when its tables change and finds a record again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PagedTable, identity
from views.widgets.register import Register, Row
from views.widgets.table import TableView
from views.workplace import Workplace


class RecordRegister(Register[Row]):
    """An heir says what the filters offer (`offer`), counts what they ask for (`count`) and reads it (`page`).

    `opened` by Enter or a double click; what else can be done are actions of the table.
    """

    opened = Signal(object)
    """The row."""
    current_changed = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        bar: FilterBar,
        columns: Sequence[Column[Row]],
        empty: EmptyState | None = None,
        *,
        name: str,
        title: str,
        sheet: str,
        newest: Sort,
        tables: frozenset[str],
    ) -> None:
        self.db = workplace.db
        self._newest = newest
        """The order the register begins with."""
        self._is_stale = False
        self.model: PagedTable[Row] = PagedTable(columns, fetch=self._fetch, sort=newest)
        table = TableView(workplace.theme, self.model, name, title, remembered=workplace.remembered)
        super().__init__(workplace.theme, bar, table, empty, title=sheet)
        bar.changed.connect(self._show)
        table.opened.connect(self.opened)
        table.current_changed.connect(self.current_changed)
        workplace.changes.reload_on(tables, self._on_tables_changed)

    # --- what heirs say

    def offer(self) -> None:
        """Bring the lists of the filters up to date."""
        raise NotImplementedError

    def count(self) -> None:
        """Take what is asked for from the bar, and show there how much of it there is."""
        raise NotImplementedError

    def page(self, order: Sort, after: Row | None, limit: int) -> list[Row]:
        """Rows of what is asked for."""
        raise NotImplementedError

    def is_stored(self, record_id: int) -> bool:
        """Whether there is such a record, listed now or not."""
        raise NotImplementedError

    def row_of(self, record_id: int) -> object:
        """By what the row of a record is known: its id, where an heir does not say otherwise."""
        return record_id

    # --- what pages use

    @property
    def order(self) -> Sort:
        """How the list is sorted."""
        return self.model.sort_by or self._newest

    def reload(self) -> None:
        """Ask for everything again: lists of the filters, counts, rows."""
        self._is_stale = False
        self.offer()
        self._show()

    def refresh(self) -> None:
        """Reload if something changed while the list was hidden."""
        if self._is_stale:
            self.reload()

    def select(self, record_id: int) -> None:
        """Put the cursor on a record; filters that hide it are taken off."""
        if self._go_to(record_id) or not self.is_stored(record_id):
            return
        if self.bar.is_on:
            self.bar.reset()
            self._go_to(record_id)

    def show_drafts(self, keys: frozenset[object]) -> None:
        """Mark the records over which something was typed and not saved."""
        self.table.show_drafts(frozenset(self.row_of(key) for key in keys if isinstance(key, int)))

    # --- within

    def _go_to(self, record_id: int) -> bool:
        known = self.row_of(record_id)
        return self.table.select(lambda row: identity(row) == known)

    def _fetch(self, sort: Sort | None, after: Row | None, limit: int) -> list[Row]:
        return self.page(sort or self._newest, after, limit)

    def _show(self) -> None:
        self.count()
        self.model.set_fetch(self._fetch)

    def _on_tables_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True
