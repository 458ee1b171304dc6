"""A TrueType font without its screen hints, made in memory: what is embedded in a PDF becomes half as large.

Hints are programs that move outlines to the pixels of old screens; paper and PDF viewers do without them. The shipped
files stay as ParaType made them. Source of the layout: OpenType specification, tables `glyf`, `loca`, `head`.
"""

from itertools import pairwise
from struct import pack, pack_into, unpack, unpack_from

_UNUSED = frozenset({"fpgm", "prep", "cvt ", "hdmx", "LTSH", "DSIG", "GPOS", "GSUB", "kern", "gasp", "VDMX"})
_ARGUMENTS_ARE_WORDS = 0x0001
_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_TWO_SCALES = 0x0040
_TWO_BY_TWO = 0x0080
_INSTRUCTIONS = 0x0100
_SUM_OF_FILE = 8
"""Where `head` keeps the number that brings the sum of the whole file to `_WHOLE_FILE`."""
_WHOLE_FILE = 0xB1B0AFBA


def unhinted(font: bytes) -> bytes:
    """The same outlines, widths and characters, without instructions and tables that a PDF does not use."""
    tables = {tag: data for tag, data in _tables(font).items() if tag not in _UNUSED}
    head = bytearray(tables["head"])
    (long_offsets,) = unpack_from(">h", head, 50)
    loca = tables["loca"]
    offsets: tuple[int, ...]
    if long_offsets:
        offsets = unpack(f">{len(loca) // 4}L", loca)
    else:
        offsets = tuple(2 * offset for offset in unpack(f">{len(loca) // 2}H", loca))
    glyphs = bytearray()
    places = [0]
    for start, end in pairwise(offsets):
        glyphs += _plain(tables["glyf"][start:end])
        glyphs += bytes(-len(glyphs) % 4)
        places.append(len(glyphs))
    pack_into(">h", head, 50, 1)
    pack_into(">L", head, _SUM_OF_FILE, 0)
    tables |= {"glyf": bytes(glyphs), "loca": pack(f">{len(places)}L", *places), "head": bytes(head)}
    return _joined(font[:4], tables)


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = unpack_from(">H", font, 4)
    found: dict[str, bytes] = {}
    for number in range(count):
        tag, _, offset, length = unpack_from(">4sLLL", font, 12 + 16 * number)
        found[tag.decode("latin-1")] = font[offset : offset + length]
    return found


def _plain(glyph: bytes) -> bytes:
    """One glyph without its instructions."""
    if not glyph:
        return b""
    (contours,) = unpack_from(">h", glyph)
    if contours < 0:
        return _plain_composite(glyph)
    at = 10 + 2 * contours
    (length,) = unpack_from(">H", glyph, at)
    return glyph[:at] + b"\0\0" + glyph[at + 2 + length :]


def _plain_composite(glyph: bytes) -> bytes:
    made = bytearray(glyph)
    at = 10
    more = True
    while more:
        (flags,) = unpack_from(">H", glyph, at)
        pack_into(">H", made, at, flags & ~_INSTRUCTIONS)
        more = bool(flags & _MORE_COMPONENTS)
        at += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _TWO_SCALES:
            at += 4
        elif flags & _TWO_BY_TWO:
            at += 8
    return bytes(made[:at])


def _joined(kind: bytes, tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = kind + pack(">HHHH", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = 12 + 16 * count
    head_at = 0
    directory = b""
    body = b""
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        directory += pack(">4sLLL", tag.encode("latin-1"), _checksum(padded), offset, len(data))
        if tag == "head":
            head_at = offset
        body += padded
        offset += len(padded)
    whole = bytearray(header + directory + body)
    pack_into(">L", whole, head_at + _SUM_OF_FILE, (_WHOLE_FILE - _checksum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(data: bytes | bytearray) -> int:
    return sum(unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF
