"""What the QR code of a certificate says: a short text, signed, packed for a code of one square on A4.

Between `MARSHRUT1:` and a full stop stand, in base45, the key's id (8 bytes), the signature of the text (64), the
signature over that and the trusted comment (64), and the text itself in raw DEFLATE (RFC 1951). So anybody can part it
into the file and the `.minisig` that minisign checks: resources/help/certificate_check.md says how.
"""

import re
import zlib
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rules.base45 import base45, from_base45
from models.rules.minisign import KEY_ID_BYTES, SIGNATURE_BYTES, Signature

MARK = "MARSHRUT1:"
"""What every such code begins with: the program and the version of this packing."""
END = "."
"""What every such code ends with: base45 may end with a blank, and whoever copies a text loses that."""
TRUSTED_COMMENT = "marshrut certificate 1"

_MOST_TEXT = 8_000
"""Bytes: more is no certificate, and nobody unpacks a bomb."""
_HEAD = KEY_ID_BYTES + 2 * SIGNATURE_BYTES
_SAID = re.compile(
    r"Сертификат № (?P<number>[0-9]+/[0-9]{4}) от (?P<day>[0-9]{2}\.[0-9]{2}\.[0-9]{4})\n"
    r"(?P<name>[^\n]+)\n(?P<program>[^\n]+)\n(?P<hours>[0-9]+) ч\n"
)


@dataclass(frozen=True, slots=True)
class CertificateText:
    """The five facts that are signed; the name stands as it is printed."""

    number: str
    """«7/2026»."""
    issued_on: date
    name: str
    program: str
    hours: int

    @property
    def text(self) -> str:
        """The file that is signed, in UTF-8."""
        return (
            f"Сертификат № {self.number} от {self.issued_on:%d.%m.%Y}\n"
            f"{_line(self.name)}\n{_line(self.program)}\n{self.hours} ч\n"
        )


class Packed(NamedTuple):
    """A code taken apart."""

    text: str
    signature: Signature


def number_of(reg_no: int, year: int) -> str:
    """A certificate's number as it is written: «7/2026»."""
    return f"{reg_no}/{year}"


def pack(text: str, signature: Signature) -> str:
    """The text of the QR code."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = squeezed.compress(text.encode()) + squeezed.flush()
    return MARK + base45(signature.key_id + signature.of_file + signature.of_comment + body) + END


def unpack(code: str) -> Packed:
    """Take the text of a QR code apart; raises ValueError for what is none of ours."""
    code = code.strip()
    if not (code.startswith(MARK) and code.endswith(END)):
        raise ValueError("not a certificate's whole code")
    content = from_base45(code[len(MARK) : -len(END)])
    if len(content) <= _HEAD:
        raise ValueError("a code cut short")
    opened = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        body = opened.decompress(content[_HEAD:], _MOST_TEXT)
    except zlib.error as problem:
        raise ValueError("a damaged code") from problem
    if not opened.eof:
        raise ValueError("a code cut short")
    first = KEY_ID_BYTES + SIGNATURE_BYTES
    signature = Signature(content[:KEY_ID_BYTES], content[KEY_ID_BYTES:first], content[first:_HEAD])
    return Packed(body.decode(), signature)


def read_text(text: str) -> CertificateText:
    """The facts of a signed text; raises ValueError for another text."""
    found = _SAID.fullmatch(text)
    if found is None:
        raise ValueError("not a certificate's text")
    day, month, year = map(int, found["day"].split("."))
    return CertificateText(
        found["number"], date(year, month, day), found["name"], found["program"], int(found["hours"])
    )


def _line(text: str) -> str:
    return " ".join(text.split())
