"""What accepting a list of trainees would do, row by row."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.rows.programs import Enrolled
from models.rows.roster import RosterRow, RosterSheet, RowStatus

RESTRICTED = frozenset({"snils", "birth_date"})
"""Fields of a list that are written only under a consent (domain.md §3.7)."""


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

    def keeping(self, fields: Collection[str]) -> "RowDecision":
        """The row with these fields of the card left as they are, whatever the file says."""
        refused = {change.field: change.was for change in self.changes if change.field in fields}
        if not refused:
            return self
        changes = tuple(change for change in self.changes if change.field not in refused)
        person = replace(self.row.person, **dict.fromkeys(RESTRICTED & refused.keys()))
        row = replace(self.row, person=person, status=RowStatus.CHANGED if changes else RowStatus.SAME)
        if "organization" not in refused:
            return replace(self, row=row, changes=changes)
        # What the file says of the other organisation is no word about this one.
        place = int(str(refused["organization"]))
        return replace(self, row=row, changes=changes, organization_id=place, municipality_id=None)


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
    refused: int = 0
    """Fields of cards that were left as they are although the file says something else."""


@dataclass(frozen=True, slots=True)
class UndoneBatch:
    """What taking a list back did; kept people were changed or used since."""

    removed: int
    restored: int
    kept_person_ids: tuple[int, ...]
