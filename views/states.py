"""The six states every chip, dot and bar takes its colours from (tokens.json), and the choice of a theme."""

from enum import StrEnum


class State(StrEnum):
    """A state of the palette: every chip, dot and bar takes its colours from one of these."""

    DONE = "done"
    ATTENTION = "attention"
    OVERDUE = "overdue"
    IN_PROGRESS = "inProgress"
    POSTPONED = "postponed"
    NEUTRAL = "neutral"


class Mode(StrEnum):
    """Which theme the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
