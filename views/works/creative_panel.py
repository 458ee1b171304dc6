"""The panel of a creative work: in a group or alone."""

from collections.abc import Sequence

from typing_extensions import override

from models.commands.creative_works import add_creative_work, change_creative_work, remove_creative_work
from models.queries.works import creative_work, creative_work_members
from models.rows.attachments import CreativeWorkPlace
from models.rows.codes import CreativeWorkKind, SubmissionState
from models.rows.works import CreativeWorkDraft, TraineeWorks
from views.draft_panel import draft_of
from views.events.many_field import ManyField
from views.files.record_panel import RecordPanel, StoredRecord, Writing, stores
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField, TextField
from views.widgets.form import Form
from views.workplace import Workplace
from views.works.state_keys import state_field
from views.writing import write_and_say


class CreativeWorkPanel(RecordPanel):
    """A creative work of one trainee or of a group; `begin_for` starts a new one."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        self.fields = Form(theme)
        self.fields.add("title", "Название работы", TextField(theme), required=True)
        self.fields.add("kind", "Вид", ChoiceField(theme, [(each, each.label) for each in CreativeWorkKind]))
        self.members = self.fields.add("member_ids", "Кто выполняет", ManyField(theme), required=True)
        self.fields.add("state", "Состояние", state_field(theme), stretch=3)
        self.fields.add("accepted_on", "Принята", DateField(theme, workplace.db.today), beside="state", stretch=2)
        self.fields.add("description", "Что нужно сделать", MultilineField(theme, lines=2))
        self.fields.add("comment", "Отзыв тьютора", MultilineField(theme, lines=3))
        super().__init__(
            workplace,
            self.fields,
            name="creative-work-panel",
            title="Творческая работа",
            remove="Убрать работу",
            tables=frozenset({"creative_work", "creative_work_member"}),
        )
        self._stream_id = 0
        self._people: tuple[tuple[int, str], ...] = ()
        self.removed.connect(self._on_removed)
        self.members.edited.connect(self._on_members)
        self.keep_drafts(workplace.data_folder, "creative-work")

    def of_stream(self, stream_id: int, trainees: Sequence[TraineeWorks]) -> None:
        """Whose works they are."""
        self._stream_id = stream_id
        self._people = tuple((each.enrollment_id, each.name) for each in trainees)

    def begin_for(self, enrollment_id: int | None) -> None:
        """Begin a work of one trainee; others may join."""
        values = {
            "kind": CreativeWorkKind.INDIVIDUAL,
            "member_ids": () if enrollment_id is None else (enrollment_id,),
            "state": SubmissionState.MISSING,
        }
        self.begin(f"new-{self._stream_id}-{enrollment_id or ''}", "Новая творческая работа", values)

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        work = creative_work(self.workplace.db, record_id)
        if work is None:
            return None
        values = {name: getattr(work, name) for name in ("title", "kind", "state", "accepted_on")}
        values |= {"description": work.description, "comment": work.comment}
        return StoredRecord(work.title, values | {"member_ids": creative_work_members(self.workplace.db, record_id)})

    @override
    def offer(self) -> None:
        self.members.set_items(self._people)

    @override
    def place_of(self, record_id: int) -> CreativeWorkPlace:
        return CreativeWorkPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = draft_of(self.fields, CreativeWorkDraft)
        if draft is None:
            return None
        db, actor, stream_id = self.workplace.db, self.workplace.actor(), self._stream_id
        return stores(
            record_id,
            add=lambda: add_creative_work(db, stream_id, draft, actor=actor),
            change=lambda stored: change_creative_work(db, stored, draft, actor=actor),
            words=f"Творческая работа {'добавлена' if record_id is None else 'изменена'}.",
        )

    def _on_members(self) -> None:
        """Two make a group, one works alone."""
        kind = self.fields.editor("kind")
        wanted = CreativeWorkKind.GROUP_PROJECT if len(self.members.value()) > 1 else CreativeWorkKind.INDIVIDUAL
        if isinstance(kind, ChoiceField) and kind.value() is not wanted:
            kind.set_value(wanted)
            kind.edited.emit()

    def _on_removed(self, work_id: int) -> None:
        self.drop()
        write_and_say(
            self.workplace,
            lambda db, actor: remove_creative_work(db, work_id, actor=actor),
            "Творческая работа убрана.",
        )
