"""The panel where a stream says by when its trainees hand their assignments in."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from models.commands.assignments import set_terms
from models.rows.assignments import StreamAssignment
from models.rules.words import day_in_table
from views.widgets.fields import DateField
from views.widgets.form import Form
from views.widgets.panel import SidePanel
from views.workplace import Workplace
from views.writing import store


class TermsPanel(SidePanel):
    """A day for each assignment; an empty one leaves the day that the programme names."""

    def __init__(self, workplace: Workplace, stream_id: int, assignments: Sequence[StreamAssignment]) -> None:
        super().__init__(workplace.theme, "Сроки заданий")
        self.setObjectName("terms-panel")
        self._workplace = workplace
        self._stream_id = stream_id
        fields = Form(workplace.theme)
        for task in assignments:
            usual = task.due_on if task.own_due_on is None else None
            hint = f"По программе {day_in_table(usual)}" if usual is not None else ""
            editor = DateField(workplace.theme, workplace.db.today)
            fields.add(str(task.id), f"{task.module_no}. {task.title}", editor, hint=hint)
        self.hold(fields)
        self.saving.connect(self._on_saving)
        self.closed.connect(self.keep_drafts(workplace.data_folder, "assignment-terms").keep)
        self._days = {str(task.id): task.own_due_on for task in assignments}

    def show_days(self) -> None:
        """Show the days that are set, once the panel has its place."""
        self.edit(self._stream_id, "Сроки заданий", self._days)

    def _on_saving(self, key: object) -> None:
        form = self.form
        if form is None:
            return
        days = {int(name): cast("date | None", day or None) for name, day in form.values().items()}
        stream_id = self._stream_id

        def done(_none: object) -> None:
            self._workplace.messages.did("Сроки заданий записаны.")
            self.saved(key, close=True)

        store(self, self._workplace, lambda db, actor: set_terms(db, stream_id, days, actor=actor), done)
