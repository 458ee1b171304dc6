"""A list of trainees in any spreadsheet → people, problems by row and field, duplicates inside the file."""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from models.errors import UserError
from models.imports.roster_columns import JOINED
from models.imports.roster_header import Layout, find_layout, roster_columns
from models.imports.roster_rows import read_rows
from models.imports.spreadsheet import MAX_ROWS, Sheet, Workbook, read_workbook
from models.rows.roster import (
    SHEET_ROWS,
    PersonFields,
    RosterRow,
    RosterSheet,
    RowNotice,
    RowProblem,
    RowStatus,
    SheetHead,
    SkippedRow,
)
from models.rules.clean import cell_text
from models.rules.municipality_names import municipality_key
from models.rules.names import person_key
from models.rules.organization_names import organization_key
from models.rules.positions import position_of_group

Columns = Mapping[str, Mapping[str, str]]
"""Name of a sheet → field (of `PersonFields`, or `full_name`) → letter or heading of its column, '' for none."""
_ALL_RECOGNISED: Columns = MappingProxyType({})


class _List(NamedTuple):
    """A list of people on a sheet; `place` is where the sheet stands in its file, from 0."""

    place: int
    sheet: Sheet
    layout: Layout

    @property
    def has_work(self) -> bool:
        """Whether a list tells what its people are: a sheet «Организации» with the heads' names does not."""
        if any("position" in JOINED.get(role, (role,)) for role in self.layout.roles):
            return True
        alone = ([text for cell in row if (text := cell_text(cell))] for row in self.sheet.rows[self.layout.first :])
        return any(len(texts) == 1 and bool(position_of_group(texts[0])) for texts in alone)

    @property
    def weight(self) -> int:
        """How many rows may be people: those with at least two recognised columns filled."""
        columns, rows = tuple(self.layout.roles.values()), self.sheet.rows[self.layout.first :]
        return sum(sum(at < len(row) and row[at] != "" for at in columns) > 1 for row in rows)


def read_roster(
    path: Path, *, today: date, columns: Columns = _ALL_RECOGNISED, sheets: Collection[str] | None = None
) -> RosterSheet:
    """The list of people of a file, of all its `sheets` one batch; nothing is written anywhere.

    Without `sheets` all are taken that can be seen and say of people what their work is; where there are none, the
    one with the most people. `columns` overrides what was recognised. A row is `new`, `duplicate` or `problem`; the
    comparison with the database turns some `new` into `changed` or `same`.
    Raises UserError when the file cannot be read, or it or a named sheet holds no list.
    """
    return roster_in(read_workbook(path), today=today, columns=columns, sheets=sheets)


def roster_in(
    workbook: Workbook, *, today: date, columns: Columns = _ALL_RECOGNISED, sheets: Collection[str] | None = None
) -> RosterSheet:
    """The same for a file that has been read."""
    found: list[_List] = []
    for place, sheet in enumerate(workbook.sheets):
        is_asked = sheets is None or sheet.name in sheets
        layout = find_layout(sheet, columns.get(sheet.name)) if is_asked else None
        if layout is not None:
            found.append(_List(place, sheet, layout))
    if sheets is None:
        found = _lists_of_people(found)
    if not found:
        raise UserError(
            "В файле не нашлось списка людей.",
            "Добавьте над списком строку заголовков: «ФИО», «Должность», «Организация» — и загрузите файл снова.",
        )
    if sum(len(each.sheet.rows) for each in found) > MAX_ROWS and sum(each.weight for each in found) > MAX_ROWS:
        raise UserError(
            f"В списке больше {MAX_ROWS:_} строк.".replace("_", "\u00a0"),
            "Разделите его на несколько файлов и загрузите их по одному.",
        )
    roster = _batch(found, today=today)
    if empty := set(sheets or ()).difference(head.sheet for head in roster.heads):
        raise UserError(f"На листе «{min(empty)}» нет списка людей.", "Снимите отметку с этого листа.")
    return roster


def lists_in(workbook: Workbook) -> dict[str, int]:
    """The sheets that can be seen and hold a list, and how many of their rows may be people."""
    found = ((sheet, find_layout(sheet)) for sheet in workbook.sheets if sheet.visible)
    lists = (_List(0, sheet, layout) for sheet, layout in found if layout is not None)
    return {each.sheet.name: weight for each in lists if (weight := each.weight)}


def _lists_of_people(found: list[_List]) -> list[_List]:
    """The sheets to take where nobody chose."""
    if len(found) < 2:
        return found
    lists = [each for each in found if each.sheet.visible and each.has_work and each.weight]
    return lists or [max(found, key=lambda each: (each.sheet.visible, each.has_work, each.weight))]


def _batch(found: list[_List], *, today: date) -> RosterSheet:
    """The people of these sheets as one list; a sheet without anybody is left out where others have people."""
    rows: list[RosterRow] = []
    skipped: list[SkippedRow] = []
    heads: list[SheetHead] = []
    for place, sheet, layout in found:
        first = sheet.first_row + place * SHEET_ROWS
        name = sheet.name if len(found) > 1 else ""
        people, others = read_rows(sheet.rows, layout, first_number=first, today=today, sheet=name)
        skipped += others
        if people:
            rows += people
            header_row = sheet.first_row + layout.header_rows[-1] if layout.header_rows else None
            heads.append(SheetHead(sheet.name, header_row, roster_columns(sheet, layout)))
    if not heads:
        raise UserError(
            "Под заголовками нет ни одного человека.", "Проверьте, тот ли файл выбран, и заполните строки списка."
        )
    first_head, *more = heads
    return RosterSheet(
        sheet=first_head.sheet,
        header_row=first_head.header_row,
        headings=first_head.headings,
        rows=tuple(mark_duplicates(rows)),
        skipped=tuple(skipped),
        more=tuple(more),
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
            text = f"СНИЛС тот же, что в строке {same_snils.called}, а ФИО другое. Сверьте номера с документами"
            marked.append(_with_problem(row, "snils", text, same_snils))
        elif same_snils is None and same_name is not None and _differ(same_name.person.snils, person.snils):
            same = f"ФИО и организация те же, что в строке {same_name.called}"
            text = f"{same}, а СНИЛС другой. Сверьте номера с документами"
            marked.append(_with_problem(row, "snils", text, same_name))
        elif (original := same_snils or same_name) is not None:
            if marked[-1] is original and original.sheet == row.sheet:
                marked[-1] = whole = _completed(original, row)
                by_name[_name_key(whole.person)][-1] = whole
                if whole.person.snils:
                    by_snils[whole.person.snils] = whole
            marked.append(_as_copy(row, original))
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
        RowNotice(field, f"В строке {first.called} взято из строки {copy.called}, где тот же человек") for field in more
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


def _as_copy(row: RosterRow, original: RosterRow) -> RosterRow:
    text = f"Строка {row.called} повторяет строку {original.called}. Записана будет только первая"
    problem = RowProblem("last_name", text, other_row=original.row)
    return replace(row, status=RowStatus.DUPLICATE, problems=(*row.problems, problem), duplicate_of=original.row)


def _with_problem(row: RosterRow, field: str, text: str, other: RosterRow) -> RosterRow:
    problem = RowProblem(field, f"В строке {row.called} {text}", other_row=other.row)
    return replace(row, status=RowStatus.PROBLEM, problems=(*row.problems, problem))
