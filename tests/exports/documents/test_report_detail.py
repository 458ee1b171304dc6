"""A report prints each of its tables in the detail chosen for it: on paper, in the workbook and in the document."""

from dataclasses import replace

from exports.documents.report import report_pdf_bytes, report_xlsx_bytes
from exports.registry import report_bytes
from models.rows.report import ReportData
from models.rows.reports import DETAILED, TableDetail
from tests.exports.documents.reading import sheets_of, text_of
from tests.exports.documents.sample_report import believable_report


def with_detail(**detail: TableDetail) -> ReportData:
    return replace(believable_report(), detail={table: each.value for table, each in detail.items()})


def test_a_table_that_is_not_wanted_is_nowhere() -> None:
    data = with_detail(products=TableDetail.NONE)
    data = replace(data, texts={**data.texts, "products": ""})
    assert "Продукты" not in sheets_of(report_xlsx_bytes(data))
    paper = text_of(report_pdf_bytes(data))
    assert data.products[0].title not in paper
    assert "Готовых продуктов за отчётный период нет" not in paper


def test_the_text_of_a_section_stays_without_its_table() -> None:
    data = with_detail(geography=TableDetail.NONE)
    data = replace(data, texts={**data.texts, "geography": "Из девяти муниципалитетов."})
    assert "Из девяти муниципалитетов." in text_of(report_pdf_bytes(data))


def test_a_short_table_has_no_columns_of_prose() -> None:
    short = sheets_of(report_xlsx_bytes(with_detail(events=TableDetail.SHORT)))["Мероприятия"]
    full = sheets_of(report_xlsx_bytes(believable_report()))["Мероприятия"]
    assert ("Материалы" in full[1], "Материалы" in short[1], "Тема" in short[1]) == (True, False, True)
    assert len(short) == len(full)


def test_everything_in_short_and_everything_in_full_can_be_drawn() -> None:
    data = with_detail(**dict.fromkeys(DETAILED, TableDetail.SHORT))
    for kind in ("pdf", "xlsx", "docx"):
        assert report_bytes(kind, data) != report_bytes(kind, believable_report())
