"""Certificates and their book on paper: the preview of some, the files of a whole batch, and the instruction."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exports.registry import certificate_batch
from models.errors import UserError
from models.files import writing_folder
from models.progress import Progress
from models.queries.certificates_print import certificate_book, certificate_check_sheet, certificate_paper
from models.queries.site_forms import site_layouts
from models.rules.words import counted
from views.jobs import Job, Lane
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.saving import ask_folder, beginning_for, open_file
from views.spawned import reporting_in_process
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_TITLE = "Сертификаты"
_KIND = "certificates"
"""Under which name the folder used last is remembered."""


class CertificatePrinting(QObject):
    """Draws in the documents lane, a batch in a process of its own: attendance is marked meanwhile as ever."""

    def __init__(self, workplace: Workplace, parent: QWidget, progress: ProgressSheet) -> None:
        super().__init__(parent)
        self._at = workplace
        self._parent = parent
        self._progress = progress
        self.choose_folder: Callable[[QWidget, Path], Path | None] = ask_folder

    def show_certificates(self, ids: Sequence[int], numbers: Sequence[str]) -> None:
        """Show the pages as they will come out."""
        name = f"sertifikaty-{_span(numbers)}"
        read = partial(certificate_paper, certificate_ids=tuple(ids), attachments=self._at.attachments)
        offer(self._at, self._parent, PaperWish("certificate", _TITLE, name, read))

    def show_book(self, year: int) -> None:
        """Show the книга регистрации of a year."""
        read = partial(certificate_book, year=year)
        offer(self._at, self._parent, PaperWish("certificate-book", "Книга регистрации", f"kniga-{year}", read))

    def show_instruction(self) -> None:
        """Show how anybody checks a certificate, with the site's public key."""
        wish = PaperWish("certificate-check", "Как проверить сертификат", "proverka", certificate_check_sheet)
        offer(self._at, self._parent, wish)

    def save_batch(self, ids: Sequence[int], numbers: Sequence[str]) -> None:
        """Ask for a folder and write into a new one in it: all in one PDF, and a PDF of each."""
        at, remembered = self._at, self._at.remembered
        chosen = self.choose_folder(self._parent, beginning_for(remembered, _KIND))
        if chosen is None or not ids:
            return
        remembered.remember_folder(_KIND, chosen)
        target = chosen / f"Сертификаты {_span(numbers)}"

        def work(progress: Progress) -> int:
            paper = certificate_paper(at.db, tuple(ids), attachments=at.attachments)
            with writing_folder(target) as folder:
                return reporting_in_process(progress, certificate_batch, paper, folder, site_layouts(at.db))

        job = Job(work)
        job.awaited_as = "Рисуем сертификаты"
        job.done.connect(partial(self._on_batch, target))
        job.refused.connect(self._on_refused)
        self._progress.follow(cast("Job[object]", job), "Рисуем сертификаты", unit="страниц")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_batch(self, target: Path, count: int) -> None:
        files = counted(count, "сертификат", "сертификата", "сертификатов")
        self._at.messages.tell(f"Записано: {files}, папка «{target.name}».", ("Открыть", lambda: open_file(target)))

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)


def _span(numbers: Sequence[str]) -> str:
    """«2026-0007» or «2026-0007…2026-0031»: files are called by number, never by person."""
    ordered = sorted((int(year), int(number)) for number, year in (each.split("/") for each in numbers))
    first, last = (f"{year}-{number:04}" for year, number in (ordered[0], ordered[-1]))
    return first if first == last else f"{first}…{last}"
