"""Several papers as one job: looked at and printed as one document, or saved as files of one folder."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from exports.registry import FileKind, bound_papers
from models.errors import UserError
from models.files import write_whole, writing_folder
from models.progress import Progress
from models.rules.words import counted
from views.jobs import Job, Lane
from views.papers.offer import PaperWindow, offer
from views.papers.wish import PaperWish
from views.saving import ask_folder, beginning_for, open_file
from views.spawned import KeptProcess
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What no file name may hold on Windows."""
_LONGEST = 100
_KIND = "papers"
"""Under which name the folder used last is remembered."""


@dataclass(frozen=True, slots=True)
class BatchPaper:
    """One of the papers: what it is called, which speaks of its kind and number, never of a person; its bytes.

    `read` runs on the documents lane and draws in the process it is given; `suffix` begins with a dot.
    """

    name: str
    read: Callable[[KeptProcess, Progress], bytes]
    suffix: str = ".pdf"


@dataclass(frozen=True, slots=True)
class BoundPapers:
    """Papers that are shown as one document; each has its bookmark. To be given to `offer`."""

    title: str
    file_name: str
    papers: tuple[BatchPaper, ...]
    tab: str = ""
    unit: str = "документов"
    master: None = None
    kinds: tuple[FileKind, ...] = ("pdf",)

    def content(self, _at: Workplace, _kind: FileKind, progress: Progress, /) -> bytes:
        """All of them as one PDF; `progress` counts papers. Raises UserError naming the paper that cannot be drawn."""
        total = len(self.papers)
        with closing(KeptProcess()) as process:
            drawn = [(each.name, content) for each, content in _read(self.papers, process, progress)]
            try:
                return process.run(_still(progress, total, total), bound_papers, drawn, self.title)
            except ValueError as problem:
                raise UserError(
                    "Один из приложенных файлов PDF не читается, вместе документы не напечатать.",
                    "Напечатайте их по одному или приложите скан снова.",
                ) from problem


def drawn_paper(at: Workplace, wish: PaperWish, name: str) -> BatchPaper:
    """A printed form as one of several papers."""
    return BatchPaper(name, lambda process, progress: wish.drawn(at, "pdf", process, progress))


def show_papers(workplace: Workplace, parent: QWidget, title: str, papers: Sequence[BatchPaper]) -> PaperWindow:
    """Show those papers that are PDF as one document, to be printed or saved."""
    day = f"{workplace.db.today():%Y%m%d}"
    pages = tuple(each for each in papers if each.suffix == ".pdf")
    return offer(workplace, parent, BoundPapers(title, f"dokumenty-{day}", pages))


def save_papers(
    workplace: Workplace,
    parent: QWidget,
    papers: Sequence[BatchPaper],
    progress_sheet: ProgressSheet,
    *,
    choose: Callable[[QWidget, Path], Path | None] = ask_folder,
) -> None:
    """Ask for a folder and write every paper into a new one in it: all of them, or, where that is stopped, nothing."""
    remembered = workplace.remembered
    chosen = choose(parent, beginning_for(remembered, _KIND))
    if chosen is None:
        return
    remembered.remember_folder(_KIND, chosen)
    target = _new_folder(chosen, f"Документы {workplace.db.today():%Y-%m-%d}")

    def work(progress: Progress) -> int:
        names = file_names(papers)
        with closing(KeptProcess()) as process, writing_folder(target) as folder:
            for name, (_paper, content) in zip(names, _read(papers, process, progress), strict=True):
                write_whole(folder / name, content)
        progress(len(papers), len(papers))
        return len(papers)

    def done(files: int) -> None:
        written = counted(files, "файл", "файла", "файлов")
        workplace.messages.tell(f"Записано: {written}, папка «{target.name}».", ("Открыть", lambda: open_file(target)))

    def stopped() -> None:
        workplace.messages.tell("Запись остановлена, в папке ничего не осталось.")

    job = Job(work)
    job.done.connect(done)
    job.stopped.connect(stopped)
    job.refused.connect(workplace.messages.refuse)
    progress_sheet.follow(cast("Job[object]", job), "Записываем документы", unit="документов")
    workplace.jobs.start(job, lane=Lane.DOCUMENTS)


def file_names(papers: Iterable[BatchPaper]) -> list[str]:
    """The names of the files, fit for any disk; of those that are alike all but the first are numbered."""
    names: list[str] = []
    taken: set[str] = set()
    for paper in papers:
        stem = _UNFIT.sub("–", paper.name)[:_LONGEST].strip(" .")
        name, number = f"{stem}{paper.suffix}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){paper.suffix}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _read(papers: Sequence[BatchPaper], process: KeptProcess, progress: Progress) -> Iterator[tuple[BatchPaper, bytes]]:
    for done, paper in enumerate(papers):
        progress(done, len(papers))
        try:
            content = paper.read(process, _still(progress, done, len(papers)))
        except UserError as sentence:
            raise UserError(f"{paper.name}: {sentence.message}", sentence.advice) from sentence
        yield paper, content


def _still(progress: Progress, done: int, total: int) -> Progress:
    """Inside one paper: as far as before it, asked all the same whether to stop."""

    def report(_done: int, _total: int) -> None:
        progress(done, total)

    return report


def _new_folder(within: Path, name: str) -> Path:
    """A folder that is not there yet."""
    target, number = within / name, 1
    while target.exists():
        number += 1
        target = within / f"{name} ({number})"
    return target
