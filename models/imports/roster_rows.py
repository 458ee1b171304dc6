"""The rows below the headings: which are people, which are totals, signatures and headings of groups."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from models.imports.roster_columns import (
    FIRST_AND_PATRONYMIC,
    FULL_NAME,
    JOINED,
    NAME_ROLES,
    heading_key,
    heading_roles,
)
from models.imports.roster_groups import Section
from models.imports.roster_header import Layout
from models.imports.roster_person import read_person
from models.rows.roster import RosterRow, SkippedRow
from models.rules.clean import Cell, CellFault, cell_text, fold
from models.rules.names import has_initials, is_written_name, looks_like_full_name, tidy_name
from models.rules.organization_names import looks_like_organization
from models.rules.positions import looks_like_position

_TOTAL = re.compile(
    r"(?:итого|всего|итог|общее (?:количество|число)|количество|"
    r"в том числе|из них|записей|человек)\b"
)
_SIGNATURE = re.compile(
    r"(?:ответственн|исполнител[ьи]\b|заведующ|зам\b|заместител[ья]|директор\b|руководител[ьи]\b|начальник\b|составил|"
    r"подготовил|проверил|согласован|утвержда|подпис|м ?\.? ?п\b|контакт|тел\b|телефон|дата\b|примечани|приложени|"
    r"специалист|главный|куратор\b|координатор\b|секретарь\b|председател[ья]\b|методист\b|старший\b|список\b|"
    r"внимание|обратите|заполн|если |просьба|образец|пример\b|справк[аи]\b)"
)
_LINE = re.compile(r"_{3,}|\.{6,}|…{3,}")
_GROUP = re.compile(
    r"(?:\d+[ -]?(?:я|ая)? )?(?:под)?групп|поток|раздел|модуль|список|категори|"
    r"педагоги|воспитатели|слушатели|стажеры|участники"
)
_TITLE = re.compile(
    r"площадк|список|списк|сведени|заявк|педагог|слушател|стаж|участник|управлени|отдел|приказ|баз[ае]\b"
)
_LABEL = re.compile(
    r"^(?:наименование )?(?:организаци|учреждени|доу|доо|оу|место работы)[^:«]{0,40}:\s*", re.IGNORECASE
)
_INITIALS = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_SAMPLE = re.compile(r"пример|образец")
_SIGNED = "подпись или примечание"
_NAME_ORDER = (FULL_NAME, "last_name", "first_name", FIRST_AND_PATRONYMIC, "patronymic")
_STRONG = ("snils", "birth_date", "email")


def read_rows(
    rows: Sequence[Sequence[Cell]], layout: Layout, *, first_number: int, today: date, sheet: str = ""
) -> tuple[list[RosterRow], list[SkippedRow]]:
    """The people below the headings, and the rows that are none; empty rows are in neither list.

    `first_number` is what `rows[0]` is known by, `sheet` as in `RosterRow`.
    """
    people: list[RosterRow] = []
    skipped: list[SkippedRow] = []
    section = Section()
    filled = _filled_fields(layout)
    tail = _last_person(rows, layout)
    if "organization" not in filled and layout.header_rows:
        section.said["organization"] = _organization_above(rows[: layout.header_rows[0]])
    is_signed = False
    for index in range(layout.first, len(rows)):
        row = rows[index]
        reason = _why_not_a_person(row, layout, section, in_tail=index > tail, is_signed=is_signed)
        is_signed = is_signed or (index > tail and reason == _SIGNED)
        if reason is None:
            number = first_number + index
            people.append(read_person(row, layout, section, number=number, today=today, filled=filled, sheet=sheet))
        elif reason:
            skipped.append(SkippedRow(first_number + index, reason))
    return people, skipped


def _filled_fields(layout: Layout) -> set[str]:
    return {field for role in layout.roles for field in JOINED.get(role, (role,))}


def _cell(row: Sequence[Cell], column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else ""


def _said(row: Sequence[Cell], layout: Layout, role: str) -> bool:
    """Whether the row has something in the role's column, be it a formula without a value."""
    cell = _cell(row, layout.roles.get(role))
    return (
        isinstance(cell, CellFault)
        or (cell != "" and not isinstance(cell, str))
        or (isinstance(cell, str) and bool(cell.strip(" _\u00a0\t\r\n\u200b")))
    )


def _name_text(row: Sequence[Cell], layout: Layout) -> str:
    columns = [at for role in _NAME_ORDER if (at := layout.roles.get(role)) is not None and at < len(row)]
    return " ".join([text for at in columns if (text := cell_text(row[at]))])


def _last_person(rows: Sequence[Sequence[Cell]], layout: Layout) -> int:
    """The last row that is a person beyond doubt: what stands below may be totals and signatures."""
    others = [role for role in layout.roles if role not in NAME_ROLES]
    for index in range(len(rows) - 1, layout.first - 1, -1):
        row = rows[index]
        name = _name_text(row, layout)
        if name and not _LINE.search(name) and not _TOTAL.match(fold(name)) and not _SIGNATURE.match(fold(name)):
            said = sum(_said(row, layout, role) for role in others)
            if said > 1 or (said == len(others) and looks_like_full_name(name)):
                return index
    return -1


def _organization_above(titles: Sequence[Sequence[Cell]]) -> str:
    """The kindergarten whose name alone stands over the list, '' when there is none."""
    for row in reversed(titles):
        texts = list(dict.fromkeys(text for cell in row if (text := cell_text(cell))))
        if len(texts) == 2 and "organization" in heading_roles(texts[0]):
            texts = texts[1:]
        text = _LABEL.sub("", texts[0]) if len(texts) == 1 else ""
        if looks_like_organization(text) and not _TITLE.search(fold(text)):
            return text
    return ""


def _why_not_a_person(
    row: Sequence[Cell], layout: Layout, section: Section, *, in_tail: bool, is_signed: bool
) -> str | None:
    """None for a person, '' for an empty row, else why the row is passed over."""
    name = _name_text(row, layout)
    if _is_plainly_a_person(row, layout, name):
        return "повтор заголовков" if _repeats_headings(row, layout) else None
    texts = [text for cell in row if (text := cell_text(cell))]
    faults = any(isinstance(cell, CellFault) for cell in row)
    if not texts:
        return "нет данных о человеке" if faults else ""
    if _repeats_headings(row, layout):
        return "повтор заголовков"
    if len(set(texts)) == 1 and not faults:
        return _alone(texts[0], section, in_name=bool(name), in_tail=in_tail, is_signed=is_signed)
    said = [role for role in layout.roles if _said(row, layout, role)]
    if _is_numbering(row, said):
        return "номера столбцов"
    if _is_sample(row[0]) or all(text.startswith("(") and text.endswith(")") for text in texts):
        return "образец"
    return _foot_of_list(row, layout, texts, in_tail=in_tail) or _nobody(row, layout, said, in_tail=in_tail)


def _foot_of_list(row: Sequence[Cell], layout: Layout, texts: Sequence[str], *, in_tail: bool) -> str | None:
    """Why the row is a total or a signature; None when it is neither."""
    name = _name_text(row, layout)
    strong = any(re.search(r"[\d@]", cell_text(_cell(row, layout.roles.get(role)))) for role in _STRONG)
    if any(_TOTAL.match(fold(text)) for text in texts) and not (strong and looks_like_full_name(name)):
        return "итоги"
    has_line = any(_LINE.search(text) for text in texts)
    if strong or (_has_place_of_work(row, layout) and not has_line):
        return None
    filled = sum(_said(row, layout, role) for role in layout.roles)
    is_signed = in_tail and filled <= 2 and (has_initials(name) or any(_INITIALS.search(text) for text in texts))
    is_signature = _SIGNATURE.match(fold(name or texts[0])) and (name or in_tail)
    return _SIGNED if has_line or is_signature or is_signed else None


def _nobody(row: Sequence[Cell], layout: Layout, said: Sequence[str], *, in_tail: bool) -> str | None:
    """Why a row without any name is nobody's; None when there is a name, or enough else to ask for one."""
    if any(_said(row, layout, role) for role in NAME_ROLES if role in layout.roles) or _has_place_of_work(row, layout):
        return None
    enough = len([role for role in said if role != "municipality"])
    if not said:
        return ""
    return None if enough > (2 if in_tail else 1) else "нет данных о человеке"


def _has_place_of_work(row: Sequence[Cell], layout: Layout) -> bool:
    """A known position and an organisation, each in its own column: somebody, even without a name."""
    place = cell_text(_cell(row, layout.roles.get("organization")))
    work = cell_text(_cell(row, layout.roles.get("position")))
    return looks_like_organization(place) and looks_like_position(work)


def _is_plainly_a_person(row: Sequence[Cell], layout: Layout, name: str) -> bool:
    """The way of nearly every row: a name that is no other word, and enough cells to be no signature."""
    if not name or not name[0].isalpha() or "_" in name or _is_sample(row[0]):
        return False
    width = len(row)
    if len([at for at in layout.roles.values() if at < width and row[at] != ""]) <= 3:
        return False
    word = name.lower()
    return not _TOTAL.match(word) and not _SIGNATURE.match(word)


def _is_sample(cell: Cell) -> bool:
    return isinstance(cell, str) and cell[:1] in "ПпОо" and _SAMPLE.match(cell.lower()) is not None


def _alone(text: str, section: Section, *, in_name: bool, in_tail: bool, is_signed: bool) -> str | None:
    """A row of one text: the heading of a group, a note, or a person of whom only the name is known."""
    folded = fold(text)
    if _TOTAL.match(folded):
        return "итоги"
    if section.open_by(text):
        return "заголовок группы"
    if _GROUP.match(folded):
        # «Педагоги»: whatever position was named above, these may have others.
        section.said["position"] = ""
        return "заголовок группы"
    is_name = is_written_name(tidy_name(text)) and len(tidy_name(text).split()) in {1, 2, 3, 4}
    if in_name and is_name and not _SIGNATURE.match(folded) and not _LINE.search(text):
        return None if not is_signed and (looks_like_full_name(text) or not in_tail) else _SIGNED
    if text.isdigit():
        return ""
    return _SIGNED


def _repeats_headings(row: Sequence[Cell], layout: Layout) -> bool:
    texts = [cell for cell in row if isinstance(cell, str)]
    if layout.heading_words.isdisjoint(map(str.lower, map(str.strip, texts))):
        return False
    matching = compared = 0
    for column in layout.roles.values():
        cell = _cell(row, column)
        if cell != "" and layout.headings[column]:
            compared += 1
            matching += isinstance(cell, str) and heading_key(cell) == heading_key(layout.headings[column])
    return matching > 1 and matching * 2 >= compared


def _is_numbering(row: Sequence[Cell], said: Sequence[str]) -> bool:
    """«1 2 3 4 …» under the headings."""
    numbers = [cell_text(cell) for cell in row if cell != ""]
    if len(said) < 2 or not all(re.fullmatch(r"\d{1,2}", text) for text in numbers):
        return False
    values = [int(text) for text in numbers]
    return all(after == before + 1 for before, after in pairwise(values))
