"""The step «Проверка строк» of any table: filters with counts, the rows, and what will happen in words."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from views.importing.kinds import ImportKind, Question, Shown
from views.importing.model import PreviewModel
from views.states import State
from views.theme import Theme
from views.trainees.import_columns import import_columns
from views.trainees.import_rows import Standing
from views.trainees.import_table import ImportTable
from views.widgets.buttons import Button, FilterButton, row_of
from views.widgets.choice import ChoiceField
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import label

_ALL = "all"
_FILTERS: tuple[tuple[str, str, State | None, str], ...] = (
    (_ALL, "Все", None, ""),
    (Standing.NEW, "Запишем", State.DONE, "add"),
    (Standing.DECIDE, "Решите сами", State.ATTENTION, "warning"),
    (Standing.COPY, "Уже есть", State.NEUTRAL, "copy"),
    (Standing.SAME, "Пусто", State.NEUTRAL, "subtract"),
)
_NEXT = "К следующей проблеме"


class PreviewSheet(Sheet):
    """Every row before anything is written; `wanted` when the person presses the button."""

    wanted = Signal()
    back = Signal()
    answered = Signal(str, str)
    """Key of a question and the answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, inset=1)
        self._theme = theme
        self._kind: ImportKind | None = None
        self.shown: Shown | None = None
        self.model = PreviewModel(self)
        self.table = ImportTable(theme, self.model)
        self._filters = {key: FilterButton(theme, text, state=state, icon=icon) for key, text, state, icon in _FILTERS}
        self._next = named(Button(theme, _NEXT, role="link", small=True), "next-problem", _NEXT)
        self._next.setToolTip("К следующей проблеме — F8, к предыдущей — Shift+F8")
        self._next_row = QWidget()
        self._questions = QWidget()
        self._asked = FlowLayout(spacing=theme.space("m"))
        around = QHBoxLayout(self._questions)
        around.setContentsMargins(INSET, theme.space("s"), INSET, theme.space("s"))
        around.addLayout(self._asked, 1)
        self._asked_last: tuple[tuple[Question, ...], dict[str, str]] = ((), {})
        self._questions.hide()
        self._words = label("", wrapped=True)
        self.back_button = named(Button(theme, "Назад"), "preview-back", "Назад к выбору файла")
        self.load_button = named(Button(theme, "Записать", role="primary"), "preview-load", "Записать")
        self.body.setSpacing(0)
        for widget in (self._make_filters(), hline(), self._questions, self.table, hline(), self._make_footer()):
            self.body.addWidget(widget, 1 if widget is self.table else 0)
        self.table.stepped.connect(self.step)
        self.model.ticked.connect(self.say)
        self._next.clicked.connect(lambda: self.step(1))
        self.back_button.clicked.connect(self.back)
        self.load_button.clicked.connect(self.wanted)

    def begin(self) -> None:
        """A file was opened: the first question is where the keyboard stands."""
        self.show_only(None)
        self.table.go_to(self.model.next_problem(QModelIndex(), step=1) or self.model.index(0, 0))

    def show_preview(self, kind: ImportKind, shown: Shown, answers: Mapping[str, str]) -> None:
        """Show the table as it stands now; the place in it stays."""
        here = self.table.currentIndex()
        number = self.model.view(here.row()).number if here.isValid() else 0
        scrolled = self.table.verticalScrollBar().value()
        self._kind, self.shown = kind, shown
        self.table.offer(shown.offers)
        self.model.show_rows(
            [row.number for row in shown.rows],
            [row.standing for row in shown.rows],
            fields=shown.titles,
            columns=import_columns(list(shown.titles), self.model.box, titles=shown.titles, widths=shown.widths),
            make=lambda place: shown.rows[place],
        )
        self._ask(shown.questions, answers)
        place = self.model.place_of(number)
        if here.isValid() and self.model.rowCount():
            row = place if place is not None else min(here.row(), self.model.rowCount() - 1)
            self.table.stand_on(self.model.index(row, min(here.column(), self.model.columnCount() - 1)))
            self.table.verticalScrollBar().setValue(scrolled)
        self.say()

    def block(self, reason: str) -> None:
        """Nothing is written meanwhile."""
        self.load_button.block(reason)

    def step(self, way: int) -> None:
        """Go to the next question (−1: the one before); from a filter without questions, through all rows."""
        found = self.model.next_problem(self.table.currentIndex(), step=way)
        if found is None and self.model.filter is not None and self.model.counts()[Standing.DECIDE]:
            self.show_only(None)
            found = self.model.next_problem(QModelIndex(), step=way)
        if found is not None:
            self.table.go_to(found)

    def show_only(self, standing: Standing | None) -> None:
        """Show the rows of one filter."""
        self._filters[standing or _ALL].setChecked(True)
        self.model.show_only(standing)
        if self.model.rowCount():
            self.table.stand_on(self.model.index(0, 0))

    def say(self) -> None:
        """Say what will happen, and let it happen where something would."""
        counts = self.model.counts()
        for key, button in self._filters.items():
            count = sum(counts.values()) if key == _ALL else counts[Standing(key)]
            button.show_count(count)
            button.setVisible(key in (_ALL, Standing.NEW, Standing.DECIDE) or bool(count))
        self._next_row.setVisible(bool(counts[Standing.DECIDE]))
        if self._kind is None or self.shown is None:
            return
        words, verb = self._kind.will_happen(self.shown, self.model.taken())
        self._words.setText(words)
        self.load_button.setText(verb or "Записать")
        if verb:
            self.load_button.unblock()
        else:
            self.load_button.block("Записывать нечего: исправьте строки, которые ждут", self.table.setFocus)

    def _make_filters(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(spacing=self._theme.space("xs"), last_right=True)
        group = QButtonGroup(self)
        for key, text, _state, _icon in _FILTERS:
            button = named(self._filters[key], f"preview-{key}", text)
            group.addButton(button)
            button.clicked.connect(self._on_filter)
            flow.addWidget(button)
        self._filters[_ALL].setChecked(True)
        row = QHBoxLayout(self._next_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.space("xs"))
        row.addWidget(self._next)
        row.addWidget(KeyCap(self._theme, "F8"))
        flow.addWidget(self._next_row)
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(INSET, self._theme.space("s"), INSET, self._theme.space("s"))
        outer.addLayout(flow, 1)
        return holder

    def _make_footer(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(INSET + 2, self._theme.space("s"), INSET + 2, self._theme.space("s"))
        row.setSpacing(self._theme.space("s") + 2)
        row.addWidget(self._words, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.load_button)
        return holder

    def _ask(self, questions: Sequence[Question], answers: Mapping[str, str]) -> None:
        """Show what is asked of the file as a whole, each with its answer of now."""
        asked = (tuple(questions), dict(answers))
        if asked == self._asked_last:
            return
        self._asked_last = asked
        while (item := self._asked.takeAt(0)) is not None:
            former = item.widget()
            former.hide()
            former.deleteLater()
        for question in questions:
            field = ChoiceField(self._theme, list(question.choices), compact=True)
            named(field, f"question-{question.key}", question.words)
            field.show_tip(question.tip or question.words)
            field.set_value(answers.get(question.key, question.choices[0][0]))
            field.edited.connect(self._answering(question.key, field))
            caption = label(question.words, "secondary")
            caption.setBuddy(field)
            self._asked.addWidget(row_of(caption, field))
        self._questions.setVisible(bool(questions))

    def _answering(self, key: str, field: ChoiceField) -> Callable[[], None]:
        def answer() -> None:
            self.answered.emit(key, str(field.value()))

        return answer

    def _on_filter(self) -> None:
        pressed = next(key for key, button in self._filters.items() if button.isChecked())
        self.show_only(None if pressed == _ALL else Standing(pressed))
