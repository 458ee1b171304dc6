"""Any spreadsheet a person may have, read into plain rows: xlsx, xlsb, xls, ods, csv, txt.

The kind is told by the content, never by the file's name: a CSV or an XLSX renamed «.xls» is common. Whatever cannot
be read is a `UserError` with what to do; nothing is unpacked before its size is known.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from models.imports import spreadsheet_text, spreadsheet_xls, spreadsheet_zip
from models.imports.spreadsheet_zip import SheetExtras
from models.rules.clean import Cell, clean

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_ROWS = 20_000
"""Rows of people in one file."""
MAX_FILE_BYTES = 64_000_000
MAX_UNPACKED_BYTES = 200_000_000
"""All parts of a zipped workbook together, by its ZIP directory."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "Файл повреждён или скачан не полностью."
_GET_AGAIN = "Откройте его в Excel или LibreOffice, сохраните как XLSX и загрузите снова, или попросите файл ещё раз."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first to the last that hold something."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    """The number the spreadsheet shows beside `rows[0]`."""
    first_column: int = 0
    """How many empty columns stand before `rows[…][0]`."""
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order; a text file has one, named after nothing."""

    sheets: tuple[Sheet, ...]


def read_workbook(path: Path) -> Workbook:
    """All sheets of a file.

    A value merged over several rows stands in each of them; a formula without a stored value and #N/A are
    `CellFault`s. Raises UserError for whatever is no spreadsheet, is locked, empty, damaged or too large.
    """
    content = _content(path)
    if content.startswith(b"PK\x03\x04"):
        workbook = _read_zipped(content)
    elif content.startswith(_OLE):
        workbook = _read_xls(content)
    else:
        workbook = Workbook((Sheet("", spreadsheet_text.read_text_rows(content)),))
    if not any(
        any(not isinstance(cell, str) or clean(cell) for cell in row) for sheet in workbook.sheets for row in sheet.rows
    ):
        raise UserError("В файле нет ни одной заполненной ячейки.", "Проверьте, тот ли файл выбран.")
    return workbook


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError("Выбрана папка, а не файл.", "Выберите в ней файл со списком.")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UserError(
                f"Файл больше {MAX_FILE_BYTES // 1_000_000} МБ, для списка людей это слишком много.",
                "Скопируйте список в новый файл без рисунков и загрузите его.",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise UserError("Файла нет на месте.", "Проверьте, не переименован ли он, и выберите его снова.") from None
    except OSError:
        raise UserError(
            "Файл не открывается для чтения.", "Закройте его в других программах, проверьте доступ и повторите."
        ) from None
    if not content:
        raise UserError("Файл пуст.", "Проверьте, тот ли файл выбран, или попросите прислать его ещё раз.")
    return content


def _read_zipped(content: bytes) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > MAX_UNPACKED_BYTES:
                raise UserError(
                    f"В развёрнутом виде файл занимает {unpacked // 1_000_000} МБ, для списка людей это слишком много.",
                    "Скопируйте только заполненные строки на новый лист нового файла и загрузите его.",
                )
            extras = spreadsheet_zip.examine(archive)
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        spreadsheet_zip.UnpackingError,
    ):
        raise UserError(_DAMAGED, _GET_AGAIN) from None
    return _read_by_calamine(content, extras)


def _read_xls(content: bytes) -> Workbook:
    return _read_by_calamine(content, spreadsheet_xls.examine(content))


def _read_by_calamine(content: bytes, extras: Mapping[str, SheetExtras]) -> Workbook:
    import python_calamine
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return Workbook(
                tuple(
                    _sheet(
                        book.get_sheet_by_name(about.name),
                        extras=extras.get(about.name, SheetExtras()),
                        visible=about.visible is SheetVisibleEnum.Visible,
                    )
                    for about in book.sheets_metadata
                    if about.typ is SheetTypeEnum.WorkSheet
                )
            )
    except python_calamine.PasswordError:
        raise locked() from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise UserError(_DAMAGED, _GET_AGAIN) from None
    except BaseException as panic:
        # A damaged xls makes the reader's Rust code panic; its exception has no class that could be imported.
        if type(panic).__name__ == "PanicException":
            raise UserError(_DAMAGED, _GET_AGAIN) from None
        raise


def locked() -> UserError:
    """The refusal of a file behind a password."""
    return spreadsheet_zip.locked()


def _sheet(found: "CalamineSheet", *, extras: SheetExtras, visible: bool) -> Sheet:
    start, end = found.start, found.end
    if start is None or end is None:
        return Sheet(found.name, (), visible=visible)
    rows: list[list[Cell]] = [[*row] for row in found.to_python()]
    top, left = start
    for (row, column), fault in extras.faults.items():
        if top <= row <= end[0] and left <= column <= end[1]:
            rows[row - top][column - left] = fault
    for (first, column), (last, _) in [*(found.merged_cell_ranges or ()), *extras.merged]:
        if top <= first < last and left <= column <= end[1] and first <= end[0]:
            value = rows[first - top][column - left]
            for row in range(first + 1, min(last, end[0]) + 1):
                rows[row - top][column - left] = value
    return Sheet(found.name, rows, first_row=top + 1, first_column=left, visible=visible)
