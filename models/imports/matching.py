"""Words of somebody's table matched with the lists of the site: people by any writing of a name, choices, modes."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from models.rows.choice import Choice
from models.rows.codes import Mode
from models.rows.table_import import PersonListed
from models.rules.clean import Cell, cell_text, clean, fold
from models.rules.names import has_initials, tidy_name, without_brackets
from models.rules.positions import looks_like_position

_PROPOSED = 4
_REMOTE = re.compile(r"дистан|он-?лайн|online|\bзаочн|\bвкс\b|zoom|\bзум\b|сферум|видеоконф|вебинар|телемост")
_IN_PERSON = re.compile(r"\bочн(?:о|ая|ый|ое|ой)\b|оф+-?лайн")
_MIXED = re.compile(r"смешан|гибрид|комбинир|очно\s*[-/]?\s*(?:дистанц|заочн)")
_BESIDE = re.compile(r"[,;\n/+]|\sи\s")
_RUN_ON = re.compile(r"([А-ЯЁ][а-яё-]+ ?[А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?) (?=[А-ЯЁ][а-яё-]+ ?[А-ЯЁ]\.)")
"""«Иванова А.И. Петрова В.В.» with nothing between two people."""
_STUCK = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ]\.)")
"""«ИвановаА.И.»"""
_LONGEST_POSITION = 4


def words_key(text: str) -> str:
    """What two writings of one text have in common: case, ё, punctuation and blanks do not count."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


def names_in(cell: Cell) -> list[str]:
    """The people a cell names, one text for each; a position beside a name is left out."""
    said = without_brackets(_STUCK.sub(" ", str(cell) if isinstance(cell, str) else cell_text(cell)))
    # A line of the cell is a person; other blanks are one.
    lines = [clean(line) for line in said.splitlines()]
    parts = [part.strip(" .:–—-") for part in _BESIDE.split(_RUN_ON.sub(r"\1, ", "\n".join(lines)))]
    parts = [part for part in parts if re.search(r"[^\W\d]", part)]
    people = [part for part in parts if not looks_like_position(part)]
    return people or parts


def people_of(text: str, people: Sequence[PersonListed]) -> list[PersonListed]:
    """Whom «Иванова М.П.», «М. П. Иванова», «Иванова Мария Петровна», «Иванова» or «тьютор» may be.

    Initials stand in their order, first name before patronymic, and a patronymic that is written must be hers.
    """
    whole = tidy_name(_STUCK.sub(" ", without_brackets(clean(text))))
    for name in (whole, _without_position(whole)):
        words = [key for word in re.split(r"[\s.]+", name) if (key := words_key(word))]
        found = [each for each in people if _is_named(words, each, by_initials=has_initials(name))]
        if found:
            return found
    role = words_key(whole)
    return [each for each in people if role and role in map(words_key, each.roles)]


def full_name(person: PersonListed) -> str:
    """«Иванова Мария Петровна»."""
    return " ".join(part for part in (person.last_name, person.first_name, person.patronymic) if part)


def near_people(text: str, people: Sequence[PersonListed]) -> tuple[Choice, ...]:
    """The people whose names look most like what was written."""
    return near(text, [Choice(each.id, full_name(each)) for each in people])


def choose(said: str, choices: Sequence[Choice]) -> int | None:
    """The one choice that a text is, begins, or is the beginning of; None where it may be several."""
    key = words_key(said)
    if not key:
        return None
    exact = [each for each in choices if key in (words_key(each.title), _bare(each.title))]
    if exact:
        return exact[0].id
    longer = [each for each in choices if _bare(each.title).startswith(key)]
    if longer:
        return longer[0].id if len(longer) == 1 and len(key) > 2 else None
    begun = [each for each in choices if key.startswith(f"{_bare(each.title)} ")]
    return max(begun, key=lambda each: len(each.title)).id if begun else None


def named_in(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The longest choice whose words stand in a text as they are."""
    words = f" {words_key(text)} "
    named = [each for each in choices if f" {_bare(each.title)} " in words]
    return max(named, key=lambda each: len(each.title)) if named else None


def near(said: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that look most like what was written."""
    keys = {_bare(each.title): each for each in reversed(choices)}
    return tuple(keys[key] for key in get_close_matches(words_key(said), list(keys), _PROPOSED, 0.3))


def mode_in(text: str) -> Mode | None:
    """How something is held by these words, or None where they do not say."""
    folded = fold(text)
    remote, in_person = _REMOTE.search(folded), _IN_PERSON.search(folded)
    if _MIXED.search(folded) or (remote and in_person):
        return Mode.MIXED
    if remote:
        return Mode.REMOTE
    return Mode.IN_PERSON if in_person else None


def _without_position(name: str) -> str:
    """The name without what stands before or after it: «Методист Иванова», «зам. зав. Иванова», «Иванова методист»."""
    words = [
        word for word in name.split(" ") if not (word[0].islower() and len(word) > 1 and word.strip(".").isalpha())
    ]
    words = words or name.split(" ")
    for count in range(min(_LONGEST_POSITION, len(words) - 1), 0, -1):
        if looks_like_position(" ".join(words[:count])):
            return " ".join(words[count:])
        if looks_like_position(" ".join(words[-count:])):
            return " ".join(words[:-count])
    return " ".join(words)


def _is_named(words: Sequence[str], person: PersonListed, *, by_initials: bool) -> bool:
    family = words_key(person.last_name)
    rest = [word for word in words if word != family]
    if len(rest) == len(words):
        return False
    if not rest:
        return True
    first, patronymic = words_key(person.first_name), words_key(person.patronymic)
    said = rest[0], " ".join(rest[1:])
    if by_initials:
        return first.startswith(said[0]) and patronymic.startswith(said[1])
    return said[0] == first and said[1] in ("", patronymic)


def _bare(label: str) -> str:
    """A label without its number and what it says in brackets."""
    return words_key(re.sub(r"\([^()]*\)", " ", re.sub(r"^\d+\.\s*", "", label)))
