"""What is painted the same way in tables and as small widgets of its own: chips, dots, bars, marks, ticks."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from views.states import State
from views.theme import ChipLook, Theme

CHIP_PADDING = 9
CHIP_GAP = 5
DOT = 12
DOT_GAP = 5
MARK_WIDTH = 32
MARK_HEIGHT = 26
CHECK = 18
BAR = 10


class Part(NamedTuple):
    """A stretch of a bar: how much of it, in which state, and the word of its legend."""

    value: float
    state: State
    label: str = ""


class Mark(NamedTuple):
    """One of the marks that can be set in a row: its letter (or the name of an icon), its state, and its word."""

    sign: str
    state: State
    label: str


# ---------------------------------------------------------------------------------------------------------- chips


def chip_width(theme: Theme, look: ChipLook | None, text: str) -> int:
    """Width a chip needs, pixels."""
    metrics = QFontMetrics(theme.font("secondary", weight=500))
    icon = (theme.size("iconSmall") + CHIP_GAP) if look is not None and look.icon else 0
    return metrics.horizontalAdvance(text) + icon + 2 * CHIP_PADDING + 2


def paint_chip(painter: QPainter, rect: QRect, theme: Theme, look: ChipLook, text: str) -> None:
    """A chip at the left of `rect`, in its middle; text that finds no room is cut (the owner shows a tooltip)."""
    colours = theme.state(look.state)
    height = theme.size("chip")
    width = min(chip_width(theme, look, text), rect.width())
    box = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.soft)
    painter.drawRoundedRect(box, height / 2, height / 2)
    left = box.left() + CHIP_PADDING
    painter.setFont(theme.font("secondary", weight=500))
    painter.setPen(colours.text)
    if look.icon:
        side = theme.size("iconSmall")
        paint_sign(painter, QRect(left, box.center().y() - side // 2 + 1, side, side), theme, look.icon, colours.text)
        left += side + CHIP_GAP
    room = QRect(left, box.top(), box.right() - left - CHIP_PADDING + 3, height)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


def paint_sign(painter: QPainter, rect: QRect, theme: Theme, sign: str, colour: QColor) -> None:
    """An icon by its name, or a single letter, in the middle of `rect`."""
    if len(sign) == 1:
        painter.setPen(colour)
        painter.setFont(theme.font("secondary", weight=600))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)
        return
    small = min(rect.width(), rect.height()) < theme.size("icon")
    pixmap = theme.pixmap(sign, colour, size=16 if small else 20)
    size = pixmap.deviceIndependentSize()
    painter.drawPixmap(
        QPointF(rect.left() + (rect.width() - size.width()) / 2, rect.top() + (rect.height() - size.height()) / 2),
        pixmap,
    )


# ----------------------------------------------------------------------------------------------------------- dots


def dots_width(count: int) -> int:
    """Width that `count` dots need, pixels."""
    return max(0, count * (DOT + DOT_GAP) - DOT_GAP)


def paint_dots(painter: QPainter, rect: QRect, theme: Theme, states: Sequence[State | None]) -> None:
    """Dots in their order from the left of `rect`.

    Filled, a hollow ring for None and «запланировано», a ring with a dot for what is overdue: colour never stands
    alone.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = rect.top() + (rect.height() - DOT) / 2
    for place, state in enumerate(states):
        box = QRectF(rect.left() + place * (DOT + DOT_GAP), top, DOT, DOT)
        if box.right() > rect.right() + 1:
            break
        _paint_dot(painter, box, theme, state)
    painter.restore()


def _paint_dot(painter: QPainter, box: QRectF, theme: Theme, state: State | None) -> None:
    if state is None or state is State.NEUTRAL:
        painter.setPen(QPen(theme.colour("controlBorder"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        return
    fill = theme.state(state).fill
    if state is State.OVERDUE:
        painter.setPen(QPen(fill, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawEllipse(box.center(), 2.2, 2.2)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(box)


# ----------------------------------------------------------------------------------------------------------- bars


def paint_bar(painter: QPainter, rect: QRect, theme: Theme, parts: Sequence[Part], total: float = 0) -> None:
    """A bar over the whole of `rect`: its parts in their order with 2 px between, what is left of `total` is track."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(rect), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(outline, theme.state(State.NEUTRAL).soft)
    painter.setClipPath(outline)
    whole = max(total, sum(part.value for part in parts))
    left = float(rect.left())
    shown = [part for part in parts if part.value > 0]
    for place, part in enumerate(shown):
        width = rect.width() * part.value / whole
        gap = 2 if place + 1 < len(shown) else 0
        box = QRectF(left, rect.top(), max(1.0, width - gap), rect.height())
        if place == len(shown) - 1 and left + width < rect.right():
            end = QPainterPath()
            end.addRoundedRect(box.adjusted(-radius if place == 0 else 0, 0, 0, 0), radius, radius)
            if place:
                end.addRect(box.adjusted(0, 0, -min(radius, box.width() / 2), 0))
            painter.fillPath(end.simplified(), theme.state(part.state).fill)
        else:
            painter.fillRect(box, theme.state(part.state).fill)
        if gap:
            painter.fillRect(QRectF(box.right(), rect.top(), gap, rect.height()), theme.colour("surface"))
        left += width
    painter.restore()


# ---------------------------------------------------------------------------------------------------------- marks


def marks_rect(rect: QRect, count: int) -> QRect:
    """Where `count` marks stand within a cell: at its left, in its middle."""
    return QRect(rect.left(), rect.center().y() - MARK_HEIGHT // 2, count * MARK_WIDTH + 2, MARK_HEIGHT + 2)


def mark_at(rect: QRect, point: QPoint, count: int) -> int | None:
    """Which of `count` marks in the cell `rect` a click meant: each is as high as the whole row."""
    offset = point.x() - rect.left()
    if not rect.contains(point) or offset < 0 or offset >= count * MARK_WIDTH:
        return None
    return offset // MARK_WIDTH


def paint_marks(painter: QPainter, rect: QRect, theme: Theme, marks: Sequence[Mark], chosen: int | None) -> None:
    """A framed row of marks 32×26, the chosen one in its colour; the first shows its icon faintly when not chosen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(marks_rect(rect, len(marks))).adjusted(0.5, 0.5, -0.5, -0.5)
    outline = QPainterPath()
    outline.addRoundedRect(frame, theme.radius("mark"), theme.radius("mark"))
    painter.fillPath(outline, theme.colour("surface"))
    for place, mark in enumerate(marks):
        box = QRectF(frame.left() + place * MARK_WIDTH + 0.5, frame.top(), MARK_WIDTH, frame.height())
        is_chosen = place == chosen
        if is_chosen and mark.state is not State.DONE:
            painter.save()
            painter.setClipPath(outline)
            painter.fillRect(box, theme.state(mark.state).soft)
            painter.restore()
        if place:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if is_chosen:
            colour = theme.state(mark.state).text
        elif len(mark.sign) > 1:
            colour = theme.colour("lineStrong")
        else:
            colour = theme.colour("textSecondary")
        if len(mark.sign) == 1:
            painter.setFont(theme.font("secondary", weight=700 if is_chosen else 400))
            painter.setPen(colour)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.sign)
        else:
            paint_sign(painter, box.toRect(), theme, mark.sign, colour)
    painter.setPen(QPen(theme.colour("lineStrong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    painter.restore()


# -------------------------------------------------------------------------------------------- ticks, arrows, frames


def paint_check(painter: QPainter, rect: QRect, theme: Theme, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """A check box of 18 px in the middle of `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(
        rect.left() + (rect.width() - CHECK) // 2 + 0.5,
        rect.top() + (rect.height() - CHECK) // 2 + 0.5,
        CHECK - 1,
        CHECK - 1,
    )
    radius = theme.radius("checkbox")
    if state is Qt.CheckState.Unchecked:
        painter.setPen(QPen(theme.colour("controlBorder" if enabled else "lineStrong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, radius, radius)
    else:
        fill = theme.colour("accent" if enabled else "waypointAhead")
        painter.setPen(QPen(fill, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, radius, radius)
        pen = QPen(theme.colour("onAccent"), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centre = box.center()
        if state is Qt.CheckState.Checked:
            painter.drawPolyline(
                QPolygonF([centre + QPointF(-4, 0.2), centre + QPointF(-1.2, 3), centre + QPointF(4.2, -3)])
            )
        else:
            painter.drawLine(centre + QPointF(-3.5, 0), centre + QPointF(3.5, 0))
    painter.restore()


def paint_radio(painter: QPainter, rect: QRect, theme: Theme, *, chosen: bool) -> None:
    """A radio button of 18 px in the middle of `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QRectF(rect).center()
    painter.setPen(QPen(theme.colour("accent" if chosen else "controlBorder"), 2 if chosen else 1.5))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(centre, 8, 8)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(centre, 4.5, 4.5)
    painter.restore()


def paint_sort_arrow(painter: QPainter, rect: QRect, colour: QColor, *, descending: bool) -> None:
    """A thin arrow in the middle of `rect`: up when rows ascend."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    centre = QRectF(rect).center()
    way = 1 if descending else -1
    tip = centre + QPointF(0, 4.5 * way)
    painter.drawLine(centre - QPointF(0, 4.5 * way), tip)
    painter.drawPolyline(QPolygonF([tip + QPointF(-3, -3 * way), tip, tip + QPointF(3, -3 * way)]))
    painter.restore()


def paint_focus(painter: QPainter, rect: QRect, theme: Theme, *, radius: float = 0) -> None:
    """The 2 px ring of whatever has the keyboard, just inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=radius > 0)
    ring = theme.size("focusRing")
    painter.setPen(QPen(theme.colour("accent"), ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = QRectF(rect).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
    if radius:
        painter.drawRoundedRect(inside, radius, radius)
    else:
        painter.drawRect(inside)
    painter.restore()
