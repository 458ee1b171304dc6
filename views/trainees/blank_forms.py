"""What kindergartens are sent to fill in: a table with lists to choose from, and a form of one page."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exports.registry import paper_bytes
from models.files import write_whole
from models.progress import Progress
from models.queries.intake_print import intake_paper
from models.queries.site_forms import site_layouts
from views.jobs import Job, Lane
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.saving import ask_where, beginning_for, open_file
from views.spawned import in_process
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_TITLE = "Анкета стажёра"
_FILE = "intake-form"


class BlankForms(QObject):
    """Saves the table, shows the form before it is printed; `buttons` ask for the one and the other."""

    def __init__(self, workplace: Workplace, parent: QWidget, progress: ProgressSheet) -> None:
        super().__init__(parent)
        self._at = workplace
        self._parent = parent
        self._progress = progress
        self.choose_target = ask_where
        self.buttons: list[Button] = []
        for name, words, tip, act in (
            ("save-blank", "Сохранить бланк для садов", "Таблица Excel со списками для выбора", self.save_table),
            ("print-form", "Напечатать анкету", "Одна страница, которую стажёр заполняет от руки", self.offer_print),
        ):
            button = named(Button(workplace.theme, words, role="link"), name, words)
            button.setToolTip(tip)
            button.clicked.connect(act)
            self.buttons.append(button)

    def offer_print(self) -> None:
        """Show the form as it will be printed."""
        offer(self._at, self._parent, PaperWish("intake-form", _TITLE, _FILE, intake_paper))

    def save_table(self) -> None:
        """Ask where the table goes and write it, whole or not at all."""
        db, remembered = self._at.db, self._at.remembered
        target = self.choose_target(self._parent, beginning_for(remembered, "xlsx") / f"{_FILE}.xlsx", "xlsx")
        if target is None:
            return
        remembered.remember_folder("xlsx", target.parent)

        def work(progress: Progress) -> Path:
            paper = intake_paper(db)
            write_whole(target, in_process(progress, paper_bytes, "intake-form", "xlsx", paper, site_layouts(db)))
            return target

        job = Job(work)
        job.done.connect(self._on_written)
        job.refused.connect(self._at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Записываем бланк")
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_written(self, path: Path) -> None:
        words = f"Бланк записан: {path.name}. Разошлите его по садам, а заполненный загрузите здесь."
        self._at.messages.tell(words, ("Открыть", lambda: open_file(path)))
