"""What a phone's calendar is given of a plan: days of its lines and times of its events."""

from datetime import date
from typing import NamedTuple


class CalendarEntry(NamedTuple):
    """A line of the plan (all day) or an event; `starts_at` «10:30» is local time, None for a whole day.

    `uid` stays the same for the life of the record, so that a calendar changes what it has; `changed_at` is a UTC
    stamp. A cancelled entry is sent too: the calendar then takes it away.
    """

    uid: str
    title: str
    first: date
    last: date
    starts_at: str | None
    minutes: int
    place: str | None
    description: str
    is_cancelled: bool
    changed_at: str
