"""The report drawn as it stands now: what the preview shows, and the printer prints, is the exported file itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exports.registry import report_bytes
from models.database import Database
from models.progress import Progress
from models.queries.report import report_data
from models.rows.report import ReportData
from models.rules.periods import Period
from views.papers.pages import page_count, page_size
from views.papers.printing import Drawn
from views.spawned import KeptProcess


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """A report as it will come out, and what it was drawn from."""

    period: Period
    data: ReportData
    form: Drawn

    @property
    def pdf(self) -> bytes:
        """The bytes of its PDF."""
        return self.form.pdf

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.form.pages


def draw_report(
    db: Database,
    period: Period,
    process: KeptProcess,
    progress: Progress,
    *,
    texts: Mapping[str, str] | None = None,
    former: DrawnReport | None = None,
) -> DrawnReport:
    """Draw the report of a period as it stands now, with `texts` that are not stored yet; runs on the documents lane.

    Where nothing that it prints has changed, `former` is the answer.
    """
    data = report_data(db, period)
    data = replace(data, texts={**data.texts, **(texts or {})})
    if former is not None and former.data == data:
        return former
    pdf = process.run(progress, report_bytes, "pdf", data)
    return DrawnReport(period, data, Drawn(f"Отчёт, {period.title}", pdf, page_count(pdf), page_size(pdf, 0).width()))
