"""«История плана»: states and amendments with their reasons, who made them, what was and what is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.errors import UserError
from models.queries.plan_card import plan_card
from models.queries.plan_history import plan_history
from models.rows.plan_card import PlanCard
from models.rows.plan_history import HistoryKind, PlanHistoryEntry
from models.rules.words import counted
from views.papers.offer import offer
from views.plan.papers import history_wish
from views.plan.rooms.room import Room
from views.widgets.buttons import Button, Segments
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

_DASH = "—"
_PLAN_ITSELF = "план"
_SHOWN = {
    "all": frozenset(HistoryKind),
    "states": frozenset({HistoryKind.CREATED, HistoryKind.STATE}),
    "changes": frozenset({HistoryKind.AMENDMENT, HistoryKind.MOVED, HistoryKind.CHANGED}),
}


class HistoryRow(NamedTuple):
    """One changed field, or a whole entry where no field changed; the first row of an entry says when and who."""

    id: int
    at: str
    actor: str
    what: str
    record: str
    field: str
    was: str
    now: str
    reason: str


class HistoryRoom(Room):
    """A plan's life, the newest last; read and printed, never edited."""

    tables = frozenset({"plan", "plan_item", "plan_amendment", "plan_item_task"})

    def __init__(self, workplace: Workplace, plan_id: int) -> None:
        super().__init__(workplace)
        theme = workplace.theme
        self._id = plan_id
        self._card: PlanCard | None = None
        self.shown = Segments(theme, [("all", "Всё"), ("states", "Состояния"), ("changes", "Изменения")])
        named(self.shown, "history-kinds", "Что показать")
        self.shown.chosen.connect(self.reload)
        self.print_button = named(Button(theme, "Печать…", icon="print", small=True), "history-print", "Печать истории")
        self.print_button.setToolTip("Печать (Ctrl+P)")
        self.print_button.clicked.connect(self.print_paper)
        self.table: PagedTable[HistoryRow] = PagedTable(
            [
                Column("at", "Когда", lambda row: row.at, second=lambda row: row.actor, width=140, sortable=False),
                Column("what", "Что произошло", lambda row: row.what, second=lambda row: row.record, least=200,
                       tooltip=lambda row: row.record, sortable=False),
                Column("field", "Что изменилось", lambda row: row.field, width=160, rank=1, sortable=False),
                Column("was", "Было", lambda row: row.was, width=150, rank=1, sortable=False),
                Column("now", "Стало", lambda row: row.now, width=150, rank=1, sortable=False),
                Column("reason", "Причина", lambda row: row.reason, width=200, rank=2, sortable=False,
                       tooltip=lambda row: row.reason),
            ],
            identify=lambda row: row.id,
        )  # fmt: skip
        self.view: TableView[HistoryRow] = TableView(
            theme, self.table, "plan-history", "История плана", workplace.remembered
        )
        self._sheet = Sheet(theme, "История", inset=1)
        self._sheet.header.addWidget(self.shown)
        self._sheet.header.addWidget(self.print_button)
        self._sheet.body.addWidget(self.view)
        self.body.addWidget(self._sheet)
        self.reload()

    @override
    def areas(self) -> list[QWidget]:
        return [self.shown.focus_stop, self.view, self.print_button]

    @override
    def first(self) -> QWidget:
        return self.view

    @override
    def reload(self) -> None:
        try:
            self._card = plan_card(self.at.db, self._id)
            entries = plan_history(self.at.db, self._id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            self.left.emit()
            return
        wanted = [entry for entry in entries if entry.kind in _SHOWN[self.shown.current]]
        self.table.set_rows([row._replace(id=no) for no, row in enumerate(_rows(wanted))])
        self.view.say_empty("Таких записей в истории плана нет.")
        self._sheet.show_count(counted(len(wanted), "запись", "записи", "записей") if wanted else "")
        self.show_heading("История плана", self._card.draft.title)

    @override
    def print_paper(self) -> None:
        """Look at the history as it prints."""
        if self._card is not None:
            offer(self.at, self, history_wish(self._card))


def _rows(entries: Sequence[PlanHistoryEntry]) -> Iterator[HistoryRow]:
    for entry in entries:
        rows = list(_changes(entry)) or [("", "", "", "")]
        for place, (record, field, was, now) in enumerate(rows):
            is_first = not place
            yield HistoryRow(
                id=0,
                at=f"{entry.at:%d.%m.%Y %H:%M}" if is_first else "",
                actor=entry.actor if is_first else "",
                what=entry.title if is_first else record,
                record=record if is_first else "",
                field=field,
                was=was,
                now=now,
                reason=entry.reason if is_first else "",
            )


def _changes(entry: PlanHistoryEntry) -> Iterator[tuple[str, str, str, str]]:
    """Record (once), field, was, is; the plan itself needs no name."""
    for record in entry.records:
        title = "" if record.title == _PLAN_ITSELF else record.title
        if not record.changes:
            yield title, "", "", ""
        for place, change in enumerate(record.changes):
            yield "" if place else title, change.field, change.was or _DASH, change.now or _DASH
