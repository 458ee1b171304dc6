"""What accepting a list of trainees would do, row by row."""

from dataclasses import dataclass
from typing import NamedTuple

from models.rows.programs import Enrolled
from models.rows.roster import RosterRow, RosterSheet


class FieldChange(NamedTuple):
    """One field of an existing card: what it holds now and what the file says; values are for the preview only."""

    field: str
    was: object
    becomes: object


@dataclass(frozen=True, slots=True)
class RowDecision:
    """A row beside the database: whose card it is, what would change, where she works."""

    row: RosterRow
    person_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    organization_id: int | None = None
    """None for an organisation that is not in the directory yet."""
    municipality_id: int | None = None


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """The preview after comparison with the database: the same rows with their final states."""

    roster: RosterSheet
    decisions: tuple[RowDecision, ...]


@dataclass(frozen=True, slots=True)
class AcceptedBatch:
    """What an accepted list brought; `restricted_dropped` people had closed fields and no attested consent."""

    batch_id: int
    new: int
    changed: int
    same: int
    left: int
    """Rows of the file that nothing was written of: `aside`, copies of other rows, and those that wait."""
    organizations: int
    restricted_written: int
    restricted_dropped: int
    enrolled: Enrolled | None = None
    """What became of the stream the list was taken into, if one was chosen."""
    aside: int = 0
    """Rows that could have been taken and were unticked on purpose."""
    copies: int = 0
    consents: int = 0
    """People whose consents on paper were attested."""


@dataclass(frozen=True, slots=True)
class UndoneBatch:
    """What taking a list back did; kept people were changed or used since."""

    removed: int
    restored: int
    kept_person_ids: tuple[int, ...]
