"""The sheet of paper of a document for Word, and what is laid on it; page rules are those of ГОСТ Р 7.0.97."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from textwrap import shorten
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parser
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports.layout import PageLayout, cleaned

_FONT = "Times New Roman"
_HEAD_TOP = 10
_A4 = (210, 297)
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_STAMP = (2000, 1, 1, 0, 0, 0)
_CELL_SIDE = 56
"""Space left and right of a cell's text, twentieths of a point: as on paper (exports/pdf/tables.py)."""
_LONGEST_PROPERTY = 255
"""Characters that a property of the file holds (ISO/IEC 29500-2)."""


def set_up(made: Document, page: PageLayout) -> None:
    """The sheet of paper, the type, and page numbers from the second page."""
    section = made.sections[0]
    wide, high = _A4 if page.orientation == "portrait" else (_A4[1], _A4[0])
    section.orientation = WD_ORIENT.PORTRAIT if page.orientation == "portrait" else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance = Mm(_HEAD_TOP)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")
    usual: Any = made.styles["Normal"]
    usual.font.name, usual.font.size = _FONT, Pt(page.body_size)
    usual.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    usual.paragraph_format.line_spacing = page.line_spacing
    usual.paragraph_format.space_after = Pt(2)
    # Word checks spelling and divides words by it.
    styles: Any = made.styles.element
    styles.find(f".//{qn('w:lang')}").set(qn("w:val"), "ru-RU")
    head: Any = made.styles["Heading 1"]
    head.font.name, head.font.size, head.font.bold = _FONT, Pt(page.body_size), True
    head.font.color.rgb = None
    fonts = head.element.rPr.rFonts
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), _FONT)
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(10), Pt(5)
    settings: Any = made.settings.element
    settings.find(qn("w:defaultTabStop")).addnext(element("w:autoHyphenation"))
    grid: Any = made.styles["Table Grid"].element
    for side in ("w:left", "w:right"):
        grid.find(f".//{qn('w:tblCellMar')}/{qn(side)}").set(qn("w:w"), str(_CELL_SIDE))


def widths(table: Any, millimetres: Sequence[float]) -> None:
    """Make the columns of a table so wide, each of its cells too."""
    for column, wide in zip(table.columns, millimetres, strict=True):
        column.width = Mm(wide)
        for cell in column.cells:
            cell.width = Mm(wide)


def text_width(page: PageLayout) -> float:
    """Between the margins, millimetres."""
    return (_A4[0] if page.orientation == "portrait" else _A4[1]) - page.left - page.right


def repeat(row: Any) -> None:
    """Let the head of a table stand on every page it goes on to."""
    mark = element("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills: the number of the page."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        mark = element("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def element(name: str) -> Any:
    """A new element of the file: «w:tblHeader»."""
    made: Any = parser  # its functions are without types
    return made.OxmlElement(name)


def _short(text: str) -> str:
    """As much of a text as a property of the file holds."""
    return shorten(cleaned(text), _LONGEST_PROPERTY, placeholder="…")


def sealed(made: Document, *, title: str, author: str) -> bytes:
    """The file with fixed stamps."""
    said = made.core_properties
    said.title, said.author, said.last_modified_by = _short(title), _short(author), _short(author)
    said.created = said.modified = _STAMP
    said.comments, said.language = "", "ru-RU"
    raw = BytesIO()
    made.save(raw)
    target = BytesIO()
    with ZipFile(raw) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for entry in source.infolist():
            fixed = ZipInfo(entry.filename, date_time=_ZIP_STAMP)
            fixed.compress_type = ZIP_DEFLATED
            fixed.create_system = 0
            packed.writestr(fixed, source.read(entry))
    return target.getvalue()
