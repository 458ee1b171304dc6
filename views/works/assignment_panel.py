"""The panel of one assignment of a programme."""

from typing_extensions import override

from models.commands.assignments import add_assignment, change_assignment
from models.database import Actor, Database
from models.queries.assignments import assessment_forms, program_assignments, program_modules
from models.queries.program_content import program_content
from models.rows.assignments import AssignmentDraft, AssignmentLine
from views.draft_panel import draft_of
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField
from views.widgets.form import Form
from views.widgets.panel import SidePanel
from views.workplace import Workplace
from views.writing import store

_FIELDS = ("title", "is_mandatory", "assessment_form_id", "due_on", "description")


class AssignmentForm(Form):
    """Edits an `AssignmentDraft`, and for a new one says in which module it stands."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme)
        self.module = self.add("module_id", "Модуль", ChoiceField(theme), required=True)
        self.add("title", "Задание", MultilineField(theme, lines=2), required=True)
        self.add("is_mandatory", "", CheckField(theme, "Обязательное для сертификата"))
        self.assessment = self.add("assessment_form_id", "Форма оценивания", ChoiceField(theme, blank="Не указана"))
        self.add(
            "due_on", "Срок", DateField(theme, workplace.db.today), hint="Для потоков, которые не назначили своего"
        )
        self.add("description", "Что нужно сделать", MultilineField(theme, lines=4))

    @override
    def values(self) -> dict[str, object]:
        """Without the module: an assignment does not wander."""
        return {name: value for name, value in super().values().items() if name in _FIELDS}


class AssignmentPanel(SidePanel):
    """`write_new` begins an assignment, `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Задание")
        self.setObjectName("assignment-panel")
        self._workplace = workplace
        self._program_id = 0
        self.fields = AssignmentForm(workplace)
        self.hold(self.fields)
        self.saving.connect(self._on_saving)
        self.keep_drafts(workplace.data_folder, "assignment")

    def of_program(self, program_id: int) -> None:
        """Whose assignments they are."""
        self._program_id = program_id

    def write_new(self, module_id: int | None = None) -> None:
        """Begin an assignment of a module, of the first where none is named; an optional one in a fixed programme."""
        content = program_content(self._workplace.db, self._program_id)
        is_fixed = content is not None and content.is_fixed
        modules = self._offer()
        first = module_id if module_id is not None else next((each for each, _title in modules), None)
        self.fields.show_field("module_id", shown=True)
        self.edit(f"new-{self._program_id}", "Новое задание", {"module_id": first, "is_mandatory": not is_fixed})

    def change(self, line: AssignmentLine) -> None:
        """Show a stored assignment."""
        self._offer()
        self.fields.show_field("module_id", shown=False)
        self.edit(line.id, line.title, _values(line))

    def follow_line(self, line: AssignmentLine) -> None:
        """Show the assignment the arrows came to, unless something is unsaved or a new one is being written."""
        if isinstance(self.key, int):
            self.follow(line.id, line.title, _values(line))

    def show_again(self) -> None:
        """The assignments changed: show what is stored, unless something is being typed over it."""
        if not isinstance(self.key, int) or self.is_changed():
            return
        lines = {line.id: line for line in program_assignments(self._workplace.db, self._program_id)}
        if self.key in lines:
            self.fields.set_values(_values(lines[self.key]))
        else:
            self.drop()

    def _offer(self) -> list[tuple[int, str]]:
        db = self._workplace.db
        modules: list[tuple[int, str]] = [(each.id, each.title) for each in program_modules(db, self._program_id)]
        self.fields.module.set_items(modules)
        self.fields.assessment.set_items([(each.id, each.title) for each in assessment_forms(db)])
        return modules

    def _on_saving(self, key: object) -> None:
        module_id, draft = self.fields.module.value(), draft_of(self.fields, AssignmentDraft)
        if draft is None or not isinstance(module_id, int):
            return

        def command(db: Database, actor: Actor) -> None:
            if isinstance(key, int):
                change_assignment(db, key, draft, actor=actor)
            else:
                add_assignment(db, module_id, draft, actor=actor)

        def done(_none: object) -> None:
            self._workplace.messages.did(f"Задание {'изменено' if isinstance(key, int) else 'добавлено'}.")
            self.saved(key, close=True)

        store(self, self._workplace, command, done)


def _values(line: AssignmentLine) -> dict[str, object]:
    return {"module_id": line.module_id, **{name: getattr(line, name) for name in _FIELDS}}
