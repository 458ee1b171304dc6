"""The panel of a stream's room: applications, an order about the chosen people, what one place says of itself."""

from collections.abc import Callable, Collection

from pydantic import ValidationError
from PySide6.QtCore import Signal

from models.commands.applications import apply, change_place
from models.commands.orders import change_order, order_people
from models.database import Actor, Database
from models.queries.stream_people import next_in_line, next_order_number
from models.queries.streams import stream_lines
from models.rows.codes import OrderKind
from models.rows.draft import Draft, FieldProblem, problems_of
from models.rows.orders import OrderDraft, OrderLine, StreamPerson
from models.rows.programs import ApplicationDraft, PlaceDraft
from models.rules.words import counted
from views.jobs import Job
from views.people_field import PeopleField
from views.trainees.stream_words import ORDER_TITLES, ordered_words
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField, TextField
from views.widgets.form import Form
from views.widgets.panel import SidePanel
from views.widgets.text import secondary
from views.workplace import Workplace

_APPLYING = ("people", "applied_on", "direction")
_PLACE = ("applied_on", "direction", "individual_path")
_ORDER = ("number", "dated_on", "basis")
_TRANSFER = ("to_stream_id", *_ORDER)
_WITHOUT_NUMBER = "Номера ещё нет — оставьте пустым: решение запишется, приказ впишете позже"
_FREES = (OrderKind.EXPEL, OrderKind.TRANSFER)


class PlacePanel(SidePanel):
    """One form, of which each task shows its fields: `write_application`, `order`, `correct` and `show_place`."""

    stored = Signal()

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, "Место в потоке")
        self.setObjectName("place-panel")
        self._workplace = workplace
        self._stream_id = 0
        self._named: tuple[StreamPerson, ...] = ()
        self._kind: OrderKind | None = None
        self._order_id = 0
        form = Form(theme)
        self._people = form.add("people", "Кто подал заявку", PeopleField(theme, workplace.db), required=True)
        self._people.add_button.setObjectName("applicants-add")
        self._target = form.add("to_stream_id", "В какой поток", ChoiceField(theme), required=True)
        form.add("number", "Номер приказа", TextField(theme, max_length=40), hint=_WITHOUT_NUMBER)
        form.add("dated_on", "Дата приказа", DateField(theme, workplace.db.today), required=True)
        form.add("basis", "Основание", MultilineField(theme, placeholder="Заявления стажёров"))
        form.add("applied_on", "Дата заявки", DateField(theme, workplace.db.today))
        form.add("direction", "Выбранное направление", TextField(theme))
        form.add("individual_path", "Индивидуальный путь", MultilineField(theme, lines=4))
        self.fields = form
        self._about = secondary("")
        self._about.setWordWrap(True)
        self.content.addWidget(self._about)
        self.hold(form)
        self.saving.connect(self._on_saving)

    def of_stream(self, stream_id: int) -> None:
        """Everything from now on is about this stream."""
        if stream_id != self._stream_id:
            self.close_panel()
            self._stream_id = stream_id

    def write_application(self) -> None:
        """Begin applications: several people may be named at once."""
        self._show(_APPLYING)
        self._say_about("Заявки сверх числа мест встанут в лист ожидания по дате.")
        self.edit(f"apply-{self._stream_id}", "Новая заявка", {"applied_on": self._workplace.db.today()})

    def order(self, kind: OrderKind, people: Collection[StreamPerson], *, number: str | None = None) -> None:
        """Begin an order about these people; its number is proposed."""
        self._kind, self._order_id, self._named = kind, 0, tuple(people)
        today = self._workplace.db.today()
        self._show(_TRANSFER if kind is OrderKind.TRANSFER else _ORDER)
        self._target.set_items(
            [(line.id, line.title) for line in stream_lines(self._workplace.db) if line.id != self._stream_id]
        )
        self._say_about(f"{ORDER_TITLES[kind]}: {_names(self._named)}")
        title = f"Приказ {kind.label}"
        proposed = number or next_order_number(self._workplace.db, today)
        self.fields.show_hint("number", _WITHOUT_NUMBER)
        # What was begun about other people is no draft of this order.
        self.forget([self._order_key()])
        self.edit(self._order_key(), title, {"number": proposed, "dated_on": today})

    def correct(self, order: OrderLine) -> None:
        """Correct the number, the day and the basis of an order."""
        self._kind, self._order_id, self._named = order.kind, order.id, ()
        self._show(_ORDER)
        self._say_about(f"Назван{'' if order.people == 1 else 'о'}: {_people(order.people)}")
        self.fields.show_hint("number", "")
        values = {"number": order.number, "dated_on": order.dated_on, "basis": order.basis}
        self.edit(self._order_key(), f"Приказ {order.kind.label}", values)

    def show_place(self, person: StreamPerson) -> None:
        """What the place says besides its status and orders."""
        self._show(_PLACE)
        self._say_about("")
        self.edit(person.id, person.name, person._asdict())

    def follow_place(self, person: StreamPerson) -> None:
        """Show the place the arrows came to, unless something is unsaved or another task is open."""
        if isinstance(self.key, int):
            self.follow(person.id, person.name, person._asdict())

    def show_again(self, people: Collection[StreamPerson]) -> None:
        """The people of the stream were changed elsewhere."""
        if isinstance(self.key, int):
            person = next((each for each in people if each.id == self.key), None)
            if person is None:
                self.drop()
            elif not self.is_changed():
                self.fields.set_values(person._asdict())

    def _say_about(self, words: str) -> None:
        """Say above the fields what the task is about; nothing takes no room."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    def _order_key(self) -> str:
        return f"order-{self._stream_id}-{self._kind}-{self._order_id}"

    def _show(self, keys: Collection[str]) -> None:
        for key in (*_APPLYING, *_TRANSFER, "individual_path"):
            self.fields.show_field(key, shown=key in keys)

    def _on_saving(self, key: object) -> None:
        try:
            if isinstance(key, int):
                self._store_place(key)
            elif str(key).startswith("apply-"):
                self._store_applications()
            else:
                self._store_order()
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))

    def _store_place(self, enrollment_id: int) -> None:
        draft = PlaceDraft.model_validate(self._values(PlaceDraft))
        self._write(lambda db, actor: change_place(db, enrollment_id, draft, actor=actor), lambda _: "Место изменено")

    def _store_applications(self) -> None:
        values = self.fields.values()
        people = self._people.value()
        applied_on, direction = values["applied_on"], values["direction"]
        missing = [
            FieldProblem(field, sentence)
            for field, sentence, value in (
                ("people", "Выберите, кто подал заявку", people),
                ("applied_on", "Впишите дату: по ней заявки встают в очередь", applied_on),
            )
            if not value
        ]
        if missing:
            self.fields.show_problems(missing)
            return
        drafts = [
            ApplicationDraft.model_validate({"person_id": each, "applied_on": applied_on, "direction": direction})
            for each in people
        ]
        stream_id = self._stream_id
        said = "Заявка принята" if len(drafts) == 1 else f"Заявки приняты: {len(drafts)}"
        self._write(lambda db, actor: apply(db, stream_id, drafts, actor=actor), lambda _db: said)

    def _store_order(self) -> None:
        kind, order_id, people, stream_id = self._kind, self._order_id, self._named, self._stream_id
        draft = OrderDraft.model_validate({**self._values(OrderDraft), "kind": kind})
        if order_id:
            self._write(lambda db, actor: change_order(db, order_id, draft, actor=actor), lambda _db: "Приказ изменён")
            return
        target = self.fields.values()["to_stream_id"] if draft.kind is OrderKind.TRANSFER else None
        to_stream_id = target if isinstance(target, int) else None
        ids = [each.id for each in people]

        def work(db: Database, actor: Actor) -> object:
            return order_people(db, draft, stream_id, ids, actor=actor, to_stream_id=to_stream_id)

        def said(db: Database) -> str:
            freed = next_in_line(db, stream_id) if draft.kind in _FREES else None
            return ordered_words(draft.kind, len(ids), draft.number, freed)

        self._write(work, said)

    def _values(self, draft: type[Draft]) -> dict[str, object]:
        """What the fields of a draft hold."""
        return {key: value for key, value in self.fields.values().items() if key in draft.model_fields}

    def _write(self, work: Callable[[Database, Actor], object], said: Callable[[Database], str]) -> None:
        db, actor, key, messages = self._workplace.db, self._workplace.actor(), self.key, self._workplace.messages

        def done(_result: object) -> None:
            self.saved(key, close=True)
            messages.did(said(db))
            self.stored.emit()

        job = Job(lambda _progress: work(db, actor))
        job.done.connect(done)
        job.refused.connect(messages.refuse)
        self.storing(job, locks=not isinstance(key, int))
        self._workplace.jobs.start(job)


def _names(people: tuple[StreamPerson, ...]) -> str:
    return people[0].name if len(people) == 1 else _people(len(people))


def _people(number: int) -> str:
    return counted(number, "стажёр", "стажёра", "стажёров")
