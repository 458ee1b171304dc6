"""A master of a text paper as a Word document, made from its data: what a person takes out to change it in Word."""

from collections.abc import Sequence
from typing import Any, assert_never

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from exports.docx.sheet import element, repeat, sealed, set_up, text_width, widths
from exports.layout import Align, PageLayout
from exports.master_text import (
    AnyMasterPart,
    EveryPart,
    MasterText,
    PagePart,
    ParagraphPart,
    RowsPart,
    SidesPart,
    WhenPart,
)

_ALIGN: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_TITLE_SIZE = 14


def master_document(master: MasterText, *, title: str) -> bytes:
    """The master as a Word document with its fields in place; the same master gives the same bytes."""
    made = docx.Document()
    set_up(made, master.page)
    _write(made, master.parts, master.page)
    return sealed(made, title=title, author="")


def _write(made: Document, parts: Sequence[AnyMasterPart], page: PageLayout) -> None:
    for at, part in enumerate(parts):
        match part:
            case ParagraphPart():
                paragraph = _paragraph(made, part, page)
                if any(isinstance(each, SidesPart) for each in parts[at + 1 : at + 3]):
                    # Signatures alone on a page could belong to any paper.
                    paragraph.paragraph_format.keep_with_next = True
            case SidesPart():
                _sides(made, part, page)
            case RowsPart():
                _table(made, part, page)
            case EveryPart():
                made.add_paragraph(_for_each(part, "p"))
                _write(made, part.parts, page)
                made.add_paragraph("{%p endfor %}")
            case WhenPart():
                made.add_paragraph(f"{{%p if {part.when} %}}")
                _write(made, part.parts, page)
                if part.otherwise:
                    made.add_paragraph("{%p else %}")
                    _write(made, part.otherwise, page)
                made.add_paragraph("{%p endif %}")
            case PagePart():
                made.add_page_break()
            case _:
                assert_never(part)


def _for_each(part: EveryPart | RowsPart, what: str) -> str:
    return f"{{%{what} for {part.row} in {part.rows} %}}"


def _paragraph(made: Document, part: ParagraphPart, page: PageLayout) -> Paragraph:
    if part.style == "heading":
        return made.add_heading(part.text, level=1)
    paragraph = made.add_paragraph()
    run = paragraph.add_run(part.text)
    said = paragraph.paragraph_format
    match part.style:
        case "title" | "subtitle":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold = True
            if part.style == "title":
                run.font.size = Pt(_TITLE_SIZE)
                said.space_before = Pt(12)
            said.keep_with_next = True
        case "plain":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        case "body":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            said.first_line_indent = Mm(page.indent)
    return paragraph


def _sides(made: Document, part: SidesPart, page: PageLayout) -> None:
    table: Any = made.add_table(rows=1, cols=len(part.cells))
    table.autofit = False
    shares = part.widths or (1,) * len(part.cells)
    _share(table, shares, page)
    for cell, lines in zip(table.rows[0].cells, part.cells, strict=True):
        for number, line in enumerate(lines):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph.add_run(line)
    _keep_whole(table.rows[0])
    made.add_paragraph()


def _table(made: Document, part: RowsPart, page: PageLayout) -> None:
    table: Any = made.add_table(rows=4, cols=len(part.columns))
    table.style = "Table Grid"
    table.autofit = False
    _share(table, [column.width for column in part.columns], page)
    head, begin, body, end = table.rows
    for at, column in enumerate(part.columns):
        _fill(head.cells[at], column.title, page, align="center", bold=True)
        _fill(body.cells[at], column.text, page, align=column.align)
    repeat(head)
    _keep_whole(body)
    begin.cells[0].text = _for_each(part, "tr")
    end.cells[0].text = "{%tr endfor %}"
    made.add_paragraph()


def _keep_whole(row: Any) -> None:
    """Let a row not go on over to the next page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _share(table: Any, shares: Sequence[float], page: PageLayout) -> None:
    whole = sum(shares)
    widths(table, [share / whole * text_width(page) for share in shares])


def _fill(cell: Any, text: str, page: PageLayout, *, align: Align, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.line_spacing = 1
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(page.table_size)
