"""Tables as an office prints them: thin black lines, a header that repeats, rows that stay whole."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import LongTable

from exports.layout import Column, FactsPart, TablePart, shown, summed
from exports.pdf.fonts import BOLD, REGULAR
from exports.pdf.lines import wrapped
from exports.pdf.placing import FigureText, PlacedTable
from models.rows.report_records import TOTALS, Figure

SIDE = 2.8
"""Space left and right of a cell's text, points."""
_ABOVE = 1.4
_BELOW = 2.6
LINE = 0.5
"""Thickness of a rule, points."""
_MOST_LINES = 40
"""Lines of a row; a longer text goes on in a row of its own, else it would not fit any page."""
_SHARE_OF_PAGE = 0.7
"""The most a row may take of a low page, so that a header and the row before it fit too."""

ALIGNMENTS = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


class DrawnTable(NamedTuple):
    """A table to be placed, and how much room its beginning needs (points)."""

    flowable: LongTable
    beginning: float


def draw_table(part: TablePart, rows: Sequence[object], *, width: float, height: float, size: float) -> DrawnTable:
    """Lay the visible columns of `part` over `width` points of a page `height` high, in type of `size` points."""
    most_lines = min(_MOST_LINES, int(height * _SHARE_OF_PAGE / (size * 1.2)))
    columns = part.visible
    widths = _widths([column.width for column in columns], width)
    header = [
        "\n".join(wrapped(column.title, font=BOLD, size=size, width=wide - 2 * SIDE))
        for column, wide in zip(columns, widths, strict=True)
    ]
    lines = [header]
    ends: list[int] = []
    """Numbers of the table's lines with which a row ends."""
    heads: list[int] = []
    """Numbers of the lines that begin a group."""
    strong: list[tuple[int, int]] = []
    """Numbers of the first and the last line of the rows set in bold."""
    group: object = None
    for number, row in enumerate(rows, start=1):
        if part.group and (not heads or getattr(row, part.group) != group):
            group = getattr(row, part.group)
            heads.append(len(lines))
            ends.append(len(lines))
            words = wrapped(shown(group, "text"), font=BOLD, size=size, width=width - 2 * SIDE)
            lines.append(["\n".join(words), *[""] * (len(columns) - 1)])
        is_strong = bool(part.strong and getattr(row, part.strong))
        cells = [
            wrapped(shown_in(row, column), font=BOLD if is_strong else REGULAR, size=size, width=wide - 2 * SIDE)
            for column, wide in zip(columns, widths, strict=True)
        ]
        first = len(lines)
        lines.extend(_within_a_page(cells, most_lines))
        lines[first] = _figures(lines[first], part.rows, columns, line=number)
        ends.append(len(lines) - 1)
        if is_strong:
            strong.append((first, ends[-1]))
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.2),
        ("FONT", (0, 0), (-1, 0), BOLD, size, size * 1.2),
        ("ALIGN", (0, 0), (-1, 0), "CENTER"),
        ("LINEABOVE", (0, 0), (-1, 0), LINE, colors.black),
        *frame(),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        *_rules_below([0, *ends]),
        *_aligned(columns),
        *(command for head in heads for command in _group_head(head, size)),
        *(("FONT", (0, first), (-1, last), BOLD, size, size * 1.2) for first, last in strong),
    ]
    if part.least_height:
        commands.append(("VALIGN", (0, 1), (-1, -1), "MIDDLE"))
    if part.has_total:
        lines.append(_total(part, columns, rows, widths=widths, size=size))
        commands += [
            ("FONT", (0, -1), (-1, -1), BOLD, size, size * 1.2),
            ("LINEBELOW", (0, -1), (-1, -1), LINE, colors.black),
            # A total alone on a page tells nothing: the last row goes along.
            ("NOSPLIT", (0, -2), (-1, -1)),
        ]
        if part.before_total > 1:
            commands += [
                ("SPAN", (0, -1), (part.before_total - 1, -1)),
                ("ALIGN", (0, -1), (part.before_total - 1, -1), "LEFT"),
            ]
    least = part.least_height * mm
    heights = [max(line_height(line, size), least if number else 0) for number, line in enumerate(lines)]
    table = placed(lines, widths, commands, repeated=1, heights=heights if least else None)
    return DrawnTable(table, sum(heights[: 4 if heads else 3]))


def draw_facts(part: FactsPart, fields: Mapping[str, object], *, width: float, size: float) -> DrawnTable:
    """Lay a list of facts over `width` points: titles at the left, values beside them."""
    facts = part.visible
    height = -(-len(facts) // part.pairs)
    shares = [part.title_share, 1 - part.title_share] * part.pairs
    widths = _widths(shares, width)
    lines: list[list[str]] = []
    for number in range(height):
        line: list[str] = []
        for pair in range(part.pairs):
            place = pair * height + number
            words = ("", "")
            if place < len(facts):
                fact = facts[place]
                words = (fact.title, shown(fields[fact.key], fact.kind))
            title, value = (
                "\n".join(wrapped(text, font=REGULAR, size=size, width=wide - 2 * SIDE))
                for text, wide in zip(words, widths[2 * pair : 2 * pair + 2], strict=True)
            )
            line += [title, FigureText(value, Figure(TOTALS, facts[place].key)) if place < len(facts) else value]
        lines.append(line)
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.2),
        ("LINEABOVE", (0, 0), (-1, 0), LINE, colors.black),
        ("LINEBELOW", (0, 0), (-1, -1), LINE, colors.black),
        ("NOSPLIT", (0, max(-3, -height)), (-1, -1)),
        *frame(),
        *(("ALIGN", (2 * pair + 1, 0), (2 * pair + 1, -1), ALIGNMENTS[part.value_align]) for pair in range(part.pairs)),
    ]
    table = placed(lines, widths, commands, repeated=0)
    return DrawnTable(table, sum(line_height(line, size) for line in lines[:2]))


def placed(
    lines: list[list[str]],
    widths: list[float],
    commands: list[tuple[Any, ...]],
    *,
    repeated: int,
    heights: list[float] | None = None,
) -> LongTable:
    """A table that flows over pages, its first `repeated` lines on each."""
    return PlacedTable(
        lines, colWidths=widths, rowHeights=heights, style=commands, repeatRows=repeated, spaceBefore=4, spaceAfter=8
    )


def shown_in(row: object, column: Column) -> str:
    """What a cell says."""
    return shown(getattr(row, column.key), column.kind, nothing=column.nothing)


def _group_head(line: int, size: float) -> list[tuple[Any, ...]]:
    """A line across the table in bold, which never ends a page."""
    return [
        ("SPAN", (0, line), (-1, line)),
        ("FONT", (0, line), (-1, line), BOLD, size, size * 1.2),
        ("ALIGN", (0, line), (-1, line), "CENTER"),
        ("NOSPLIT", (0, line), (-1, line + 1)),
    ]


def _rules_below(ends: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rules under those lines: one command where it is all of them, for each command is looked at on every page."""
    spans = [(0, ends[-1])] if len(ends) == ends[-1] + 1 else [(end, end) for end in ends]
    return [("LINEBELOW", (0, first), (-1, last), LINE, colors.black) for first, last in spans]


def frame() -> list[tuple[Any, ...]]:
    """Upright rules and the space around the words of every cell."""
    return [
        ("LINEBEFORE", (0, 0), (-1, -1), LINE, colors.black),
        ("LINEAFTER", (-1, 0), (-1, -1), LINE, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
    ]


def _aligned(columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    return [
        ("ALIGN", (number, 1), (number, -1), ALIGNMENTS[column.align])
        for number, column in enumerate(columns)
        if column.align != "left"
    ]


def _within_a_page(cells: list[list[str]], most_lines: int) -> list[list[str]]:
    tallest = max(len(cell) for cell in cells)
    return [["\n".join(cell[start : start + most_lines]) for cell in cells] for start in range(0, tallest, most_lines)]


def _figures(cells: Sequence[str], table: str, columns: Sequence[Column], *, line: int) -> list[str]:
    """The cells of a line, each saying which figure it prints; line 0 is that of the totals."""
    return [FigureText(words, Figure(table, column.key, line)) for words, column in zip(cells, columns, strict=True)]


def _total(
    part: TablePart, columns: Sequence[Column], rows: Sequence[object], *, widths: list[float], size: float
) -> list[str]:
    line = [""] * len(columns)
    line[0] = part.total_title
    for number, column in enumerate(columns):
        if column.total == "sum":
            words = shown(summed(rows, column.key), column.kind)
            line[number] = "\n".join(wrapped(words, font=BOLD, size=size, width=widths[number] - 2 * SIDE))
    return _figures(line, part.rows, columns, line=0)


def _widths(shares: Sequence[float], width: float) -> list[float]:
    whole = sum(shares)
    return [width * share / whole for share in shares]


def line_height(line: Sequence[str], size: float) -> float:
    """Height of a line of a table, points."""
    return max(cell.count("\n") + 1 for cell in line) * size * 1.2 + _ABOVE + _BELOW
