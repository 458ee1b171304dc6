"""Cards that may be of one person: found by what they share, never by comparing everybody with everybody."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.rows.merge import Pair
from models.rules.clean import fold

_CROWD = 40
"""More people than this share something by chance, not because they are one: a number of the office, a name."""
_LINE = 4
"""So many cards with one telephone may be of one person; more are a telephone of the kindergarten."""
_ALIKE = 78
"""How like each other each part of two names is, 0–100, where a slip of the keys made two of one."""


class _Card(NamedTuple):
    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    name_key: str
    organization_id: int
    phone: str | None
    email: str | None

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def given(self) -> tuple[str, str]:
        """First name and patronymic: what a marriage leaves."""
        return fold(self.first_name), fold(self.patronymic or "")


class _Found(NamedTuple):
    score: int
    reason: str


def duplicate_people(db: Database) -> list[Pair]:
    """Pairs of cards that may be of one person, the surest first, with the reason in words.

    Pairs that a person told apart do not come back. The card with the lower id stands first.
    """
    with db.reading() as session:
        cards = rows(
            session,
            _Card,
            """
            SELECT p.id, p.last_name, p.first_name, p.patronymic, p.name_key, p.organization_id, p.phone,
                   p.email
            FROM person AS p WHERE p.pd_state IN ('active', 'blocked') ORDER BY p.id
            """,
        )
        apart = {
            (int(first), int(second))
            for first, second in session.connection().exec_driver_sql("SELECT first_id, second_id FROM person_apart")
        }
    found: dict[tuple[int, int], _Found] = {}
    by_id = {card.id: card for card in cards}
    for one, other, told in _told(cards):
        key = (min(one.id, other.id), max(one.id, other.id))
        if key not in apart and (key not in found or found[key].score < told.score):
            found[key] = told
    pairs = [
        Pair(first, second, _title(by_id[first], by_id[second]), told.reason, told.score)
        for (first, second), told in found.items()
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.title, pair.first_id, pair.second_id))


def _title(one: _Card, other: _Card) -> str:
    names = dict.fromkeys((one.full_name, other.full_name))
    return " · ".join(names)


def _told(cards: list[_Card]) -> Iterator[tuple[_Card, _Card, _Found]]:
    for one, other in _sharing(cards, _name, most=_CROWD):
        at_one_place = one.organization_id == other.organization_id
        reason = "Одно ФИО в одной организации" if at_one_place else "Одно ФИО в разных организациях"
        yield one, other, _Found(98 if at_one_place else 88, reason)
    for what, share in (("телефон", _phone), ("адрес почты", _email)):
        for one, other in _sharing(cards, share, most=_LINE):
            if one.given == other.given:
                yield one, other, _Found(94, f"Один {what}, имя и отчество те же")
            elif _likeness(one, other) >= _ALIKE:
                yield one, other, _Found(92, f"Один {what}, ФИО похожи")
            else:
                yield one, other, _Found(60, f"Один {what}")
    for one, other in _sharing(cards, _slips, most=_CROWD):
        if one.name_key == other.name_key:
            continue
        if _is_shortened(one, other):
            yield one, other, _Found(86, "Одна организация, у одной карточки нет отчества")
        elif _likeness(one, other) >= _ALIKE:
            yield one, other, _Found(80, "Одна организация, ФИО похожи: возможна опечатка")
    for one, other in _sharing(cards, _married, most=_LINE):
        if one.last_name != other.last_name:
            yield one, other, _Found(66, "Одна организация, имя и отчество те же, фамилия другая")


def _sharing(
    cards: Iterable[_Card], keys: Callable[[_Card], Iterable[Hashable]], *, most: int
) -> Iterator[tuple[_Card, _Card]]:
    """Pairs of cards with a key in common; a key that more than `most` have says nothing, nor does an empty one."""
    groups: dict[Hashable, list[_Card]] = defaultdict(list)
    for card in cards:
        for key in keys(card):
            if key:
                groups[key].append(card)
    for group in groups.values():
        if 1 < len(group) <= most:
            yield from combinations(group, 2)


def _name(card: _Card) -> tuple[str]:
    return (card.name_key,)


def _phone(card: _Card) -> tuple[str]:
    return (card.phone or "",)


def _email(card: _Card) -> tuple[str]:
    return ((card.email or "").casefold(),)


def _slips(card: _Card) -> Iterator[Hashable]:
    """Keys that two writings of one name in one organisation share: two of its three parts are the same."""
    last, (first, patronymic) = fold(card.last_name), card.given
    place = card.organization_id
    yield place, "l", last, first
    yield place, "g", first, patronymic
    if patronymic:
        yield place, "p", last, patronymic


def _married(card: _Card) -> Iterator[Hashable]:
    """A surname changes with a marriage, a rare pair of first name and patronymic does not."""
    if card.patronymic:
        yield card.organization_id, *card.given


def _is_shortened(one: _Card, other: _Card) -> bool:
    """Whether the one is the other without a patronymic."""
    same = fold(one.last_name) == fold(other.last_name) and one.given[0] == other.given[0]
    return same and not (one.patronymic and other.patronymic)


def _likeness(one: _Card, other: _Card) -> float:
    """That of the part least alike: a long patronymic in common does not make two surnames one."""
    # Late: only this room compares by likeness.
    from rapidfuzz.fuzz import ratio

    parts = ((fold(each.last_name), *each.given) for each in (one, other))
    return min(ratio(mine, yours) for mine, yours in zip(*parts, strict=True))
