"""The panel that writes a consultation down or changes one."""

from typing import cast

from pydantic import ValidationError
from typing_extensions import override

from models.commands.consultations import add_consultation, change_consultation, remove_consultation
from models.database import Database
from models.queries.consultations import consultation_card
from models.queries.events import event_card, event_choices, event_page
from models.rows.attachments import ConsultationPlace
from models.rows.codes import ConsultationKind, Mode
from models.rows.consultations import ConsultationDraft
from models.rows.draft import FieldProblem, problems_of
from models.rules.words import day_in_table
from views.files.record_panel import RecordPanel, StoredRecord, Writing, stores
from views.people_field import PeopleField
from views.theme import Theme
from views.widgets.fields import ChoiceField, DateField, Form, MultilineField, NumberField
from views.workplace import Workplace
from views.writing import write_and_say

USUAL_MINUTES = 30
"""What a new consultation lasts until something else is said."""

_TABLES = frozenset({"consultation", "consultation_person"})
_NEW = "consultation"
_NEW_TITLE = "Новая консультация"
_LONGEST_MIN = 24 * 60
_OFFERED = 300
"""Events that can be chosen: the newest."""
_FILLED_BEFOREHAND = ("held_on", "kind", "mode", "minutes")


class ConsultationForm(Form):
    """Edits a `ConsultationDraft`: the keys of its fields are those of the draft."""

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme, check=_missing)
        self._db = db
        self.add("held_on", "Дата", DateField(theme, db.today), stretch=3)
        self.add("minutes", "Минут", NumberField(theme, minimum=1, maximum=_LONGEST_MIN), beside="held_on", stretch=2)
        self._kind = self.add("kind", "Вид", ChoiceField(theme, [(each, each.label) for each in ConsultationKind]))
        self.add("mode", "Форма", ChoiceField(theme, [(each, each.label) for each in Mode]))
        self.add("topic", "Тема", MultilineField(theme, lines=2), required=True)
        self._people = self.add("person_ids", "Кого консультировали", PeopleField(theme, db))
        self._outsiders = self.add("outsiders", "Людей не из списка", NumberField(theme, maximum=100_000))
        self._consultant = self.add("consultant_id", "Консультант", ChoiceField(theme), required=True)
        self.add("advice", "Что посоветовали", MultilineField(theme, lines=3))
        self._event = self.add("event_id", "Мероприятие", ChoiceField(theme, blank="Вне мероприятий"))
        self._people.edited.connect(self._on_people)
        self._outsiders.left.connect(self._on_people)

    def offer(self, *, consultant: tuple[int, str] | None = None, event_id: int | None = None) -> None:
        """Bring the lists up to date; the consultant and the event of the record are among them."""
        people: list[tuple[int, str]] = [*event_choices(self._db).people]
        if consultant is not None and consultant[0] not in dict(people):
            people.insert(0, consultant)
        self._consultant.set_items(people)
        events = [
            (line.id, f"{day_in_table(line.held_on)} {line.title}") for line in event_page(self._db, limit=_OFFERED)
        ]
        card = event_card(self._db, event_id) if event_id is not None and event_id not in dict(events) else None
        if card is not None:
            events.insert(0, (card.id, f"{day_in_table(card.draft.held_on)} {card.draft.title}"))
        self._event.set_items(events)

    def draft(self) -> ConsultationDraft | None:
        """What the fields mean, or None when something is wrong, which then stands beside its field."""
        values = {name: None if value == "" else value for name, value in self.values().items()}
        values["outsiders"] = values["outsiders"] or 0
        try:
            return ConsultationDraft.model_validate(values)
        except ValidationError as refused:
            self.show_problems(problems_of(refused))
            return None

    def _on_people(self) -> None:
        """Two people make a group; it says so and can be said otherwise."""
        people = len(self._people.value()) + cast("int", self._outsiders.value() or 0)
        if people > 1 and self._kind.value() is ConsultationKind.INDIVIDUAL:
            self._kind.set_value(ConsultationKind.GROUP)
            self._kind.edited.emit()


class ConsultationPanel(RecordPanel):
    """`write_new` begins a consultation, `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        self.fields = ConsultationForm(workplace.theme, workplace.db)
        super().__init__(
            workplace,
            self.fields,
            name="consultation-panel",
            title=_NEW_TITLE,
            remove="Убрать консультацию",
            tables=_TABLES,
        )
        self._consultant: tuple[int, str] | None = None
        self._event_id: int | None = None

    def write_new(self) -> None:
        """Show the fields of a new consultation; what was begun and not saved stands there again."""
        self._consultant, self._event_id = None, None
        values: dict[str, object] = {
            "held_on": self.workplace.db.today(),
            "minutes": USUAL_MINUTES,
            "kind": ConsultationKind.INDIVIDUAL,
            "mode": Mode.IN_PERSON,
            "outsiders": 0,
            "consultant_id": self.workplace.actor().person_id,
        }
        self.begin(_NEW, _NEW_TITLE, values)

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        card = consultation_card(self.workplace.db, record_id)
        if card is None:
            return None
        self._consultant, self._event_id = (card.draft.consultant_id, card.consultant), card.draft.event_id
        return StoredRecord(card.draft.topic, dict(card.draft))

    @override
    def offer(self) -> None:
        self.fields.offer(consultant=self._consultant, event_id=self._event_id)

    @override
    def place_of(self, record_id: int) -> ConsultationPlace:
        return ConsultationPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = self.fields.draft()
        if draft is None:
            return None
        db, actor = self.workplace.db, self.workplace.actor()
        return stores(
            record_id,
            add=lambda: add_consultation(db, draft, actor=actor),
            change=lambda stored: change_consultation(db, stored, draft, actor=actor),
            words=f"Консультация {'записана' if record_id is None else 'изменена'}.",
        )


def take_consultation_out(workplace: Workplace, consultation_id: int) -> None:
    """Take a consultation out of the journal with its files; the undo bar brings them back."""
    write_and_say(
        workplace, lambda db, actor: remove_consultation(db, consultation_id, actor=actor), "Консультация убрана."
    )


def _missing(values: dict[str, object]) -> list[FieldProblem]:
    return [FieldProblem(key, "Заполните это поле") for key in _FILLED_BEFOREHAND if values[key] is None]
