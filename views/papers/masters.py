"""«Шаблон»: which Word master a paper is made from; taken out, changed in Word and brought in again.

The preview of «Обзор» has it too, and its first figures wait for no command: those are imported when they are run.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from exports.registry import check_master_file, shipped_master_file
from models.errors import UserError
from models.files import write_whole
from models.kept_files import content_path
from models.progress import Progress
from models.queries.own_masters import own_masters
from models.rows.masters import FormMasterKind, MasterKind, OwnMaster
from models.rules.words import day_in_table, quoted
from views.jobs import Job, Lane
from views.messages import Messages
from views.saving import ask_files, ask_where, beginning_for
from views.spawned import in_process
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.text import Elided
from views.workplace import Workplace

_WORD = "Документ Word (*.docx)"
_SHIPPED = "Шаблон поставляется с программой. Его можно изменить в Word."
_BY_FORM = "Печатается по форме программы. Вместо неё можно взять свой шаблон Word."
_MOST_BYTES = 20_000_000
"""Of a file with a master."""


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError("Шаблон слишком велик.", "Уберите из него большие картинки и выберите файл снова.")
        return path.read_bytes()
    except OSError as problem:
        raise UserError("Файл не читается.", "Закройте его в Word и выберите снова.") from problem


class MasterStrip(QWidget):
    """Says whose master it is; its menu takes it out, brings one in, goes back to the one that ships.

    A master that could not be filled is refused with the place, and the former one stays.
    """

    def __init__(self, workplace: Workplace, messages: Messages, paper: MasterKind) -> None:
        super().__init__()
        self.choose_files: Callable[..., list[Path]] = ask_files
        self.choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where
        self._at = workplace
        self._messages = messages
        self._paper = paper
        self._own: OwnMaster | None = None
        self._said = Elided("", look="secondary")
        self.button = named(Button(workplace.theme, "Шаблон Word", small=True), "master", "Шаблон Word")
        self.button.clicked.connect(self._on_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(workplace.theme.space("m"))
        row.addWidget(self._said, 1)
        row.addWidget(self.button)
        self.reload()

    @property
    def words(self) -> str:
        """What it says of the master."""
        return self._said.text()

    def reload(self) -> None:
        """Ask again whose master it is."""
        self._own = own_masters(self._at.db).get(self._paper)
        own = self._own
        if own is not None:
            self._said.setText(f"Свой шаблон {quoted(own.file_name)} с {day_in_table(own.adopted_on)}")
        else:
            self._said.setText(_BY_FORM if isinstance(self._paper, FormMasterKind) else _SHIPPED)

    def take_out(self) -> None:
        """Write the master of today into a file to change in Word."""
        remembered = self._at.remembered
        suggestion = beginning_for(remembered, "docx") / f"shablon-{self._paper.value}.docx"
        target = self.choose_target(self, suggestion, "docx")
        if target is None:
            return
        remembered.remember_folder("docx", target.parent)
        own, folder, paper = self._own, self._at.attachments, self._paper

        def work(progress: Progress) -> str:
            kept = None if own is None else content_path(folder, own.sha256)
            whole = in_process(progress, shipped_master_file, paper) if kept is None else kept.read_bytes()
            write_whole(target, whole)
            return target.name

        job = Job(work)
        job.done.connect(self._on_taken_out)
        self._start(cast("Job[object]", job))

    def bring_in(self) -> None:
        """Look through a master made in Word and use it from now on."""
        beginning = beginning_for(self._at.remembered, "docx")
        for path in self.choose_files(self, "Шаблон из Word", beginning, words=_WORD)[:1]:
            self._at.remembered.remember_folder("docx", path.parent)
            self._look_through(path)

    def go_back(self) -> None:
        """Use the master that ships again."""
        db, actor, paper = self._at.db, self._at.actor(), self._paper

        def work(_progress: Progress) -> str:
            from models.commands.masters import drop_master

            drop_master(db, paper, actor=actor)
            return "Документ снова составляется так, как поставляется с программой."

        job = Job(work)
        job.done.connect(self._on_changed)
        job.refused.connect(self._messages.refuse)
        self._at.jobs.start(job)

    def _look_through(self, path: Path) -> None:
        db, actor, folder, paper = self._at.db, self._at.actor(), self._at.attachments, self._paper

        def work(progress: Progress) -> str:
            from models.commands.masters import adopt_master

            content = _read(path)
            in_process(progress, check_master_file, paper, content)
            adopt_master(db, folder, paper, content, name=path.name, actor=actor)
            return "Шаблон принят: документ теперь составляется по нему."

        job = Job(work)
        job.done.connect(self._on_changed)
        self._start(cast("Job[object]", job))

    def _start(self, job: Job[object]) -> None:
        job.refused.connect(self._messages.refuse)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_taken_out(self, name: str) -> None:
        self._messages.tell(f"Шаблон записан: {name}. Измените его в Word и принесите обратно.")

    def _on_changed(self, words: str) -> None:
        self.reload()
        self._messages.tell(words)

    def _on_menu(self) -> None:
        menu = named(QMenu(self), "master-menu", "Шаблон Word")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Сохранить для Word…", self.take_out)
        menu.addAction("Принести из Word…", self.bring_in)
        if self._own is not None:
            menu.addAction("Вернуть исходный", self.go_back)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
