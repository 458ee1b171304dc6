"""Pictures without what they tell of place, device and author; every pixel stays as it was.

Blocks of the file are left out, nothing is encoded anew: JPEG (ISO/IEC 10918-1), PNG (W3C PNG 3), WebP (RFC 9649).
Only the way up is kept, in an EXIF block of its own, and the colour profile.
"""

import zlib
from collections.abc import Iterator
from typing import Literal

from models.errors import UserError

CLEANED_KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Kinds of pictures that `without_metadata` knows."""

_EXIF = b"Exif\x00\x00"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_ORIENTATION = 0x0112
_UPRIGHT = 1
_WAYS = range(1, 9)
_SHORT = 3


def without_metadata(content: bytes, kind: str) -> bytes:
    """The picture without EXIF, XMP, IPTC, comments, previews and whatever stands behind its end.

    `kind` is one of `CLEANED_KINDS`. Raises UserError for a damaged picture.
    """
    clean = {"image/jpeg": _clean_jpeg, "image/png": _clean_png, "image/webp": _clean_webp}[kind]
    try:
        return clean(content)
    except (IndexError, ValueError) as problem:
        raise UserError("Рисунок повреждён или скачан не полностью.", "Возьмите его у автора ещё раз.") from problem


def _clean_jpeg(content: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    way, place = _UPRIGHT, 2
    while True:
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        marker, end = _jpeg_segment(content, place)
        body = content[place + 4 : end]
        if marker == 0xE1 and body.startswith(_EXIF):
            way = _way_up(body[len(_EXIF) :])
        if _is_kept(marker, body):
            kept.append(content[place:end])
        if marker == 0xDA:
            _jpeg_scans(content, end, kept)
            break
        if marker == 0xD9:
            break
        place = end
    if way != _UPRIGHT:
        block = _EXIF + _exif(way)
        # JFIF asks to be the first block where it is there.
        after = 2 if len(kept) > 1 and kept[1][1:2] == b"\xe0" else 1
        kept.insert(after, b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block)
    return b"".join(kept)


def _jpeg_segment(content: bytes, place: int) -> tuple[int, int]:
    """The marker at `place` and where its segment ends."""
    if content[place] != 0xFF:
        raise ValueError("no marker where one must be")
    marker = content[place + 1]
    if marker == 0xD9:
        return marker, place + 2
    length = int.from_bytes(content[place + 2 : place + 4], "big")
    if length < 2 or place + 2 + length > len(content):
        raise ValueError("a segment is cut off")
    return marker, place + 2 + length


def _is_kept(marker: int, body: bytes) -> bool:
    """Whether a segment is needed to show the picture: no APPn but JFIF, the colour profile and Adobe's transform."""
    if 0xE0 <= marker <= 0xEF:
        return (
            (marker == 0xE0 and body.startswith(b"JFIF\x00"))
            or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\x00"))
            or (marker == 0xEE and body.startswith(b"Adobe"))
        )
    return marker != 0xFE


def _jpeg_scans(content: bytes, place: int, kept: list[bytes]) -> None:
    """Take the coded picture, of several scans where it is progressive, up to its end and nothing behind it."""
    begin = place
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 == len(content):
            # A copy cut off at its end is shown by every viewer all the same.
            kept += [content[begin:place] if place > 0 else content[begin:], b"\xff\xd9"]
            return
        marker = content[place + 1]
        if marker == 0x00 or 0xD0 <= marker <= 0xD7:
            place += 2
        elif marker == 0xFF:
            place += 1
        else:
            kept.append(content[begin:place])
            found, end = _jpeg_segment(content, place)
            if _is_kept(found, content[place + 4 : end]):
                kept.append(content[place:end])
            if found == 0xD9:
                return
            begin = place = end


def _clean_png(content: bytes) -> bytes:
    kept = [_PNG]
    way, place = _UPRIGHT, len(_PNG)
    while True:
        length = int.from_bytes(content[place : place + 4], "big")
        name, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if name == b"eXIf":
            way = _way_up(content[place + 8 : end - 4])
        if name in _PNG_KEPT:
            kept.append(content[place:end])
        if name == b"IEND":
            break
        place = end
    if way != _UPRIGHT:
        block = _exif(way)
        checked = b"eXIf" + block
        chunk = len(block).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")
        kept.insert(2, chunk)
    return b"".join(kept)


def _clean_webp(content: bytes) -> bytes:
    kept: list[bytes] = []
    way = _UPRIGHT
    for name, body in _riff_chunks(content):
        if name == b"EXIF":
            way = _way_up(body.removeprefix(_EXIF))
        if name in _WEBP_KEPT:
            kept.append(_riff_chunk(name, body))
    if not kept:
        raise ValueError("no picture inside")
    if kept[0].startswith(b"VP8X"):
        flags = kept[0][8] & ~(_WEBP_EXIF | _WEBP_XMP)
        if way != _UPRIGHT:
            flags |= _WEBP_EXIF
            kept.append(_riff_chunk(b"EXIF", _exif(way)))
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, whole = 12, 8 + int.from_bytes(content[4:8], "little")
    if whole > len(content):
        raise ValueError("the file is cut off")
    while place < whole:
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        if place + 8 + size > whole:
            raise ValueError("a chunk is cut off")
        yield content[place : place + 4], content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)


def _way_up(tiff: bytes) -> int:
    """How the picture is turned by its EXIF (1 to 8); 1 where that is not said or cannot be read."""
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[first : first + 2], order)
    for place in range(first + 2, min(first + 2 + 12 * count, len(tiff)), 12):
        if int.from_bytes(tiff[place : place + 2], order) == _ORIENTATION:
            way = int.from_bytes(tiff[place + 8 : place + 10], order)
            return way if way in _WAYS else _UPRIGHT
    return _UPRIGHT


def _exif(way: int) -> bytes:
    """A TIFF block with the one field that says how the picture is turned."""
    field = _ORIENTATION.to_bytes(2, "little") + _SHORT.to_bytes(2, "little") + (1).to_bytes(4, "little")
    return b"II*\x00" + (8).to_bytes(4, "little") + b"\x01\x00" + field + way.to_bytes(4, "little") + bytes(4)
