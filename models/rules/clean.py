"""What a cell of somebody's spreadsheet says, freed of what nobody can see.

Every reader of one field in this folder takes a `Cell` and answers with a `Reading`.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class CellFault(Enum):
    """A cell that holds no value although it looks full on the screen."""

    UNCALCULATED = "formula"
    """A formula whose result was never written into the file."""
    ERROR = "error"
    """#N/A, #REF! and the like."""


Cell = str | int | float | bool | date | datetime | time | timedelta | CellFault
"""One cell as calamine or csv gives it; an empty one is ''."""


class Reading(NamedTuple, Generic[T]):
    """A value read from a cell, what forbids using it, and what was mended without asking.

    `problem` and `notice` continue the words «В строке 9 …»; both are empty when all is well. A problem and a
    value never come together; neither text quotes the cell, so no name or number of a person leaks into it.
    """

    value: T | None = None
    problem: str = ""
    notice: str = ""


_PLAIN = re.compile(r"[!-~А-Яа-яЁё№«»—–]+(?: [!-~А-Яа-яЁё№«»—–]+)*")
# Soft hyphens, zero-width characters, direction marks, BOM and the other characters without a picture (Cf).
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def clean(text: str) -> str:
    """The text in NFC, without invisible characters, with single ordinary spaces (domain.md §3.8)."""
    if _PLAIN.fullmatch(text):
        return text
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\u2011", "-")
    return _BLANK.sub(" ", visible).strip()


_WHOLE = re.compile(r"(-?\d+)[.,]0+")


def cell_text(cell: Cell) -> str:
    """The cell as a person sees it: whole numbers without «.0», dates as ДД.ММ.ГГГГ; '' for a fault."""
    if isinstance(cell, str):
        return cell if _PLAIN.fullmatch(cell) else clean(cell)
    if isinstance(cell, bool | CellFault):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def digits_text(cell: Cell) -> str:
    """Like `cell_text`, for numbers kept as text: «79142134926.0» and «79142134926,0» lose the zero too."""
    text = cell_text(cell)
    whole = _WHOLE.fullmatch(text) if "0" in text[-1:] else None
    return whole[1] if whole else text


_NOTHING = frozenset(
    {"", "-", "–", "—", "--", "---", "нет", "б/н", "не имеет", "не имеется", "отсутствует", "нет данных",
     "не указан", "не указано", "не указана", "н/д", "н/у", "n/a", "none", "null", "nan", ".", "..", "?", "0", "x", "х"}
)  # fmt: skip


def says_nothing(text: str) -> bool:
    """Whether a person wrote «нет», a dash or the like to say that there is no value."""
    return text.casefold() in _NOTHING


_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYaceopxykëË", "АВСЕНКМОРТХУасеорхукёЁ")
_LATIN = re.compile(r"[A-Za-zëË]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_WORD = re.compile(r"[^\W\d_]+")


def _mend_word(match: re.Match[str]) -> str:
    word = match.group()
    mended = word.translate(_LOOK_ALIKES)
    return word if _LATIN.search(mended) else mended


@lru_cache(maxsize=8192)
def mend_look_alikes(text: str) -> str:
    """Latin letters that look like Russian ones, replaced in a text that has Russian letters.

    A word that keeps even one other Latin letter («Smith», «mail») stays as it is.
    """
    if not _LATIN.search(text) or not _CYRILLIC.search(text):
        return text
    return _WORD.sub(_mend_word, text)


def fold(text: str) -> str:
    """The text as it is compared: lower case, ё = е, hyphens alike, look-alike letters mended."""
    folded = mend_look_alikes(clean(text)).casefold().replace("ё", "е")
    return folded.replace("–", "-").replace("—", "-").replace("−", "-")
