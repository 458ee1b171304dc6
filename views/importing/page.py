"""Taking in any table: a file, its columns, every row before anything is written; nothing is stored until the end."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.progress import Progress
from views.importing.check import PreviewSheet
from views.importing.kinds import ImportKind, ReadFile, Shown
from views.jobs import Job, Lane
from views.saving import ask_files, beginning_for
from views.trainees.column_choice import ColumnBar
from views.trainees.import_page import KINDS, file_in
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.route import RouteLine, RouteStop, StopState
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace

_FILE, _READING, _CHECK = range(3)
_STEPS = (("file", "Файл"), ("check", "Проверка строк"), ("done", "Готово"))

Fixes = Mapping[int, Mapping[str, str]]


class _Answer(NamedTuple):
    found: ReadFile
    shown: Shown


class ImportFlow(QWidget):
    """The way of a table into the program; `begin(kind)` starts it, `finished` when it was written or given up."""

    finished = Signal()
    headed = Signal(str)
    """What the page is called now."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._kind: ImportKind | None = None
        self._found: ReadFile | None = None
        self._fixes: Fixes = {}
        self._earlier: list[Fixes] = []
        self._answers: dict[str, str] = {}
        self._job: Job[_Answer] | None = None
        self._is_writing = False
        self.setAcceptDrops(True)
        self.route = named(RouteLine(theme), "preview-route", "Шаги загрузки")
        self.route.opened.connect(self._on_step)
        self._invitation = EmptyState(theme, "", "Выбрать файл", icon="arrow_import")
        named(self._invitation.button, "preview-choose", "Выбрать файл")
        self._invitation.pressed.connect(self.ask_file)
        begin = Sheet(theme)
        begin.body.addWidget(self._invitation)
        self._progress = ProgressSheet(theme)
        self._reading = label("", "secondary")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        reading = Sheet(theme)
        reading.body.addWidget(self._reading)
        self.columns = ColumnBar(theme)
        self.columns.chosen.connect(self._on_column)
        self.check = PreviewSheet(theme)
        self.check.model.wanted_edit.connect(self._on_edit)
        self.check.answered.connect(self._on_answer)
        self.check.table.undo_wanted.connect(self.undo_fix)
        self.check.table.can_undo = lambda: bool(self._earlier)
        self.check.back.connect(self.start_anew)
        self.check.wanted.connect(self._accept)
        checking = QWidget()
        column = QVBoxLayout(checking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addWidget(self.columns)
        column.addWidget(self.check, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space("s"))
        whole.addWidget(self.route)
        whole.addWidget(self._progress)
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        for page in (begin, reading, checking):
            self._stack.addWidget(page)

    @property
    def title(self) -> str:
        """What the page is called now: the file, or the kind of table."""
        if self._found is not None:
            return self._found.path.name
        return self._kind.title if self._kind is not None else ""

    def begin(self, kind: ImportKind) -> None:
        """Ask for a table of a kind; one that was open is forgotten."""
        self._kind = kind
        self._invitation.say(kind.invitation, "Выбрать файл")
        self.columns.show_titles(kind.titles)
        self.start_anew()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.route, self.columns, self.check.table, self.check.load_button, self._invitation.button]

    def start_anew(self) -> None:
        """Begin with another file; what was mended by hand in the last one is forgotten."""
        self._found, self._job, self._is_writing = None, None, False
        self._fixes, self._earlier, self._answers = {}, [], {}
        self.check.model.forget()
        self._show_step(_FILE)
        self.headed.emit(self.title)
        self._invitation.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_file(self) -> None:
        """Let the person choose a file."""
        remembered = self._at.remembered
        title = self._kind.title if self._kind else ""
        chosen = ask_files(self, title, beginning_for(remembered, "lists"), words=KINDS)
        if chosen:
            remembered.remember_folder("lists", chosen[0].parent)
            self.start_anew()
            self.open_file(chosen[0])

    def open_file(self, path: Path, *, columns: Mapping[str, str] | None = None) -> None:
        """Read a file and show its rows beside the database."""
        kind, db = self._kind, self._at.db
        if kind is None:
            return
        asked, said, answers = dict(columns or {}), self._fixes, dict(self._answers)

        def read(progress: Progress) -> _Answer:
            found = kind.read(path, today=db.today(), columns=asked, sheet=None, progress=progress)
            progress(1, 2)
            return _Answer(found, kind.preview(db, found, said, answers))

        self._start(Job(read), "Читаем таблицу")

    def undo_fix(self) -> None:
        """Take the last mended cell back, if there is one."""
        if self._earlier:
            self._fixes = self._earlier.pop()
            self._look_again()

    def _start(self, job: Job[_Answer], words: str) -> None:
        job.done.connect(self._on_read)
        job.refused.connect(self._on_refused)
        job.stopped.connect(self._on_stopped)
        job.failed.connect(self._on_stopped)
        self._job = job
        self._progress.follow(cast("Job[object]", job), words)
        if self._found is None:
            self._reading.setText(f"{words}…")
            self._stack.setCurrentIndex(_READING)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_read(self, answer: object) -> None:
        if self.sender() is not self._job or self._kind is None:
            return
        is_first = self._found is None
        self._job = None
        self._found, shown = cast("_Answer", answer)
        self.headed.emit(self.title)
        self.columns.show_columns(self._found.uses, self._found.missing)
        self.columns.setVisible(bool(self._found.uses))
        self.check.show_preview(self._kind, shown, self._answers)
        self._show_step(_CHECK)
        if is_first:
            self.check.begin()

    def _on_refused(self, sentence: UserError) -> None:
        if self.sender() is self._job:
            self._at.messages.refuse(sentence)
            self._give_up()

    def _on_stopped(self, _bug: object = None) -> None:
        if self.sender() is self._job:
            self._give_up()

    def _give_up(self) -> None:
        """Nothing came of the reading: the table that was open stays open."""
        self._job = None
        if self._found is None:
            self.start_anew()
        else:
            self.check.say()

    def _on_column(self, choice: Mapping[str, str]) -> None:
        """A column was chosen by hand: the file is read again with it, cells mended by hand stay mended."""
        if self._found is not None and self._job is None:
            self.open_file(self._found.path, columns={**self._found.columns, **choice})

    def _on_edit(self, number: int, field: str, typed: str) -> None:
        self._earlier.append(self._fixes)
        self._fixes = {**self._fixes, number: {**self._fixes.get(number, {}), field: typed}}
        self._look_again()

    def _on_answer(self, key: str, answer: str) -> None:
        self._answers[key] = answer
        self._look_again()

    def _look_again(self) -> None:
        kind, db, found = self._kind, self._at.db, self._found
        if kind is None or found is None:
            return
        said, answers = self._fixes, dict(self._answers)
        self.check.block("Проверяем исправленную строку")
        self._start(Job(lambda _progress: _Answer(found, kind.preview(db, found, said, answers))), "Проверяем строки")

    def _accept(self) -> None:
        kind, shown, db, actor = self._kind, self.check.shown, self._at.db, self._at.actor()
        if kind is None or shown is None or self._job is not None or self._is_writing:
            return
        taken = self.check.model.taken()
        self._is_writing = True
        self.check.block("Записываем строки")
        job = Job(lambda _progress: kind.accept(db, shown, taken, actor=actor))
        job.done.connect(self._on_accepted)
        job.refused.connect(self._on_not_accepted)
        job.failed.connect(self._on_not_accepted)
        self._at.jobs.start(job)

    def _on_accepted(self, said: str) -> None:
        self.start_anew()
        self._at.messages.did(said)
        self.finished.emit()

    def _on_not_accepted(self, problem: object) -> None:
        self._is_writing = False
        self.check.say()
        if isinstance(problem, UserError):
            self._at.messages.refuse(problem)

    def _on_step(self, key: str) -> None:
        if key == "file" and self._stack.currentIndex() != _READING:
            self.start_anew()
        elif key == "check" and self._found is not None:
            self.check.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, now: int) -> None:
        self._stack.setCurrentIndex(now)
        reached = 1 if now == _CHECK else 0
        states: list[StopState] = ["done" if at < reached else "now" if at == reached else "ahead" for at in range(3)]
        self.route.show_stops(
            [RouteStop(state, words, key=key) for state, (key, words) in zip(states, _STEPS, strict=True)]
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_paste = event.matches(QKeySequence.StandardKey.Paste)
        path = file_in(QGuiApplication.clipboard().mimeData()) if is_paste else None
        if path is not None:
            self.start_anew()
            self.open_file(path)
        elif event.key() == Qt.Key.Key_F8 and self._stack.currentIndex() == _CHECK:
            self.check.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.start_anew()
            self.open_file(path)
