"""Where the list of people begins on a sheet, and what its columns mean."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.errors import UserError
from models.imports.headings import MAX_DEPTH, column_called, heading_text, is_title, joined_headings
from models.imports.roster_columns import (
    FULL_NAME,
    JOINED,
    NAME_ROLES,
    TITLES,
    assign_roles,
    heading_key,
    heading_roles,
    is_unknown_heading,
)
from models.imports.roster_groups import Section
from models.imports.spreadsheet import Sheet
from models.imports.spreadsheet_zip import column_letters
from models.rows.roster import RosterColumn
from models.rules.clean import Cell, cell_text
from models.rules.contacts import looks_like_phone
from models.rules.dates import looks_like_date
from models.rules.identifiers import looks_like_snils
from models.rules.municipality_names import looks_like_municipality
from models.rules.names import is_first_name, is_patronymic, is_written_name, looks_like_full_name
from models.rules.organization_names import looks_like_organization
from models.rules.positions import looks_like_position
from models.rules.qualifications import parse_category, parse_education

_SEARCHED_ROWS = 200
_SAMPLE = 40
_MOSTLY = 0.6
_PARTS_OF_A_DATE = frozenset({"число", "день", "месяц", "год"})
"""What stands below «Дата рождения» when it takes three columns."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list; rows and columns are indexes into the sheet's `rows`."""

    first: int
    """The first row of people."""
    header_rows: tuple[int, ...]
    roles: Mapping[str, int]
    headings: tuple[str, ...]
    """By column; '' where there is none."""
    heading_words: frozenset[str] = frozenset()
    """The headings in lower case: a row with none of them does not repeat the headings."""


def find_layout(sheet: Sheet, columns: Mapping[str, str] | None = None) -> Layout | None:
    """The list on a sheet, or None when nothing there looks like one.

    `columns` maps fields to letters or headings of columns chosen by hand; '' takes a field's column away.
    """
    if not sheet.rows:
        return None
    layout = _by_headings(sheet) or _by_content(sheet)
    if layout is None and columns:
        layout = Layout(0, (), {}, ("",) * max(len(row) for row in sheet.rows))
    if layout is None:
        return None
    roles = dict(layout.roles)
    _spread_joined_name(sheet, layout, roles)
    _guess_missing(sheet, layout, roles)
    if columns:
        _apply_choice(sheet, layout, roles, columns)
    words = frozenset(heading.lower() for heading in layout.headings if heading)
    return Layout(layout.first, layout.header_rows, roles, layout.headings, words)


def roster_columns(sheet: Sheet, layout: Layout) -> tuple[RosterColumn, ...]:
    """The columns as the preview shows them; a column without a heading is named by its letter."""
    filled: dict[int, list[str]] = {}
    for role, column in layout.roles.items():
        filled.setdefault(column, []).extend(JOINED.get(role, (role,)))
    shown: list[RosterColumn] = []
    for column, heading in enumerate(layout.headings):
        letter = column_letters(column + sheet.first_column)
        fields = tuple(filled.get(column, ()))
        shown.append(RosterColumn(letter, heading or (f"Столбец {letter}" if fields else ""), fields))
    return tuple(shown)


def _by_headings(sheet: Sheet) -> Layout | None:
    best: tuple[tuple[bool, int, int, int, int], Layout] | None = None
    rows = sheet.rows[:_SEARCHED_ROWS]
    marked = [sum(bool(heading_roles(heading_text(cell))) for cell in row) for row in rows]
    for top in range(len(rows)):
        for depth in range(1, MAX_DEPTH + 1):
            block = rows[top : top + depth]
            if len(block) < depth or (depth > 1 and not _heading_like(block[-1])):
                break
            if not any(marked[top : top + depth]) or (depth > 1 and is_title(block[-2])):
                break
            offers, shown = joined_headings(block)
            roles = assign_roles(offers)
            if not NAME_ROLES & set(roles) or (len(roles) == 1 and marked[top] > 1):
                continue
            named = bool({FULL_NAME, "last_name"} & set(roles))
            fields = len({field for role in roles for field in JOINED.get(role, (role,))})
            sure = sum(max(heading_roles(text).get(role, 0) for text in offers[at]) for role, at in roles.items())
            rank = (named, fields, sure, -depth, -top)
            if best is None or rank > best[0]:
                best = rank, Layout(top + depth, tuple(range(top, top + depth)), roles, shown)
    return best[1] if best and (best[0][1] > 1 or FULL_NAME in best[1].roles) else None


def _heading_like(row: Sequence[Cell]) -> bool:
    """Whether a row may be the lower part of two-row headings: words only, and some of them mean a column."""
    filled = [cell for cell in row if cell != ""]
    return (
        bool(filled)
        and not (is_title(row) and _names_a_group(heading_text(filled[0])))
        and all(isinstance(cell, str) and not re.search(r"\d{2}|@|[«»\"]", cell) for cell in filled)
        and (
            any(heading_roles(heading_text(cell)) for cell in filled)
            or any(heading_key(heading_text(cell)) in _PARTS_OF_A_DATE for cell in filled)
            or all(heading_text(cell)[:1].islower() for cell in filled)
        )
    )


def _names_a_group(text: str) -> bool:
    return looks_like_municipality(text) or (looks_like_organization(text) and " " in text)


def _looks_like_category(text: str) -> bool:
    """Whether a text names a category: «1» under no heading is the number of a row, not the first one."""
    return re.search(r"[^\W\d]", text) is not None and parse_category(text).value is not None


_CONTENT: tuple[tuple[str, Callable[[Cell], bool]], ...] = (
    ("email", lambda cell: isinstance(cell, str) and "@" in cell),
    ("snils", looks_like_snils),
    ("phone", looks_like_phone),
    ("birth_date", looks_like_date),
    (FULL_NAME, lambda cell: isinstance(cell, str) and looks_like_full_name(cell)),
    ("patronymic", lambda cell: isinstance(cell, str) and is_patronymic(cell.strip())),
    ("first_name", lambda cell: isinstance(cell, str) and is_first_name(cell.strip())),
    ("position", lambda cell: isinstance(cell, str) and looks_like_position(cell)),
    ("organization", lambda cell: isinstance(cell, str) and looks_like_organization(cell)),
    ("municipality", lambda cell: isinstance(cell, str) and looks_like_municipality(cell)),
    ("education", lambda cell: isinstance(cell, str) and parse_education(cell).value is not None),
    ("category", lambda cell: isinstance(cell, str) and _looks_like_category(cell)),
)
"""What the cells of a column look like, the surest first."""


def _column_role(rows: Sequence[Sequence[Cell]], column: int, wanted: set[str]) -> str | None:
    cells = [row[column] for row in rows if column < len(row) and row[column] != ""][:_SAMPLE]
    if not cells:
        return None
    for role, looks_like in _CONTENT:
        if role in wanted and sum(looks_like(cell) for cell in cells) >= max(1, _MOSTLY * len(cells)):
            return role
    return None


def _by_content(sheet: Sheet) -> Layout | None:
    """A list without headings: at least a name and one more column that speak for themselves."""
    width = max(len(row) for row in sheet.rows)
    rows = [row for row in sheet.rows if sum(cell != "" for cell in row) > 1][:_SEARCHED_ROWS]
    wanted = {role for role, _ in _CONTENT}
    roles: dict[str, int] = {}
    for column in range(width):
        role = _column_role(rows, column, wanted - set(roles))
        if role is not None:
            roles[role] = column
    if "first_name" in roles and FULL_NAME not in roles and roles["first_name"] > 0:
        before = roles["first_name"] - 1
        if before not in roles.values() and _single_words(rows, before):
            roles["last_name"] = before
    if not {FULL_NAME, "last_name"} & set(roles) or len(roles) == 1:
        return None
    named = [roles[role] for role in (FULL_NAME, "last_name") if role in roles]
    first = next((index for index, row in enumerate(sheet.rows) if _is_name_at(row, named[0])), 0)
    if _says_nothing_of(sheet.rows[first], roles):
        # Headings that no rule knows, such as «Кто» and «Откуда».
        shown = [cell_text(cell) for cell in sheet.rows[first]]
        return Layout(first + 1, (first,), roles, (*shown, *[""] * (width - len(shown))))
    while first and _opens_group(sheet.rows[first - 1]):
        first -= 1
    return Layout(first, (), roles, ("",) * width)


def _opens_group(row: Sequence[Cell]) -> bool:
    """Whether a row over the first person says where or as whom the people below it work."""
    texts = [text for cell in row if (text := cell_text(cell))]
    return len(texts) == 1 and Section().open_by(texts[0])


def _says_nothing_of(row: Sequence[Cell], roles: Mapping[str, int]) -> bool:
    """Whether no cell of a row looks like what the cells below it do."""
    return all(
        roles[role] >= len(row) or not looks_like(row[roles[role]]) for role, looks_like in _CONTENT if role in roles
    )


def _is_name_at(row: Sequence[Cell], column: int) -> bool:
    cell = row[column] if column < len(row) else ""
    return isinstance(cell, str) and is_written_name(cell.strip()) and sum(cell != "" for cell in row) > 1


def _single_words(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column] != ""][:_SAMPLE]
    words = sum(isinstance(cell, str) and " " not in cell.strip() and is_written_name(cell.strip()) for cell in cells)
    return bool(cells) and words >= _MOSTLY * len(cells)


def _spread_joined_name(sheet: Sheet, layout: Layout, roles: dict[str, int]) -> None:
    """«ФИО» over three columns with nothing below it: surname, first name and patronymic stand side by side."""
    column = roles.get(FULL_NAME)
    rows = sheet.rows[layout.first :]
    if column is None or "first_name" in roles or not _single_words(rows, column):
        return
    nexts = [at for at in (column + 1, column + 2) if at < len(layout.headings) and at not in roles.values()]
    blank = [at for at in nexts if not layout.headings[at] and _single_words(rows, at)]
    if blank and blank[0] == column + 1:
        del roles[FULL_NAME]
        roles["last_name"] = column
        roles |= dict(zip(("first_name", "patronymic"), blank, strict=False))


def _guess_missing(sheet: Sheet, layout: Layout, roles: dict[str, int]) -> None:
    """Columns without a heading are recognised by their cells; unknown headings only where a must is missing."""
    filled = {field for role in roles for field in (role, *JOINED.get(role, ()))}
    wanted = {role for role, _ in _CONTENT} - filled - {"first_name", "patronymic"}
    if "last_name" in roles or FULL_NAME in roles:
        wanted.discard(FULL_NAME)
    rows = _rows_with_names(sheet, layout, roles)
    for column, heading in enumerate(layout.headings):
        if column in roles.values():
            continue
        known = not heading or not heading_roles(heading)
        asked = wanted if not heading else wanted & _guessed(heading) if known else set[str]()
        role = _column_role(rows, column, asked) if asked else None
        if role is not None:
            roles[role] = column
            wanted.discard(role)


def _guessed(heading: str) -> set[str]:
    """What is looked for under a heading that no rule knows."""
    musts = {FULL_NAME, "position", "organization"}
    return musts | {"snils", "phone", "email"} if is_unknown_heading(heading) else musts


def _rows_with_names(sheet: Sheet, layout: Layout, roles: Mapping[str, int]) -> list[Sequence[Cell]]:
    """The rows below the headings without numbers of columns, totals and headings of groups."""
    rows = [row for row in sheet.rows[layout.first : layout.first + _SEARCHED_ROWS] if not is_title(row)]
    at = roles.get(FULL_NAME, roles.get("last_name"))
    return rows if at is None else [row for row in rows if at < len(row) and re.search(r"[^\W\d]", str(row[at]))]


def _apply_choice(sheet: Sheet, layout: Layout, roles: dict[str, int], columns: Mapping[str, str]) -> None:
    for field, chosen in columns.items():
        if field not in TITLES:
            raise UserError(f"Поля «{field}» в списке людей не бывает.", "Выберите поле из перечня.")
        for role in [role for role in roles if field in (role, *JOINED.get(role, ()))]:
            del roles[role]
        if chosen:
            column = column_called(sheet, layout.headings, chosen)
            for role in [role for role, at in roles.items() if at == column]:
                del roles[role]
            roles[field] = column
    if columns.get(FULL_NAME):
        for role in NAME_ROLES - {FULL_NAME} - set(columns):
            roles.pop(role, None)
    elif columns.get("last_name"):
        roles.pop(FULL_NAME, None)
