"""Filled questionnaires of a spreadsheet beside those the stream has."""

from typing import NamedTuple

from models.rows.feedback import AnswerDraft
from models.rows.table_import import CellProblem, ImportStatus, TableRow, counts_by_status


class AnswerDecision(NamedTuple):
    """A row of the file: the sheet it gives, None where it waits for a decision or says nothing."""

    row: TableRow
    status: ImportStatus
    draft: AnswerDraft | None
    problems: tuple[CellProblem, ...]


class AnswersPreview(NamedTuple):
    """All rows of the file."""

    decisions: tuple[AnswerDecision, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by status."""
        return counts_by_status(decision.status for decision in self.decisions)
