"""One file with a list of trainees: what it says, which sheets it has, and its hash. Imports no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from models.errors import UserError
from models.imports.roster import lists_in, roster_in
from models.imports.spreadsheet import read_workbook
from models.rows.roster import RosterSheet


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A list as its file says, with the columns and the sheet that the person chose."""

    path: Path
    sha256: str
    roster: RosterSheet
    sheets: tuple[str, ...] = ()
    """Names of the sheets that can be seen in the file and hold something."""
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    lists: Mapping[str, int] = field(default_factory=dict[str, int])
    """Sheets that hold a list, and how many people each may have; nothing where there is but one sheet."""


def read_roster_file(path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None) -> RosterFile:
    """Read a file; `columns` and `sheet` as for `read_roster`. Raises UserError for what a person can mend."""
    workbook = read_workbook(path)
    roster = roster_in(workbook, today=today, columns=columns or None, sheet=sheet)
    sheets = tuple(each.name for each in workbook.sheets if each.visible and each.rows)
    try:
        digest = sha256(path.read_bytes()).hexdigest()
    except OSError as problem:
        raise UserError("Файл пропал, пока его читали.", "Проверьте диск и выберите файл снова.") from problem
    return RosterFile(path, digest, roster, sheets, dict(columns), lists_in(workbook) if len(sheets) > 1 else {})
