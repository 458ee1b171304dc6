"""How much of its tables a paper shows: a layout without the tables that are not wanted, or with short ones."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exports.layout import AnyPart, ChartPart, Column, FormLayout, Section, TablePart
from models.rows.reports import TableDetail


def with_detail(layout: FormLayout, detail: Mapping[str, str]) -> FormLayout:
    """The same form with each table in the detail chosen for it (its name → `TableDetail`), and its chart with it.

    A section that is left without its table says nothing of there being no data.
    """
    if not detail:
        return layout
    return replace(layout, sections=tuple(_section(section, detail) for section in layout.sections))


def _section(section: Section, detail: Mapping[str, str]) -> Section:
    is_cut = any(isinstance(part, TablePart) and _of(part, detail) is TableDetail.NONE for part in section.parts)
    return replace(section, parts=tuple(_parts(section, detail)), empty="" if is_cut else section.empty)


def _parts(section: Section, detail: Mapping[str, str]) -> Iterator[AnyPart]:
    for part in section.parts:
        if not isinstance(part, TablePart | ChartPart) or _of(part, detail) is TableDetail.FULL:
            yield part
        elif isinstance(part, TablePart) and _of(part, detail) is TableDetail.SHORT:
            yield replace(part, columns=_short(part.columns))


def _of(part: TablePart | ChartPart, detail: Mapping[str, str]) -> TableDetail:
    chosen = detail.get(part.rows)
    return next((each for each in TableDetail if each.value == chosen), TableDetail.FULL)


def _short(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns that a short table keeps; all of them where none would be left."""
    short = tuple(replace(column, hidden=column.hidden or not column.in_short) for column in columns)
    return short if any(not column.hidden for column in short) else columns
