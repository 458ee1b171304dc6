"""The panel of one page of a trainee's diary: what she did, learned and asks, and what the tutor answers."""

from collections.abc import Sequence

from typing_extensions import override

from models.commands.diary import add_diary_entry, change_diary_entry, remove_diary_entry
from models.queries.diary import diary_page, stream_events
from models.rows.attachments import DiaryEntryPlace
from models.rows.works import DiaryDraft
from models.rules.words import day_in_table
from views.draft_panel import draft_of
from views.files.record_panel import RecordPanel, StoredRecord, Writing, stores
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField
from views.widgets.form import Form
from views.workplace import Workplace
from views.writing import write_and_say

_FIELDS: Sequence[tuple[str, str, int]] = (
    ("done", "Что сделано", 4),
    ("learned", "Что нового освоено", 3),
    ("questions", "Вопросы", 2),
    ("tutor_note", "Запись тьютора", 3),
)


class DiaryPanel(RecordPanel):
    """`write_for` begins a page of a trainee, `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        self.fields = Form(theme)
        self.fields.add("written_on", "Дата", DateField(theme, workplace.db.today), required=True)
        self._event = self.fields.add("event_id", "Мероприятие", ChoiceField(theme, blank="Вне мероприятий"))
        for key, label, lines in _FIELDS:
            self.fields.add(key, label, MultilineField(theme, lines=lines), required=key == "done")
        super().__init__(
            workplace,
            self.fields,
            name="diary-panel",
            title="Запись в дневнике",
            remove="Убрать запись",
            tables=frozenset({"diary_entry"}),
        )
        self._stream_id = 0
        self._enrollment_id = 0
        self.removed.connect(self._on_removed)
        self.keep_drafts(workplace.data_folder, "diary-page")

    def of_trainee(self, stream_id: int, enrollment_id: int) -> None:
        """Whose diary is shown; what is being typed into another one waits there as its draft."""
        if enrollment_id != self._enrollment_id:
            self.close_panel()
        self._stream_id, self._enrollment_id = stream_id, enrollment_id

    def write_new(self) -> None:
        """Begin a page; what was begun and not saved stands there again."""
        self.begin(f"new-{self._enrollment_id}", "Новая запись", {"written_on": self.workplace.db.today()})

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        page = diary_page(self.workplace.db, record_id)
        if page is None:
            return None
        values = {key: getattr(page, key) for key in self.fields.keys()}  # noqa: SIM118 - a form is no mapping
        return StoredRecord(f"Запись {day_in_table(page.written_on)}", values)

    @override
    def offer(self) -> None:
        self._event.set_items(list(stream_events(self.workplace.db, self._stream_id)))

    @override
    def place_of(self, record_id: int) -> DiaryEntryPlace:
        return DiaryEntryPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = draft_of(self.fields, DiaryDraft)
        if draft is None:
            return None
        db, actor, place = self.workplace.db, self.workplace.actor(), self._enrollment_id
        return stores(
            record_id,
            add=lambda: add_diary_entry(db, place, draft, actor=actor),
            change=lambda stored: change_diary_entry(db, stored, draft, actor=actor),
            words=f"Запись в дневнике {'добавлена' if record_id is None else 'изменена'}.",
        )

    def _on_removed(self, entry_id: int) -> None:
        write_and_say(
            self.workplace, lambda db, actor: remove_diary_entry(db, entry_id, actor=actor), "Запись в дневнике убрана."
        )
