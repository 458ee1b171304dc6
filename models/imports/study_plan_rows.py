"""Rows of an учебно-тематический план understood: which are modules, which are topics, and how long each takes."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from models.imports.matching import choose, mode_in, named_in
from models.imports.row_reading import LONGEST_TITLE, Corrections, RowReading, corrected
from models.imports.study_plan_table import TITLES
from models.rows.choice import Choice
from models.rows.codes import ActivityKind, Mode
from models.rows.programs import ActivityDraft, ModuleDraft
from models.rows.study_plan_import import StudyPlanRow
from models.rows.table_import import ImportStatus, ReadTable, TableRow
from models.rules.clean import cell_text, fold
from models.rules.hours import ACADEMIC_HOUR_MIN, minutes_of

_KINDS: Mapping[str, ActivityKind] = {
    "lectures": ActivityKind.LECTURE,
    "practice": ActivityKind.PRACTICE,
    "independent": ActivityKind.INDEPENDENT,
}
_TIMES = ("total", *_KINDS)
_OF_MODULE = re.compile(r"(?:модуль|раздел|блок)\s*(?:№\s*)?(?:\d{1,2}|[ivxlcdm]{1,4})?\s*[.:)–—-]*\s*", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"(?:модуль|раздел|блок)?\s*(?:\d{1,2}|[ivx]{1,4})[.)]?", re.IGNORECASE)
_PART_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,2})+[.)]?")
_IN_TITLE = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=\D)")
_TIME = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?|\d{1,2}\s*/\s*[1-9]\d?)\s*(ч|час\w*|ак\.?\s?ч\w*|мин\w*)?\.?")
_NONE = "нет"
_FIRST = "Модуль 1"
_DATE = "вместо времени стоит дата: таблица приняла так дробь. Впишите часы числом"


def understand(
    table: ReadTable, formats: Sequence[Choice], said: Corrections | None = None
) -> tuple[StudyPlanRow, ...]:
    """Every row with what it becomes, or with its problems; `said` replaces cells."""
    rows = [corrected(row, (said or {}).get(row.row, {})) for row in table.rows]
    in_minutes = {field for field in _TIMES if re.search(r"\bмин", fold(table.columns.get(field, "")))}
    modules = _modules(rows)
    return tuple(_understood(row, formats, in_minutes, is_module=row.row in modules) for row in rows)


def modules_of(rows: Collection[StudyPlanRow]) -> list[ModuleDraft]:
    """The modules that these rows make together, in their order; headings of groups are modules too."""
    made: list[tuple[str, StudyPlanRow | None, list[ActivityDraft]]] = []
    section = ""
    for each in rows:
        heading = each.row.section
        if each.is_module:
            made.append((each.title, each, []))
        elif heading and heading != section and len(heading) <= LONGEST_TITLE:
            made.append((_OF_MODULE.sub("", heading, count=1) or heading, None, []))
        elif not made:
            made.append((_FIRST, None, []))
        section = heading
        made[-1][2].extend(each.activities)
    return [_module(title, row, activities) for title, row, activities in made]


def _module(title: str, row: StudyPlanRow | None, activities: Sequence[ActivityDraft]) -> ModuleDraft:
    spent = sum(each.minutes for each in activities)
    said = row.hours if row is not None else None
    modes = {each.mode for each in activities if each.mode is not None}
    mode = modes.pop() if len(modes) == 1 else Mode.IN_PERSON
    hours = said or max(1, -(-spent // ACADEMIC_HOUR_MIN))
    plain = [each.model_copy(update={"mode": None}) if each.mode is mode else each for each in activities]
    return ModuleDraft(title=title, hours=hours, mode=mode, activities=plain)


def _modules(rows: Sequence[TableRow]) -> set[int]:
    """Numbers of the rows that are modules: those with a whole number where others have a part of one («1.2»)."""
    numbers = {row.row: _number(row) for row in rows}
    named = {
        row.row for row in rows if re.match(r"(?:модуль|раздел|блок)\b", fold(cell_text(row.cells.get("title", ""))))
    }
    if any(_PART_NUMBER.fullmatch(number) for number in numbers.values()):
        return named | {at for at, number in numbers.items() if number and _WHOLE_NUMBER.fullmatch(number)}
    return named


def _number(row: TableRow) -> str:
    said = cell_text(row.cells.get("number", ""))
    if said:
        return said
    found = _IN_TITLE.match(cell_text(row.cells.get("title", "")))
    return found[1] if found else ""


def _understood(
    row: TableRow, formats: Sequence[Choice], in_minutes: Collection[str], *, is_module: bool
) -> StudyPlanRow:
    reading = RowReading(row, TITLES)
    title = _IN_TITLE.sub("", reading.text("title"))
    if is_module:
        title = _OF_MODULE.sub("", title, count=1) or title
    if not title:
        reading.problem("title", "нет названия. Впишите его или пропустите строку")
    elif len(title) > LONGEST_TITLE:
        reading.problem("title", "название слишком длинное. Сократите его")
    times = {field: _minutes(reading, field, is_minutes=field in in_minutes) for field in _TIMES}
    parts = {kind: times[field] or 0 for field, kind in _KINDS.items()}
    whole = times["total"] or sum(parts.values())
    if is_module:
        hours = whole // ACADEMIC_HOUR_MIN if whole % ACADEMIC_HOUR_MIN == 0 else None
        if whole and hours is None:
            reading.notice("total", "часы модуля не целые: посчитаем их по занятиям")
        status = ImportStatus.PROBLEM if reading.problems else ImportStatus.NEW
        return StudyPlanRow(
            row,
            status,
            is_module=True,
            title=title,
            hours=hours or None,
            problems=tuple(reading.problems),
            notices=tuple(reading.notices),
        )
    if not whole and not reading.problems:
        reading.problem("total", "нет часов. Впишите их или пропустите строку")
    if any(parts.values()) and whole != sum(parts.values()):
        reading.problem("total", "всего не равно сумме лекций, практики и самостоятельной. Исправьте одно из чисел")
    if reading.problems:
        return StudyPlanRow(row, ImportStatus.PROBLEM, is_module=False, title=title, problems=tuple(reading.problems))
    format_id = _format(reading, formats)
    shares = [(kind, minutes) for kind, minutes in parts.items() if minutes] or [(None, whole)]
    activities = tuple(
        ActivityDraft(
            text=title,
            minutes=minutes,
            kind=kind,
            format_id=format_id,
            mode=mode_in(reading.text("form")),
            control=reading.text("control") or None,
        )
        for kind, minutes in shares
    )
    return StudyPlanRow(
        row, ImportStatus.NEW, is_module=False, title=title, activities=activities, notices=tuple(reading.notices)
    )


def _format(reading: RowReading, formats: Sequence[Choice]) -> int | None:
    """The format its column names; none is no problem, it can be chosen later."""
    said = reading.text("form")
    if not said:
        return None
    chosen = choose(said, formats)
    if chosen is not None:
        return chosen
    near = named_in(said, formats)
    return near.id if near is not None else None


def _minutes(reading: RowReading, field: str, *, is_minutes: bool) -> int | None:
    """Minutes that a cell says, in hours unless it or its heading speaks of minutes; None where it says nothing."""
    cell = reading.cell(field)
    if isinstance(cell, datetime | date):
        reading.problem(field, _DATE)
        return None
    said = fold(reading.text(field))
    if not said or said == _NONE:
        return None
    found = _TIME.fullmatch(said)
    if found is None:
        reading.problem(field, "время не читается. Впишите часы числом: 2 или 0,5")
        return None
    number = Fraction(found[1].replace(",", ".").replace(" ", ""))
    unit = found[2] or ("мин" if is_minutes else "ч")
    return round(number) if unit.startswith("мин") else minutes_of(number)
