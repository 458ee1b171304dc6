"""Dates of the plan as a file that a phone's calendar takes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from exports.files import write_whole
from exports.registry import calendar_file
from models.progress import Progress
from models.queries.plan_calendar import calendar_entries
from models.rows.plan_board import LineWish
from models.rules.periods import Period
from models.rules.plan_periods import short_title
from models.rules.words import counted
from views.jobs import Job, Lane
from views.saving import beginning_for
from views.spawned import in_process
from views.workplace import Workplace

ChooseTarget = Callable[[QWidget, Path, str], Path | None]


def save_dates(
    workplace: Workplace, parent: QWidget, period: Period, *, wish: LineWish, choose_target: ChooseTarget
) -> None:
    """Ask where the `.ics` file goes, and write the lines of a period into it that pass the wish."""
    db, title = workplace.db, f"План работ, {short_title(period)}"
    name = f"{title}.ics".replace("/", "–")
    target = choose_target(parent, beginning_for(workplace.remembered, "ics") / name, "ics")
    if target is None:
        return
    workplace.remembered.remember_folder("ics", target.parent)

    def work(progress: Progress) -> int:
        entries = calendar_entries(db, period.start, period.end, wish)
        write_whole(target, in_process(progress, calendar_file, entries, title))
        return len(entries)

    def told(count: int) -> None:
        dates = counted(count, "дата", "даты", "дат")
        workplace.messages.tell(f"Записано в {target.name}: {dates}. Откройте файл на телефоне, чтобы добавить их")

    job = Job(work)
    job.done.connect(told)
    job.refused.connect(workplace.messages.refuse)
    workplace.jobs.start(job, lane=Lane.DOCUMENTS)
