"""What was read from a list of trainees: rows, problems and counts, before anything is written."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from hashlib import sha256

SHEET_ROWS = 1_048_576
"""Rows that a sheet has in Excel and LibreOffice: those of the second sheet of a file are counted on from here."""


class RowStatus(StrEnum):
    """What accepting the preview does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class PersonFields:
    """One person as the file says, brought to the forms of domain.md §4; None where the file says nothing."""

    last_name: str | None = None
    first_name: str | None = None
    patronymic: str | None = None
    birth_date: date | None = None
    snils: str | None = None
    """`XXX-XXX-XXX YY`."""
    position: str | None = None
    organization: str | None = None
    """As the file writes it."""
    municipality: str | None = None
    """As the file writes it."""
    phone: str | None = None
    """`+7XXXXXXXXXX`."""
    email: str | None = None
    category: str | None = None
    education: str | None = None
    experience_years: int | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row waits for a decision: a sentence for the person, and what the cell said (`was`).

    The sentence never holds data of the trainee; `was` does and is for the preview only, never for a log.
    """

    field: str
    message: str
    was: str = ""
    other_row: int | None = None
    """The row of the same file that this row stands against: such a problem goes when either row is mended."""


@dataclass(frozen=True, slots=True)
class RowNotice:
    """What was mended or left out without asking; the row is taken all the same."""

    field: str
    message: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row."""

    row: int
    """What the row is known by in its batch: its number, counted on from sheet to sheet of the file."""
    status: RowStatus
    person: PersonFields
    problems: tuple[RowProblem, ...] = ()
    notices: tuple[RowNotice, ...] = ()
    duplicate_of: int | None = None
    """The row of the same file that came first."""
    sheet: str = ""
    """The sheet it stands on, where several are taken."""

    @property
    def number(self) -> int:
        """The number the spreadsheet shows beside it."""
        return number_of(self.row)

    @property
    def called(self) -> str:
        """«5», «5 листа «Сад № 7»» where several sheets are taken."""
        return row_called(self.row, self.sheet)


def number_of(row: int) -> int:
    """The number the spreadsheet shows beside a row of a batch."""
    return (row - 1) % SHEET_ROWS + 1


def row_called(row: int, sheet: str) -> str:
    """«5», «5 листа «Сад № 7»» where several sheets are taken: what follows «в строке»."""
    if not sheet:
        return str(number_of(row))
    inside = sheet.replace("«", "„").replace("»", "“")
    return f"{number_of(row)} листа «{inside}»"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no person: a total, a signature, a heading of a group."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """A column of the list: its letter in the spreadsheet, its heading, and the fields it fills, if any."""

    letter: str
    heading: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A sheet with a list of people, and what its columns are."""

    sheet: str
    header_row: int | None
    """The last row of the headings as the spreadsheet numbers it; None where the list has no headings."""
    headings: tuple[RosterColumn, ...]

    @property
    def layout(self) -> str:
        """What the tables of one sender have in common: SHA-256 of their headings; '' for a list without headings."""
        if self.header_row is None:
            return ""
        named = ("" if each.heading == f"Столбец {each.letter}" else each.heading for each in self.headings)
        return sha256("\n".join(named).encode()).hexdigest()

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading of its column; `full_name` stands for a joined ФИО."""
        return {field: column.heading for column in self.headings for field in column.fields}

    @property
    def ignored_columns(self) -> tuple[str, ...]:
        """Headings of the columns that fill nothing."""
        return tuple(column.heading for column in self.headings if not column.fields and column.heading)


@dataclass(frozen=True, slots=True)
class RosterSheet(SheetHead):
    """The list of people found in a file: on one sheet, or on several that are taken as one batch."""

    rows: tuple[RosterRow, ...]
    skipped: tuple[SkippedRow, ...] = ()
    more: tuple[SheetHead, ...] = ()
    """The sheets after the first, where several are taken."""

    @property
    def heads(self) -> tuple[SheetHead, ...]:
        """All sheets that are taken, in the order of the file."""
        return (self, *self.more)

    @property
    def sheet_names(self) -> str:
        """«Сад № 5, Сад № 7»; '' for a text file."""
        return ", ".join(head.sheet for head in self.heads)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by status; every status is there."""
        found = Counter(row.status for row in self.rows)
        return {status.value: found[status] for status in RowStatus}


def person_json(person: PersonFields) -> dict[str, str | int]:
    """The fields that are there, dates in ISO form."""
    said: dict[str, str | int] = {}
    for field in fields(person):
        value: str | int | date | None = getattr(person, field.name)
        if value is not None:
            said[field.name] = value.isoformat() if isinstance(value, date) else value
    return said


def roster_json(roster: RosterSheet) -> dict[str, object]:
    """The preview as `import-roster --dry-run --json` prints it."""
    heads = [{"sheet": head.sheet, "header_row": head.header_row, "columns": head.columns} for head in roster.heads]
    return {
        **heads[0],
        **({"sheets": heads} if roster.more else {}),
        "rows": [
            {
                "row": row.number,
                **({"sheet": row.sheet} if row.sheet else {}),
                "status": row.status.value,
                "person": person_json(row.person),
                "problems": [{"field": problem.field, "message": problem.message} for problem in row.problems],
            }
            for row in roster.rows
        ],
        "counts": roster.counts,
    }
