"""«Если провести…»: meetings that a stream is supposed to hold, and who would be ready for a certificate then."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import Mode


class SupposedMeeting(NamedTuple):
    """A meeting that the whole stream is supposed to come to: an event ahead, an item of the plan, or invented."""

    day: date
    format: str
    mode: Mode
    is_seminar: bool
    is_practical: bool
    is_masterclass: bool
    title: str = ""
    """Of an event or of an item of the plan."""
    event_id: int | None = None
    plan_item_id: int | None = None


class MeetingFormat(NamedTuple):
    """A format that an invented meeting may have, with what it counts as."""

    id: int
    title: str
    is_seminar: bool
    is_practical: bool
    is_masterclass: bool


@dataclass(frozen=True, slots=True)
class WhatIfChoices:
    """What can be supposed: what lies ahead of the stream, by day, and the formats."""

    meetings: tuple[SupposedMeeting, ...]
    formats: tuple[MeetingFormat, ...]


class StaysOut(NamedTuple):
    """A trainee who would still not be ready."""

    enrollment_id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would come of it; those who have a certificate count as ready."""

    total: int
    ready_now: int
    ready_then: int
    gained: tuple[str, ...]
    """Names of those who become ready."""
    stay_out: tuple[StaysOut, ...]
