"""A filled form drawn as a PDF: header blocks, title, summary, sections, signatures."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer

from exports.layout import (
    AnyPart,
    ChartPart,
    Content,
    EachPart,
    FactsPart,
    FormLayout,
    GridPart,
    PageLayout,
    Section,
    SentencePart,
    TablePart,
    TextPart,
    filled_from,
)
from exports.pdf.charts import draw_bars
from exports.pdf.codes import CODE_ROOM
from exports.pdf.emblem import draw_emblem
from exports.pdf.grids import draw_grid
from exports.pdf.pages import (
    Heading,
    Styles,
    build_pdf,
    closing_lines,
    corner_blocks,
    make_styles,
    paragraph,
    text_area,
)
from exports.pdf.signed import sign
from exports.pdf.tables import DrawnTable, draw_facts, draw_table
from exports.pdf.ways import draw_ways
from models.rows.report_records import FigurePlace

_CAPTION_ROOM = 9 * mm
_FIGURE_ROOM = 30 * mm
"""What a heading above a chart and the caption below it take of a page."""
_COVER_AIR = 60 * mm
"""Between the corner blocks and the title on a page of their own."""
_COVER_GAP = 8 * mm


def draw_document(
    form: FormLayout, content: Content, *, title: str, author: str, places: list[FigurePlace] | None = None
) -> bytes:
    """Draw a filled form; the same form and content give the same bytes (with one version of zlib).

    Into `places` goes where its figures came to stand.
    """
    return draw_documents(form, [content], title=title, author=author, places=places)


def draw_documents(
    form: FormLayout,
    contents: Sequence[Content],
    *,
    title: str,
    author: str,
    places: list[FigurePlace] | None = None,
) -> bytes:
    """Draw a form filled several times, each on a page of its own, as one file; its code is that of the first."""
    styles = make_styles(form.page)
    story: list[Flowable] = []
    for content in contents:
        if story:
            story.append(PageBreak())
        story.extend(_story(form, content, styles))
    fields = contents[0].fields
    code = (str(fields[form.code.scanned]), str(fields[form.code.letters])) if form.code else None
    return build_pdf(story, page=form.page, title=title, author=author, code=code, places=places)


def _story(form: FormLayout, content: Content, styles: Styles) -> list[Flowable]:
    """Everything a filled form prints, from its corner blocks to the signatures."""
    width, height = text_area(form.page)
    fields = content.fields
    story: list[Flowable] = [draw_emblem(form.emblem)] if form.emblem else []
    story += corner_blocks(form.blocks, fields, styles=styles, width=width)
    story.append(Spacer(0, _COVER_AIR if form.cover else 1 * mm))
    for number, line in enumerate(form.titles(fields)):
        story.append(paragraph(line, styles.title if number else styles.title_lead))
        if form.cover:
            story.append(Spacer(0, _COVER_GAP))
    if form.cover:
        story.append(PageBreak())
    summary = [(form.summary.heading, form.summary)] if form.summary else []
    headed = [*summary, *form.visible_sections(content)]
    for number, (heading, section) in enumerate(headed, start=1):
        body = _with_labels(list(_section(section, content, page=form.page, styles=styles)))
        if not body:
            continue
        if heading:
            # Room for the heading and the beginning of what follows, else both start on the next page.
            story.append(CondPageBreak(styles.heading.leading + 15 + _beginning_room(body[0], styles)))
            story.append(Heading(heading, styles.heading, number=number))
        else:
            story.append(Spacer(0, 2 * mm))
        for piece in body:
            story.extend(_placed(piece))
    if form.closing:
        lines = closing_lines(form.closing, fields, styles=styles, width=width)
        sign(story, lines, height=height - (CODE_ROOM if form.code else 0))
    return story


def _with_labels(body: list[DrawnTable | Flowable]) -> list[DrawnTable | Flowable]:
    """Labels stay with what they speak of."""
    for label, after in pairwise(body):
        if isinstance(label, Paragraph) and label.style.name == "label" and isinstance(after, Paragraph):
            label.keepWithNext = True
    return body


def _section(
    section: Section, content: Content, *, page: PageLayout, styles: Styles
) -> Iterator[DrawnTable | Flowable]:
    if not content.says(section):
        if section.empty:
            yield paragraph(section.empty, styles.body)
        return
    for part in section.parts:
        yield from _part(part, content, page=page, styles=styles)


def _part(part: AnyPart, content: Content, *, page: PageLayout, styles: Styles) -> Iterator[DrawnTable | Flowable]:
    match part:
        case TextPart():
            lines = content.text(part.key)
            if lines and part.heading:
                yield paragraph(part.heading, styles.label)
            for line in lines:
                yield paragraph(line, styles.body)
        case SentencePart():
            words = content.sentence(part)
            if words:
                yield paragraph(words, styles.body if part.look == "paragraph" else styles.plain)
        case FactsPart():
            width, _ = text_area(page)
            yield draw_facts(part, content.fields, width=width, size=page.table_size)
        case TablePart():
            yield from _table(part, content.rows(part.rows), page=page, styles=styles)
        case GridPart():
            yield from _grid(part, content.rows(part.rows), content.rows(part.across), page=page, styles=styles)
        case EachPart():
            for row in content.rows(part.rows):
                yield from _paragraphs(part, row, styles)
        case ChartPart():
            yield from _chart(part, content.rows(part.rows), page=page, styles=styles)
        case _:
            assert_never(part)


def _table(
    part: TablePart, rows: Sequence[object], *, page: PageLayout, styles: Styles
) -> Iterator[DrawnTable | Flowable]:
    width, height = text_area(page)
    if rows:
        drawn = draw_table(part, rows, width=width, height=height, size=page.table_size)
        if part.caption:
            yield CondPageBreak(_CAPTION_ROOM + drawn.beginning)
            yield paragraph(part.caption, styles.caption)
        yield drawn
    elif part.empty:
        yield paragraph(part.empty, styles.body)


def _chart(part: ChartPart, rows: Sequence[object], *, page: PageLayout, styles: Styles) -> Iterator[Flowable]:
    width, height = text_area(page)
    height -= _FIGURE_ROOM
    if part.before and part.most:
        ways = [
            (str(getattr(row, part.label)), getattr(row, part.before), getattr(row, part.value))
            for row in rows
            if getattr(row, part.before) is not None and getattr(row, part.value) is not None
        ]
        drawings = draw_ways(ways, most=part.most, width=width, height=height, size=page.table_size) if ways else []
    else:
        seen = rows if part.before else [row for row in rows if getattr(row, part.value) is not None]
        bars = [(str(getattr(row, part.label)), round(float(getattr(row, part.value) or 0), 2)) for row in seen]
        before = [round(float(getattr(row, part.before) or 0), 2) for row in seen] if part.before else []
        sizes = {"width": width, "height": height, "size": page.table_size}
        drawings = draw_bars(bars, before=before, **sizes) if bars else []
    for drawing in drawings[:-1]:
        yield KeepTogether([Spacer(0, 2 * mm), drawing])
    if drawings:
        yield KeepTogether([Spacer(0, 2 * mm), drawings[-1], paragraph(part.caption, styles.figure)])


def _grid(
    part: GridPart, rows: Sequence[object], across: Sequence[object], *, page: PageLayout, styles: Styles
) -> Iterator[DrawnTable | Flowable]:
    if not rows or not across:
        if part.empty:
            yield paragraph(part.empty, styles.body)
        return
    width, height = text_area(page)
    if part.caption:
        yield paragraph(part.caption, styles.caption)
    for number, block in enumerate(draw_grid(part, rows, across, width=width, size=page.table_size)):
        if number:
            # A block that does not fit below the one before begins a page of its own.
            _, tall = block.flowable.wrap(width, height)
            yield CondPageBreak(min(tall, height - 1))
        yield block


def _paragraphs(part: EachPart, row: object, styles: Styles) -> Iterator[Flowable]:
    for line in part.lines:
        if line.needs and not getattr(row, line.needs):
            continue
        for each in getattr(row, line.each) if line.each else [row]:
            for words in filled_from(line.template, each).splitlines():
                if words.strip():
                    yield paragraph(words, styles.label if line.look == "label" else styles.body)


def _beginning_room(piece: DrawnTable | Flowable, styles: Styles) -> float:
    return piece.beginning if isinstance(piece, DrawnTable) else 2 * styles.body.leading


def _placed(piece: DrawnTable | Flowable) -> list[Flowable]:
    return [piece.flowable] if isinstance(piece, DrawnTable) else [piece]
