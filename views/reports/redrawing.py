"""Approved reports drawn anew once somebody's data are gone: one job, begun where their files were dropped."""

from functools import partial
from typing import cast

from exports.redrawn_reports import redraw_reports
from exports.registry import report_bytes
from models.progress import Progress
from models.queries.report_versions import reports_without_files
from views.jobs import Job, Lane
from views.spawned import KeptProcess
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_SENTENCE = "Рисуем утверждённые отчёты без имени"


def redraw_in_background(workplace: Workplace, progress: ProgressSheet | None = None) -> None:
    """Draw what waits to be drawn, if anything does; cut off, it is done at the next start."""
    db, attachments, actor = workplace.db, workplace.attachments, workplace.actor()
    if not reports_without_files(db):
        return

    def work(report: Progress) -> int:
        process = KeptProcess()
        try:
            draw = partial(process.run, report, report_bytes)
            return redraw_reports(db, attachments, report, actor=actor, draw=draw)
        finally:
            process.close()

    job = Job(work)
    job.awaited_as = _SENTENCE
    job.refused.connect(workplace.messages.refuse)
    if progress is not None:
        progress.follow(cast("Job[object]", job), _SENTENCE, unit="отчётов")
    workplace.jobs.start(job, lane=Lane.DOCUMENTS)
