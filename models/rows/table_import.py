"""A table of somebody's spreadsheet as it was read: headings, rows, problems by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.rows.event_log import Choice
from models.rows.roster import RosterColumn, SkippedRow
from models.rules.clean import Cell


class ImportStatus(StrEnum):
    """What accepting the preview does with a row."""

    NEW = "new"
    DUPLICATE = "duplicate"
    """The site, or an earlier row of the file, has it already."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as the file says: field → cell; `row` is the number the spreadsheet shows."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The table found on a sheet."""

    sheet: str
    header_row: int
    """The row of the headings as the spreadsheet numbers it."""
    headings: tuple[RosterColumn, ...]
    rows: tuple[TableRow, ...]
    skipped: tuple[SkippedRow, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading of its column."""
        return {field: column.heading for column in self.headings for field in column.fields}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a row waits: its field, a sentence, what the cell said (for the preview only), what may have been meant."""

    field: str
    message: str
    was: str = ""
    proposals: tuple[Choice, ...] = ()
