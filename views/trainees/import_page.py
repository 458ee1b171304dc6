"""Taking in a list of trainees: a file, its columns, every row before anything is written, and what came of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.roster import RosterSource, accept_roster
from models.errors import UserError
from models.imports.roster_file import RosterFile
from models.progress import Progress
from models.queries.people import is_accepted
from models.queries.streams import stream_lines
from models.rows.codes import Category, Education
from models.rows.people import PersonChoices, PlaceChoice
from models.rows.roster_plan import AcceptedBatch
from models.rows.roster_preview import RosterPreview
from models.rules.shown import short_municipality
from views.jobs import Job, Lane
from views.saving import ask_files, beginning_for
from views.trainees.column_choice import ColumnBar
from views.trainees.import_done import DoneSheet
from views.trainees.import_rows import column_uses, missing_fields, named_in_file
from views.trainees.import_sheet import CheckSheet
from views.trainees.import_words import loaded
from views.trainees.reading import compare_list, read_list
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.route import RouteLine, RouteStop, StopState
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace

KINDS = "Списки (*.xlsx *.xls *.xlsb *.ods *.csv *.txt);;Все файлы (*)"
_TITLE = "Загрузка списка"
_BEGIN = "Выберите файл со списком: XLSX, XLS, ODS или CSV. Его можно перетащить сюда или вставить клавишами Ctrl+V."
_STEPS = (("file", "Файл"), ("columns", "Столбцы"), ("check", "Проверка строк"), ("done", "Готово"))

_FILE, _READING, _CHECK, _DONE = range(4)
"""Pages of the stack; reading belongs to the step of the file."""

Answer = tuple[RosterFile, RosterPreview]
Fixes = dict[int, dict[str, str]]


class ImportPage(QWidget):
    """The way of a list into the program; nothing is written before «Загрузить»."""

    headed = Signal(str)
    """What the page is called now: the name of the file."""
    left = Signal()
    """The person goes back to the list of trainees."""
    batch_wanted = Signal(int)
    """The person wants to see a batch in «Загрузки»."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self._found: RosterFile | None = None
        self._fixes: Fixes = {}
        self._earlier: list[Fixes] = []
        self._places: dict[str, PlaceChoice] = {}
        self._job: Job[Answer] | None = None
        self._writing = False
        self.route = named(RouteLine(theme), "import-route", "Шаги загрузки")
        self.route.opened.connect(self._on_step)

        self._begin = EmptyState(theme, _BEGIN, "Выбрать файл", icon="arrow_import")
        named(self._begin.button, "choose-file", "Выбрать файл")
        self._begin.pressed.connect(self.ask_file)
        begin = Sheet(theme)
        begin.body.addWidget(self._begin)
        self._progress = ProgressSheet(theme)
        self.columns = ColumnBar(theme)
        self.columns.chosen.connect(self._on_column)
        self.columns.sheet_chosen.connect(self._on_sheet)
        self.check = CheckSheet(theme, workplace.db.today)
        self.check.model.wanted_edit.connect(self._on_edit)
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
        self.done = DoneSheet(theme)
        self.done.left.connect(self.left)
        self.done.again.connect(self.start_anew)
        self.done.batch_wanted.connect(self.batch_wanted)
        self._reading = label("", "secondary")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        reading = Sheet(theme)
        reading.body.addWidget(self._reading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space("s"))
        whole.addWidget(self._progress)
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        for page in (begin, reading, checking, self.done):
            self._stack.addWidget(page)
        self.start_anew()

    @property
    def title(self) -> str:
        """What the page is called now."""
        return self._found.path.name if self._found is not None else _TITLE

    @property
    def has_work(self) -> bool:
        """Whether a list is open that was not loaded yet."""
        return self._found is not None

    def go_on(self) -> None:
        """Begin with a file, unless one is on its way: the result of a finished loading has been read."""
        if self._stack.currentIndex() == _DONE:
            self.start_anew()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.route, self.columns, self.check.table, self.check.attested, self.check.load_button]

    # ---------------------------------------------------------------------------------------------------- the file

    def start_anew(self) -> None:
        """Begin with another file; what was mended by hand in the last one is forgotten."""
        self._found, self._job = None, None
        self._fixes, self._earlier = {}, []
        self.check.model.forget()
        self._show_step(_FILE)
        self.headed.emit(_TITLE)

    def ask_file(self) -> None:
        """Let the person choose a file."""
        remembered = self._workplace.remembered
        chosen = ask_files(self, "Список стажёров", beginning_for(remembered, "lists"), words=KINDS)
        if chosen:
            remembered.remember_folder("lists", chosen[0].parent)
            self.start_anew()
            self.open_file(chosen[0])

    def open_file(self, path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> None:
        """Read a file and show its rows beside the database."""
        db, today, asked, fixes = self._workplace.db, self._workplace.db.today(), dict(columns or {}), self._fixes

        def read(progress: Progress) -> Answer:
            found = read_list(path, today=today, columns=asked, sheet=sheet, progress=progress)
            progress(1, 2)
            return found, compare_list(db, found, fixes)

        self.headed.emit(path.name)
        self._start(Job(read), "Читаем список")

    def _start(self, job: "Job[Answer]", words: str) -> None:
        job.done.connect(self._on_read)
        job.refused.connect(self._on_refused)
        job.stopped.connect(self._on_stopped)
        job.failed.connect(self._on_stopped)
        self._job = job
        self._progress.follow(cast("Job[object]", job), words)
        if self._found is None:
            self._reading.setText(f"{words}…")
            self._stack.setCurrentIndex(_READING)
        self._workplace.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_read(self, answer: object) -> None:
        if self.sender() is not self._job:
            return
        first = self._found is None
        self._job = None
        self._found, preview = cast("Answer", answer)
        self._show_preview(self._found, preview)
        self._show_step(_CHECK)
        self.headed.emit(self._found.path.name)
        if first:
            self.check.begin()

    def _on_refused(self, sentence: UserError) -> None:
        if self.sender() is self._job:
            self._workplace.messages.refuse(sentence)
            self._give_up()

    def _on_stopped(self, _bug: object = None) -> None:
        if self.sender() is self._job:
            self._give_up()

    def _give_up(self) -> None:
        """Nothing came of the reading: the list that was open stays open."""
        self._job = None
        if self._found is None:
            self.start_anew()
        else:
            self._show_step(_CHECK)
            self.check.ready()

    def _show_preview(self, found: RosterFile, preview: RosterPreview) -> None:
        known = (*preview.choices.organizations, *named_in_file(preview))
        self._places = {place_words(place): place for place in known}
        self.columns.show_columns(
            column_uses(found.roster), missing_fields(found.roster), sheets=found.sheets, sheet=found.roster.sheet
        )
        self.check.offer_streams(stream_lines(self._workplace.db))
        self.check.show_preview(preview, _offers(preview.choices, list(self._places)))

    # ------------------------------------------------------------------------------------------ columns and cells

    def _on_column(self, choice: dict[str, str]) -> None:
        """A column was chosen by hand: the file is read again with it, cells mended by hand stay mended."""
        if self._found is not None and self._job is None:
            columns = {**self._found.columns}
            for field, letter in choice.items():
                columns = {name: column for name, column in columns.items() if column != letter or not letter}
                columns[field] = letter
            self.open_file(self._found.path, columns=columns, sheet=self._found.roster.sheet or None)

    def _on_sheet(self, name: str) -> None:
        if self._found is not None and self._job is None:
            self._fixes, self._earlier = {}, []
            self.open_file(self._found.path, sheet=name)

    def _on_edit(self, number: int, field: str, typed: str) -> None:
        """A cell was mended: its row is read and compared again."""
        said = {field: typed}
        if field == "organization" and (place := self._places.get(typed)) is not None:
            said = {"organization": place.title}
            if place.municipality:
                said["municipality"] = place.municipality
        self._earlier.append(self._fixes)
        self._fixes = {**self._fixes, number: {**self._fixes.get(number, {}), **said}}
        self._look_again()

    def undo_fix(self) -> None:
        """Take the last mended cell back, if there is one."""
        if self._earlier:
            self._fixes = self._earlier.pop()
            self._look_again()

    def look_again(self) -> None:
        """The database has changed: compare anew what is still open."""
        if self._found is not None and self._job is None and not self._writing:
            self._look_again()

    def _look_again(self) -> None:
        db, found, fixes = self._workplace.db, self._found, self._fixes
        if found is None:
            return
        self.check.busy()
        self._start(Job(lambda _progress: (found, compare_list(db, found, fixes))), "Проверяем строки")

    # -------------------------------------------------------------------------------------------------- the writing

    def _accept(self) -> None:
        preview, found = self.check.model.preview, self._found
        if preview is None or found is None or self._job is not None or self._writing:
            return
        db, actor = self._workplace.db, self._workplace.actor()
        source = RosterSource(found.path.name, found.sha256)
        signed, aside, roster = self.check.signed_on, self.check.model.left_out, preview.roster
        stream_id = self.check.stream_id
        self._writing = True
        self.check.writing()
        job = Job(
            lambda _progress: accept_roster(
                db, roster, source=source, actor=actor, consents_on=signed, leave_out=aside, stream_id=stream_id
            )
        )
        job.done.connect(self._on_accepted)
        job.refused.connect(self._on_not_accepted)
        job.failed.connect(self._on_not_accepted)
        self._workplace.jobs.start(job)

    def _on_accepted(self, batch: AcceptedBatch) -> None:
        self._found, self._writing = None, False
        self.done.show_batch(batch)
        self._show_step(_DONE)
        self._workplace.messages.did(loaded(batch), undo=True)

    def check_done(self) -> None:
        """A list that was taken back is not «загружен» any more."""
        if self._stack.currentIndex() == _DONE and not is_accepted(self._workplace.db, self.done.batch_id):
            self.start_anew()

    def _on_not_accepted(self, problem: object) -> None:
        self._writing = False
        self.check.ready()
        if isinstance(problem, UserError):
            self._workplace.messages.refuse(problem)

    # ------------------------------------------------------------------------------------------------- files and keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        path = (
            file_in(QGuiApplication.clipboard().mimeData()) if event.matches(QKeySequence.StandardKey.Paste) else None
        )
        if path is not None:
            self.start_anew()
            self.open_file(path)
        elif event.key() == Qt.Key.Key_F8 and self._stack.currentIndex() == _CHECK:
            self.check.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _on_step(self, key: str) -> None:
        """A stop of the route was opened."""
        if key == "file" and self._stack.currentIndex() != _READING:
            self.start_anew()
        elif key == "columns" and self._found is not None:
            self.columns.focus_first()
        elif key == "check" and self._found is not None:
            self.check.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, now: int) -> None:
        self._stack.setCurrentIndex(now)
        missing = bool(self._found is not None and missing_fields(self._found.roster))
        stops = [RouteStop(_stop_state(at, now), words, key=key) for at, (key, words) in enumerate(_STEPS)]
        if missing:
            stops[1] = stops[1]._replace(state="late", tooltip="Столбцы: не хватает обязательных")
        self.route.show_stops(stops)


def _stop_state(at: int, now: int) -> StopState:
    last = len(_STEPS) - 1
    if at < now or now == last:
        return "done"
    return "now" if at == now else "ahead"


def place_words(place: PlaceChoice) -> str:
    """«Д/с № 41 · Чугуевский МО»: a place among its namesakes."""
    return f"{place.title} · {short_municipality(place.municipality)}" if place.municipality else place.title


def _offers(choices: PersonChoices, places: Sequence[str]) -> dict[str, Sequence[str]]:
    """What the editors of the cells propose, by field."""
    return {
        "position": [position.title for position in choices.positions],
        "organization": places,
        "municipality": [unit.title for unit in choices.municipalities],
        "category": [category.label for category in Category],
        "education": [education.label for education in Education],
    }


def file_in(mime: QMimeData) -> Path | None:
    """The one file that was dropped or pasted, as a link or as its path."""
    texts = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()] or [mime.text().strip().strip('"')]
    path = Path(texts[0]) if len(texts) == 1 and texts[0] and "\n" not in texts[0] else None
    try:
        return path if path is not None and path.is_file() else None
    except OSError:  # a text too long for a path
        return None
