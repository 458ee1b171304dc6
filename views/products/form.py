"""The fields of a product."""

from typing import cast

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from models.database import Database
from models.rows.codes import ProductStatus
from models.rows.draft import FieldProblem, problems_of
from models.rows.plans import ProductDraft
from models.rows.products import ProductChoices
from views.people_field import PeopleField
from views.theme import Theme
from views.widgets.fields import ChoiceField, DateField, Form, TextField

_OFFERED = 300
"""Events that can be chosen: the newest."""
_FILLED_BEFOREHAND = ("made_on", "status")


class ProductForm(Form):
    """Edits a `ProductDraft`: the keys of its fields are those of the draft."""

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme, check=_missing)
        self.add("title", "Название", TextField(theme), required=True)
        self.add("kind_id", "Вид", ChoiceField(theme), required=True)
        self.add("made_on", "Дата", DateField(theme, db.today))
        statuses = [(status, status.label) for status in ProductStatus]
        self.add("status", "Состояние", ChoiceField(theme, statuses), beside="made_on")
        self.add("author_ids", "Авторы", PeopleField(theme, db, add="Добавить автора"))
        self._event = self.add("event_id", "Мероприятие", ChoiceField(theme, blank="Не на мероприятии"))
        self.add("plan_item_id", "Пункт плана", ChoiceField(theme, blank="Вне плана"))
        self.add("url", "Ссылка", TextField(theme))
        self._suggested = {
            key: self.add(key, label, TextField(theme, placeholder=example))
            for key, label, example in (
                ("level", "Уровень", "площадка, округ, край"),
                ("participation_form", "Форма участия", "выступление, мастер-класс, стенд"),
                ("publication", "Где опубликован", "сборник, журнал, сайт"),
            )
        }

    def offer(self, choices: ProductChoices, *, event: tuple[int, str] | None = None) -> None:
        """Offer these records in the lists, the given event too, however old it is."""
        cast("ChoiceField", self.editor("kind_id")).set_items(list(choices.kinds))
        cast("ChoiceField", self.editor("plan_item_id")).set_items(list(choices.plan_items))
        newest: list[tuple[int, str]] = [*choices.events[:_OFFERED]]
        offered = {event_id for event_id, _words in newest}
        self._event.set_items(newest if event is None or event[0] in offered else [event, *newest])
        for key, words in (
            ("level", choices.levels),
            ("participation_form", choices.participation_forms),
            ("publication", choices.publications),
        ):
            _suggest(self._suggested[key], words)

    def draft(self) -> ProductDraft | None:
        """What the fields mean, or None when something is wrong, which then stands beside its field."""
        values = {name: None if value == "" else value for name, value in self.values().items()}
        try:
            return ProductDraft.model_validate(values)
        except ValidationError as refused:
            self.show_problems(problems_of(refused))
            return None


def _suggest(field: TextField, words: tuple[str, ...]) -> None:
    """Offer words that were used before, while one of them is being typed."""
    for former in field.findChildren(QCompleter):
        former.deleteLater()
    completer = QCompleter(list(words), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.popup().setProperty("popup", "true")
    field.setCompleter(completer)


def _missing(values: dict[str, object]) -> list[FieldProblem]:
    return [FieldProblem(key, "Заполните это поле") for key in _FILLED_BEFOREHAND if values[key] is None]
