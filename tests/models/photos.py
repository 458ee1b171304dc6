"""Photos as a phone makes them: with place, device and author inside."""

import io
from typing import Any

from PIL import Image, ImageDraw

DEVICE = b"Neboskrebok Phone 12"
AUTHOR = b"Ivanova M. P."
PLACE = (43.0, 7.0, 0.0)
_GPS, _MAKE, _MODEL, _ARTIST, _ORIENTATION = 0x8825, 0x010F, 0x0110, 0x013B, 0x0112


def exif(*, orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[_MAKE], made[_MODEL], made[_ARTIST] = DEVICE.decode(), DEVICE.decode(), AUTHOR.decode()
    made[_ORIENTATION] = orientation
    made.get_ifd(_GPS).update({1: "N", 2: PLACE, 3: "E", 4: (131.0, 53.0, 0.0), 29: "2026:03:02"})
    return made


def picture(width: int = 2400, height: int = 1800) -> Image.Image:
    """Red at its left, blue at its right, green at the lower edge."""
    made = Image.new("RGB", (width, height), (200, 30, 30))
    draw = ImageDraw.Draw(made)
    draw.rectangle((width // 2, 0, width, height), fill=(30, 30, 200))
    draw.rectangle((0, height * 9 // 10, width, height), fill=(30, 200, 30))
    return made


def photo(kind: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (2400, 1800), **options: Any) -> bytes:
    held = io.BytesIO()
    options = {"comment": AUTHOR, "quality": 90} | options if kind == "JPEG" else options
    picture(*size).save(held, kind, exif=exif(orientation=orientation), **options)
    return held.getvalue()


def tells_nothing(content: bytes) -> bool:
    """Whether neither device, author nor place is in a file, as text or as EXIF."""
    left = Image.open(io.BytesIO(content)).getexif()
    is_bare = set(left) <= {_ORIENTATION} and not left.get_ifd(_GPS)
    return is_bare and not any(word in content for word in (DEVICE, AUTHOR, b"GPS", b"2026:03:02", b"xmp"))
