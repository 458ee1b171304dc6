"""Pages of a PDF as pictures: what the preview shows is the exported file itself."""

from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtGui import QImage

from exports.registry import report_bytes
from models.database import Database
from models.progress import Progress
from models.queries.report import report_data
from models.rules.periods import Period
from views.spawned import in_process

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """The bytes of a report's PDF and its number of pages."""

    period: Period
    pdf: bytes
    pages: int


def draw_report(db: Database, period: Period, progress: Progress) -> DrawnReport:
    """Draw the report of a period as it stands now; runs on the documents lane."""
    import pypdfium2

    data = report_data(db, period)
    pdf = in_process(progress, report_bytes, "pdf", data)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return DrawnReport(period, pdf, len(document))
    finally:
        document.close()


def page_image(drawn: DrawnReport, page: int, *, dots_per_inch: float) -> QImage:
    """One page (from 0) as a picture of its own; runs on the documents lane."""
    import pypdfium2

    document = pypdfium2.PdfDocument(drawn.pdf)
    try:
        # pypdfium2 ships without types.
        bitmap = cast("Any", document[page]).render(scale=dots_per_inch / POINTS_PER_INCH)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
        return image.copy()
    finally:
        document.close()
