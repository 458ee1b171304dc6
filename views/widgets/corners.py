"""Round corners of a sheet over a table that reaches its line (design.md §7 «Rounded tables»)."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from views.theme import Theme
from views.widgets.sheet import Sheet


def round_corners(viewport: QWidget, theme: Theme) -> None:
    """Paint the corners of the sheet around `viewport` over what it has just painted."""
    sheet = viewport.parentWidget()
    while sheet is not None and not isinstance(sheet, Sheet):
        sheet = sheet.parentWidget()
    if sheet is None:
        return
    radius = theme.radius("sheet")
    frame = QRectF(sheet.rect()).translated(QRectF(0, 0, 0, 0).topLeft() + viewport.mapFrom(sheet, QPoint(0, 0)))
    seen = QRectF(viewport.rect())
    outside, round_frame = QPainterPath(), QPainterPath()
    outside.addRect(frame)
    round_frame.addRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    corners = (
        QRectF(frame.left(), frame.top(), radius, radius),
        QRectF(frame.right() - radius, frame.top(), radius, radius),
        QRectF(frame.left(), frame.bottom() - radius, radius, radius),
        QRectF(frame.right() - radius, frame.bottom() - radius, radius, radius),
    )
    touched = [corner for corner in corners if corner.intersects(seen)]
    if not touched:
        return
    painter = QPainter(viewport)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    clip = QPainterPath()
    for corner in touched:
        clip.addRect(corner)
    painter.setClipPath(clip)
    painter.fillPath(outside.subtracted(round_frame), theme.colour("canvas"))
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(round_frame)
