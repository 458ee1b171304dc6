"""The fields of a plan item; what a state asks for (a day, a reason) shows only with that state."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from models.database import Database
from models.rows.codes import Mode, PlanItemStatus
from models.rows.draft import FieldProblem, problems_of
from models.rows.plan_board import PlanChoices
from models.rows.plans import PlanItemDraft
from models.rules.words import short_day
from views.events.many_field import ManyField
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fields import ChoiceField, DateField, Form, MultilineField, NumberField, TextField
from views.widgets.naming import named

_MOVED = (PlanItemStatus.POSTPONED, PlanItemStatus.CANCELLED)
_NEEDED = ("title", "section_id", "due_from", "mode", "format_id", "responsible_id", "status")
"""Fields that an item cannot do without; that is evident, so their labels do not say it (design.md §4)."""
_MOST_PEOPLE = 100_000
_MOST = 1_000_000
_NO_PEOPLE = "Людей пока нет. Добавьте команду и вернитесь: введённое здесь останется"


class ItemForm(Form):
    """Edits a `PlanItemDraft`: the keys of its fields are those of the draft."""

    status_chosen = Signal()
    section_chosen = Signal(int)
    team_asked = Signal()

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme, check=_check)
        self.add("title", "Мероприятие (тема)", MultilineField(theme, lines=2))
        self.add("due_from", "Срок с", DateField(theme, db.today))
        self.add("due_to", "по", DateField(theme, db.today, placeholder="тот же день"), beside="due_from")
        self.add("mode", "Форма", ChoiceField(theme, [(mode, mode.label) for mode in Mode]))
        self.add("planned_count", "Участников, план", NumberField(theme, maximum=_MOST_PEOPLE), beside="mode")
        self.add("responsible_id", "Ответственный", ChoiceField(theme))
        self._team = named(Button(theme, "Добавить людей", role="link", small=True), "item-team", "Добавить людей")
        self._team.clicked.connect(self.team_asked)
        self._team.hide()
        self.add_widget(self._team)
        states = ChoiceField(theme, [(status, status.label.capitalize()) for status in PlanItemStatus])
        self.add("status", "Состояние", states)
        self.add(
            "done_on", "Когда сделано", DateField(theme, db.today), hint="Если мероприятия не было: приказ, сборник"
        )
        self.add("postponed_to", "Перенесено на", DateField(theme, db.today))
        reason = MultilineField(theme, lines=2)
        self.add("reason", "Причина", reason, hint="Попадёт в отчёт, графа «Причина отклонения».")
        sections = self.add("section_id", "Раздел", ChoiceField(theme), stretch=4)
        self.add("task_no", "№", TextField(theme, max_length=20), beside="section_id", stretch=1)
        self.add("format_id", "Формат", ChoiceField(theme))
        self.add("place", "Место", TextField(theme))
        self.add("audience", "Категория участников", TextField(theme))
        self.add("expected_result", "Ожидаемый результат", MultilineField(theme, lines=2))
        self.add("product_kind_id", "Вид продукта", ChoiceField(theme, blank="Без продукта"))
        indicators = self.add("indicator_id", "Показатель", ChoiceField(theme, blank="Не связан"), stretch=3)
        planned = NumberField(theme, maximum=_MOST, decimals=2)
        self.add("planned_value", "Значение, план", planned, beside="indicator_id", stretch=2)
        self.add("task_ids", "Задачи, на которые работает", ManyField(theme, placeholder="Не указаны"))
        self.tie("status", "done_on", "postponed_to", "reason")
        self.tie("indicator_id", "planned_value")
        self.tie("due_from", "due_to")
        states.edited.connect(self._on_status)
        sections.edited.connect(self._on_section)
        indicators.edited.connect(self._fit)
        self._fit()

    def offer(self, choices: PlanChoices) -> None:
        """Offer these records in the lists."""
        for key, items in (
            ("section_id", choices.sections),
            ("format_id", choices.formats),
            ("responsible_id", choices.people),
            ("product_kind_id", choices.product_kinds),
            ("indicator_id", choices.indicators),
        ):
            cast("ChoiceField", self.editor(key)).set_items([(item.id, item.title) for item in items])
        cast("ManyField", self.editor("task_ids")).set_items([(task.id, task.title) for task in choices.tasks])
        self.show_hint("responsible_id", "" if choices.people else _NO_PEOPLE)
        self._team.setVisible(not choices.people)

    @override
    def set_values(self, values: Mapping[str, object]) -> None:
        super().set_values(values)
        self._fit()
        self.say_moved(values.get("due_to"), values.get("postponed_to"))

    @override
    def set_typed(self, typed: Mapping[str, object]) -> None:
        super().set_typed(typed)
        self._fit()

    def choose_status(self, status: PlanItemStatus) -> None:
        """Choose a state as a press would, and go to what it asks for."""
        field = cast("ChoiceField", self.editor("status"))
        field.set_value(status)
        field.edited.emit()
        wanted = {PlanItemStatus.POSTPONED: "postponed_to", PlanItemStatus.CANCELLED: "reason"}
        self.editor(wanted.get(status, "status")).setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> PlanItemDraft | None:
        """What the fields say; None when something is wrong, which then stands beside its field."""
        if not self.verify():
            return None
        try:
            return PlanItemDraft.model_validate(_cleaned(self.values()))
        except ValidationError as refused:
            self.show_problems(problems_of(refused))
            return None

    def say_moved(self, due_to: object, moved_to: object) -> None:
        """Say from when to when the item was moved."""
        words = ""
        if isinstance(due_to, date) and isinstance(moved_to, date):
            words = f"Было {short_day(due_to)}, стало {short_day(moved_to)}"
        self.show_hint("postponed_to", words)

    def _on_status(self) -> None:
        self._fit()
        self.status_chosen.emit()

    def _on_section(self) -> None:
        section = self.values()["section_id"]
        if isinstance(section, int):
            self.section_chosen.emit(section)

    def _fit(self) -> None:
        values = self.values()
        status = values["status"]
        self.show_field("planned_value", shown=values["indicator_id"] is not None)
        self.show_field("done_on", shown=status is PlanItemStatus.DONE)
        is_settled = status in (PlanItemStatus.DONE, PlanItemStatus.CANCELLED)
        was_moved = is_settled and values["postponed_to"] is not None
        self.show_field("postponed_to", shown=status is PlanItemStatus.POSTPONED or was_moved)
        self.show_field("reason", shown=status in _MOVED or status is PlanItemStatus.DONE)
        caption = "Причина отклонения, если было"
        if status is PlanItemStatus.POSTPONED:
            caption = "Причина переноса — обязательно"
        elif status is PlanItemStatus.CANCELLED:
            caption = "Причина отмены — обязательно"
        self.show_caption("reason", caption)

    def show_caption(self, key: str, caption: str) -> None:
        """Change the label above a field, and what a screen reader calls it."""
        self._lines[key].caption.setText(caption)
        self.editor(key).setAccessibleName(caption)


def _cleaned(values: dict[str, object]) -> dict[str, object]:
    """Values as the draft takes them: no empty texts, one day where one was given, no leftovers of other states."""
    made = {key: None if value == "" else value for key, value in values.items()}
    made["due_to"] = made["due_to"] or made["due_from"]
    made["planned_count"] = made["planned_count"] or 0
    made["task_ids"] = tuple(sorted(cast("Iterable[int]", made["task_ids"])))
    if made["indicator_id"] is None:
        made["planned_value"] = None
    status = made["status"]
    if status is not PlanItemStatus.DONE:
        made["done_on"] = None
    if status in (PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS):
        made["postponed_to"] = made["reason"] = None
    return made


def _check(values: dict[str, object]) -> Iterable[FieldProblem]:
    """What the rules of an item ask of several fields at once ([S2]: a moved or cancelled one says why)."""
    for key in _NEEDED:
        if values[key] in (None, ""):
            yield FieldProblem(key, "Заполните это поле")
    first, last, status = values["due_from"], values["due_to"], values["status"]
    if isinstance(first, date) and isinstance(last, date) and first > last:
        yield FieldProblem("due_to", "Срок кончается раньше, чем начинается. Проверьте даты")
    if status is PlanItemStatus.POSTPONED and values["postponed_to"] is None:
        yield FieldProblem("postponed_to", "Укажите, на какую дату перенесён пункт")
    if status in _MOVED and not values["reason"]:
        yield FieldProblem("reason", "Напишите, почему: причина попадёт в отчёт")
