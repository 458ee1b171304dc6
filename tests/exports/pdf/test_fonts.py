"""The print font: what it draws, what is put instead, what is left of it in memory."""

from io import BytesIO

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from exports.pdf.fonts import BOLD, REGULAR, printable, register_fonts, text_width
from exports.pdf.unhinted import unhinted
from resources.loader import read_bytes

FACES = ("PTF55F", "PTF56F", "PTF75F", "PTF76F")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("№ 41 «Кедровка» — ёж, 5 ₽ ≥ 3", "№ 41 «Кедровка» — ёж, 5 ₽ ≥ 3"),
        ("и\u0306", "й"),
        ("было → стало ✓", "было — стало +"),
        ("узкий\u202fпробел", "узкий\u00a0пробел"),
        ("漢🙂", "??"),
        ("нев\u200bидимый\x07 \ufeffзнак", "невидимый знак"),
        ("семья 👨\u200d👩", "семья ??"),
        ("ﬁ", "ﬁ"),
    ],
)
def test_every_sign_that_is_printed_has_a_glyph(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@pytest.mark.parametrize("face", FACES)
def test_hints_are_gone_and_outlines_and_widths_stay(face: str) -> None:
    whole = read_bytes(f"fonts/{face}.ttf")
    small = unhinted(whole)
    before = TTFont("before", BytesIO(whole), validate=1).face
    after = TTFont("after", BytesIO(small), validate=1).face
    assert after.charToGlyph == before.charToGlyph
    assert after.charWidths == before.charWidths
    assert len(small) < len(whole) / 3


def test_bold_is_another_face() -> None:
    register_fonts()
    assert text_width("Итого", BOLD, 9) > text_width("Итого", REGULAR, 9)
