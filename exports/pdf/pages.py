"""Pages after ГОСТ Р 7.0.97: margins, page numbers from the second page, headings in the bookmarks."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table
from reportlab.platypus.doctemplate import LayoutError

from exports.header_blocks import block_lines
from exports.layout import NAME_HERE, SIGN_HERE, HeaderBlock, PageLayout, SignatureLine
from exports.pdf.codes import CODE_ROOM, draw_code
from exports.pdf.fonts import BOLD, REGULAR, printable, register_fonts
from exports.pdf.lines import kept_together
from models.errors import UserError
from models.rows.report_records import FigurePlace

CORNER_WIDTH = 80 * mm
"""The widest a corner block may be: 8 cm (domain.md §5)."""

_NUMBER_FROM_TOP = 12 * mm


class Styles(NamedTuple):
    """The paragraph styles of one document."""

    body: ParagraphStyle
    plain: ParagraphStyle
    heading: ParagraphStyle
    title: ParagraphStyle
    title_lead: ParagraphStyle
    label: ParagraphStyle
    caption: ParagraphStyle
    figure: ParagraphStyle
    block: ParagraphStyle
    block_heading: ParagraphStyle


def make_styles(page: PageLayout) -> Styles:
    """Styles for the type sizes of `page`: justified text with an indent, centred bold headings."""
    register_fonts()
    size = page.body_size
    # PT Serif's own line is 1.2 of its size.
    leading = size * 1.2 * page.line_spacing
    body = ParagraphStyle(
        "body",
        fontName=REGULAR,
        fontSize=size,
        leading=leading,
        alignment=TA_JUSTIFY,
        firstLineIndent=page.indent * mm,
        allowWidows=0,
        allowOrphans=0,
        spaceAfter=2,
        splitLongWords=1,
    )
    plain = ParagraphStyle("plain", parent=body, firstLineIndent=0, alignment=TA_LEFT, spaceAfter=0)
    centred = ParagraphStyle("centred", parent=plain, fontName=BOLD, alignment=TA_CENTER)
    return Styles(
        body=body,
        plain=plain,
        heading=ParagraphStyle("heading", parent=centred, spaceBefore=10, spaceAfter=5),
        title=centred,
        title_lead=ParagraphStyle("title_lead", parent=centred, fontSize=14, leading=20, spaceBefore=12),
        label=ParagraphStyle("label", parent=body, fontName=BOLD, alignment=TA_LEFT, spaceBefore=2),
        caption=ParagraphStyle("caption", parent=centred, fontSize=size - 1, spaceBefore=6, spaceAfter=2),
        figure=ParagraphStyle(
            "figure", parent=plain, alignment=TA_CENTER, fontSize=size - 1, spaceBefore=3, spaceAfter=8
        ),
        block=ParagraphStyle("block", parent=plain, leading=size * 1.25),
        block_heading=ParagraphStyle("block_heading", parent=plain, leading=size * 1.6),
    )


class Heading(Paragraph):
    """A heading that also becomes a bookmark; `number` is its place among them."""

    def __init__(self, text: str, style: ParagraphStyle, *, number: int) -> None:
        super().__init__(escape(printable(text)), style)
        self.bookmark = printable(text)
        self.number = number


def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of a person's text: nothing in it is markup."""
    # A dash does not begin a line.
    return Paragraph(escape(kept_together(text).replace(" — ", "\u00a0— ")), style)


def text_area(page: PageLayout) -> tuple[float, float]:
    """Width and height inside the margins, points."""
    wide, high = _sheet(page)
    return wide - (page.left + page.right) * mm, high - (page.top + page.bottom) * mm


def corner_blocks(
    blocks: Sequence[HeaderBlock], fields: Mapping[str, object], *, styles: Styles, width: float
) -> list[Flowable]:
    """The blocks at the head of the first page: one at the upper right, two or three side by side."""
    if not blocks:
        return []
    columns = max(2, len(blocks))
    wide = min(CORNER_WIDTH, width / columns)
    between = (width - columns * wide) / (columns - 1)
    cells: list[Any] = [""] * (columns * 2 - 1)
    widths = [wide if number % 2 == 0 else between for number in range(columns * 2 - 1)]
    for number, block in enumerate(reversed(blocks)):
        cells[len(cells) - 1 - 2 * number] = _block(block, fields, styles)
    return [_bare_table([cells], widths)]


def closing_lines(
    lines: Sequence[SignatureLine], fields: Mapping[str, object], *, styles: Styles, width: float
) -> list[Flowable]:
    """The signatures under the document; a name that is missing leaves a blank line."""
    rows: list[list[Any]] = []
    for line in lines:
        name = fields[line.name]
        rows.append(
            [
                paragraph(str(fields[line.position]), styles.block),
                paragraph(SIGN_HERE, styles.block),
                paragraph(str(name) if name else NAME_HERE, styles.block),
            ]
        )
    if not rows:
        return []
    sign = 40 * mm
    name_width = 55 * mm
    return [_bare_table(rows, [width - sign - name_width, sign, name_width], above=24)]


def build_pdf(
    story: list[Flowable],
    *,
    page: PageLayout,
    title: str,
    author: str,
    code: tuple[str, str] | None = None,
    places: list[FigurePlace] | None = None,
) -> bytes:
    """Flow `story` over pages; the same story gives the same bytes (with one version of zlib).

    Raises UserError where a piece of it is higher than a page.

    `code` is the text of a QR code and its letters, drawn in the lower right of every page below the story. Into
    `places` goes where the figures of its tables came to stand.
    """
    rl_config.useA85 = 0  # binary streams are a fifth smaller
    wide, high = _sheet(page)
    target = BytesIO()
    document = _Document(
        target,
        pagesize=(wide, high),
        title=printable(title),
        author=printable(author),
        creator="Маршрут",
        subject="",
        lang="ru-RU",
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
    )
    wide_text, high_text = text_area(page)
    foot = CODE_ROOM if code else 0
    frame = Frame(
        page.left * mm,
        page.bottom * mm + foot,
        wide_text,
        high_text - foot,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def stamp(canvas: Any, _document: BaseDocTemplate) -> None:
        # After the story, so that a reader of the text comes to the code last.
        if code:
            draw_code(canvas, *code, right=wide - page.right * mm, bottom=page.bottom * mm)

    document.addPageTemplates(
        [
            PageTemplate("first", [frame], onPage=_describe, onPageEnd=stamp, autoNextPageTemplate="next"),
            PageTemplate("next", [frame], onPage=_number_page, onPageEnd=stamp),
        ]
    )
    document.places = places
    try:
        document.build(story)
    except LayoutError as problem:
        raise UserError(
            "Документ не помещается на лист: что-то в нём выше страницы.",
            "Сократите слова формы, сделайте столбцы шире или поля листа меньше.",
        ) from problem
    return target.getvalue()


class _Document(BaseDocTemplate):
    """Adds a bookmark for each heading as it is placed."""

    places: list[FigurePlace] | None = None

    def beforeDocument(self) -> None:  # noqa: N802 - reportlab's hook
        canvas: Any = self.canv  # its stub is without types
        canvas.figure_places = self.places

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's hook
        if isinstance(flowable, Heading):
            canvas: Any = self.canv  # its stub is without types
            key = f"section-{flowable.number}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(flowable.bookmark, key, level=0)


def _sheet(page: PageLayout) -> tuple[float, float]:
    return landscape(A4) if page.orientation == "landscape" else A4


def _describe(canvas: Any, _document: BaseDocTemplate) -> None:
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _number_page(canvas: Any, document: Any) -> None:
    wide, high = document.pagesize
    canvas.setFont(REGULAR, 11)
    canvas.drawCentredString(wide / 2, high - _NUMBER_FROM_TOP, str(canvas.getPageNumber()))


def _block(block: HeaderBlock, fields: Mapping[str, object], styles: Styles) -> list[Flowable]:
    return [
        paragraph(line.text, styles.block_heading if line.airy else styles.block) for line in block_lines(block, fields)
    ]


def _bare_table(rows: list[list[Any]], widths: list[float], *, above: float = 0) -> Table:
    return Table(
        rows,
        colWidths=widths,
        spaceBefore=above,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ],
    )
