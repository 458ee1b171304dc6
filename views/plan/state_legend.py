"""What the bars of the timeline mean: the sign and the word of every state, and the line of today."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.rows.codes import PlanItemStatus
from views.plan.looks import paint_item_bar, state_look, state_word
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.paint import paint_sign

TODAY = "Сегодня"
_STATES = (
    (PlanItemStatus.DONE, False),
    (PlanItemStatus.IN_PROGRESS, False),
    (PlanItemStatus.PLANNED, True),
    (PlanItemStatus.PLANNED, False),
    (PlanItemStatus.POSTPONED, False),
    (PlanItemStatus.CANCELLED, False),
)
"""State and whether it is overdue, as the bars are drawn."""
_AROUND = 3
_GAP = 5
_BETWEEN = 12


class StateLegend(QWidget):
    """One line, painted as the bars are; what finds no room is left out, the tooltip has it all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = (*(state_word(status, is_overdue=late) for status, late in _STATES), TODAY)
        named(self, "state-legend", f"Обозначения: {', '.join(self._words).lower()}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._on_theme)

    @property
    def shown(self) -> tuple[str, ...]:
        """The words there is room for."""
        room = self.width()
        lefts = self._lefts()
        return tuple(word for word, left in zip(self._words, lefts, strict=True) if left + self._wide(word) <= room)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._lefts()[-1] + self._wide(self._words[-1]), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(self._words[0]), self._height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (word, left) in enumerate(zip(self.shown, self._lefts(), strict=False)):
            box = QRect(left, (self.height() - self._sign()) // 2, self._sign(), self._sign())
            if place < len(_STATES):
                self._paint_state(painter, box, place)
            else:
                self._paint_today(painter, box)
            painter.setFont(self._theme.font("secondary"))
            painter.setPen(self._theme.colour("textSecondary"))
            at = QRect(box.right() + 1 + _GAP, 0, self._wide(word), self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)

    def _paint_state(self, painter: QPainter, box: QRect, place: int) -> None:
        status, is_late = _STATES[place]
        look = state_look(self._theme, status, is_overdue=is_late)
        colours = self._theme.state(look.state)
        paint_item_bar(painter, box, self._theme, colours, opens=True)
        sign = box.adjusted(_AROUND + 1, _AROUND, 1 - _AROUND, -_AROUND)
        paint_sign(painter, sign, self._theme, look.icon, colours.text)

    def _paint_today(self, painter: QPainter, box: QRect) -> None:
        x, colour = box.center().x() + 0.5, self._theme.colour("waypointNow")
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, box.top() + 4), QPointF(x, box.bottom() + 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, box.top() + 4), 4, 4)

    def _lefts(self) -> list[int]:
        lefts = [0]
        for word in self._words[:-1]:
            lefts.append(lefts[-1] + self._wide(word) + _BETWEEN)
        return lefts

    def _wide(self, word: str) -> int:
        return self._sign() + _GAP + self._metrics().horizontalAdvance(word)

    def _sign(self) -> int:
        return self._theme.size("iconSmall") + 2 * _AROUND

    def _height(self) -> int:
        return max(self._sign(), self._metrics().height())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("secondary"))

    def _tell(self) -> None:
        self.setToolTip("" if self.shown == self._words else " · ".join(self._words))

    def _on_theme(self) -> None:
        self._tell()
        self.updateGeometry()
        self.update()
