"""The step «Проверка строк» of a list of trainees: the rows, consents, a stream, and what will happen in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from models.rows.streams import StreamLine, StreamState
from models.rules.streams import stream_state
from views.importing.check import CheckSheet, RowFilter
from views.importing.kinds import Shown
from views.importing.rows import Standing
from views.states import State
from views.theme import Theme
from views.trainees.import_outcome import Outcome, outcome_of
from views.trainees.import_words import (
    changes_of,
    closed_fields,
    people_to_enroll,
    rows_to_load,
    shown_day,
    will_happen,
)
from views.trainees.roster_import import roster_preview
from views.widgets.buttons import Button, row_of
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.sheet import INSET
from views.widgets.text import label, secondary

_FILTERS = (
    RowFilter(Standing.NEW, "Новые", State.DONE, "add"),
    RowFilter(Standing.CHANGED, "Изменятся", State.IN_PROGRESS, "edit"),
    RowFilter(Standing.SAME, "Без изменений", State.NEUTRAL, "subtract"),
    RowFilter(Standing.DECIDE, "Решите сами", State.ATTENTION, "warning"),
    RowFilter(Standing.COPY, "Повторы", State.NEUTRAL, "copy", always=False),
)
_DATE_WIDTH = 136
_CONSENTS = "Согласия на бумаге получены"
_NO_STREAM = "Без зачисления в поток"
_UNDO_NOTE = "Всю загрузку можно отменить одной кнопкой в «Загрузках»."


def _link(theme: Theme, words: str, name: str, title: str) -> Button:
    link = named(Button(theme, words, role="link", small=True), name, title)
    link.setToolTip("Одно изменение — пробелом на его ячейке")
    return link


class RosterSheet(CheckSheet):
    """Every person before anything is written; `wanted` when «Загрузить» is pressed."""

    def __init__(self, theme: Theme, today: Callable[[], date], *, streams: Callable[[], Sequence[StreamLine]]) -> None:
        super().__init__(theme, _FILTERS, verb="Загрузить")
        self._today = today
        self._streams = streams
        self.attested = named(CheckField(theme, _CONSENTS), "consents", _CONSENTS)
        self.consents_on = named(DateField(theme, today, placeholder="дата"), "consents-on", "Дата согласий")
        self._closed = label("", "secondary")
        self._changes = label("", "secondary")
        self.accept_all = _link(theme, "Принять все", "accept-changes", "Принять все изменения в карточках")
        self.keep_all = _link(theme, "Оставить прежнее", "refuse-changes", "Оставить в карточках всё прежнее")
        self._choosing = row_of(self._changes, self.accept_all, self.keep_all)
        self._titles: dict[int, str] = {}
        self.stream = named(ChoiceField(theme, [(None, _NO_STREAM)], compact=True), "import-stream", "Поток")
        self.stream.show_tip("Кого возьмём из списка, тот сразу окажется в потоке")
        self.stream.hide()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._note = secondary(_UNDO_NOTE)
        self.lay_out(below=[self._make_consents()], notes=[self._note])
        self.accept_all.clicked.connect(lambda: self.model.accept_all(on=True))
        self.keep_all.clicked.connect(lambda: self.model.accept_all(on=False))
        self.attested.edited.connect(self._on_attested)
        self.consents_on.edited.connect(self.say)
        self.stream.edited.connect(self.say)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    @property
    def stream_id(self) -> int | None:
        """The stream everybody of the list goes into, None for none."""
        chosen = self.stream.value()
        return chosen if isinstance(chosen, int) else None

    @property
    def signed_on(self) -> date | None:
        """The date on the consents, None while they are not attested."""
        return self.consents_on.value() if self.attested.value() else None

    @override
    def begin(self) -> None:
        self.attested.set_value(False)
        self.consents_on.set_value(None)
        self.stream.set_value(None)
        self._on_attested()
        super().begin()

    @override
    def show_preview(self, shown: Shown, answers: Mapping[str, str]) -> None:
        self._offer_streams()
        super().show_preview(shown, answers)

    @override
    def say_outcome(self, shown: Shown) -> None:
        preview = roster_preview(shown)
        outcome = outcome_of(preview.plan.decisions, self.model, attested=self.signed_on is not None)
        self._choosing.setVisible(bool(outcome.changes))
        self._changes.setText(changes_of(outcome.changes, outcome.refused))
        self._closed.setVisible(bool(outcome.closed))
        self._closed.setText(closed_fields(outcome.closed, attested=self.signed_on is not None))
        self._words.setText(
            will_happen(
                new=outcome.new,
                changed=outcome.changed,
                same=outcome.same,
                waiting=outcome.waiting,
                aside=outcome.aside,
                copies=outcome.copies,
                stream=self._titles.get(self.stream_id or 0, ""),
            )
        )
        known = f"Этот файл уже загружали {shown_day(preview.before.at)}: повторов не будет. " if preview.before else ""
        places = f"Новых организаций: {outcome.places}. " if outcome.places else ""
        self._note.setText(f"{known}{places}{_UNDO_NOTE}")
        self._allow(outcome)

    def _allow(self, outcome: Outcome) -> None:
        rows = outcome.new + outcome.changed
        enrolled = outcome.same if self.stream_id is not None else 0
        closed = "Записать закрытые поля" if outcome.closed else ""
        only = people_to_enroll(enrolled) if enrolled else closed
        self.load_button.setText(rows_to_load(rows) if rows or not only else only)
        if self.attested.value() and self.signed_on is None:
            reason = self.consents_on.problem() or "Укажите дату, которая стоит на согласиях"
            self.load_button.block(reason, self.consents_on.setFocus)
        elif self.signed_on is not None and self.signed_on > self._today():
            self.load_button.block("Дата согласий ещё не наступила", self.consents_on.setFocus)
        elif not rows and not enrolled and not (outcome.closed and self.signed_on):
            self.load_button.block("Загружать нечего: отметьте строки или исправьте те, что ждут", self.table.setFocus)
        else:
            self.load_button.unblock()

    def _offer_streams(self) -> None:
        """Offer the streams that are not over, those that run first; a chosen one stays."""
        lines = self._streams()
        states = {line.id: stream_state(line.starts_on, line.ends_on, today=self._today()) for line in lines}
        offered = [line for line in lines if states[line.id] is not StreamState.OVER]
        offered.sort(key=lambda line: states[line.id] is StreamState.AHEAD)
        self._titles = {line.id: line.title for line in offered}
        self.stream.set_items([(None, _NO_STREAM), *((line.id, f"В поток «{line.title}»") for line in offered)])
        self.stream.setVisible(bool(offered))

    def _make_consents(self) -> QWidget:
        holder = QFrame()
        row = FlowLayout(spacing=self._theme.space("m"))
        for widget in (self._choosing, self.attested, self.consents_on, self._closed, self.stream):
            row.addWidget(widget)
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(INSET - 4, self._theme.space("xs") + 1, INSET, self._theme.space("xs") + 1)
        outer.addLayout(row, 1)
        return holder

    def _on_attested(self) -> None:
        on = self.attested.value()
        self.consents_on.setVisible(on)
        if on and self.consents_on.value() is None:
            self.consents_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say()

    def _on_theme(self) -> None:
        self.consents_on.setFixedWidth(round(_DATE_WIDTH * self._theme.scale))
