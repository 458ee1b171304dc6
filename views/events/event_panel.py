"""The panel that writes an event down or changes it."""

from PySide6.QtCore import Qt, Signal

from models.commands.events import change_event, record_event, remove_event
from models.errors import UserError
from models.queries.events import event_card, event_choices
from models.rows.events import EventDraft
from models.rules.words import quoted
from views.events.event_form import EventForm, stored_values
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.workplace import Workplace
from views.writing import write

_TABLES = frozenset({"event", "event_leader", "event_stream", "event_function"})


class EventPanel(SidePanel):
    """`write_new` begins an event, `change` edits one; the list is told by `recorded` which one was stored."""

    recorded = Signal(int, bool)
    """The event's id, and whether it is new."""
    removed = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Мероприятие")
        self.setObjectName("event-panel")
        self._workplace = workplace
        self.fields = EventForm(workplace.theme, workplace.db)
        self.hold(self.fields)
        self._remove = named(
            Button(workplace.theme, "Убрать мероприятие", role="link", small=True), "event-remove", "Убрать мероприятие"
        )
        self._remove.clicked.connect(self._on_remove)
        self.content.insertWidget(self.content.count() - 1, self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.saving.connect(self._on_saving)
        workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def write_new(self, *, plan_item_id: int | None = None) -> None:
        """Show the fields of a new event; what was begun and not saved stands there again."""
        self.fields.offer(event_choices(self._workplace.db))
        key = ("new", plan_item_id)
        was_begun = key in self.drafts
        self.edit(key, "Новое мероприятие", self.fields.usual())
        if was_begun:
            self.fields.go_on(None)
        else:
            self.fields.begin(plan_item_id=plan_item_id)
        self._remove.hide()

    def change(self, event_id: int) -> bool:
        """Show an event's fields; False when it was taken out meanwhile."""
        card = event_card(self._workplace.db, event_id)
        if card is None:
            return False
        self.fields.offer(event_choices(self._workplace.db))
        self.edit(event_id, card.draft.title, stored_values(card.draft))
        self.fields.go_on(event_id)
        self._remove.show()
        return True

    def follow_event(self, event_id: int) -> None:
        """Show the event the arrows came to, unless something is unsaved."""
        if not isinstance(self.key, int) or self.is_changed() or self.key == event_id:
            return
        card = event_card(self._workplace.db, event_id)
        if card is not None and self.follow(event_id, card.draft.title, stored_values(card.draft)):
            self.fields.go_on(event_id)

    def _on_saving(self, key: object) -> None:
        draft = self.fields.draft()
        if draft is not None:
            self._store(key, draft)

    def _store(self, key: object, draft: EventDraft) -> None:
        event_id = key if isinstance(key, int) else None
        db, actor = self._workplace.db, self._workplace.actor()

        def work() -> int:
            if event_id is None:
                return record_event(db, draft, actor=actor)
            change_event(db, event_id, draft, actor=actor)
            return event_id

        def done(stored: object) -> None:
            if isinstance(stored, int):
                self.saved(key, became=stored if event_id is None else None, close=True)
                words = "записано" if event_id is None else "изменено"
                self._workplace.messages.did(f"Мероприятие {quoted(draft.title)} {words}.")
                self.recorded.emit(stored, event_id is None)

        job = Job(lambda _progress: work())
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self.storing(job)
        self._workplace.jobs.start(job)

    def _on_tables_changed(self) -> None:
        """Somebody took a change back: show what is stored, unless something is being typed over it."""
        if not isinstance(self.key, int) or self.is_changed():
            return
        card = event_card(self._workplace.db, self.key)
        if card is None:
            self.drop()
            return
        self.show_title(card.draft.title)
        self.fields.set_values(stored_values(card.draft))
        self.fields.go_on(self.key)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            self.removed.emit(self.key)


def take_out(workplace: Workplace, event_id: int, title: str) -> None:
    """Take an event out of the log with its marks; the undo bar brings both back."""
    words = f"Мероприятие {quoted(title)} убрано вместе с отметками."
    write(
        workplace,
        lambda db, actor: remove_event(db, event_id, actor=actor),
        lambda _none: workplace.messages.did(words),
    )
