"""Repeating an event on other days: the days typed in one field, what each of them meets, one action for all."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.commands.events import repeat_event
from models.errors import UserError
from models.queries.events import event_card, leader_clashes, place_clashes
from models.queries.non_working_days import non_working_days
from models.rows.draft import FieldProblem
from models.rows.event_log import EventCard
from models.rules.typed_dates import show_date
from models.rules.typed_days import TypedDays, parse_typed_days
from models.rules.words import SHORT_WEEKDAYS, counted, day_in_text
from views.events.warning_line import WarningLine
from views.jobs import Job
from views.widgets.fields import DateField, Form, TextField
from views.widgets.panel import SidePanel
from views.widgets.text import label
from views.workplace import Workplace

_SATURDAY = 5
_HINT = "Несколько дат через запятую. «24.3–7.4» — каждую неделю"


class RepeatPanel(SidePanel):
    """Asks for the days; `repeated` gives the new events in the order of their days."""

    repeated = Signal(list)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Повторить мероприятие")
        self.setObjectName("repeat-panel")
        self._at = workplace
        self._card: EventCard | None = None
        self._days_off: dict[date, str] = {}
        theme = workplace.theme
        self.fields = Form(theme, check=self._missing)
        self._text = TextField(theme, placeholder="24.3, 31.3, 7.4")
        self._picked = DateField(theme, workplace.db.today, placeholder="выбрать в календаре")
        self.fields.add("days", "На какие даты", self._text, hint=_HINT)
        self.fields.add("picked", "Добавить дату", self._picked)
        self.hold(self.fields)
        self._preview = QVBoxLayout()
        self._preview.setSpacing(theme.space("xs"))
        holder = QWidget()
        holder.setLayout(self._preview)
        self.content.insertWidget(self.content.count() - 1, holder)
        self._text.edited.connect(self._show_days)
        self._picked.left.connect(self._take_picked)
        self.saving.connect(self._on_saving)

    def repeat(self, event_id: int) -> bool:
        """Ask on which days to repeat an event; False when it was taken out meanwhile."""
        self._card = event_card(self._at.db, event_id)
        if self._card is None:
            return False
        self._days_off = {line.day: line.title for line in non_working_days(self._at.db)}
        self.edit(("repeat", event_id), f"Повторить: {self._card.draft.title}", {"days": "", "picked": None})
        self._show_days()
        return True

    def lines(self) -> list[str]:
        """What is said of each day, as it stands under the field."""
        return [line for words, warning in self._told() for line in (words, warning) if line]

    def _typed(self) -> TypedDays:
        return parse_typed_days(str(self._text.value() or ""), today=self._at.db.today())

    def _take_picked(self) -> None:
        day = self._picked.value()
        if day is not None:
            former = str(self._text.value() or "").strip(" ,;")
            self._text.set_typed(f"{former}, {show_date(day)}" if former else show_date(day))
            self._picked.set_value(None)
            self._text.edited.emit()

    def _missing(self, _values: dict[str, object]) -> list[FieldProblem]:
        typed = self._typed()
        if typed.unread:
            return [FieldProblem("days", f"Не читается: {', '.join(typed.unread)}. Впишите в виде 24.3")]
        return [] if typed.days else [FieldProblem("days", "Укажите хотя бы одну дату")]

    def _show_days(self) -> None:
        while self._preview.count():
            former = self._preview.takeAt(0).widget()
            former.hide()
            former.deleteLater()
        for words, warning in self._told():
            self._preview.addWidget(label(words))
            if warning:
                line = WarningLine(self._at.theme)
                self._preview.addWidget(line)
                line.say(warning)  # once it has a parent: shown before, it would be a window of its own
        number = len(self._typed().days)
        self.save_button.setText(f"Повторить: {number}" if number else "Повторить")
        self.save_button.setAccessibleName(f"Повторить: {counted(number, 'дата', 'даты', 'дат')}")

    def _told(self) -> Iterator[tuple[str, str]]:
        """Each day: its words, and what it meets ("" for nothing)."""
        for day in self._typed().days:
            year = f" {day.year}" if day.year != self._at.db.today().year else ""
            yield f"{SHORT_WEEKDAYS[day.weekday()]}, {day_in_text(day)}{year}", " ".join(self._warnings(day))

    def _warnings(self, day: date) -> Iterator[str]:
        if day in self._days_off:
            yield f"Нерабочий день: {self._days_off[day]}."
        elif day.weekday() >= _SATURDAY:
            yield "Выходной."
        draft = self._card.draft if self._card is not None else None
        if draft is None or draft.starts_at is None:
            return
        for clash in leader_clashes(
            self._at.db,
            leader_id=draft.leader_id,
            co_leader_ids=draft.co_leader_ids,
            day=day,
            starts_at=draft.starts_at,
            duration_min=draft.duration_min,
        ):
            yield f"{clash.leader} в это время ведёт «{clash.title.strip('«»')}»."
        for met in place_clashes(
            self._at.db, place=draft.place or "", day=day, starts_at=draft.starts_at, duration_min=draft.duration_min
        ):
            yield f"Место занято: «{met.title.strip('«»')}», начало в {met.starts_at}."

    def _on_saving(self, key: object) -> None:
        card, days = self._card, self._typed().days
        if card is None or not days:
            return
        db, actor = self._at.db, self._at.actor()

        def done(made: list[int]) -> None:
            self.saved(key, close=True)
            number = counted(len(made), "дата", "даты", "дат")
            self._at.messages.did(f"«{card.draft.title.strip('«»')}» повторено: {number}.")
            self.repeated.emit(made)

        job = Job(lambda _progress: repeat_event(db, card.id, days, actor=actor))
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self.storing(job, locks=True)
        self._at.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)
