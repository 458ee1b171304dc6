"""What is the same on every certificate: the frame with its corners, and the emblem of the site."""

from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

ACCENT = (0.035, 0.34, 0.375)
"""Of the outer rule, and of what stands out within."""
HEAD = 17 * mm
"""Where the emblem begins, from the upper edge of the paper."""
EMBLEM_HEIGHT = 25 * mm
_GOLD = (0.70, 0.56, 0.29)
_EDGE = 9 * mm
"""Of the outer rule from the edge of the paper."""
_NOTCH = 9 * mm
"""Radius of the corners cut out of the inner rule."""


def draw_plate(canvas: Any, name: str, paper: tuple[float, float], *, emblem: bytes | None) -> None:
    """Draw the frame and the emblem as a form of this name, which every page then shows."""
    wide, high = paper
    canvas.beginForm(name, 0, 0, wide, high)
    canvas.setStrokeColorRGB(*ACCENT)
    canvas.setLineWidth(1.6)
    canvas.rect(_EDGE, _EDGE, wide - 2 * _EDGE, high - 2 * _EDGE)
    canvas.setStrokeColorRGB(*_GOLD)
    canvas.setLineWidth(0.7)
    canvas.drawPath(_notched(canvas, paper, _EDGE + 2.2 * mm), stroke=1, fill=0)
    for x in (_EDGE + 5.4 * mm, wide - _EDGE - 5.4 * mm):
        for y in (_EDGE + 5.4 * mm, high - _EDGE - 5.4 * mm):
            _draw_star(canvas, x, y)
    if emblem is not None:
        picture = ImageReader(BytesIO(emblem))
        broad, tall = picture.getSize()
        share = min(2.4 * EMBLEM_HEIGHT / broad, EMBLEM_HEIGHT / tall)
        canvas.drawImage(
            picture,
            wide / 2 - broad * share / 2,
            high - HEAD - EMBLEM_HEIGHT / 2 - tall * share / 2,
            broad * share,
            tall * share,
            mask="auto",
        )
    canvas.endForm()


def _notched(canvas: Any, paper: tuple[float, float], edge: float) -> Any:
    """A rule whose corners are quarters of a circle turned inward."""
    wide, high = paper
    path = canvas.beginPath()
    path.moveTo(edge + _NOTCH, edge)
    path.lineTo(wide - edge - _NOTCH, edge)
    path.arcTo(wide - edge - _NOTCH, edge - _NOTCH, wide - edge + _NOTCH, edge + _NOTCH, 180, -90)
    path.lineTo(wide - edge, high - edge - _NOTCH)
    path.arcTo(wide - edge - _NOTCH, high - edge - _NOTCH, wide - edge + _NOTCH, high - edge + _NOTCH, 270, -90)
    path.lineTo(edge + _NOTCH, high - edge)
    path.arcTo(edge - _NOTCH, high - edge - _NOTCH, edge + _NOTCH, high - edge + _NOTCH, 0, -90)
    path.lineTo(edge, edge + _NOTCH)
    path.arcTo(edge - _NOTCH, edge - _NOTCH, edge + _NOTCH, edge + _NOTCH, 90, -90)
    path.close()
    return path


def _draw_star(canvas: Any, x: float, y: float) -> None:
    """Four rays in a corner."""
    far, near = 2.1 * mm, 0.55 * mm
    canvas.setFillColorRGB(*_GOLD)
    path = canvas.beginPath()
    points = ((0, far), (near, near), (far, 0), (near, -near), (0, -far), (-near, -near), (-far, 0), (-near, near))
    path.moveTo(x, y + far)
    for right, up in points[1:]:
        path.lineTo(x + right, y + up)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
