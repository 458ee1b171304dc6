"""What was read from somebody's plan: rows, problems by cell, and the lines they would become."""

from dataclasses import dataclass, field

from models.rows.choice import Choice
from models.rows.plans import PlanItemDraft
from models.rows.roster import RowNotice
from models.rows.table_import import CellProblem, ImportStatus, PersonListed, ReadTable, TableRow, counts_by_status


@dataclass(frozen=True, slots=True)
class PlanRowDecision:
    """A row beside the plan: `draft` is there when nothing forbids taking it.

    A row repeats when the plan, or an earlier row, has the same activity on the same days.
    """

    row: TableRow
    status: ImportStatus
    draft: PlanItemDraft | None = None
    problems: tuple[CellProblem, ...] = ()
    notices: tuple[RowNotice, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanImportPreview:
    """The rows as they would be written, in the order of the file."""

    sheet: ReadTable
    plan_id: int
    decisions: tuple[PlanRowDecision, ...] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by status; every status is there."""
        return counts_by_status(each.status for each in self.decisions)

    @property
    def drafts(self) -> tuple[PlanItemDraft, ...]:
        """What `accept_plan_rows` takes: new rows without problems."""
        return tuple(each.draft for each in self.decisions if each.draft and each.status is ImportStatus.NEW)


@dataclass(frozen=True, slots=True)
class PlanDirectory:
    """What rows are matched with: the lists of the site and the lines that the plan has already."""

    sections: tuple[Choice, ...]
    formats: tuple[Choice, ...]
    people: tuple[PersonListed, ...]
    taken: frozenset[tuple[str, str, str]] = frozenset()
    """(title key, first day, last day) of the plan's lines."""
