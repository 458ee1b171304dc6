"""Every text inside what somebody brings: a file, a letter with what is attached to it, the codes on a scan."""

import contextlib
import email
import html
import re
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32
from itertools import islice

from models.errors import UserError
from models.imports.scans import codes_on

MOST_BYTES = 50 << 20
"""More is no scan and no letter."""

_PICTURE = re.compile(
    rb"%PDF-|\xff\xd8\xff|\x89PNG\r\n|II\*\x00|MM\x00\*|BM|RIFF....WEBP|....ftyp(?:hei|hev|mif|msf)", re.DOTALL
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*){3}")
_TAG = re.compile(r"<[^>]*>")
_MOST_PARTS = 200
_MOST_ATTACHED_TEXT = 1 << 20


def texts_in(content: bytes | str) -> Iterator[str]:
    """Every text inside: of a letter its parts and what is attached, of a scan (PDF, a picture) its codes.

    A scan may take seconds: call it in a spawned process. Raises UserError for a damaged scan and for too large a file.
    """
    if isinstance(content, str):
        yield content
        return
    if len(content) > MOST_BYTES:
        raise UserError("Файл слишком велик.", "Выберите письмо, скан или файл с текстом.")
    if _PICTURE.match(content):
        yield from codes_on(content)
    elif _MAIL.match(content):
        yield from _in_mail(content)
    else:
        yield _decoded(content)


def _in_mail(content: bytes) -> Iterator[str]:
    for part in _parts(content):
        held = part.get_payload(decode=True)
        if not isinstance(held, bytes) or not held:
            continue
        if part.get_content_type() == "text/html":
            yield html.unescape(_TAG.sub("\n", _decoded(held)))
        elif _PICTURE.match(held):
            # A letter may carry a broken emblem, or a photo that cannot be read, beside what is wanted.
            with contextlib.suppress(UserError):
                yield from codes_on(held)
        elif part.get_content_maintype() == "text" or len(held) <= _MOST_ATTACHED_TEXT:
            yield _decoded(held)


def _parts(content: bytes) -> list[Message]:
    """The parts of a letter; of one that nobody can have written (letters within letters without end) none."""
    try:
        # The older policy: it takes what senders write into headers as it comes, and never stumbles over it.
        letter: Message = email.message_from_bytes(content, policy=compat32)
        return list(islice(letter.walk(), _MOST_PARTS))
    except RecursionError:
        return []


def _decoded(content: bytes) -> str:
    """Text of whatever mail programs write; letters of ours are the same in all of them."""
    for code in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")
