"""Organisations compared by what their writings have in common."""

import re
from functools import lru_cache

from models.rules.clean import fold

_LONG_FORM = re.compile(
    r"\b(?:муниципальн\w*|государственн\w*|краев\w*|частн\w*|негосударственн\w*|бюджетн\w*|автономн\w*|казенн\w*|"
    r"дошкольн\w*|общеобразовательн\w*|образовательн\w*|учрежден\w*|организаци\w*)\b"
)
_SHORT_FORM = re.compile(
    r"\b(?:(?:м|г|к|кг|ч|н|фг)?(?:б|а|к)?доу|м(?:б|а|к)?доб?у|м(?:б|а|к)доб?у|мд(?:о|об|оа|ок)у|дошк|доо)\b"
)
_KIND = re.compile(
    r"\b(?:комбинированн\w*|общеразвивающ\w*|компенсирующ\w*|оздоровительн\w*|"
    r"присмотра и оздоровления)\s+(?:вида|направленности)?"
)
_GARDEN = re.compile(r"\bдетск\w*\s+сад\w*|\bд\s*[/.\\-]?\s*с(?:ад)?\b\.?|\bдет\.?\s*сад\w*|\bдетсад\w*|\bсад\b")
_CENTRE = re.compile(r"\bцентр\w*\s+развития\s+реб[ео]н\w*|\bцрр\b")
_NUMBER = re.compile(r"(?:№|\bn[o°]?\.?\s?|\bномер\s)\s*(?=\d)")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_OF_CITY = re.compile(r"\b(?:г|гор|города|п|пос|поселка|пгт|с|села)\b\.?\s+[а-я-]+(?:\s+приморского края)?\s*$")


@lru_cache(maxsize=8192)
def organization_key(name: str) -> str:
    """What two writings of one organisation have in common.

    Legal form, quotes, «№», kind and a closing «г. Владивостока» do not count; «д/с» is «детский сад»:
    «МБДОУ "Д/с №5"», «МАДОУ «Детский сад № 05» г. Артёма» and «детский сад 5» have one key.
    """
    text = _NUMBER.sub(" ", fold(name))
    text = _KIND.sub(" ", _LONG_FORM.sub(_form_mark, text))
    text = _GARDEN.sub(" детсад ", _CENTRE.sub(" црр ", text))
    text = _SHORT_FORM.sub(" доу ", text)
    text = re.sub(r"[^\w]+", " ", text)
    text = _LEADING_ZEROS.sub("", _OF_CITY.sub(" ", text).strip())
    words = text.split()
    is_garden = "детсад" in words or "доу" in words
    kept = [word for word in words if word not in {"детсад", "доу"}]
    return " ".join((["детсад"] if is_garden else []) + kept)


def _form_mark(match: re.Match[str]) -> str:
    return " доу " if match.group().startswith("дошкольн") else " "


_ORGANIZATION = re.compile(
    r"\b(?:[а-я]{0,3}доу|[а-я]{0,2}доб?у|детск\w+ сад\w*|д/с|детсад\w*|[а-я]{0,3}оу|соош?|сош|црр|гимнази\w+|"
    r"лице[йя]|школ\w+|"
    r"колледж\w*|институт\w*|университет\w*|ясли|прогимнази\w+|управлени\w+ образовани\w+)\b|\bдс\s*№?\s*\d"
)


def looks_like_organization(text: str) -> bool:
    """Whether a text names a kindergarten, a school or the like."""
    return _ORGANIZATION.search(fold(text)) is not None
