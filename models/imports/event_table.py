"""A list of past events in any spreadsheet → its rows by field; nothing is written anywhere."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from models.errors import UserError
from models.imports.roster_columns import heading_key
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters, column_number
from models.rows.roster import RosterColumn, SkippedRow
from models.rows.table_import import ReadTable, TableRow
from models.rules.clean import Cell, CellFault, cell_text, fold

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
_NEEDED = frozenset({"date", "title"})
_SEARCHED_ROWS = 60
_MAX_EVENTS = 5_000
_LONGEST_HEADING = 120
_FOOT = re.compile(r"(?:итого|всего|составил|подготовил|согласован|утвержда|руководитель|заведующ|подпис|м ?\.? ?п)\b")


def read_events(path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> ReadTable:
    """The events of a file; the sheet with the most of them is taken unless `sheet` names one.

    `columns` (field of `TITLES` → letter or heading of a column, "" for none) overrides what was recognised. Raises
    UserError when the file cannot be read or holds no list of events.
    """
    sheets = [each for each in read_workbook(path).sheets if sheet is None or each.name == sheet]
    if not sheets:
        raise UserError("Такого листа в файле нет.", "Выберите лист из перечня.")
    found = [made for each in sheets if (made := _read_sheet(each, columns or {})) is not None and made.rows]
    if not found:
        raise UserError(
            "Списка мероприятий в файле не нашлось.",
            "Нужна строка заголовков, в ней хотя бы «Дата» и «Тема», и под ней строки мероприятий.",
        )
    best = max(found, key=lambda made: len(made.rows))
    if len(best.rows) > _MAX_EVENTS:
        raise UserError("В таблице больше 5000 мероприятий.", "Разделите её на несколько файлов.")
    return best


def _read_sheet(sheet: Sheet, columns: Mapping[str, str]) -> ReadTable | None:
    place = _header(sheet.rows)
    if place is None:
        return None
    headings = [cell_text(cell) for cell in sheet.rows[place]]
    roles = _chosen(sheet, headings, _assigned(headings), columns)
    if not roles.keys() >= _NEEDED:
        return None
    found, skipped = _rows(sheet, roles, first=place + 1)
    fields = {column: field for field, column in roles.items()}
    return ReadTable(
        sheet=sheet.name,
        header_row=sheet.first_row + place,
        headings=tuple(
            RosterColumn(column_letters(at + sheet.first_column), heading, (fields[at],) if at in fields else ())
            for at, heading in enumerate(headings)
            if heading or at in fields
        ),
        rows=tuple(found),
        skipped=tuple(skipped),
    )


def _header(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The row that names the most fields, a date and a title among them."""
    best: tuple[int, int] | None = None
    for place, row in enumerate(rows[:_SEARCHED_ROWS]):
        roles = _assigned([cell_text(cell) for cell in row])
        if roles.keys() >= _NEEDED and (best is None or len(roles) > best[0]):
            best = len(roles), place
    return None if best is None else best[1]


def _assigned(headings: Sequence[str]) -> dict[str, int]:
    """Field → column: the surest heading takes a field, of equals the first."""
    best: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(headings):
        if not heading or len(heading) > _LONGEST_HEADING:
            continue
        key = heading_key(heading)
        meant = max(((score, field) for field, score, words in _COMPILED if words.fullmatch(key)), default=None)
        if meant is not None and (meant[1] not in best or meant[0] > best[meant[1]][0]):
            best[meant[1]] = meant[0], column
    return {field: column for field, (_, column) in best.items()}


def _chosen(sheet: Sheet, headings: Sequence[str], roles: dict[str, int], columns: Mapping[str, str]) -> dict[str, int]:
    """The recognised columns with those the person chose in their place."""
    made = dict(roles)
    for field, said in columns.items():
        if field not in TITLES:
            raise UserError(f"Поля «{field}» у мероприятия не бывает.", "Выберите поле из перечня.")
        made.pop(field, None)
        if said:
            column = _column_of(sheet, headings, said)
            made = {role: at for role, at in made.items() if at != column} | {field: column}
    return made


def _column_of(sheet: Sheet, headings: Sequence[str], said: str) -> int:
    named = [at for at, heading in enumerate(headings) if heading and heading_key(heading) == heading_key(said)]
    if named:
        return named[0]
    if re.fullmatch(r"[A-Z]{1,3}", said) and 0 <= (column := column_number(said) - sheet.first_column) < len(headings):
        return column
    raise UserError(f"Столбца «{said}» в таблице нет.", "Выберите столбец из перечня.")


def _rows(sheet: Sheet, roles: Mapping[str, int], *, first: int) -> tuple[list[TableRow], list[SkippedRow]]:
    found: list[TableRow] = []
    skipped: list[SkippedRow] = []
    for index in range(first, len(sheet.rows)):
        row, number = sheet.rows[index], sheet.first_row + index
        texts = [text for cell in row if (text := cell_text(cell))]
        cells = {field: row[at] for field, at in roles.items() if at < len(row) and _says(row[at])}
        if not texts and not cells:
            continue
        if _is_numbering(texts):
            skipped.append(SkippedRow(number, "номера столбцов"))
        elif "date" not in cells and (len(set(texts)) == 1 or any(_FOOT.match(fold(text)) for text in texts)):
            skipped.append(SkippedRow(number, "заголовок, подпись или итоги"))
        elif cells:
            found.append(TableRow(number, cells))
    return found, skipped


def _is_numbering(texts: Sequence[str]) -> bool:
    """«1 2 3 4 …» under the headings."""
    if len(texts) < 3 or not all(re.fullmatch(r"\d{1,2}", text) for text in texts):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(texts))


def _says(cell: Cell) -> bool:
    return isinstance(cell, CellFault) or bool(cell_text(cell))
