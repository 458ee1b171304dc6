"""The plan as a calendar: a month with weeks as rows, or a week with its items as cards."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QFontMetrics, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from models.rules.words import MONTHS, SHORT_WEEKDAYS, day_in_text, weekday_and_day
from views.plan.dated import DatedView, Placed
from views.plan.item_words import short_words
from views.plan.looks import state_look, state_word
from views.plan.placing import (
    DAY,
    WEEK,
    ItemMove,
    Shown,
    days_in_week,
    hidden_days,
    lanes_of,
    monday_of,
    weeks_of_month,
)
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.paint import paint_focus

_AIR = 3
_PADDING = 7
_SATURDAY = 5
_FEWEST_LANES = 2
_TITLE_LINES = 2
_MENU_LONGEST = 70


class CalendarMode(StrEnum):
    """How much of the plan is seen at once."""

    MONTH = "month"
    WEEK = "week"


class _Row(NamedTuple):
    monday: date
    top: int
    height: int


class CalendarView(DatedView):
    """A month or a week of the period.

    Left and Right go by a day, Up and Down through the items of a day and on to the week above or below, PgUp and PgDn
    by a month (a week), Home and End to the ends of the week; Enter opens the item, or begins one on an empty day.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "plan-calendar", "Календарь плана")
        self.mode = CalendarMode.MONTH
        self._rows: list[_Row] = []
        self._more: dict[date, tuple[QRect, list[Shown]]] = {}

    # --- what pages use

    @property
    def title(self) -> str:
        """Which days are seen: «Март 2026», «16 марта – 22 марта»."""
        if self.mode is CalendarMode.MONTH:
            return f"{MONTHS[self.day.month - 1].capitalize()} {self.day.year}"
        monday = monday_of(self.day)
        return f"{day_in_text(monday)} – {day_in_text(monday + 6 * DAY)}"

    def show_mode(self, mode: CalendarMode) -> None:
        """See a month or a week, around the day one is on."""
        if mode is not self.mode:
            self.mode = mode
            self.arrange()
            self.reveal()
            self.turned.emit()

    def turn(self, by: int) -> None:
        """Go `by` months (weeks) on."""
        self.go_to(_month_on(self.day, by) if self.mode is CalendarMode.MONTH else self.day + by * WEEK * DAY)

    def hidden_on(self, day: date) -> list[Shown]:
        """Items of a day that «ещё» stands for."""
        return self._more[day][1] if day in self._more else []

    def day_menu(self, day: date) -> QMenu:
        """All items of a day; a press opens one."""
        menu = named(QMenu(self), "day-items", weekday_and_day(day))
        for shown in self.on_day(day):
            line = shown.line
            look = state_look(self.theme, line.status, is_overdue=line.is_overdue)
            words = short_words(line)
            short = words if len(words) <= _MENU_LONGEST else f"{words[: _MENU_LONGEST - 1].rstrip()}…"
            word = state_word(line.status, is_overdue=line.is_overdue).lower()
            action = QAction(f"{short} · {word}".replace("&", "&&"), menu)
            action.setIcon(self.theme.icon(look.icon, size=16))
            action.triggered.connect(lambda _on=False, day=day, shown=shown: self._open(day, shown))
            menu.addAction(action)
        return menu

    @override
    def stand(self, day: date, shown: Shown | None) -> None:
        turned = self._is_other_view(day)
        self.day = day
        if turned:
            self.arrange()
        super().stand(day, shown)
        if turned:
            self.turned.emit()

    # --- where everything stands

    @override
    def lay_out(self) -> None:
        self.placed, self._more = [], {}
        month = self.mode is CalendarMode.MONTH
        mondays = weeks_of_month(self.day) if month else (monday_of(self.day),)
        room = self.viewport().height() - self._head
        least = self._day_head + _FEWEST_LANES * self._lane + _AIR
        weeks = [[each for each in self.shown if _meets(each, monday)] for monday in mondays]
        lanes = [self._lanes(week, monday) for week, monday in zip(weeks, mondays, strict=True)]
        needed = least if month else max(least, self._day_head + (max([0, *lanes[0]]) + 1) * self._lane + _AIR)
        height = max(needed, room // len(mondays)) if self.shown else room // len(mondays)
        self._rows = [_Row(monday, self._head + at * height, height) for at, monday in enumerate(mondays)]
        for row, week, lane in zip(self._rows, weeks, lanes, strict=True):
            self._place_week(row, week, lane)
        over = self._head + height * len(mondays) - self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, over))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(self._lane)

    def _lanes(self, week: Sequence[Shown], monday: date) -> list[int]:
        days = [days_in_week(each, monday) for each in week]
        return lanes_of([(each[0].toordinal(), each[-1].toordinal() + 1) for each in days])

    def _place_week(self, row: _Row, week: Sequence[Shown], lanes: Sequence[int]) -> None:
        room = (row.height - self._day_head - _AIR) // self._lane
        hidden: set[int] = set()
        if self.mode is CalendarMode.MONTH:
            hidden, days = hidden_days(week, lanes, row.monday, room)
            for day in days:
                mine = [week[at] for at in sorted(hidden) if week[at].first <= day <= week[at].last]
                self._more[day] = (self._box(row, day, day, room - 1), mine)
        for at, (shown, lane) in enumerate(zip(week, lanes, strict=True)):
            if at not in hidden:
                days_here = days_in_week(shown, row.monday)
                bar = self._box(row, days_here[0], days_here[-1], lane)
                self.placed.append(Placed(shown, bar, bar, days_here[0] == shown.first, days_here[-1] == shown.last))

    def _box(self, row: _Row, first: date, last: date, lane: int) -> QRect:
        left, right = self._left(first.weekday()), self._left(last.weekday() + 1)
        top = row.top + self._day_head + lane * self._lane
        return QRect(left + _AIR, top, right - left - 2 * _AIR, self._lane - _AIR)

    def _left(self, column: int) -> int:
        return self.viewport().width() * column // WEEK

    def _cell(self, row: _Row, day: date) -> QRect:
        left = self._left(day.weekday())
        return QRect(left, row.top, self._left(day.weekday() + 1) - left, row.height)

    @property
    def _head(self) -> int:
        return self.theme.size("tableHeader")

    @property
    def _day_head(self) -> int:
        """Room for the number of a day; a week has its days in the head."""
        if self.mode is CalendarMode.WEEK:
            return _PADDING
        return QFontMetrics(self.theme.font("table", weight=600)).height() + 9

    @property
    def _lane(self) -> int:
        caption = QFontMetrics(self.theme.font("secondary")).height()
        if self.mode is CalendarMode.MONTH:
            return caption + 5 + _AIR
        return (_TITLE_LINES + 1) * caption + self.theme.size("chip") + 4 * _AIR + _PADDING

    @override
    def day_at(self, point: QPoint) -> date | None:
        if point.y() - self.offset.y() < self._head:
            return None
        column = next((at for at in range(WEEK) if point.x() < self._left(at + 1)), WEEK - 1)
        for row in self._rows:
            if row.top <= point.y() < row.top + row.height:
                day = row.monday + column * DAY
                return day if day in self.span else None
        return None

    @override
    def ghost_boxes(self, move: ItemMove) -> Sequence[QRect]:
        lane = next((self._lane_of(each) for each in self.placed if each.shown.line.id == move.line.id), 0)
        found: list[QRect] = []
        for row in self._rows:
            if move.first <= row.monday + 6 * DAY and move.last >= row.monday:
                days = days_in_week(Shown(move.line, move.first, move.last), row.monday)
                room = max(1, (row.height - self._day_head - _AIR) // self._lane)
                found.append(self._box(row, days[0], days[-1], min(lane, room - 1)))
        return found

    def _lane_of(self, placed: Placed) -> int:
        row = next(row for row in self._rows if row.top <= placed.bar.top() < row.top + row.height)
        return (placed.bar.top() - row.top - self._day_head) // self._lane

    # --- painting

    @override
    def paint(self, painter: QPainter, visible: QRect) -> None:
        for row in self._rows:
            if row.top < visible.bottom() and row.top + row.height > visible.top():
                for at in range(WEEK):
                    self._paint_day(painter, row, row.monday + at * DAY)
        current = self.current()
        for placed in self.placed:
            if placed.bar.intersects(visible):
                if self.mode is CalendarMode.MONTH:
                    self._paint_line(painter, placed)
                else:
                    self._paint_card(painter, placed)
                if placed.shown is current:
                    self.paint_ring(painter, placed)
        for day, (box, hidden) in self._more.items():
            if box.intersects(visible):
                self._paint_more(painter, day, box, hidden)
        self.paint_ghost(painter)
        self._paint_head(painter, visible)

    def _paint_day(self, painter: QPainter, row: _Row, day: date) -> None:
        cell, theme = self._cell(row, day), self.theme
        is_here = day in self.span and (self.mode is CalendarMode.WEEK or day.month == self.day.month)
        if not is_here or self._is_off(day):
            painter.fillRect(cell, theme.colour("surfaceSunken" if day in self.span else "canvas"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if day.weekday():
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
        if day == self.day and self.current() is None and self.hasFocus():
            paint_focus(painter, cell.adjusted(2, 2, -2, -2), theme, radius=4)
        if day not in self.span or self.mode is CalendarMode.WEEK:
            return
        head = QRect(cell.left() + _PADDING, cell.top() + 2, cell.width() - 2 * _PADDING, self._day_head - 3)
        is_today = day == self.today
        font = theme.font("table", weight=600 if is_today else 400, tabular=True)
        painter.setFont(font)
        colour = "textSecondary" if self._is_off(day) or not is_here else "text"
        if is_today:
            side = min(head.height(), QFontMetrics(font).horizontalAdvance("30") + 10)
            mark = QRectF(cell.left() + 4, cell.top() + 3, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("waypointNow"))
            painter.drawEllipse(mark)
            painter.setPen(theme.colour("surface"))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(day.day))
            return
        painter.setPen(theme.colour(colour))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(day.day))

    def _paint_line(self, painter: QPainter, placed: Placed) -> None:
        colours, line = self.paint_bar(painter, placed), placed.shown.line
        side = self.theme.size("iconSmall")
        left = placed.bar.left() + _PADDING
        self.paint_sign(painter, QPoint(left, placed.bar.center().y() - side // 2 + 1), line, colours.text)
        room = placed.bar.adjusted(_PADDING + side + 4, 0, -4, 0)
        painter.setFont(self.theme.font("secondary", tabular=True))
        painter.setPen(colours.text)
        shown = painter.fontMetrics().elidedText(short_words(line), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_card(self, painter: QPainter, placed: Placed) -> None:
        theme, line = self.theme, placed.shown.line
        colours = self.paint_bar(painter, placed)
        room = placed.bar.adjusted(_PADDING + 2, _PADDING - 2, -_PADDING, -_AIR)
        font = theme.font("secondary", weight=500)
        height = QFontMetrics(font).height()
        painter.setPen(colours.text)
        painter.setFont(font)
        title = _wrapped(short_words(line), theme, room.width())
        for at, words in enumerate(title):
            under = QRect(room.left(), room.top() + at * height, room.width(), height)
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        below = QRect(room.left(), room.top() + len(title) * height, room.width(), height)
        painter.setFont(theme.font("secondary"))
        shown = painter.fontMetrics().elidedText(line.responsible, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        side = theme.size("iconSmall")
        state = QRect(room.left(), below.bottom() + _AIR, room.width(), theme.size("chip"))
        self.paint_sign(painter, QPoint(state.left(), state.center().y() - side // 2 + 1), line, colours.text)
        painter.setFont(font)
        painter.setPen(colours.text)
        painter.drawText(
            state.adjusted(side + _AIR, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            state_word(line.status, is_overdue=line.is_overdue),
        )

    def _paint_more(self, painter: QPainter, day: date, box: QRect, hidden: Sequence[Shown]) -> None:
        painter.setFont(self.theme.font("secondary", weight=500))
        painter.setPen(self.theme.colour("accentText"))
        painter.drawText(
            box.adjusted(_PADDING, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _more(hidden)
        )
        if day == self.day and self.current() in hidden and self.hasFocus():
            paint_focus(painter, box, self.theme, radius=4)

    def _paint_head(self, painter: QPainter, visible: QRect) -> None:
        theme = self.theme
        head = QRect(0, visible.top(), self.viewport().width(), self._head)
        painter.fillRect(head, theme.colour("surfaceSunken"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        for at, word in enumerate(SHORT_WEEKDAYS):
            day = self._rows[0].monday + at * DAY
            is_today = self.mode is CalendarMode.WEEK and day == self.today
            words = word.capitalize()
            if self.mode is CalendarMode.WEEK and day in self.span:
                words = f"{words} {day_in_text(day)}"
            painter.setFont(theme.font("secondary", weight=600 if is_today else 500))
            painter.setPen(theme.colour("waypointNow" if is_today else "textSecondary"))
            left = self._left(at) + _PADDING
            room = QRect(left, head.top(), self._left(at + 1) - left - 2, head.height())
            painter.drawText(
                room,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width()),
            )

    # --- the mouse and the keyboard

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint() + self.offset
        pressed = next((day for day, (box, _hidden) in self._more.items() if box.contains(point)), None)
        if pressed is None:
            super().mousePressEvent(event)
            return
        self.stand(pressed, None)
        self._offer_day(pressed)

    @override
    def _on_enter(self) -> None:
        current = self.current()
        if current is not None and current in self.hidden_on(self.day) and not self._settle.isActive():
            self._offer_day(self.day)
        else:
            super()._on_enter()

    @override
    def step(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.go_to(self.day + (DAY if key == Qt.Key.Key_Right else -DAY))
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._along(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.turn(1 if key == Qt.Key.Key_PageDown else -1)
            case Qt.Key.Key_Home:
                self.go_to(max(monday_of(self.day), self.span.start))
            case Qt.Key.Key_End:
                self.go_to(min(monday_of(self.day) + 6 * DAY, self.span.end))
            case _:
                return False
        return True

    @override
    def go_to(self, day: date) -> None:
        if day not in self.span:
            self.beyond.emit(day)
            return
        self.stand(day, next(iter(self.on_day(day)), None))

    def _along(self, by: int) -> None:
        """Through the items of the day, those that «ещё» stands for as one; then to the next week."""
        stops = self._stops(self.day)
        current = self.current()
        place = next((at for at, each in enumerate(stops) if each is current), -1)
        if current is not None and place < 0:
            place = len(stops) - 1
        if 0 <= place + by < len(stops) and (place >= 0 or by > 0):
            self.stand(self.day, stops[place + by])
        elif self.mode is CalendarMode.MONTH:
            day = self.day + by * WEEK * DAY
            if day in self.span and by < 0 and (above := self.on_day(day)):
                self.stand(day, above[-1] if above[-1] not in self.hidden_on(day) else self._stops(day)[-1])
            else:
                self.go_to(day)

    def _stops(self, day: date) -> list[Shown]:
        hidden = self.hidden_on(day)
        return [*(each for each in self.on_day(day) if each not in hidden), *hidden[:1]]

    def on_day(self, day: date) -> list[Shown]:
        """Items of a day from top to bottom, those that «ещё» stands for last."""
        row = self._row_of(day)
        tops: dict[int, int] = {}
        if row is not None:
            here = [each for each in self.placed if row.top <= each.bar.top() < row.top + row.height]
            tops = {id(each.shown): each.bar.top() for each in here}
        last = max(tops.values(), default=0) + 1
        mine = [each for each in self.shown if each.first <= day <= each.last]
        return sorted(mine, key=lambda each: tops.get(id(each), last))

    def _row_of(self, day: date) -> _Row | None:
        return next((row for row in self._rows if row.monday == monday_of(day)), None)

    def _offer_day(self, day: date) -> None:
        menu = self.day_menu(day)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = self._more[day][0]
        menu.popup(self.viewport().mapToGlobal(box.bottomLeft() - self.offset))

    def _open(self, day: date, shown: Shown) -> None:
        self.stand(day, shown)
        self.opened.emit()

    @override
    def reveal(self) -> None:
        row = self._row_of(self.day)
        if row is None:
            return
        current = self.current()
        boxes = [each.bar for each in self.placed if each.shown is current]
        box = next((each for each in boxes if row.top <= each.top() < row.top + row.height), None)
        top, bottom = (row.top, row.top + row.height) if box is None else (box.top(), box.bottom())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top - self._head < bar.value():
            bar.setValue(top - self._head)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height + _AIR)

    @override
    def place_said(self) -> str:
        hidden = self.hidden_on(self.day)
        return f"{super().place_said()}, {_more(hidden)}" if hidden else super().place_said()

    @override
    def day_tip(self, point: QPoint) -> str:
        day = self.day_at(point)
        if day is not None and day in self._more and self._more[day][0].contains(point):
            return "\n".join(short_words(each.line) for each in self._more[day][1])
        return super().day_tip(point)

    def _is_other_view(self, day: date) -> bool:
        if self.mode is CalendarMode.MONTH:
            return (day.year, day.month) != (self.day.year, self.day.month)
        return monday_of(day) != monday_of(self.day)

    def _is_off(self, day: date) -> bool:
        return day.weekday() >= _SATURDAY or day in self.days_off


def _meets(shown: Shown, monday: date) -> bool:
    return shown.first <= monday + 6 * DAY and shown.last >= monday


def _month_on(day: date, by: int) -> date:
    """The same day `by` months on, the last one where the month is shorter."""
    month = day.month - 1 + by
    first = date(day.year + month // 12, month % 12 + 1, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(day.day, (after - DAY).day))


def _more(hidden: Sequence[Shown]) -> str:
    return f"ещё {len(hidden)}"


def _wrapped(text: str, theme: Theme, width: int) -> list[str]:
    """Up to two lines of a title, the last one cut."""
    font = theme.font("secondary", weight=500)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < _TITLE_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        rest = text[start:] if len(lines) == _TITLE_LINES - 1 else text[start : start + line.textLength()]
        lines.append(QFontMetrics(font).elidedText(rest.strip(), Qt.TextElideMode.ElideRight, width))
    layout.endLayout()
    return lines
