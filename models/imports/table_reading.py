"""A table of activities on somebody's sheet, planned or past → its rows by field; nothing is written anywhere."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from models.errors import UserError
from models.imports.headings import MAX_DEPTH, column_called, is_title, joined_headings
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters
from models.rows.roster import RosterColumn, SkippedRow
from models.rows.table_import import ReadTable, TableRow
from models.rules.clean import Cell, CellFault, cell_text, fold

_SEARCHED_ROWS = 60
_LONGEST_HEADING = 120
_SIGNATURE = re.compile(
    r"(?:составил[аи]?|подготовил[аи]?|согласован[оы]|утвержда[юе]\w*|утвержден[оа]?|руководител[ья]"
    r"|заведующ(?:ий|ая|его|ей)|подпись|исполнитель|м ?\.? ?п)\b"
)
_TOTAL = re.compile(r"(?:итого|всего)\b")
_LINE = re.compile(r"_{3,}")
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}")
_SECTION_NUMBER = re.compile(r"^(?:раздел|блок|направление)?\s*(?:\d{1,2}|[ivx]{1,4})\s?[.):]\s?(?=\D)", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]?")
_PERIOD = re.compile(
    r"(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь"
    r"|(?:i{1,3}|iv|[1-4])(?:-?й)? ?кв(?:артал|\.)?|(?:i{1,2}|[12]|первое|второе)(?:-?е)? полугодие)"
    r"(?: 20\d\d)?(?: ?г(?:ода?|\.)?)?"
)


@dataclass(frozen=True, slots=True)
class TableKind:
    """What makes a table one of plans or of past events, and how its absence is said."""

    titles: Mapping[str, str]
    """Fields of a row and what their columns are called."""
    meaning: Callable[[Sequence[str]], tuple[str, int] | None]
    """The field that a column's possible headings mean, nearest first, and how sure that is."""
    needed: frozenset[str]
    """Fields without whose columns it is no such table."""
    day: str
    """The field that says when."""
    day_may_be_period: bool
    """Whether «Март» over a group says when its rows are due."""
    no_such_field: str
    missing: tuple[str, str]
    """What is said of a file without such a table, and what to do."""
    too_many: tuple[str, str]
    most: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a table; rows and columns are indexes into the sheet's `rows`."""

    first: int
    header: int | None
    headings: tuple[str, ...]
    roles: Mapping[str, int]
    until: int | None = None
    """The column where days end, when «срок» or «дата» takes two."""


def read_table(path: Path, kind: TableKind, *, columns: Mapping[str, str], sheet: str | None) -> ReadTable:
    """The table of a file; the visible sheet with the most rows is taken unless `sheet` names one.

    `columns` (field → letter or heading of a column, "" for none) overrides what was recognised. Raises UserError
    when the file cannot be read or holds no such table.
    """
    sheets = [each for each in read_workbook(path).sheets if sheet is None or each.name == sheet]
    if not sheets:
        raise UserError("Такого листа в файле нет.", "Выберите лист из перечня.")
    return read_sheets(sheets, kind, columns)


def read_sheets(sheets: Sequence[Sheet], kind: TableKind, columns: Mapping[str, str]) -> ReadTable:
    """Of several sheets the one with the most rows of this kind; hidden ones only where no other has any."""
    found = [
        (each.visible, len(made.rows), made)
        for each in sheets
        if (made := _read_sheet(each, kind, columns)) is not None and made.rows
    ]
    if not found:
        raise UserError(*kind.missing)
    best = max(found, key=lambda each: each[:2])[2]
    if len(best.rows) > kind.most:
        raise UserError(*kind.too_many)
    return best


def says(cell: Cell) -> bool:
    """Whether a cell holds something, be it a formula without a result."""
    return isinstance(cell, CellFault) or bool(cell_text(cell))


def is_period(text: str) -> bool:
    """Whether a heading of a group is a month, a quarter or a half-year."""
    return _PERIOD.fullmatch(fold(text)) is not None


def _read_sheet(sheet: Sheet, kind: TableKind, columns: Mapping[str, str]) -> ReadTable | None:
    layout = _layout(sheet, kind)
    if layout is None and columns:
        layout = _Layout(0, None, ("",) * max((len(row) for row in sheet.rows), default=0), {})
    if layout is None:
        return None
    layout = replace(layout, roles=_chosen(sheet, layout, kind, columns))
    if not layout.roles.keys() >= kind.needed:
        return None
    rows, skipped = _rows(sheet, layout, kind)
    return ReadTable(
        sheet=sheet.name,
        header_row=None if layout.header is None else sheet.first_row + layout.header,
        headings=_columns(sheet, layout),
        rows=tuple(rows),
        skipped=tuple(skipped),
    )


def _layout(sheet: Sheet, kind: TableKind) -> _Layout | None:
    """The headings, of one row or of up to three, that name the most fields."""
    best: tuple[tuple[int, int, int, int], _Layout] | None = None
    rows = sheet.rows[:_SEARCHED_ROWS]
    for top in range(len(rows)):
        for depth in range(1, MAX_DEPTH + 1):
            block = rows[top : top + depth]
            if len(block) < depth or (depth > 1 and (is_title(block[-2]) or not _goes_on(block[-1]))):
                break
            offers, shown = joined_headings(block)
            roles, sure = _assigned(offers, kind)
            if not roles.keys() >= kind.needed or len(roles) < 2:
                continue
            rank = (len(roles), sure, -depth, -top)
            if best is None or rank > best[0]:
                last = top + depth
                best = rank, _Layout(last, last - 1, shown, roles, _until(offers, roles.get(kind.day)))
    return best[1] if best else None


def _goes_on(row: Sequence[Cell]) -> bool:
    """Whether a row may be the lower part of headings: several short words, no numbers and no quotes."""
    filled = [cell for cell in row if cell != ""]
    return not is_title(row) and all(
        isinstance(cell, str) and len(cell) <= _LONGEST_HEADING and not re.search(r"\d|[@«»\"]", cell)
        for cell in filled
    )


def _assigned(offers: Sequence[Sequence[str]], kind: TableKind) -> tuple[dict[str, int], int]:
    """Field → column, the surest heading takes a field, of equals the first; and how sure all of them are."""
    best: dict[str, tuple[int, int]] = {}
    for column, texts in enumerate(offers):
        short = [text for text in texts if len(text) <= _LONGEST_HEADING]
        meant = kind.meaning(short) if short else None
        if meant is not None and (meant[0] not in best or meant[1] > best[meant[0]][0]):
            best[meant[0]] = meant[1], column
    return {field: column for field, (_, column) in best.items()}, sum(score for score, _ in best.values())


def _until(offers: Sequence[Sequence[str]], day: int | None) -> int | None:
    """«Окончание» right after the column where days begin."""
    if day is None or day + 1 >= len(offers):
        return None
    begins = any(re.search(r"начал|\bс\b", fold(text)) for text in offers[day])
    ends = any(re.search(r"окончан|конец|заверш|\bпо$", fold(text)) for text in offers[day + 1])
    return day + 1 if begins and ends else None


def _chosen(sheet: Sheet, layout: _Layout, kind: TableKind, columns: Mapping[str, str]) -> dict[str, int]:
    """The recognised columns with those the person chose in their place."""
    made = dict(layout.roles)
    for field, said in columns.items():
        if field not in kind.titles:
            raise UserError(kind.no_such_field.format(field), "Выберите поле из перечня.")
        made.pop(field, None)
        if said:
            column = column_called(sheet, layout.headings, said)
            made = {role: at for role, at in made.items() if at != column} | {field: column}
    return made


def _columns(sheet: Sheet, layout: _Layout) -> tuple[RosterColumn, ...]:
    fields = {column: role for role, column in layout.roles.items()}
    return tuple(
        RosterColumn(letter := column_letters(column + sheet.first_column), heading or f"Столбец {letter}", filled)
        for column, heading in enumerate(layout.headings)
        if (filled := (fields[column],) if column in fields else ()) or heading
    )


def _rows(sheet: Sheet, layout: _Layout, kind: TableKind) -> tuple[list[TableRow], list[SkippedRow]]:
    found: list[TableRow] = []
    skipped: list[SkippedRow] = []
    section = period = ""
    headings = {fold(heading) for heading in layout.headings if heading}
    for index in range(layout.first, len(sheet.rows)):
        row, number = sheet.rows[index], sheet.first_row + index
        cells = _cells(row, layout, kind)
        texts = [text for cell in row if (text := cell_text(cell))]
        reason = ""
        if not texts and not cells:
            continue
        if _is_numbering(texts):
            reason = "номера столбцов"
        elif len(texts) > 1 and all(fold(text) in headings or re.fullmatch(r"\(.*\)", text) for text in texts):
            reason = "заголовки столбцов"
        elif found and _goes_on_with(texts, cells):
            # A long title cut into two rows of the sheet.
            title = f"{cell_text(found[-1].cells.get('title', ''))} {texts[0]}".strip()
            found[-1] = replace(found[-1], cells={**found[-1].cells, "title": title})
            reason = "продолжение названия"
        elif (heading := _section(row, texts, layout.roles)) is not None:
            reason = "заголовок раздела"
            if is_period(heading):
                period = heading
            else:
                section, period = heading, ""
        elif _is_foot(texts, cells, kind):
            reason = "подпись или итоги"
        if reason:
            skipped.append(SkippedRow(number, reason))
        elif cells:
            if period and kind.day_may_be_period:
                cells.setdefault(kind.day, period)
            found.append(TableRow(number, cells, section))
    return found, skipped


def _cells(row: Sequence[Cell], layout: _Layout, kind: TableKind) -> dict[str, Cell]:
    cells = {role: row[at] for role, at in layout.roles.items() if at < len(row) and says(row[at])}
    if layout.until is not None and layout.until < len(row) and kind.day in cells:
        first, last = cell_text(cells[kind.day]), cell_text(row[layout.until])
        if first and last and first != last:
            cells[kind.day] = f"{first} - {last}"
    return cells


def _goes_on_with(texts: Sequence[str], cells: Mapping[str, Cell]) -> bool:
    return len(texts) == 1 and set(cells) == {"title"} and texts[0][0].islower()


def _section(row: Sequence[Cell], texts: Sequence[str], roles: Mapping[str, int]) -> str | None:
    """The words of a row that is a heading of a section: one text over the whole table, or a number and one text."""
    distinct = list(dict.fromkeys(texts))
    words = [text for text in distinct if re.search(r"[^\W\d]{3}", text) or is_period(text)]
    numbers = [text for text in distinct if text not in words]
    if len(words) != 1 or len(numbers) > 1 or _is_closing(words[0]):
        return None
    alone_in_title = _text(row, roles["title"]) == words[0] and len(texts) <= 2
    if numbers and not (alone_in_title and _ROW_NUMBER.fullmatch(numbers[0])):
        return None
    return _SECTION_NUMBER.sub("", words[0]).strip(" .:")


def _is_closing(text: str) -> bool:
    folded = fold(text)
    return bool(_SIGNATURE.match(folded) or _TOTAL.match(folded) or _LINE.search(text))


def _is_foot(texts: Sequence[str], cells: Mapping[str, Cell], kind: TableKind) -> bool:
    """A total or a signature: it has no title with a day of its own."""
    day = cell_text(cells.get(kind.day, ""))
    first = fold(next((text for text in texts if re.search(r"[^\W\d]", text)), ""))
    if _TOTAL.match(first):
        return _DAY.match(day) is None
    if day and says(cells.get("title", "")):
        return False
    return _SIGNATURE.match(first) is not None or any(_LINE.search(text) for text in texts)


def _is_numbering(texts: Sequence[str]) -> bool:
    """«1 2 3 4 …» under the headings."""
    if len(texts) < 3 or not all(re.fullmatch(r"\d{1,2}", text) for text in texts):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(texts))


def _text(row: Sequence[Cell], column: int) -> str:
    return cell_text(row[column]) if column < len(row) else ""
