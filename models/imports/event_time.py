"""When somebody's event began and how long it lasted, as people write it in a table."""

import re
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

from models.rules.clean import Cell, Reading, cell_text, fold, says_nothing
from models.rules.typed_dates import parse_typed_time

ACADEMIC_HOUR = 45
"""Minutes (domain.md §3.2)."""

Unit = Literal["minutes", "hours", ""]
"""What a bare number counts, by the heading over it; "" where the heading does not say."""

_LONGEST_MINUTES = 24 * 60
_SHORTEST_MINUTES = 5
_MOST_HOURS = 16
_SURELY_HOURS = 8
_SURELY_MINUTES = 25
_FEWEST_HOURS = 0.25
"""Less is a part of a day as Excel keeps time."""
_CLOCK = re.compile(r"(\d{1,2}) ?(?:ч|час)\w*\.? ?(?:и )?(\d{1,2}) ?м(?:ин)?\w*\.?")
_COLON = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_NUMBER = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,2})?) ?(ак(?:ад\w*)?\.? ?ч\w*\.?|а\.? ?ч\.?|уч\w*\.? ?ч\w*\.?|ч\w*\.?|мин\w*\.?|м\.?|)"
)
_RANGE = re.compile(r"(?:с )?(\d{1,2}(?:[:.-]?\d{2})?)(?: ?ч\.?)? ?(?:-|до) ?(\d{1,2}(?:[:.-]?\d{2})?)(?: ?ч\.?)?")
_START = re.compile(r"(?:в |с )?(\d{1,2}(?:[:.-]\d{2}|\d{2})?)(?: ?(?:ч|час)\w*\.?)?(?: ?(\d{2}) ?мин\w*\.?)?")
_TWO_HOURS = re.compile(r"(\d{1,2})-(\d{2})")
_READ_MINUTES = "длительность не читается. Впишите её в виде «90 мин» или «2 ч»"
_UNCLEAR = "не ясно, часы это или минуты. Впишите «90 мин» или «2 ч»"


class Start(NamedTuple):
    """When it began, and how many minutes later it ended where that is said, too."""

    moment: time
    minutes: int | None = None


def start_of(cell: Cell) -> Start | None:
    """The beginning of «10:00», «10.30», «10 ч», «10:00–11:30», «с 10 до 12» or a time cell; None when unreadable."""
    if isinstance(cell, datetime):
        return Start(cell.time())
    if isinstance(cell, time):
        return Start(cell)
    if isinstance(cell, float) and 0 < cell < 1:
        minutes = round(cell * _LONGEST_MINUTES)
        return Start(time(minutes // 60, minutes % 60)) if minutes < _LONGEST_MINUTES else None
    # 10.3 is what Excel leaves of «10.30».
    text = f"{cell:.2f}" if isinstance(cell, float) else " ".join(fold(cell_text(cell)).split())
    if (twice := _TWO_HOURS.fullmatch(text)) and int(twice[1]) < int(twice[2]) < 24:
        # «10-12» is two hours; «10-15» and «14-20» may be a time of day just as well.
        return _between(twice[1], twice[2]) if int(twice[2]) % 5 else None
    if (found := _START.fullmatch(text)) and (moment := parse_typed_time(found[1] + (found[2] or ""))):
        return Start(moment)
    if found := _RANGE.fullmatch(text):
        return _between(found[1], found[2])
    return None


def _between(first: str, last: str) -> Start | None:
    start, end = parse_typed_time(first), parse_typed_time(last)
    if start is None or end is None:
        return None
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return Start(start, minutes) if minutes > 0 else None


def duration_of(cell: Cell, *, unit: Unit = "") -> Reading[int]:
    """Whole minutes of «90 мин», «2 ч» (academic), «1 ч 30 мин», «1:30», «10:00–11:30».

    A bare number under no unit is academic hours up to 8 and minutes from 25, by fives; what lies between is asked.
    """
    if isinstance(cell, timedelta):
        return _checked(round(cell.total_seconds() / 60))
    if isinstance(cell, time | datetime):
        return _checked(cell.hour * 60 + cell.minute)
    text = fold(cell_text(cell))
    if says_nothing(text):
        return Reading(problem="нет длительности. Впишите часы или минуты")
    if found := _CLOCK.fullmatch(text) or _COLON.fullmatch(text):
        return _checked(int(found[1]) * 60 + int(found[2]))
    found = _NUMBER.fullmatch(text)
    if found is None:
        started = start_of(text) if re.search(r"\d[:.]\d\d", text) else None
        minutes = started.minutes if started else None
        return Reading(problem=_READ_MINUTES) if minutes is None else _checked(minutes)
    number, said = float(found[1].replace(",", ".")), found[2]
    if said:
        return _in_minutes(number) if said.startswith("м") else _in_hours(number)
    return _bare(number, unit)


def _bare(number: float, unit: Unit) -> Reading[int]:
    if unit == "minutes":
        return _in_minutes(number) if number >= _SHORTEST_MINUTES or number == 0 else Reading(problem=_UNCLEAR)
    if _FEWEST_HOURS <= number <= (_MOST_HOURS if unit == "hours" else _SURELY_HOURS):
        return _in_hours(number)
    if not unit and number >= _SURELY_MINUTES and number % 5 == 0:
        return _in_minutes(number)
    return Reading(problem=_UNCLEAR) if number else _checked(0)


def _in_minutes(number: float) -> Reading[int]:
    return _checked(round(number)) if number.is_integer() else Reading(problem=_READ_MINUTES)


def _in_hours(number: float) -> Reading[int]:
    return _checked(round(number * ACADEMIC_HOUR), notice="часы посчитаны академическими, по 45 минут")


def _checked(minutes: int, *, notice: str = "") -> Reading[int]:
    if not 0 < minutes <= _LONGEST_MINUTES:
        return Reading(problem="длительность должна быть больше нуля и не больше суток. Исправьте её")
    return Reading(minutes, notice=notice)
