"""The step «Проверка строк» of any table: filters with counts, the rows, and what will happen in words."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from views.importing.columns import preview_columns
from views.importing.kinds import Question, Shown
from views.importing.model import PreviewModel
from views.importing.rows import Standing
from views.importing.table import PreviewTable
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button, FilterButton, row_of
from views.widgets.choice import ChoiceField
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import label

_ALL = "all"
_NEXT = "К следующей проблеме"
_KEY_ROOM = 60
"""What stands around the words of the way to the next problem, pixels."""


class RowFilter(NamedTuple):
    """A filter of the rows; one that is not `always` there shows itself only where it has rows."""

    standing: Standing
    text: str
    state: State
    icon: str
    always: bool = True


class CheckSheet(Sheet):
    """Every row before anything is written; `wanted` when the person presses `load_button`.

    What is asked besides, and what the words and the button say, is the business of the sheet of a kind of table:
    it lays itself out by `lay_out` and overrides `say_outcome`.
    """

    wanted = Signal()
    back = Signal()
    answered = Signal(str, str)
    """Key of a question and the answer."""

    def __init__(self, theme: Theme, filters: Sequence[RowFilter], *, verb: str) -> None:
        super().__init__(theme, inset=1)
        self._theme = theme
        self.shown: Shown | None = None
        self.model = PreviewModel(self)
        self.table = PreviewTable(theme, self.model)
        self._optional = frozenset(each.standing for each in filters if not each.always)
        self._filters: dict[str, FilterButton] = {_ALL: FilterButton(theme, "Все")}
        self._filters |= {
            each.standing: FilterButton(theme, each.text, state=each.state, icon=each.icon) for each in filters
        }
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
        self.back_button = named(Button(theme, "Назад"), "import-back", "Назад к выбору файла")
        self.load_button = named(Button(theme, verb, role="primary"), "import-load", verb)
        self.table.stepped.connect(self.step)
        self.model.ticked.connect(self.say)
        self._next.clicked.connect(lambda: self.step(1))
        self.back_button.clicked.connect(self.back)
        self.load_button.clicked.connect(self.wanted)
        theme.changed.connect(self._fit)

    def lay_out(self, *, below: Sequence[QWidget] = (), notes: Sequence[QWidget] = ()) -> None:
        """Put the pieces together: `below` stands under the rows, `notes` under the words of what will happen."""
        self.body.setSpacing(0)
        for widget in (self._make_filters(), hline(), self._questions):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        for widget in (*below, self._make_footer(notes)):
            self.body.addWidget(hline())
            self.body.addWidget(widget)

    def begin(self) -> None:
        """A file was opened: everything is shown, and the first question is where the keyboard stands."""
        self.show_only(None)
        self.table.go_to(self.model.next_problem(QModelIndex(), step=1) or self.model.index(0, 0))

    def forget(self) -> None:
        """Another file will be opened."""
        self.shown = None
        self.model.forget()

    def show_preview(self, shown: Shown, answers: Mapping[str, str]) -> None:
        """Show the table as it stands now; the place in it stays."""
        here = self.table.currentIndex()
        number = self.model.view(here.row()).number if here.isValid() else 0
        scrolled = self.table.verticalScrollBar().value()
        self.shown = shown
        self.table.offer(shown.offers)
        columns = preview_columns(self.model.box, titles=shown.titles, widths=shown.widths, sheets=shown.sheets)
        self.model.show_rows(shown.rows, fields=shown.titles, columns=columns)
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
            button.setVisible(bool(count) or key not in self._optional)
        self._next_row.setVisible(bool(counts[Standing.DECIDE]))
        self._fit()
        if self.shown is not None:
            self.say_outcome(self.shown)

    def say_outcome(self, shown: Shown) -> None:
        """Put what taking the ticked rows would do into words, and block the button where nothing would."""
        raise NotImplementedError

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

    def _make_filters(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(spacing=self._theme.space("xs"), last_right=True)
        flow.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for key, button in self._filters.items():
            group.addButton(named(button, f"import-{key}", button.text()))
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

    def _make_footer(self, notes: Sequence[QWidget]) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        for widget in (self._words, *notes):
            words.addWidget(widget)
        row = QHBoxLayout(holder)
        row.setContentsMargins(INSET + 2, self._theme.space("s"), INSET + 2, self._theme.space("s"))
        row.setSpacing(self._theme.space("s") + 2)
        row.addLayout(words, 1)
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
