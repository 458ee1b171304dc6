"""A list of past events in any spreadsheet → its rows by field; nothing is written anywhere."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.imports.roster_columns import heading_key
from models.imports.table_reading import TableKind, read_table
from models.rows.table_import import ReadTable

TITLES: Mapping[str, str] = {
    "date": "Дата", "time": "Время", "title": "Тема", "format": "Формат", "mode": "Форма проведения",
    "minutes": "Минут", "hours": "Часов", "place": "Место", "leader": "Ведущий", "participants": "Участников",
    "outcome": "Результат", "link": "Ссылка", "materials": "Материалы",
}  # fmt: skip
"""Fields of a row and what their columns are called."""

_PATTERNS: tuple[tuple[str, int, str], ...] = (
    ("date", 95, r"дата(?: .*)?|день(?: проведения)?|число|когда"),
    ("date", 70, r"срок\w*(?: .*)?"),
    ("time", 95, r"время(?: .*)?|начало(?: в)?|час начала"),
    ("title", 95, r"тема(?: .*)?|мероприяти[ея](?: .*)?|(?:название|наименование|содержание)(?: .*)?"),
    ("format", 96, r"формат(?: .*)?|вид(?: мероприятия)?|форма(?: мероприятия| работы)"),
    ("mode", 90, r"форма(?: проведения| участия)?|режим|очно дистанционно|очно дист"),
    ("minutes", 96, r".*\b(?:мин|минут\w*)\b.*"),
    ("hours", 95,
        r"(?:кол(?: во)?|количество|число|объем)?(?: )?(?:в )?(?:ак\w* )?(?:час\w*|ч)|ак\w* ч\w*|"
        r"(?:продолжительность|длительность|объем)(?: .*)?"
    ),
    ("place", 95, r"место(?: .*)?|где|площадка|помещение"),
    ("leader", 95,
        r"(?:ведущ|ответственн|тьютор|спикер|лектор|докладчик|преподавател|организатор)\w*(?: .*)?|"
        r"кто провел\w*"
    ),
    ("participants", 96,
        r"(?:кол(?: во)?|количество|число|всего) (?:участник|слушател|стажер|педагог|человек|чел)\w*(?: .*)?"
    ),
    ("participants", 90, r"участник\w*|присутствовал\w*(?: .*)?|охват(?: .*)?|чел\w*"),
    ("outcome", 95, r"результат\w*(?: .*)?|итог\w*(?: .*)?|продукт\w*(?: .*)?"),
    ("link", 95, r"ссылк\w*(?: .*)?|адрес (?:страницы|публикации).*"),
    ("materials", 90, r"материал\w*(?: .*)?|запись"),
)  # fmt: skip
_COMPILED = tuple((field, score, re.compile(pattern)) for field, score, pattern in _PATTERNS)


def read_events(path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> ReadTable:
    """The events of a file; the visible sheet with the most of them is taken unless `sheet` names one.

    `columns` (field of `TITLES` → letter or heading of a column, "" for none) overrides what was recognised. Raises
    UserError when the file cannot be read or holds no list of events.
    """
    return read_table(path, _EVENTS, columns=columns or {}, sheet=sheet)


def _meaning(headings: Sequence[str]) -> tuple[str, int] | None:
    for key in map(heading_key, headings):
        found = max(((score, field) for field, score, words in _COMPILED if words.fullmatch(key)), default=None)
        if found is not None:
            return found[1], found[0]
    return None


_EVENTS = TableKind(
    titles=TITLES,
    meaning=_meaning,
    needed=frozenset({"date", "title"}),
    day="date",
    day_may_be_period=False,
    no_such_field="Поля «{}» у мероприятия не бывает.",
    missing=(
        "Списка мероприятий в файле не нашлось.",
        "Нужна строка заголовков, в ней хотя бы «Дата» и «Тема», и под ней строки мероприятий.",
    ),
    too_many=("В таблице больше 5000 мероприятий.", "Разделите её на несколько файлов."),
    most=5_000,
)
