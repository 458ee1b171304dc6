"""What kindergartens are sent: a table that comes back through our own importer, and a form of one page."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from exports.documents.intake import FIRST_ROW, INTAKE, LISTS, ROWS, SHEET
from models.imports.roster import read_roster
from models.rows.codes import Category, Education
from models.rows.roster import PersonFields, RosterSheet
from models.rules.qualifications import MAX_EXPERIENCE
from tests.exports.documents.sample_papers import intake_form

PEOPLE = (
    ("Абрамова", "Инна", "Петровна", "воспитатель", "МБДОУ № 5", "Артёмовский городской округ", "8 914 000 00 01",
     "inna@example.ru", "первая", "высшее педагогическое", 7),
    ("Ли", "Анна-Мария", None, "мастер игры", "Д/с «Ёлочка»", "Чугуевский муниципальный округ", 89140000002, None,
     "без категории", "обучается", 0),
)  # fmt: skip


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The table as a kindergarten sends it back."""
    book = load_workbook(BytesIO(INTAKE.xlsx(intake_form())))
    for row, said in enumerate(PEOPLE, start=FIRST_ROW):
        for column, value in enumerate(said, start=2):
            book[SHEET].cell(row, column, value)
    book.save(tmp_path / "сад.xlsx")
    return tmp_path / "сад.xlsx"


def _read(path: Path) -> RosterSheet:
    return read_roster(path, today=date(2026, 3, 1))


def test_a_filled_table_comes_back_cell_by_cell(filled: Path) -> None:
    one, two = (row.person for row in _read(filled).rows)
    assert one == PersonFields(
        last_name="Абрамова", first_name="Инна", patronymic="Петровна", position="воспитатель",
        organization="МБДОУ № 5", municipality="Артёмовский городской округ", phone="+79140000001",
        email="inna@example.ru", category="первая", education="высшее педагогическое", experience_years=7,
    )  # fmt: skip
    assert (two.last_name, two.first_name, two.phone, two.education) == (
        "Ли",
        "Анна-Мария",
        "+79140000002",
        "обучается",
    )


def test_every_column_is_recognised_and_the_example_is_no_person(filled: Path) -> None:
    roster = _read(filled)
    assert roster.ignored_columns == ("№",)
    assert [(row.row, row.reason) for row in roster.skipped] == [(FIRST_ROW - 1, "образец")]
    assert [row.row for row in roster.rows] == [FIRST_ROW, FIRST_ROW + 1]


def test_categories_and_education_are_chosen_from_our_lists_and_a_position_may_be_another() -> None:
    book = load_workbook(BytesIO(INTAKE.xlsx(intake_form())))
    sheet = book[SHEET]
    assert isinstance(sheet, Worksheet)
    assert book[LISTS].sheet_state == "hidden"
    rules = {rule.errorTitle: rule for rule in sheet.data_validations.dataValidation}
    assert [rules[name].errorStyle for name in ("Должность", "Категория")] == ["warning", "stop"]
    listed = {name: _listed(book[LISTS], rules[name].formula1) for name in ("Должность", "Категория", "Образование")}
    assert listed == {
        "Должность": list(intake_form().positions),
        "Категория": [each.label for each in Category],
        "Образование": [each.label for each in Education],
    }


def test_every_row_there_is_room_for_is_filled_from_the_lists() -> None:
    book = load_workbook(BytesIO(INTAKE.xlsx(intake_form())))
    sheet = book[SHEET]
    assert isinstance(sheet, Worksheet)
    areas = {rule.errorTitle: area for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}
    assert areas.keys() == {
        "Должность", "Муниципалитет", "Категория", "Образование", "Педагогический стаж, полных лет"
    }  # fmt: skip
    for heading, area in areas.items():
        assert sheet.cell(FIRST_ROW - 2, area.min_col).value == heading
        assert (area.min_row, area.max_row) == (FIRST_ROW - 1, FIRST_ROW + ROWS - 1)
    rules = {rule.errorTitle: rule for rule in sheet.data_validations.dataValidation}
    assert _listed(book[LISTS], rules["Муниципалитет"].formula1) == list(intake_form().municipalities)
    years = rules["Педагогический стаж, полных лет"]
    assert (years.type, years.formula1, years.formula2) == ("whole", "0", str(MAX_EXPERIENCE))


def _listed(sheet: Worksheet, formula: str) -> list[object]:
    area = formula.partition("!")[2].replace("$", "")
    return [cell.value for (cell,) in sheet[area]]


def test_what_is_listed_is_never_a_formula() -> None:
    sheet = load_workbook(BytesIO(INTAKE.xlsx(intake_form())))[LISTS]
    assert [cell.data_type for (cell,) in sheet["A1:A3"]] == ["s", "s", "s"]


def test_the_form_is_one_page_and_speaks_of_the_separate_consent() -> None:
    (page,) = PdfReader(BytesIO(INTAKE.pdf(intake_form()))).pages
    words = " ".join(page.extract_text().split())
    assert "АНКЕТА СТАЖЁРА" in words
    assert "оно подписывается отдельным листом" in words
