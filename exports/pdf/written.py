"""A Word document drawn as a plain PDF: its paragraphs and tables in their order, in our own type, without pictures."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import takewhile, zip_longest
from typing import Any, Literal, cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, LongTable, PageBreak, Paragraph, Spacer

from exports.layout import PageLayout
from exports.pdf.fonts import BOLD, REGULAR
from exports.pdf.lines import divisible, kept_together
from exports.pdf.numbering import Numbering
from exports.pdf.pages import Heading, Styles, build_pdf, make_styles, text_area
from exports.pdf.tables import LINE, SIDE

_ALIGN: dict[WD_ALIGN_PARAGRAPH, Literal[0, 1, 2, 4]] = {
    WD_ALIGN_PARAGRAPH.LEFT: TA_LEFT,
    WD_ALIGN_PARAGRAPH.CENTER: TA_CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT: TA_RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY: TA_JUSTIFY,
}
_LEADING = 1.25
"""Of the type size, inside tables."""
_EMPTY_LINE = 0.6
"""Of a line: what an empty paragraph takes."""
_HEADING_LINES = 4
"""Lines that must have room for a heading to stand there."""
_GUTTER = 12
"""Between what stands side by side without rules, points."""


def draw_written(content: bytes, *, title: str, author: str) -> bytes:
    """Draw a Word document plainly; the same document gives the same bytes (with one version of zlib)."""
    document = docx.Document(BytesIO(content))
    _unwrap(cast("Any", document.element).body)
    page = _page(document)
    drawing = _Drawing(make_styles(page), Numbering(document))
    width, _ = text_area(page)
    return build_pdf(list(drawing.story(document, width)), page=page, title=title, author=author)


def _unwrap(body: Any) -> None:
    """Put what stands in content controls and in changes not yet accepted among the paragraphs and runs."""
    for wrapper in [*body.iter(qn("w:sdt"), qn("w:ins"), qn("w:smartTag"))]:
        inside = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else wrapper
        for child in [*inside] if inside is not None else []:
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)


def _page(document: Document) -> PageLayout:
    section = document.sections[0]
    wide, high = section.page_width or 0, section.page_height or 0
    lies = section.orientation is WD_ORIENT.LANDSCAPE or wide > high
    normal: Any = document.styles["Normal"]
    spacing = normal.paragraph_format.line_spacing
    return PageLayout(
        orientation="landscape" if lies else "portrait",
        left=section.left_margin.mm if section.left_margin else 20,
        right=section.right_margin.mm if section.right_margin else 10,
        top=section.top_margin.mm if section.top_margin else 20,
        bottom=section.bottom_margin.mm if section.bottom_margin else 20,
        body_size=normal.font.size.pt if normal.font.size else 12,
        line_spacing=spacing if isinstance(spacing, float) else 1.15,
    )


class _Drawing:
    """The story of one document, with the counters of its numbered paragraphs."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._headings = 0

    def story(self, within: Any, width: float) -> Iterator[Flowable]:
        """What stands in the document or in a cell of it, in its order; `width` in points."""
        blocks: list[WordParagraph | WordTable] = list(within.iter_inner_content())
        for block, after in zip_longest(blocks, blocks[1:]):
            if isinstance(block, WordTable):
                yield self._table(block, width)
                continue
            # A paragraph kept with a long table would leave the rest of the page empty.
            is_kept = bool(_inherited(block, "keep_with_next")) and not (
                isinstance(after, WordTable) and _is_ruled(after)
            )
            for flowable in self._paragraph(block, None if isinstance(within, Document) else width):
                flowable.keepWithNext = int(is_kept)
                yield flowable

    def _paragraph(self, paragraph: WordParagraph, cell: float | None) -> Iterator[Flowable]:
        """`cell` is the width of the cell it stands in, points."""
        said: Any = paragraph
        is_in_table = cell is not None
        element = said._p
        if said.paragraph_format.page_break_before or element.xpath(".//w:br[@w:type='page']"):
            yield PageBreak()
        style = self._style(paragraph, is_in_table=is_in_table)
        words = "".join(_marked(paragraph, style, cell))
        if not words.strip():
            if not is_in_table:
                yield Spacer(0, style.leading * _EMPTY_LINE)
            return
        number = escape(self._numbering.next(element))
        if _is_heading(paragraph) and not is_in_table:
            self._headings += 1
            yield CondPageBreak(_HEADING_LINES * style.leading)
            yield Heading(f"{number}{paragraph.text}", self._styles.heading, number=self._headings)
        else:
            yield Paragraph(f"{number}{words}", style)

    def _style(self, paragraph: WordParagraph, *, is_in_table: bool) -> ParagraphStyle:
        body = self._styles.body
        sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
        size = max(sizes, default=body.fontSize)
        indent = _inherited(paragraph, "first_line_indent")
        left = _inherited(paragraph, "left_indent")
        above, below = _inherited(paragraph, "space_before"), _inherited(paragraph, "space_after")
        shrunk = size / body.fontSize
        return ParagraphStyle(
            "written",
            parent=body,
            fontSize=size,
            leading=size * _LEADING if is_in_table else body.leading * shrunk,
            alignment=_ALIGN.get(_inherited(paragraph, "alignment"), TA_LEFT),
            firstLineIndent=indent.pt if indent else 0,
            leftIndent=left.pt if left else 0,
            embeddedHyphenation=int(is_in_table),
            spaceBefore=above.pt if above else 0,
            spaceAfter=below.pt if below else body.spaceAfter,
        )

    def _table(self, table: Any, width: float) -> Flowable:
        rows: list[list[Any]] = [list(row.cells) for row in table.rows]
        across = max((len(row) for row in rows), default=1)
        wide = _widths(table, across, width)
        is_ruled = _is_ruled(table)
        side, gutter = (SIDE, 0) if is_ruled else (0, _GUTTER)
        lines: list[list[Any]] = []
        commands: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), side),
            ("RIGHTPADDING", (0, 0), (-1, -1), side),
            ("RIGHTPADDING", (0, 0), (-2, -1), side + gutter),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
        seen: dict[Any, tuple[int, int]] = {}
        ends: dict[Any, tuple[int, int]] = {}
        for down, row in enumerate(rows):
            line: list[Any] = [""] * across
            for at, cell in enumerate(row):
                where = cell._tc
                if where not in seen:
                    seen[where] = (at, down)
                    merged = sum(wide[n] for n, other in enumerate(row) if other._tc is where)
                    line[at] = list(self.story(cell, merged - 2 * side - gutter))
                ends[where] = (at, down)
            lines.append(line)
        commands += [("SPAN", start, ends[cell]) for cell, start in seen.items() if start != ends[cell]]
        if is_ruled:
            commands.append(("GRID", (0, 0), (-1, -1), LINE, colors.black))
        heads = sum(1 for _row in takewhile(_is_head, table.rows))
        return LongTable(
            lines, colWidths=wide, style=commands, repeatRows=heads, spaceBefore=4, spaceAfter=6, splitInRow=1
        )


def _marked(paragraph: WordParagraph, style: ParagraphStyle, cell: float | None) -> Iterator[str]:
    """The words of a paragraph with what is bold and italic in them; those too long for their cell may be divided."""
    bold = _inherited_look(paragraph, "bold")
    italic = _inherited_look(paragraph, "italic")
    for piece in paragraph.iter_inner_content():
        for run in [piece] if isinstance(piece, Run) else piece.runs:
            text = kept_together(run.text).replace(" — ", "\u00a0— ")
            if cell is not None:
                is_bold = bold if run.bold is None else run.bold
                text = divisible(text, font=BOLD if is_bold else REGULAR, size=style.fontSize, width=cell)
            words = escape(text).replace("\n", "<br/>")
            for tag, look, usual in (("b", run.bold, bold), ("i", run.italic, italic)):
                if words and (usual if look is None else look):
                    words = f"<{tag}>{words}</{tag}>"
            yield words


def _styles_of(paragraph: WordParagraph) -> Iterator[Any]:
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _inherited(paragraph: WordParagraph, name: str) -> Any:
    """A property of a paragraph, of its own or of its style."""
    for format_ in (paragraph.paragraph_format, *(style.paragraph_format for style in _styles_of(paragraph))):
        value = getattr(format_, name)
        if value is not None:
            return value
    return None


def _inherited_look(paragraph: WordParagraph, name: str) -> bool:
    looks = (getattr(style.font, name) for style in _styles_of(paragraph))
    return bool(next((look for look in looks if look is not None), False))


def _is_heading(paragraph: WordParagraph) -> bool:
    return any(str(style.name).casefold() in {"heading 1", "heading 2", "heading 3"} for style in _styles_of(paragraph))


def _is_ruled(table: Any) -> bool:
    style = table.style
    borders: list[Any] = table._tbl.xpath("./w:tblPr/w:tblBorders/*")
    if borders:
        return any(each.get(qn("w:val")) not in {"none", "nil"} for each in borders)
    return style is not None and style.name not in {None, "Normal Table"}


def _is_head(row: Any) -> bool:
    return bool(row._tr.xpath("./w:trPr/w:tblHeader"))


def _widths(table: WordTable, across: int, width: float) -> Sequence[float]:
    """Widths of the columns as the document has them, stretched over `width`."""
    said = [float(column.width or 0) for column in table.columns][:across]
    if len(said) < across or not all(said):
        return [width / across] * across
    return [width * each / sum(said) for each in said]
