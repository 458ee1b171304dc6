"""Everything that can leave the program, as one plain tuple; heavy libraries are imported when it is asked for.

Whoever shows or offers an export imports this module only: reportlab and openpyxl stay out until they are needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from models.rows.report import ReportData

ReportKind = Literal["pdf", "xlsx"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file: its key, what it is called for the person, its ending, and what gives its bytes."""

    key: ReportKind
    label: str
    suffix: str
    write: Callable[[ReportData], bytes]


def _report_pdf(data: ReportData) -> bytes:
    from exports.documents.report import report_pdf_bytes

    return report_pdf_bytes(data)


def _report_xlsx(data: ReportData) -> bytes:
    from exports.documents.report import report_xlsx_bytes

    return report_xlsx_bytes(data)


EXPORTERS = (
    Exporter("pdf", "Отчёт, документ PDF", ".pdf", _report_pdf),
    Exporter("xlsx", "Отчёт, таблица Excel", ".xlsx", _report_xlsx),
)
"""The printed forms of a report."""


def report_bytes(kind: ReportKind, data: ReportData) -> bytes:
    """The file of a report; a plain function, so that it can run in a spawned process."""
    (exporter,) = [each for each in EXPORTERS if each.key == kind]
    return exporter.write(data)
