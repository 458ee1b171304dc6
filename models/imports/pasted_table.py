"""A table copied in Word or Excel, as the clipboard hands it over."""

import re
from html.parser import HTMLParser

from typing_extensions import override

from models.errors import UserError
from models.imports.spreadsheet_text import read_records

_MAX_SIGNS = 4_000_000
_MAX_SPAN = 200
_BREAKS = frozenset({"br", "p", "div", "li"})
_BREAK = "\n"
_CONDITION = re.compile(r"<!\[(?:[^\]<>]*\]>)?")
"""«<![if !supportEmptyParas]>» of Word, which the parser refuses when it is cut short."""
_SILENT = frozenset({"style", "script", "head", "title", "del"})
"""What nobody sees; `del` is a deletion that Word still tracks."""


def pasted_rows(text: str, html: str = "") -> list[list[str]]:
    """The rows of the largest table in `html`; without one, the lines of `text` cut at tabs.

    A cell merged over several columns keeps its text in the first, one merged over rows stands in each. Raises
    UserError for what is no table.
    """
    if len(text) + len(html) > _MAX_SIGNS:
        raise UserError("Скопировано слишком много.", "Скопируйте только саму таблицу.")
    rows = _html_rows(html) if "<table" in html.lower() else []
    if not rows and "\t" in text:
        rows = read_records(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n\0"), "\t")
    if not rows:
        raise UserError(
            "В скопированном нет таблицы.", "Выделите таблицу целиком, вместе с заголовками, и скопируйте её."
        )
    return rows


class _Tables(HTMLParser):
    """Collects the outermost tables of a page: rows of (text, columns, rows) cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self._depth = 0
        self._silent = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._close_cell()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._close_cell()
            if not self.tables[-1]:
                self.tables[-1].append([])
            said = dict(attrs)
            self._cell, self._spans = [], (_span(said.get("colspan")), _span(said.get("rowspan")))
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append(_BREAK)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._close_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._close_cell()

    @override
    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data.replace("\n", " ").replace("\r", " "))

    def _close_cell(self) -> None:
        if self._cell is not None:
            lines = [" ".join(line.split()) for line in "".join(self._cell).split(_BREAK)]
            text = _BREAK.join(line for line in lines if line)
            self.tables[-1][-1].append((text, self._spans[0], self._spans[1]))
            self._cell = None


def _span(said: str | None) -> int:
    return min(int(said), _MAX_SPAN) if said and said.isdigit() and int(said) else 1


def _html_rows(html: str) -> list[list[str]]:
    parser = _Tables()
    parser.feed(_CONDITION.sub(" ", html))
    parser.close()
    return max((_laid(table) for table in parser.tables), key=len)


def _laid(table: list[list[tuple[str, int, int]]]) -> list[list[str]]:
    """Cells put to their columns: what is merged over rows holds its place in the rows below."""
    rows: list[list[str]] = []
    held: dict[int, tuple[str, int]] = {}
    for cells in table:
        row: list[str] = []
        waiting = list(reversed(cells))
        while waiting or any(column >= len(row) for column in held):
            column = len(row)
            if column in held:
                text, left = held.pop(column)
                row.append(text)
                if left > 1:
                    held[column] = text, left - 1
            elif waiting:
                text, wide, high = waiting.pop()
                row += [text, *[""] * (wide - 1)]
                if high > 1:
                    held |= {column + at: (text if at == 0 else "", high - 1) for at in range(wide)}
            else:
                row.append("")
        rows.append(row)
    return rows
