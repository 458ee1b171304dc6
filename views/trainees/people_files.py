"""The list of trainees as a file: looked at before it is printed, or written for Excel at once."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exports.registry import paper_bytes
from models.files import write_whole
from models.progress import Progress
from models.queries.people_print import people_paper
from models.queries.site_forms import site_layouts
from models.rows.people_print import PeopleWish
from models.rules.words import counted
from views.jobs import Job, Lane
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.saving import ask_where, beginning_for, open_file
from views.spawned import in_process
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_TITLE = "Список стажёров"
_FILE = "trainees"


class PeopleFiles(QObject):
    """Writes lists away from the window's thread; `progress` shows how far, with «Остановить»."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._parent = parent
        self.progress = ProgressSheet(workplace.theme)
        self.choose_target = ask_where

    def offer_print(self, wish: PeopleWish) -> None:
        """Show the list as it will be printed."""
        offer(self._workplace, self._parent, PaperWish("roster", _TITLE, _FILE, lambda db: people_paper(db, wish)))

    def save_table(self, wish: PeopleWish) -> None:
        """Ask where the list goes and write it for Excel, whole or not at all."""
        db, remembered = self._workplace.db, self._workplace.remembered
        target = self.choose_target(self._parent, beginning_for(remembered, "xlsx") / f"{_FILE}.xlsx", "xlsx")
        if target is None:
            return
        remembered.remember_folder("xlsx", target.parent)

        def work(progress: Progress) -> tuple[Path, int, int]:
            paper = people_paper(db, wish)
            write_whole(target, in_process(progress, paper_bytes, "roster", "xlsx", paper, site_layouts(db)))
            return target, len(paper.lines), paper.left_out

        job = Job(work)
        job.done.connect(self._on_written)
        job.refused.connect(self._workplace.messages.refuse)
        self.progress.follow(cast("Job[object]", job), "Записываем список для Excel")
        self._workplace.jobs.start(job, lane=Lane.DOCUMENTS)

    def do_aside(self, work: Callable[[], object], then: Callable[[object], None], words: str) -> None:
        """Do what takes long for the table; stopped, it changes nothing."""
        job = Job(lambda _progress: work())
        job.done.connect(then)
        self.progress.follow(job, words)
        self._workplace.jobs.start(job, lane=Lane.READER)

    def _on_written(self, written: tuple[Path, int, int]) -> None:
        path, people, left_out = written
        words = f"Файл записан: {path.name}, {counted(people, 'стажёр', 'стажёра', 'стажёров')}."
        if left_out:
            words += f" Не вошли {counted(left_out, 'человек', 'человека', 'человек')}: согласие отозвано."
        self._workplace.messages.tell(words, ("Открыть", lambda: open_file(path)))
