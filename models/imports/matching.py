"""Words of somebody's table matched with the lists of the site: people by any writing of a name, choices, modes."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from models.rows.codes import Mode
from models.rows.event_log import Choice
from models.rows.plan_import import PlanPerson
from models.rules.clean import fold
from models.rules.names import has_initials, split_full_name, tidy_name

_PROPOSED = 4
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    (Mode.MIXED, re.compile(r"смешан|гибрид|очно\s*[-/]?\s*(?:дистанц|заочн)|очно и дистанц")),
    (Mode.REMOTE, re.compile(r"дистанц|он-?лайн|online|заочн|вкс|zoom|сферум|видеоконф|вебинар")),
    (Mode.IN_PERSON, re.compile(r"\bочно\b|\bочная\b|\bочный\b|офлайн")),
)


def words_key(text: str) -> str:
    """What two writings of one text have in common: case, ё, punctuation and blanks do not count."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


def people_of(text: str, people: Sequence[PlanPerson]) -> list[PlanPerson]:
    """Whom «Иванова М.П.», «М. П. Иванова», «Иванова Мария Петровна», «Иванова» or «тьютор» may be."""
    words = [words_key(word) for word in re.split(r"[\s.]+", tidy_name(text)) if word]
    if not words:
        return []
    by_name = [each for each in people if _is_named(words, each, by_initials=has_initials(tidy_name(text)))]
    if by_name:
        return by_name
    whole = tuple(words_key(part) for part in split_full_name(text)[:2])
    exact = [each for each in people if (words_key(each.last_name), words_key(each.first_name)) == whole]
    return exact or [each for each in people if words_key(text) in map(words_key, each.roles)]


def full_name(person: PlanPerson) -> str:
    """«Иванова Мария Петровна»."""
    return " ".join(part for part in (person.last_name, person.first_name, person.patronymic) if part)


def near_people(text: str, people: Sequence[PlanPerson]) -> tuple[Choice, ...]:
    """The people whose names look most like what was written."""
    return near(text, [Choice(each.id, full_name(each)) for each in people])


def choose(said: str, choices: Sequence[Choice]) -> int | None:
    """The one choice that a text is, begins, or is the beginning of."""
    key = words_key(said)
    if not key:
        return None
    exact = [each for each in choices if key in (words_key(each.label), _bare(each.label))]
    if exact:
        return exact[0].id
    alike = [each for each in choices if _bare(each.label).startswith(key) or key.startswith(f"{_bare(each.label)} ")]
    return max(alike, key=lambda each: len(each.label)).id if alike and len(key) > 2 else None


def named_in(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The longest choice whose words stand in a text as they are."""
    words = f" {words_key(text)} "
    named = [each for each in choices if f" {_bare(each.label)} " in words]
    return max(named, key=lambda each: len(each.label)) if named else None


def near(said: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that look most like what was written."""
    keys = {_bare(each.label): each for each in reversed(choices)}
    return tuple(keys[key] for key in get_close_matches(words_key(said), list(keys), _PROPOSED, 0.3))


def mode_in(text: str) -> Mode | None:
    """How something is held by these words, or None where they do not say."""
    return next((mode for mode, words in _MODES if words.search(fold(text))), None)


def _is_named(words: Sequence[str], person: PlanPerson, *, by_initials: bool) -> bool:
    family = words_key(person.last_name)
    rest = [word for word in words if word != family]
    if len(rest) == len(words):
        return False
    given = [words_key(person.first_name), words_key(person.patronymic)]
    is_it: Callable[[str, str], bool] = str.startswith if by_initials else str.__eq__
    return all(any(is_it(name, word) for name in given if name) for word in rest)


def _bare(label: str) -> str:
    """A label without its number and what it says in brackets."""
    return words_key(re.sub(r"\([^()]*\)", " ", re.sub(r"^\d+\.\s*", "", label)))
