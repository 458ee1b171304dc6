"""A plan in a spreadsheet or a pasted table → its activities under their sections; nothing is written anywhere."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from models.errors import UserError
from models.imports.plan_clipboard import pasted_rows
from models.imports.plan_columns import TITLES, assign_columns
from models.imports.roster_columns import heading_key
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters, column_number
from models.rows.plan_import import PlanImportRow, PlanSheet
from models.rows.roster import RosterColumn, SkippedRow
from models.rules.clean import Cell, CellFault, cell_text, fold

_SEARCHED_ROWS = 60
_MAX_ITEMS = 2_000
_SECTION_NUMBER = re.compile(r"^(?:раздел|блок|направление)?\s*(?:\d{1,2}|[ivx]{1,4})\s?[.):]\s?(?=\D)", re.IGNORECASE)
_FOOT = re.compile(r"(?:итого|всего|составил|подготовил|согласован|утвержда|руководитель|заведующ|подпис|м ?\.? ?п)\b")
_LINE = re.compile(r"_{3,}")


def read_plan_file(path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> PlanSheet:
    """The activities of a file; the sheet with the most of them is taken unless `sheet` names one.

    `columns` (field of `TITLES` → letter or heading of a column, "" for none) overrides what was recognised. Raises
    UserError when the file cannot be read or holds no plan.
    """
    sheets = [each for each in read_workbook(path).sheets if sheet is None or each.name == sheet]
    if not sheets:
        raise UserError("Такого листа в файле нет.", "Выберите лист из перечня.")
    return _best(sheets, columns)


def read_plan_text(text: str, html: str = "", *, columns: Mapping[str, str] | None = None) -> PlanSheet:
    """The activities of a table copied in Word or Excel: its HTML where the clipboard has one, else text with tabs."""
    return _best([Sheet("", pasted_rows(text, html))], columns)


def _best(sheets: Sequence[Sheet], columns: Mapping[str, str] | None) -> PlanSheet:
    found = [made for each in sheets if (made := _read_sheet(each, columns)) is not None and made.rows]
    if not found:
        raise UserError(
            "Таблицы с планом не нашлось.",
            "Нужна строка заголовков, в ней хотя бы «Мероприятие» и «Срок», и под ней строки плана.",
        )
    best = max(found, key=lambda made: len(made.rows))
    if len(best.rows) > _MAX_ITEMS:
        raise UserError("В таблице больше 2000 мероприятий.", "Разделите план на несколько файлов.")
    return best


def _read_sheet(sheet: Sheet, columns: Mapping[str, str] | None) -> PlanSheet | None:
    place = _header(sheet.rows)
    if place is None and not columns:
        return None
    width = max((len(row) for row in sheet.rows), default=0)
    headings = [_text(sheet.rows[place], column) for column in range(width)] if place is not None else [""] * width
    roles = _chosen(sheet, headings, assign_columns(headings), columns or {})
    if "title" not in roles:
        return None
    rows, skipped = _rows(sheet, roles, first=0 if place is None else place + 1)
    return PlanSheet(
        sheet=sheet.name,
        header_row=None if place is None else sheet.first_row + place,
        headings=_columns(sheet, headings, roles),
        rows=tuple(rows),
        skipped=tuple(skipped),
    )


def _header(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The row that names the most fields, a title among them and one more."""
    best: tuple[int, int] | None = None
    for place, row in enumerate(rows[:_SEARCHED_ROWS]):
        roles = assign_columns([_text(row, column) for column in range(len(row))])
        if "title" in roles and len(roles) > 1 and (best is None or len(roles) > best[0]):
            best = len(roles), place
    return best[1] if best else None


def _chosen(sheet: Sheet, headings: Sequence[str], roles: dict[str, int], columns: Mapping[str, str]) -> dict[str, int]:
    """The recognised columns with those the person chose in their place."""
    made = dict(roles)
    for field, said in columns.items():
        if field not in TITLES:
            raise UserError(f"Поля «{field}» в плане не бывает.", "Выберите поле из перечня.")
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


def _columns(sheet: Sheet, headings: Sequence[str], roles: Mapping[str, int]) -> tuple[RosterColumn, ...]:
    fields = {column: role for role, column in roles.items()}
    return tuple(
        RosterColumn(letter := column_letters(column + sheet.first_column), heading or f"Столбец {letter}", filled)
        for column, heading in enumerate(headings)
        if (filled := (fields[column],) if column in fields else ()) or heading
    )


def _rows(sheet: Sheet, roles: Mapping[str, int], *, first: int) -> tuple[list[PlanImportRow], list[SkippedRow]]:
    found: list[PlanImportRow] = []
    skipped: list[SkippedRow] = []
    section = ""
    for index in range(first, len(sheet.rows)):
        row, number = sheet.rows[index], sheet.first_row + index
        texts = [text for cell in row if (text := cell_text(cell))]
        if not texts:
            continue
        if _is_numbering(texts):
            skipped.append(SkippedRow(number, "номера столбцов"))
        elif (heading := _section(row, texts, roles)) is not None:
            section = heading
            skipped.append(SkippedRow(number, "заголовок раздела"))
        elif _is_foot(row, texts, roles):
            skipped.append(SkippedRow(number, "подпись или итоги"))
        else:
            cells = {role: row[at] for role, at in roles.items() if at < len(row) and _says(row[at])}
            found.append(PlanImportRow(number, section, cells))
    return found, skipped


def _section(row: Sequence[Cell], texts: Sequence[str], roles: Mapping[str, int]) -> str | None:
    """The words of a row that is a heading of a section: one text over the whole table, or a number and one text."""
    distinct = list(dict.fromkeys(texts))
    words = [text for text in distinct if re.search(r"[^\W\d]{3}", text)]
    numbers = [text for text in distinct if text not in words]
    if len(words) != 1 or len(numbers) > 1 or _FOOT.match(fold(words[0])) or _LINE.search(words[0]):
        return None
    alone_in_title = _text(row, roles["title"]) == words[0] and len(texts) <= 2
    if numbers and not (alone_in_title and re.fullmatch(r"(?:\d{1,2}|[IVX]{1,4})[.)]?", numbers[0])):
        return None
    return _SECTION_NUMBER.sub("", words[0]).strip(" .:")


def _is_foot(row: Sequence[Cell], texts: Sequence[str], roles: Mapping[str, int]) -> bool:
    """A total or a signature: it has no activity with a due of its own."""
    if _text(row, roles["title"]) and "due" in roles and _text(row, roles["due"]):
        return False
    return any(_LINE.search(text) or _FOOT.match(fold(text)) for text in texts)


def _is_numbering(texts: Sequence[str]) -> bool:
    """«1 2 3 4 …» under the headings."""
    if len(texts) < 3 or not all(re.fullmatch(r"\d{1,2}", text) for text in texts):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(texts))


def _says(cell: Cell) -> bool:
    return isinstance(cell, CellFault) or bool(cell_text(cell))


def _text(row: Sequence[Cell], column: int) -> str:
    return cell_text(row[column]) if column < len(row) else ""
