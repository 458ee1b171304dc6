"""Which heading of a plan's table means which field (domain.md §5, «План работ»)."""

import re
from collections.abc import Mapping, Sequence

from models.imports.roster_columns import heading_key

TITLES: Mapping[str, str] = {
    "number": "№", "title": "Мероприятие", "format": "Формат", "due": "Срок", "place": "Место",
    "mode": "Форма проведения", "audience": "Категория участников", "planned_count": "Число участников",
    "responsible": "Ответственный", "expected_result": "Ожидаемый результат", "section": "Раздел",
}  # fmt: skip
"""Fields of a row and what their columns are called."""

_PATTERNS: tuple[tuple[str, int, str], ...] = (
    ("number", 95, r"n|no|n п п|п п|номер(?: п п)?|пп"),
    ("title", 95, r"мероприяти[ея](?: .*)?|тема(?: .*)?|наименование (?:мероприяти\w|работ\w*|деятельности).*"),
    ("title", 85, r"(?:название|содержание)(?: .*)?|вид\w* (?:деятельности|работ\w*)(?: .*)?|действи[ея]|что делаем"),
    ("title", 60, r"наименование|планируем\w+ .*мероприят\w*.*|.*\bмероприяти\w*.*"),
    ("format", 95, r"формат(?: .*)?|вид мероприятия|форма (?:мероприятия|работы)"),
    ("mode", 90, r"форма(?: проведения)?|режим|очно дистанционно|форма участия"),
    ("due", 95, r"срок\w*(?: .*)?|дат[аы](?: .*)?|когда|время(?: .*)?|период(?: .*)?|месяц(?: .*)?"),
    ("place", 95, r"место(?: .*)?|где|площадка|место форма проведения|место и форма проведения"),
    ("audience", 95,
        r"(?:категори\w|состав|контингент)(?: .*)?|участники|целевая (?:аудитория|группа)|аудитория|для кого"
    ),
    ("planned_count", 95,
        r"(?:количество|число|кол(?: во)?|план\w* (?:число|количество))(?: участников| человек| чел)?"
    ),
    ("responsible", 95, r"ответственн\w+(?: .*)?|отв(?: .*)?|исполнител\w+(?: .*)?|кто проводит|ведущ\w+"),
    ("expected_result", 95,
        r"(?:ожидаем\w+ |планируем\w+ )?(?:результат|продукт)\w*(?: .*)?|вид документа.*|итог\w*(?: .*)?"
    ),
    ("section", 90, r"раздел(?: .*)?|направление(?: .*)?|блок"),
)  # fmt: skip
_COMPILED = tuple((role, score, re.compile(pattern)) for role, score, pattern in _PATTERNS)
_NOT_PLANNED = re.compile(r"отметка|выполнени[ея]|примечани|факт|подпис")


def column_meaning(headings: Sequence[str]) -> tuple[str, int] | None:
    """The field that a column's headings mean, nearest first, and how sure that is (60 to 95), None for none."""
    keys = [heading_key(text.replace("№", " n ")) for text in headings]
    if any(_NOT_PLANNED.search(key) for key in keys):
        return None
    for key in keys:
        found = [(score, role) for role, score, pattern in _COMPILED if pattern.fullmatch(key)]
        if found:
            score, role = max(found)
            return role, score
    return None
