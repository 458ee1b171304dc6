"""Bar charts in print: dark bars on white, every bar with its number, the axis from nought."""

from collections.abc import Sequence
from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import STATE_DEFAULTS, Drawing
from reportlab.lib import colors

from exports.layout import shown
from exports.pdf.fonts import REGULAR, register_fonts, text_width
from exports.pdf.lines import wrapped

_BAR = colors.HexColor("#0B6670")
_ROW = 17.0
"""Height of one bar with the space around it, points."""


def draw_bars(bars: Sequence[tuple[str, float]], *, width: float, size: float) -> Drawing:
    """Draw one horizontal bar for each (label, value ≥ 0), the first on top; labels in type of `size` points."""
    register_fonts()
    # Every drawing begins by choosing this font, used or not; Helvetica would stand in the file unembedded.
    STATE_DEFAULTS["fontName"] = REGULAR
    room = width * 0.42
    labels = ["\n".join(wrapped(label, font=REGULAR, size=size, width=room)) for label, _ in bars]
    taken = max(text_width(line, REGULAR, size) for label in labels for line in label.split("\n"))
    tallest = max(label.count("\n") + 1 for label in labels)
    row = max(_ROW, tallest * size * 1.15 + 3)
    height = row * len(bars)
    drawing = Drawing(width, height + size * 2.2)

    chart: Any = HorizontalBarChart()  # its stub knows no attributes
    chart.x = taken + 8
    chart.y = size * 1.8
    chart.width = width - chart.x - size * 3
    chart.height = height
    chart.data = [[value for _, value in bars]]
    chart.barWidth = 10
    chart.groupSpacing = 7
    chart.bars[0].fillColor = _BAR
    chart.bars[0].strokeColor = None
    chart.barLabelFormat = _figure
    chart.barLabels.fontName = REGULAR
    chart.barLabels.fontSize = size
    chart.barLabels.boxAnchor = "w"
    chart.barLabels.dx = 3

    chart.categoryAxis.categoryNames = labels
    chart.categoryAxis.reverseDirection = 1
    chart.categoryAxis.visibleTicks = False
    chart.categoryAxis.labels.fontName = REGULAR
    chart.categoryAxis.labels.fontSize = size
    chart.categoryAxis.labels.leading = size * 1.15
    chart.categoryAxis.labels.boxAnchor = "e"
    chart.categoryAxis.labels.textAnchor = "end"
    chart.categoryAxis.labels.dx = -4

    most = max((value for _, value in bars), default=0)
    step = _step(most)
    chart.valueAxis.valueMin = 0
    chart.valueAxis.valueMax = max(step, -(-most // step) * step)
    chart.valueAxis.valueStep = step
    chart.valueAxis.labelTextFormat = "%g"
    chart.valueAxis.labels.fontName = REGULAR
    chart.valueAxis.labels.fontSize = size
    chart.valueAxis.visibleGrid = True
    chart.valueAxis.gridStrokeColor = colors.HexColor("#CFCFCF")
    chart.valueAxis.gridStrokeWidth = 0.4
    drawing.add(chart)
    return drawing


def _figure(value: float) -> str:
    return shown(value, "decimal")


def _step(most: float) -> int:
    """A round step that divides the axis into ten parts at the most."""
    step = 1
    while most / step > 10:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
