"""Reading a list away from the window's thread: the file once, then as often as a cell or a column changes."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from models.database import Database
from models.errors import UserError
from models.imports.roster_correction import Corrections, correct_rows
from models.imports.roster_file import RosterFile, read_roster_file
from models.progress import Progress
from models.queries.roster_preview import preview_roster
from models.rows.roster_preview import RosterPreview
from views.spawned import in_process

HEAVY_BYTES = 300_000
"""From this size on a file is read in a process of its own: calamine would hold the window."""


def read_list(
    path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
) -> RosterFile:
    """Read a file; big ones in a process of their own. Raises UserError for what a person can mend."""
    try:
        heavy = path.stat().st_size > HEAVY_BYTES
    except OSError as problem:
        raise UserError("Файл не читается.", "Проверьте, на месте ли он, и выберите его снова.") from problem
    if heavy:
        return in_process(progress, read_roster_file, path, today=today, columns=dict(columns), sheet=sheet)
    return read_roster_file(path, today=today, columns=columns, sheet=sheet)


def compare_list(db: Database, found: RosterFile, corrections: Corrections) -> RosterPreview:
    """The list with the cells that were mended by hand, beside the database of this moment."""
    return preview_roster(db, correct_rows(found.roster, corrections, today=db.today()), sha256=found.sha256)
