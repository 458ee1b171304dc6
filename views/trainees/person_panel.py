"""The panel of a trainee: the card's fields, what is known besides, and removing."""

from collections.abc import Callable, Sequence
from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.rows.codes import ActKind, Category, Education
from models.rows.draft import FieldProblem, problems_of
from models.rows.people import PersonCard, PersonChoices
from models.rows.site import OrganizationDraft, PersonDraft
from models.rows.streams import PersonPlace
from models.rules.shown import short_municipality, show_phone
from views.trainees.consents_view import ConsentsView
from views.trainees.destroying import open_destroying
from views.trainees.person_streams import PersonStreams
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, NumberField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

NEW_PERSON = "new"
"""Key of the card that is not stored yet."""
_NEW_PLACE = 0
_MAX_YEARS = 60


class PersonPanel(SidePanel):
    """Adds and edits a card, with its streams, its consents and, behind a mask, its closed fields."""

    removing = Signal(int)
    whole_wanted = Signal(int)
    """The page of this person is wanted."""

    def __init__(
        self, workplace: Workplace, places_of: Callable[[int], Sequence[PersonPlace]], progress: ProgressSheet
    ) -> None:
        theme, today = workplace.theme, workplace.db.today
        super().__init__(theme, "Стажёр")
        self._at = workplace
        self._places_of = places_of
        self._progress = progress
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
        self.hold(form)
        self.streams = PersonStreams(theme)
        self.content.insertWidget(1, self.streams)
        self.consents = ConsentsView(workplace)
        self.content.insertWidget(2, self.consents)
        self.whole_button = named(
            Button(theme, "Открыть карточку", icon="document_text", small=True), "person-whole", "Открыть карточку"
        )
        self.whole_button.setToolTip("Требования к сертификату, посещаемость, задания (Ctrl+Enter в списке)")
        self.whole_button.clicked.connect(self._on_whole)
        self.content.insertWidget(1, self.whole_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove_button = named(
            Button(theme, "Убрать карточку", role="link", small=True), "person-remove", "Убрать карточку"
        )
        self.remove_button.setToolTip("Убрать карточку (Delete в списке)")
        self.remove_button.clicked.connect(self._on_remove)
        self.more = named(
            Button(theme, icon="more_horizontal", role="quiet", small=True), "person-more", "Ещё о карточке"
        )
        self.more.setToolTip("Обезличить, уничтожить данные")
        self.more.clicked.connect(self._on_more)
        self._last = QWidget()
        row = QHBoxLayout(self._last)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.remove_button)
        row.addStretch()
        row.addWidget(self.more)
        self.content.insertWidget(4, self._last)
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
        self.whole_button.hide()
        self.consents.show_person(None)
        self._last.hide()
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
        self.whole_button.show()
        self.consents.show_person(card.id)
        self._last.show()
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

    def _on_whole(self) -> None:
        if isinstance(self.key, int):
            self.whole_wanted.emit(self.key)

    def _on_more(self) -> None:
        menu = named(QMenu(self), "person-more-menu", "Ещё о карточке")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, words in ((ActKind.DEPERSONALISED, "Обезличить…"), (ActKind.DESTROYED, "Уничтожить данные…")):
            menu.addAction(words).triggered.connect(partial(self._on_destroying, kind))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_destroying(self, kind: ActKind) -> None:
        if isinstance(self.key, int):
            open_destroying(self._at, self.key, kind, self, self._progress)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            self.removing.emit(self.key)


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None
