"""Several dates typed in one field: «24.3, 31.3 и 7 апреля», every week «24.3–14.4»."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from models.rules.typed_dates import parse_typed_date

_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+и\s+")
_SPAN = re.compile(r"(.+?)\s*(?:[–—]|\.\.\.?|\sдо\s)\s*(.+)")
_WEEK = timedelta(days=7)
_MOST = 366
"""Days in one field."""


class TypedDays(NamedTuple):
    """The days that were meant, in their order, and what could not be read."""

    days: tuple[date, ...]
    unread: tuple[str, ...]


def parse_typed_days(text: str, *, today: date) -> TypedDays:
    """The days meant by a list; «24.3–14.4» is every week from the first to the last.

    Each date is read as `parse_typed_date` reads it; a day named twice counts once.
    """
    found: set[date] = set()
    unread: list[str] = []
    for part in (part.strip(" .") for part in _BETWEEN.split(text)):
        if not part:
            continue
        days = _days(part, today)
        if days:
            found.update(days)
        else:
            unread.append(part)
    return TypedDays(tuple(sorted(found)[:_MOST]), tuple(unread))


def _days(part: str, today: date) -> list[date]:
    single = parse_typed_date(part, today=today)
    if single is not None:
        return [single]
    span = _SPAN.fullmatch(part)
    if span is None:
        return []
    first, last = (parse_typed_date(each, today=today) for each in span.groups())
    if first is None or last is None or last < first:
        return []
    return [first + _WEEK * week for week in range(min((last - first).days // 7 + 1, _MOST))]
