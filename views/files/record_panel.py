"""The panel of a record that has files: its fields, «Файлы» under them, and the way out of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from models.errors import UserError
from models.rows.attachments import Place
from views.files.sheet import FilesSheet
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.workplace import Workplace


class StoredRecord(NamedTuple):
    """A record as the panel shows it: its title and the values of its fields."""

    title: str
    values: Mapping[str, object]


class Writing(NamedTuple):
    """How a draft is stored, and what is said then."""

    command: Callable[[], int]
    """Gives the record's id."""
    words: str


def stores(record_id: int | None, *, add: Callable[[], int], change: Callable[[int], None], words: str) -> Writing:
    """A new record (`record_id` is None) is stored by `add`, which gives its id, another by `change`."""

    def command() -> int:
        if record_id is None:
            return add()
        change(record_id)
        return record_id

    return Writing(command, words)


class RecordPanel(SidePanel):
    """An heir says what is stored (`stored`), where files hang (`place_of`) and how the fields are written (`writing`).

    A new record stays open once it is stored, so that its files can follow; a changed one closes.
    """

    recorded = Signal(int, bool)
    """The record's id, and whether it is new."""
    removed = Signal(int, str)
    """«Убрать» was pressed: the record's id and title."""

    def __init__(
        self, workplace: Workplace, form: Form, *, name: str, title: str, remove: str, tables: frozenset[str]
    ) -> None:
        super().__init__(workplace.theme, title)
        self.setObjectName(name)
        self.workplace = workplace
        self.hold(form)
        self.files = FilesSheet(workplace)
        self.remove_button = named(Button(workplace.theme, remove, role="link", small=True), f"{name}-remove", remove)
        self.remove_button.clicked.connect(self._on_remove)
        self.content.insertWidget(self.content.count() - 1, self.files)
        self.content.insertWidget(self.content.count() - 1, self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._record_title = ""
        self.saving.connect(self._on_saving)
        workplace.changes.reload_on(tables, self._on_tables_changed)

    # --- what heirs say

    def stored(self, record_id: int) -> StoredRecord | None:
        """The record as it is stored, None when it was taken out meanwhile."""
        raise NotImplementedError

    def offer(self) -> None:
        """Bring the lists to choose from up to date."""
        raise NotImplementedError

    def place_of(self, record_id: int) -> Place:
        """Where the files of a record hang."""
        raise NotImplementedError

    def writing(self, record_id: int | None) -> Writing | None:
        """How the fields are stored; None when something is wrong, which then stands beside its field."""
        raise NotImplementedError

    # --- what pages use

    def begin(self, key: object, title: str, values: Mapping[str, object]) -> None:
        """Show the fields of a new record; what was begun under this key and not saved stands there again."""
        self.offer()
        self.edit(key, title, values)
        self._record_title = title
        self.files.show_place(None)
        self.remove_button.hide()

    def change(self, record_id: int) -> bool:
        """Show a stored record; False when it was taken out meanwhile."""
        record = self.stored(record_id)
        if record is None:
            return False
        self.offer()
        self.edit(record_id, record.title, record.values)
        self._show_stored(record_id, record)
        return True

    def follow_record(self, record_id: int) -> None:
        """Show the record the arrows came to, unless something is unsaved or a new one is being written."""
        if not isinstance(self.key, int) or self.is_changed() or self.key == record_id:
            return
        record = self.stored(record_id)
        if record is not None and self.follow(record_id, record.title, record.values):
            self._show_stored(record_id, record)

    # --- within

    def _show_stored(self, record_id: int, record: StoredRecord) -> None:
        self._record_title = record.title
        self.files.show_place(self.place_of(record_id))
        self.remove_button.show()

    def _on_saving(self, key: object) -> None:
        record_id = key if isinstance(key, int) else None
        writing = self.writing(record_id)
        if writing is None:
            return

        def done(stored: object) -> None:
            if isinstance(stored, int):
                self.workplace.messages.did(writing.words)
                self._on_stored(key, stored)

        job = Job(lambda _progress: writing.command())
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self.storing(job)
        self.workplace.jobs.start(job)

    def _on_stored(self, key: object, record_id: int) -> None:
        is_new = not isinstance(key, int)
        self.saved(key, became=record_id if is_new else None, close=not is_new)
        if is_new and self.key == key and self.change(record_id):
            self.files.first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.recorded.emit(record_id, is_new)

    def _on_tables_changed(self) -> None:
        """Somebody took a change back: show what is stored, unless something is being typed over it."""
        if not isinstance(self.key, int) or self.is_changed():
            return
        record = self.stored(self.key)
        if record is None:
            self.drop()
        elif self.form is not None:
            self.show_title(record.title)
            self.form.set_values(record.values)
            self._record_title = record.title

    def _on_refused(self, sentence: UserError) -> None:
        self.workplace.messages.refuse(sentence)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            self.removed.emit(self.key, self._record_title)
