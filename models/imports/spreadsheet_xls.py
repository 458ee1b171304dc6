"""What the reader of xls files does not tell: passwords, formulas that were never calculated, error cells.

Compound files after [MS-CFB], records of a workbook after [MS-XLS]; only what is needed to walk through them.
"""

import struct
from collections.abc import Iterator

from models.errors import UserError
from models.imports.spreadsheet_zip import Place, SheetExtras, locked
from models.rules.clean import CellFault

_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY = 128
_BOF, _FILEPASS, _BOUNDSHEET, _FORMULA, _BOOLERR = 0x0809, 0x002F, 0x0085, 0x0006, 0x0205
_MIN_FORMULA = 16
_RESULT_ERROR, _RESULT_EMPTY = 2, 3
"""[MS-XLS] 2.5.133: what the first byte of a stored result means when the last two are FF."""
_MAX_SECTORS = 1_000_000


class _BrokenError(Exception):
    """The compound file cannot be walked; calamine has the last word on it."""


def examine(content: bytes) -> dict[str, SheetExtras]:
    """Sheet name → faulty cells. Raises UserError when the file is locked or is another document."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked()
    try:
        stream = _workbook_stream(content)
    except (_BrokenError, struct.error, IndexError, KeyError, ValueError):
        return {}
    if stream is None:
        if "WordDocument".encode("utf-16-le") in content:
            raise UserError(
                "Это документ Word, а не таблица.",
                "Скопируйте таблицу из него в Excel, сохраните как XLSX и загрузите.",
            )
        raise UserError("Это не таблица.", "Нужен файл XLSX, XLS, ODS или CSV.")
    return _faults(stream)


def _chain(table: list[int], first: int) -> Iterator[int]:
    for _ in range(_MAX_SECTORS):
        if first >= _FREE:
            return
        yield first
        first = table[first]
    raise _BrokenError


def _workbook_stream(content: bytes) -> bytes | None:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    directory, cutoff, small_first = struct.unpack_from("<I4xII", content, 48)
    more, fat_sectors = struct.unpack_from("<I", content, 68)[0], list(struct.unpack_from("<109I", content, 76))

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    def numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    for _ in range(_MAX_SECTORS):
        if more >= _FREE:
            break
        *listed, more = numbers(sector(more))
        fat_sectors += listed
    table = [entry for number in fat_sectors if number < _FREE for entry in numbers(sector(number))]
    entries = b"".join(sector(number) for number in _chain(table, directory))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length, first, total = struct.unpack_from("<H50xIQ", entries, at + 64)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        found.setdefault(name.lower(), (first, total & 0xFFFFFFFF))
    place = found.get("workbook") or found.get("book")
    if place is None:
        return None
    first, total = place
    if total >= cutoff:
        return b"".join(sector(number) for number in _chain(table, first))[:total]
    root = b"".join(sector(number) for number in _chain(table, found["root entry"][0]))
    small_table = numbers(b"".join(sector(number) for number in _chain(table, small_first)))
    return b"".join(root[n * small : (n + 1) * small] for n in _chain(small_table, first))[:total]


def _faults(stream: bytes) -> dict[str, SheetExtras]:
    """Error cells, and formulas without a result in a file that was never calculated.

    An empty text is a possible result too, so it counts as a missing one only where no formula has any other.
    """
    found: dict[str, dict[Place, CellFault]] = {}
    empty: list[tuple[str, Place]] = []
    is_calculated = False
    for sheet, kind, body in _records(stream):
        place: Place = struct.unpack_from("<HH", body)
        if kind == _BOOLERR and len(body) >= 8 and body[7]:  # row, column, format, value, kind of value
            found.setdefault(sheet, {})[place] = CellFault.ERROR
        elif kind == _FORMULA and len(body) >= _MIN_FORMULA:
            special = body[6] if body[12:14] == b"\xff\xff" else None
            is_calculated = is_calculated or special != _RESULT_EMPTY
            if special == _RESULT_ERROR:
                found.setdefault(sheet, {})[place] = CellFault.ERROR
            elif special == _RESULT_EMPTY:
                empty.append((sheet, place))
    for sheet, place in [] if is_calculated else empty:
        found.setdefault(sheet, {})[place] = CellFault.UNCALCULATED
    return {name: SheetExtras(faults) for name, faults in found.items()}


def _records(stream: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Sheet, kind and body of every formula and error cell. Raises UserError at the mark of a password."""
    names: dict[int, str] = {}
    sheet, at = "", 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == _FILEPASS:
            raise locked()
        if kind == _BOF:
            sheet = names.get(at, "")
        elif kind == _BOUNDSHEET and len(body) > 8:  # a name follows the eight bytes
            names[struct.unpack_from("<I", body)[0]] = _sheet_name(body)
        elif kind in {_FORMULA, _BOOLERR} and len(body) >= 4:  # row and column
            yield sheet, kind, body
        elif not kind and not length:
            return
        at += 4 + length


def _sheet_name(body: bytes) -> str:
    count, wide = body[6], body[7] & 1
    return body[8 : 8 + count * 2].decode("utf-16-le", "replace") if wide else body[8 : 8 + count].decode("latin-1")
