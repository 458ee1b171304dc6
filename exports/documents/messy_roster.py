"""A list of trainees as kindergartens really send it: the demo takes its people in through the real importer.

Nothing in it is wrong, everything is untidy: titles above the table, a header of two rows with line breaks, names in
every case with double and non-breaking spaces, СНИЛС that lost their leading zeros, dates in three formats, phones in
five, shortened positions, totals and a signature below, a second sheet with notes. The same people give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.files import write_whole


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A person as the importer's preview gives her back.

    СНИЛС `XXX-XXX-XXX YY`, phone `+7XXXXXXXXXX`, e-mail and position in lower case, category and education by their
    labels; organisation and municipality as the file says them.
    """

    last_name: str
    first_name: str
    patronymic: str
    birth_date: date
    snils: str
    position: str
    organization: str
    municipality: str
    phone: str
    email: str
    category: str
    education: str
    experience_years: int


SHEET = "Стажёры"
NBSP = "\u00a0"
_FIRST_ROW = 7
"""The row of the first person, as the spreadsheet numbers it."""

# Heading of a group, headings under it; a column without a group spans both rows.
_HEADER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("№\nп/п",)),
    ("", ("Фамилия, имя,\nотчество",)),
    ("Личные данные", ("Дата\nрождения", "СНИЛС")),
    ("Работа", ("Должность", "Место работы\n(детский сад)", "Муници-\nпалитет")),
    ("Связь", ("Телефон\n(моб.)", "Эл. почта")),
    ("Квалификация", ("Кв.\nкатегория", "Образо-\nвание", "Стаж,\nлет")),
)
_WIDTHS = (5, 36, 13, 17, 24, 34, 28, 20, 26, 18, 26, 8)

_SHORT_POSITIONS = {
    "старший воспитатель": "ст. воспитатель",
    "младший воспитатель": "мл. воспитатель",
    "музыкальный руководитель": "муз. руководитель",
    "инструктор по физической культуре": "инструктор по физ. культуре",
    "заместитель заведующего": "зам. заведующего",
    "педагог дополнительного образования": "педагог доп. образования",
}
_NOTES = (
    "Список сверить до 5 числа",
    "Кто не прислал согласие — не вносить!",
    "Телефоны писать без пробелов (не у всех получилось)",
)
_STAMP = (2025, 10, 1, 9, 0, 0)


def write_messy_roster(target: Path, people: Sequence[RosterPerson], *, site: str, on: date) -> None:
    """Write `people` to the XLSX file `target` in their order; `site` and the date `on` stand in the title.

    Raises UserError when the file cannot be written; no half file stays behind.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _write_title(sheet, site=site, on=on)
    _write_header(sheet)
    for place, person in enumerate(people):
        _write_person(sheet, _FIRST_ROW + place, place, person)
    _write_foot(sheet, _FIRST_ROW + len(people), len(people))
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    notes = book.create_sheet("Примечания")
    for row, note in enumerate(_NOTES, start=2):
        notes.cell(row, 1, note)
    write_whole(target, _repeatable(book))


def _write_title(sheet: Worksheet, *, site: str, on: date) -> None:
    sheet["A1"] = "СПИСОК СТАЖЁРОВ"
    sheet["A2"] = f"стажировочной площадки на базе {site}"
    sheet["A3"] = f"по состоянию на {on:%d.%m.%Y} г."
    for row in (1, 2, 3):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
        sheet.cell(row, 1).alignment = Alignment(horizontal="center", wrap_text=True)
    sheet["A1"].font = Font(bold=True)


def _write_header(sheet: Worksheet) -> None:
    upper, lower = _FIRST_ROW - 2, _FIRST_ROW - 1
    column = 1
    for group, headings in _HEADER:
        last = column + len(headings) - 1
        if group:
            sheet.cell(upper, column, group)
            sheet.merge_cells(start_row=upper, start_column=column, end_row=upper, end_column=last)
            for place, heading in enumerate(headings, start=column):
                sheet.cell(lower, place, heading)
        else:
            sheet.cell(upper, column, headings[0])
            sheet.merge_cells(start_row=upper, start_column=column, end_row=lower, end_column=column)
        column = last + 1
    for row in (upper, lower):
        for place in range(1, column):
            sheet.cell(row, place).alignment = Alignment(horizontal="center", wrap_text=True)


def _write_person(sheet: Worksheet, row: int, place: int, person: RosterPerson) -> None:
    cells: tuple[str | int | date, ...] = (
        place + 1,
        _untidy_name(person, place),
        _untidy_date(person.birth_date, place),
        _untidy_snils(person.snils, place),
        _untidy_position(person.position, place),
        _spaced(person.organization, place),
        _spaced(person.municipality, place + 3),
        _untidy_phone(person.phone, place),
        person.email.upper() if place % 6 == 1 else _spaced(person.email, place + 1),
        person.category.capitalize() if place % 3 else person.category,
        person.education,
        person.experience_years,
    )
    for column, content in enumerate(cells, start=1):
        cell = sheet.cell(row, column, content)
        if isinstance(content, date):
            cell.number_format = "DD.MM.YYYY"


def _write_foot(sheet: Worksheet, row: int, count: int) -> None:
    sheet.cell(row, 2, f"ИТОГО: {count} чел.")
    sheet.cell(row + 2, 2, "Заведующий ____________________ /подпись/")
    sheet.cell(row + 3, 2, "М.П.")


def _untidy_name(person: RosterPerson, place: int) -> str:
    parts = (person.last_name, person.first_name, person.patronymic)
    match place % 6:
        case 1:
            return " ".join(parts).upper()
        case 2:
            return f"  {'  '.join(parts)} "
        case 3:
            return NBSP.join(parts)
        case 4:
            return f"{parts[0].upper()} {parts[1]} {parts[2]}{NBSP}"
        case 5:
            return " ".join(parts).lower()
        case _:
            return " ".join(parts)


def _untidy_date(day: date, place: int) -> str | date:
    match place % 4:
        case 1:
            return f"{day:%d.%m.%Y} г."
        case 2:
            return day.isoformat()
        case 3:
            return f"{day.day}.{day.month}.{day.year}"
        case _:
            return day


def _untidy_snils(snils: str, place: int) -> str | int:
    digits = re.sub(r"\D", "", snils)
    match place % 5:
        case 1 | 3:
            return int(digits)
        case 2:
            return snils.replace(" ", "-")
        case 4:
            return f"{snils}{NBSP}"
        case _:
            return snils


def _untidy_position(position: str, place: int) -> str:
    match place % 3:
        case 1:
            return position.capitalize()
        case 2:
            return _SHORT_POSITIONS.get(position, position.upper())
        case _:
            return _SHORT_POSITIONS.get(position, f" {position} ")


def _untidy_phone(phone: str, place: int) -> str | int:
    code, first, second, third = phone[2:5], phone[5:8], phone[8:10], phone[10:12]
    match place % 5:
        case 1:
            return f"8 {code} {first} {second} {third}"
        case 2:
            return f"8({code}){first}-{second}-{third}"
        case 3:
            return int(phone[2:])
        case 4:
            return f"+7 ({code}) {first}-{second}{third}"
        case _:
            return phone


def _spaced(text: str, place: int) -> str:
    """`text` with stray white space that changes nothing in it."""
    match place % 4:
        case 1:
            return f"{text} "
        case 2:
            return f" {text}{NBSP}"
        case 3:
            return f"{text}\n"
        case _:
            return text


def _repeatable(book: Workbook) -> bytes:
    """The bytes of the workbook, the same on every run: openpyxl puts the time of day into them."""
    saved = io.BytesIO()
    book.save(saved)
    stamp = "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*_STAMP).encode()
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)", stamp, content)
            copy.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
