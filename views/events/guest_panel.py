"""A guest who has no card yet: entered into the roster in place, and marked at the event in the same action."""

from pydantic import ValidationError
from PySide6.QtCore import Signal

from models.commands.events import add_guest
from models.errors import UserError
from models.queries.people import person_choices
from models.rows.codes import Presence
from models.rows.draft import problems_of
from models.rows.site import PersonDraft
from models.rules.names import split_full_name
from views.jobs import Job
from views.trainees.roster_import import place_words
from views.widgets.fields import ChoiceField, Form, TextField
from views.widgets.panel import SidePanel
from views.workplace import Workplace


class GuestPanel(SidePanel):
    """Asks for the name, the position and the organisation; `entered` gives the person and the event."""

    entered = Signal(int, int)
    """The person's id and the event's."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Новый гость")
        self.setObjectName("guest-panel")
        self._at = workplace
        self._event_id, self._state = 0, Presence.PRESENT
        theme = workplace.theme
        self._position, self._place = ChoiceField(theme), ChoiceField(theme)
        self.fields = Form(theme)
        self.fields.add("last_name", "Фамилия", TextField(theme), required=True)
        self.fields.add("first_name", "Имя", TextField(theme), required=True)
        self.fields.add("patronymic", "Отчество", TextField(theme))
        self.fields.add("position_id", "Должность", self._position, required=True)
        self.fields.add("organization_id", "Организация", self._place, required=True)
        self.fields.add("phone", "Телефон", TextField(theme))
        self.fields.add("email", "Эл. почта", TextField(theme))
        self.hold(self.fields)
        self.saving.connect(self._on_saving)

    def enter(self, event_id: int, typed: str, *, state: Presence) -> None:
        """Begin with the name as it was typed; `state` is the mark she gets."""
        choices = person_choices(self._at.db)
        self._position.set_items([(each.id, each.title) for each in choices.positions])
        self._place.set_items([(each.id, place_words(each)) for each in choices.organizations])
        self._event_id, self._state = event_id, state
        name = split_full_name(typed)
        values: dict[str, object] = {
            "last_name": name.last or typed.strip(),
            "first_name": name.first,
            "patronymic": name.patronymic,
        }
        self.edit(("guest", event_id), "Новый гость", values)

    def _on_saving(self, key: object) -> None:
        values = {name: None if value == "" else value for name, value in self.fields.values().items()}
        try:
            draft = PersonDraft.model_validate(values)
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))
            return
        db, actor, event_id, state = self._at.db, self._at.actor(), self._event_id, self._state

        def done(person_id: int) -> None:
            self.saved(key, close=True)
            self._at.messages.did("Гость внесён в список и в лист.")
            self.entered.emit(person_id, event_id)

        job = Job(lambda _progress: add_guest(db, event_id, draft, state=state, actor=actor))
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self.storing(job, locks=True)
        self._at.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)
