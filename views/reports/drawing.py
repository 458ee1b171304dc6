"""Pages of a PDF as pictures: what the preview shows, and the printer prints, is the exported file itself."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from exports.registry import report_bytes
from models.database import Database
from models.progress import Progress
from models.queries.report import report_data
from models.rows.report import ReportData
from models.rules.periods import Period
from views.spawned import KeptProcess

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """The bytes of a report's PDF, its number of pages, and what they were drawn from."""

    period: Period
    data: ReportData
    pdf: bytes
    pages: int


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
    with _opened(pdf) as document:
        return DrawnReport(period, data, pdf, len(document))


def page_image(drawn: DrawnReport, page: int, *, dots_per_inch: float) -> QImage:
    """One page (from 0) as a picture of its own; runs on the documents lane."""
    with _opened(drawn.pdf) as document:
        bitmap = document[page].render(scale=dots_per_inch / POINTS_PER_INCH)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
        return image.copy()


def page_size(drawn: DrawnReport, page: int) -> QSizeF:
    """Width and height of a page (from 0), points."""
    with _opened(drawn.pdf) as document:
        width, height = document[page].get_size()
        return QSizeF(width, height)


@contextmanager
def _opened(pdf: bytes) -> Generator[Any]:
    import pypdfium2

    # pypdfium2 ships without types.
    document = cast("Any", pypdfium2.PdfDocument(pdf))
    try:
        yield document
    finally:
        document.close()
