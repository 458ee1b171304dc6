"""What became of a person's card, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime

from models.rows.plan_history import HistoryRecord


@dataclass(frozen=True, slots=True)
class PersonHistoryEntry:
    """One action: when (local time), who, in which words, and what it changed of the card and at it."""

    at: datetime
    actor: str
    title: str
    records: tuple[HistoryRecord, ...]
