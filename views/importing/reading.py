"""The life of a table file that is taken in: chosen, read, looked at, mended and read again, and at last written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, cast

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.progress import Progress
from views.importing.check import CheckSheet
from views.importing.column_choice import ColumnBar
from views.importing.kinds import ReadFile, Shown, TableKind
from views.jobs import Job, Lane
from views.saving import ask_files, beginning_for
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.route import RouteLine, RouteStop, StopState
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace

Check = TypeVar("Check", bound=CheckSheet)

FILES = "Списки (*.xlsx *.xls *.xlsb *.ods *.csv *.txt);;Все файлы (*)"
"""What the dialog of a file offers."""
FILE, COLUMNS, CHECK, DONE = ("file", "Файл"), ("columns", "Столбцы"), ("check", "Проверка строк"), ("done", "Готово")
"""Steps of the route: key and words."""

Fixes = Mapping[int, Mapping[str, str]]
"""Number of a row → field → what the person typed."""


class _Answer(NamedTuple):
    found: ReadFile
    shown: Shown


class TableReading(QWidget, Generic[Check]):
    """The way of a table into the program: `expect(kind)` asks for a file, `check` shows its rows.

    Nothing is stored before `check.wanted`; how the rows are written (`writing`) and what follows (`written`)
    is the business of who takes them in. `body` holds the pages of the steps.
    """

    headed = Signal(str)
    """What the page is called now."""

    def __init__(self, workplace: Workplace, check: Check, *, steps: Sequence[tuple[str, str]], reading: str) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._steps = steps
        self._reading_words = reading
        self._kind: TableKind | None = None
        self._found: ReadFile | None = None
        self._fixes: Fixes = {}
        self._earlier: list[Fixes] = []
        self._answers: dict[str, str] = {}
        self._job: Job[_Answer] | None = None
        self._is_writing = False
        self.route = named(RouteLine(theme), "import-route", "Шаги загрузки")
        self.route.opened.connect(self._on_step)
        self._invitation = EmptyState(theme, "", "Выбрать файл", icon="arrow_import")
        named(self._invitation.button, "choose-file", "Выбрать файл")
        self._invitation.pressed.connect(self.ask_file)
        self._begin = Sheet(theme)
        self._begin.body.addWidget(self._invitation)
        self._progress = ProgressSheet(theme)
        self._reading = label("", "secondary")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting = Sheet(theme)
        self._waiting.body.addWidget(self._reading)
        self.columns = ColumnBar(theme)
        self.columns.chosen.connect(self._on_column)
        self.check = check
        check.model.wanted_edit.connect(self._on_edit)
        check.answered.connect(self._on_answer)
        check.table.undo_wanted.connect(self.undo_fix)
        check.table.can_undo = lambda: bool(self._earlier)
        check.back.connect(self.start_anew)
        check.wanted.connect(self._accept)
        self._checking = QWidget()
        column = QVBoxLayout(self._checking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addWidget(self.columns)
        column.addWidget(check, 1)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(theme.space("s"))
        self.whole.addWidget(self._progress)
        self.body = QStackedLayout()
        self.whole.addLayout(self.body, 1)
        for page in (self._begin, self._waiting, self._checking):
            self.body.addWidget(page)

    @property
    def title(self) -> str:
        """What the page is called now: the file, or the kind of table."""
        if self._found is not None:
            return self._found.path.name
        return self._kind.title if self._kind is not None else ""

    @property
    def has_work(self) -> bool:
        """Whether a table is open that was not written yet."""
        return self._found is not None

    def expect(self, kind: TableKind, *, parts: Mapping[str, str] | None = None) -> None:
        """Ask for a table of a kind; one that was open is forgotten. `parts` as for `ColumnBar.show_titles`."""
        self._kind = kind
        self._invitation.say(kind.invitation, "Выбрать файл")
        self.columns.show_titles(kind.titles, parts or {})
        self.start_anew()

    # --- what is written, and how

    def writing(self, found: ReadFile, shown: Shown) -> Job[Any]:
        """The job that writes the rows as they are shown and ticked."""
        raise NotImplementedError

    def written(self, result: Any) -> None:
        """The rows were written."""
        raise NotImplementedError

    def looked_into(self, found: ReadFile) -> None:
        """A file was read: a page may say more of it than its columns and rows."""

    def meant(self, shown: Shown, field: str, typed: str) -> Mapping[str, str]:
        """What was meant by a typed cell: field → text."""
        del shown
        return {field: typed}

    # --- the file

    def start_anew(self) -> None:
        """Begin with another file; what was mended by hand in the last one is forgotten."""
        self._found, self._job = None, None
        self._fixes, self._earlier, self._answers = {}, [], {}
        self.check.forget()
        self.show_step(FILE, self._begin)
        self.headed.emit(self.title)

    def ask_file(self) -> None:
        """Let the person choose a file."""
        remembered, title = self._at.remembered, self._kind.title if self._kind is not None else ""
        chosen = ask_files(self, title, beginning_for(remembered, "lists"), words=FILES)
        if chosen:
            remembered.remember_folder("lists", chosen[0].parent)
            self.start_anew()
            self.open_file(chosen[0])

    def open_file(self, path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> None:
        """Read a file and show its rows beside the database."""
        kind, db, today = self._kind, self._at.db, self._at.db.today()
        if kind is None:
            return
        asked, said, answers = dict(columns or {}), self._fixes, dict(self._answers)

        def read(progress: Progress) -> _Answer:
            found = kind.read(path, today=today, columns=asked, sheet=sheet, progress=progress)
            progress(1, 2)
            return _Answer(found, kind.preview(db, found, said, answers))

        self.headed.emit(path.name)
        self._start(Job(read), self._reading_words)

    def read_with(self, found: ReadFile, columns: Mapping[str, str]) -> None:
        """Read the file again with these columns (field → column) of the sheet that is shown."""
        self.open_file(found.path, columns=columns, sheet=found.sheet or None)

    def show_columns(self, found: ReadFile) -> None:
        """Show which column fills which field."""
        self.columns.show_columns(found.uses, found.missing)
        self.columns.setVisible(bool(found.uses or found.missing))

    def _start(self, job: Job[_Answer], words: str) -> None:
        job.done.connect(self._on_read)
        job.refused.connect(self._on_refused)
        job.stopped.connect(self._on_stopped)
        job.failed.connect(self._on_stopped)
        self._job = job
        self._progress.follow(cast("Job[object]", job), words)
        if self._found is None:
            self._reading.setText(f"{words}…")
            self.body.setCurrentWidget(self._waiting)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_read(self, answer: object) -> None:
        if self.sender() is not self._job:
            return
        is_first = self._found is None
        self._job = None
        self._found, shown = cast("_Answer", answer)
        found = self._found
        self.show_columns(found)
        self.looked_into(found)
        self.check.show_preview(shown, self._answers)
        self.show_step(CHECK, self._checking)
        self.headed.emit(self.title)
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

    # --- columns and cells

    def _on_column(self, choice: Mapping[str, str]) -> None:
        """A column was chosen by hand: the file is read again with it, cells mended by hand stay mended."""
        if self._found is None or self._job is not None:
            return
        columns = dict(self._found.columns)
        for field, letter in choice.items():
            columns = {name: column for name, column in columns.items() if column != letter or not letter}
            columns[field] = letter
        self.read_with(self._found, columns)

    def _on_edit(self, number: int, field: str, typed: str) -> None:
        """A cell was mended: its row is read and compared again."""
        if self.check.shown is None:
            return
        said = self.meant(self.check.shown, field, typed)
        self._earlier.append(self._fixes)
        self._fixes = {**self._fixes, number: {**self._fixes.get(number, {}), **said}}
        self._compare()

    def _on_answer(self, key: str, answer: str) -> None:
        self._answers[key] = answer
        self._compare()

    def undo_fix(self) -> None:
        """Take the last mended cell back, if there is one."""
        if self._earlier:
            self._fixes = self._earlier.pop()
            self._compare()

    def look_again(self) -> None:
        """The database has changed: compare anew what is still open."""
        if self._job is None and not self._is_writing:
            self._compare()

    def _compare(self) -> None:
        kind, db, found = self._kind, self._at.db, self._found
        if kind is None or found is None:
            return
        said, answers = self._fixes, dict(self._answers)
        self.check.block("Проверяем исправленную строку")
        self._start(Job(lambda _progress: _Answer(found, kind.preview(db, found, said, answers))), "Проверяем строки")

    # --- the writing

    def _accept(self) -> None:
        found, shown = self._found, self.check.shown
        if found is None or shown is None or self._job is not None or self._is_writing:
            return
        job = self.writing(found, shown)
        self._is_writing = True
        self.check.block("Записываем строки")
        job.done.connect(self._on_accepted)
        job.refused.connect(self._on_not_accepted)
        job.failed.connect(self._on_not_accepted)
        self._at.jobs.start(job)

    def _on_accepted(self, result: object) -> None:
        self._found, self._is_writing = None, False
        self.written(result)

    def _on_not_accepted(self, problem: object) -> None:
        self._is_writing = False
        self.check.say()
        if isinstance(problem, UserError):
            self._at.messages.refuse(problem)

    # --- steps and keys

    def show_step(self, step: tuple[str, str], page: QWidget) -> None:
        """Show the page of a step, and on the route how far the table has come."""
        self.body.setCurrentWidget(page)
        now, last = self._steps.index(step), len(self._steps) - 1
        stops: list[RouteStop] = []
        for at, (key, words) in enumerate(self._steps):
            state: StopState = "done" if at < now or now == last else "now" if at == now else "ahead"
            stops.append(RouteStop(state, words, key=key))
        if COLUMNS in self._steps and self._found is not None and self._found.missing:
            at = self._steps.index(COLUMNS)
            stops[at] = stops[at]._replace(state="late", tooltip="Столбцы: не хватает обязательных")
        self.route.show_stops(stops)

    def _on_step(self, key: str) -> None:
        """A stop of the route was opened."""
        if key == FILE[0] and self.body.currentWidget() is not self._waiting:
            self.start_anew()
        elif key == COLUMNS[0] and self._found is not None:
            self.columns.focus_first()
        elif key == CHECK[0] and self._found is not None:
            self.check.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_paste = event.matches(QKeySequence.StandardKey.Paste)
        path = file_in(QGuiApplication.clipboard().mimeData()) if is_paste else None
        if path is not None:
            self.start_anew()
            self.open_file(path)
        elif event.key() == Qt.Key.Key_F8 and self.body.currentWidget() is self._checking:
            self.check.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


def file_in(mime: QMimeData) -> Path | None:
    """The one file that was dropped or pasted, as a link or as its path."""
    texts = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()] or [mime.text().strip().strip('"')]
    path = Path(texts[0]) if len(texts) == 1 and texts[0] and "\n" not in texts[0] else None
    try:
        return path if path is not None and path.is_file() else None
    except OSError:  # a text too long for a path
        return None
