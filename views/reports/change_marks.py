"""On the page of a correcting report: the cells that say something else than the report it corrects."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF

from models.rows.report import ReportData
from models.rows.report_records import Figure, FigurePlace
from models.rules.report_figures import line_name
from views.papers.marks import PageMark


def change_marks(places: Sequence[FigurePlace], changed: Mapping[Figure, str]) -> dict[Figure, PageMark]:
    """A mark over every drawn cell that changed; it says what stood there."""
    return {
        each.figure: PageMark(
            each.page,
            QRectF(QPointF(each.left, each.top), QPointF(each.right, each.bottom)),
            f"Было: {changed[each.figure] or '—'}",
        )
        for each in places
        if each.figure in changed
    }


def mark_of_row(marks: Mapping[Figure, PageMark], data: ReportData, table: str, title: str) -> PageMark | None:
    """The first mark in the line of a table that is called so."""
    return next(
        (mark for each, mark in marks.items() if each.table == table and each.line and line_name(each, data) == title),
        None,
    )
