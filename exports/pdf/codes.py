"""A code in the corner of a page: a QR code for a scanner, and its short form in letters for a person."""

from typing import Any

import segno
from reportlab.lib.units import mm

from exports.pdf.fonts import REGULAR, register_fonts

_SIDE = 22 * mm
_GAP = 3 * mm
_QUIET = 4
"""Empty modules that a reader needs around the code (ISO/IEC 18004); the lower and right margins are empty anyway."""
CODE_ROOM = _SIDE + 5 * mm
"""Height that the code takes from the text of a page, points."""
_LETTERS = 14


def draw_code(canvas: Any, scanned: str, letters: str, *, right: float, bottom: float) -> None:
    """Draw `scanned` as a QR code with its lower right corner there (points), and `letters` beside it."""
    register_fonts()
    # Without the mark of UTF-8 some readers take Cyrillic for another script.
    code = segno.make(scanned, error="m", micro=False, encoding="utf-8", eci=not scanned.isascii())
    modules = code.matrix
    side = _SIDE / len(modules)
    left = right - _SIDE
    canvas.saveState()
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for number, row in enumerate(modules):
        # A row of dark modules is one rectangle: viewers draw hairlines between rectangles that touch.
        start = 0
        for place in range(len(row) + 1):
            if place < len(row) and row[place]:
                continue
            if place > start:
                top = bottom + _SIDE - number * side
                path.rect(left + start * side, top - side, (place - start) * side, side)
            start = place + 1
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFont(REGULAR, _LETTERS)
    canvas.drawRightString(left - _QUIET * side - _GAP, bottom + _SIDE / 2 - _LETTERS / 3, letters)
    canvas.restoreState()
