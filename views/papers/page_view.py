"""One page of a document as a sheet of paper, with what was found on it marked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from views.papers.marks import PageMark, paint_marks, words_at
from views.states import State
from views.theme import Theme

MARGIN = 16
"""Left around the sheet, pixels."""
_PALE, _STRONG = 70, 150
"""How dense the marker is over what was found, and over the one place that one stands on; of 255."""
_AIR = 2.0
"""Left around the marked words, pixels."""


class PageView(QWidget):
    """A picture of a page, or a sentence in place of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._words = ""
        self._boxes: tuple[QRectF, ...] = ()
        self._current: tuple[QRectF, ...] = ()
        self.marks: tuple[PageMark, ...] = ()
        """What is marked on this page whether it is searched or not: see `show_marks`."""
        theme.changed.connect(self.update)

    @property
    def words(self) -> str:
        """What is said where there is no page."""
        return "" if self._image is not None else self._words

    def say(self, words: str) -> None:
        """Say something in place of a page."""
        self._words = words
        self.show_image(None)

    def show_image(self, image: QImage | None) -> None:
        """Show a page, or nothing yet."""
        self._image = image
        self.setMinimumSize(self.sizeHint() if image is not None else QSize(0, 0))
        self.setAccessibleDescription(self.words)
        self.updateGeometry()
        self.update()

    def mark(self, boxes: Sequence[QRectF], current: Sequence[QRectF]) -> None:
        """Mark what was found, and stronger where one stands; parts of the page, 0…1 of its width and height."""
        self._boxes, self._current = tuple(boxes), tuple(current)
        self.update()

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Mark places of this page; under the pointer each says why."""
        self.marks = tuple(marks)
        self.update()

    @property
    def marked(self) -> tuple[QRectF, ...]:
        """The marked boxes."""
        return self._boxes

    def place_of(self, mark: PageMark) -> QRect:
        """Where a mark of this page is in this widget."""
        return self._on_screen(mark.box).toAlignedRect()

    def current_place(self) -> QRect:
        """Where the words one stands on are in this widget; empty where they are on no line of this page."""
        united = QRectF()
        for box in self._current:
            united = united.united(self._on_screen(box))
        return united.toAlignedRect()

    @override
    def sizeHint(self) -> QSize:
        if self._image is None:
            return QSize(200, 280)
        size = self._image.deviceIndependentSize().toSize()
        return QSize(size.width() + 2 * MARGIN, size.height() + 2 * MARGIN)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = words_at(self.marks, QPointF(event.pos()), self._on_screen) if self._image is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("sidebar"))
        if self._image is None:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.colour("textSecondary"))
            room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        sheet = self._sheet()
        painter.setPen(self._theme.colour("lineStrong"))
        painter.setBrush(QColor("white"))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        painter.drawImage(sheet.topLeft(), self._image)
        paint_marks(painter, self.marks, self._on_screen)
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        # As a marker on paper: the letters stay as dark as they are.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        marker = QColor(self._theme.state(State.ATTENTION).fill)
        for boxes, density in ((self._boxes, _PALE), (self._current, _STRONG)):
            marker.setAlpha(density)
            painter.setBrush(marker)
            for box in boxes:
                painter.drawRoundedRect(self._on_screen(box), _AIR, _AIR)

    def _sheet(self) -> QRect:
        """Where the page lies in this widget."""
        size = self._image.deviceIndependentSize().toSize() if self._image is not None else QSize()
        return QRect(max(MARGIN, (self.width() - size.width()) // 2), MARGIN, size.width(), size.height())

    def _on_screen(self, box: QRectF) -> QRectF:
        sheet = self._sheet()
        place = QRectF(
            sheet.left() + box.left() * sheet.width(),
            sheet.top() + box.top() * sheet.height(),
            box.width() * sheet.width(),
            box.height() * sheet.height(),
        )
        return place.adjusted(-_AIR, -_AIR, _AIR, _AIR)
