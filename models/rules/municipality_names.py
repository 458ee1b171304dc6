"""Municipal units as people write them, mapped to the units of today (domain.md §6)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from models.rules.clean import fold


class KnownMunicipality(NamedTuple):
    """A unit of today: its eight-digit code, its name with or without the kind, and the kind in words."""

    oktmo: str
    name: str
    kind: str


_URBAN = re.compile(r"\bгородск\w+ округ\w*|\bгор\.?\s?округ\w*|\bг\.\s?о\.?|\bго\b|\bзато\b")
_CITY = re.compile(r"\bг(?:ор)?\.(?=\s?[а-я])|\bгород\w?\b|\bг\b")
_DISTRICT = re.compile(r"\bмуниципальн\w+ район\w*|\bм\.\s?р\.?|\bмр\b|\bр-?н\b\.?|\bрайон\w*")
_ROUND = re.compile(r"\bмуниципальн\w+ (?:округ\w*|образовани\w*)|\bмун\.?\s?округ\w*|\bм\.\s?о\.?|\bмо\b|\bокруг\w*")
_VILLAGE = re.compile(r"\b(?:с|п|пос|пгт|село|поселок|поселка|ст|рп)\b\.?")
_NOISE = re.compile(r"\bприморск\w+ кра\w+|\bпк\b|\bрф\b|\bроссия\b|\bадминистраци\w+")
_CENTRE = re.compile(r"\(\s*(г|с)\b")
"""The centre in brackets tells two units of one name apart."""
_GENITIVE = re.compile(r"(?<=[сц]к)ого\b|(?<=ичн)ого\b")

_BASES = {
    "владивосток": "владивостокский", "владивостока": "владивостокский", "вго": "владивостокский",
    "арсеньев": "арсеньевский", "артем": "артемовский", "артема": "артемовский", "находка": "находкинский",
    "нго": "находкинский", "уссурийск": "уссурийский", "уго": "уссурийский", "дальнереченск": "дальнереченский",
    "партизанск": "партизанский", "дальнегорск": "дальнегорский", "лесозаводск": "лесозаводский",
    "спасск": "спасск-дальний", "спасский": "спасск-дальний", "спасск дальний": "спасск-дальний",
    "большекаменский": "большой камень", "большой камень": "большой камень", "б камень": "большой камень",
    "большого камня": "большой камень", "городской большой камень": "большой камень", "фокинский": "фокино",
    "анучино": "анучинский", "кавалерово": "кавалеровский", "новопокровка": "красноармейский", "лучегорск": "пожарский",
    "лазо": "лазовский", "преображение": "лазовский", "вольно-надеждинское": "надеждинский", "ольга": "ольгинский",
    "камень-рыболов": "ханкайский", "славянка": "хасанский", "хороль": "хорольский", "чугуевка": "чугуевский",
    "смоляниново": "шкотовский", "яковлевка": "яковлевский", "терней": "тернейский", "черниговка": "черниговский",
    "владимиро-александровское": "партизанский",
}  # fmt: skip
"""Cities, district centres and former names of the units."""

_SETTLEMENTS = frozenset({"партизанск", "дальнереченск"})
_VILLAGES_OF_DISTRICT = frozenset({"владимиро-александровское"})


class _Written(NamedTuple):
    base: str
    kind: str
    """'городской', 'район', 'округ' or ''."""


@lru_cache(maxsize=4096)
def _written(text: str) -> _Written:
    bare = _NOISE.sub(" ", re.sub(r"[«»\"'“”„,;]", " ", fold(text)))
    kind = ""
    for name, pattern in (("городской", _URBAN), ("район", _DISTRICT), ("округ", _ROUND), ("городской", _CITY)):
        if pattern.search(bare):
            kind = kind or name
            bare = pattern.sub(" ", bare)
    bare = re.sub(r"\s*-\s*", "-", re.sub(r"\([^()]*\)", " ", bare))
    base = " ".join(re.sub(r"[^а-я-]", " ", _GENITIVE.sub("ий", _VILLAGE.sub(" ", bare))).split()).strip("- ")
    if hint := _CENTRE.search(fold(text)):
        kind = "городской" if hint[1] == "г" else "район"
    if base in _SETTLEMENTS:
        kind = kind if kind in {"район", "округ"} else "городской"
    if base in _VILLAGES_OF_DISTRICT:
        kind = "район"
    return _Written(_BASES.get(base, base), kind)


def match_municipality(text: str, known: Sequence[KnownMunicipality]) -> str | None:
    """The code of the unit a person means, by any of its present or former names; None when unknown or ambiguous.

    «Партизанск» is the city's unit and «Партизанский район» the other one, «Партизанский МО» may be both: None.
    """
    asked = _written(text)
    if not asked.base:
        return None
    found = [unit for unit in known if _written(unit.name).base == asked.base]
    if len(found) > 1:
        found = [unit for unit in found if _fits(unit, asked.kind)]
    return found[0].oktmo if len(found) == 1 else None


def _fits(unit: KnownMunicipality, kind: str) -> bool:
    """Which of two units of one name is meant: the city's or the former district's."""
    name, urban = fold(unit.name), "городск" in fold(unit.kind)
    centre = _CENTRE.search(name)
    if centre is None:
        return urban if kind == "городской" else not urban if kind in {"район", "округ"} else False
    return kind == ("городской" if centre[1] == "г" else "район")


def spelling_key(text: str) -> str:
    """What two writings of one spelling have in common: case, ё and blanks do not count."""
    return " ".join(fold(text).split())


def municipality_key(text: str) -> str:
    """What two writings of one unit have in common, without a list of units: «г. Артём» and «Артёмовский ГО»."""
    return _written(text).base


def looks_like_municipality(text: str) -> bool:
    """Whether a text names a district, an okrug or a known city and nothing else."""
    folded = fold(text)
    if re.search(r"\d", folded):
        return False
    written = _written(text)
    return written.base in _BASES.values() or (
        written.kind in {"район", "округ", "городской"} and 0 < len(written.base) < 30
    )
