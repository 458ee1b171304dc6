"""How an indicator's standing looks: a colour, and always a word and an icon beside it."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.indicators import Standing
from views.states import State
from views.theme import ChipLook

LOOKS: Mapping[Standing, ChipLook] = MappingProxyType(
    {
        Standing.REACHED: ChipLook(State.DONE, "checkmark_circle"),
        Standing.ON_TRACK: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
        Standing.BEHIND: ChipLook(State.ATTENTION, "clock_alarm"),
        Standing.MISSED: ChipLook(State.OVERDUE, "error_circle"),
        Standing.NO_FACT: ChipLook(State.ATTENTION, "edit"),
        Standing.AHEAD: ChipLook(State.NEUTRAL, "circle"),
        Standing.NO_TARGET: ChipLook(State.NEUTRAL, "subtract"),
    }
)
