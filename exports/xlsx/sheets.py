"""Sheets of a workbook that prints well: typed cells, a frozen header, A4, page numbers, repeated header rows."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from textwrap import wrap
from typing import Any, Literal, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from exports.layout import Column, Kind, cleaned, numeric, rounded
from models.rows.codes import Code

Look = Literal["title", "heading", "header", "left", "center", "right", "total_left", "total", "group", "lead", "words"]

_UPRIGHT_WIDTH = 92
"""Widths of all columns together, in characters, on a sheet of A4 that stands."""
_LYING_WIDTH = 138
_NARROWEST = 6.0
_LINE_HEIGHT = 14.5
"""Points; Times New Roman 11."""
_ROW_AIR = 2.0
_EMPTY_ROW = 0.45
"""Centimetres of the lowest row that a reader draws where the file says no height (LibreOffice: 12.8 points)."""
_LETTERS = 1.1
"""Letters of running text in one unit of column width (the width of a digit)."""
_BOLD_LETTERS = 0.95
_MOST_LINES = 27
"""Excel takes rows of 409 points at the most."""
_A4 = 9
"""Excel's number of the paper."""
_MILLIMETRES_IN_INCH = 25.4
_LONGEST_CELL = 32_767
"""Characters Excel takes in one cell."""
_LONGEST_FOOTER = 200
"""Excel takes 255 with its own marks."""
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the file says nothing of the day it was made: same data, same bytes
_ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "integer": "#,##0",
    "decimal": "General",
    "hours": "General",
    "date": "DD.MM.YYYY",
    "percent": "0%",
}


class _Style(NamedTuple):
    font: Font
    alignment: Alignment
    border: Border | None = None
    fill: PatternFill | None = None


_FONT = "Times New Roman"
_SIZE = 11
_THIN = Side(style="thin", color="FF808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_PLAIN = Font(name=_FONT, size=_SIZE)
_STRONG = Font(name=_FONT, size=_SIZE, bold=True)
_STYLES: dict[Look, _Style] = {
    "title": _Style(Font(name=_FONT, size=13, bold=True), Alignment(vertical="top")),
    "heading": _Style(Font(name=_FONT, size=12, bold=True), Alignment(vertical="top")),
    "header": _Style(
        _STRONG,
        Alignment(horizontal="center", vertical="center", wrap_text=True),
        _FRAME,
        PatternFill("solid", fgColor="FFEDEDED"),
    ),
    "left": _Style(_PLAIN, Alignment(horizontal="left", vertical="top", wrap_text=True), _FRAME),
    "center": _Style(_PLAIN, Alignment(horizontal="center", vertical="top", wrap_text=True), _FRAME),
    "right": _Style(_PLAIN, Alignment(horizontal="right", vertical="top", wrap_text=True), _FRAME),
    "group": _Style(_STRONG, Alignment(horizontal="center", vertical="center", wrap_text=True), _FRAME),
    "lead": _Style(
        Font(name=_FONT, size=13, bold=True), Alignment(horizontal="center", vertical="center", wrap_text=True)
    ),
    "words": _Style(_PLAIN, Alignment(horizontal="left", vertical="top", wrap_text=True)),
    "total_left": _Style(_STRONG, Alignment(horizontal="left", vertical="top"), _FRAME),
    "total": _Style(_STRONG, Alignment(horizontal="center", vertical="top"), _FRAME),
}


class Cell(NamedTuple):
    """One cell: a value, how it is read, how it looks."""

    value: object
    kind: Kind = "text"
    look: Look = "left"


def _look(cell: Cell) -> Any:
    """The style of a cell; the stubs of openpyxl say nothing of what is in it."""
    return _STYLES[cell.look]


class Sheet:
    """One sheet, filled from the top down; `height` is the number of the row written last."""

    def __init__(
        self,
        book: Workbook,
        name: str,
        *,
        columns: Sequence[Column],
        lying: bool,
        footer: str,
        room: float | None = None,
    ) -> None:
        """`room` is the width of all columns, characters; what the paper holds unless another is given."""
        self.name = name
        self.height = 0
        self._charted = 0
        """Empty rows that the charts placed so far lie over."""
        self._looks: dict[tuple[Look, str | None], object] = {}
        self._columns = columns
        self.paper: Any = book.create_sheet(name)  # the stub knows no write-only sheet
        room = room or (_LYING_WIDTH if lying else _UPRIGHT_WIDTH)
        whole = sum(column.width for column in columns)
        self._widths = [
            round(max(_NARROWEST, _widest_word(column.title), column.width / whole * room), 1) for column in columns
        ]
        for number, wide in enumerate(self._widths, start=1):
            self.paper.column_dimensions[get_column_letter(number)].width = wide
        self._set_up_print(footer, lying=lying)

    def add(self, *cells: Cell) -> None:
        """Write the next row."""
        self.height += 1
        made = [self._cell(cell) for cell in cells]
        size: float = max((_look(cell).font.size for cell in cells), default=_SIZE)
        tall = _LINE_HEIGHT * size / _SIZE * self._lines(cells, made) + _ROW_AIR
        self.paper.row_dimensions[self.height].height = round(tall, 1)
        self.paper.append(made)

    def add_spanning(self, *spans: tuple[Cell, int]) -> None:
        """Write the next row of cells that lie over so many columns each."""
        self.height += 1
        made: list[Any] = []
        most = 1.0
        for cell, columns in spans:
            first = len(made)
            wide = sum(self._widths[first : first + columns])
            one = self._cell(cell)
            most = max(most, _LINE_HEIGHT * _look(cell).font.size / _SIZE * _lines_of(one.value, wide, _look(cell)))
            made += [one, *(self._cell(cell._replace(value=None)) for _ in range(columns - 1))]
            if columns > 1:
                last = get_column_letter(first + columns)
                self.paper.merged_cells.add(f"{get_column_letter(first + 1)}{self.height}:{last}{self.height}")
        self.paper.row_dimensions[self.height].height = round(most + _ROW_AIR, 1)
        self.paper.append(made)

    def add_across(self, cell: Cell) -> None:
        """Write the next row as one cell over all columns."""
        self.add_spanning((cell, len(self._columns)))

    def head(self, heading: str) -> None:
        """Write the heading and the header row; both stay in sight, the header repeats on every printed page."""
        self.add(Cell(heading, look="heading"))
        self.add_header()

    def add_header(self) -> None:
        """Write the header row, which repeats on every printed page."""
        self.add(*(Cell(column.title.replace("\u00ad", ""), look="header") for column in self._columns))
        # Write-only sheets take this in mid-way: it is written out with the first row of the next part.
        self.paper.print_title_rows = f"{self.height}:{self.height}"

    def freeze(self, rows: int) -> None:
        """Keep the first `rows` rows in sight; to be called before anything is written."""
        self.paper.freeze_panes = f"A{rows + 1}"

    def go_on_sideways(self, repeated: int) -> None:
        """Print in full size over as many pages to the right as it takes, the first columns on each."""
        self.paper.sheet_properties.pageSetUpPr.fitToPage = False
        self.paper.print_title_cols = f"A:{get_column_letter(repeated)}"

    def offer_filter(self, first: int, last: int) -> None:
        """Let the person filter the rows from `first` (the header) to `last`."""
        self.paper.auto_filter.ref = f"A{first}:{get_column_letter(len(self._columns))}{last}"

    def place_chart(self, chart: BarChart) -> None:
        """Put a chart under what has been written, and under the charts before it."""
        self.paper.add_chart(chart, f"A{self.height + 2 + self._charted}")
        self._charted += ceil(chart.height / _EMPTY_ROW) + 1

    def _lines(self, cells: Sequence[Cell], made: Sequence[Any]) -> int:
        """Lines of the tallest cell: LibreOffice keeps the height that the file says, so it is reckoned here."""
        most = 1
        for cell, one, wide in zip(cells, made, self._widths, strict=False):
            most = max(most, _lines_of(one.value, wide, _look(cell)))
        return most

    def _cell(self, cell: Cell) -> Any:
        value = cell_value(cell.value, cell.kind)
        made: Any = WriteOnlyCell(self.paper, value=value)  # pyright: ignore[reportArgumentType] - a date is fine
        if isinstance(value, str):
            made.data_type = "s"  # else «=1+1» would be a formula
        pattern = None if value is None else "@" if isinstance(value, str) else _FORMATS[cell.kind]
        # openpyxl compares whole fonts and borders each time a cell is given one: half the time of a long table.
        known = self._looks.get((cell.look, pattern))
        if known is not None:
            made._style = known
            return made
        style = _STYLES[cell.look]
        made.font = style.font
        made.alignment = style.alignment
        if style.border:
            made.border = style.border
        if style.fill:
            made.fill = style.fill
        if pattern is not None:
            made.number_format = pattern
        self._looks[cell.look, pattern] = made._style
        return made

    def _set_up_print(self, footer: str, *, lying: bool) -> None:
        paper = self.paper
        paper.page_setup.paperSize = _A4
        paper.page_setup.orientation = "landscape" if lying else "portrait"
        paper.page_setup.fitToWidth = 1
        paper.page_setup.fitToHeight = 0
        paper.sheet_properties.pageSetUpPr.fitToPage = True
        # ГОСТ Р 7.0.97: 20 left, 10 right, 20 top, 20 bottom.
        for side, size in (("left", 20), ("right", 10), ("top", 20), ("bottom", 20)):
            setattr(paper.page_margins, side, size / _MILLIMETRES_IN_INCH)
        paper.page_margins.header = 10 / _MILLIMETRES_IN_INCH
        paper.page_margins.footer = 10 / _MILLIMETRES_IN_INCH
        paper.HeaderFooter.oddHeader.center.text = "&P"
        paper.HeaderFooter.oddFooter.left.text = cleaned(footer)[:_LONGEST_FOOTER].replace("&", "&&")
        paper.HeaderFooter.oddFooter.right.text = "&A"


def _widest_word(title: str) -> float:
    """Room for the longest word of a header: Excel does not divide words."""
    return max(len(word) for word in title.replace("\u00ad", "").split()) * 1.15 + 1.5


def _lines_of(value: object, wide: float, style: Any) -> int:
    """Lines that a text takes in a cell so many characters wide."""
    if not isinstance(value, str) or not style.alignment.wrap_text:
        return 1
    letters = max(1, int(wide * (_BOLD_LETTERS if style.font.bold else _LETTERS)))
    return min(_MOST_LINES, sum(_folds(line, letters) for line in value.splitlines()))


def _folds(line: str, letters: int) -> int:
    return 1 if len(line) <= letters else len(wrap(line, letters))


def cell_value(value: object, kind: Kind) -> str | int | float | date | None:
    """What the cell holds: a date, a number (academic hours for minutes, a share for per cent), text or nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, Code):
        return value.label
    if isinstance(value, date):
        return value
    number = numeric(value, kind)
    if number is None:
        return cleaned(str(value))[:_LONGEST_CELL]
    if kind == "integer" and number == number.to_integral_value():
        return int(number)
    return float(rounded(number, "0.0001" if kind == "percent" else "0.01"))


def sealed_bytes(book: Workbook, *, title: str, author: str) -> bytes:
    """The workbook as a file whose bytes depend on its content only: fixed stamps, fixed order."""
    properties = book.properties
    properties.title = cleaned(title)
    properties.creator = cleaned(author)
    properties.lastModifiedBy = cleaned(author)
    properties.language = "ru-RU"
    properties.created = _STAMP
    raw = BytesIO()
    book.save(raw)
    target = BytesIO()
    with ZipFile(raw) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            fixed = ZipInfo(entry.filename, date_time=_ZIP_STAMP)
            fixed.compress_type = ZIP_DEFLATED
            fixed.create_system = 0
            packed.writestr(fixed, content)
    return target.getvalue()


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
