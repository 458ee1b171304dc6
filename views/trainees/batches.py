"""«Загрузки»: the lists that were taken in, and each of them back as long as nothing stands on it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.commands.roster_undo import undo_batch
from models.errors import UserError
from models.identity import VLADIVOSTOK
from models.queries.people import batch_lines, batch_outlook
from models.rows.people import BatchLine, BatchOutlook
from models.rows.roster_plan import UndoneBatch
from views.jobs import Job, Lane
from views.states import State
from views.theme import ChipLook
from views.trainees.import_words import kept_lines, outlook_lines, shown_day, undone
from views.widgets.buttons import Button
from views.widgets.naming import FOOT, named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import label, secondary
from views.workplace import Workplace

_UNDO = "Отменить загрузку"
_SUM_SHOWN = 12
"""Signs of a file's hash that are shown."""
_DONE = ChipLook(State.DONE, "checkmark_circle")
_UNDONE = ChipLook(State.NEUTRAL, "arrow_undo")


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(VLADIVOSTOK):%d.%m.%Y %H:%M}"


_COLUMNS: tuple[Column[BatchLine], ...] = (
    Column("at", "Когда", lambda line: _moment(line.at), width=138, order=lambda line: line.at),
    Column("file_name", "Файл", lambda line: line.file_name, tooltip=lambda line: line.sheet and f"Лист: {line.sheet}"),
    Column("new", "Новых", lambda line: str(line.new), "right", width=76, order=lambda line: line.new),
    Column("changed", "Изменено", lambda line: str(line.changed), "right", 96, 1, order=lambda line: line.changed),
    Column("same", "Те же", lambda line: str(line.same), "right", 76, 3, order=lambda line: line.same),
    Column("left", "Осталось", lambda line: str(line.left), "right", 94, 2, order=lambda line: line.left),
    Column(
        "consents",
        "Согласия",
        lambda line: f"{line.consents_on:%d.%m.%Y}" if line.consents_on else "не отмечены",
        width=110,
        rank=2,
        order=lambda line: str(line.consents_on or ""),
    ),
    Column("actor", "Кто", lambda line: line.actor or "—", width=170, rank=3),
    Column(
        "state",
        "Состояние",
        lambda line: "Отменена" if line.undone_on else "Загружена",
        width=128,
        chip=lambda line: _UNDONE if line.undone_on else _DONE,
    ),
)


class BatchesView(QWidget):
    """The history of lists; under it what taking the chosen one back would do, said before the button is pressed."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self._line: BatchLine | None = None
        self._job: Job[BatchOutlook] | None = None
        self.model = PagedTable(_COLUMNS, rows=())
        self.table = TableView(theme, self.model, "batches", "Загрузки", workplace.remembered)
        self.table.say_empty("Списков пока не загружали")
        self.table.current_changed.connect(self._on_current)
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.table)
        self._title = label("", "section")
        self._lines = secondary("")
        self._kept = label("", wrapped=True)
        self.undo_button = named(Button(theme, _UNDO, icon="arrow_undo"), "batch-undo", _UNDO)
        self.undo_button.clicked.connect(self._on_undo)
        self.sum_button = named(Button(theme, "", role="link", small=True), "batch-sum", "Контрольная сумма файла")
        self.sum_button.setToolTip("По ней видно, тот ли это файл. Нажмите, чтобы скопировать целиком (SHA-256)")
        self.sum_button.clicked.connect(self._on_sum)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xs"))
        for widget in (self._title, self._lines, self._kept):
            words.addWidget(widget)
        words.addWidget(self.sum_button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 4)
        row.setSpacing(theme.space("l"))
        row.addLayout(words, 1)
        row.addWidget(self.undo_button)
        self._about = Sheet(theme)
        self._about.setObjectName(FOOT)
        self._about.body.addLayout(row)
        self._about.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(listed, 1)
        column.addWidget(self._about)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.table, self.sum_button, self.undo_button]

    def reload(self, *, show: int | None = None) -> None:
        """Ask for the lists again; `show` is the batch to stand on."""
        self.model.set_rows(batch_lines(self._workplace.db))
        if show is None or not self.table.select(lambda line: line.id == show):
            self.table.select_first()
        self._on_current(self.table.current_row())

    def _on_current(self, line: BatchLine | None) -> None:
        self._line = line
        self._about.setVisible(line is not None)
        if line is None:
            return
        self._title.setText(f"{line.file_name}, {_moment(line.at)}")
        self.sum_button.setText(f"Контрольная сумма файла: {line.sha256[:_SUM_SHOWN]}…")
        self._kept.hide()
        if line.undone_on:
            self._say([f"Эта загрузка отменена {shown_day(line.undone_on)}. Вернуть её можно в «Недавних действиях»."])
            if self.undo_button.hasFocus():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.undo_button.hide()
            return
        self.undo_button.show()
        self.undo_button.block("Смотрим, что изменится")
        self._say(["Смотрим, что изменится, если отменить…"])
        db, batch = self._workplace.db, line.id
        job = Job(lambda _progress: batch_outlook(db, batch))
        job.done.connect(self._on_outlook)
        self._job = job
        self._workplace.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_outlook(self, outlook: BatchOutlook) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self._say(outlook_lines(outlook))
        self._kept.setText("\n".join(kept_lines(outlook.kept)))
        self._kept.setVisible(bool(outlook.kept))
        if outlook.removed or outlook.restored or outlook.leaving:
            self.undo_button.unblock()
        else:
            self.undo_button.block("Отменять нечего: всё из этого списка с тех пор изменилось или нужно другим записям")

    def _say(self, lines: Sequence[str]) -> None:
        self._lines.setText(" ".join(lines))

    def _on_sum(self) -> None:
        if self._line is not None:
            QGuiApplication.clipboard().setText(self._line.sha256)
            self._workplace.messages.tell("Контрольная сумма файла скопирована")

    def _on_undo(self) -> None:
        if self._line is None:
            return
        db, actor, batch = self._workplace.db, self._workplace.actor(), self._line.id
        self.undo_button.block("Отменяем")
        job = Job(lambda _progress: undo_batch(db, batch, actor=actor))
        job.done.connect(self._on_undone)
        job.refused.connect(self._on_refused)
        self._workplace.jobs.start(job)

    def _on_undone(self, result: UndoneBatch) -> None:
        self._workplace.messages.did(undone(result), undo=True)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)
        self.reload()
