"""The report of a site: rows → layout → PDF and XLSX (domain.md §5 «Отчёт», sections 1–13 and appendices).

Every figure comes from `ReportData`; every heading, column and standing sentence from resources/forms/report.json.
"""

from dataclasses import fields as fields_of
from functools import cache
from pathlib import Path

from exports.files import writing_whole
from exports.layout import Content, FormLayout, Vocabulary, filled, read_layout
from exports.pdf.document import draw_document
from exports.xlsx.document import fill_workbook
from models.rows.report import (
    REPORT_TABLES,
    TEXT_CODES,
    ReportData,
    ReportSignatures,
    ReportTotals,
    SitePassport,
)
from resources.loader import read_bytes

_OWN_FIELDS = ("period_code", "period_title", "period_start", "period_end", "kind_title")
_COMPUTED_TOTALS = ("participants", "academic_hours", "plan_percent")
_COMPUTED_COLUMNS = {"indicators": ("percent",)}


def report_layout(source: bytes | None = None) -> FormLayout:
    """The form of the report: the one that ships with the program, or `source` (JSON), checked.

    Raises UserError saying the place where `source` does not fit the report.
    """
    return _shipped_layout() if source is None else read_layout(source, report_vocabulary())


@cache
def report_vocabulary() -> Vocabulary:
    """What the form of the report may name."""
    names = [*_OWN_FIELDS, *_COMPUTED_TOTALS]
    for part in (SitePassport, ReportSignatures, ReportTotals):
        names.extend(field.name for field in fields_of(part))
    return Vocabulary(
        tables={
            name: frozenset((*row.__annotations__, *_COMPUTED_COLUMNS.get(name, ())))
            for name, row in REPORT_TABLES.items()
        },
        fields=frozenset(names),
        texts=frozenset(TEXT_CODES),
    )


def report_pdf_bytes(data: ReportData, *, layout: FormLayout | None = None) -> bytes:
    """The report as a PDF; the same data and layout give the same bytes."""
    form = layout or report_layout()
    content = _content(data)
    return draw_document(form, content, title=_title(form, content), author=data.passport.short_name)


def report_xlsx_bytes(data: ReportData, *, layout: FormLayout | None = None) -> bytes:
    """The report as a workbook; the same data and layout give the same bytes."""
    form = layout or report_layout()
    content = _content(data)
    return fill_workbook(form, content, title=_title(form, content), author=data.passport.short_name)


def write_report_pdf(data: ReportData, target: Path, *, layout: FormLayout | None = None) -> None:
    """Write the report to `target` as a PDF, whole or not at all; raises UserError as `writing_whole` does."""
    with writing_whole(target) as part:
        part.write_bytes(report_pdf_bytes(data, layout=layout))


def write_report_xlsx(data: ReportData, target: Path, *, layout: FormLayout | None = None) -> None:
    """Write the report to `target` as a workbook, whole or not at all; raises UserError as `writing_whole` does."""
    with writing_whole(target) as part:
        part.write_bytes(report_xlsx_bytes(data, layout=layout))


@cache
def _shipped_layout() -> FormLayout:
    return read_layout(read_bytes("forms/report.json"), report_vocabulary())


def _content(data: ReportData) -> Content:
    values: dict[str, object] = {name: getattr(data, name) for name in _OWN_FIELDS}
    for part in (data.passport, data.signatures, data.totals):
        values |= {field.name: getattr(part, field.name) for field in fields_of(part)}
    values |= {name: getattr(data.totals, name) for name in _COMPUTED_TOTALS}
    return Content(fields=values, tables={name: getattr(data, name) for name in REPORT_TABLES}, texts=data.texts)


def _title(form: FormLayout, content: Content) -> str:
    """One line for the properties of the file: the lines of the title, joined."""
    return " ".join(filled(line, content.fields) for line in form.title)
