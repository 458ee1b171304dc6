"""Labels by what they say; their sizes and colours are in the style sheet (property `look`)."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

_ROOM = 40
"""Narrowest useful width of an elided label, pixels."""


def label(text: str, look: str = "", *, wrapped: bool = False) -> QLabel:
    """A plain label; `look` is one of title, record, figure, section, strong, secondary, hint, caption, problem."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        made.setProperty("look", look)
    if wrapped:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def title(text: str) -> QLabel:
    """The title of a page."""
    return label(text, "title")


def record(text: str) -> QLabel:
    """The title of one record: a person, an event."""
    return label(text, "record")


def figure(text: str) -> QLabel:
    """A number worth looking at."""
    return label(text, "figure")


def section(text: str) -> QLabel:
    """The title of a sheet."""
    return label(text, "section")


def secondary(text: str) -> QLabel:
    """Quiet text beside the main one; it wraps."""
    return label(text, "secondary", wrapped=True)


def hint(text: str) -> QLabel:
    """The quietest text: how to fill in a field; it wraps."""
    return label(text, "hint", wrapped=True)


def strong(text: str) -> QLabel:
    """Text of the usual size that carries weight."""
    return label(text, "strong")


def caption(text: str) -> QLabel:
    """The small label above a field."""
    return label(text, "caption")


def problem(text: str) -> QLabel:
    """What is wrong, beside the place where it is mended; it wraps."""
    return label(text, "problem", wrapped=True)


class Elided(QLabel):
    """One line that is cut at its end when there is no room, and then says all of it in a tooltip."""

    def __init__(self, text: str = "", *, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_cut()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(_ROOM, self.sizeHint().width()), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    def _tell_cut(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")
