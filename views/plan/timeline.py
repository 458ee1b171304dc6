"""The plan on one axis: months and weeks across, sections below each other, items as bars and points."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from typing_extensions import override

from models.rows.plan_board import PlanLine, PlanSection
from models.rules.plan_periods import Span, months_of
from models.rules.words import MONTHS
from views.plan.dated import DatedView, Placed
from views.plan.item_words import short_words
from views.plan.placing import DAY, ItemMove, Shown, lanes_of, monday_of
from views.theme import Theme
from views.widgets.paint import paint_focus

_LONGEST = 230
"""Words beside a bar, pixels at 100 %."""
_LEAST_DAY = 2.0
"""A day on the axis, pixels at 100 %: a year then is 730 wide."""
_EDGE = 14
_GAP = 6
_LANE_AIR = 5
_WORTH = 12
"""Pixels for which words that are cut are not laid out anew."""
_SURELY_LONG = 1.6
"""Words of so many average letters are longer than the longest that is shown."""
_WEEK_TICKS_FROM = 4.0
_WEEK_NUMBERS_FROM = 5.5


class _Box(NamedTuple):
    """Pixels across: the bar from `left` to `right`, `room` for the words from `words` on."""

    left: int
    right: int
    words: int
    room: int

    @property
    def start(self) -> int:
        return min(self.left, self.words)

    @property
    def end(self) -> int:
        return max(self.right, self.words + self.room)


class _Group(NamedTuple):
    title: str
    done: str
    top: int
    rows: int
    """Where its first row begins."""


class TimelineView(DatedView):
    """The whole period on one axis, a group of rows a section.

    Left and Right go to the item before and after, Up and Down to the row above and below, Home and End to the first
    and the last, PgUp and PgDn to the periods beside. A bar is dragged as a whole, or by its end.
    """

    takes_ends = True

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "plan-timeline", "Шкала плана")
        self._sections: tuple[PlanSection, ...] = ()
        self._groups: list[_Group] = []
        self._scale = 1.0
        self._font = theme.font("secondary")
        self._metrics = QFontMetrics(self._font)
        self._widths: dict[str, int] = {}
        """Widths of words in that font: what is filtered, moved or resized is not measured again."""
        self._letter = self._metrics.averageCharWidth()
        self._longest = _LONGEST
        self._point = theme.size("iconSmall") + 8
        """Width of the least bar: an icon and a little air."""

    def show_sections(
        self,
        lines: Sequence[PlanLine],
        sections: Sequence[PlanSection],
        span: Span,
        *,
        today: date,
        days_off: Mapping[date, str],
    ) -> None:
        """Show the lines of a period by these sections."""
        self._sections = tuple(sections)
        self.show_lines(lines, span, today=today, days_off=days_off)

    # --- where everything stands

    @override
    def lay_out(self) -> None:
        self.placed, self._groups = [], []
        days = (self.span.end - self.span.start).days + 1
        room = self.viewport().width() - 2 * _EDGE
        self._scale = max(room / days, _LEAST_DAY * self.theme.scale)
        font = self.theme.font("secondary")
        if font != self._font:
            self._font, self._widths = font, {}
            self._metrics = QFontMetrics(font)
        self._letter = self._metrics.averageCharWidth()
        self._longest = round(_LONGEST * self.theme.scale)
        self._point = self.theme.size("iconSmall") + 8
        top = self._head
        by_section: dict[int, list[Shown]] = {}
        for each in self.shown:
            by_section.setdefault(each.line.section_id, []).append(each)
        for section in self._sections:
            mine = by_section.get(section.id, [])
            if mine:
                top = self._place_group(section, mine, top)
        wide = round(days * self._scale) + 2 * _EDGE
        for bar, over, page in (
            (self.horizontalScrollBar(), wide - self.viewport().width(), self.viewport().width()),
            (self.verticalScrollBar(), top + _GAP - self.viewport().height(), self.viewport().height()),
        ):
            bar.setRange(0, max(0, over))
            bar.setPageStep(page)
            bar.setSingleStep(self._lane)

    def _place_group(self, section: PlanSection, mine: Sequence[Shown], top: int) -> int:
        """Put the items of a section below its heading, each with its words, on as few rows as they find room on."""
        edge = round(((self.span.end - self.span.start).days + 1) * self._scale) + 2 * _EDGE - 4
        boxes = [self._box(each, edge) for each in mine]
        order = sorted(range(len(mine)), key=lambda at: boxes[at].start)
        lanes = lanes_of([(boxes[at].start, boxes[at].end + _GAP) for at in order])
        own: list[list[int]] = [[] for _ in range(max(lanes) + 1)]
        for at, lane in zip(order, lanes, strict=True):
            own[lane].append(at)
        self._widen(boxes, mine, own, edge)
        rows, lane_height, height = top + self._heading, self._lane, self._lane - _LANE_AIR
        for at, lane in zip(order, lanes, strict=True):
            box, y = boxes[at], rows + lane * lane_height + _LANE_AIR
            bar = QRect(box.left, y, box.right - box.left, height)
            self.placed.append(Placed(mine[at], bar, QRect(box.words, y, box.room, height)))
        self._groups.append(_Group(f"{section.no}. {section.title}", f"{section.done} из {section.items}", top, rows))
        return rows + (max(lanes) + 1) * lane_height + _LANE_AIR

    def _box(self, shown: Shown, edge: int) -> _Box:
        """Where the bar and its words stand across: inside if they fit, else after it, at the right end before it."""
        left, point = self._x(shown.first), self._point
        right = max(self._x(shown.last + DAY), left + point)
        needed = self._width(short_words(shown.line), self._longest)
        if right - left - point >= needed:
            return _Box(left, right, left + point, right - left - point)
        if right + _GAP + needed <= edge:
            return _Box(left, right, right + _GAP - 3, needed)
        room = min(needed, left - _GAP - 2)
        return _Box(left, right, left - _GAP - room, room)

    def _widen(self, boxes: list[_Box], mine: Sequence[Shown], rows: Sequence[Sequence[int]], edge: int) -> None:
        """Give words that are cut more room, as far as nothing stands beside them on their row."""
        for row in rows:
            for place, at in enumerate(row):
                left, right, start, room = boxes[at]
                if room < self._longest or left < start < right:
                    continue  # whole, or in the bar
                is_after = start >= right
                if is_after:
                    free = (boxes[row[place + 1]].start - _GAP if place + 1 < len(row) else edge) - start
                else:
                    free = start + room - (boxes[row[place - 1]].end + _GAP if place else _EDGE)
                if free > room + _WORTH:
                    wide = max(room, self._width(short_words(mine[at].line), free))
                    boxes[at] = _Box(left, right, start if is_after else start + room - wide, wide)

    def _width(self, words: str, longest: int) -> int:
        """Width of the words; those surely longer than `longest` are not measured, as they are cut anyway."""
        if len(words) * self._letter > _SURELY_LONG * longest:
            return longest
        width = self._widths.get(words)
        if width is None:
            width = self._widths[words] = self._metrics.horizontalAdvance(words) + 6
        return min(longest, width)

    @property
    def _head(self) -> int:
        return self.theme.size("tableHeader") + QFontMetrics(self.theme.font("caption")).height() + 4

    @property
    def _heading(self) -> int:
        return self.theme.size("sectionRow")

    @property
    def _lane(self) -> int:
        return QFontMetrics(self.theme.font("secondary")).height() + 7 + _LANE_AIR

    def _x(self, day: date) -> int:
        return _EDGE + round((day - self.span.start).days * self._scale)

    @override
    def day_at(self, point: QPoint) -> date | None:
        if point.y() - self.offset.y() < self._head:
            return None
        days = int((point.x() - _EDGE) // self._scale)
        return min(max(self.span.start + days * DAY, self.span.start), self.span.end)

    @override
    def ghost_boxes(self, move: ItemMove) -> Sequence[QRect]:
        bar = next((each.bar for each in self.placed if each.shown.line.id == move.line.id), None)
        if bar is None:
            return ()
        left, right = self._x(move.first), max(self._x(move.last + DAY), self._x(move.first) + self._point)
        return (QRect(left, bar.top(), right - left, bar.height()),)

    # --- painting

    @override
    def paint(self, painter: QPainter, visible: QRect) -> None:
        self._paint_days(painter, visible)
        for group in self._groups:
            if group.top < visible.bottom() and group.top + self._heading > visible.top():
                self._paint_heading(painter, group, visible)
        if self.today in self.span:
            x = self._x(self.today) + self._scale / 2
            painter.setPen(QPen(self.theme.colour("waypointNow"), 2))
            painter.drawLine(QPointF(x, visible.top() + self._head), QPointF(x, visible.bottom()))
        current = self.current()
        for placed in self.placed:
            if placed.bar.intersects(visible) or placed.words.intersects(visible):
                self._paint_item(painter, placed)
                if placed.shown is current:
                    self.paint_ring(painter, placed)
        self.paint_ghost(painter)
        self._paint_axis(painter, visible)
        if self.hasFocus() and current is None:
            paint_focus(painter, visible, self.theme, radius=self.theme.radius("sheet"))

    def _paint_days(self, painter: QPainter, visible: QRect) -> None:
        for day in self.days_off:
            if day in self.span:
                left = self._x(day)
                box = QRect(left, visible.top(), max(1, self._x(day + DAY) - left), visible.height())
                painter.fillRect(box, self.theme.colour("surfaceSunken"))
        painter.setPen(QPen(self.theme.colour("line"), 1))
        for month in months_of(self.span.start, self.span.end):
            x = self._x(month.start)
            painter.drawLine(x, visible.top(), x, visible.bottom())

    def _paint_heading(self, painter: QPainter, group: _Group, visible: QRect) -> None:
        theme = self.theme
        box = QRect(visible.left(), group.top, visible.width(), self._heading)
        painter.fillRect(box, theme.colour("surfaceSunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        room = box.adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setFont(theme.font("table", weight=600))
        count = painter.fontMetrics().horizontalAdvance(group.done) + 12
        title = painter.fontMetrics().elidedText(group.title, Qt.TextElideMode.ElideRight, room.width() - count)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("text"))
        painter.drawText(room, flags, title)
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(title) + 9)
        painter.setFont(theme.font("table", tabular=True))
        painter.setPen(theme.colour("textSecondary"))
        painter.drawText(room, flags, group.done)

    def _paint_item(self, painter: QPainter, placed: Placed) -> None:
        colours = self.paint_bar(painter, placed)
        side = self.theme.size("iconSmall")
        at = QPoint(placed.bar.left() + 5, placed.bar.center().y() - side // 2 + 1)
        self.paint_sign(painter, at, placed.shown.line, colours.text)
        is_inside = placed.bar.contains(placed.words)
        if not is_inside and self._is_crossed(placed.words):
            painter.fillRect(placed.words, self.theme.colour("surface"))
        painter.setFont(self.theme.font("secondary"))
        painter.setPen(colours.text if is_inside else self.theme.colour("text"))
        words = short_words(placed.shown.line)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, placed.words.width())
        painter.drawText(placed.words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _is_crossed(self, words: QRect) -> bool:
        """Whether the line of today runs through these words."""
        return self.today in self.span and words.left() <= self._x(self.today) + self._scale / 2 <= words.right()

    def _paint_axis(self, painter: QPainter, visible: QRect) -> None:
        theme = self.theme
        head = QRect(visible.left(), visible.top(), visible.width(), self._head)
        painter.fillRect(head, theme.colour("surfaceSunken"))
        months = theme.size("tableHeader")
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for month in months_of(self.span.start, self.span.end):
            left, right = self._x(month.start), self._x(month.end + DAY)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(left, head.top(), left, head.bottom())
            painter.setFont(theme.font("secondary", weight=500))
            painter.setPen(theme.colour("text" if self.today in month else "textSecondary"))
            words = MONTHS[month.start.month - 1].capitalize()
            if painter.fontMetrics().horizontalAdvance(words) > right - left - 10:
                words = words[:3]
            painter.drawText(QRect(left + 6, head.top(), right - left - 6, months), flags, words)
        self._paint_weeks(painter, QRect(head.left(), head.top() + months, head.width(), head.height() - months))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        if self.today in self.span:
            x = self._x(self.today) + self._scale / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("waypointNow"))
            painter.drawEllipse(QPointF(x, head.bottom() - 4), 4, 4)

    def _paint_weeks(self, painter: QPainter, row: QRect) -> None:
        scale = self._scale / self.theme.scale
        if scale < _LEAST_DAY:
            return
        theme = self.theme
        painter.setFont(theme.font("caption", weight=400, tabular=True))
        monday = monday_of(self.span.start)
        while monday <= self.span.end:
            if monday >= self.span.start:
                x = self._x(monday)
                painter.setPen(QPen(theme.colour("lineStrong"), 1))
                painter.drawLine(x, row.bottom() - (4 if scale < _WEEK_TICKS_FROM else 6), x, row.bottom())
                if scale >= _WEEK_NUMBERS_FROM:
                    painter.setPen(theme.colour("textSecondary"))
                    painter.drawText(
                        QRect(x + 4, row.top() - 2, 40, row.height()), Qt.AlignmentFlag.AlignLeft, str(monday.day)
                    )
            monday += 7 * DAY

    # --- the keyboard

    @override
    def step(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._along(1 if key == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._across(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Home if self.placed:
                self._stand_on(self._in_order()[0])
            case Qt.Key.Key_End if self.placed:
                self._stand_on(self._in_order()[-1])
            case Qt.Key.Key_PageUp:
                self.beyond.emit(self.span.start - DAY)
            case Qt.Key.Key_PageDown:
                self.beyond.emit(self.span.end + DAY)
            case _:
                return False
        return True

    def _in_order(self) -> list[Placed]:
        """Items as one reads them: section by section, in each by day."""
        tops = [group.top for group in self._groups]
        return sorted(
            self.placed, key=lambda each: (bisect_left(tops, each.bar.top()), each.shown.first, each.bar.top())
        )

    def _along(self, by: int) -> None:
        order, current = self._in_order(), self.current()
        place = next((at for at, each in enumerate(order) if each.shown is current), -1 if by > 0 else len(order))
        if 0 <= place + by < len(order):
            self._stand_on(order[place + by])

    def _across(self, by: int) -> None:
        """The nearest item of the nearest row above or below."""
        here = self._placed_now()
        if here is None:
            self._along(by)
            return
        beyond = [each for each in self.placed if (each.bar.top() - here.bar.top()) * by > 0]
        if beyond:
            row = min((each.bar.top() for each in beyond), key=lambda top: abs(top - here.bar.top()))
            at = here.bar.left()
            self._stand_on(
                min((each for each in beyond if each.bar.top() == row), key=lambda each: abs(each.bar.left() - at))
            )

    def _placed_now(self) -> Placed | None:
        """Where the item stands that one is on."""
        current = self.current()
        return next((each for each in self.placed if each.shown is current), None)

    def _stand_on(self, placed: Placed) -> None:
        self.stand(placed.shown.first, placed.shown)

    @override
    def reveal(self) -> None:
        placed = self._placed_now()
        if placed is None:
            return
        box = placed.bar.united(placed.words)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if box.top() - self._head - self._heading < down.value():
            down.setValue(box.top() - self._head - self._heading)
        elif box.bottom() + _GAP > down.value() + self.viewport().height():
            down.setValue(box.bottom() + _GAP - self.viewport().height())
        if box.left() - _GAP < across.value():
            across.setValue(box.left() - _GAP)
        elif box.right() + _GAP > across.value() + self.viewport().width():
            across.setValue(min(box.left() - _GAP, box.right() + _GAP - self.viewport().width()))

    @override
    def day_tip(self, point: QPoint) -> str:
        group = next((each for each in self._groups if each.top <= point.y() < each.rows), None)
        return group.title if group is not None else super().day_tip(point)
