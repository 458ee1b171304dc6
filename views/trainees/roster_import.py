"""A list of trainees for the import preview: how its file is read, and every person beside the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from models.database import Database
from models.errors import UserError
from models.imports.roster import Columns
from models.imports.roster_correction import correct_rows
from models.imports.roster_file import RosterFile, read_pasted_roster, read_roster_file
from models.progress import Progress
from models.queries.column_mappings import remembered_columns
from models.queries.roster_preview import preview_roster
from models.rows.codes import Category, Education
from models.rows.people import PersonChoices, PlaceChoice
from models.rows.roster import SheetHead
from models.rows.roster_preview import RosterPreview
from models.rules.shown import short_municipality
from views.importing.kinds import Corrections, ReadFile, Shown
from views.importing.pasted import Pasted
from views.importing.rows import RowView, TableRows
from views.spawned import in_process
from views.trainees.import_rows import (
    TITLES,
    column_uses,
    missing_fields,
    named_in_file,
    row_view,
    shown_fields,
    standing_of,
)

HEAVY_BYTES = 300_000
"""From this size on a file is read in a process of its own: calamine would hold the window."""

_WIDTHS = {
    "full_name": 208,
    "position": 186,
    "organization": 142,
    "municipality": 152,
    "phone": 168,
    "email": 180,
    "category": 130,
    "education": 170,
    "experience_years": 92,
    "snils": 140,
    "birth_date": 124,
}
"""Pixels at 100 %; the fields share what is left over."""


@dataclass(frozen=True, slots=True)
class RosterWish:
    """What of a file is read, and how."""

    sheets: tuple[str, ...] | None = None
    """The sheets to take; None for those that hold lists of people."""
    columns: Columns = field(default_factory=dict[str, Mapping[str, str]])
    is_afresh: bool = False
    """Whether the columns are recognised anew, whatever was chosen before."""
    pasted: Pasted | None = None
    """Read instead of a file."""


class RosterImport:
    """Rows of a list → people; columns chosen by hand for the last list of the same headings are chosen again."""

    title = "Загрузка списка"
    invitation = "Выберите файл со списком: XLSX, XLS, ODS или CSV. "
    invitation += "Его можно перетащить сюда, а таблицу из Word или Excel — вставить клавишами Ctrl+V."
    titles = TITLES

    def __init__(self, db: Database) -> None:
        self._db = db
        self.wish = RosterWish()

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read what is wished for, big files in a process of their own; `sheet` is the one whose columns are shown."""
        del columns
        wish = self.wish
        found = _read(path, wish, today=today, progress=progress)
        before = self._remembered(found, wish)
        if before:
            wish = replace(wish, columns={**wish.columns, **before})
            found = _read(path, wish, today=today, progress=progress)
        heads = found.roster.heads
        wanting = [head.sheet for head in heads if missing_fields(found.roster, head)]
        names = [head.sheet for head in heads]
        shown = sheet if sheet in names else [*wanting, *names][0]
        return beside_columns(ReadFile(path, found, as_before=bool(before)), shown)

    def _remembered(self, found: RosterFile, wish: RosterWish) -> Columns:
        """Columns chosen before for the layouts of sheets that nothing is chosen for now."""
        if wish.is_afresh:
            return {}
        fresh = [head for head in found.roster.heads if head.sheet not in wish.columns]
        before = {head.sheet: remembered_columns(self._db, "roster", head.layout) for head in fresh}
        return {sheet: columns for sheet, columns in before.items() if columns}

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every person with what becomes of her; a row is made when it is looked at."""
        del answers
        file = roster_file(found)
        roster = correct_rows(file.roster, said, today=db.today())
        preview = preview_roster(db, roster, sha256=file.sha256)
        decisions, fields = preview.plan.decisions, shown_fields(preview.roster)

        def made(place: int) -> RowView:
            return row_view(preview, decisions[place], fields)

        return Shown(
            rows=TableRows([each.row.row for each in decisions], [standing_of(each) for each in decisions], made),
            titles={name: TITLES[name] for name in fields},
            widths=_WIDTHS,
            plan=preview,
            offers=_offers(preview.choices, list(known_places(preview))),
            sheets=[head.sheet for head in roster.heads] if roster.more else (),
        )


def beside_columns(found: ReadFile, sheet: str) -> ReadFile:
    """The file with the columns of one of its sheets."""
    file = roster_file(found)
    head = next(each for each in file.roster.heads if each.sheet == sheet)
    uses, missing = column_uses(head), missing_fields(file.roster, head)
    return replace(found, uses=uses, missing=missing, columns=file.columns.get(sheet, {}), sheet=sheet)


def taken_sheets(found: ReadFile) -> list[str]:
    """Names of the sheets that are taken."""
    return [head.sheet for head in _heads(found)]


def alike(found: ReadFile) -> list[str]:
    """The sheets whose columns are those of the sheet that is shown, it too: one choice of columns is for all."""
    columns = {head.sheet: [(each.letter, each.heading) for each in head.headings] for head in _heads(found)}
    return [sheet for sheet, said in columns.items() if said == columns[found.sheet]]


def chosen_columns(found: ReadFile) -> dict[str, Mapping[str, str]]:
    """Layout of every sheet that is taken → the columns chosen for it."""
    chosen: dict[str, Mapping[str, str]] = {}
    for head in _heads(found):
        chosen[head.layout] = roster_file(found).columns.get(head.sheet, {}) or chosen.get(head.layout, {})
    return chosen


def _heads(found: ReadFile) -> Sequence[SheetHead]:
    return roster_file(found).roster.heads


def _read(path: Path, wish: RosterWish, *, today: date, progress: Progress) -> RosterFile:
    if wish.pasted is not None:
        text, html = wish.pasted
        read = partial(read_pasted_roster, path, text=text, html=html, today=today, columns=wish.columns)
        return in_process(progress, read) if len(text) + len(html) > HEAVY_BYTES else read()
    try:
        heavy = path.stat().st_size > HEAVY_BYTES
    except OSError as problem:
        raise UserError("Файл не читается.", "Проверьте, на месте ли он, и выберите его снова.") from problem
    if heavy:
        return in_process(progress, read_roster_file, path, today=today, columns=wish.columns, sheets=wish.sheets)
    return read_roster_file(path, today=today, columns=wish.columns, sheets=wish.sheets)


def roster_file(found: ReadFile) -> RosterFile:
    """The list of a file that was read."""
    return cast("RosterFile", found.table)


def roster_preview(shown: Shown) -> RosterPreview:
    """The list beside the database, as it is shown."""
    return cast("RosterPreview", shown.plan)


def known_places(preview: RosterPreview) -> dict[str, PlaceChoice]:
    """Organisations of the directory and those that only this list names, by how they are offered."""
    return {place_words(place): place for place in (*preview.choices.organizations, *named_in_file(preview))}


def place_words(place: PlaceChoice) -> str:
    """«Д/с № 41 · Чугуевский МО»: a place among its namesakes."""
    return f"{place.title} · {short_municipality(place.municipality)}" if place.municipality else place.title


def _offers(choices: PersonChoices, places: Sequence[str]) -> dict[str, Sequence[str]]:
    """What the editors of the cells propose, by field."""
    return {
        "position": [position.title for position in choices.positions],
        "organization": places,
        "municipality": [unit.title for unit in choices.municipalities],
        "category": [category.label for category in Category],
        "education": [education.label for education in Education],
    }
