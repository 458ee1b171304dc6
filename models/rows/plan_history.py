"""What became of a plan from its first day: read on the screen and printed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class HistoryKind(StrEnum):
    """What an entry of a plan's history is."""

    CREATED = "created"
    STATE = "state"
    AMENDMENT = "amendment"
    MOVED = "moved"
    """A line of an approved plan that was moved or cancelled, with its reason."""
    CHANGED = "changed"
    """Title, period or texts of a plan that was not approved yet, or merging."""


class WordChange(NamedTuple):
    """One field in words: was → is; "" where there was or is nothing."""

    field: str
    was: str
    now: str


class HistoryRecord(NamedTuple):
    """What happened to one record of the plan: «пункт «Семинар» изменён» and its fields."""

    title: str
    changes: tuple[WordChange, ...]


@dataclass(frozen=True, slots=True)
class PlanHistoryEntry:
    """One entry: when (local time), who, in which words, why, and what changed.

    Amendments of one person, one day and one reason are one entry.
    """

    at: datetime
    kind: HistoryKind
    actor: str
    title: str
    reason: str
    records: tuple[HistoryRecord, ...]
