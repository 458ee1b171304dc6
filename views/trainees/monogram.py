"""The circle with two letters of a name at the head of a card."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from views.theme import Theme

_ACROSS = 32
"""Pixels of the plain text size."""


class Monogram(QWidget):
    """«ВН» of Вдовина Наталья; nothing where there is no name any more. A picture only: no stop of Tab."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._letters = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_person(self, last_name: str, first_name: str) -> None:
        """Show the letters of a person."""
        has_name = last_name[:1].isalpha() and first_name[:1].isalpha()
        self._letters = f"{last_name[0]}{first_name[0]}".upper() if has_name else ""
        self.setVisible(has_name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = round(_ACROSS * self._theme.scale)
        return QSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accentSoft"))
        painter.drawEllipse(self.rect())
        painter.setFont(self._theme.font("secondary", weight=600))
        painter.setPen(self._theme.colour("accentText"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
