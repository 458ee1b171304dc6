"""A list of trainees for the import preview: how its file is read, and every person beside the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from models.database import Database
from models.errors import UserError
from models.imports.roster_correction import correct_rows
from models.imports.roster_file import RosterFile, read_roster_file
from models.progress import Progress
from models.queries.column_mappings import remembered_columns
from models.queries.roster_preview import preview_roster
from models.rows.codes import Category, Education
from models.rows.people import PersonChoices, PlaceChoice
from models.rows.roster_preview import RosterPreview
from models.rules.shown import short_municipality
from views.importing.kinds import Corrections, ReadFile, Shown
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


class RosterImport:
    """Rows of a list → people; columns chosen by hand for the last list of the same headings are chosen again."""

    title = "Загрузка списка"
    invitation = "Выберите файл со списком: XLSX, XLS, ODS или CSV. "
    invitation += "Его можно перетащить сюда или вставить клавишами Ctrl+V."
    titles = TITLES

    def __init__(self, db: Database) -> None:
        self._db = db
        self.is_afresh = False
        """Whether the columns are recognised anew, whatever was chosen before."""

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read a file; big ones in a process of their own."""
        found = _read(path, today=today, columns=columns, sheet=sheet, progress=progress)
        before = {} if columns or self.is_afresh else remembered_columns(self._db, "roster", found.roster.layout)
        if before:
            found = _read(path, today=today, columns=before, sheet=found.roster.sheet or None, progress=progress)
        roster = found.roster
        return ReadFile(
            path,
            found,
            column_uses(roster),
            missing_fields(roster),
            found.columns,
            roster.sheet,
            found.sheets,
            as_before=bool(before),
        )

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
        )


def _read(path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress) -> RosterFile:
    try:
        heavy = path.stat().st_size > HEAVY_BYTES
    except OSError as problem:
        raise UserError("Файл не читается.", "Проверьте, на месте ли он, и выберите его снова.") from problem
    if heavy:
        return in_process(progress, read_roster_file, path, today=today, columns=dict(columns), sheet=sheet)
    return read_roster_file(path, today=today, columns=columns, sheet=sheet)


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
