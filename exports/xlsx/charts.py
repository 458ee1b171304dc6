"""A native bar chart, which stays alive in Excel and LibreOffice and is drawn by viewers that calculate nothing."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList

_BAR, _WAS = "0B6670", "A9CDD1"


def bar_chart(
    sheet: Any,
    *,
    title: str,
    label_column: int,
    value_column: int,
    first_row: int,
    bars: Sequence[tuple[str, float | None]],
    before_column: int = 0,
    before: Sequence[float | None] = (),
) -> BarChart:
    """A horizontal bar for each of `bars`, which lie on `sheet` from `first_row` down; columns are counted from 1.

    With `before` a pale bar of what was stands over each.
    """
    last_row = first_row + len(bars) - 1
    labels, values = [label for label, _ in bars], [value for _, value in bars]
    shown = [(before_column, before, _WAS)] if before else []
    shown.append((value_column, values, _BAR))
    chart: Any = BarChart()
    chart.type = "bar"
    chart.style = 2
    chart.title = title
    chart.legend = None
    chart.gapWidth = 60
    for column, _, _ in shown:
        chart.add_data(Reference(sheet, min_col=column, min_row=first_row, max_row=last_row))
    categories = Reference(sheet, min_col=label_column, min_row=first_row, max_row=last_row)
    chart.set_categories(categories)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.x_axis.delete = False
    chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.y_axis.crosses = "max"  # and so its numbers stay below
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    names = StrData(ptCount=len(labels), pt=[StrVal(idx=place, v=label) for place, label in enumerate(labels)])
    for series, (_, numbers, colour) in zip(chart.series, shown, strict=True):
        series.graphicalProperties.solidFill = colour
        series.val.numRef.numCache = NumData(
            formatCode="General",
            ptCount=len(numbers),
            pt=[NumVal(idx=place, v=f"{value:g}") for place, value in enumerate(numbers) if value is not None],
        )
        series.cat.numRef = None
        series.cat.strRef = StrRef(f=str(categories), strCache=names)
    chart.width = 17
    chart.height = max(5.0, 1.6 + (0.35 + 0.4 * len(shown)) * len(bars))
    return chart
