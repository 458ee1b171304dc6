"""An учебно-тематический план in any spreadsheet → its rows by field; nothing is written anywhere."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.imports.roster_columns import heading_key
from models.imports.table_reading import TableKind, read_table
from models.rows.table_import import ReadTable

TITLES: Mapping[str, str] = {
    "number": "№", "title": "Модули и темы", "total": "Всего", "lectures": "Лекции", "practice": "Практические",
    "independent": "Самостоятельная", "form": "Форма", "control": "Контроль",
}  # fmt: skip
"""Fields of a row and what their columns are called."""

_PATTERNS: tuple[tuple[str, int, str], ...] = (
    ("number", 95, r"n|no|n п п|п п|номер(?: п п)?|пп|n (?:модул|тем|раздел)\w*"),
    ("title", 95,
        r"(?:наименование|название|содержание|перечень)(?: .*)?|(?:модул|тем|раздел)\w*(?: .*)?|"
        r"вид\w* (?:работ|деятельности).*"
    ),
    ("lectures", 96, r".*\b(?:лекци|лекц|лек|теор|теори)\w*.*"),
    ("practice", 96, r".*\b(?:практ|практич|семинар)\w*.*"),
    ("independent", 96, r".*\b(?:самост|самостоят|срс|самоподготовк)\w*.*"),
    ("form", 90, r"форм[аы](?: (?:проведения|занятий|занятия|работы|обучения))?|вид занят\w*|формат\w*"),
    ("control", 95, r"(?:форм\w+ )?(?:контрол|аттестаци|отчетност)\w*(?: .*)?"),
    ("total", 94, r"(?:общ\w+ )?(?:всего|итого|объем|трудоемкость|время|длительность|продолжительность)(?: .*)?"),
    ("total", 80,
        r"(?:кол(?: во)?|количество|число|общее количество)?(?: )?(?:ак\w* )?(?:час\w*|ч|минут\w*|мин)(?: .*)?"
    ),
)  # fmt: skip
_COMPILED = tuple((field, score, re.compile(pattern)) for field, score, pattern in _PATTERNS)


def read_study_plan(path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> ReadTable:
    """The plan of a file; the visible sheet with the most rows is taken unless `sheet` names one.

    `columns` (field of `TITLES` → letter or heading of a column, "" for none) overrides what was recognised. Raises
    UserError when the file cannot be read or holds no such plan.
    """
    return read_table(path, _PLANS, columns=columns or {}, sheet=sheet)


def _meaning(headings: Sequence[str]) -> tuple[str, int] | None:
    for text in headings:
        key = heading_key(text.replace("№", " n "))
        found = max(((score, field) for field, score, words in _COMPILED if words.fullmatch(key)), default=None)
        if found is not None:
            return found[1], found[0]
    return None


_PLANS = TableKind(
    titles=TITLES,
    meaning=_meaning,
    needed=frozenset({"title"}),
    day="",
    day_may_be_period=False,
    no_such_field="Поля «{}» в учебном плане не бывает.",
    missing=(
        "Учебно-тематического плана в файле не нашлось.",
        "Нужна строка заголовков, в ней хотя бы «Модули и темы» и «Всего часов», и под ней строки плана.",
    ),
    too_many=("В плане больше 1000 строк.", "Проверьте, тот ли это файл."),
    most=1_000,
)
