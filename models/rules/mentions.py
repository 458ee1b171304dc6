"""Where a text names one person, span by span: so that her code can take the place of her name (152-ФЗ).

Unlike the guard of models/rules/privacy.py, which only says that a text names somebody, this knows whom it looks for,
so a name and patronymic without the surname count too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from models.rows.erased_people import MarkedText
from models.rules.first_names import FIRST_NAMES
from models.rules.privacy import case_forms

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"\+?\d(?:[ \u00a0()\-\u2010-\u2014.]{0,3}\d){9,11}(?!\d)")
_NEAR = 4
"""Characters between the words of one name: «Иванова, "Мария"»."""
_ALONE = 5
"""Letters from which a surname alone means the person: shorter ones are too often something else."""
_PHONE_DIGITS = 10


class Identity(NamedTuple):
    """What a person was called at some time and what leads to her; "" for what is not known."""

    last_name: str
    first_name: str
    patronymic: str = ""
    phone: str = ""
    email: str = ""
    snils: str = ""
    birth_date: str = ""
    """ISO."""
    diploma: str = ""


class Mention(NamedTuple):
    """Characters of a text that name the person; not `certain` where it may be a word or a namesake."""

    start: int
    end: int
    certain: bool


class _Part(Enum):
    LAST = auto()
    FIRST = auto()
    FATHER = auto()
    INITIAL = auto()


class _Word(NamedTuple):
    start: int
    end: int
    part: _Part
    text: str


@dataclass(frozen=True, slots=True)
class Traces:
    """The forms of everything a person is known by."""

    last: frozenset[str]
    first: frozenset[str]
    father: frozenset[str]
    initials: frozenset[str]
    numbers: frozenset[str]
    """Phones and СНИЛС, digits only."""
    exact: tuple[re.Pattern[str], ...]
    needles: tuple[str, ...]
    """One of these, folded, stands in every text that names her."""

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth looking: quick, and never wrong about a text that does name her."""
        low = text.casefold().replace("ё", "е")
        if any(needle in low for needle in self.needles):
            return True
        return bool(self.numbers) and any(_last_ten(found[0]) in self.numbers for found in _NUMBER.finditer(text))


def traces_of(identities: Iterable[Identity]) -> Traces:
    """The forms of a person from all that she was ever called."""
    known = list(identities)
    last = _forms(each.last_name for each in known)
    first = _forms(each.first_name for each in known)
    father = _forms(each.patronymic for each in known)
    words = {each for one in known for each in (one.email, one.diploma) if each}
    days = {each.birth_date for each in known if each.birth_date}
    words |= days | {f"{date.fromisoformat(day):%d.%m.%Y}" for day in days}
    numbers = {_last_ten(each) for one in known for each in (one.phone, one.snils) if each}
    return Traces(
        last=last,
        first=first,
        father=father,
        initials=frozenset(each[0] for one in known for each in (one.first_name, one.patronymic) if each),
        numbers=frozenset(numbers),
        exact=tuple(re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in sorted(words)),
        needles=tuple(sorted({_stem(one) for forms in (last, father) for one in forms} | {_plain(w) for w in words})),
    )


def mentions_in(text: str, traces: Traces, *, terse: bool = False) -> list[Mention]:
    """Every mention in the order of the text, none overlapping.

    In a `terse` text, such as the name of a file, a surname in small letters is certain too.
    """
    if not traces.may_be_in(text):
        return []
    found = [Mention(*each.span(), certain=True) for pattern in traces.exact for each in pattern.finditer(text)]
    found += [
        Mention(*each.span(), certain=True) for each in _NUMBER.finditer(text) if _last_ten(each[0]) in traces.numbers
    ]
    for run in _runs(_words(text, traces), text):
        if (certain := _names_her(run, text)) is not None:
            end = run[-1].end + (run[-1].part is _Part.INITIAL)
            found.append(Mention(run[0].start, end, certain or terse))
    kept: list[Mention] = []
    for each in sorted(found):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def that_go(mentions: Sequence[Mention], marked: Iterable[MarkedText]) -> list[Mention]:
    """Those of one text that go: the certain ones, save where somebody said otherwise of this text.

    Of another version of it, with more mentions or fewer, nobody can tell which were meant: all go where one was
    taken, and none stays because one was left.
    """
    said = list(marked)
    same = [each for each in said if each.mentions == len(mentions)]
    left = {number for each in same for number in each.left}
    taken = {number for each in same for number in each.taken}
    everything = not same and any(each.taken for each in said)
    return [each for at, each in enumerate(mentions) if everything or at in taken or (each.certain and at not in left)]


def replaced(text: str, mentions: Sequence[Mention], code: str) -> str:
    """The text with the code in place of each mention."""
    for each in reversed(mentions):
        text = text[: each.start] + code + text[each.end :]
    return text


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _last_ten(text: str) -> str:
    return "".join(_DIGITS.findall(text))[-_PHONE_DIGITS:]


def _forms(names: Iterable[str]) -> frozenset[str]:
    parts = {part for name in names for part in _WORD.findall(_plain(name))}
    return frozenset(form for part in parts for form in case_forms(part))


def _stem(form: str) -> str:
    return form[: max(3, len(form) - 3)]


def _words(text: str, traces: Traces) -> list[_Word]:
    """The words that may be part of her name, in order."""
    found: list[_Word] = []
    for each in _WORD.finditer(text):
        form = _plain(each[0])
        if form in traces.last:
            part = _Part.LAST
        elif form in traces.first:
            part = _Part.FIRST
        elif form in traces.father:
            part = _Part.FATHER
        elif len(form) == 1 and form in {_plain(one) for one in traces.initials} and text[each.end() :][:1] == ".":
            part = _Part.INITIAL
        else:
            continue
        found.append(_Word(each.start(), each.end(), part, each[0]))
    return found


def _runs(words: Sequence[_Word], text: str) -> list[list[_Word]]:
    """Words that stand together; a part that comes again begins another name."""
    runs: list[list[_Word]] = []
    for word in words:
        run = runs[-1] if runs else []
        most = 2 if word.part is _Part.INITIAL else 1
        gap = text[run[-1].end : word.start] if run else ""
        together = bool(run) and len(gap) <= _NEAR and not _WORD.search(gap)
        double = together and gap == "-" and word.part is _Part.LAST
        if together and (double or sum(each.part is word.part for each in run) < most):
            run.append(word)
        else:
            runs.append([word])
    return runs


def _names_her(run: Sequence[_Word], text: str) -> bool | None:
    """Whether words of one run mean the person for sure; None where they do not mean her."""
    parts = {word.part for word in run}
    if _Part.LAST in parts and len(parts) > 1:
        return True
    if {_Part.FIRST, _Part.FATHER} <= parts:
        return True
    if _Part.LAST not in parts or max(len(word.text) for word in run) < _ALONE:
        return None
    return run[0].text[0].isupper() and not _is_of_another(run, text)


def _is_of_another(run: Sequence[_Word], text: str) -> bool:
    """Whether somebody else's first name or initial stands beside a surname."""
    before = _WORD.findall(text[: run[0].start][-_NEAR - 20 :])[-1:]
    after = list(_WORD.finditer(text[run[-1].end :][: _NEAR + 20]))[:1]
    near = [*before, *(each[0] for each in after if each.start() <= _NEAR)]
    follows = text[run[-1].end + after[0].end() :][:1] if after else ""
    is_initial = bool(after) and len(after[0][0]) == 1 and after[0][0].isupper() and follows == "."
    return is_initial or any(_plain(each) in _FIRST_NAMES and each[0].isupper() for each in near)


_FIRST_NAMES = frozenset(_plain(name) for name in FIRST_NAMES)
