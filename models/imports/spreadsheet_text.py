"""Rows of a text file: its encoding, its separator, its quoted line breaks."""

import csv
import io
import re
from collections import Counter

from models.errors import UserError

_SEPARATORS = ";\t,|"
_SAMPLE_ROWS = 60
_RUNAWAY_LINES = 20
_HEAD = 4096
_AS_XLSX = "Откройте его в Excel или LibreOffice, сохраните как XLSX и загрузите снова."
_FOREIGN = (
    (re.compile(rb"%PDF"), "Это документ PDF, а не таблица.", "Попросите список в виде таблицы Excel."),
    (re.compile(rb"\{\\rtf"), "Это текстовый документ, а не таблица.",
     "Скопируйте таблицу из него в Excel, сохраните как XLSX и загрузите."),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\x00\x00|II\*\x00|MM\x00\*", re.DOTALL),
     "Это картинка, а не таблица.", "Попросите список в виде таблицы Excel."),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "Это архив, а не таблица.", "Распакуйте его и загрузите файл из него."),
)  # fmt: skip
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|table|head|body|meta)", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(r"\s*<\?xml|\s*<[\w:]+[^>]*xmlns", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_COMMON_LETTERS = frozenset("оеаинтсрвлОЕАИНТСРВЛ")


def read_text_rows(content: bytes) -> list[list[str]]:
    """Records of a CSV or TXT file as a spreadsheet would number them; blank lines are rows without cells.

    Raises UserError for a file that is no text, or is a web page or another document.
    """
    for magic, message, advice in _FOREIGN:
        if magic.match(content):
            raise UserError(message, advice)
    text = _decoded(content)
    if _WEB_PAGE.match(text[:_HEAD]):
        raise UserError("Файл сохранён как веб-страница, хотя назван таблицей.", _AS_XLSX)
    if _XML.match(text[:_HEAD]):
        raise UserError("Файл сохранён в формате XML, такие списки не читаются.", _AS_XLSX)
    named = re.match(r'"?sep=(.)"?\r?\n', text)
    if named is not None:
        return read_records(text[named.end() :], named[1])
    records = read_records(text, _separator(text))
    if '"' in text and all(len(record) < 2 for record in records):
        # Some programs quote whole lines, separators and all.
        lines = "\n".join("".join(record) for record in records)
        return read_records(lines, _separator(lines))
    return records


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:_HEAD]:
        raise UserError("Это не таблица.", "Нужен файл XLSX, XLS, ODS или CSV.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decoded_by_letters(content)
    if len(_CONTROLS.findall(text[:_HEAD])) * 50 > len(text[:_HEAD]):
        raise UserError("Это не таблица.", "Нужен файл XLSX, XLS, ODS или CSV.")
    return text


def _decoded_by_letters(content: bytes) -> str:
    """The most Russian of the readings; a single broken byte does not turn a UTF-8 file into another one."""
    readings = [content.decode(name, "replace") for name in ("cp1251", "utf-8-sig", "cp866", "koi8-r")]
    return max(readings, key=lambda text: sum(letter in _COMMON_LETTERS for letter in text[: _HEAD * 4]))


def _separator(text: str) -> str:
    """The separator that cuts the most lines into the same number of cells."""
    sample = text[: _HEAD * 16]

    def evenness(separator: str) -> tuple[int, int]:
        widths = Counter(len(record) for record in read_records(sample, separator)[:_SAMPLE_ROWS] if record)
        widths.pop(1, None)
        if not widths:
            return 0, 0
        width, lines = widths.most_common(1)[0]
        return lines, width

    return max(_SEPARATORS, key=lambda separator: (evenness(separator), -_SEPARATORS.index(separator)))


_AS_TEXT = re.compile(r'="([^"]*)"')
"""How a CSV keeps leading zeros through Excel: ="00123"."""


def _has_runaway_quote(record: list[str], separator: str) -> bool:
    """Whether somebody forgot to close a quotation mark: a cell that swallowed whole lines of the table."""
    return any(
        cell.count("\n") > _RUNAWAY_LINES
        or any(line.count(separator) >= len(record) - 1 for line in cell.split("\n")[1:])
        for cell in record
        if "\n" in cell and len(record) > 1
    )


def read_records(text: str, separator: str) -> list[list[str]]:
    """The lines of a text as records; a quotation mark that nobody closed is a sign like any other."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        records = []
    if not records or any(_has_runaway_quote(record, separator) for record in records):
        records = [line.split(separator) for line in text.splitlines()]
        records = [[cell.strip('"').replace('""', '"') for cell in record] for record in records]
    if '="' in text:
        return [[found[1] if (found := _AS_TEXT.fullmatch(cell)) else cell for cell in record] for record in records]
    return records
