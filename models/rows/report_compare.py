"""What differs between two reports: figures, lines of tables and texts, with who did it and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from models.rows.codes import Code, ReportStatus
from models.rows.plan_history import WordChange
from models.rows.report_records import Figure, RecordKind


class ChangeState(Code):
    """What became of a record between two reports."""

    ADDED = "added", "добавлено"
    REMOVED = "removed", "убрано"
    CHANGED = "changed", "изменено"


class Hand(NamedTuple):
    """Who changed a record and when (local time); `action` as «Недавние действия» calls it."""

    action_id: int
    at: datetime
    actor: str
    action: str


class RowChange(NamedTuple):
    """A record that is new, gone or different; `changes` say which of its printed fields, in words."""

    state: ChangeState
    kind: RecordKind | None
    """None for a line of a summary table: a format, a municipality, a competence, a question."""
    id: int
    other: int | None
    title: str
    day: date | None
    changes: tuple[WordChange, ...] = ()
    hands: tuple[Hand, ...] = ()
    """In the order of their actions; none where two periods are compared."""


class FigureChange(NamedTuple):
    """A figure of the totals or an indicator that differs; None where there was or is nothing to count."""

    figure: Figure
    title: str
    before: float | None
    after: float | None
    rows: tuple[RowChange, ...] = ()
    """The records it differs by; none where two periods are compared."""


class TableChange(NamedTuple):
    """A printed table whose lines differ."""

    table: str
    title: str
    rows: tuple[RowChange, ...]


class TextChange(NamedTuple):
    """A section's text that differs."""

    section: str
    title: str
    before: str
    after: str


class ReportSide(NamedTuple):
    """One of the two that are compared; `report_id` and `version` are None for figures as they stand now."""

    title: str
    """«I квартал 2026 года, версия 2»."""
    period: str
    report_id: int | None
    version: int | None
    status: ReportStatus | None
    approved_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportComparison:
    """What differs between two reports."""

    before: ReportSide
    after: ReportSide
    figures: tuple[FigureChange, ...]
    tables: tuple[TableChange, ...]
    texts: tuple[TextChange, ...]
