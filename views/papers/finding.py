"""Words found on the pages of a PDF, with the places where they stand."""

import re
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF

from models.progress import Progress
from views.papers.pages import opened

_DIVIDED = re.compile("[-\u00ad\u0002](\r?\n)")
"""A word divided at the end of a line: with its rest it is found as if it were whole."""


class Found(NamedTuple):
    """A place of the words: its page (from 0) and the boxes of its lines, parts of the page from its upper left."""

    page: int
    boxes: tuple[QRectF, ...]


def find_words(pdf: bytes, words: str, progress: Progress) -> list[Found]:
    """Everywhere the words stand, in any case, ё as е, also over the end of a line; in the order of the pages.

    Runs on the documents lane; `progress` counts pages.
    """
    wanted, _ = _folded(words.strip())
    if not wanted:
        return []
    found: list[Found] = []
    with opened(pdf) as document:
        for number, page in enumerate(document):
            progress(number, len(document))
            text = page.get_textpage()
            folded, places = _folded(text.get_text_range())
            at = folded.find(wanted)
            while at >= 0:
                first, last = places[at], places[at + len(wanted) - 1]
                found.append(Found(number, _boxes(text, first, last - first + 1, page.get_size())))
                at = folded.find(wanted, at + len(wanted))
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place in the text it came from."""
    skipped = {at for gap in _DIVIDED.finditer(text) for at in range(*gap.span())}
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if at in skipped:
            continue
        plain = " " if char.isspace() else char.lower().replace("ё", "е")
        if plain == " " and folded and folded[-1] == " ":
            continue
        folded.extend(plain)
        places.extend([at] * len(plain))
    return "".join(folded), places


def _boxes(text: Any, first: int, count: int, size: tuple[float, float]) -> tuple[QRectF, ...]:
    """A box for each line that the words take."""
    wide, high = size
    sides = [text.get_rect(number) for number in range(text.count_rects(first, count))]
    return tuple(
        QRectF(left / wide, 1 - top / high, (right - left) / wide, (top - bottom) / high)
        for left, bottom, right, top in sides
    )
