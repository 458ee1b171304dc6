"""What loading a list of trainees would do, in numbers."""

from collections.abc import Sequence
from typing import NamedTuple

from models.rows.roster_plan import RowDecision
from views.importing.model import PreviewModel
from views.importing.rows import Standing
from views.trainees.import_rows import changes_card, fields_of, has_closed, new_places, standing_of


class Outcome(NamedTuple):
    """What loading would do: numbers of rows, of new organisations, and of people with closed fields."""

    new: int
    changed: int
    same: int
    waiting: int
    aside: int
    copies: int
    places: int
    closed: int
    changes: int
    """Changes of single fields in the cards of the ticked rows."""
    refused: int
    """How many of them the person refused."""


def outcome_of(decisions: Sequence[RowDecision], model: PreviewModel, *, attested: bool) -> Outcome:
    """What loading the ticked rows would do now; `attested` when the consents are there."""
    counts = model.counts()
    ticked = [decisions[place] for place in model.taken()]
    refused = model.refused
    taken = [each.keeping(fields_of(refused.get(each.row.row, ()))) for each in ticked]
    changes = sum(len(each.changes) for each in ticked)
    new = [each for each in taken if standing_of(each) is Standing.NEW]
    changed = [
        each for each in taken if standing_of(each) is Standing.CHANGED and changes_card(each, attested=attested)
    ]
    same = [each for each in decisions if standing_of(each) is Standing.SAME]
    return Outcome(
        new=len(new),
        changed=len(changed),
        same=len(same) + len(taken) - len(new) - len(changed),
        waiting=counts[Standing.DECIDE],
        aside=model.set_aside(),
        copies=counts[Standing.COPY],
        places=new_places([*new, *changed]),
        closed=sum(map(has_closed, taken)) + sum(map(has_closed, same)),
        changes=changes,
        refused=changes - sum(len(each.changes) for each in taken),
    )
