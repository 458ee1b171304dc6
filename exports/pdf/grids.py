"""A grid of signs, such as a journal of attendance: wide ones are broken into blocks that repeat the names."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.units import mm

from exports.layout import Column, GridPart, filled_from, shown
from exports.pdf.fonts import BOLD, REGULAR
from exports.pdf.lines import wrapped
from exports.pdf.tables import ALIGNMENTS, LINE, SIDE, DrawnTable, frame, line_height, placed, shown_in

_SIGN_SIDE = 1.0
"""Space left and right of a sign, points: dates stand close."""
_ABOVE, _BELOW = 0.8, 1.6
"""Space above and below the words, points: a stream of 30 with its sums fits one page that lies."""
_WIDEST_SIGN = 16 * mm


def draw_grid(
    part: GridPart, rows: Sequence[object], across: Sequence[object], *, width: float, size: float
) -> list[DrawnTable]:
    """Lay the grid over `width` points in as few blocks as it needs; the sums stand in the last."""
    lead, sums = _wide(part.visible), _wide(part.visible_sums)
    sign = part.sign_width * mm
    counts = block_sizes(len(across), whole=int((width - lead) / sign), last=int((width - lead - sums) / sign))
    signs = max(counts)
    if len(counts) == 1 and signs:
        sign = max(sign, min(_WIDEST_SIGN, (width - lead - sums) / signs))
    # What is left over beside the widest block goes to the names, in every block alike.
    slack = width - lead - max(signs * sign, counts[-1] * sign + sums)
    drawn: list[DrawnTable] = []
    start = 0
    for number, count in enumerate(counts, start=1):
        is_last = number == len(counts)
        stretch = _stretched(part.visible, max(0.0, slack))
        widths = [*stretch, *[sign] * count, *([column.width * mm for column in part.visible_sums] * is_last)]
        drawn.append(_block(part, rows, across, span=(start, start + count), widths=widths, size=size, is_last=is_last))
        start += count
    return drawn


def block_sizes(count: int, *, whole: int, last: int) -> list[int]:
    """Signs of each block: no more than `whole` fit one, no more than `last` beside the sums, spread evenly."""
    whole, last = max(1, whole), max(1, last)
    if count <= last:
        return [count]
    blocks = 1 + -(-(count - last) // whole)
    final = min(last, max(1, count // blocks))
    others, left = blocks - 1, count - final
    return [*(left // others + (number < left % others) for number in range(others)), final]


def _block(
    part: GridPart,
    rows: Sequence[object],
    across: Sequence[object],
    *,
    span: tuple[int, int],
    widths: list[float],
    size: float,
    is_last: bool,
) -> DrawnTable:
    columns = part.visible
    sums = part.visible_sums if is_last else ()
    lead = len(columns)
    shown_days = across[slice(*span)]
    signs = (lead, lead + len(shown_days) - 1)
    titles = [
        *(column.title for column in columns),
        *(filled_from(part.heading, day) for day in shown_days),
        *(column.title for column in sums),
    ]
    header = [
        "\n".join(wrapped(title, font=BOLD, size=size, width=wide - 2 * (SIDE if not lead <= place <= signs[1] else 1)))
        for place, (title, wide) in enumerate(zip(titles, widths, strict=True))
    ]
    lines = [header]
    for row in rows:
        texts = [shown_in(row, column) for column in columns]
        texts += getattr(row, part.signs)[slice(*span)]
        texts += [shown_in(row, column) for column in sums]
        lines.append(_folded(texts, widths, REGULAR, size))
    for fact in part.visible_lines:
        figures = [shown(getattr(day, fact.key), fact.kind) for day in shown_days]
        lines.append(_folded([fact.title, *[""] * (lead - 1), *figures, *[""] * len(sums)], widths, BOLD, size, lead))
    table = placed(
        lines,
        widths,
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, size, size * 1.2),
            ("FONT", (0, 0), (-1, 0), BOLD, size, size * 1.2),
            ("ALIGN", (0, 0), (-1, 0), "CENTER"),
            ("LINEABOVE", (0, 0), (-1, 0), LINE, colors.black),
            ("LINEBELOW", (0, 0), (-1, -1), LINE, colors.black),
            *frame(),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            *_aligned([*columns, *[None] * len(shown_days), *sums]),
            ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
            *_close_signs(signs),
            *_lines_below(len(part.visible_lines), lead, size),
        ],
        repeated=1,
    )
    table.hAlign = "LEFT"
    return DrawnTable(table, sum(line_height(line, size) for line in lines[:3]))


def _folded(texts: Sequence[str], widths: Sequence[float], font: str, size: float, span: int = 1) -> list[str]:
    """Texts broken into lines; the first may lie over `span` columns."""
    rooms = [sum(widths[:span]), *widths[1:]]
    return [
        "\n".join(wrapped(text, font=font, size=size, width=max(1.0, room - 2 * SIDE))) if len(text) > 1 else text
        for text, room in zip(texts, rooms, strict=True)
    ]


def _aligned(columns: Sequence[Column | None]) -> Iterator[tuple[Any, ...]]:
    for number, column in enumerate(columns):
        yield "ALIGN", (number, 1), (number, -1), ALIGNMENTS[column.align] if column else "CENTER"


def _close_signs(signs: tuple[int, int]) -> Iterator[tuple[Any, ...]]:
    if signs[0] <= signs[1]:
        for side in ("LEFTPADDING", "RIGHTPADDING"):
            yield side, (signs[0], 0), (signs[1], -1), _SIGN_SIDE


def _lines_below(count: int, lead: int, size: float) -> Iterator[tuple[Any, ...]]:
    if not count:
        return
    yield "FONT", (0, -count), (-1, -1), BOLD, size, size * 1.2
    yield "NOSPLIT", (0, -count - 1), (-1, -1)
    for line in range(-count, 0):
        yield "SPAN", (0, line), (lead - 1, line)
        yield "ALIGN", (0, line), (lead - 1, line), "LEFT"


def _wide(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns) * mm


def _stretched(columns: Sequence[Column], slack: float) -> list[float]:
    """Widths of the columns before the signs, the widest of them wider by `slack`."""
    widths = [column.width * mm for column in columns]
    widths[widths.index(max(widths))] += slack
    return widths
