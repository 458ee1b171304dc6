"""A filled form as a document for Word, to be worked on further: the same layout that the PDF is drawn from.

Page rules are those of ГОСТ Р 7.0.97 (domain.md §5): margins, numbers in the top margin from the second page.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from exports.documents.forms import PrintedForm
from exports.documents.stacked import StackedForm
from exports.docx.sheet import element, repeat, sealed, set_up, text_width, widths
from exports.header_blocks import block_lines
from exports.layout import (
    NAME_HERE,
    SIGN_HERE,
    AnyPart,
    Content,
    EachPart,
    FactsPart,
    FormLayout,
    PageLayout,
    SentencePart,
    TablePart,
    TextPart,
    cleaned,
    filled_from,
    shown,
    summed,
    undivided,
)

_CORNER = 80
"""Width of a corner block, millimetres."""
_EMBLEM = 20
"""Height of the emblem, millimetres."""
_COVER_LINES = 8
"""Empty lines between the corner block and the title on a page of their own."""
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_SOFT_HYPHEN = "\u00ad"


def write_document(form: PrintedForm[Any] | StackedForm[Any], data: Any, *, layout: FormLayout | None = None) -> bytes:
    """The paper as a document; the same data give the same bytes. Grids and charts are on paper and in workbooks."""
    plain = form.form if isinstance(form, StackedForm) else form
    layout, content = plain.fitted(layout or plain.layout(), data), plain.content(data)
    made = docx.Document()
    set_up(made, layout.page)
    _write_head(made, layout, content)
    if layout.summary is not None:
        _heading(made, layout.summary.heading)
        for part in layout.summary.parts:
            _write_part(made, part, content, layout.page)
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
    return sealed(made, title=" ".join(layout.titles(content.fields)), author=data.passport.short_name)


def _write_head(made: Document, layout: FormLayout, content: Content) -> None:
    fields = content.fields
    if layout.emblem:
        picture = BytesIO(base64.b64decode(layout.emblem))
        made.add_picture(picture, height=Mm(_EMBLEM))
        made.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
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
    room = text_width(layout.page)
    widths(table, [max(room - _CORNER * (columns - 1), 0), *[_CORNER] * (columns - 1)])
    for place, block in enumerate(reversed(layout.blocks), start=1):
        cell = table.rows[0].cells[columns - place]
        for number, line in enumerate(block_lines(block, fields)):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.add_run(_said(line.text))


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
            _write_facts(made, part, content, page)
        case TablePart():
            _write_table(made, part, content.rows(part.rows), page)
        case EachPart():
            for row in content.rows(part.rows):
                for words, is_label in _lines_of(part, row):
                    _paragraph(made, words, page, bold=is_label)
        case _:
            pass  # a grid or a chart


def _write_facts(made: Document, part: FactsPart, content: Content, page: PageLayout) -> None:
    """The facts in their pairs of columns, one pair after the other as on paper."""
    facts = [(fact.title, shown(content.fields[fact.key], fact.kind)) for fact in part.visible]
    height = -(-len(facts) // part.pairs)
    table = _table(made, [part.title_share, 1 - part.title_share] * part.pairs, page)
    for at in range(height):
        side_by_side = [fact for fact, _pair in zip(facts[at::height], range(part.pairs), strict=False)]
        _row(
            table,
            [text for fact in side_by_side for text in fact],
            page,
            align=["left", part.value_align] * len(side_by_side),
        )


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
    repeat(head)
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
    if part.has_total:
        _write_total(table, part, rows, page)
    made.add_paragraph()


def _write_total(table: Any, part: TablePart, rows: Sequence[object], page: PageLayout) -> None:
    columns = part.visible
    sums = [shown(summed(rows, each.key), each.kind) if each.total == "sum" else "" for each in columns]
    row = _row(table, sums, page, bold=True, align=[each.align for each in columns])
    first = row.cells[0].merge(row.cells[part.before_total - 1])
    first.text = ""
    _fill(first, part.total_title, page, bold=True, align="left")


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
    widths(table, [share / whole * text_width(page) for share in shares])
    return table


def _row(table: Any, texts: Sequence[str], page: PageLayout, *, bold: bool = False, align: Sequence[str] = ()) -> Any:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
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
            run._r.append(element("w:softHyphen"))
        run.add_text(piece)
    run.bold = bold
    run.font.size = Pt(page.table_size)


def _said(text: str) -> str:
    """A text as it stands on paper."""
    return undivided(cleaned(text))
