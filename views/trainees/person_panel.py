"""The panel of a trainee: the card's fields, what is known besides, and removing."""

from collections.abc import Callable, Sequence
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal

from models.rows.codes import Category, Education
from models.rows.draft import FieldProblem, problems_of
from models.rows.people import PersonCard, PersonChoices
from models.rows.site import OrganizationDraft, PersonDraft
from models.rows.streams import PersonPlace
from models.rules.shown import short_municipality, show_phone
from views.theme import Theme
from views.trainees.person_streams import PersonStreams
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, NumberField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.text import secondary

NEW_PERSON = "new"
"""Key of the card that is not stored yet."""
_NEW_PLACE = 0
_MAX_YEARS = 60


class PersonPanel(SidePanel):
    """Adds and edits a card; closed fields are never shown, only whether they are kept."""

    removing = Signal(int)

    def __init__(
        self, theme: Theme, today: Callable[[], date], places_of: Callable[[int], Sequence[PersonPlace]]
    ) -> None:
        super().__init__(theme, "Стажёр")
        self._places_of = places_of
        self._choices = PersonChoices()
        form = Form(theme)
        form.add("last_name", "Фамилия", TextField(theme), required=True)
        form.add("first_name", "Имя", TextField(theme), required=True)
        form.add("patronymic", "Отчество", TextField(theme))
        self._position = form.add("position_id", "Должность", ChoiceField(theme), required=True)
        self._place = form.add("organization_id", "Организация", ChoiceField(theme), required=True)
        form.add(
            "place_name", "Название новой организации", TextField(theme, placeholder="Детский сад № 3"), required=True
        )
        self._unit = form.add("place_unit", "Её муниципалитет", ChoiceField(theme))
        form.add("phone", "Телефон", TextField(theme))
        form.add("email", "Эл. почта", TextField(theme))
        categories = [(category.value, category.label) for category in Category]
        form.add("category", "Категория", ChoiceField(theme, categories, blank="не указана"))
        form.add("category_until", "Действует до", DateField(theme, today))
        form.add("experience_years", "Стаж, лет", NumberField(theme, maximum=_MAX_YEARS), beside="category_until")
        levels = [(level.value, level.label) for level in Education]
        form.add("education", "Образование", ChoiceField(theme, levels, blank="не указано"))
        form.tie("organization_id", "place_name", "place_unit")
        form.tie("category", "category_until")
        self._known = secondary("")
        self.hold(form)
        self.streams = PersonStreams(theme)
        self.content.insertWidget(1, self.streams)
        self.content.insertWidget(2, self._known)
        self.remove_button = named(
            Button(theme, "Убрать карточку", role="link", small=True), "person-remove", "Убрать карточку"
        )
        self.remove_button.setToolTip("Убрать карточку (Delete в списке)")
        self.remove_button.clicked.connect(self._on_remove)
        self.content.insertWidget(3, self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fields = form
        self._place.edited.connect(self._on_place)
        self._on_place()

    @property
    def fields(self) -> Form:
        """The form."""
        return self._fields

    def offer(self, choices: PersonChoices) -> None:
        """What the lists offer; a chosen value stays."""
        self._choices = choices
        self._position.set_items([(each.id, each.title) for each in choices.positions])
        places = [
            (each.id, f"{each.title} · {short_municipality(each.municipality)}" if each.municipality else each.title)
            for each in choices.organizations
        ]
        self._place.set_items([(_NEW_PLACE, "Новая организация…"), *places])
        self._unit.set_items([(each.id, each.title) for each in choices.municipalities])

    def add_new(self) -> None:
        """Show an empty card."""
        self.streams.hide()
        self._known.hide()
        self.remove_button.hide()
        only_new = {"organization_id": _NEW_PLACE} if not self._choices.organizations else {}
        self.edit(NEW_PERSON, "Новый стажёр", only_new)
        self._on_place()

    def show_card(self, card: PersonCard, *, focus: bool = True) -> None:
        """Show a stored card: to edit it, or following the arrows in the list."""
        values = {**card._asdict(), "phone": show_phone(card.phone) if card.phone else None}
        title = " ".join(part for part in (card.last_name, card.first_name) if part)
        if not focus and not self.follow(card.id, title, values):
            return
        if focus:
            self.edit(card.id, title, values)
        self.show_streams()
        self.streams.show()
        self._known.setText(_known_words(card))
        self._known.show()
        self.remove_button.show()
        self._on_place()

    def show_streams(self) -> None:
        """Show the streams of the person anew."""
        if isinstance(self.key, int):
            self.streams.show_places(self._places_of(self.key))

    def draft(self) -> tuple[PersonDraft, OrganizationDraft | None] | None:
        """What was typed, checked; None when problems are shown beside their fields instead."""
        values = dict(self._fields.values())
        name, unit = values.pop("place_name"), values.pop("place_unit")
        is_new = values["organization_id"] == _NEW_PLACE
        try:
            place = OrganizationDraft(short_name=str(name or ""), municipality_id=_id(unit)) if is_new else None
        except ValidationError as refused:
            self._fields.show_problems(FieldProblem("place_name", each.message) for each in problems_of(refused)[:1])
            return None
        try:
            return PersonDraft.model_validate(values), place
        except ValidationError as refused:
            self._fields.show_problems(problems_of(refused))
            return None

    def _on_place(self) -> None:
        is_new = self._place.value() == _NEW_PLACE
        self._fields.show_field("place_name", shown=is_new)
        self._fields.show_field("place_unit", shown=is_new)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            self.removing.emit(self.key)


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _known_words(card: PersonCard) -> str:
    """Consent and closed fields: in sentences."""
    if card.consent_on is None:
        return "Согласие не отмечено: СНИЛС и дату рождения хранить нельзя."
    kept = " По нему хранятся СНИЛС или дата рождения." if card.has_restricted else ""
    return f"Согласие от {card.consent_on:%d.%m.%Y}.{kept}"
