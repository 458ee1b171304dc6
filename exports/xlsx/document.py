"""A filled form as a workbook: the summary first, then a sheet for every table that has rows.

Dates are dates and numbers are numbers; totals are values, so that a viewer which calculates nothing shows them;
text that begins with `=`, `+`, `-` or `@` stays text.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.chart import BarChart

from exports.header_blocks import BlockLine, block_lines
from exports.layout import (
    NAME_HERE,
    SIGN_HERE,
    AnyPart,
    ChartPart,
    Column,
    Content,
    FactsPart,
    FormLayout,
    GridPart,
    Section,
    SentencePart,
    TablePart,
    TextPart,
    filled,
    filled_from,
    shown,
    summed,
)
from exports.xlsx.charts import bar_chart
from exports.xlsx.sheets import Cell, Sheet, sealed_bytes

_FACTS = (
    Column(key="title", title="Показатель", width=55),
    Column(key="value", title="Значение", width=45),
)
_TEXTS = (
    Column(key="section", title="Раздел", width=28),
    Column(key="text", title="Текст", width=92),
)
_MOST_UPRIGHT = 6
"""Columns of a sheet that is printed upright; a wider one lies."""
_LYING_MILLIMETRES = 267
"""Between the margins of A4 that lies."""
_LETTERS_IN_MILLIMETRE = 0.52
"""Letters of a column's width to a millimetre of paper."""


def fill_workbook(form: FormLayout, content: Content, *, title: str, author: str) -> bytes:
    """Fill a form as XLSX; the same form and content give the same bytes (with one version of zlib)."""
    book = Workbook(write_only=True)
    footer = filled(form.footer, content.fields)
    first: TablePart | GridPart | None = None
    if form.summary:
        _write_summary(book, form, form.summary, content, footer=footer)
    else:
        first = _write_first(book, form, content, footer=footer)
    prose: list[tuple[str, str]] = []
    for heading, section in form.visible_sections(content):
        for part in section.parts:
            if part is not first:
                _write_part(book, heading, section, part, content, footer=footer)
        if form.summary:
            prose.extend(_prose(heading, section, content))
    if prose:
        sheet = Sheet(book, form.texts_sheet, columns=_TEXTS, lying=True, footer=footer)
        sheet.freeze(2)
        sheet.head("Пояснения к разделам")
        for heading, words in prose:
            sheet.add(Cell(heading), Cell(words))
    return sealed_bytes(book, title=title, author=author)


def _write_summary(book: Workbook, form: FormLayout, summary: Section, content: Content, *, footer: str) -> None:
    sheet = Sheet(book, form.summary_sheet, columns=_FACTS, lying=False, footer=footer)
    sheet.freeze(len(form.title) + 3)
    for line in form.title:
        sheet.add(Cell(filled(line, content.fields), look="title"))
    sheet.add()
    sheet.head(summary.heading)
    for part in summary.parts:
        if isinstance(part, FactsPart):
            _write_facts(sheet, part, content)


def _write_first(book: Workbook, form: FormLayout, content: Content, *, footer: str) -> TablePart | GridPart | None:
    """Write the first table under the blocks, the title and the texts, as on paper; returns which it was."""
    for _, section in form.visible_sections(content):
        for part in section.parts:
            if isinstance(part, TablePart | GridPart):
                columns = _columns_of(part, content)
                sheet = _sheet_of(book, part, columns, footer=footer)
                _write_opening(sheet, form, content, columns=len(columns))
                sheet.add_header()
                top = sheet.height + 1
                _write_rows(sheet, part, content)
                if not content.rows(part.rows) and (part.empty or section.empty):
                    sheet.add_across(Cell(part.empty or section.empty, look="words"))
                _write_closing(sheet, form, content)
                _place_charts(sheet, top, section, part, content.rows(part.rows))
                return part
    return None


def _write_opening(sheet: Sheet, form: FormLayout, content: Content, *, columns: int) -> None:
    """What stands above the table: blocks side by side, the title, the texts."""
    if form.blocks:
        wide = columns // max(2, len(form.blocks))
        before = columns - wide * len(form.blocks)
        blocks = [block_lines(block, content.fields) for block in form.blocks]
        for line in zip_longest(*blocks, fillvalue=BlockLine("")):
            cells = [(Cell(each.text, look="words"), wide) for each in line]
            # One block stands at the right; of several the first at the left.
            gap = [(Cell(None, look="words"), before)] if before else []
            sheet.add_spanning(*([*gap, *cells] if len(cells) == 1 else [*cells[:-1], *gap, cells[-1]]))
        sheet.add()
    for line in form.titles(content.fields):
        sheet.add_across(Cell(line, look="lead"))
    for _, section in form.visible_sections(content):
        for part in section.parts:
            for words in _words_of(part, content):
                sheet.add_across(Cell(words, look="words"))
    sheet.add()


def _write_closing(sheet: Sheet, form: FormLayout, content: Content) -> None:
    """The signatures below."""
    for line in form.closing:
        sheet.add()
        words = f"{content.fields[line.position]} {SIGN_HERE} {content.fields[line.name] or NAME_HERE}"
        sheet.add_across(Cell(words, look="words"))


def _words_of(part: AnyPart, content: Content) -> Iterator[str]:
    match part:
        case TextPart():
            lines = content.text(part.key)
            if lines and part.heading:
                yield part.heading
            yield from lines
        case SentencePart():
            words = content.sentence(part)
            if words:
                yield words
        case _:
            return


def _write_part(
    book: Workbook, heading: str, section: Section, part: AnyPart, content: Content, *, footer: str
) -> None:
    if isinstance(part, FactsPart) and part.sheet and content.says(section):
        sheet = Sheet(book, part.sheet, columns=_FACTS, lying=False, footer=footer)
        sheet.freeze(2)
        sheet.head(heading)
        _write_facts(sheet, part, content)
    elif isinstance(part, TablePart | GridPart) and content.rows(part.rows):
        sheet = _sheet_of(book, part, _columns_of(part, content), footer=footer)
        sheet.freeze(2)
        sheet.head(": ".join(words for words in (heading, part.caption) if words))
        first = sheet.height + 1
        _write_rows(sheet, part, content)
        _place_charts(sheet, first, section, part, content.rows(part.rows))


def _write_facts(sheet: Sheet, part: FactsPart, content: Content) -> None:
    for fact in part.visible:
        sheet.add(Cell(fact.title), Cell(content.fields[fact.key], fact.kind, part.value_align))


def _columns_of(part: TablePart | GridPart, content: Content) -> tuple[Column, ...]:
    if isinstance(part, TablePart):
        return part.visible
    across = (
        Column(key=part.signs, title=filled_from(part.heading, day), width=part.sign_width, align="center")
        for day in content.rows(part.across)
    )
    return (*part.visible, *across, *part.visible_sums)


def _sheet_of(book: Workbook, part: TablePart | GridPart, columns: Sequence[Column], *, footer: str) -> Sheet:
    if isinstance(part, TablePart):
        return Sheet(book, part.sheet, columns=columns, lying=len(columns) > _MOST_UPRIGHT, footer=footer)
    wide = sum(column.width for column in columns)
    room = max(wide, _LYING_MILLIMETRES) * _LETTERS_IN_MILLIMETRE
    sheet = Sheet(book, part.sheet, columns=columns, lying=True, footer=footer, room=room)
    if wide > _LYING_MILLIMETRES:
        sheet.go_on_sideways(len(part.visible))
    return sheet


def _write_rows(sheet: Sheet, part: TablePart | GridPart, content: Content) -> None:
    """Write rows and totals under the header."""
    rows = content.rows(part.rows)
    if isinstance(part, GridPart):
        _write_grid(sheet, part, rows, content.rows(part.across))
        return
    columns = part.visible
    header = sheet.height
    group: object = None
    for row in rows:
        if part.group and (sheet.height == header or getattr(row, part.group) != group):
            group = getattr(row, part.group)
            sheet.add_across(Cell(group, look="group"))
        sheet.add(*(Cell(getattr(row, column.key), column.kind, column.align) for column in columns))
    if rows and not part.group:
        # A filter would take the heads of groups for rows.
        sheet.offer_filter(header, sheet.height)
    if rows and part.has_total:
        sums = (
            Cell(summed(rows, column.key) if column.total == "sum" else None, column.kind, "total")
            for column in columns[1:]
        )
        sheet.add(Cell(part.total_title, look="total_left"), *sums)


def _write_grid(sheet: Sheet, part: GridPart, rows: Sequence[object], across: Sequence[object]) -> None:
    for row in rows:
        before = (Cell(getattr(row, column.key), column.kind, column.align) for column in part.visible)
        signs = (Cell(sign, look="center") for sign in getattr(row, part.signs))
        after = (Cell(getattr(row, column.key), column.kind, column.align) for column in part.visible_sums)
        sheet.add(*before, *signs, *after)
    for fact in part.visible_lines:
        figures = ((Cell(getattr(day, fact.key), fact.kind, "total"), 1) for day in across)
        after = ((Cell(None, look="total"), 1) for _ in part.visible_sums)
        sheet.add_spanning((Cell(fact.title, look="total_left"), len(part.visible)), *figures, *after)


def _place_charts(
    sheet: Sheet, first: int, section: Section, part: TablePart | GridPart, rows: Sequence[object]
) -> None:
    """Put the charts of a table under it; one whose column is hidden has nothing to point at and is left out."""
    if not rows or not isinstance(part, TablePart):
        return
    keys = [column.key for column in part.visible]
    for chart in section.parts:
        if not isinstance(chart, ChartPart) or chart.rows != part.rows:
            continue
        if {chart.label, chart.value, chart.before or chart.value} <= {*keys}:
            sheet.place_chart(_native(sheet, first, chart, keys, rows))


def _native(sheet: Sheet, first: int, chart: ChartPart, keys: list[str], rows: Sequence[object]) -> BarChart:
    def values(key: str) -> list[float | None]:
        return [None if getattr(row, key) is None else round(float(getattr(row, key)), 2) for row in rows]

    labels = [shown(getattr(row, chart.label), "text") for row in rows]
    return bar_chart(
        sheet.paper,
        title=chart.caption,
        label_column=keys.index(chart.label) + 1,
        value_column=keys.index(chart.value) + 1,
        first_row=first,
        bars=list(zip(labels, values(chart.value), strict=True)),
        before_column=keys.index(chart.before) + 1 if chart.before else 0,
        before=values(chart.before) if chart.before else (),
    )


def _prose(heading: str, section: Section, content: Content) -> Iterator[tuple[str, str]]:
    for part in section.parts:
        if isinstance(part, TextPart):
            name = f"{heading}: {part.heading}" if part.heading else heading
            for line in content.text(part.key):
                yield name, line
