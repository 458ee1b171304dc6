"""Where on the pages a figure stands: cells that know which figure they print, and tell their place when drawn."""

from typing import Any

from reportlab.platypus import LongTable

from models.rows.report_records import Figure, FigurePlace


class FigureText(str):
    """The words of a cell that prints a figure."""

    __slots__ = ("figure",)

    def __new__(cls, words: str, figure: Figure) -> "FigureText":
        """The same words, of this figure."""
        made = super().__new__(cls, words)
        made.figure = figure
        return made

    figure: Figure


class PlacedTable(LongTable):
    """A table whose canvas gathers, where it has `figure_places`, the place of every figure that is drawn."""

    def _drawCell(self, cellval: Any, cellstyle: Any, pos: Any, size: Any) -> None:  # noqa: N802 - reportlab's hook
        table: Any = super()  # its stub leaves this out
        table._drawCell(cellval, cellstyle, pos, size)
        canvas: Any = self.canv
        places: list[FigurePlace] | None = getattr(canvas, "figure_places", None)
        if places is None or not isinstance(cellval, FigureText):
            return
        left, bottom = canvas.absolutePosition(*pos)
        wide, high = canvas._pagesize
        sides = (left / wide, 1 - (bottom + size[1]) / high, (left + size[0]) / wide, 1 - bottom / high)
        places.append(FigurePlace(cellval.figure, canvas.getPageNumber() - 1, *sides))
