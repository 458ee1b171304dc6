"""The panel of a stream: opened together with its programme and its people, changed, removed."""

from collections.abc import Mapping

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal

from models.commands.programs import add_stream, change_stream
from models.errors import UserError
from models.queries.streams import stream_choices, stream_lines
from models.rows.codes import ProgramKind
from models.rows.draft import problems_of
from models.rows.programs import ProgramDraft, StreamDraft
from models.rows.streams import StreamChoices, StreamLine
from models.rules.streams import next_stream_title, stream_state
from views.jobs import Job
from views.theme import ChipLook
from views.trainees.import_words import people_of
from views.trainees.looks import stream_look
from views.widgets.buttons import Button, row_of
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, NumberField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.text import secondary
from views.workplace import Workplace

NEW_STREAM = "new"
"""Key of the stream that is not stored yet."""
_NEW_PROGRAM = 0
_DPP = "ДПП — дополнительная профессиональная программа"
_PROGRAM_FIELDS = ("program_title", "program_kind", "program_hours")
_MOST_HOURS = 1000
_MOST_PLACES = 1000
_NO_TEAM = "Тьютора выбирают из команды: впишите её в «Настройках»"


class StreamPanel(SidePanel):
    """`write_new` begins a stream, `change` edits one; «Новая программа…» asks for the programme in the same form."""

    stored = Signal(int, bool)
    """The stream's id, and whether it was opened for people chosen in the list of trainees."""
    people_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, "Поток")
        self.setObjectName("stream-panel")
        self._workplace = workplace
        self._people: tuple[int, ...] = ()
        form = Form(theme)
        form.add("title", "Название", TextField(theme), required=True)
        self._program = form.add("program_id", "Программа", ChoiceField(theme), required=True)
        form.add("program_title", "Название новой программы", TextField(theme), required=True)
        kinds = [(kind.value, kind.label) for kind in ProgramKind]
        form.add("program_kind", "Вид программы", ChoiceField(theme, kinds), required=True, hint=_DPP, stretch=3)
        hours = NumberField(theme, minimum=1, maximum=_MOST_HOURS)
        form.add("program_hours", "Часов", hours, required=True, beside="program_kind", stretch=2)
        form.add("starts_on", "Начало", DateField(theme, workplace.db.today), required=True)
        form.add("ends_on", "Конец", DateField(theme, workplace.db.today), required=True, beside="starts_on")
        self._tutor = form.add("tutor_id", "Тьютор", ChoiceField(theme), required=True)
        places = NumberField(theme, minimum=1, maximum=_MOST_PLACES, placeholder="Без ограничения")
        form.add("capacity", "Мест", places)
        form.tie("program_id", *_PROGRAM_FIELDS)
        self.fields = self.hold(form)
        self._waiting = secondary("")
        people = named(Button(theme, "Кто в потоке", role="link", small=True), "stream-people", "Кто в потоке")
        people.setToolTip("Показать стажёров этого потока")
        people.clicked.connect(self._on_people)
        remove = named(Button(theme, "Убрать поток", role="link", small=True), "stream-remove", "Убрать поток")
        remove.setToolTip("Убрать поток (Delete в списке)")
        remove.clicked.connect(self._on_remove)
        self._links = row_of(people, remove)
        self.content.insertWidget(self.content.count() - 1, self._waiting)
        self.content.insertWidget(self.content.count() - 1, self._links, 0, Qt.AlignmentFlag.AlignLeft)
        self._program.edited.connect(self._on_program)
        self.saving.connect(self._on_saving)

    def write_new(self, person_ids: tuple[int, ...] = ()) -> None:
        """Show the fields of a new stream, which `person_ids` will be in; what was begun stands there again."""
        lines, choices = stream_lines(self._workplace.db), stream_choices(self._workplace.db)
        self._people = person_ids
        self._offer(choices)
        self.edit(NEW_STREAM, "Новый поток", self._usual(lines, choices))
        self._waiting.setText(f"Сразу зачислим: {people_of(len(person_ids))}.")
        self._waiting.setVisible(bool(person_ids))
        self._links.hide()
        self._on_program()

    def change(self, line: StreamLine) -> None:
        """Show a stored stream to edit it."""
        self._offer(stream_choices(self._workplace.db))
        self.edit(line.id, line.title, _stored(line), chip=self._chip(line))
        self._show_stored()

    def follow_stream(self, line: StreamLine) -> None:
        """Show the stream the arrows came to, unless something is unsaved."""
        if isinstance(self.key, int) and self.follow(line.id, line.title, _stored(line), chip=self._chip(line)):
            self._show_stored()

    def show_again(self, line: StreamLine | None) -> None:
        """The stream was changed elsewhere, or is gone (None)."""
        if line is None:
            self.drop()
        elif not self.is_changed():
            self._offer(stream_choices(self._workplace.db))
            self.show_title(line.title, self._chip(line))
            self.fields.set_values(_stored(line))
            self._on_program()

    def _offer(self, choices: StreamChoices) -> None:
        self._program.set_items([(_NEW_PROGRAM, "Новая программа…"), *choices.programs, *choices.other_programs])
        self._tutor.set_items(list(choices.tutors))
        self.fields.show_hint("tutor_id", "" if choices.tutors else _NO_TEAM)

    def _usual(self, lines: list[StreamLine], choices: StreamChoices) -> Mapping[str, object]:
        """What a new stream begins with: the only programme, if there is one, and the tutor of the team."""
        programs, tutors = choices.programs, [each.id for each in choices.tutors]
        actor = self._workplace.actor().person_id
        likely = (choices.usual_tutor_id, actor, tutors[0] if len(tutors) == 1 else None)
        only_program = programs[0].id if len(programs) == 1 else None
        return {
            "title": next_stream_title([line.title for line in lines]),
            "program_id": only_program if programs else _NEW_PROGRAM,
            "program_kind": ProgramKind.OUTSIDE_DPP.value,
            "starts_on": self._workplace.db.today(),
            "tutor_id": next((each for each in likely if each in tutors), None),
        }

    def _chip(self, line: StreamLine) -> tuple[ChipLook, str]:
        state = stream_state(line.starts_on, line.ends_on, today=self._workplace.db.today())
        return stream_look(state), state.label

    def _show_stored(self) -> None:
        self._waiting.hide()
        self._links.show()
        self._on_program()

    def _on_program(self) -> None:
        is_new = self._program.value() == _NEW_PROGRAM
        for key in _PROGRAM_FIELDS:
            self.fields.show_field(key, shown=is_new)

    def _drafted(self) -> tuple[StreamDraft, ProgramDraft | None] | None:
        """What was typed, checked; None when problems are shown beside their fields instead."""
        values = self.fields.values()
        typed = {key.removeprefix("program_"): values.pop(key) for key in _PROGRAM_FIELDS}
        try:
            program = ProgramDraft.model_validate(typed) if values["program_id"] == _NEW_PROGRAM else None
        except ValidationError as refused:
            found = problems_of(refused)
            self.fields.show_problems(each._replace(field=f"program_{each.field}") for each in found)
            return None
        try:
            return StreamDraft.model_validate(values), program
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))
            return None

    def _on_saving(self, key: object) -> None:
        if (drafted := self._drafted()) is None:
            return
        draft, program = drafted
        people = self._people if key == NEW_STREAM else ()
        db, actor = self._workplace.db, self._workplace.actor()

        def work() -> int:
            if not isinstance(key, int):
                return add_stream(db, draft, actor=actor, program=program, people=people)
            change_stream(db, key, draft, actor=actor, program=program)
            return key

        def done(stream_id: int) -> None:
            self.saved(key, became=None if isinstance(key, int) else stream_id, close=True)
            said = "изменён" if isinstance(key, int) else "открыт"
            more = f", зачислено: {people_of(len(people))}" if people else ""
            self._workplace.messages.did(f"Поток «{draft.title}» {said}{more}")
            self.stored.emit(stream_id, bool(people))

        job = Job(lambda _progress: work())
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self.storing(job)
        self._workplace.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)

    def _on_people(self) -> None:
        if isinstance(self.key, int):
            self.people_wanted.emit(self.key)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            self.removal_wanted.emit(self.key)


def _stored(line: StreamLine) -> Mapping[str, object]:
    return {**line._asdict(), "program_kind": ProgramKind.OUTSIDE_DPP.value}
