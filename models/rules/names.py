"""Names of people: taken apart, written properly, compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from models.rules.clean import clean, fold, mend_look_alikes
from models.rules.first_names import FIRST_NAMES

_TURKIC = frozenset({"оглы", "оглу", "огли", "кызы", "гызы", "кизи", "кзы", "угли", "улы", "уулу"})
"""Words that close a patronymic of two: «Гасан оглы», «Мамед кызы»; written small."""
_PARTICLES = frozenset({"фон", "ван", "дер", "ден", "де", "да", "ди", "дю", "ла", "ле", "аль", "эль", "ибн", "бин"})
_PATRONYMIC = re.compile(
    r"[а-я]+(?:ович|евич|ьич|овна|евна|ична|инична)|[а-я]+(?:мич|кич|ник[ие]ч|тич)|(?:[а-я]+-)?(?:оглы|кызы|гызы)"
)
_FEMALE_PATRONYMIC = re.compile(r"[а-я]+(?:овна|евна|ична|инична)")
_INITIALS = re.compile(r"(?:^|[\s.-])[^\W\d_]\.|(?:^|\s)[^\W\d_](?=\s|$)")
_ONE_LETTER_FAMILY = re.compile(r"[ОИЮЭЕУА] \S\S")
"""Korean surnames of one vowel: «Ю Ирина Ивановна»."""
_TWO_CAPITALS = re.compile(r"\S*[а-яё] [А-ЯЁ]{2}")
"""«Иванова МП»; «ЛИ ЕН» is a whole name."""
_NUMBERED = re.compile(r"^[0-9]{1,5}(?:\s?[.)]\s?|\s)(?=[^\W\d])")
_CLOSING_DOT = re.compile(r"(?<=[^\W\d_]{4})\.$")
"""No shortening is that long."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_NAME = re.compile(r"[А-ЯЁа-яё]+(?:['’`.]?[ -]?[А-ЯЁа-яё]+)*")
_WITH_CAPITAL_INSIDE = re.compile(r"[А-ЯЁ][а-яё]+[А-ЯЁ][а-яё]+")
_FULL = 3
_RUSSIAN = re.compile(r"[А-Яа-яЁё]+")
_NOT_A_LETTER = re.compile(r"[^а-яa-z]")


class FullName(NamedTuple):
    """A person's name in its three parts; a part that is not there is ''."""

    last: str = ""
    first: str = ""
    patronymic: str = ""


@lru_cache(maxsize=16384)
def name_case(text: str) -> str:
    """A part of a name with capitals where they belong: «ИВАНОВА-ким» → «Иванова-Ким», «Гасан ОГЛЫ» → «Гасан оглы»."""
    if text.isalpha() and text[0].isupper() and text[1:].islower():
        return text
    words = text.split(" ")
    return " ".join(
        "-".join(_part_case(part, alone=len(words) == 1 and "-" not in word) for part in word.split("-"))
        for word in words
    )


def _part_case(part: str, *, alone: bool) -> str:
    low = part.lower()
    if not alone and (low in _TURKIC or (low in _PARTICLES and part == low)):
        return low
    if _WITH_CAPITAL_INSIDE.fullmatch(part):
        return part
    for quote in "'’`":
        if quote in low:
            return quote.join(piece[:1].upper() + piece[1:] for piece in low.split(quote))
    return low[:1].upper() + low[1:]


def is_patronymic(word: str) -> bool:
    """Whether a word looks like a patronymic; some surnames («Петрович») do too."""
    return _PATRONYMIC.fullmatch(fold(word)) is not None


def tidy_name(text: str) -> str:
    """A name as written, without numbering, stray commas and dots, blanks around hyphens, look-alike letters."""
    if text.isalpha() and text.isascii() is False and clean(text) == text:
        return mend_look_alikes(text)
    bare = _NUMBERED.sub("", mend_look_alikes(clean(text)))
    bare = re.sub(r"\s?[–—−‐-]+\s?", "-", bare).strip("-,;:* ")
    bare = _CLOSING_DOT.sub("", bare)
    return " ".join(re.sub(r"[,;]", " ", bare).split())


_PLAIN_FULL = re.compile(
    r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) (?!\S+(?:вич|вна|ична) )([А-ЯЁ][а-яё]+) ([А-ЯЁ][а-яё]+(?:вич|вна|ична))"
)


def plain_name(text: str) -> FullName | None:
    """A full name written as it should be, surname first, or None: spares `split_full_name` nearly always."""
    found = _PLAIN_FULL.fullmatch(text)
    return FullName(found[1], found[2], found[3]) if found else None


def split_full_name(text: str) -> FullName:
    """A joined name in its parts, whatever their order; parts that cannot be told are left '', all of them if need be.

    The patronymic's ending, then known first names decide the order; without either it is last, first, patronymic.
    """
    words = tidy_name(text).split(" ")
    patronymic = ""
    if len(words) >= _FULL and words[-1].lower() in _TURKIC:
        words, patronymic = words[:-2], " ".join(words[-2:])
        return (
            FullName(" ".join(words[:-1]), words[-1] if words else "", patronymic)
            if len(words) > 1
            else FullName(*words)
        )
    if len(words) == 1:
        return FullName(words[0])
    if len(words) == 2:
        return _two_words(words[0], words[1])
    return _many_words(words)


def _two_words(one: str, two: str) -> FullName:
    known = _known_first(one), _known_first(two)
    if is_patronymic(two) and known[0]:
        return FullName("", one, two)
    return FullName(two, one) if known == (True, False) else FullName(one, two)


def _many_words(words: list[str]) -> FullName:
    last_is, middle_is = is_patronymic(words[-1]), is_patronymic(words[1])
    if middle_is and len(words) == _FULL and _family_comes_last(words, last_is=last_is):
        return FullName(words[2], words[0], words[1])
    if len(words) == _FULL:
        return FullName(*words)
    if last_is:
        return FullName(" ".join(words[:-2]), words[-2], words[-1])
    if middle_is:
        return FullName(" ".join(words[2:]), words[0], words[1])
    if is_patronymic(words[2]):
        return FullName()
    return FullName(words[0], words[1], " ".join(words[2:]))


def _family_comes_last(words: list[str], *, last_is: bool) -> bool:
    """«Мария Петровна Иванова», also «Роман Маркович Абрамович», but not «Абрамович Роман Маркович»."""
    if not last_is:
        return True
    if _FEMALE_PATRONYMIC.fullmatch(fold(words[1])) and not _FEMALE_PATRONYMIC.fullmatch(fold(words[2])):
        return True
    return _known_first(words[0]) and not _known_first(words[1])


def _known_first(word: str) -> bool:
    return fold(word).split("-", maxsplit=1)[0] in FIRST_NAMES


def without_brackets(text: str) -> str:
    """The name without what stands in brackets: «Иванова (Петрова) Мария» → «Иванова Мария»."""
    return _IN_BRACKETS.sub(" ", text).strip() if "(" in text else text


def has_initials(text: str) -> bool:
    """Whether some part of a name is only its first letter: «Иванова М.П.», «Иванова Мария П»."""
    if _ONE_LETTER_FAMILY.match(text):
        words = text.split(" ")
        if _known_first(words[1]) or is_patronymic(words[-1]):
            text = " ".join(words[1:])
    return _INITIALS.search(text) is not None or _TWO_CAPITALS.fullmatch(text) is not None


def is_written_name(text: str) -> bool:
    """Whether a text has only what a Russian name can have: letters, hyphens, apostrophes, blanks."""
    return _NAME.fullmatch(text) is not None and "." not in text


def looks_like_full_name(text: str) -> bool:
    """Whether a text is a name of two to five words with a patronymic, or with initials: used to guess columns."""
    words = tidy_name(text).split(" ")
    if not 1 < len(words) <= 5 or not all(is_written_name(word.replace(".", "")) for word in words):
        return False
    return any(is_patronymic(word) for word in words[1:]) or (
        len(words) == 2 and (_known_first(words[0]) or _known_first(words[1]))
    )


def is_first_name(text: str) -> bool:
    """Whether a word is one of the common first names: used to guess columns."""
    return _known_first(text)


@lru_cache(maxsize=32768)
def person_key(last: str, first: str, patronymic: str | None = None) -> str:
    """What two writings of one name have in common: case, blanks, hyphens and ё do not count (domain.md §1)."""
    joined = f"{last}{first}{patronymic or ''}"
    if _RUSSIAN.fullmatch(joined):
        return joined.lower().replace("ё", "е")
    return _NOT_A_LETTER.sub("", fold(joined))
