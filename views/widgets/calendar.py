"""A small calendar that drops down from a date field; wholly by keys too."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.naming import named

_MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_WEEKS = 6
_EDGE = 8
_FIRST = 1900


class CalendarPopup(QWidget):
    """A month: arrows move by days and weeks, PageUp and PageDown by months, Enter takes, Esc leaves."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, *, today: date, current: date | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._today = today
        self._day = current or today
        named(self, "calendar", "Календарь")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self._say()

    @property
    def day(self) -> date:
        """The day the frame stands on."""
        return self._day

    @override
    def sizeHint(self) -> QSize:
        cell = self._cell()
        return QSize(7 * cell + 2 * _EDGE, (_WEEKS + 2) * cell + 2 * _EDGE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self._move(self._day.toordinal() + steps[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key is Qt.Key.Key_Home:
            self._move(self._day.replace(day=1).toordinal())
        elif key is Qt.Key.Key_End:
            self._move(self._day.replace(day=monthrange(self._day.year, self._day.month)[1]).toordinal())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self._day)
        elif key is Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if not self.rect().contains(point):
            self.close()
        elif self._arrow(-1).contains(point):
            self._turn(-1)
        elif self._arrow(1).contains(point):
            self._turn(1)
        elif (day := self._day_at(point)) is not None:
            self._take(day)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, cell = self._theme, self._cell()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(QPen(theme.colour("lineStrong"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme.font("body", weight=600))
        painter.setPen(theme.colour("text"))
        head = QRect(_EDGE, _EDGE, 7 * cell, cell)
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, f"{_MONTHS[self._day.month - 1]} {self._day.year}")
        for way, icon in ((-1, "chevron_left"), (1, "chevron_right")):
            box = self._arrow(way)
            painter.drawPixmap(box.center() - QPoint(7, 7), theme.pixmap(icon, theme.colour("accentText"), size=16))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("textSecondary"))
        for place, name in enumerate(_DAYS):
            box = QRect(_EDGE + place * cell, _EDGE + cell, cell, cell)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        for place in range(7 * _WEEKS):
            self._paint_day(painter, place)

    def _paint_day(self, painter: QPainter, place: int) -> None:
        theme = self._theme
        ordinal = self._first() + place
        if not 1 <= ordinal <= date.max.toordinal():
            return
        day = date.fromordinal(ordinal)
        box = QRectF(self._box(place)).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self._day:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(theme.colour("onAccent"))
        elif day.month != self._day.month:
            painter.setPen(theme.colour("textHint"))
        else:
            painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("secondary", weight=600 if day in (self._day, self._today) else 400, tabular=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self._today and day != self._day:
            painter.setPen(QPen(theme.colour("waypointNow"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _cell(self) -> int:
        return self._theme.size("buttonSmall")

    def _first(self) -> int:
        first = self._day.replace(day=1)
        return first.toordinal() - first.weekday()

    def _box(self, place: int) -> QRect:
        cell = self._cell()
        return QRect(_EDGE + place % 7 * cell, _EDGE + (2 + place // 7) * cell, cell, cell)

    def _day_at(self, point: QPoint) -> date | None:
        for place in range(7 * _WEEKS):
            ordinal = self._first() + place
            if self._box(place).contains(point) and 1 <= ordinal <= date.max.toordinal():
                return date.fromordinal(ordinal)
        return None

    def _arrow(self, way: int) -> QRect:
        cell = self._cell()
        return QRect(_EDGE if way < 0 else _EDGE + 6 * cell, _EDGE, cell, cell)

    def _turn(self, months: int) -> None:
        month = self._day.year * 12 + self._day.month - 1 + months
        year, number = divmod(month, 12)
        if MINYEAR <= year <= MAXYEAR:
            last = monthrange(year, number + 1)[1]
            self._move(date(year, number + 1, min(self._day.day, last)).toordinal())

    def _move(self, ordinal: int) -> None:
        low = date(_FIRST, 1, 1).toordinal()
        self._day = date.fromordinal(min(max(ordinal, low), date.max.toordinal()))
        self._say()
        self.update()

    def _take(self, day: date) -> None:
        self.chosen.emit(day)
        self.close()

    def _say(self) -> None:
        self.setAccessibleDescription(f"{self._day.day:02}.{self._day.month:02}.{self._day.year}")
