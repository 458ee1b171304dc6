"""The report of a site: rows → layout → PDF, XLSX and DOCX (domain.md §5 «Отчёт», sections 1–13 and appendices).

Every figure comes from `ReportData`; every heading, column and standing sentence from resources/forms/report.json.
"""

from pathlib import Path

from typing_extensions import override

from exports.detail import with_detail
from exports.documents.forms import PrintedForm
from exports.layout import FormLayout, Vocabulary
from models.files import writing_whole
from models.rows.report import TEXT_CODES, ReportData


class ReportForm(PrintedForm[ReportData]):
    """The form of the report, with its tables in the detail that was chosen."""

    @override
    def fitted(self, layout: FormLayout, data: ReportData) -> FormLayout:
        return with_detail(layout, data.detail)


REPORT = ReportForm("report.json", ReportData, texts=TEXT_CODES)
"""The report of a period."""


def report_layout(source: bytes | None = None) -> FormLayout:
    """The form of the report: the one that ships with the program, or `source` (JSON), checked.

    Raises UserError saying the place where `source` does not fit the report.
    """
    return REPORT.layout(source)


def report_vocabulary() -> Vocabulary:
    """What the form of the report may name."""
    return REPORT.vocabulary


def report_pdf_bytes(data: ReportData, *, layout: FormLayout | None = None) -> bytes:
    """The report as a PDF; the same data and layout give the same bytes."""
    return REPORT.pdf(data, layout=layout)


def report_xlsx_bytes(data: ReportData, *, layout: FormLayout | None = None) -> bytes:
    """The report as a workbook; the same data and layout give the same bytes."""
    return REPORT.xlsx(data, layout=layout)


def write_report_pdf(data: ReportData, target: Path, *, layout: FormLayout | None = None) -> None:
    """Write the report to `target` as a PDF, whole or not at all; raises UserError as `writing_whole` does."""
    with writing_whole(target) as part:
        part.write_bytes(report_pdf_bytes(data, layout=layout))


def write_report_xlsx(data: ReportData, target: Path, *, layout: FormLayout | None = None) -> None:
    """Write the report to `target` as a workbook, whole or not at all; raises UserError as `writing_whole` does."""
    with writing_whole(target) as part:
        part.write_bytes(report_xlsx_bytes(data, layout=layout))
