"""How the state of a programme is shown."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.codes import ProgramStatus
from views.states import State
from views.theme import ChipLook

_LOOKS: Mapping[ProgramStatus, ChipLook] = MappingProxyType(
    {
        ProgramStatus.DRAFT: ChipLook(State.NEUTRAL, "edit"),
        ProgramStatus.APPROVED: ChipLook(State.DONE, "lock_closed"),
        ProgramStatus.ARCHIVED: ChipLook(State.NEUTRAL, "archive"),
    }
)


def program_look(status: ProgramStatus) -> ChipLook:
    """The colour and icon of a state."""
    return _LOOKS[status]
