"""Bar charts in print: dark bars on white, every bar with its number, the axis from nought."""

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.graphics.shapes import STATE_DEFAULTS, Drawing, Line, Rect, String
from reportlab.lib import colors

from exports.layout import shown
from exports.pdf.fonts import REGULAR, register_fonts, text_width
from exports.pdf.lines import wrapped

_INK = colors.HexColor("#0B6670")
_PALE = colors.HexColor("#A9CDD1")
_GRID = colors.HexColor("#CFCFCF")
_ROW = 17.0
"""Height of one bar with the space around it, points."""
_THICK = 10.0
_AXIS = 2.2
"""Height of the axis below the bars, type sizes."""
_LINE = 1.15
"""Height of a line of a label, type sizes."""


def draw_bars(
    bars: Sequence[tuple[str, float]], *, before: Sequence[float] = (), width: float, height: float, size: float
) -> list[Drawing]:
    """Draw one horizontal bar for each (label, value ≥ 0), the first on top; labels in type of `size` points.

    With `before` a pale bar of what was, or was to be, stands over each. More bars than `height` points hold go on in
    further drawings on the same axis.
    """
    register_fonts()
    # Every drawing begins by choosing this font, used or not; Helvetica would stand in the file unembedded.
    STATE_DEFAULTS["fontName"] = REGULAR
    labels = [wrapped(label, font=REGULAR, size=size, width=width * 0.42) for label, _ in bars]
    left = max(text_width(line, REGULAR, size) for lines in labels for line in lines) + 8
    shown_bars = [[value] for _, value in bars]
    if before:
        shown_bars = [[was, now] for was, [now] in zip(before, shown_bars, strict=True)]
    row = max(_ROW * (1.5 if before else 1), max(map(len, labels)) * size * _LINE + 3)
    drawings = -(-len(bars) // max(1, int((height - size * _AXIS) / row)))
    each = -(-len(bars) // drawings)
    axis = _Axis(left, width - size * 3, max(max(values) for values in shown_bars))
    return [
        _drawing(shown_bars[start : start + each], labels[start : start + each], axis, width=width, row=row, size=size)
        for start in range(0, len(bars), each)
    ]


class _Axis:
    """Where values stand between two sides, points; the values of its lines."""

    def __init__(self, left: float, right: float, most: float) -> None:
        step = _step(most)
        last = max(step, -(-most // step) * step)
        self.values = [step * number for number in range(round(last / step) + 1)]
        self._left = left
        self._unit = (right - left) / last

    def at(self, value: float) -> float:
        """The place of a value."""
        return self._left + value * self._unit


def _drawing(
    bars: Sequence[Sequence[float]],
    labels: Sequence[Sequence[str]],
    axis: _Axis,
    *,
    width: float,
    row: float,
    size: float,
) -> Drawing:
    """The words stand in the file as they are read: label and value of each bar, the axis last."""
    foot = size * _AXIS
    top = foot + row * len(bars)
    drawing = Drawing(width, top)
    for value in axis.values:
        drawing.add(Line(axis.at(value), foot, axis.at(value), top, strokeColor=_GRID, strokeWidth=0.4))
    for number, (values, lines) in enumerate(zip(bars, labels, strict=True)):
        middle = top - row * (number + 0.5)
        first = middle + (len(lines) - 1) * size * _LINE / 2 - size * 0.35
        for below, line in enumerate(lines):
            drawing.add(_words(line, axis.at(0) - 6, first - below * size * _LINE, size, anchor="end"))
        for place, value in enumerate(values):
            colour = _INK if place + 1 == len(values) else _PALE
            centre = middle + ((len(values) - 1) / 2 - place) * _THICK
            long = axis.at(value) - axis.at(0)
            bar: Any = Rect(axis.at(0), centre - _THICK / 2, long, _THICK)  # its stub knows no colours
            bar.fillColor, bar.strokeColor = colour, None
            drawing.add(bar)
            drawing.add(_words(shown(value, "decimal"), axis.at(value) + 3, centre - size * 0.35, size, anchor="start"))
    drawing.add(Line(axis.at(0), foot, axis.at(0), top, strokeWidth=0.6))
    for value in axis.values:
        drawing.add(_words(f"{value}", axis.at(value), foot - size * 1.3, size, anchor="middle"))
    return drawing


def _words(words: str, left: float, bottom: float, size: float, *, anchor: Literal["start", "middle", "end"]) -> String:
    return String(left, bottom, words, fontName=REGULAR, fontSize=size, textAnchor=anchor)


def _step(most: float) -> int:
    """A round step that divides the axis into ten parts at the most."""
    step = 1
    while most / step > 10:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
