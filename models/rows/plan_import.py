"""What was read from somebody's plan: rows, problems by cell, and the lines they would become."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from models.rows.plan_board import Choice
from models.rows.plans import PlanItemDraft
from models.rows.roster import RosterColumn, RowNotice, SkippedRow
from models.rules.clean import Cell


class PlanRowStatus(StrEnum):
    """What accepting the preview does with a row."""

    NEW = "new"
    DUPLICATE = "duplicate"
    """The plan, or an earlier row of the file, has the same activity on the same days."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class PlanImportRow:
    """One activity as the file says: field → cell; `row` is the number the spreadsheet shows."""

    row: int
    section: str
    """The heading of the group the row stands under, "" before the first."""
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The table of activities found in a file or in what was pasted."""

    sheet: str
    header_row: int | None
    headings: tuple[RosterColumn, ...]
    rows: tuple[PlanImportRow, ...]
    skipped: tuple[SkippedRow, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Field → heading of its column."""
        return {field: column.heading for column in self.headings for field in column.fields}


@dataclass(frozen=True, slots=True)
class PlanRowProblem:
    """What forbids taking a row: its field, a sentence, what the cell said, and what may have been meant."""

    field: str
    message: str
    was: str = ""
    proposals: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRowDecision:
    """A row beside the plan: `draft` is there when nothing forbids taking it."""

    row: PlanImportRow
    status: PlanRowStatus
    draft: PlanItemDraft | None = None
    problems: tuple[PlanRowProblem, ...] = ()
    notices: tuple[RowNotice, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanImportPreview:
    """The rows as they would be written, in the order of the file."""

    sheet: PlanSheet
    plan_id: int
    decisions: tuple[PlanRowDecision, ...] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by status; every status is there."""
        found = Counter(each.status for each in self.decisions)
        return {status.value: found[status] for status in PlanRowStatus}

    @property
    def drafts(self) -> tuple[PlanItemDraft, ...]:
        """What `accept_plan_rows` takes: new rows without problems."""
        return tuple(each.draft for each in self.decisions if each.draft and each.status is PlanRowStatus.NEW)


class PlanPerson(NamedTuple):
    """Somebody who may answer for a line; `roles` are the titles of roles held now and the position."""

    id: int
    last_name: str
    first_name: str
    patronymic: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanDirectory:
    """What rows are matched with: the lists of the site and the lines that the plan has already."""

    sections: tuple[Choice, ...]
    formats: tuple[Choice, ...]
    people: tuple[PlanPerson, ...]
    taken: frozenset[tuple[str, str, str]] = frozenset()
    """(title key, first day, last day) of the plan's lines."""
