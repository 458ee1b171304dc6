"""One question of the agenda: who spoke, what was heard, and its decisions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from models.rows.draft import FieldProblem
from models.rows.meetings import AgendaDraft
from views.meetings.decision_row import DecisionRow
from views.meetings.people import Offered
from views.theme import Theme
from views.widgets.buttons import Button, icon_button
from views.widgets.fields import ChoiceField, Form, MultilineField
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline

_FIELDS = ("question", "speaker_id", "heard", "discussed")


class QuestionSheet(Sheet):
    """The fields of a question with its decisions under them, in the order they stand in the протокол."""

    changed = Signal()
    done_wanted = Signal(object, bool)
    """A row of a stored decision, and whether it is done."""
    moved = Signal(object, int)
    """This question is to go one place up (-1) or down (1)."""
    removed = Signal(object)
    decision_removed = Signal(object, object)
    """This question, and what its row held (`DecisionRow.typed`), with the place it stood at under `at`."""

    def __init__(self, theme: Theme, today: Callable[[], date], people: Offered) -> None:
        super().__init__(theme, "Вопрос")
        self._theme = theme
        self._today = today
        self._people = people
        self.question_id: int | None = None
        self.rows: list[DecisionRow] = []
        self.form = Form(theme)
        self.question = self.form.add("question", "О чём", MultilineField(theme, lines=1), required=True, stretch=5)
        speaker = ChoiceField(theme, people, blank="Не назван")
        self._speaker = self.form.add("speaker_id", "Докладчик", speaker, beside="question", stretch=2)
        self.form.add("heard", "Слушали", MultilineField(theme, lines=2))
        self.form.add("discussed", "Выступили", MultilineField(theme, lines=2), beside="heard")
        self.form.changed.connect(self.changed)
        for icon, name, title, key, act in (
            ("chevron_up", "question-up", "Поднять вопрос", "Alt+↑", lambda: self.moved.emit(self, -1)),
            ("chevron_down", "question-down", "Опустить вопрос", "Alt+↓", lambda: self.moved.emit(self, 1)),
            ("dismiss", "question-remove", "Убрать вопрос", "", lambda: self.removed.emit(self)),
        ):
            button = icon_button(theme, icon, name=name, title=title, key=key)
            button.clicked.connect(act)
            self.header.addWidget(button)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.space("s"))
        self.add_button = named(
            Button(theme, "Добавить решение", icon="add", role="link", small=True), "decision-add", "Добавить решение"
        )
        self.add_button.setToolTip("Добавить решение (Ctrl+Enter)")
        self.add_button.clicked.connect(self.add_decision)
        last = QHBoxLayout()
        last.addWidget(self.add_button)
        last.addStretch()
        self.body.addWidget(self.form)
        self.body.addWidget(hline())
        self.body.addLayout(self._column)
        self.body.addLayout(last)

    def number(self, place: int) -> None:
        """Say which question it is, counting from one."""
        self.show_title(f"Вопрос {place}")

    def offer(self, people: Offered) -> None:
        """Let people be chosen from these."""
        self._people = people
        self._speaker.set_items(people)
        for row in self.rows:
            row.offer(people)

    def show_question(self, question: AgendaDraft) -> None:
        """Show a stored question."""
        self.question_id = question.id
        self.form.set_values({key: getattr(question, key) for key in _FIELDS})
        for decision in question.decisions:
            self._row(len(self.rows)).show_decision(decision)

    def values(self) -> dict[str, object]:
        """What the fields mean, as `AgendaDraft` wants it; rows where nothing was written are left out."""
        said = self.form.values()
        said |= {key: said[key] or None for key in ("heard", "discussed")}
        return {"id": self.question_id, **said, "decisions": [row.values() for row in self.written()]}

    def written(self) -> list[DecisionRow]:
        """The decisions that are stored or have something written."""
        return [row for row in self.rows if not row.is_blank()]

    def typed(self) -> dict[str, object]:
        """What a draft keeps."""
        return {"id": self.question_id, **self.form.typed(), "decisions": [row.typed() for row in self.rows]}

    def set_typed(self, typed: Mapping[str, object]) -> None:
        """Put back what a draft kept."""
        known = typed.get("id")
        self.question_id = known if isinstance(known, int) else None
        self.form.set_typed({key: value for key, value in typed.items() if key in _FIELDS})
        for decision in cast("Sequence[Mapping[str, object]]", typed.get("decisions") or ()):
            self._row(len(self.rows)).set_typed(decision)

    def is_blank(self) -> bool:
        """Whether nothing was written: such a question is not stored."""
        return self.question_id is None and not any(self.form.values().values()) and not self.written()

    def add_decision(self) -> None:
        """Begin another decision after the one the keyboard is in, else after the last."""
        place = next((at for at, row in enumerate(self.rows) if _has_focus(row)), len(self.rows) - 1)
        row = self._row(place + 1)
        self.changed.emit()
        row.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self, place: int, typed: Mapping[str, object]) -> None:
        """Bring back a decision that was taken out."""
        row = self._row(min(place, len(self.rows)))
        row.set_typed(typed)
        self.changed.emit()

    def move_focused(self, step: int) -> bool:
        """Move the decision the keyboard is in; False when it is in none."""
        place = next((at for at, row in enumerate(self.rows) if _has_focus(row)), None)
        if place is None:
            return False
        target = place + step
        if 0 <= target < len(self.rows):
            row = self.rows.pop(place)
            self.rows.insert(target, row)
            self._lay_out()
            self.changed.emit()
        return True

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show problems by their place within the question: `question`, `decisions.1.text`."""
        own: list[FieldProblem] = []
        written = self.written()
        by_row: dict[int, list[FieldProblem]] = {}
        for problem in problems:
            head, _, rest = problem.field.partition(".")
            if head == "decisions" and rest:
                at, _, field = rest.partition(".")
                by_row.setdefault(int(at), []).append(FieldProblem(field, problem.message))
            else:
                own.append(problem)
        for at, found in by_row.items():
            written[at].form.show_problems(found)
        self.form.show_problems(own)

    def clear_problems(self) -> None:
        """Nothing is wrong."""
        self.form.clear_problems()
        for row in self.rows:
            row.form.clear_problems()

    def _row(self, place: int) -> DecisionRow:
        row = DecisionRow(self._theme, self._today, self._people)
        row.changed.connect(self.changed)
        row.done_wanted.connect(self.done_wanted)
        row.removed.connect(self._on_removed)
        self.rows.insert(place, row)
        self._lay_out()
        return row

    def _on_removed(self, row: DecisionRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        target: QWidget = self.rows[min(place, len(self.rows) - 1)].text if self.rows else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.decision_removed.emit(self, {"at": place, **row.typed()})

    def _lay_out(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
        for row in self.rows:
            self._column.addWidget(row)


def _has_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
