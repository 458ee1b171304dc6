"""What leaves the section: the files of a report where the person says, and its pages on paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from exports.files import write_whole
from exports.registry import FileKind
from models.commands.reports import save_report_text
from models.errors import UserError
from models.progress import Progress
from models.rows.reports import ReportLine
from models.rules.periods import parse_period
from models.rules.plan_periods import short_title
from models.rules.words import counted
from views.jobs import Job, Lane
from views.papers.pages import Drawn
from views.papers.printing import chosen_pages, print_pages
from views.reports.drawing import DrawnReport, draw_report, report_file
from views.saving import beginning_for, open_file
from views.spawned import KeptProcess
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace


class Choosing(Protocol):
    """The page asks where a file goes and where it is printed; None means nowhere."""

    def choose_target(self, parent: QWidget, suggestion: Path, kind: str, /) -> Path | None:
        """A place for a file."""
        ...

    def choose_printer(self, parent: QWidget, drawn: Drawn, page: int, /) -> QPrinter | None:
        """A printer and the pages it gets."""
        ...


class ReportOutput(QObject):
    """Saves and prints on the documents lane, with progress; texts on their way to the file go along."""

    def __init__(self, workplace: Workplace, page: QWidget, asks: Choosing, progress: ProgressSheet) -> None:
        super().__init__(page)
        self._at = workplace
        self._page = page
        self._asks = asks
        self._progress = progress
        self.process = KeptProcess()
        """Draws on the documents lane; kept, as a page follows what is typed."""

    def save(self, report: ReportLine, kind: FileKind, texts: Mapping[str, str]) -> None:
        """Ask where, and write the file of a report."""
        at, process, period = self._at, self.process, parse_period(report.period)
        name = f"Отчёт, {short_title(period)}.{kind}".replace("/", "–")
        target = self._asks.choose_target(self._page, beginning_for(at.remembered, kind) / name, kind)
        if target is None:
            return
        at.remembered.remember_folder(kind, target.parent)
        actor = at.actor()

        def work(progress: Progress) -> Path:
            # The texts may still wait in the writer's lane, and the file must have them.
            for section, text in texts.items():
                save_report_text(at.db, period, section, text, actor=actor)
            write_whole(target, report_file(at.db, report, kind, process, progress, folder=at.attachments))
            return target

        job = Job(work)
        job.done.connect(self._on_file)
        job.refused.connect(at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Записываем отчёт")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def print_pages(self, report: ReportLine, drawn: DrawnReport, current: int, texts: Mapping[str, str]) -> None:
        """Ask for a printer, and print the report as it stands now: whole, or some of its pages."""
        at, process = self._at, self.process
        try:
            printer = self._asks.choose_printer(self._page, drawn.form, current)
        except UserError as sentence:
            at.messages.refuse(sentence, ("Сохранить PDF", lambda: self.save(report, "pdf", texts)))
            return
        if printer is None:
            return

        def work(progress: Progress) -> int:
            fresh = draw_report(at.db, report, process, progress, folder=at.attachments, texts=texts, former=drawn)
            return print_pages(fresh.form, printer, chosen_pages(printer, pages=fresh.pages, current=current), progress)

        job = Job(work)
        job.done.connect(self._on_printed)
        job.refused.connect(at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Печатаем отчёт")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_file(self, path: Path) -> None:
        self._at.messages.tell(f"Отчёт записан: {path.name}", ("Открыть", lambda: open_file(path)))

    def _on_printed(self, pages: int) -> None:
        self._at.messages.tell(f"Отправлено на печать: {counted(pages, 'страница', 'страницы', 'страниц')}.")
