"""PT Serif for print: the four faces that ship with the program, and what they can draw."""

import unicodedata
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exports.layout import cleaned
from exports.pdf.unhinted import unhinted
from resources.loader import read_bytes

REGULAR = "PTSerif"
ITALIC = "PTSerif-Italic"
BOLD = "PTSerif-Bold"
BOLD_ITALIC = "PTSerif-BoldItalic"

_FILES = {
    REGULAR: "fonts/PTF55F.ttf",
    ITALIC: "fonts/PTF56F.ttf",
    BOLD: "fonts/PTF75F.ttf",
    BOLD_ITALIC: "fonts/PTF76F.ttf",
}

_STAND_INS = {
    "\u2009": "\u00a0",
    "\u202f": "\u00a0",
    "\u2007": "\u00a0",
    "→": "—",
    "⇒": "—",
    "←": "—",
    "✓": "+",
    "✔": "+",
    "☑": "+",
    "✗": "–",
    "✘": "–",
    "●": "•",
    "▪": "•",
    "■": "•",
    "\u2010": "-",
    "\u2012": "–",
    "\u2015": "—",
}
_UNKNOWN = "?"


@cache
def register_fonts() -> None:
    """Make PT Serif known to reportlab; only the glyphs a document uses are embedded in it."""
    registry: Any = pdfmetrics  # its stub is without types
    for name, file in _FILES.items():
        registry.registerFont(TTFont(name, BytesIO(unhinted(read_bytes(file))), asciiReadable=0))
    registry.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


@cache
def _glyphs() -> frozenset[int]:
    """Code points that every face can draw."""
    register_fonts()
    registry: Any = pdfmetrics
    faces: list[dict[int, int]] = [registry.getFont(name).face.charToGlyph for name in _FILES]
    return frozenset[int].intersection(*(frozenset(face) for face in faces))


def printable(text: str) -> str:
    """`text` with every character that PT Serif can draw kept, and the rest replaced.

    Letters are composed first («и» and a breve become «й»). Arrows, ticks and bullets get a near sign; a character
    with no stand-in (a hieroglyph, an emoji) becomes «?», so that the reader sees that something stood there.
    """
    known = _glyphs()
    composed = cleaned(unicodedata.normalize("NFC", text))
    if all(ord(letter) in known or letter in "\r\n\u00ad" for letter in composed):
        return composed
    return "".join(_drawn(letter, known) for letter in composed)


def _drawn(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known or letter in "\r\n\u00ad":
        return letter
    if letter in _STAND_INS:
        return _STAND_INS[letter]
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return ""  # a mark over a letter, a joiner: nothing to draw by itself
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and all(ord(part) in known for part in plain):
        return plain
    return _UNKNOWN


def text_width(text: str, font: str, size: float) -> float:
    """Width of one line, points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))
