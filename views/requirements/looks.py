"""How a requirement looks in each of its states: a stop of the route, a chip, a dot."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from models.rows.requirements import Requirement, RequirementState
from views.states import State
from views.theme import ChipLook
from views.widgets.route import StopState

STOPS: Mapping[RequirementState, StopState] = MappingProxyType(
    {
        RequirementState.MET: "done",
        RequirementState.OPEN: "ahead",
        RequirementState.LATE: "late",
        RequirementState.IMPOSSIBLE: "late",
        RequirementState.DECIDED: "flag",
    }
)

CHIPS: Mapping[RequirementState, ChipLook] = MappingProxyType(
    {
        RequirementState.MET: ChipLook(State.DONE, "checkmark"),
        RequirementState.OPEN: ChipLook(State.NEUTRAL, "clock"),
        RequirementState.LATE: ChipLook(State.OVERDUE, "clock_alarm"),
        RequirementState.IMPOSSIBLE: ChipLook(State.OVERDUE, "error_circle"),
        RequirementState.DECIDED: ChipLook(State.ATTENTION, "key"),
    }
)

SHORT_STATES: Mapping[RequirementState, str] = MappingProxyType(
    {
        RequirementState.MET: "есть",
        RequirementState.OPEN: "ещё нет",
        RequirementState.LATE: "срок вышел",
        RequirementState.IMPOSSIBLE: "решение",
        RequirementState.DECIDED: "засчитано",
    }
)
"""A state in a cell of the matrix; the panel says it in full."""


def dots(found: Sequence[Requirement]) -> tuple[State | None, ...]:
    """Five dots in the order а–д; an empty one is still to be met."""
    return tuple(None if each.state is RequirementState.OPEN else CHIPS[each.state].state for each in found)
