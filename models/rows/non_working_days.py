"""Non-working days: the reference table that plans are moved around."""

from datetime import date
from typing import NamedTuple

from models.rows.draft import Draft, Text


class NonWorkingDayDraft(Draft):
    """A day on which nothing is planned, and what it is called."""

    day: date
    title: Text


class NonWorkingDayLine(NamedTuple):
    """A non-working day of the table."""

    day: date
    title: str
