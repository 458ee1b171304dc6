"""The table of non-working days."""

from datetime import date

from models.database import Database
from models.queries.fetch import Source, rows
from models.rows.non_working_days import NonWorkingDayLine


def non_working_days(db: Database, year: int | None = None) -> list[NonWorkingDayLine]:
    """The days entered, of one year or of all, in their order."""
    with db.reading() as session:
        found = _read(session)
    return [line for line in found if year is None or line.day.year == year]


def read_days_off(session: Source) -> dict[date, str]:
    """The days entered and what they are called, inside an open snapshot."""
    return {line.day: line.title for line in _read(session)}


def _read(session: Source) -> list[NonWorkingDayLine]:
    return rows(session, NonWorkingDayLine, "SELECT day, title FROM non_working_day ORDER BY day")
