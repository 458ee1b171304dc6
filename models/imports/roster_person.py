"""What one row of the list says about its person: values, problems, notices."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from models.imports.roster_columns import (
    BIRTH_PARTS,
    CONTACTS,
    FIRST_AND_PATRONYMIC,
    FULL_NAME,
    JOINED,
    NAME_ROLES,
    ORGANIZATION_AND_POSITION,
    POSITION_AND_CATEGORY,
    TITLES,
)
from models.imports.roster_groups import Section
from models.imports.roster_header import Layout
from models.rows.roster import PersonFields, RosterRow, RowNotice, RowProblem, RowStatus, row_called
from models.rules.clean import Cell, CellFault, Reading, cell_text, clean, says_nothing
from models.rules.contacts import parse_email, parse_phone, split_contacts
from models.rules.dates import parse_birth_date
from models.rules.identifiers import parse_snils
from models.rules.names import (
    FullName,
    has_initials,
    is_written_name,
    name_case,
    plain_name,
    split_full_name,
    tidy_name,
    without_brackets,
)
from models.rules.positions import looks_like_position, parse_position, split_position
from models.rules.qualifications import parse_category, parse_education, parse_experience, split_category

_FORMULA_START = "=+-@"


_MISSING = {
    "last_name": "нет фамилии. Впишите её или пропустите строку",
    "first_name": "нет имени. Впишите его или пропустите строку",
    "position": "нет должности. Выберите её из списка или пропустите строку",
    "organization": "нет организации. Выберите её из списка или пропустите строку",
}
_FAULTS = {
    CellFault.UNCALCULATED: "стоит формула без значения. Сохраните файл в Excel или LibreOffice и загрузите снова",
    CellFault.ERROR: "вместо значения стоит знак сбоя формулы, такой как #Н/Д. Исправьте ячейку и загрузите файл снова",
}
_ERROR_TEXT = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|Н/Д|ССЫЛКА!|ЗНАЧ!|ДЕЛ/0!|ИМЯ\?|ЧИСЛО!|ПУСТО!)", re.IGNORECASE
)
_HASHES = re.compile(r"#{3,}")


@lru_cache(maxsize=8192, typed=True)
def _as_written(cell: Cell) -> Reading[str]:
    text = cell_text(cell)
    return Reading() if says_nothing(text) else Reading(text)


def _lines(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell_text(cell)


_READERS: Mapping[str, Callable[[Cell], Reading[Any]]] = {
    "position": lambda cell: parse_position(_lines(cell)),
    "organization": _as_written,
    "municipality": _as_written,
    "snils": parse_snils,
    "phone": parse_phone,
    "email": parse_email,
    "category": parse_category,
    "education": parse_education,
    "experience_years": parse_experience,
}


class _Draft:
    """A row while it is being read."""

    __slots__ = ("_number", "_sheet", "notices", "problems", "values")

    def __init__(self, number: int, sheet: str) -> None:
        self._number = number
        self._sheet = sheet
        self.values: dict[str, Any] = {}
        self.problems: list[RowProblem] = []
        self.notices: list[RowNotice] = []

    def problem(self, field: str, text: str, was: str = "") -> None:
        if not any(problem.field == field for problem in self.problems):
            self.problems.append(RowProblem(field, self._placed(text), was))

    def notice(self, field: str, text: str, was: str) -> None:
        self.notices.append(RowNotice(field, self._placed(text), was))

    def take(self, field: str, reading: Reading[Any], cell: Cell) -> None:
        value, problem, notice = reading
        if value is not None:
            self.values[field] = value
        if problem:
            self.problem(field, problem, cell_text(cell))
        if notice:
            self.notice(field, notice, cell_text(cell))

    def _placed(self, text: str) -> str:
        return f"В строке {row_called(self._number, self._sheet)} {text}"


def read_person(
    row: Sequence[Cell],
    layout: Layout,
    section: Section,
    *,
    number: int,
    today: date,
    filled: set[str],
    sheet: str = "",
) -> RosterRow:
    """The row with its problems in order of the columns; `filled` are the fields that have a column.

    `number` and `sheet` are those of `RosterRow`.
    """
    draft = _Draft(number, sheet)
    values = draft.values
    names: dict[str, str] = {}
    born: dict[str, str] = {}
    for role, column in layout.roles.items():
        cell = row[column] if column < len(row) else ""
        if cell == "":
            continue
        if cell[0] in "=#" if isinstance(cell, str) else isinstance(cell, CellFault):
            fault = _fault(cell)
            if fault is not None:
                fields = JOINED.get(role, ("last_name",) if role == FULL_NAME else (role,))
                where = f"в столбце «{layout.headings[column] or TITLES[role]}» {_FAULTS[fault]}"
                draft.problem(fields[0], where, "" if isinstance(cell, CellFault) else cell_text(cell))
                continue
        reader = _READERS.get(role)
        if reader is not None:
            reading = reader(cell)
            if reading.problem or reading.notice:
                draft.take(role, reading, cell)
            elif reading.value is not None:
                values[role] = reading.value
        elif role in NAME_ROLES:
            names[role] = _by_lines(cell)
        elif role in BIRTH_PARTS:
            born[role] = cell_text(cell)
        else:
            _take_other(draft, role, cell, today)
    _take_name(draft, names, today)
    _take_birth_parts(draft, born, today)
    for field, text in section.said.items():
        if text and field not in filled:
            values.setdefault(field, text)
    for field, text in _MISSING.items():
        if field not in values:
            draft.problem(field, text)
    status = RowStatus.PROBLEM if draft.problems else RowStatus.NEW
    problems, notices = tuple(draft.problems), tuple(draft.notices)
    return RosterRow(number, status, PersonFields(**values), problems, notices, None, sheet)


def _fault(cell: Cell) -> CellFault | None:
    if isinstance(cell, CellFault):
        return cell
    text = cell_text(cell)
    if _ERROR_TEXT.fullmatch(text) or _HASHES.fullmatch(text):
        return CellFault.ERROR
    return CellFault.UNCALCULATED if text.startswith("=") else None


def _take_other(draft: _Draft, role: str, cell: Cell, today: date) -> None:
    if role == "birth_date":
        draft.take(role, parse_birth_date(cell, today=today), cell)
    elif role == ORGANIZATION_AND_POSITION:
        position, organization = split_position(_lines(cell))
        if organization:
            draft.values["organization"] = organization
        if position:
            draft.take("position", parse_position(position), cell)
        else:
            draft.problem("position", "должность не отделяется от места работы. Впишите их в разные столбцы")
    elif role == POSITION_AND_CATEGORY:
        position, category = split_category(_lines(cell))
        draft.take("position", parse_position(position), cell)
        draft.take("category", parse_category(category), cell)
    elif role == CONTACTS:
        phone, email = split_contacts(cell) if isinstance(cell, str) else (cell, "")
        draft.take("phone", parse_phone(phone), cell)
        draft.take("email", parse_email(email), cell)


def _take_birth_parts(draft: _Draft, born: Mapping[str, str], today: date) -> None:
    """Put a date together whose day, month and year stand in columns of their own."""
    parts = [born[part] for part in BIRTH_PARTS if not says_nothing(born.get(part, ""))]
    if parts:
        text = (" " if any(re.search(r"[^\W\d_]{3}", part) for part in parts) else ".").join(parts)
        draft.take("birth_date", parse_birth_date(text, today=today), text)


def _by_lines(cell: Cell) -> str:
    """The text of a cell, line by line: what stands below a name may be no part of it."""
    if isinstance(cell, str) and "\n" in cell:
        return "\n".join(line for each in cell.splitlines() if (line := cell_text(each)))
    return cell_text(cell)


_NAME_FIELDS = ("last_name", "first_name", "patronymic")
_AFTER_NAME = re.compile(r"[,;(\n]|\s[–—-]\s|\s(?=\d)")
_PLAIN_WORD = re.compile(r"[А-ЯЁ][а-яё]+")


def _plain_parts(names: Mapping[str, str]) -> FullName | None:
    """Three columns that need no mending, as nearly all do."""
    parts = [names.get(field, "") for field in _NAME_FIELDS]
    if len(names) == sum(map(bool, parts)) >= len(_NAME_FIELDS) - 1 and parts[1] and parts[0]:  # noqa: SIM102 — readable
        if all(not part or _PLAIN_WORD.fullmatch(part) for part in parts):
            return FullName(*parts)
    return None


def _take_name(draft: _Draft, names: Mapping[str, str], today: date) -> None:
    """Put the parts of the name together, whatever columns they came from."""
    plain = plain_name(names.get(FULL_NAME, "")) if len(names) == 1 else _plain_parts(names)
    if plain is not None:
        draft.values |= {field: part for field, part in zip(_NAME_FIELDS, plain, strict=True) if part}
        return
    joined, said = _without_position(_joined_name(names), today)
    for field, reading in said.items():
        if field not in draft.values:
            draft.take(field, reading, "")
    parts = [names.get(field, "") for field in _NAME_FIELDS]
    was = joined or " ".join(part for part in parts if part)
    if not was.strip():
        return
    bare = without_brackets(was)
    if bare != was:
        draft.notice("last_name", "слова в скобках не записаны", was)
    if was[0] in _FORMULA_START or not _only_name_signs(bare):
        wrong = "в ФИО есть знаки, которых там не бывает. Исправьте ячейку или пропустите строку"
        draft.problem("last_name", wrong, was)
        draft.problem("first_name", wrong, was)
    elif has_initials(tidy_name(bare)):
        _take_initials(draft, tidy_name(bare), was)
    else:
        _take_parts(draft, split_full_name(bare) if joined else FullName(*map(_tidy_part, parts)), was)


def _joined_name(names: Mapping[str, str]) -> str:
    """The name as one text where its columns hold several parts at once; '' where each part has a column."""
    whole, last, first, both, patronymic = (
        names.get(role, "") for role in (FULL_NAME, "last_name", "first_name", FIRST_AND_PATRONYMIC, "patronymic")
    )
    if both or whole:
        return " ".join(part for part in (whole, last, both, patronymic) if part)
    return last if " " in last and not first and not patronymic else ""


def _tidy_part(part: str) -> str:
    return tidy_name(without_brackets(part))


def _take_initials(draft: _Draft, name: str, was: str) -> None:
    draft.problem("first_name", "вместо имени стоят инициалы. Впишите имя и отчество полностью", was)
    family = re.match(r"[А-ЯЁа-яё-]{2,}", name)
    if family:
        draft.values["last_name"] = name_case(family.group())
    else:
        draft.problem("last_name", "фамилия не отделяется от инициалов. Впишите имя и отчество полностью", was)


def _take_parts(draft: _Draft, name: FullName, was: str) -> None:
    if not any(name):
        draft.problem("last_name", "фамилия не отделяется от имени. Впишите их в разные столбцы", was)
        draft.problem("first_name", "имя не отделяется от фамилии. Впишите их в разные столбцы", was)
    for field, part in zip(_NAME_FIELDS, name, strict=True):
        if part and not says_nothing(part):
            draft.values[field] = name_case(part)
    if re.search(r"[A-Za-zëË]", was):
        draft.notice("last_name", "латинские буквы в ФИО заменены русскими", was)


def _without_position(joined: str, today: date) -> tuple[str, dict[str, Reading[Any]]]:
    """«Иванова Мария Петровна, 12.03.1985, воспитатель» → the name, and what else was said beside it."""
    said: dict[str, Reading[Any]] = {}
    for found in reversed(list(_AFTER_NAME.finditer(joined))):
        rest = joined[found.end() :].strip(" ,;()")
        born = parse_birth_date(rest, today=today)
        if looks_like_position(rest):
            said["position"] = parse_position(rest)
        elif born.value is not None:
            said["birth_date"] = born
        else:
            continue
        joined = joined[: found.start()]
    return clean(joined), said


def _only_name_signs(text: str) -> bool:
    return all(
        is_written_name(word.strip(".")) or says_nothing(word)
        for word in tidy_name(text).replace(".", " ").split()
    )  # fmt: skip
