"""Whether texts that leave openly name one of the people the site knows.

The guard looks for people it is given, not for anything that looks like a name: an author in a list of literature
is no one's secret. Names are compared by all their case forms («Ивановой Марии»), whatever the letter case and
ё/е; a form counts as a person only together with a first name or initials *of that same person* close by, so that
short surnames (Ли, Ким) and surnames that are words (Мороз, Зима) do not raise an alarm by themselves.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple


class PersonalData(StrEnum):
    """What was found; SURNAME is a question to the person who sends, the others are a reason not to send."""

    NAME = "name"
    SURNAME = "surname"
    PHONE = "phone"
    SNILS = "snils"
    EMAIL = "email"


class PersonNames(NamedTuple):
    """What is known of one person; empty text for what is not. Phone and СНИЛС in any spelling."""

    last_name: str
    first_name: str
    patronymic: str = ""
    phone: str = ""
    snils: str = ""
    email: str = ""


class Finding(NamedTuple):
    """Where (a key of the given texts) and what; never the found text itself."""

    place: str
    kind: PersonalData


_ALONE = 5
"""Letters from which a surname counts without a first name: shorter ones are too often something else."""

_NEAR = 4
"""Characters that may stand between the words of one name: «Иванова, "Мария"», «Иванова\\n  Мария»."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301"))
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"[0-9]+")
_DIGIT_GAP = re.compile(r"[ \u00a0\t()+.\-\u2010-\u2014]{1,3}")
_SNILS = re.compile(r"(?<![\d-])\d{3}-\d{3}-\d{3}[ \u00a0-]?\d{2}(?![\d-])")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_MOBILE = re.compile(r"(?<!\d)(?:\+7|8)[ \u00a0(-]{1,2}9\d\d[ \u00a0)-]{1,2}\d{3}[ \u00a0-]?\d\d[ \u00a0-]?\d\d(?!\d)")

# Endings of the oblique cases by the ending of the nominative, surnames and first names together: one form too
# many costs little, since a name is only found where both of its parts agree.
_HARD = ("", "а", "у", "ом", "ем", "е", "ым")
_ENDINGS = (
    ("ий", ("ий", "ого", "его", "ому", "ему", "им", "ом", "ем", "ия", "ию", "ием", "ии")),
    ("ый", ("ый", "ого", "ому", "ым", "ом")),
    ("ой", ("ой", "ого", "ому", "ым", "им", "ом", "оя", "ою", "оем", "ое")),
    ("ая", ("ая", "ой", "ей", "ую", "ою", "аи", "ае", "аю", "аей")),
    ("яя", ("яя", "ей", "юю", "ею")),
    ("ия", ("ия", "ии", "ию", "ией", "ие")),
    ("ья", ("ья", "ьи", "ье", "ью", "ьей", "ьею")),
    ("а", ("а", "ы", "и", "е", "у", "ой", "ою", "ей", "ею")),
    ("я", ("я", "и", "е", "ю", "ей", "ею")),
    ("й", ("й", "я", "ю", "ем", "е", "и")),
    ("ь", ("ь", "я", "ю", "ем", "е", "и", "ью")),
    ("ых", ("ых",)),
    ("их", ("их",)),
)  # fmt: skip
# «Михайловский муниципальный округ», «улица Кирова», «имени Чуковского» name a place, not a trainee.
_PLACE = re.compile(r"муниципальн|городск|округ|район|улиц|ул$|имени$|им$|посел|сел[оае]$|город")
_UNCHANGED = "оеиуюыэ"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


class _Word(NamedTuple):
    """One word of a text: as compared, where it stands, whether it begins with a capital, whether «М.»."""

    form: str
    start: int
    end: int
    capital: bool
    initial: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """The index of all people: case form → nominatives, and which nominatives belong together."""

    last: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    first: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    full: set[tuple[str, str]] = field(default_factory=set)
    initials: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    phones: set[str] = field(default_factory=set)
    snils: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)


def personal_data_in(
    texts: Mapping[str, str], people: Iterable[PersonNames], *, public: Collection[str] = ()
) -> list[Finding]:
    """Return each kind of personal data once per place, in the order of `texts`.

    NAME: surname with first name or initials, in either order and any case. SURNAME: a capitalised surname of five
    letters or more alone, where no NAME was found. PHONE: a phone of these people, or any mobile number written as
    such. SNILS: one of theirs in any spelling, or any XXX-XXX-XXX YY. EMAIL: an address of theirs. `public` holds
    phones and addresses that the site publishes itself; they are never counted. One index and one pass: 10,000
    people and 200 kB of text take about 0.3 s.
    """
    known = _index(people, public)
    open_phones = {_last_ten(each) for each in public}
    findings: list[Finding] = []
    for place, raw in texts.items():
        text = unicodedata.normalize("NFC", raw).translate(_INVISIBLE)
        kinds = {*_names(text, known), *_numbers(text, known, open_phones)}
        if any(_plain(found[0]).strip(".-") in known.emails for found in _EMAIL.finditer(text)):
            kinds.add(PersonalData.EMAIL)
        if PersonalData.NAME in kinds:
            kinds.discard(PersonalData.SURNAME)
        findings += [Finding(place, kind) for kind in PersonalData if kind in kinds]
    return findings


def case_forms(name: str) -> frozenset[str]:
    """Return the forms of all cases of one Russian surname or first name (lower case, ё as е)."""
    word = _plain(name)
    for ending, forms in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word.removesuffix(ending)
            return frozenset([word, *(stem + form for form in forms)])
    if not word or word[-1] in _UNCHANGED:
        return frozenset([word])
    forms = {word + ending for ending in _HARD}
    # Павел → Павла, Лев → Льва, Заяц → Зайца: the last vowel falls out.
    if len(word) > 2 and word[-1] in _CONSONANTS and word[-2] in "еоя":
        stems = [word[:-2] + word[-1], word[:-2] + "ь" + word[-1], word[:-2] + "й" + word[-1]]
        forms |= {stem + ending for stem in stems for ending in _HARD[1:]}
    return frozenset(forms)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE).lower().replace("ё", "е")


def _last_ten(text: str) -> str:
    return "".join(_DIGITS.findall(text))[-10:]


def _index(people: Iterable[PersonNames], public: Collection[str]) -> _Known:
    known = _Known()
    for person in people:
        lasts, firsts, fathers = (
            _WORD.findall(_plain(name)) for name in (person.last_name, person.first_name, person.patronymic)
        )
        known.full.update((last, first) for last in lasts for first in firsts)
        if firsts:
            initials = (firsts[0][0], fathers[0][0] if fathers else "")
            for last in lasts:
                known.initials[last].add(initials)
        for last in lasts:
            known.last[last].add(last)
        for first in firsts:
            known.first[first].add(first)
        known.phones.add(_last_ten(person.phone))
        known.snils.add("".join(_DIGITS.findall(person.snils)))
        known.emails.add(_plain(person.email))
    for forms in (known.last, known.first):
        for name in list(forms):
            for form in case_forms(name):
                forms[form].add(name)
    known.phones.difference_update({""}, map(_last_ten, public))
    known.snils.discard("")
    known.emails.difference_update({""}, map(_plain, public))
    return known


def _names(text: str, known: _Known) -> Iterator[PersonalData]:
    words = [
        _Word(
            form=_plain(found[0]),
            start=found.start(),
            end=found.end(),
            capital=found[0][0].isupper(),
            initial=len(found[0]) == 1 and found[0].isupper() and text[found.end() : found.end() + 1] == ".",
        )
        for found in _WORD.finditer(text)
    ]
    for position, word in enumerate(words):
        lasts = known.last.get(word.form)
        if not lasts or (word.initial and len(word.form) == 1):
            continue
        before = _neighbours(words, position, -1)
        after = _neighbours(words, position, 1)
        if any(_is_first_name(near, lasts, known) for near in (*before, *after)):
            yield PersonalData.NAME
            continue
        given = [_initials(before)[::-1], _initials(after)]
        if word.capital and any(_agree(pair, lasts, known) for pair in given if pair):
            yield PersonalData.NAME
        elif word.capital and not any(given) and len(word.form) >= _ALONE and max(map(len, lasts)) >= _ALONE:
            beside = (*before[:1], *after[:1])
            stranger = any(near.capital and near.form in known.first for near in beside)
            place = any(_PLACE.match(near.form) for near in beside)
            if not stranger and not place and word.form not in known.first:
                yield PersonalData.SURNAME


def _neighbours(words: list[_Word], position: int, step: int) -> list[_Word]:
    """Return up to two words on one side, nearest first, as long as they stand close together."""
    near: list[_Word] = []
    for index in (position + step, position + 2 * step):
        if not 0 <= index < len(words):
            break
        left, right = sorted((words[index - step], words[index]), key=lambda word: word.start)
        if right.start - left.end > _NEAR:
            break
        near.append(words[index])
    return near


def _is_first_name(near: _Word, lasts: set[str], known: _Known) -> bool:
    firsts = known.first.get(near.form, ())
    return any((last, first) in known.full for last in lasts for first in firsts)


def _initials(words: Iterable[_Word]) -> str:
    """Return «м», «мп» or "" for the initials that stand next to the surname, nearest first."""
    return "".join(word.form for word in takewhile(lambda word: word.initial, words))


def _agree(given: str, lasts: set[str], known: _Known) -> bool:
    return any(
        given[0] == first and (len(given) == 1 or father in ("", given[1]))
        for last in lasts
        for first, father in known.initials.get(last, ())
    )


def _numbers(text: str, known: _Known, public: Collection[str]) -> Iterator[PersonalData]:
    if _SNILS.search(text):
        yield PersonalData.SNILS
    if any(_last_ten(found[0]) not in public for found in _MOBILE.finditer(text)):
        yield PersonalData.PHONE
    groups = list(_DIGITS.finditer(text))
    for begin, group in enumerate(groups):
        digits, end = group[0], group.end()
        for following in groups[begin + 1 : begin + 12]:
            if len(digits) >= 11:
                break
            if len(digits) == 10 and digits in known.phones:
                yield PersonalData.PHONE
            if not _DIGIT_GAP.fullmatch(text, end, following.start()):
                break
            digits, end = digits + following[0], following.end()
        if digits in known.snils:
            yield PersonalData.SNILS
        if digits in known.phones or (len(digits) == 11 and digits[0] in "78" and digits[1:] in known.phones):
            yield PersonalData.PHONE
