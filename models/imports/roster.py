"""A list of trainees in any spreadsheet → people, problems by row and field, duplicates inside the file."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from models.errors import UserError
from models.imports.roster_columns import JOINED
from models.imports.roster_header import Layout, find_layout, roster_columns
from models.imports.roster_rows import read_rows
from models.imports.spreadsheet import MAX_ROWS, Sheet, Workbook, read_workbook
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowNotice, RowProblem, RowStatus
from models.rules.municipality_names import municipality_key
from models.rules.names import person_key
from models.rules.organization_names import organization_key


def read_roster(
    path: Path, *, today: date, columns: Mapping[str, str] | None = None, sheet: str | None = None
) -> RosterSheet:
    """The list of people of a file; nothing is written anywhere.

    The sheet that says what its people are, then the one with the most people, is taken unless `sheet` names one.
    `columns` (field → letter or heading of a column, '' for none) overrides what was recognised; fields are those of
    `PersonFields` and `full_name`. A row is `new`, `duplicate` or `problem`; the comparison with the database turns
    some `new` into `changed` or `same`.
    Raises UserError when the file cannot be read or holds no list.
    """
    return roster_in(read_workbook(path), today=today, columns=columns, sheet=sheet)


def lists_in(workbook: Workbook) -> dict[str, int]:
    """The sheets that can be seen and hold a list, and how many of their rows may be people."""
    found = ((each, find_layout(each)) for each in workbook.sheets if each.visible)
    return {each.name: _weight(each, layout) for each, layout in found if layout is not None and _has_work(layout)}


def roster_in(
    workbook: Workbook, *, today: date, columns: Mapping[str, str] | None = None, sheet: str | None = None
) -> RosterSheet:
    """The same for a file that has been read."""
    found = [
        (one, layout)
        for one in _asked_sheets(workbook.sheets, sheet)
        if (layout := find_layout(one, columns)) is not None
    ]
    if not found:
        raise UserError(
            "В файле не нашлось списка людей.",
            "Добавьте над списком строку заголовков: «ФИО», «Должность», «Организация» — и загрузите файл снова.",
        )
    if len(found) > 1:
        found.sort(key=lambda pair: (pair[0].visible, _has_work(pair[1]), _weight(*pair)), reverse=True)
    return _read_sheet(*found[0], today=today)


def _asked_sheets(sheets: tuple[Sheet, ...], name: str | None) -> list[Sheet]:
    asked = [one for one in sheets if name is None or one.name == name]
    if not asked:
        raise UserError("Такого листа в файле нет.", "Выберите лист из перечня.")
    return asked


def _has_work(layout: Layout) -> bool:
    """Whether a list tells what its people are: a sheet «Организации» with the heads' names does not."""
    return any("position" in JOINED.get(role, (role,)) for role in layout.roles)


def _weight(sheet: Sheet, layout: Layout) -> int:
    """How many rows of a sheet may be people: those with at least two recognised columns filled."""
    columns = tuple(layout.roles.values())
    return sum(sum(at < len(row) and row[at] != "" for at in columns) > 1 for row in sheet.rows[layout.first :])


def _read_sheet(sheet: Sheet, layout: Layout, *, today: date) -> RosterSheet:
    if _weight(sheet, layout) > MAX_ROWS:
        raise UserError(
            f"В списке больше {MAX_ROWS:_} строк.".replace("_", "\u00a0"),
            "Разделите его на несколько файлов и загрузите их по одному.",
        )
    people, skipped = read_rows(sheet.rows, layout, first_number=sheet.first_row, today=today)
    if not people:
        raise UserError(
            "Под заголовками нет ни одного человека.", "Проверьте, тот ли файл выбран, и заполните строки списка."
        )
    return RosterSheet(
        sheet=sheet.name,
        header_row=sheet.first_row + layout.header_rows[-1] if layout.header_rows else None,
        headings=roster_columns(sheet, layout),
        rows=tuple(mark_duplicates(people)),
        skipped=tuple(skipped),
    )


def mark_duplicates(rows: list[RosterRow]) -> list[RosterRow]:
    """The rows with later copies of one person marked (domain.md §1).

    A copy has the same СНИЛС, or the same ФИО and organisation in a municipality that may be the same. One СНИЛС with
    two names, and one name with two СНИЛС in one organisation, wait for a decision. Only rows without problems are
    originals: a copy of a row that cannot be taken is no copy. A copy right below its original completes it unless
    they contradict each other: cells of one person are merged over two rows.
    """
    by_snils: dict[str, RosterRow] = {}
    by_name: dict[tuple[str, str], list[RosterRow]] = {}
    marked: list[RosterRow] = []
    for row in rows:
        person = row.person
        key = _name_key(person)
        same_snils = by_snils.get(person.snils) if person.snils else None
        same_name = (
            next((one for one in by_name.get(key, ()) if _may_be_one_place(one.person, person)), None)
            if all(key)
            else None
        )
        if same_snils is not None and key[0] and _name_key(same_snils.person)[0] != key[0]:
            text = f"СНИЛС тот же, что в строке {same_snils.row}, а ФИО другое. Сверьте номера с документами"
            marked.append(_with_problem(row, "snils", text, same_snils.row))
        elif same_snils is None and same_name is not None and _differ(same_name.person.snils, person.snils):
            text = (
                f"ФИО и организация те же, что в строке {same_name.row}, а СНИЛС другой. Сверьте номера с документами"
            )
            marked.append(_with_problem(row, "snils", text, same_name.row))
        elif (original := same_snils or same_name) is not None:
            if marked[-1] is original:
                marked[-1] = whole = _completed(original, row)
                by_name[_name_key(whole.person)][-1] = whole
                if whole.person.snils:
                    by_snils[whole.person.snils] = whole
            marked.append(_as_copy(row, original.row))
        else:
            marked.append(row)
            if row.status is RowStatus.NEW:
                if person.snils:
                    by_snils[person.snils] = row
                by_name.setdefault(key, []).append(row)
    return marked


def _completed(first: RosterRow, copy: RosterRow) -> RosterRow:
    """The row with what only its copy right below says, unless the two contradict each other."""
    more: dict[str, Any] = {}
    for field in fields(PersonFields):
        own, said = getattr(first.person, field.name), getattr(copy.person, field.name)
        if own is not None and said not in (None, own):
            return first
        if own is None and said is not None:
            more[field.name] = said
    told = tuple(
        RowNotice(field, f"В строке {first.row} взято из строки {copy.row}, где тот же человек") for field in more
    )
    return replace(first, person=replace(first.person, **more), notices=(*first.notices, *told))


def _name_key(person: PersonFields) -> tuple[str, str]:
    if not person.last_name or not person.first_name:
        return "", ""
    name = person_key(person.last_name, person.first_name, person.patronymic)
    return name, organization_key(person.organization) if person.organization else ""


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


_COMMON_BEGINNING = 5


def _may_be_one_place(one: PersonFields, other: PersonFields) -> bool:
    if not one.municipality or not other.municipality:
        return True
    left, right = municipality_key(one.municipality), municipality_key(other.municipality)
    return left == right or left[:_COMMON_BEGINNING] == right[:_COMMON_BEGINNING]


def _as_copy(row: RosterRow, original: int) -> RosterRow:
    text = f"Строка {row.row} повторяет строку {original}. Записана будет только первая"
    problem = RowProblem("last_name", text, other_row=original)
    return replace(row, status=RowStatus.DUPLICATE, problems=(*row.problems, problem), duplicate_of=original)


def _with_problem(row: RosterRow, field: str, text: str, other_row: int) -> RosterRow:
    problem = RowProblem(field, f"В строке {row.row} {text}", other_row=other_row)
    return replace(row, status=RowStatus.PROBLEM, problems=(*row.problems, problem))
