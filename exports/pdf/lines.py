"""Breaking text into lines that fit a table cell: plain strings are several times faster than paragraphs."""

import re
from collections.abc import Iterator

from exports.layout import undivided
from exports.pdf.fonts import printable, text_width

_SOFT_HYPHEN = "\u00ad"
_SIGHT = 400
"""Characters of a word looked at in one go: more than a line holds, so that a word of 30,000 does not take minutes."""
_VOWELS = "аеёиоуыэюя"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщьъ"
# Where a Russian word may be divided (P. Khristov's rules, shortened): between a vowel and a consonant with a vowel,
# between consonants, between vowels, after «й»; at least two letters on either side, one of them a vowel.
_SYLLABLES = re.compile(
    f"(?<=[{_VOWELS}])(?=[{_CONSONANTS}][{_VOWELS}])"
    f"|(?<=[{_VOWELS}][бвгджзклмнпрстфхцчшщ])(?=[бвгджзклмнпрстфхцчшщ][{_VOWELS}])"
    f"|(?<=[{_VOWELS}][{_CONSONANTS}])(?=[бвгджзклмнпрстфхцчшщ]{{2}}[{_VOWELS}])"
    f"|(?<=[{_VOWELS}])(?=[{_VOWELS}][{_CONSONANTS}])"
    f"|(?<=й)(?=[бвгджзклмнпрстфхцчшщ])",
    re.IGNORECASE,
)
_BREAK_AFTER = re.compile(r"(?<=[-/.,;:_?&=@)])(?=[^\W_])")


def kept_together(text: str) -> str:
    """What our fonts can draw of a text, its initials and its «№ 7» not to be divided."""
    return undivided(printable(text))


def wrapped(text: str, *, font: str, size: float, width: float) -> list[str]:
    """Lines of `text` no wider than `width` points.

    Lines break at spaces, and after the line breaks of the text; a word wider than the cell is divided at a soft
    hyphen, after a hyphen or a slash, by syllables, and in the last resort anywhere. Soft hyphens that are not used
    are dropped.
    """
    lines: list[str] = []
    for line in kept_together(text).splitlines() or [""]:
        plain = line.replace(_SOFT_HYPHEN, "").strip(" ")
        if text_width(plain, font, size) <= width:
            lines.append(plain)
        else:
            lines.extend(_folded(line, font=font, size=size, width=width))
    return lines


def divisible(text: str, *, font: str, size: float, width: float) -> str:
    """The same text, soft hyphens between the syllables of words that are wider than `width` points.

    A word with a hyphen of its own is divided there where that is enough.
    """
    return " ".join(
        _SOFT_HYPHEN.join(_in_syllables(word))
        if any(text_width(part, font, size) > width for part in word.replace("-", "- ").split())
        else word
        for word in text.split(" ")
    )


def _folded(line: str, *, font: str, size: float, width: float) -> Iterator[str]:
    """Greedy filling, word by word."""
    gap = text_width(" ", font, size)
    current: list[str] = []
    used = 0.0
    for word in line.split(" "):
        if not word:
            continue
        plain = word.replace(_SOFT_HYPHEN, "")
        wide = text_width(plain, font, size)
        if current and used + gap + wide <= width:
            current.append(plain)
            used += gap + wide
            continue
        if current:
            yield " ".join(current)
        if wide <= width:
            current, used = [plain], wide
            continue
        *full, rest = _divided(word, font=font, size=size, width=width)
        yield from full
        current, used = [rest], text_width(rest, font, size)
    if current:
        yield " ".join(current)


def _divided(word: str, *, font: str, size: float, width: float) -> Iterator[str]:
    """Pieces of a word that is wider than the cell; a piece that ends inside the word carries its hyphen."""
    left = word
    while len(left) > _SIGHT or (len(left) > 1 and text_width(left.replace(_SOFT_HYPHEN, ""), font, size) > width):
        for cut, mark in _cuts(left[:_SIGHT]):
            piece = left[:cut].replace(_SOFT_HYPHEN, "") + mark
            if text_width(piece, font, size) <= width:
                break
        else:
            cut, piece = _forced(left, font=font, size=size, width=width)
        yield piece
        left = left[cut:].lstrip(_SOFT_HYPHEN)
    yield left.replace(_SOFT_HYPHEN, "")


def _cuts(word: str) -> list[tuple[int, str]]:
    """Places to divide a word, the best kind only, the farthest first, with the sign that is added there."""
    if _SOFT_HYPHEN in word:
        return [(at + 1, "-") for at in range(len(word) - 1, 0, -1) if word[at] == _SOFT_HYPHEN]
    natural = [(found.start(), "") for found in _BREAK_AFTER.finditer(word)]
    if natural:
        return natural[::-1] + (_syllables(word) if word[: natural[0][0]].isalpha() else [])
    return _syllables(word)


def _syllables(word: str) -> list[tuple[int, str]]:
    cuts = [found.start() for found in _SYLLABLES.finditer(word)]
    return [
        (cut, "-")
        for cut in reversed(cuts)
        if word[cut - 2 : cut].isalpha() and word[cut : cut + 2].isalpha() and 2 <= cut <= len(word) - 2
    ]


def _in_syllables(word: str) -> Iterator[str]:
    begin = 0
    for cut, _mark in reversed(_syllables(word)):
        yield word[begin:cut]
        begin = cut
    yield word[begin:]


def _forced(word: str, *, font: str, size: float, width: float) -> tuple[int, str]:
    """As many characters as fit, one at the least."""
    cut = 1
    while cut < len(word) and text_width(word[: cut + 1].replace(_SOFT_HYPHEN, ""), font, size) <= width:
        cut += 1
    return cut, word[:cut].replace(_SOFT_HYPHEN, "")
