"""Everything the import preview shows of a list: the rows, what would be done with them, and the names around."""

from dataclasses import dataclass, field

from models.rows.people import BatchLine, PersonChoices, PlaceChoice
from models.rows.roster import RosterSheet
from models.rows.roster_plan import RosterPlan


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A list as read (and corrected) beside the database of this moment.

    `roster` is what `accept_roster` takes; `plan` holds the same rows with their final states.
    """

    roster: RosterSheet
    plan: RosterPlan
    places: dict[int, PlaceChoice] = field(default_factory=dict[int, PlaceChoice])
    units: dict[int, str] = field(default_factory=dict[int, str])
    """Municipal units of today by id."""
    card_names: dict[int, str] = field(default_factory=dict[int, str])
    """Full names of the cards that rows were matched with."""
    namesakes: dict[int, str] = field(default_factory=dict[int, str])
    """Row → the one card of the same surname that a row with a doubtful name may mean."""
    choices: PersonChoices = field(default_factory=PersonChoices)
    before: BatchLine | None = None
    """The same file accepted earlier."""
