"""The report as a workbook, read back by calamine, by openpyxl and by LibreOffice after it calculated anew."""

import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exports.documents.report import report_layout, report_pdf_bytes, report_xlsx_bytes, write_report_xlsx
from exports.layout import ChartPart, FactsPart, shown
from models.rows.report import ReportData
from tests.exports.documents.reading import sheets_of, text_of
from tests.exports.documents.sample_report import HOSTILE, believable_report, empty_report, stress_report

_LOWEST_ROW = 12.8 * 12_700
"""Height of an empty row as LibreOffice draws it, EMU."""

TABLES = [
    "План",
    "План по месяцам",
    "Мероприятия",
    "Вне плана",
    "Форматы",
    "По месяцам",
    "Программы",
    "География",
    "Диагностика",
    "Продукты",
    "Диссеминация",
    "Удовлетворённость",
    "Показатели",
]


def facts_of(rows: list[list[Any]]) -> dict[str, Any]:
    return {row[0]: row[1] for row in rows if row[0]}


def test_the_summary_comes_first_then_a_sheet_for_each_table() -> None:
    assert list(sheets_of(report_xlsx_bytes(believable_report()))) == ["Сводка", "Паспорт", *TABLES, "Пояснения"]


def test_a_table_without_rows_has_no_sheet() -> None:
    assert list(sheets_of(report_xlsx_bytes(empty_report()))) == ["Сводка", "Паспорт"]


def test_dates_are_dates_and_numbers_are_numbers() -> None:
    data = believable_report()
    rows = sheets_of(report_xlsx_bytes(data))["План"]
    first, item = rows[2], data.plan_items[0]
    assert first[:7] == [1, item.title, item.format, item.due, item.done_on, 15, item.participants_actual]
    assert type(first[3]) is date
    assert type(first[0]) is float


def test_academic_hours_and_per_cent_are_numbers_too() -> None:
    sheets = sheets_of(report_xlsx_bytes(believable_report()))
    hours = sheets["Форматы"][1].index("Часов")
    assert [row[hours] for row in sheets["Форматы"] if row[0] == "экскурсия"] == [2.22]
    percent = sheets["Показатели"][1].index("Выполнение")
    assert [row[percent] for row in sheets["Показатели"][2:]] == [1.4, 0.75, 1.0385, ""]


def test_a_code_with_leading_noughts_stays_text() -> None:
    rows = sheets_of(report_xlsx_bytes(believable_report()))["География"]
    assert rows[2][1] == "05555000"


def test_what_looks_like_a_formula_stays_text() -> None:
    content = report_xlsx_bytes(stress_report())
    book = load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    values = {cell.value for cell in cells if cell.data_type == "s"}
    assert {text for text in HOSTILE if text[0] in "=+-@"} <= values
    packed = zipfile.ZipFile(BytesIO(content))
    assert not [name for name in packed.namelist() if "worksheets" in name and b"<f>" in packed.read(name)]


def test_characters_that_xml_cannot_carry_are_dropped() -> None:
    titles = [row[1] for row in sheets_of(report_xlsx_bytes(stress_report()))["План"]]
    assert "невидимое и звонок" in titles


def test_the_sheet_prints_on_a4_with_its_header_on_every_page() -> None:
    book = load_workbook(BytesIO(report_xlsx_bytes(believable_report())))
    for name in TABLES:
        sheet: Any = book[name]
        assert sheet.freeze_panes == "A3"
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_margins.left * 25.4 == pytest.approx(20)
        assert sheet.page_margins.right * 25.4 == pytest.approx(10)
        assert sheet.oddHeader.center.text == "&P"
    assert book["План"].page_setup.orientation == "landscape"
    assert book["География"].page_setup.orientation == "portrait"


def test_the_filter_leaves_the_totals_out() -> None:
    sheet: Any = load_workbook(BytesIO(report_xlsx_bytes(believable_report())))["План"]
    assert sheet.auto_filter.ref == f"A2:I{2 + len(believable_report().plan_items)}"


def charts_of(content: bytes) -> list[str]:
    packed = zipfile.ZipFile(BytesIO(content))
    return [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/charts/chart")]


def test_one_native_chart_stands_under_the_formats_with_its_values_kept() -> None:
    formats = believable_report().formats
    [drawn] = [chart for chart in charts_of(report_xlsx_bytes(believable_report())) if formats[0].format in chart]
    assert [int(value) for value in re.findall(r"<(?:c:)?v>(\d+)</", drawn)] == [row.events for row in formats]


def test_the_chart_of_competences_shows_entry_and_exit() -> None:
    rows = believable_report().diagnostics
    charts = charts_of(report_xlsx_bytes(believable_report()))
    [drawn] = [chart for chart in charts if "Средняя оценка: светлое" in chart]
    assert rows[0].competence in drawn
    kept = [float(value) for value in re.findall(r"<(?:c:)?v>(\d\.?\d*)</", drawn)]
    means = [*(row.mean_entry for row in rows), *(row.mean_exit for row in rows)]
    assert kept == [round(mean, 2) for mean in means if mean is not None], "what is not known has no bar"


def test_charts_of_one_table_stand_below_one_another() -> None:
    sheet: Any = load_workbook(BytesIO(report_xlsx_bytes(believable_report())))["Диагностика"]
    above, below = sorted(sheet._charts, key=lambda chart: chart.anchor._from.row)
    assert (below.anchor._from.row - above.anchor._from.row) * _LOWEST_ROW > above.anchor.ext.height


def test_every_chart_of_the_paper_is_a_native_one_with_the_same_figures() -> None:
    data = believable_report()
    drawn = charts_of(report_xlsx_bytes(data))
    parts = [part for section in report_layout().sections for part in section.parts if isinstance(part, ChartPart)]
    assert len(drawn) == len(parts)
    assert {part.rows for part in parts} >= {"plan_months", "formats", "event_months", "diagnostics", "geography"}
    for part in parts:
        [native] = [chart for chart in drawn if part.caption in chart]
        rows = getattr(data, part.rows)
        for column in filter(None, (part.before, part.value)):
            figures = [getattr(row, column) for row in rows if getattr(row, column) is not None]
            said = "".join(f"<v>{round(float(figure), 2):g}</v>" for figure in figures)
            assert said in re.sub(r"<pt idx=.\d+.>|</pt>|c:", "", native), (part.caption, column)


def test_the_properties_name_the_report_the_site_and_the_language() -> None:
    properties = load_workbook(BytesIO(report_xlsx_bytes(believable_report()))).properties
    assert properties.title is not None
    assert "за I квартал 2026 года" in properties.title
    assert properties.creator == "МБДОУ «Детский сад № 41 «Кедровка»"
    assert properties.language == "ru-RU"


def test_the_same_report_gives_the_same_bytes() -> None:
    first = report_xlsx_bytes(believable_report())
    assert report_xlsx_bytes(believable_report()) == first
    packed = zipfile.ZipFile(BytesIO(first))
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01T00:00:00Z</dcterms:modified>" in packed.read("docProps/core.xml")


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    write_report_xlsx(believable_report(), tmp_path / "отчёт.xlsx")
    assert (tmp_path / "отчёт.xlsx").read_bytes() == report_xlsx_bytes(believable_report())


def test_the_figures_of_the_summary_are_those_of_the_data() -> None:
    data = believable_report()
    facts = facts_of(sheets_of(report_xlsx_bytes(data))["Сводка"])
    assert facts["Пунктов плана на период"] == data.totals.planned
    assert facts["— посещений по спискам"] == data.totals.visits
    assert facts["Академических часов"] == data.totals.academic_hours
    assert facts["Средняя оценка участников (1–5)"] == 4.62
    assert len(facts) >= 30


def test_a_name_that_is_left_out_is_in_no_part_of_the_file() -> None:
    data = believable_report()
    open_data = replace(
        data, passport=replace(data.passport, head_name=None), signatures=data.signatures.without_names()
    )
    packed = zipfile.ZipFile(BytesIO(report_xlsx_bytes(open_data)))
    everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert "Вымышленная" not in everything
    assert "Придуманный" not in everything
    assert "Кедровка" in everything


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[list[Any]]]]:
    """Both reports after LibreOffice opened them, calculated anew and saved."""
    folder = tmp_path_factory.mktemp("office")
    reports = {"believable": believable_report(), "stress": stress_report()}
    for name, data in reports.items():
        (folder / f"{name}.xlsx").write_bytes(report_xlsx_bytes(data))
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        *(str(folder / f"{name}.xlsx") for name in reports),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return {name: sheets_of((folder / "out" / f"{name}.xlsx").read_bytes()) for name in reports}


def test_libreoffice_finds_no_error_cell(recalculated: dict[str, dict[str, list[list[Any]]]]) -> None:
    for sheets in recalculated.values():
        for rows in sheets.values():
            assert not [cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith("#")]


def test_libreoffice_reads_what_was_written(recalculated: dict[str, dict[str, list[list[Any]]]]) -> None:
    written = sheets_of(report_xlsx_bytes(believable_report()))
    for name, rows in written.items():
        found = [[cell for cell in row if cell != ""] for row in recalculated["believable"][name]]
        assert found == [[cell for cell in row if cell != ""] for row in rows]


def test_the_totals_are_the_same_in_the_data_the_pdf_and_libreoffice(
    recalculated: dict[str, dict[str, list[list[Any]]]],
) -> None:
    data: ReportData = believable_report()
    sheets = recalculated["believable"]
    text = text_of(report_pdf_bytes(data)).replace("\u00a0", " ")
    facts = facts_of(sheets["Сводка"])
    for part in report_layout().summary.parts:
        assert isinstance(part, FactsPart)
        for fact in part.fields:
            value = getattr(data.totals, fact.key)
            expected = value / 100 if fact.kind == "percent" else value
            assert facts[fact.title] == pytest.approx(expected, abs=0.005)
            assert f"{fact.title} {shown(value, fact.kind)}".replace("\u00a0", " ") in text
    people = sum(event.participants for event in data.events)
    minutes = sum(event.minutes for event in data.events)
    total = [cell for cell in sheets["Мероприятия"][-1] if cell != ""]
    assert total == ["Итого", people, pytest.approx(minutes / 45, abs=0.005)]
    assert f"Итого {people} {shown(minutes, 'hours')}" in text
    assert people + sum(event.participants for event in data.unplanned_events) == data.totals.participants


def test_a_formula_typed_as_text_is_not_calculated(recalculated: dict[str, dict[str, list[list[Any]]]]) -> None:
    titles = {row[1] for row in recalculated["stress"]["План"]}
    assert {"=1+1", "+7", "-2+3", "@SUM(A1:A9)", "=cmd|'/c calc'!A0"} <= titles
