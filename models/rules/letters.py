"""Bytes as letters that a person can read out and type: rows of groups of four, each row proving itself.

A row says its number and of how many («2/8»), so rows may come in any order and a mistyped one is named. Its last two
letters check the row together with its number and with what the letters are for: a slip passes once in a thousand,
and what is inside is signed or summed besides.
"""

import re
from base64 import b32decode, b32encode
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and O, no 1 and I."""
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_LETTERS = str.maketrans(_BASE32, _LETTERS)
_FROM_LETTERS = str.maketrans(_LETTERS, _BASE32)
_TYPED = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX", " \t\xa0-–—·.")
"""Cyrillic letters typed without changing the layout; what people put between groups."""
_GROUP, _CHECKS = 4, 2
_BITS = 5
_MOST_ROWS = 999
_MOST_WORDS = 40
"""Of a line that are looked at: a row has eight groups."""
_ROW = re.compile(r"(?<![\w/])(\d{1,3})/(\d{1,3})[ \t\xa0:.)]+(.*?)(?=\s\d{1,3}/\d{1,3}[ \t\xa0:.)]|$)", re.MULTILINE)


class FoundLetters(NamedTuple):
    """What rows gave: the bytes, or the numbers of rows with a slip and of rows that are not there."""

    content: bytes
    wrong: tuple[int, ...]
    missing: tuple[int, ...]


class MistypedError(ValueError):
    """Letters with slips; `said` names the rows for the person."""

    def __init__(self, found: FoundLetters) -> None:
        super().__init__("mistyped")
        named = (("описка в строке", found.wrong), ("не хватает строки", found.missing))
        self.said = "; ".join(f"{word} {', '.join(map(str, numbers))}" for word, numbers in named if numbers)


class _Row(NamedTuple):
    no: int
    of: int
    body: str
    """Without the check letters; empty where the row has a slip."""


def lettered(content: bytes, *, purpose: str, groups: int = 8) -> list[str]:
    """Write bytes as rows «1/8 K7QF 29XM …» of `groups` groups; ValueError for nothing and for over 999 rows."""
    letters = b32encode(content).decode("ascii").rstrip("=").translate(_TO_LETTERS)
    width = groups * _GROUP - _CHECKS
    parts = [letters[at : at + width] for at in range(0, len(letters), width)]
    if not 1 <= len(parts) <= _MOST_ROWS:
        raise ValueError("not to be written in letters")
    return [
        f"{no}/{len(parts)} {_grouped(part + _check(part, no=no, of=len(parts), purpose=purpose))}"
        for no, part in enumerate(parts, start=1)
    ]


def letters_in(text: str, *, purpose: str) -> list[FoundLetters]:
    """Everything of this purpose that is written in letters in a text, typed in any alphabet, case and grouping.

    Rows of one writing may come in any order, one writing after another; a row given twice counts once.
    """
    return [found for rows in _writings(text, purpose) if (found := _together(rows)) is not None]


def _writings(text: str, purpose: str) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    for row in _rows(text, purpose):
        is_other = bool(rows) and row.of != rows[0].of
        if is_other or (row.body and any(row.no == each.no and each.body not in {"", row.body} for each in rows)):
            yield rows
            rows = []
        rows.append(row)
    yield rows


def _rows(text: str, purpose: str) -> Iterator[_Row]:
    for found in _ROW.finditer(text):
        no, of = int(found[1]), int(found[2])
        if not 1 <= no <= of:
            continue
        words = found[3].split()[:_MOST_WORDS]
        # In a letter a row may be followed by words on its line.
        read = (_body("".join(words[:end]), no=no, of=of, purpose=purpose) for end in range(len(words), 0, -1))
        yield _Row(no, of, next((body for body in read if body), ""))


def _body(typed: str, *, no: int, of: int, purpose: str) -> str:
    letters = typed.upper().translate(_TYPED)
    body, checks = letters[:-_CHECKS], letters[-_CHECKS:]
    return body if body and checks == _check(body, no=no, of=of, purpose=purpose) else ""


def _together(rows: list[_Row]) -> FoundLetters | None:
    right = {row.no: row.body for row in rows if row.body}
    if not right:
        # Not one row is ours: figures with a stroke stand in any text.
        return None
    wrong = tuple(sorted({row.no for row in rows} - right.keys()))
    missing = tuple(no for no in range(1, rows[0].of + 1) if no not in right and no not in wrong)
    if wrong or missing:
        return FoundLetters(b"", wrong, missing)
    letters = "".join(right[no] for no in sorted(right))
    whole = len(letters) * _BITS // 8
    # The letters were checked, so they are all known; whatever number of them base32 takes, filled up.
    coded = letters.translate(_FROM_LETTERS) + "A" * (-len(letters) % 8)
    return FoundLetters(b32decode(coded)[:whole], (), ())


def _grouped(letters: str) -> str:
    return " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _check(body: str, *, no: int, of: int, purpose: str) -> str:
    said = f"{purpose} {no}/{of} {body}".encode()
    number = int.from_bytes(blake2b(said, digest_size=2).digest(), "big")
    return _LETTERS[number % 32] + _LETTERS[number // 32 % 32]
