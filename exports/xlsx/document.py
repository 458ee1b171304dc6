"""A filled form as a workbook: the summary first, then a sheet for every table that has rows.

Dates are dates and numbers are numbers; totals are values, so that a viewer which calculates nothing shows them;
text that begins with `=`, `+`, `-` or `@` stays text.
"""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from exports.layout import (
    ChartPart,
    Column,
    Content,
    FactsPart,
    FormLayout,
    Section,
    TablePart,
    TextPart,
    filled,
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


def fill_workbook(form: FormLayout, content: Content, *, title: str, author: str) -> bytes:
    """Fill a form as XLSX; the same form and content give the same bytes (with one version of zlib)."""
    book = Workbook(write_only=True)
    footer = filled(form.footer, content.fields)
    _write_summary(book, form, content, footer=footer)
    prose: list[tuple[str, str]] = []
    for heading, section in form.visible_sections():
        _write_section(book, heading, section, content, footer=footer)
        prose.extend(_prose(heading, section, content))
    if prose:
        sheet = Sheet(book, form.texts_sheet, columns=_TEXTS, lying=True, footer=footer)
        sheet.freeze(2)
        sheet.head("Пояснения к разделам")
        for heading, words in prose:
            sheet.add(Cell(heading), Cell(words))
    return sealed_bytes(book, title=title, author=author)


def _write_summary(book: Workbook, form: FormLayout, content: Content, *, footer: str) -> None:
    sheet = Sheet(book, form.summary_sheet, columns=_FACTS, lying=False, footer=footer)
    sheet.freeze(len(form.title) + 3)
    for line in form.title:
        sheet.add(Cell(filled(line, content.fields), look="title"))
    sheet.add()
    sheet.head(form.summary.heading)
    for part in form.summary.parts:
        if isinstance(part, FactsPart):
            _write_facts(sheet, part, content)


def _write_section(book: Workbook, heading: str, section: Section, content: Content, *, footer: str) -> None:
    charts = {part.rows: part for part in section.parts if isinstance(part, ChartPart)}
    for part in section.parts:
        if isinstance(part, FactsPart) and part.sheet and content.says(section):
            sheet = Sheet(book, part.sheet, columns=_FACTS, lying=False, footer=footer)
            sheet.freeze(2)
            sheet.head(heading)
            _write_facts(sheet, part, content)
        elif isinstance(part, TablePart) and content.rows(part.rows):
            rows = content.rows(part.rows)
            title = f"{heading}: {part.caption}" if part.caption else heading
            sheet, first = _write_table(book, title, part, rows, footer=footer)
            chart = charts.get(part.rows)
            if chart:
                _place_chart(sheet, first, part, chart, rows)


def _write_facts(sheet: Sheet, part: FactsPart, content: Content) -> None:
    for fact in part.visible:
        sheet.add(Cell(fact.title), Cell(content.fields[fact.key], fact.kind, part.value_align))


def _write_table(
    book: Workbook, title: str, part: TablePart, rows: Sequence[object], *, footer: str
) -> tuple[Sheet, int]:
    """Write one table; returns its sheet and the number of its first row."""
    columns = part.visible
    lying = len(columns) > _MOST_UPRIGHT
    sheet = Sheet(book, part.sheet, columns=columns, lying=lying, footer=footer)
    sheet.freeze(2)
    sheet.head(title)
    first = sheet.height + 1
    for row in rows:
        sheet.add(*(Cell(getattr(row, column.key), column.kind, column.align) for column in columns))
    sheet.offer_filter(first - 1, sheet.height)
    if part.has_total:
        sums = (
            Cell(summed(rows, column.key) if column.total == "sum" else None, column.kind, "total")
            for column in columns[1:]
        )
        sheet.add(Cell(part.total_title, look="total_left"), *sums)
    return sheet, first


def _place_chart(sheet: Sheet, first: int, part: TablePart, chart: ChartPart, rows: Sequence[object]) -> None:
    """Put a chart under its table; a chart whose column is hidden has nothing to point at and is left out."""
    keys = [column.key for column in part.visible]
    if chart.label not in keys or chart.value not in keys:
        return
    bars = [(shown(getattr(row, chart.label), "text"), float(getattr(row, chart.value) or 0)) for row in rows]
    sheet.place_chart(
        bar_chart(
            sheet.paper,
            title=chart.caption,
            label_column=keys.index(chart.label) + 1,
            value_column=keys.index(chart.value) + 1,
            first_row=first,
            bars=bars,
        )
    )


def _prose(heading: str, section: Section, content: Content) -> Iterator[tuple[str, str]]:
    for part in section.parts:
        if isinstance(part, TextPart):
            name = f"{heading}: {part.heading}" if part.heading else heading
            for line in content.text(part.key):
                yield name, line
