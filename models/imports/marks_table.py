"""A grid of people × dates with signs of attendance → marks of a stream's events."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from models.errors import UserError
from models.imports.matching import full_name, near_people, people_of
from models.imports.roster_columns import FULL_NAME, heading_roles
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters
from models.rows.codes import Mode, Presence
from models.rows.event_import import (
    ColumnDecision,
    MarksColumn,
    MarksPreview,
    MarksRow,
    MarksTable,
    PersonDecision,
)
from models.rows.event_log import Choice
from models.rows.events import GridEvent, GridPerson, MarksGrid
from models.rows.plan_import import PlanPerson
from models.rows.table_import import CellProblem
from models.rules.attendance import marks_of
from models.rules.clean import Cell, CellFault, cell_text, fold
from models.rules.dates import parse_date
from models.rules.names import looks_like_full_name
from models.rules.typed_dates import parse_typed_date
from models.rules.words import day_in_text

_SEARCHED_ROWS = 60
_MOST_PEOPLE = 5_000
_SIGNS: Mapping[Presence, frozenset[str]] = {
    Presence.PRESENT: frozenset(
        {"+", "1", "v", "✓", "✔", "☑", "п", "да", "был", "была", "очно", "присутствовал", "присутствовала"}
    ),
    Presence.ABSENT: frozenset(
        {"-", "0", "н", "нет", "нб", "н/б", "отс", "не был", "не была", "отсутствовал", "отсутствовала"}
    ),
    Presence.EXCUSED: frozenset({"у", "ув", "уп", "у/п", "б", "бол", "болен", "больна", "больничный", "отпуск"}),
    Presence.REMOTE: frozenset({"д", "дист", "дистанционно", "онлайн", "з"}),
}  # fmt: skip
"""Signs as journals have them, folded. «О» is отсутствовал to some and отработка to others: it is asked."""
_EMPTY = frozenset({"", ".", "_", "?"})
_DAY_ONLY = re.compile(r"\d{1,2}[./]\d{1,2}\.?(?:[./]\d{2,4})?")


def read_marks(path: Path, *, today: date, sheet: str | None = None) -> MarksTable:
    """The grid of a file: a column of names, columns headed by dates; the sheet with the most dates is taken.

    A date without a year is the nearest such day. Raises UserError when the file cannot be read or holds no grid.
    """
    sheets = [each for each in read_workbook(path).sheets if sheet is None or each.name == sheet]
    if not sheets:
        raise UserError("Такого листа в файле нет.", "Выберите лист из перечня.")
    found = [made for each in sheets if (made := _read_sheet(each, today)) is not None and made.rows]
    if not found:
        raise UserError(
            "Таблицы с отметками в файле не нашлось.",
            "Нужна строка заголовков: «ФИО» и даты мероприятий, и под ней строки людей.",
        )
    best = max(found, key=lambda made: (len(made.columns), len(made.rows)))
    if len(best.rows) > _MOST_PEOPLE:
        raise UserError("В таблице больше 5000 человек.", "Разделите её на несколько файлов.")
    return best


def decide_marks(
    table: MarksTable,
    grid: MarksGrid,
    people: Sequence[PlanPerson],
    *,
    events: Mapping[str, int],
    chosen: Mapping[int, int],
    said: Mapping[int, Mapping[str, str]],
) -> MarksPreview:
    """Every column with its event and every row with its person, or what keeps them from it.

    People of the stream go before namesakes elsewhere. `events` (letter of a column → event), `chosen` (row → person)
    and `said` (row → letter → sign) are what the person chose and corrected.
    """
    columns = tuple(_column(column, table, grid, events) for column in table.columns)
    by_letter = {each.column.letter: each.event for each in columns}
    expected = {person.id: person for person in grid.people}
    taken: set[int] = set()
    rows: list[PersonDecision] = []
    for read in table.rows:
        row = replace(read, signs={**read.signs, **said.get(read.row, {})})
        person_id, problem = _person(row, people, expected, chosen)
        if person_id in taken:
            person_id, problem = (
                None,
                CellProblem("name", f"В строке {row.row} человек повторяется. Оставьте одну строку", row.name),
            )
        if person_id is not None:
            taken.add(person_id)
        marks, problems = _marks(row, by_letter)
        rows.append(PersonDecision(row, person_id, marks, (*((problem,) if problem else ()), *problems)))
    return MarksPreview(table, columns, tuple(rows))


def presence_of(sign: str, mode: Mode) -> Presence | None:
    """What a sign means at an event of this mode, or None for a sign that is none or does not fit."""
    key = fold(sign).replace(" ", "") if len(sign) < 4 else fold(sign)
    state = next((state for state, signs in _SIGNS.items() if key in signs), None)
    if state is Presence.PRESENT and mode is Mode.REMOTE:
        return Presence.REMOTE
    return state if state is not None and state in marks_of(mode) else None


def _read_sheet(sheet: Sheet, today: date) -> MarksTable | None:
    best: tuple[int, int, dict[int, date]] | None = None
    for place, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        days = {at: day for at, cell in enumerate(row) if (day := _day(cell, today)) is not None}
        if days and (best is None or len(days) > len(best[2])):
            names = _names_column(sheet.rows, place, days)
            if names is not None:
                best = place, names, days
    if best is None:
        return None
    place, names, days = best
    return MarksTable(
        sheet=sheet.name,
        header_row=sheet.first_row + place,
        columns=tuple(
            MarksColumn(column_letters(at + sheet.first_column), cell_text(sheet.rows[place][at]), day)
            for at, day in days.items()
        ),
        rows=tuple(
            MarksRow(
                sheet.first_row + index,
                cell_text(row[names]),
                {column_letters(at + sheet.first_column): _sign(row, at) for at in days},
            )
            for index, row in enumerate(sheet.rows[place + 1 :], start=place + 1)
            if names < len(row) and _is_name(cell_text(row[names]))
        ),
    )


def _day(cell: Cell, today: date) -> date | None:
    if isinstance(cell, date):
        return parse_date(cell, today=today).value
    if not isinstance(cell, str):
        return None
    text = cell_text(cell)
    if _DAY_ONLY.fullmatch(text):
        return parse_typed_date(text.rstrip("."), today=today)
    return parse_date(text, today=today).value


def _names_column(rows: Sequence[Sequence[Cell]], place: int, days: Mapping[int, date]) -> int | None:
    """The column headed «ФИО», in the row of the dates or the two above; else the one with the most names below."""
    for above in range(place, max(-1, place - 3), -1):
        headed = [at for at, cell in enumerate(rows[above]) if FULL_NAME in heading_roles(cell_text(cell))]
        if headed:
            return headed[0]
    width = max(len(row) for row in rows)
    counts = {
        at: sum(at < len(row) and looks_like_full_name(cell_text(row[at])) for row in rows[place + 1 :])
        for at in range(width)
        if at not in days
    }
    best = max(counts, key=lambda at: counts[at], default=None)
    return best if best is not None and counts[best] > 0 else None


def _is_name(text: str) -> bool:
    """Whether a cell may be a name: totals and signatures below the grid are not."""
    return (
        bool(re.match(r"[^\W\d_]{2,}", text))
        and re.match(r"(?:итого|всего|присутств|тема|дата|подпис)", fold(text)) is None
    )


def _sign(row: Sequence[Cell], at: int) -> str:
    cell = row[at] if at < len(row) else ""
    return "#" if isinstance(cell, CellFault) else cell_text(cell)


def _column(column: MarksColumn, table: MarksTable, grid: MarksGrid, chosen: Mapping[str, int]) -> ColumnDecision:
    if column.letter in chosen:
        event = next((each for each in grid.events if each.id == chosen[column.letter]), None)
        if event is not None:
            return ColumnDecision(column, event)
    of_day = [event for event in grid.events if event.held_on == column.day]
    same = [each for each in table.columns if each.day == column.day]
    day = day_in_text(column.day)
    if not of_day:
        return ColumnDecision(column, None, f"{day} у потока нет мероприятия. Запишите его или пропустите столбец")
    if len(of_day) == len(same):
        # As many columns as events on one day: they stand in the same order.
        return ColumnDecision(column, of_day[same.index(column)])
    proposals = tuple(_choice(event) for event in of_day)
    return ColumnDecision(column, None, f"{day} у потока не одно мероприятие. Выберите, какое это", proposals)


def _choice(event: GridEvent) -> Choice:
    return Choice(event.id, f"{event.starts_at} {event.title}" if event.starts_at else event.title)


def _person(
    row: MarksRow, people: Sequence[PlanPerson], expected: Mapping[int, GridPerson], chosen: Mapping[int, int]
) -> tuple[int | None, CellProblem | None]:
    if row.row in chosen:
        return chosen[row.row], None
    found = people_of(row.name, people)
    ours = [each for each in found if each.id in expected] or found
    if len(ours) == 1:
        return ours[0].id, None
    if ours:
        named = tuple(Choice(each.id, full_name(each)) for each in ours)
        return None, CellProblem(
            "name", f"В строке {row.row} под имя подходит не один человек. Выберите, кто это", row.name, named
        )
    text = f"В строке {row.row} человека нет в списке стажёров. Выберите его или сначала внесите"
    return None, CellProblem("name", text, row.name, near_people(row.name, people))


def _marks(row: MarksRow, events: Mapping[str, GridEvent | None]) -> tuple[dict[int, Presence], list[CellProblem]]:
    marks: dict[int, Presence] = {}
    problems: list[CellProblem] = []
    for letter, sign in row.signs.items():
        event = events[letter]
        if event is None or sign in _EMPTY:
            continue
        state = presence_of(sign, event.mode)
        if state is None:
            text = (
                f"В строке {row.row}, столбец {letter}: отметка не читается или не подходит мероприятию. Исправьте её"
            )
            problems.append(CellProblem(letter, text, sign))
        else:
            marks[event.id] = state
    return marks, problems
