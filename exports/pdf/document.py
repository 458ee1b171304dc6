"""A filled form drawn as a PDF: header blocks, title, summary, sections, signatures."""

from collections.abc import Iterator
from typing import assert_never

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from exports.layout import (
    ChartPart,
    Content,
    FactsPart,
    FormLayout,
    PageLayout,
    Section,
    SentencePart,
    TablePart,
    TextPart,
    filled,
)
from exports.pdf.charts import draw_bars
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
from exports.pdf.tables import DrawnTable, draw_facts, draw_table

_CAPTION_ROOM = 9 * mm


def draw_document(form: FormLayout, content: Content, *, title: str, author: str) -> bytes:
    """Draw a filled form; the same form and content give the same bytes (with one version of zlib)."""
    styles = make_styles(form.page)
    width, _ = text_area(form.page)
    fields = content.fields
    story: list[Flowable] = corner_blocks(form.blocks, fields, styles=styles, width=width)
    story.append(Spacer(0, 1 * mm))
    for number, line in enumerate(form.title):
        story.append(paragraph(filled(line, fields), styles.title if number else styles.title_lead))
    headed = [(form.summary.heading, form.summary), *form.visible_sections()]
    for number, (heading, section) in enumerate(headed, start=1):
        body = list(_section(section, content, page=form.page, styles=styles))
        if not body:
            continue
        # Room for the heading and the beginning of what follows, else both start on the next page.
        story.append(CondPageBreak(styles.heading.leading + 15 + _beginning_room(body[0], styles)))
        story.append(Heading(heading, styles.heading, number=number))
        for piece in body:
            story.extend(_placed(piece))
    if form.closing:
        # Signatures alone on a page could belong to any paper: the last paragraph goes along.
        last = [story.pop()] if isinstance(story[-1], Paragraph) else []
        story.append(KeepTogether([*last, *closing_lines(form.closing, fields, styles=styles, width=width)]))
    return build_pdf(story, page=form.page, title=title, author=author)


def _section(
    section: Section, content: Content, *, page: PageLayout, styles: Styles
) -> Iterator[DrawnTable | Flowable]:
    if not content.says(section):
        if section.empty:
            yield paragraph(section.empty, styles.body)
        return
    for part in section.parts:
        yield from _part(part, content, page=page, styles=styles)


def _part(
    part: TextPart | SentencePart | FactsPart | TablePart | ChartPart,
    content: Content,
    *,
    page: PageLayout,
    styles: Styles,
) -> Iterator[DrawnTable | Flowable]:
    width, _ = text_area(page)
    match part:
        case TextPart():
            lines = content.text(part.key)
            if lines and part.heading:
                yield paragraph(part.heading, styles.label)
            for line in lines:
                yield paragraph(line, styles.body)
        case SentencePart():
            yield paragraph(filled(part.template, content.fields), styles.body)
        case FactsPart():
            yield draw_facts(part, content.fields, width=width, size=page.table_size)
        case TablePart():
            rows = content.rows(part.rows)
            if rows:
                drawn = draw_table(part, rows, width=width, size=page.table_size)
                if part.caption:
                    yield CondPageBreak(_CAPTION_ROOM + drawn.beginning)
                    yield paragraph(part.caption, styles.caption)
                yield drawn
            elif part.empty:
                yield paragraph(part.empty, styles.body)
        case ChartPart():
            bars = [
                (str(getattr(row, part.label)), float(getattr(row, part.value) or 0)) for row in content.rows(part.rows)
            ]
            if bars:
                yield KeepTogether(
                    [
                        Spacer(0, 2 * mm),
                        draw_bars(bars, width=width, size=page.table_size),
                        paragraph(part.caption, styles.figure),
                    ]
                )
        case _:
            assert_never(part)


def _beginning_room(piece: DrawnTable | Flowable, styles: Styles) -> float:
    return piece.beginning if isinstance(piece, DrawnTable) else 2 * styles.body.leading


def _placed(piece: DrawnTable | Flowable) -> list[Flowable]:
    return [piece.flowable] if isinstance(piece, DrawnTable) else [piece]
