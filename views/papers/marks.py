"""Marks over the pages of a paper: cells that a person is to look at, as a highlighter would mark them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

_MARKER = QColor("#FBE0A6")
"""Paper is white in both themes, and so its marker is the same in both."""
_ROUND = 2.0
_INSIDE = 3.0
"""Left between a mark and the lines of its cell, pixels."""


class PageMark(NamedTuple):
    """A marked place: its page (from 0), its box as parts of the page from the upper left, and why it is marked."""

    page: int
    box: QRectF
    words: str


def paint_marks(painter: QPainter, marks: Iterable[PageMark], on_screen: Callable[[QRectF], QRectF]) -> None:
    """Paint marks over a page, as a marker on paper: the letters stay as dark as they are."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_MARKER)
    for mark in marks:
        painter.drawRoundedRect(on_screen(mark.box).adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE), _ROUND, _ROUND)
    painter.restore()


def words_at(marks: Iterable[PageMark], point: QPointF, on_screen: Callable[[QRectF], QRectF]) -> str:
    """Why the place under a point is marked; empty where it is not."""
    return next((mark.words for mark in marks if on_screen(mark.box).contains(point)), "")
