"""A table of somebody's spreadsheet as it was read: headings, rows, problems by cell."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from models.rows.choice import Choice
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
    section: str = ""
    """The heading of the group the row stands under, "" before the first."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The table found on a sheet."""

    sheet: str
    header_row: int | None
    """The row of the headings as the spreadsheet numbers it, None where the columns were chosen without any."""
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


class PersonListed(NamedTuple):
    """Somebody whose name a table may hold; `roles` are the titles that may stand in its place."""

    id: int
    last_name: str
    first_name: str
    patronymic: str
    roles: tuple[str, ...]


def counts_by_status(statuses: Iterable[ImportStatus]) -> dict[str, int]:
    """Number of rows by status; every status is there."""
    found = Counter(statuses)
    return {status.value: found[status] for status in ImportStatus}
