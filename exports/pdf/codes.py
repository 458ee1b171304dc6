"""A code in the corner of a page: a QR code for a scanner, and its short form in letters for a person."""

from typing import Any

import segno
from reportlab.lib.units import mm

from exports.pdf.fonts import REGULAR, register_fonts
from exports.pdf.squares import QUIET, draw_square

_SIDE = 22 * mm
_GAP = 3 * mm
CODE_ROOM = _SIDE + 5 * mm
"""Height that the code takes from the text of a page, points."""
_LETTERS = 14


def draw_code(canvas: Any, scanned: str, letters: str, *, right: float, bottom: float) -> None:
    """Draw `scanned` as a QR code with its lower right corner there (points), and `letters` beside it."""
    register_fonts()
    # Without the mark of UTF-8 some readers take Cyrillic for another script.
    code = segno.make(scanned, error="m", micro=False, encoding="utf-8", eci=not scanned.isascii())
    side = _SIDE / len(code.matrix)
    left = right - _SIDE
    draw_square(canvas, code.matrix, left=left, bottom=bottom, side=_SIDE)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.setFont(REGULAR, _LETTERS)
    canvas.drawRightString(left - QUIET * side - _GAP, bottom + _SIDE / 2 - _LETTERS / 3, letters)
    canvas.restoreState()
