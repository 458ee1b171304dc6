"""How the state of a stream is shown."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.streams import StreamState
from views.states import State
from views.theme import ChipLook

_LOOKS: Mapping[StreamState, ChipLook] = MappingProxyType(
    {
        StreamState.AHEAD: ChipLook(State.NEUTRAL, "circle"),
        StreamState.RUNNING: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
        StreamState.OVER: ChipLook(State.DONE, "checkmark_circle"),
    }
)


def stream_look(state: StreamState) -> ChipLook:
    """The colour and icon of a state."""
    return _LOOKS[state]
