"""One decision: what was decided, who does it, by when, and whether it is done."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rows.meetings import DecisionDraft
from models.rules.words import day_in_table
from views.meetings.people import Offered
from views.theme import Theme
from views.widgets.buttons import icon_button
from views.widgets.fields import CheckField, ChoiceField, DateField, Form, MultilineField
from views.widgets.naming import named


class DecisionRow(QWidget):
    """The fields of a decision; `done_wanted` asks for a tick of a stored decision to be stored at once."""

    changed = Signal()
    done_wanted = Signal(object, bool)
    """The row, and whether the decision is done."""
    removed = Signal(object)

    def __init__(self, theme: Theme, today: Callable[[], date], people: Offered) -> None:
        super().__init__()
        self._today = today
        self.decision_id: int | None = None
        self._done_on: date | None = None
        self.form = Form(theme)
        self.text = self.form.add("text", "Решили", MultilineField(theme, lines=1))
        responsible = ChoiceField(theme, people, blank="Не назначен")
        self._responsible = self.form.add("responsible_id", "Ответственный", responsible, stretch=3)
        self.form.add("due_on", "Срок", DateField(theme, today), beside="responsible_id", stretch=2)
        self.tick = named(CheckField(theme, "Исполнено"), "decision-done", "Исполнено")
        self.tick.edited.connect(self._on_tick)
        self._away = icon_button(theme, "dismiss", name="decision-remove", title="Убрать решение")
        self._away.clicked.connect(lambda: self.removed.emit(self))
        self.form.changed.connect(self.changed)
        side = QVBoxLayout()
        side.setContentsMargins(0, theme.size("chip"), 0, 0)
        side.addWidget(self._away, 0, Qt.AlignmentFlag.AlignRight)
        side.addStretch()
        side.addWidget(self.tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        row.addWidget(self.form, 1)
        row.addLayout(side)

    def offer(self, people: Offered) -> None:
        """Let the responsible be chosen from these people."""
        self._responsible.set_items(people)

    def show_decision(self, decision: DecisionDraft) -> None:
        """Show a stored decision."""
        self.decision_id = decision.id
        self.form.set_values(dict(decision))
        self.show_done(decision.done_on)

    def show_done(self, done_on: date | None) -> None:
        """Show whether and when it was carried out."""
        self._done_on = done_on
        self.tick.set_value(done_on is not None)
        self.tick.setToolTip(f"Исполнено {day_in_table(done_on)}" if done_on else "Отметить, что решение исполнено")

    def values(self) -> dict[str, object]:
        """What the fields mean, as `DecisionDraft` wants it."""
        return {"id": self.decision_id, "done_on": self._done_on, **self.form.values()}

    def typed(self) -> dict[str, object]:
        """What a draft keeps."""
        done_on = self._done_on.isoformat() if self._done_on else None
        return {"id": self.decision_id, "done_on": done_on, **self.form.typed()}

    def set_typed(self, typed: Mapping[str, object]) -> None:
        """Put back what a draft kept."""
        known = typed.get("id")
        self.decision_id = known if isinstance(known, int) else None
        self.form.set_typed(typed)
        done_on = typed.get("done_on")
        self.show_done(date.fromisoformat(done_on) if isinstance(done_on, str) else None)

    def is_blank(self) -> bool:
        """Whether nothing was written: such a row is not stored."""
        return self.decision_id is None and not any(
            self.form.values()[key] for key in ("text", "responsible_id", "due_on")
        )

    def _on_tick(self) -> None:
        is_done = self.tick.value()
        if self.decision_id is None:
            self.show_done(self._today() if is_done else None)
            self.changed.emit()
        else:
            self.done_wanted.emit(self, is_done)
