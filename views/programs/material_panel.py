"""The panel of a learning material: what it is, which deficit it is for, its files."""

from typing_extensions import override

from models.commands.program_deficits import add_material, change_material
from models.queries.program_content import material_lines, program_content
from models.rows.attachments import MaterialPlace
from models.rows.codes import MaterialKind
from models.rows.programs import MaterialDraft
from models.rules.words import quoted
from views.draft_panel import draft_of
from views.files.record_panel import RecordPanel, StoredRecord, Writing, stores
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField, TextField
from views.widgets.form import Form
from views.workplace import Workplace

_TABLES = frozenset({"learning_material", "program_deficit"})
_NEW = "Новый материал"


class MaterialPanel(RecordPanel):
    """`write_new` begins a material of a programme, perhaps for one of its deficits."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        form = Form(theme)
        form.add("title", "Название", TextField(theme), required=True)
        kinds = [(kind, kind.label) for kind in MaterialKind]
        form.add("kind", "Вид", ChoiceField(theme, kinds), required=True)
        self._deficit = form.add("deficit_id", "Для дефицита", ChoiceField(theme, blank="для всей программы"))
        form.add("description", "Что в нём", MultilineField(theme, lines=3))
        form.add("url", "Ссылка", TextField(theme))
        self._program = 0
        super().__init__(workplace, form, name="material-panel", title=_NEW, remove="Убрать материал", tables=_TABLES)

    def write_new(self, program_id: int, deficit_id: int | None = None) -> None:
        """Show the fields of a new material."""
        self._program = program_id
        values = {"kind": MaterialKind.DIAGNOSTIC if deficit_id else MaterialKind.REFERENCE, "deficit_id": deficit_id}
        self.begin(("material", program_id), _NEW, values)

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        found = next((each for each in material_lines(self.workplace.db) if each.id == record_id), None)
        if found is None:
            return None
        self._program = found.program_id
        return StoredRecord(found.title, {name: getattr(found, name) for name in MaterialDraft.model_fields})

    @override
    def offer(self) -> None:
        content = program_content(self.workplace.db, self._program)
        deficits = content.deficits if content is not None else ()
        self._deficit.set_items([(each.id, f"{each.no}. {each.title}") for each in deficits])

    @override
    def place_of(self, record_id: int) -> MaterialPlace:
        return MaterialPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        if self.form is None:
            return None
        draft = draft_of(self.form, MaterialDraft)
        if draft is None:
            return None
        db, actor, program_id = self.workplace.db, self.workplace.actor(), self._program
        return stores(
            record_id,
            add=lambda: add_material(db, program_id, draft, actor=actor),
            change=lambda stored: change_material(db, stored, draft, actor=actor),
            words=f"Материал {quoted(draft.title)} {'добавлен' if record_id is None else 'изменён'}.",
        )
