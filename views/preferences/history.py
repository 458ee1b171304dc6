"""«Недавние действия»: what was done, when and by whom; the last can be turned back."""

from models.identity import local_text
from models.queries.history import recent_actions
from models.rows.history import ActionLine
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace


class HistorySheet(Sheet):
    """The newest actions first."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Недавние действия", inset=1)
        self._at = workplace
        self._table: PagedTable[ActionLine] = PagedTable(
            [
                Column("at", "Когда", lambda row: local_text(row.at), width=150, sortable=False),
                Column("label", "Что сделано", lambda row: row.label, sortable=False),
                Column("actor", "Кто", lambda row: row.actor, width=150, rank=1, sortable=False),
                Column("rows", "Записей", lambda row: str(row.rows), align="right", width=90, rank=2, sortable=False),
                Column(
                    "undo",
                    "",
                    lambda row: "вернётся по Ctrl+Z" if row.can_undo else "",
                    width=160,
                    rank=1,
                    sortable=False,
                ),
            ],
            identify=lambda row: row.id,
        )
        self._view: TableView[ActionLine] = TableView(
            workplace.theme, self._table, "history-list", "Недавние действия", workplace.remembered
        )
        self._view.say_empty("Действий пока не было.")
        self.body.addWidget(named(self._view, "history-list", "Недавние действия"))
        self.reload()

    def reload(self) -> None:
        """Read the log again."""
        self._table.set_rows(recent_actions(self._at.db))
