"""The attendance sheet of one event: exceptions by a letter, everyone else is there (design.md §3, 03).

Every mark is stored the moment it is typed, as an action of its own, so nothing typed is lost and Ctrl+Z takes back
one mark. Who has no mark yet shows a grey tick: «Готово» stores those as taking part, all in one action.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.commands.events import clear_marks, mark_attendance, set_guests
from models.errors import UserError
from models.queries.events import attendance_sheet, event_card, event_line, people_to_add
from models.rows.attachments import EventPlace
from models.rows.codes import Mode, Presence
from models.rows.event_log import EventCard, RosterPerson
from models.rows.events import AttendanceLine, Mark
from models.rules.attendance import TOOK_PART
from models.rules.words import plural
from views.events.add_person import AddPerson
from views.events.attendance_model import AttendanceModel
from views.events.facts import Facts
from views.events.legend import Legend
from views.events.marks import WORDS, Tally, here
from views.events.marks_view import MarksView
from views.events.tally_strip import TallyStrip
from views.files.sheet import FilesSheet
from views.jobs import Job
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.fields import NumberField
from views.widgets.naming import FOOT, named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided, label
from views.workplace import Workplace

WIDE = 1040
"""From this width on the facts stand beside the sheet, else behind «Сведения», pixels at text size 100 %."""

_FACTS = (270, 300)
_TABLES = frozenset({"attendance", "event", "event_stream", "event_leader", "event_function", "enrollment", "person",
                     "stream", "plan_item", "product", "organization", "module"})  # fmt: skip


class AttendancePage(QWidget):
    """Shows one event: `show_event`, then keys; `finished` when the person is through with it."""

    finished = Signal()
    edit_wanted = Signal(int)
    product_wanted = Signal(int)
    guest_wanted = Signal(str)
    """Somebody who has no card yet is to be entered: the name as it was typed."""
    narrow_changed = Signal()
    """The facts stand elsewhere now: beside the sheet, behind it, or in its place."""
    changed = Signal()
    """The card shown has changed."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._theme = workplace.theme
        self._event_id = 0
        self._card: EventCard | None = None
        self._has_begun = False
        self._pending = 0
        self._refusal = ""
        self.model = AttendanceModel(self)
        self.view = MarksView(self._theme, self.model)
        self._strip = TallyStrip(self._theme)
        self._legend = Legend(self._theme)
        self._chip = Chip(self._theme)
        self._line = Elided(look="secondary")
        self._guests = named(NumberField(self._theme, maximum=100_000), "guests", "Без списка (гости)")
        self._add = named(
            Button(self._theme, "Добавить", icon="person_add", role="quiet", small=True),
            "attendance-add",
            "Добавить человека в лист",
        )
        self.facts = Facts(self._theme)
        self.files = FilesSheet(workplace)
        self.facts.add_sheet(self.files)
        self._adding = AddPerson(
            self._theme,
            self,
            self._people,
            nobody="Такого человека нет в списке, или он уже в листе",
            enter_new="Внести нового:",
        )
        self._sheet = self._left()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self._theme.space("gutter"))
        self._row.addWidget(self._sheet, 1)
        self._row.addWidget(self.facts)
        self._shows_facts = False
        self._connect()

    @property
    def card(self) -> EventCard | None:
        """The event shown."""
        return self._card

    def go_to_person(self, person_id: int) -> None:
        """Show the sheet anew and stand on somebody's row."""
        self.reload()
        row = self.model.row_of(person_id)
        if row is not None:
            self.view.show_row(row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def notice(self) -> str:
        """The sentence under the sheet."""
        return self._line.text()

    @property
    def is_narrow(self) -> bool:
        """Whether the facts stand behind the sheet, not beside it."""
        return self.width() < WIDE * self._theme.scale

    def show_event(self, event_id: int) -> bool:
        """Show an event with its sheet; False when it was taken out meanwhile."""
        self._event_id, self._refusal = event_id, ""
        if not self.reload():
            return False
        self.files.show_place(EventPlace(event_id))
        self.show_side(facts=False)
        self.view.show_row(0)
        return True

    def reload(self) -> bool:
        """Read the event and its sheet anew; a mark that somebody took back is gone to."""
        db = self._workplace.db
        card, line = event_card(db, self._event_id), event_line(db, self._event_id)
        if card is None or line is None:
            return False
        before = {each.person_id: each for each in self.model.lines}
        self._card, self._has_begun = card, line.has_begun
        lines = attendance_sheet(db, self._event_id)
        self.model.show(lines, mode=card.draft.mode, duration=card.draft.duration_min)
        other = [row for row, each in enumerate(lines) if before.get(each.person_id, each) != each]
        if len(other) == 1:
            self.view.show_row(other[0])
        self.view.fit()
        self._legend.show_mode(card.draft.mode)
        if not self._guests.hasFocus():
            self._guests.set_value(card.draft.total_external)
        self.facts.show_card(card)
        self._tell()
        self.changed.emit()
        return True

    def show_side(self, *, facts: bool) -> None:
        """In a narrow window: show the facts in place of the sheet, or the sheet."""
        if facts != self._shows_facts:
            self._shows_facts = facts
            self._place()
            self.narrow_changed.emit()

    @property
    def shows_facts(self) -> bool:
        """Whether a narrow window shows the facts."""
        return self._shows_facts

    def store_rest(self) -> None:
        """«Готово»: who has no mark takes part as everyone does; nothing is stored for an event still ahead."""
        if not self.view.settle_minutes():
            return
        rest = [row for row, line in enumerate(self.model.lines) if line.state is None]
        if rest and self._has_begun:
            lines = [self.model.mark(row, here(self.model.mode)) for row in rest]
            total = len(self.model.lines)
            said = f"Посещение отмечено: {total} {plural(total, 'человек', 'человека', 'человек')}."
            self._store(lines, then=self._saying(said))
        self.finished.emit()

    def store_typed(self) -> None:
        """Store minutes and guests that are still being typed."""
        self.view.settle_minutes()
        if self.isVisible():
            self._on_guests()

    def add_person(self) -> None:
        """Ask whom to add to the sheet."""
        self._adding.open_above(self._add)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.narrow_changed.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.store_typed()
        super().hideEvent(event)

    def _left(self) -> Sheet:
        sheet = Sheet(self._theme, inset=1)
        sheet.setAccessibleName("Лист посещения")
        sheet.body.setSpacing(0)
        bottom = QWidget()
        bottom.setObjectName(FOOT)
        row = QHBoxLayout(bottom)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(self._theme.space("s"))
        row.addWidget(self._chip)
        row.addWidget(self._line, 1)
        row.addWidget(self._add)
        guests = label("Без списка (гости)", "secondary")
        guests.setBuddy(self._guests)
        row.addWidget(guests)
        self._guests.setFixedWidth(64)
        row.addWidget(self._guests)
        for widget in (self._strip, hline(), self._legend, self.view, hline(), bottom):
            sheet.body.addWidget(widget, 1 if widget is self.view else 0)
        return sheet

    def _connect(self) -> None:
        self.view.marked.connect(self._on_marked)
        self.view.minutes_set.connect(self._on_minutes)
        self.view.removed.connect(self._on_removed)
        self.view.refused.connect(self._say_no)
        self.view.left.connect(self.finished)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self._guests.left.connect(self._on_guests)
        self._guests.returnPressed.connect(self._on_guests)
        self._add.clicked.connect(self.add_person)
        self._adding.chosen.connect(self._on_added)
        self._adding.new_wanted.connect(self.guest_wanted)
        self.facts.edit_pressed.connect(lambda: self.edit_wanted.emit(self._event_id))
        self.facts.product_pressed.connect(lambda: self.product_wanted.emit(self._event_id))
        self.facts.plan_pressed.connect(self._on_plan_item)
        self._workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def _on_tables_changed(self) -> None:
        if self.isVisible() and not self._pending and not self.reload():
            self.finished.emit()

    def _people(self, typed: str) -> list[RosterPerson]:
        return people_to_add(self._workplace.db, self._event_id, typed)

    def _on_marked(self, row: int, state: Presence) -> None:
        line = self.model.line(row)
        if line.state is state:
            return
        stays = state in TOOK_PART and line.state in TOOK_PART
        self._store([self.model.mark(row, state, minutes=line.minutes if stays else None)])

    def _on_minutes(self, row: int, minutes: int) -> None:
        line = self.model.line(row)
        shorter = None if minutes == self.model.duration else minutes
        state = line.state or here(self.model.mode)
        if (line.state, line.minutes) != (state, shorter):
            self._store([self.model.mark(row, state, minutes=shorter)])

    def _on_removed(self, row: int) -> None:
        line = self.model.line(row)
        if line.state is None:
            return
        db, event_id, actor = self._workplace.db, self._event_id, self._workplace.actor()
        guest = line.stream is None
        self.model.mark(row, None)
        self._write(
            lambda: clear_marks(db, event_id, [line.person_id], actor=actor),
            then=self._saying("Человек убран из листа.") if guest else None,
        )

    def _on_added(self, person_id: int) -> None:
        db, event_id, actor = self._workplace.db, self._event_id, self._workplace.actor()
        mark = Mark(person_id, here(self.model.mode))

        def then(_none: object) -> None:
            self.go_to_person(person_id)
            self._workplace.messages.did("Человек добавлен в лист.")

        self._write(lambda: mark_attendance(db, event_id, [mark], actor=actor), then=then)

    def _on_guests(self) -> None:
        guests = self._guests.value()
        card = self._card
        if card is None or guests == card.draft.total_external:
            return
        if self._guests.text().strip() and not isinstance(guests, int):
            self._say_no("Число гостей — целое, от нуля.")
            return
        db, event_id, actor = self._workplace.db, self._event_id, self._workplace.actor()
        number = guests if isinstance(guests, int) else 0
        self._write(lambda: set_guests(db, event_id, number, actor=actor))

    def _store(self, lines: Sequence[AttendanceLine], *, then: Callable[[object], object] | None = None) -> None:
        marks = [
            Mark(line.person_id, line.state, line.minutes, signature_kept=line.signature_kept)
            for line in lines
            if line.state is not None
        ]
        db, event_id, actor = self._workplace.db, self._event_id, self._workplace.actor()
        self._write(lambda: mark_attendance(db, event_id, marks, actor=actor), then=then)

    def _write(self, work: Callable[[], None], *, then: Callable[[object], object] | None = None) -> None:
        job = Job(lambda _progress: work())
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_written)
        if then is not None:
            job.done.connect(then)
        self._pending += 1
        self._refusal = ""
        self._tell()
        self._workplace.jobs.start(job)

    def _on_plan_item(self, item_id: int) -> None:
        self._workplace.go("plan", item_id)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)

    def _on_written(self) -> None:
        self._pending -= 1
        if not self._pending and self.isVisible():
            self._on_tables_changed()

    def _saying(self, words: str) -> Callable[[object], None]:
        """What to do once a change is stored: say so, and offer to take it back."""

        def say(_none: object) -> None:
            self._workplace.messages.did(words)

        return say

    def _say_no(self, sentence: str) -> None:
        """Say why what was typed changes nothing; it stands until the next mark or row."""
        self._refusal = sentence
        self._tell()

    def _on_row(self) -> None:
        if self._refusal:
            self._refusal = ""
            self._tell()

    def _tell(self) -> None:
        card = self._card
        if card is None:
            return
        tally = self.model.tally()
        self._strip.show_tally(tally, mode=self.model.mode, guests=card.draft.total_external)
        look, word, sentence = _state_of(tally, self.model.mode, has_begun=self._has_begun)
        if self._refusal:
            look, word, sentence = ChipLook(State.ATTENTION, "warning"), "Не подходит", self._refusal
        self._chip.show_look(look, word)
        self._chip.setVisible(bool(tally.total))
        self._line.setText(sentence)

    def _place(self) -> None:
        narrow = self.is_narrow
        self.facts.setFixedWidth(self._facts_width()) if not narrow else self.facts.setMaximumWidth(16_777_215)
        self.facts.setVisible(not narrow or self._shows_facts)
        self._sheet.setVisible(not narrow or not self._shows_facts)

    def _facts_width(self) -> int:
        least, most = (round(size * self._theme.scale) for size in _FACTS)
        return max(least, min(most, self.width() // 4 + 20))


def _state_of(tally: Tally, mode: Mode, *, has_begun: bool) -> tuple[ChipLook, str, str]:
    """How much of the sheet is stored: chip, its word, and a sentence."""
    if not tally.total:
        return ChipLook(State.NEUTRAL, ""), "", "В листе никого нет. Добавьте человека или укажите, сколько было гостей"
    if not tally.unmarked:
        sentence = "Раскладка клавиш не важна"
        return ChipLook(State.DONE, "checkmark_circle"), "Отметки сохранены", sentence
    done = tally.total - tally.unmarked
    word = f"Отмечено {done} из {tally.total}"
    if not has_begun:
        return ChipLook(State.NEUTRAL, "clock"), word, "Впереди: отметьте, кого не будет"
    will = f"«Готово» отметит {'остальных' if done else 'всех'}: «{WORDS[here(mode)]}»"
    return ChipLook(State.ATTENTION, "warning"), word, will
