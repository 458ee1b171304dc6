"""Rows of somebody's учебно-тематический план, and the modules that they become."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.rows.programs import ActivityDraft
from models.rows.roster import RowNotice
from models.rows.table_import import CellProblem, ImportStatus, TableRow, counts_by_status


@dataclass(frozen=True, slots=True)
class StudyPlanRow:
    """A row as it is understood: a module (then `hours` may be said), or the activities of one topic."""

    row: TableRow
    status: ImportStatus
    is_module: bool
    title: str
    hours: int | None = None
    activities: tuple[ActivityDraft, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    notices: tuple[RowNotice, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyPlanPreview:
    """All rows of a table in their order."""

    rows: Sequence[StudyPlanRow] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """Rows by status."""
        return counts_by_status(each.status for each in self.rows)
