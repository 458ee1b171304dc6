"""The panel of one step of a route."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter
from typing_extensions import override

from models.commands.routes import add_step, change_step
from models.rows.routes import OpenDeficit, RoutePage, Step, StepDraft
from models.rules.routes import FORMS, proposed_step
from views.draft_panel import Command, DraftPanel
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField, TextField
from views.widgets.form import Form
from views.workplace import Workplace

_NEW = "new"
_TEXTS = (
    ("result", "Планируемый результат", 2),
    ("task", "Содержание, задание", 3),
)


class StepPanel(DraftPanel[StepDraft]):
    """`write_new` begins a step, filled from a deficit where one is given; `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, StepDraft, name="step-panel", title="Шаг маршрута")
        self._enrollment_id = 0
        self._page: RoutePage | None = None

    @override
    def make_form(self) -> Form:
        theme, today = self.workplace.theme, self.workplace.db.today
        form = Form(theme)
        self.competence = form.add("competence_id", "Дефицит из карты", ChoiceField(theme, blank="Не из карты"))
        form.add("deficit", "Дефицит", MultilineField(theme, lines=2), required=True)
        for key, label, lines in _TEXTS:
            form.add(key, label, MultilineField(theme, lines=lines))
        way = form.add("form", "Форма", TextField(theme, placeholder="самостоятельно, проба в группе…"))
        completer = QCompleter(list(FORMS), way)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.popup().setProperty("popup", "true")
        way.setCompleter(completer)
        form.add("resource", "Ресурс", MultilineField(theme, lines=2))
        self.material = form.add("material_id", "Материал программы", ChoiceField(theme, blank="Без материала"))
        form.add("due_on", "Срок", DateField(theme, today))
        form.add("done_on", "Выполнено", DateField(theme, today), beside="due_on")
        form.add("product", "Отчётный продукт", MultilineField(theme, lines=2))
        form.add("reflection", "Рефлексия стажёра", MultilineField(theme, lines=3))
        form.add("tutor_note", "Рекомендации тьютора", MultilineField(theme, lines=3))
        self.competence.edited.connect(self._on_competence)
        return form

    def offer(self, page: RoutePage) -> None:
        """The route that steps are written for now."""
        self._enrollment_id, self._page = page.enrollment_id, page
        marked = {each.competence_id: each.title for each in page.deficits}
        kept = {step.competence_id: step.deficit for step in page.steps if step.competence_id is not None}
        self.competence.set_items(list((kept | marked).items()))
        self.material.set_items([(each.id, f"{each.title} ({each.kind.label})") for each in page.materials])

    def write_new(self) -> None:
        """Show the fields of a new step: of the first deficit that has none, as the programme proposes it."""
        page = self._page
        if page is None:
            return
        open_now = next((each for each in page.deficits if not each.has_step), None)
        begun = self._proposed(open_now) if open_now is not None else {"due_on": page.days.second_module_ends}
        self.edit((_NEW, self._enrollment_id), "Новый шаг", begun)

    def change(self, step: Step) -> None:
        """Show a step to edit it."""
        self.edit(step.id, f"Шаг {step.no}", step._asdict())

    def forget_others(self, steps: Sequence[Step]) -> None:
        """Close over a step that is gone."""
        if isinstance(self.key, int) and self.key not in {step.id for step in steps}:
            self.drop()

    @override
    def command(self, key: object, draft: StepDraft) -> tuple[Command, str]:
        if isinstance(key, int):
            return lambda db, actor: change_step(db, key, draft, actor=actor), "Шаг маршрута изменён."
        enrollment_id = self._enrollment_id
        return lambda db, actor: add_step(db, enrollment_id, draft, actor=actor), "Шаг маршрута добавлен."

    def _proposed(self, deficit: OpenDeficit) -> dict[str, object]:
        if self._page is None:
            return {}
        return dict(proposed_step(deficit, self._page.materials, self._page.days))

    def _on_competence(self) -> None:
        """Fill a new step from the deficit that was chosen; what was typed into its text fields stays."""
        page = self._page
        if page is None or isinstance(self.key, int):
            return
        meant = next((each for each in page.deficits if each.competence_id == self.competence.value()), None)
        if meant is not None:
            self.fields.set_typed({**self.fields.typed(), **_typed(self._proposed(meant))})


def _typed(values: dict[str, object]) -> dict[str, object]:
    """The proposed words; days and choices stay as they stand in the fields."""
    return {key: value for key, value in values.items() if isinstance(value, str)}
