"""The printed page of the report one stands on: drawn as the data and what is being typed make it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.progress import Progress
from models.rows.reports import ReportLine
from views.jobs import Job, Lane
from views.papers.preview import PagePreview
from views.reports.comparing import ChangeLine
from views.reports.drawing import DrawnReport, draw_report
from views.spawned import KeptProcess
from views.workplace import Workplace

_DRAW_AFTER_MS = 250
"""Several changes in a row are drawn once."""
_DRAWING = "Рисуем страницы…"
_FAILED = "Страницы нарисовать не удалось. Данные и тексты на месте."


class ReportPaper(PagePreview):
    """Draws on the documents lane while its section is in sight; `typed` gives the texts that are not stored yet."""

    def __init__(
        self, workplace: Workplace, process: KeptProcess, *, section: QWidget, typed: Callable[[], Mapping[str, str]]
    ) -> None:
        super().__init__(workplace.theme, workplace.jobs)
        self._at = workplace
        self._process = process
        self._section = section
        self._typed = typed
        self._line: ReportLine | None = None
        self.drawn: DrawnReport | None = None
        """What is shown; None while it is being drawn, and where it cannot be."""
        self._drawing: Job[DrawnReport] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.draw)

    @property
    def is_waiting(self) -> bool:
        """Whether it is about to be drawn."""
        return self._later.isActive()

    def show_report(self, line: ReportLine) -> None:
        """Show a version of a report, or the same one anew."""
        if self._line is None or line.id != self._line.id:
            self.drawn = None
            self.say(_DRAWING)
        self._line = line
        self._later.start(_DRAW_AFTER_MS if self.drawn is not None else 0)

    def show_none(self) -> None:
        """There is no report."""
        self._line = self.drawn = None

    def catch_up(self) -> None:
        """Draw what could not be drawn out of sight."""
        if self._line is not None and self.drawn is None:
            self._later.start(0)

    def wait(self) -> None:
        """Draw nothing more until it is asked for again."""
        self._later.stop()

    def point_at(self, line: ChangeLine) -> None:
        """Show a difference where it is marked."""
        if self.drawn is not None and (mark := self.drawn.mark_of(line)) is not None:
            self.go_to_mark(mark)

    def draw(self) -> None:
        """Draw what stands here now; a drawing under way is overtaken."""
        self._later.stop()
        if self._drawing is not None:
            self._drawing.stop()
        line, at, process, former = self._line, self._at, self._process, self.drawn
        if line is None or not self._section.isVisible():
            return
        texts = self._typed()

        def work(progress: Progress) -> DrawnReport:
            return draw_report(at.db, line, process, progress, folder=at.attachments, texts=texts, former=former)

        job = Job(work)
        job.done.connect(self._on_drawn)
        job.refused.connect(self._on_not_drawn)
        job.failed.connect(self._on_failed)
        self._drawing = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_drawn(self, drawn: DrawnReport) -> None:
        is_new = drawn is not self.drawn or not self.pages
        if self._line is not None and drawn.report_id == self._line.id and is_new:
            self.drawn = drawn
            self.show_document(drawn.form)
            self.show_marks([*drawn.marks.values()])

    def _on_not_drawn(self, sentence: UserError) -> None:
        self._on_none(str(sentence))

    def _on_failed(self) -> None:
        self._on_none(_FAILED)

    def _on_none(self, words: str) -> None:
        if self.sender() is self._drawing:
            self.drawn = None
            self.say(words)
