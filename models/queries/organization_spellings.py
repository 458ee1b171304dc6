"""Organisations that may be one under two spellings: numbers agree, municipalities do not contradict each other."""

import re
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.rows.merge import Pair

_ALIKE = 84
"""How like each other two names are, 0–100, that they may be one."""
_LESS_SURE = 10
"""So much is taken off where one of the two names no municipality."""
_CROWD = 60
"""More organisations than this with one number are a sample, not spellings."""
_NUMBER = re.compile(r"\d+")


class _Place(NamedTuple):
    id: int
    title: str
    name_key: str
    municipality_id: int | None

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(sorted(_NUMBER.findall(self.name_key)))

    @property
    def name(self) -> str:
        """What is left beside the number: «ромашка»."""
        return " ".join(_NUMBER.sub(" ", self.name_key).replace("детсад", " ").split())


def organization_spellings(db: Database) -> list[Pair]:
    """Pairs of organisations that may be one, the surest first; those told apart do not come back."""
    with db.reading() as session:
        places = rows(
            session,
            _Place,
            """
            SELECT id, short_name, name_key, municipality_id FROM organization ORDER BY id
            """,
        )
        apart = {
            (int(first), int(second))
            for first, second in session.connection().exec_driver_sql(
                "SELECT first_id, second_id FROM organization_apart"
            )
        }
    groups: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for place in places:
        # Without a number the names themselves must begin alike.
        groups[place.numbers or (place.name[:3],)].append(place)
    pairs = [
        pair
        for group in groups.values()
        if len(group) <= _CROWD
        for one, other in combinations(group, 2)
        if (one.id, other.id) not in apart and (pair := _pair(one, other)) is not None
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.title, pair.first_id, pair.second_id))


def _pair(one: _Place, other: _Place) -> Pair | None:
    known = one.municipality_id is not None and other.municipality_id is not None
    if known and one.municipality_id != other.municipality_id:
        return None
    alike, what = _likeness(one, other)
    if alike < _ALIKE:
        return None
    where = "муниципалитет один" if known else "у одной муниципалитет не указан"
    title = " · ".join(dict.fromkeys((one.title, other.title)))
    return Pair(one.id, other.id, title, f"{what}, {where}", alike if known else alike - _LESS_SURE)


def _likeness(one: _Place, other: _Place) -> tuple[int, str]:
    """How like each other two organisations are, 0–100, and by what."""
    if one.name_key == other.name_key:
        return 100, "Названия совпадают"
    if one.numbers and not (one.name and other.name):
        return 90, "Номер один"
    # Late: only this room compares by likeness.
    from rapidfuzz.fuzz import token_sort_ratio

    return round(token_sort_ratio(one.name, other.name)), "Названия похожи"
