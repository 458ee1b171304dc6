"""«Недавние действия»: what was done, when and by whom; the last ones can be turned back, one or several at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from models.commands.undo import Step, next_redo, redo_last, undo_back_to
from models.identity import local_text
from models.queries.history import recent_actions
from models.rows.history import ActionLine
from models.rules.words import counted
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

_LAST = "Отменить последнее действие"
_LONGEST = 60
"""Most letters of an action's name in a tooltip."""


class HistorySheet(Sheet):
    """The newest actions first; the button goes back to before the row one stands on."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Недавние действия", inset=1)
        self._at = workplace
        self._job: Job[list[Step]] | None = None
        self._table: PagedTable[ActionLine] = PagedTable(
            [
                Column("at", "Когда", lambda row: local_text(row.at), width=150, sortable=False),
                Column("label", "Что сделано", lambda row: row.label, sortable=False),
                Column("actor", "Кто", lambda row: row.actor, width=150, rank=1, sortable=False),
                Column("rows", "Записей", lambda row: str(row.rows), align="right", width=90, rank=2, sortable=False),
                Column("undo", "", _way_back, width=160, rank=1, sortable=False),
            ],
            identify=lambda row: row.id,
        )
        self.view: TableView[ActionLine] = TableView(
            workplace.theme, self._table, "history-list", "Недавние действия", workplace.remembered
        )
        self.view.say_empty("Действий пока не было.")
        self._undo = named(Button(workplace.theme, _LAST, icon="arrow_undo", small=True), "history-undo", _LAST)
        self._redo = named(Button(workplace.theme, "Повторить", small=True), "history-redo", "Повторить отменённое")
        self._undo.clicked.connect(self._on_undo)
        self._redo.clicked.connect(self._on_redo)
        self.view.current_changed.connect(self._on_current)
        self.view.opened.connect(self._on_opened)
        self.header.addWidget(self._undo)
        self.header.addWidget(self._redo)
        self.body.addWidget(self.view)
        self.reload()

    def reload(self) -> None:
        """Read the log again."""
        self._table.set_rows(recent_actions(self._at.db))
        self._on_current(self.view.current_row())
        again = next_redo(self._at.db)
        if again is None:
            self._redo.block("Отменённых действий нет")
        else:
            self._redo.unblock()
            self._redo.setToolTip(f"Повторить: {again.label[:_LONGEST]} (Ctrl+Shift+Z)")

    def _on_current(self, line: ActionLine | None) -> None:
        last = line is None or line.steps == 1
        steps = 1 if line is None else line.steps
        words = _LAST if last or not steps else f"Отменить {_last_actions(steps)}"
        if not any(each.steps for each in self._table.rows()):
            self._undo.block("Действий, которые можно отменить, нет")
        elif not steps:
            self._undo.block("До этого действия уже не вернуться. Выберите строку с пометкой", self.view.setFocus)
        else:
            self._undo.unblock()
            self._undo.setToolTip("Ctrl+Z" if last else "Выбранное действие и все, что были после него")
        self._undo.setText(words)

    def _on_opened(self, _line: ActionLine) -> None:
        self._undo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_undo(self) -> None:
        line = self.view.current_row()
        goal = line if line is not None else next((each for each in self._table.rows() if each.steps == 1), None)
        if goal is not None:
            at = self._at
            self._start(lambda: undo_back_to(at.db, goal.id, actor=at.actor()), "Отменено")

    def _on_redo(self) -> None:
        at = self._at
        self._start(lambda: [redo_last(at.db, actor=at.actor())], "Повторено")

    def _start(self, act: Callable[[], list[Step]], word: str) -> None:
        """Run on the writer lane, one at a time: a double click must not go back twice."""
        if self._job is not None:
            return
        job = self._job = Job(lambda _progress: act())

        def done(steps: list[Step]) -> None:
            only = steps[0].label
            said = f"{only[0].lower()}{only[1:]}" if len(steps) == 1 else _last_actions(len(steps))
            self._at.messages.tell(f"{word}: {said}.")

        job.done.connect(done)
        job.refused.connect(self._at.messages.refuse)
        job.finished.connect(self._on_finished)
        self._at.jobs.start(job)

    def _on_finished(self) -> None:
        self._job = None
        self.reload()


def _way_back(row: ActionLine) -> str:
    if row.steps == 1:
        return "вернётся по Ctrl+Z"
    return "можно отменить" if row.steps else ""


def _last_actions(number: int) -> str:
    return counted(number, "последнее действие", "последних действия", "последних действий")
