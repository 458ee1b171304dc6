"""One file with lists of trainees: what it says, which sheets it has, and its hash. Imports no database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from models.errors import UserError
from models.imports.pasted_table import pasted_rows
from models.imports.roster import Columns, lists_in, roster_in
from models.imports.spreadsheet import Sheet, Workbook, read_workbook
from models.rows.roster import RosterSheet


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A list as its file says, with the columns that the person chose."""

    path: Path
    sha256: str
    roster: RosterSheet
    sheets: tuple[str, ...] = ()
    """Names of the sheets that can be seen in the file and hold something, and of those that are taken."""
    lists: Mapping[str, int] = field(default_factory=dict[str, int])
    """Those of them that hold a list, and how many people each may have; nothing where there is but one sheet."""
    columns: Columns = field(default_factory=dict[str, Mapping[str, str]])


def read_roster_file(path: Path, *, today: date, columns: Columns, sheets: Collection[str] | None) -> RosterFile:
    """Read a file; `columns` and `sheets` as for `read_roster`. Raises UserError for what a person can mend."""
    workbook = read_workbook(path)
    roster = roster_in(workbook, today=today, columns=columns, sheets=sheets)
    taken = {head.sheet for head in roster.heads}
    seen = tuple(each.name for each in workbook.sheets if each.rows and (each.visible or each.name in taken))
    try:
        digest = sha256(path.read_bytes()).hexdigest()
    except OSError as problem:
        raise UserError("Файл пропал, пока его читали.", "Проверьте диск и выберите файл снова.") from problem
    return RosterFile(path, digest, roster, seen, lists_in(workbook) if len(seen) > 1 else {}, columns)


def read_pasted_roster(path: Path, *, text: str, html: str, today: date, columns: Columns) -> RosterFile:
    """Read a table copied in Word or Excel; `path` is what it is called. Raises UserError as `read_roster` does."""
    workbook = Workbook((Sheet("", pasted_rows(text, html)),))
    roster = roster_in(workbook, today=today, columns=columns)
    return RosterFile(path, sha256(f"{html}\0{text}".encode("utf-8", "replace")).hexdigest(), roster, columns=columns)
