"""A native bar chart, which stays alive in Excel and LibreOffice and is drawn by viewers that calculate nothing."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList

_BAR = "0B6670"


def bar_chart(
    sheet: Any,
    *,
    title: str,
    label_column: int,
    value_column: int,
    first_row: int,
    bars: Sequence[tuple[str, float]],
) -> BarChart:
    """A horizontal bar for each of `bars`, which lie on `sheet` from `first_row` down; columns are counted from 1."""
    last_row = first_row + len(bars) - 1
    chart: Any = BarChart()
    chart.type = "bar"
    chart.style = 2
    chart.title = title
    chart.legend = None
    chart.gapWidth = 60
    chart.add_data(Reference(sheet, min_col=value_column, min_row=first_row, max_row=last_row))
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
    series = chart.series[0]
    series.graphicalProperties.solidFill = _BAR
    series.val.numRef.numCache = NumData(
        formatCode="General",
        ptCount=len(bars),
        pt=[NumVal(idx=place, v=f"{value:g}") for place, (_, value) in enumerate(bars)],
    )
    labels = StrData(ptCount=len(bars), pt=[StrVal(idx=place, v=label) for place, (label, _) in enumerate(bars)])
    series.cat.numRef = None
    series.cat.strRef = StrRef(f=str(categories), strCache=labels)
    chart.width = 17
    chart.height = max(5.0, 1.6 + 0.75 * len(bars))
    return chart
