"""The register for ФИС ФРДО as the institute takes it: one sheet, a heading for every column, nothing but texts."""

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from exports.xlsx.sheets import sealed_bytes
from models.rows.frdo import FrdoTable

SHEET = "Шаблон"
_WIDTH = 22
_TEXT = "@"
_HEADING = Font(name="Times New Roman", size=11, bold=True)
_CELL = Font(name="Times New Roman", size=11)
_WRAPPED = Alignment(horizontal="center", vertical="top", wrap_text=True)


def frdo_bytes(table: FrdoTable) -> bytes:
    """The workbook; its properties name nobody, and the same rows give the same bytes."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    for number in range(1, len(table.headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH

    def cell(text: str, font: Font, *, heading: bool) -> Any:
        made: Any = WriteOnlyCell(sheet, value=text or None)
        if text:
            made.data_type = "s"  # else «=1+1» would be a formula
        made.number_format = _TEXT
        made.font = font
        if heading:
            made.alignment = _WRAPPED
        return made

    sheet.append([cell(text, _HEADING, heading=True) for text in table.headings])
    for row in table.rows:
        sheet.append([cell(text, _CELL, heading=False) for text in row])
    return sealed_bytes(book, title="Сведения для ФИС ФРДО", author="")
