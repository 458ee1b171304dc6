"""A table of sixty pages as PDF: beside bare canvas strokes, and beside LibreOffice from the same table.

The canvas is given lines already broken and draws the same text and rules; LibreOffice is given a workbook in the same
type at the same size, and the same fonts.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from exports.layout import TablePart, shown
from exports.pdf.document import draw_document
from exports.pdf.fonts import REGULAR, register_fonts
from exports.pdf.lines import wrapped
from tests.benchmarks import forms, people
from tests.benchmarks.harness import Bench, Figure, ours, race, timed
from tests.benchmarks.office import converted, pages_of

_SIZE = 9.0
_STEP = _SIZE * 1.2
_POINTS_OF_A_UNIT = 5.7
"""A little more than LibreOffice makes of a unit of column width, so that the table fits the page."""
_ROWS_OF_60_PAGES = 1390


def measure(bench: Bench) -> Iterator[Figure]:
    """Time against the canvas inside this process; time, memory and size against LibreOffice by whole processes."""
    rows = bench.size(_ROWS_OF_60_PAGES, quick=60)
    content = forms.table_content(rows)
    form = forms.table_form(forms.NARROW)
    register_fonts()
    cells = _broken(rows)
    run = race(
        ours=lambda: timed(lambda: draw_document(form, content, title=forms.TITLE, author="bench")),
        canvas=lambda: timed(lambda: _strokes(cells)),
    )
    what = f"PDF table of {rows:,} rows"
    yield Figure(f"{what}: time", run["ours"].seconds, "bare canvas", run["canvas"].seconds, 2)

    book = _workbook(bench.folder / "list.xlsx", rows)
    target = bench.folder / "ours.pdf"
    run = race(ours=lambda: ours("pdf_ours", str(rows), target), office=lambda: converted(bench, book))
    theirs = bench.folder / "list.pdf"
    note = f"pages: ours {pages_of(target)}, LibreOffice {pages_of(theirs)}"
    yield Figure(f"{what}: time", run["ours"].seconds, "LibreOffice", run["office"].seconds, 1.5, note=note)
    yield Figure(
        f"{what}: peak memory", run["ours"].megabytes, "LibreOffice", run["office"].megabytes, 0.35, "MB", note
    )
    sizes = target.stat().st_size / 1000, theirs.stat().st_size / 1000
    yield Figure(f"{what}: size", sizes[0], "LibreOffice", sizes[1], 0.95, "KB", note)


def _columns() -> tuple[list[str], list[float], TablePart]:
    part = forms.table_form(forms.NARROW).sections[0].parts[0]
    assert isinstance(part, TablePart)
    whole = sum(column.width for column in part.columns)
    room = A4[0] - 30 * mm
    return [column.key for column in part.columns], [column.width / whole * room for column in part.columns], part


def _broken(rows: int) -> list[list[list[str]]]:
    _, widths, part = _columns()
    return [
        [
            wrapped(shown(getattr(one, column.key), column.kind), font=REGULAR, size=_SIZE, width=wide - 5.6)
            for column, wide in zip(part.columns, widths, strict=True)
        ]
        for one in people.trainees(rows)
    ]


def _strokes(rows: list[list[list[str]]]) -> bytes:
    _, widths, _ = _columns()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=1, invariant=1, initialFontName=REGULAR)
    top, bottom = A4[1] - 20 * mm, 20 * mm
    begin = 0.0
    y = -1.0
    for cells in rows:
        high = max(map(len, cells)) * _STEP + 4
        if y - high < bottom:
            if y >= 0:
                canvas.showPage()
            canvas.setFont(REGULAR, _SIZE)
            canvas.setLineWidth(0.5)
            y = top
        x = begin = 20 * mm
        for lines, wide in zip(cells, widths, strict=True):
            for number, line in enumerate(lines):
                canvas.drawString(x + 2.8, y - 10 - number * _STEP, line)
            canvas.line(x, y, x, y - high)
            x += wide
        canvas.line(x, y, x, y - high)
        canvas.line(begin, y, x, y)
        y -= high
    canvas.save()
    return target.getvalue()


def _workbook(path: Path, rows: int) -> Path:
    keys, widths, part = _columns()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([column.title for column in part.columns])
    for one in people.trainees(rows):
        sheet.append([getattr(one, key) for key in keys])
    side = Side(style="thin")
    font, frame = Font(name="PT Serif", size=_SIZE), Border(left=side, right=side, top=side, bottom=side)
    alignment = Alignment(vertical="top", wrap_text=True)
    for row in sheet.iter_rows():
        for cell in row:
            cell.font, cell.border, cell.alignment = font, frame, alignment
            if cell.is_date:
                cell.number_format = "DD.MM.YYYY"
    for number, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = wide / _POINTS_OF_A_UNIT
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = 9
    for name, size in (("left", 20), ("right", 10), ("top", 20), ("bottom", 20), ("header", 10), ("footer", 10)):
        setattr(sheet.page_margins, name, size / 25.4)
    book.save(path)
    return path
