"""What the reader of xlsx and ods files does not tell: lost formula results, error cells, merged cells of ods.

calamine gives '' for a formula that was never calculated and for #N/A, so the parts of the ZIP are looked at
beforehand. The kinds of file that are no workbook at all, or are locked, are refused here.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from models.errors import UserError
from models.rules.clean import CellFault

Place = tuple[int, int]
"""(row, column), both from 0."""

_MAX_CELLS = 20_000_000
"""calamine keeps the whole rectangle of a sheet; a stray cell in the last row and column would take all memory."""


class UnpackingError(Exception):
    """A part of the ZIP cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """Faulty cells and merged ranges (first, last place) of one sheet."""

    faults: Mapping[Place, CellFault] = field(default_factory=dict[Place, CellFault])
    merged: tuple[tuple[Place, Place], ...] = ()


def locked() -> UserError:
    """The refusal of a file behind a password."""
    return UserError(
        "Файл закрыт паролем.", "Откройте его в Excel или LibreOffice, сохраните без пароля и загрузите снова."
    )


def examine(archive: zipfile.ZipFile) -> dict[str, SheetExtras]:
    """Sheet name → what calamine leaves out. Raises UserError when the archive is no readable workbook."""
    parts = set(archive.namelist())
    if any(part.flag_bits & 1 for part in archive.infolist()) or "encrypted-package" in parts:
        raise locked()
    if "META-INF/manifest.xml" in parts and b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise locked()
    if "xl/workbook.xml" in parts:
        return _examine_xlsx(archive, parts)
    if "xl/workbook.bin" in parts:
        return {}
    mimetype = _read(archive, "mimetype") if "mimetype" in parts else b""
    if b"opendocument.spreadsheet" in mimetype:
        return _examine_ods(_read(archive, "content.xml"))
    if "word/document.xml" in parts or b"opendocument.text" in mimetype:
        raise UserError(
            "Это текстовый документ, а не таблица.",
            "Скопируйте таблицу из него в Excel, сохраните как XLSX и загрузите.",
        )
    if any(part.endswith(".iwa") for part in parts):
        raise UserError("Это таблица Apple Numbers.", "Сохраните её в Numbers как XLSX и загрузите снова.")
    if any(part.lower().endswith((".xlsx", ".xls", ".ods", ".csv")) for part in parts):
        raise UserError("Это архив, а не таблица.", "Распакуйте его и загрузите файл из него.")
    if "[Content_Types].xml" in parts and b"spreadsheetml" in _read(archive, "[Content_Types].xml"):
        return {}
    raise UserError("Это не таблица.", "Нужен файл XLSX, XLS, ODS или CSV.")


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        return archive.read(part)
    except (KeyError, OSError, zlib.error) as broken:
        raise UnpackingError from broken


_SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION_TAG = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode().rsplit(":", maxsplit=1)[-1]: html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _examine_xlsx(archive: zipfile.ZipFile, parts: set[str]) -> dict[str, SheetExtras]:
    relations = "xl/_rels/workbook.xml.rels"
    tags = _RELATION_TAG.findall(_read(archive, relations)) if relations in parts else []
    targets = {said.get("Id", ""): said.get("Target", "") for said in map(_attributes, tags)}
    found: dict[str, SheetExtras] = {}
    for tag in _SHEET_TAG.findall(_read(archive, "xl/workbook.xml")):
        about = _attributes(tag)
        target = targets.get(about.get("id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else "xl/" + target.removeprefix("./")
        if part in parts:
            found[about.get("name", "")] = SheetExtras(xlsx_faults(_read(archive, part)))
    return found


_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v(?:\s[^>]*)?>[^<]|is[ >])")
_FORMULA_MARKS = (re.compile(rb"<f[ />]"), re.compile(rb":f[ />]"))
_ERROR_MARKS = (b't="e"', b"t='e'")


def xlsx_faults(xml: bytes) -> dict[Place, CellFault]:
    """Cells of a sheet's XML that hold an error or a formula without a stored value.

    A formula whose result is the empty text is typed «str» and counts as calculated.
    """
    _refuse_boundless(xml)
    if not any(mark.search(xml) for mark in _FORMULA_MARKS) and not any(mark in xml for mark in _ERROR_MARKS):
        return {}
    faults: dict[Place, CellFault] = {}
    for match in _CELL.finditer(xml):
        inside = match[2] or b""
        kind = _TYPE.search(match[1])
        is_error = kind is not None and kind[1] == b"e"
        is_lost = _FORMULA.search(inside) is not None and not _VALUE.search(inside)
        reference = _REFERENCE.search(match[1])
        if reference is not None and (is_error or (is_lost and (kind is None or kind[1] != b"str"))):
            faults[int(reference[2]) - 1, column_number(reference[1].decode())] = (
                CellFault.ERROR if is_error else CellFault.UNCALCULATED
            )
    return faults


def _refuse_boundless(xml: bytes) -> None:
    """Refuse a sheet whose filled rectangle would not fit into memory."""
    at = max(xml.rfind(b'<row r="'), xml.rfind(b':row r="'))
    last = re.match(rb'[^"]*"([0-9]{1,9})', xml[at : at + 30]) if at >= 0 else None
    wide = re.search(rb' r="[A-Z]{3}[0-9]', xml) is not None
    if last is None or int(last[1]) * (16_384 if wide else 702) <= _MAX_CELLS:
        return
    places = [
        (int(reference[2]), column_number(reference[1].decode()))
        for match in _CELL.finditer(xml)
        if match[2] and _VALUE.search(match[2]) and (reference := _REFERENCE.search(match[1]))
    ]
    if places and max(row for row, _ in places) * (1 + max(column for _, column in places)) > _MAX_CELLS:
        raise UserError(
            "На листе есть заполненные ячейки очень далеко от начала, прочитать его целиком нельзя.",
            "Скопируйте список на новый лист нового файла и загрузите его.",
        )


def column_number(letters: str) -> int:
    """«A» → 0, «AA» → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """0 → «A», 26 → «AA»."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _examine_ods(xml: bytes) -> dict[str, SheetExtras]:
    if b"table:formula=" not in xml and b"-spanned=" not in xml:
        return {}
    scan, is_last = _OdsScan(), True
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    try:
        parser.Parse(xml, is_last)
    except expat.ExpatError as broken:
        raise UnpackingError from broken
    return {name: SheetExtras(faults, tuple(merged)) for name, (faults, merged) in scan.found.items()}


class _OdsScan:
    """Walks content.xml and keeps where the cells are: rows and cells may be repeated by an attribute."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[dict[Place, CellFault], list[tuple[Place, Place]]]] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._rows = 1

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet, self._row = said.get("table:name", ""), 0
            self.found[self._sheet] = ({}, [])
        elif tag == "table:table-row":
            self._rows, self._column = _count(said, "table:number-rows-repeated"), 0
        elif tag in {"table:table-cell", "table:covered-table-cell"} and self._sheet in self.found:
            self._cell(said)
            self._column += _count(said, "table:number-columns-repeated")

    def end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._rows

    def _cell(self, said: dict[str, str]) -> None:
        faults, merged = self.found[self._sheet]
        place = self._row, self._column
        if said.get("calcext:value-type") == "error":
            faults[place] = CellFault.ERROR
        elif "table:formula" in said and "office:value-type" not in said:
            faults[place] = CellFault.UNCALCULATED
        rows = _count(said, "table:number-rows-spanned")
        if rows > 1:
            merged.append((place, (self._row + rows - 1, self._column)))


def _count(said: dict[str, str], name: str) -> int:
    text = said.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() else 1
