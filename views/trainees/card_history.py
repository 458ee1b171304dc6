"""«История»: what was done to a card and at it, the newest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.database import Database
from models.errors import UserError
from models.queries.person_history import person_history
from models.rows.person_history import PersonHistoryEntry
from models.rules.words import counted
from views.asking import Asking
from views.widgets.fresh import fresh
from views.widgets.sheet import Sheet, hline
from views.widgets.text import label, secondary
from views.workplace import Workplace

_FIRST = 10
"""So many entries stand there before the rest is asked for."""
_DASH = "—"

_Answer = tuple[int, tuple[PersonHistoryEntry, ...]]


class HistorySheet(Sheet):
    """Read away from the window's thread: the log of a big site is long."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "История")
        self._at = workplace
        self._person_id = 0
        self._shows_all = False
        self._entries: tuple[PersonHistoryEntry, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(workplace.theme.space("s"))
        self.body.addLayout(self._lines)
        self._asking: Asking[_Answer] = Asking(workplace.jobs, self._on_read, self)
        self.linked.connect(self._on_all)

    def show_person(self, person_id: int) -> None:
        """Read the history of a person."""
        if person_id != self._person_id:
            self._person_id, self._shows_all = person_id, False
            self._show(())
        db = self._at.db
        self._asking.ask(lambda: (person_id, _history(db, person_id)))

    def _on_read(self, answer: _Answer) -> None:
        person_id, entries = answer
        if person_id == self._person_id:
            self._show(entries)

    def _on_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show(self._entries)

    def _show(self, entries: Sequence[PersonHistoryEntry]) -> None:
        self._entries = tuple(entries)
        self.show_count(counted(len(entries), "запись", "записи", "записей") if entries else "")
        self.show_link("" if len(entries) <= _FIRST else "Только последние" if self._shows_all else "Показать все")
        column = fresh(self._lines)
        for place, entry in enumerate(entries if self._shows_all else entries[:_FIRST]):
            if place:
                column.addWidget(hline())
            column.addWidget(_entry(entry))


def _history(db: Database, person_id: int) -> tuple[PersonHistoryEntry, ...]:
    """The history; nothing of a card that was removed meanwhile: its page goes too."""
    try:
        return person_history(db, person_id)
    except UserError:
        return ()


def _entry(entry: PersonHistoryEntry) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(entry.title, wrapped=True))
    column.addWidget(secondary(f"{entry.at:%d.%m.%Y %H:%M} · {entry.actor}"))
    for record in entry.records:
        for change in record.changes:
            words = label(f"{change.field}: {change.was or _DASH} → {change.now or _DASH}", "secondary", wrapped=True)
            column.addWidget(words)
    return holder
