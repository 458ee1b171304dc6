"""Ways in print: what was, what is, and the line between them, on an axis from nought."""

from collections.abc import Sequence

from reportlab.graphics.shapes import STATE_DEFAULTS, Circle, Drawing, Line, String
from reportlab.lib import colors

from exports.layout import shown
from exports.pdf.fonts import REGULAR, register_fonts, text_width
from exports.pdf.lines import wrapped

_INK = colors.HexColor("#0B6670")
_GRID = colors.HexColor("#CFCFCF")
_FALL = colors.HexColor("#8A4B08")
_ROW = 16.0
"""Height of one way with the space around it, points."""
_DOT = 3.6
_AXIS = 1.8
"""Height of the axis below the ways, type sizes."""


def draw_ways(
    ways: Sequence[tuple[str, float, float]], *, most: float, width: float, height: float, size: float
) -> list[Drawing]:
    """Draw (label, before, after) below one another: a hollow dot, a line, a full dot; the axis ends at `most`.

    More ways than `height` points hold go on in further drawings.
    """
    register_fonts()
    STATE_DEFAULTS["fontName"] = REGULAR
    room = width * 0.5
    labels = [wrapped(label, font=REGULAR, size=size, width=room) for label, _, _ in ways]
    heights = [max(_ROW, len(lines) * size * 1.15 + 4) for lines in labels]
    left = max(text_width(line, REGULAR, size) for lines in labels for line in lines) + 12
    told = [f"{shown(before, 'decimal')} – {shown(after, 'decimal')}" for _, before, after in ways]
    right = width - max(text_width(words, REGULAR, size) for words in told) - 2 * _DOT - 4
    drawings: list[Drawing] = []
    start = 0
    while start < len(ways):
        end = start + 1
        while end < len(ways) and sum(heights[start : end + 1]) + size * _AXIS <= height:
            end += 1
        cut = slice(start, end)
        drawings.append(
            _drawing(
                ways[cut], told[cut], labels[cut], heights[cut], sides=(left, right), most=most, width=width, size=size
            )
        )
        start = end
    return drawings


def _drawing(
    ways: Sequence[tuple[str, float, float]],
    told: Sequence[str],
    labels: Sequence[list[str]],
    heights: Sequence[float],
    *,
    sides: tuple[float, float],
    most: float,
    width: float,
    size: float,
) -> Drawing:
    """Ways below one another, their axis between these sides."""
    left, right = sides
    axis = size * _AXIS
    drawing = Drawing(width, sum(heights) + axis)
    top = sum(heights) + axis

    def at(value: float) -> float:
        return left + (right - left) * value / most

    for step in range(int(most) + 1):
        drawing.add(Line(at(step), axis, at(step), top, strokeColor=_GRID, strokeWidth=0.4))
    for (_, before, after), words, lines, height in zip(ways, told, labels, heights, strict=True):
        middle = top - height / 2
        first = middle + (len(lines) - 1) * size * 1.15 / 2 - size * 0.35
        for number, line in enumerate(lines):
            place = first - number * size * 1.15
            drawing.add(String(left - 8, place, line, fontName=REGULAR, fontSize=size, textAnchor="end"))
        ink = _INK if after >= before else _FALL
        drawing.add(Line(at(before), middle, at(after), middle, strokeColor=ink, strokeWidth=2))
        drawing.add(Circle(at(before), middle, _DOT, fillColor=colors.white, strokeColor=ink, strokeWidth=1.2))
        drawing.add(Circle(at(after), middle, _DOT, fillColor=ink, strokeColor=ink, strokeWidth=1.2))
        drawing.add(String(width, middle - size * 0.35, words, fontName=REGULAR, fontSize=size, textAnchor="end"))
        top -= height
    # Below the ways, and so after them for a reader of the text.
    for step in range(int(most) + 1):
        drawing.add(
            String(at(step), axis - size * 1.3, f"{step}", fontName=REGULAR, fontSize=size, textAnchor="middle")
        )
    return drawing
