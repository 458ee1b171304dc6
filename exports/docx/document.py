"""A filled form as a document for Word, to be worked on further: the same layout that the PDF is drawn from.

Page rules are those of ГОСТ Р 7.0.97 (domain.md §5): margins, numbers in the top margin from the second page.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from textwrap import shorten
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parser
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports.documents.forms import PrintedForm
from exports.documents.stacked import StackedForm
from exports.layout import (
    BLANK_DATE,
    NAME_HERE,
    SIGN_HERE,
    AnyPart,
    Content,
    EachPart,
    FactsPart,
    FormLayout,
    HeaderBlock,
    PageLayout,
    SentencePart,
    TablePart,
    TextPart,
    cleaned,
    date_in_words,
    filled_from,
    shown,
    undivided,
)

_FONT = "Times New Roman"
_CORNER = 80
"""Width of a corner block, millimetres."""
_COVER_LINES = 8
"""Empty lines between the corner block and the title on a page of their own."""
_HEAD_TOP = 10
_A4 = (210, 297)
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_STAMP = (2000, 1, 1, 0, 0, 0)
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_CELL_SIDE = 56
"""Space left and right of a cell's text, twentieths of a point: as on paper (exports/pdf/tables.py)."""
_SOFT_HYPHEN = "\u00ad"
_LONGEST_PROPERTY = 255
"""Characters that a property of the file holds (ISO/IEC 29500-2)."""


def write_document(form: PrintedForm[Any] | StackedForm[Any], data: Any) -> bytes:
    """The paper as a document; the same data give the same bytes. Grids and charts are on paper and in workbooks."""
    plain = form.form if isinstance(form, StackedForm) else form
    layout, content = plain.layout(), plain.content(data)
    made = docx.Document()
    _set_up(made, layout.page)
    _write_head(made, layout, content)
    for heading, section in layout.visible_sections(content):
        if not content.says(section):
            if section.empty:
                _heading(made, heading)
                _paragraph(made, section.empty, layout.page)
            continue
        _heading(made, heading)
        for part in section.parts:
            _write_part(made, part, content, layout.page)
    _write_closing(made, layout, content)
    return _sealed(made, title=" ".join(layout.titles(content.fields)), author=data.passport.short_name)


def _set_up(made: Document, page: PageLayout) -> None:
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
    settings.find(qn("w:defaultTabStop")).addnext(_element("w:autoHyphenation"))
    grid: Any = made.styles["Table Grid"].element
    for side in ("w:left", "w:right"):
        grid.find(f".//{qn('w:tblCellMar')}/{qn(side)}").set(qn("w:w"), str(_CELL_SIDE))


def _write_head(made: Document, layout: FormLayout, content: Content) -> None:
    fields = content.fields
    _write_blocks(made, layout, fields)
    for _ in range(_COVER_LINES if layout.cover else 0):
        made.add_paragraph()
    for number, line in enumerate(layout.titles(fields)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(_said(line))
        run.bold = True
        run.font.size = Pt(layout.page.body_size if number else 14)
        if layout.cover:
            paragraph.paragraph_format.space_after = Pt(18)
    if layout.cover:
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_blocks(made: Document, layout: FormLayout, fields: Mapping[str, object]) -> None:
    """The blocks at the head of the first page: the last of them at the upper right."""
    if not layout.blocks:
        return
    columns = max(2, len(layout.blocks))
    table = made.add_table(rows=1, cols=columns)
    room = _width(layout.page)
    _widths(table, [max(room - _CORNER * (columns - 1), 0), *[_CORNER] * (columns - 1)])
    for place, block in enumerate(reversed(layout.blocks), start=1):
        cell = table.rows[0].cells[columns - place]
        for number, line in enumerate(_block_lines(block, fields)):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.add_run(_said(line))


def _block_lines(block: HeaderBlock, fields: Mapping[str, object]) -> tuple[str, ...]:
    name, day = fields[block.name], fields[block.date]
    return (
        block.heading,
        str(fields[block.position]),
        f"{SIGN_HERE} {name or NAME_HERE}",
        date_in_words(day) if isinstance(day, date) else BLANK_DATE,
    )


def _write_part(made: Document, part: AnyPart, content: Content, page: PageLayout) -> None:
    match part:
        case TextPart():
            lines = content.text(part.key)
            if lines and part.heading:
                _paragraph(made, part.heading, page, bold=True)
            for line in lines:
                _paragraph(made, line, page)
        case SentencePart():
            if words := content.sentence(part):
                _paragraph(made, words, page, indent=part.look == "paragraph")
        case FactsPart():
            facts = [(fact.title, shown(content.fields[fact.key], fact.kind)) for fact in part.visible]
            table = _table(made, [part.title_share, 1 - part.title_share], page)
            for title, value in facts:
                _row(table, (title, value), page)
        case TablePart():
            _write_table(made, part, content.rows(part.rows), page)
        case EachPart():
            for row in content.rows(part.rows):
                for words, is_label in _lines_of(part, row):
                    _paragraph(made, words, page, bold=is_label)
        case _:
            pass  # a grid or a chart


def _lines_of(part: EachPart, row: object) -> Iterable[tuple[str, bool]]:
    for line in part.lines:
        if line.needs and not getattr(row, line.needs):
            continue
        for each in getattr(row, line.each) if line.each else [row]:
            for words in filled_from(line.template, each).splitlines():
                if words.strip():
                    yield words, line.look == "label"


def _write_table(made: Document, part: TablePart, rows: Sequence[object], page: PageLayout) -> None:
    if not rows:
        if part.empty:
            _paragraph(made, part.empty, page)
        return
    if part.caption:
        _paragraph(made, part.caption, page, bold=True)
    columns = part.visible
    table = _table(made, [column.width for column in columns], page)
    head = _row(table, [column.title for column in columns], page, bold=True, align=["center"] * len(columns))
    _repeat(head)
    group: object = None
    for row in rows:
        if part.group and getattr(row, part.group) != group:
            group = getattr(row, part.group)
            across = table.add_row()
            whole = across.cells[0].merge(across.cells[-1])
            _fill(whole, shown(group, "text"), page, bold=True, align="center")
        texts = [shown(getattr(row, column.key), column.kind, nothing=column.nothing) for column in columns]
        is_bold = bool(part.strong and getattr(row, part.strong))
        _row(table, texts, page, bold=is_bold, align=[column.align for column in columns])
    made.add_paragraph()


def _write_closing(made: Document, layout: FormLayout, content: Content) -> None:
    for line in layout.closing:
        name = content.fields[line.name]
        _paragraph(
            made, f"{content.fields[line.position]}    {SIGN_HERE}    {name or NAME_HERE}", layout.page, indent=False
        )


def _heading(made: Document, words: str) -> None:
    if words:
        made.add_heading(_said(words), level=1)


def _paragraph(made: Document, words: str, page: PageLayout, *, bold: bool = False, indent: bool = True) -> None:
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if bold else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(page.indent)
    paragraph.add_run(_said(words)).bold = bold


def _table(made: Document, shares: Sequence[float], page: PageLayout) -> Any:
    table = made.add_table(rows=0, cols=len(shares))
    table.style = "Table Grid"
    table.autofit = False
    whole = sum(shares)
    _widths(table, [share / whole * _width(page) for share in shares])
    return table


def _row(table: Any, texts: Sequence[str], page: PageLayout, *, bold: bool = False, align: Sequence[str] = ()) -> Any:
    row = table.add_row()
    for at, text in enumerate(texts):
        row.cells[at].width = table.columns[at].width
        _fill(row.cells[at], text, page, bold=bold, align=align[at] if align else "left")
    return row


def _fill(cell: Any, text: str, page: PageLayout, *, bold: bool, align: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.line_spacing = 1
    run = paragraph.add_run()
    for number, piece in enumerate(_said(text).split(_SOFT_HYPHEN)):
        if number:
            run._r.append(_element("w:softHyphen"))
        run.add_text(piece)
    run.bold = bold
    run.font.size = Pt(page.table_size)


def _widths(table: Any, millimetres: Sequence[float]) -> None:
    for column, wide in zip(table.columns, millimetres, strict=True):
        column.width = Mm(wide)
        for cell in column.cells:
            cell.width = Mm(wide)


def _width(page: PageLayout) -> float:
    """Between the margins, millimetres."""
    return (_A4[0] if page.orientation == "portrait" else _A4[1]) - page.left - page.right


def _repeat(row: Any) -> None:
    """Let the head of a table stand on every page it goes on to."""
    mark = _element("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills: the number of the page."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        mark = _element("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def _element(name: str) -> Any:
    made: Any = parser  # its functions are without types
    return made.OxmlElement(name)


def _said(text: str) -> str:
    """A text as it stands on paper."""
    return undivided(cleaned(text))


def _short(text: str) -> str:
    """As much of a text as a property of the file holds."""
    return shorten(cleaned(text), _LONGEST_PROPERTY, placeholder="…")


def _sealed(made: Document, *, title: str, author: str) -> bytes:
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
