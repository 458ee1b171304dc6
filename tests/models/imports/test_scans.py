"""Signed sheets as scanners and phones give them back."""

import io
import random

import pytest
import segno
from PIL import Image, ImageFilter

from models.errors import UserError
from models.imports.scans import codes_on, event_of_scan
from models.rules.sheet_code import sheet_qr

OWN = ["ПК-07"]


def sheet(text: str = sheet_qr("ПК-07", 4711), *, scale: int = 5) -> Image.Image:
    """A page of A4 at 150 dpi with the code at its lower right."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=scale, border=4)
    page = Image.new("L", (1240, 1754), 255)
    code = Image.open(drawn).convert("L")
    page.paste(code, (page.width - code.width - 60, page.height - code.height - 60))
    return page


def saved(page: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    page.save(held, kind, **options)
    return held.getvalue()


def noisy(page: Image.Image) -> Image.Image:
    lot = random.Random(4)
    pixels = page.load()
    assert pixels is not None
    for _ in range(page.width * page.height // 40):
        pixels[lot.randrange(page.width), lot.randrange(page.height)] = lot.randrange(256)
    return page


@pytest.mark.parametrize("angle", [0, 3, 90, 180, 187])
def test_a_sheet_laid_askew_leads_to_its_event(angle: int) -> None:
    page = sheet().rotate(angle, expand=True, fillcolor=255)
    assert event_of_scan(saved(page, "PNG"), own=OWN) == 4711


def test_a_noisy_and_blurred_photo_leads_to_its_event() -> None:
    page = noisy(sheet().filter(ImageFilter.GaussianBlur(0.8)))
    assert event_of_scan(saved(page, "JPEG", quality=40), own=OWN) == 4711


def test_a_small_copy_leads_to_its_event() -> None:
    page = sheet().resize((744, 1052), Image.Resampling.BILINEAR)
    assert event_of_scan(saved(page, "JPEG", quality=60), own=OWN) == 4711


def test_the_code_is_found_on_any_page_of_a_pdf() -> None:
    empty = Image.new("L", (1240, 1754), 255)
    pdf = saved(empty, "PDF", save_all=True, append_images=[sheet()], resolution=150)
    assert event_of_scan(pdf, own=OWN) == 4711


def test_a_page_without_a_code_says_to_type_it() -> None:
    with pytest.raises(UserError, match="не нашлось кода"):
        event_of_scan(saved(Image.new("L", (600, 800), 255), "PNG"), own=OWN)


def test_another_sites_sheet_is_refused() -> None:
    with pytest.raises(UserError, match="другой площадки"):
        event_of_scan(saved(sheet(sheet_qr("ПК-08", 4711)), "PNG"), own=OWN)


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"\xff\xd8\xff\xe0 cut off", b"\x89PNG\r\n\x1a\n cut off"])
def test_a_damaged_scan_is_said_to_be_one(content: bytes) -> None:
    with pytest.raises(UserError, match="повреждён"):
        codes_on(content)


@pytest.mark.parametrize("content", ["Список".encode(), b"\0\1 nothing known", b"MZ a program", b"PK\3\4 cut off"])
def test_another_file_is_no_scan(content: bytes) -> None:
    with pytest.raises(UserError, match="не скан и не снимок"):
        codes_on(content)
