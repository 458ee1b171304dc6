"""A report drawn as it stands: what the preview shows, and the printer prints, is the exported file itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from exports.registry import FileKind, placed_report, report_bytes
from models.database import Database
from models.progress import Progress
from models.queries.report_compare import changed_since
from models.queries.report_versions import kept_file, report_to_show
from models.queries.site_forms import site_layouts
from models.rows.report import ReportData
from models.rows.report_records import Figure
from models.rows.reports import ReportLine
from models.rows.site_forms import Layouts
from models.rules.periods import Period, parse_period
from views.papers.marks import PageMark
from views.papers.pages import Drawn, drawn_pages
from views.reports.change_marks import change_marks, mark_of_row
from views.reports.comparing import ChangeLine
from views.spawned import KeptProcess


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """A version of a report as it will come out, and what it was drawn from."""

    report_id: int
    period: Period
    data: ReportData
    layouts: Layouts
    form: Drawn
    marks: Mapping[Figure, PageMark]
    """The cells of a correcting report that say something else than the report it corrects."""

    @property
    def pdf(self) -> bytes:
        """The bytes of its PDF."""
        return self.form.pdf

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.form.pages

    def mark_of(self, line: ChangeLine) -> PageMark | None:
        """Where a difference is marked on the pages."""
        if line.spot is None or line.row is None:
            return self.marks.get(line.spot) if line.spot is not None else None
        return mark_of_row(self.marks, self.data, line.spot.table, line.row.title)


def draw_report(
    db: Database,
    report: ReportLine,
    process: KeptProcess,
    progress: Progress,
    *,
    folder: Path,
    texts: Mapping[str, str] | None = None,
    former: DrawnReport | None = None,
) -> DrawnReport:
    """Draw a version of a report, with `texts` that are not stored yet; runs on the documents lane.

    Of an approved one it is the file that was frozen (`folder` holds the attachments). Where nothing that it prints
    has changed, `former` is the answer.
    """
    data = report_to_show(db, report.id)
    data = replace(data, texts={**data.texts, **(texts or {})})
    layouts = site_layouts(db)
    if former is not None and (former.report_id, former.data, former.layouts) == (report.id, data, layouts):
        return former
    pdf = kept_file(db, folder, report.id, "pdf")
    marks: dict[Figure, PageMark] = {}
    if pdf is None or report.corrects_id is not None:
        drawn, places = process.run(progress, placed_report, data, layouts)
        # A frozen page is marked only where it is the one whose cells are known.
        if report.corrects_id is not None and pdf in (None, drawn):
            marks = change_marks(places, changed_since(db, report.id))
        pdf = pdf or drawn
    period = parse_period(report.period)
    return DrawnReport(report.id, period, data, layouts, drawn_pages(f"Отчёт, {period.title}", pdf), marks)


def report_file(
    db: Database, report: ReportLine, kind: FileKind, process: KeptProcess, progress: Progress, *, folder: Path
) -> bytes:
    """The file of a version: the frozen one of an approved report, of a draft drawn now; on the documents lane."""
    if (kept := kept_file(db, folder, report.id, kind)) is not None:
        return kept
    return process.run(progress, report_bytes, kind, report_to_show(db, report.id), site_layouts(db))
