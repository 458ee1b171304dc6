"""A grid of people × dates with signs of attendance → marks of a stream's events."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from models.errors import UserError
from models.imports.matching import full_name, near_people, people_of
from models.imports.roster_columns import FULL_NAME, heading_roles
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters
from models.rows.choice import Choice
from models.rows.codes import Mode, Presence
from models.rows.event_import import (
    ColumnDecision,
    MarksColumn,
    MarksPreview,
    MarksRow,
    MarksTable,
    PersonDecision,
)
from models.rows.events import GridEvent, GridPerson, MarksGrid
from models.rows.table_import import CellProblem, PersonListed
from models.rules.attendance import marks_of
from models.rules.clean import Cell, CellFault, cell_text, fold
from models.rules.dates import parse_date
from models.rules.names import is_written_name, looks_like_full_name, tidy_name
from models.rules.typed_dates import parse_typed_date
from models.rules.words import day_in_text

_SEARCHED_ROWS = 60
_MOST_PEOPLE = 5_000
_SIGNS: Mapping[Presence, frozenset[str]] = {
    Presence.PRESENT: frozenset(
        {"+", "1", "v", "✓", "✔", "√", "☑", "•", "●", "∙", "·", "п", "да", "был", "была", "очно", "прис", "присут",
         "присутств", "присутствовал", "присутствовала"}
    ),
    Presence.ABSENT: frozenset(
        {"-", "0", "н", "нет", "нб", "н/б", "неяв", "неявка", "отс", "отсут", "отсутств", "не был", "не была",
         "отсутствовал", "отсутствовала"}
    ),
    Presence.EXCUSED: frozenset(
        {"у", "ув", "уваж", "уп", "у/п", "б", "б/л", "бл", "бол", "болен", "больна", "больничный", "болеет", "отп",
         "отпуск", "ком", "командировка"}
    ),
    Presence.REMOTE: frozenset({"д", "дист", "дистант", "дистанционно", "онлайн", "з", "вкс", "zoom"}),
}  # fmt: skip
"""Signs as journals have them, folded. «О» is отсутствовал to some and отработка to others: it is asked."""
_EMPTY = frozenset({"", ".", "_", "?"})
_MINUTES = re.compile(r"(\d{2,3}) ?(?:мин\w*)?")
_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[а-я]{{0,2}},? ?(20\d\d)?(?: ?г(?:ода?|\.)?)?")
_DAY_IN_HEADING = re.compile(
    r"(?<![\d.])(\d{1,2}[./]\d{1,2}(?:[./](?:20)?\d\d)?|\d{4}-\d\d-\d\d"
    r"|\d{1,2}[ .-]?(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?(?: ?20\d\d)?)(?![\d/])"
)
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2}:\d\d)")
_LONGEST_HEADING = 60
_SERIALS = range(36_526, 73_051)
"""Excel's numbers of the days of this century."""
_NAME_PARTS = ("last_name", "first_name", "patronymic")
_NOT_A_PERSON = re.compile(
    r"(?:итого|всего|присутств|отсутств|тема|дата|подпис|количеств|кол-во|ведущ|преподавател|заведующ|руководител"
    r"|составил|тьютор\b|методист\b|фио\b|ф\.|фамили|средн)"
)


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
    people: Sequence[PersonListed],
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
    key = re.sub(r"\s*/\s*", "/", fold(sign)).strip(" .,")
    key = key.replace(" ", "") if len(key) < 4 else key
    state = next((state for state, signs in _SIGNS.items() if key in signs), None)
    if state is Presence.PRESENT and mode is Mode.REMOTE:
        return Presence.REMOTE
    return state if state is not None and state in marks_of(mode) else None


def _read_sheet(sheet: Sheet, today: date) -> MarksTable | None:
    best: tuple[tuple[bool, int], int, _Names, dict[int, date]] | None = None
    for place in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        days = _days(sheet.rows, place, today)
        if not days:
            continue
        names = _names(sheet.rows, place, days)
        if names is not None:
            rank = (names.headed, len(days))
            if best is None or rank > best[0]:
                best = rank, place, names, days
    if best is None:
        return None
    _, place, names, days = best
    return MarksTable(
        sheet=sheet.name,
        header_row=sheet.first_row + place,
        columns=tuple(
            MarksColumn(column_letters(at + sheet.first_column), cell_text(sheet.rows[place][at]), day)
            for at, day in days.items()
        ),
        rows=tuple(_people_rows(sheet, place, names, days)),
    )


class _Names(NamedTuple):
    """The columns that make a name, and whether a heading says so."""

    columns: tuple[int, ...]
    headed: bool


def _people_rows(sheet: Sheet, place: int, names: _Names, days: Mapping[int, date]) -> Iterator[MarksRow]:
    for index, row in enumerate(sheet.rows[place + 1 :], start=place + 1):
        parts = [cell_text(row[at]) for at in names.columns if at < len(row)]
        name = tidy_name(" ".join(dict.fromkeys(part for part in parts if part)))
        signs = {column_letters(at + sheet.first_column): _sign(row, at) for at in days}
        # A heading of a group has no signs, or is merged over them.
        bare = all(sign in _EMPTY or sign == parts[0] for sign in signs.values()) if parts else True
        if _is_name(name) and not (bare and not _may_be_person(name)):
            yield MarksRow(sheet.first_row + index, name, signs)


def _days(rows: Sequence[Sequence[Cell]], place: int, today: date) -> dict[int, date]:
    """Column → day of the dates in a row, or of bare numbers of days under names of months."""
    row = rows[place]
    days = {at: day for at, cell in enumerate(row) if (day := _day(cell, today)) is not None}
    if days or place == 0:
        return days
    month: re.Match[str] | None = None
    for at, cell in enumerate(row):
        above = fold(cell_text(rows[place - 1][at])) if at < len(rows[place - 1]) else ""
        month = _MONTH.fullmatch(above) or (None if above else month)
        text = cell_text(cell).rstrip(".")
        if month and re.fullmatch(r"\d{1,2}", text):
            number = _MONTHS.index(month[1]) + 1
            year = f".{month[2]}" if month[2] else ""
            if (day := parse_typed_date(f"{text}.{number}{year}", today=today)) is not None:
                days[at] = day
    return days


def _day(cell: Cell, today: date) -> date | None:
    if isinstance(cell, date):
        return parse_date(cell, today=today).value
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if _SERIALS.start <= cell < _SERIALS.stop:
            return parse_date(cell, today=today).value
        # 17.02 is what is left of a text with a dot; 17.2 and 17.1 cannot be told from 17.20 and 17.10.
        text = repr(cell)
        return parse_typed_date(text, today=today) if re.fullmatch(r"\d{1,2}\.(?:0[1-9]|1[0-2])", text) else None
    if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
        return None
    found = _DAY_IN_HEADING.findall(fold(cell_text(cell)))
    if len(found) != 1:
        return None
    return parse_typed_date(re.sub(r"(?<=\d)[.-](?=[а-я])", " ", found[0]).rstrip("."), today=today)


def _names(rows: Sequence[Sequence[Cell]], place: int, days: Mapping[int, date]) -> _Names | None:
    """The columns headed «ФИО» or «Фамилия», «Имя», near the row of the dates; else the one with the most names."""
    for above in (*range(place, max(-1, place - 3), -1), place + 1):
        headings = [heading_roles(cell_text(cell)) for cell in rows[above]] if above < len(rows) else []
        for role in (FULL_NAME, "last_name"):
            headed = [at for at, roles in enumerate(headings) if role in roles and at not in days]
            if headed:
                further = [
                    next((at for at, roles in enumerate(headings) if part in roles and at not in days), None)
                    for part in _NAME_PARTS[1:]
                ]
                rest = [at for at in further if at is not None and at != headed[0]] if role == "last_name" else []
                return _Names((headed[0], *rest), headed=True)
    width = max(len(row) for row in rows)
    counts = {
        at: sum(at < len(row) and looks_like_full_name(cell_text(row[at])) for row in rows[place + 1 :])
        for at in range(width)
        if at not in days
    }
    best = max(counts, key=lambda at: counts[at], default=None)
    return _Names((best,), headed=False) if best is not None and counts[best] > 0 else None


def _is_name(text: str) -> bool:
    """Whether a cell may be a name: totals and signatures below the grid are not."""
    return re.match(r"[^\W\d_]{2,}|[^\W\d_]\.", text) is not None and _NOT_A_PERSON.match(fold(text)) is None


def _may_be_person(name: str) -> bool:
    """Whether a text without a single sign beside it is somebody's name rather than the heading of a group."""
    words = name.split(" ")
    return looks_like_full_name(name) or (
        len(words) <= 3 and all(word[0].isupper() for word in words) and is_written_name(name.replace(".", ""))
    )


def _sign(row: Sequence[Cell], at: int) -> str:
    cell = row[at] if at < len(row) else ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
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
    clock = _CLOCK.search(column.heading) if len(of_day) > 1 else None
    if clock:
        at_that_time = [event for event in of_day if event.starts_at == clock[1].zfill(5)]
        if len(at_that_time) == 1:
            return ColumnDecision(column, at_that_time[0])
    elif len(of_day) == len(same):
        # As many columns as events on one day: they stand in the same order.
        return ColumnDecision(column, of_day[same.index(column)])
    proposals = tuple(_choice(event) for event in of_day)
    asked = "у потока не одно мероприятие" if len(of_day) > 1 else "в таблице не один столбец"
    return ColumnDecision(column, None, f"{day} {asked}. Выберите, какое это мероприятие", proposals)


def _choice(event: GridEvent) -> Choice:
    return Choice(event.id, f"{event.starts_at} {event.title}" if event.starts_at else event.title)


def _person(
    row: MarksRow, people: Sequence[PersonListed], expected: Mapping[int, GridPerson], chosen: Mapping[int, int]
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
        minutes = _MINUTES.fullmatch(fold(sign))
        whole = minutes is not None and int(minutes[1]) == event.duration_min
        state = presence_of("+" if whole else sign, event.mode)
        if state is None:
            text = f"В строке {row.row}, столбец {letter}: {_sign_problem(sign, event)}"
            problems.append(CellProblem(letter, text, sign))
        else:
            marks[event.id] = state
    return marks, problems


def _sign_problem(sign: str, event: GridEvent) -> str:
    """Why a sign is not taken, and what to do."""
    if minutes := _MINUTES.fullmatch(fold(sign)):
        if int(minutes[1]) < event.duration_min:
            return "минут меньше, чем шло мероприятие. Поставьте «+», а минуты впишите на странице посещаемости"
        return "число не похоже на минуты этого мероприятия. Поставьте «+» или «н»"
    if fold(sign) in _SIGNS[Presence.REMOTE]:
        return "мероприятие было очным, а отметка дистанционная. Поставьте «+» или «н»"
    return "отметка не читается. Поставьте «+», «н», «у» или «д»"
