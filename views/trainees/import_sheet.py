"""The step «Проверка строк»: filters with counts, the rows, the consents, and what will happen in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.people import BatchLine
from models.rows.roster_preview import RosterPreview
from models.rows.streams import StreamLine, StreamState
from models.rules.streams import stream_state
from views.states import State
from views.theme import Theme
from views.trainees.import_model import ImportModel, Outcome
from views.trainees.import_rows import Standing
from views.trainees.import_table import ImportTable
from views.trainees.import_words import closed_fields, people_to_enroll, rows_to_load, shown_day, will_happen
from views.widgets.buttons import Button, FilterButton
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import label, secondary

_ALL = "all"
_FILTERS: tuple[tuple[str, str, State | None, str], ...] = (
    (_ALL, "Все", None, ""),
    (Standing.NEW, "Новые", State.DONE, "add"),
    (Standing.CHANGED, "Изменятся", State.IN_PROGRESS, "edit"),
    (Standing.SAME, "Без изменений", State.NEUTRAL, "subtract"),
    (Standing.DECIDE, "Решите сами", State.ATTENTION, "warning"),
    (Standing.COPY, "Повторы", State.NEUTRAL, "copy"),
)
_DATE_WIDTH = 136
_KEY_ROOM = 60
"""What stands around the words of the way to the next problem, pixels."""
_NEXT = "К следующей проблеме"
_CONSENTS = "Согласия на бумаге получены"
_NO_STREAM = "Без зачисления в поток"
_UNDO_NOTE = "Всю загрузку можно отменить одной кнопкой в «Загрузках»."


class CheckSheet(Sheet):
    """Every row before anything is written; `wanted` when the person presses «Загрузить»."""

    wanted = Signal()
    back = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(theme, inset=1)
        self._theme = theme
        self._today = today
        self._before: BatchLine | None = None
        self.model = ImportModel(self)
        self.table = ImportTable(theme, self.model)
        self._filters = {key: FilterButton(theme, text, state=state, icon=icon) for key, text, state, icon in _FILTERS}
        self._next = Button(theme, _NEXT, role="link", small=True)
        self.attested = named(
            CheckField(theme, "Согласия на бумаге получены"), "consents", "Согласия на бумаге получены"
        )
        self.consents_on = named(DateField(theme, today, placeholder="дата"), "consents-on", "Дата согласий")
        self._closed = label("", "secondary")
        self._titles: dict[int, str] = {}
        self.stream = named(ChoiceField(theme, [(None, _NO_STREAM)], compact=True), "import-stream", "Поток")
        self.stream.show_tip("Кого возьмём из списка, тот сразу окажется в потоке")
        self.stream.hide()
        self._words = label("", wrapped=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._note = secondary(_UNDO_NOTE)
        self.back_button = named(Button(theme, "Назад"), "import-back", "Назад к выбору файла")
        self.load_button = named(Button(theme, "Загрузить", role="primary"), "import-load", "Загрузить")
        self.body.setSpacing(0)
        self.body.addWidget(self._make_filters())
        self.body.addWidget(hline())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(hline())
        self.body.addWidget(self._make_consents())
        self.body.addWidget(hline())
        self.body.addWidget(self._make_footer())
        self.table.stepped.connect(self.step)
        self.model.ticked.connect(self._say)
        self.attested.edited.connect(self._on_attested)
        self.consents_on.edited.connect(self._say)
        self.stream.edited.connect(self._say)
        self.back_button.clicked.connect(self.back)
        self.load_button.clicked.connect(self.wanted)

    @property
    def stream_id(self) -> int | None:
        """The stream everybody of the list goes into, None for none."""
        chosen = self.stream.value()
        return chosen if isinstance(chosen, int) else None

    def offer_streams(self, lines: Sequence[StreamLine]) -> None:
        """Offer the streams that are not over, those that run first; a chosen one stays."""
        states = {line.id: stream_state(line.starts_on, line.ends_on, today=self._today()) for line in lines}
        offered = [line for line in lines if states[line.id] is not StreamState.OVER]
        offered.sort(key=lambda line: states[line.id] is StreamState.AHEAD)
        self._titles = {line.id: line.title for line in offered}
        self.stream.set_items([(None, _NO_STREAM), *((line.id, f"В поток «{line.title}»") for line in offered)])
        self.stream.setVisible(bool(offered))

    @property
    def signed_on(self) -> date | None:
        """The date on the consents, None while they are not attested."""
        return self.consents_on.value() if self.attested.value() else None

    def begin(self) -> None:
        """A file was opened: everything is shown, and the first question is where the keyboard stands."""
        self.attested.set_value(False)
        self.consents_on.set_value(None)
        self.stream.set_value(None)
        self._on_attested()
        self._show_only(None)
        first = self.model.next_problem(QModelIndex(), step=1)
        self.table.go_to(first or self.model.index(0, 0))

    def show_preview(self, preview: RosterPreview, choices: Mapping[str, Sequence[str]]) -> None:
        """Show the list as it stands now; the place in the table stays."""
        here = self.table.currentIndex()
        number = self.model.view(here.row()).number if here.isValid() else 0
        scrolled = self.table.verticalScrollBar().value()
        self._before = preview.before
        self.table.offer(choices)
        self.model.show_preview(preview)
        place = self.model.place_of(number)
        if place is not None and here.isValid():
            self.table.stand_on(self.model.index(place, min(here.column(), self.model.columnCount() - 1)))
            self.table.verticalScrollBar().setValue(scrolled)
        elif here.isValid() and self.model.rowCount():
            self.table.stand_on(self.model.index(min(here.row(), self.model.rowCount() - 1), here.column()))
        self._say()

    def busy(self) -> None:
        """A cell is being looked at: nothing is loaded meanwhile."""
        self.load_button.block("Проверяем исправленную строку")

    def writing(self) -> None:
        """The rows are being written."""
        self.load_button.block("Записываем строки")

    def ready(self) -> None:
        """Nothing goes on any more."""
        self._say()

    def step(self, way: int) -> None:
        """Go to the next question (−1: the one before); from a filter without questions, through all rows."""
        found = self.model.next_problem(self.table.currentIndex(), step=way)
        if found is None and self.model.filter is not None and self.model.counts()[Standing.DECIDE]:
            self._show_only(None)
            found = self.model.next_problem(QModelIndex(), step=way)
        if found is not None:
            self.table.go_to(found)

    def show_only(self, standing: Standing | None) -> None:
        """Show the rows of one filter."""
        self._show_only(standing)

    def _show_only(self, standing: Standing | None) -> None:
        self._filters[standing or _ALL].setChecked(True)
        self.model.show_only(standing)
        if self.model.rowCount():
            self.table.stand_on(self.model.index(0, 0))

    def _make_filters(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(spacing=self._theme.space("xs"), last_right=True)
        flow.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for key, text, _state, _icon in _FILTERS:
            button = named(self._filters[key], f"import-{key}", text)
            group.addButton(button)
            button.clicked.connect(self._on_filter)
            flow.addWidget(button)
        self._filters[_ALL].setChecked(True)
        named(self._next, "next-problem", _NEXT)
        self._next.setToolTip("К следующей проблеме — F8, к предыдущей — Shift+F8")
        self._next.clicked.connect(lambda: self.step(1))
        next_row = QWidget()
        row = QHBoxLayout(next_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.space("xs"))
        row.addWidget(self._next)
        row.addWidget(KeyCap(self._theme, "F8"))
        self._next_row = next_row
        flow.addWidget(next_row)
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(INSET, self._theme.space("s"), INSET, self._theme.space("s"))
        outer.addLayout(flow, 1)
        return holder

    def _make_consents(self) -> QWidget:
        holder = QFrame()
        row = FlowLayout(spacing=self._theme.space("m"))
        self.consents_on.setFixedWidth(round(_DATE_WIDTH * self._theme.scale))
        self._theme.changed.connect(self._on_theme)
        for widget in (self.attested, self.consents_on, self._closed, self.stream):
            row.addWidget(widget)
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(INSET - 4, self._theme.space("xs") + 1, INSET, self._theme.space("xs") + 1)
        outer.addLayout(row, 1)
        return holder

    def _make_footer(self) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._note)
        row = QHBoxLayout(holder)
        row.setContentsMargins(INSET + 2, self._theme.space("s"), INSET + 2, self._theme.space("s"))
        row.setSpacing(self._theme.space("s") + 2)
        row.addLayout(words, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.load_button)
        return holder

    def _on_filter(self) -> None:
        pressed = next(key for key, button in self._filters.items() if button.isChecked())
        self._show_only(None if pressed == _ALL else Standing(pressed))

    def _on_attested(self) -> None:
        on = self.attested.value()
        self.consents_on.setVisible(on)
        if on and self.consents_on.value() is None:
            self.consents_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _say(self) -> None:
        outcome = self.model.outcome(attested=self.signed_on is not None)
        counts = self.model.counts()
        for key, button in self._filters.items():
            button.show_count(sum(counts.values()) if key == _ALL else counts[Standing(key)])
        self._filters[Standing.COPY].setVisible(bool(counts[Standing.COPY]))
        self._next_row.setVisible(bool(counts[Standing.DECIDE]))
        self._fit()
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
        known = f"Этот файл уже загружали {shown_day(self._before.at)}: повторов не будет. " if self._before else ""
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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the filters leave no room, the way to the next problem is an arrow beside its key."""
        gap = self._theme.space("xs")
        taken = sum(button.sizeHint().width() + gap for button in self._filters.values() if not button.isHidden())
        words = QFontMetrics(self._theme.font("secondary", weight=500)).horizontalAdvance(_NEXT)
        is_tight = taken + words + _KEY_ROOM > self.width() - 2 * INSET - 2
        self._next.show_icon("arrow_right" if is_tight else "")
        self._next.setText("" if is_tight else _NEXT)

    def _on_theme(self) -> None:
        self._fit()
        self.consents_on.setFixedWidth(round(_DATE_WIDTH * self._theme.scale))
