"""The portfolio of a trainee: looked at and printed as one paper, and written as a folder to take away."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from exports.portfolio_folder import write_portfolio
from exports.registry import paper_bytes
from models.progress import Progress
from models.queries.portfolio import portfolio, portfolio_files
from models.queries.site_forms import site_layouts
from models.rules.words import counted
from views.jobs import Job, Lane
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.saving import ask_folder, beginning_for, open_file
from views.spawned import in_process
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_KIND = "portfolio"


def show_portfolio(workplace: Workplace, parent: QWidget, enrollment_id: int) -> None:
    """Show the portfolio as it will come out."""
    wish = PaperWish(
        "portfolio",
        "Портфолио стажёра",
        file_name(enrollment_id),
        lambda db: portfolio(db, enrollment_id, attachments=workplace.attachments),
    )
    offer(workplace, parent, wish)


def take_portfolio(
    workplace: Workplace,
    parent: QWidget,
    enrollment_id: int,
    progress_sheet: ProgressSheet,
    *,
    choose: Callable[[QWidget, Path], Path | None] = ask_folder,
) -> None:
    """Ask where the folder goes and write it there with the files of her works."""
    remembered = workplace.remembered
    chosen = choose(parent, beginning_for(remembered, _KIND))
    if chosen is None:
        return
    remembered.remember_folder(_KIND, chosen)
    db, attachments, target = workplace.db, workplace.attachments, chosen / file_name(enrollment_id)

    def work(progress: Progress) -> int:
        hers = portfolio(db, enrollment_id, attachments=attachments)
        pdf = in_process(progress, paper_bytes, "portfolio", "pdf", hers, site_layouts(db))
        files = portfolio_files(db, enrollment_id)
        return write_portfolio(target, pdf, files, attachments=attachments, progress=progress)

    def done(files: int) -> None:
        written = counted(files, "файл", "файла", "файлов")
        workplace.messages.tell(
            f"Папка портфолио записана: {target.name}, {written}.", ("Открыть", lambda: open_file(target))
        )

    job = Job(work)
    job.done.connect(done)
    job.refused.connect(workplace.messages.refuse)
    progress_sheet.follow(cast("Job[object]", job), "Собираем портфолио", unit="файлов")
    workplace.jobs.start(job, lane=Lane.DOCUMENTS)


def file_name(enrollment_id: int) -> str:
    """What the file and the folder are called: by a number, never by a person."""
    return f"portfolio-{enrollment_id:04}"
