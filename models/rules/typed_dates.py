"""Dates and times as they are typed in a hurry: «24.3», «24 марта», «завтра», «пн», «1030» (design.md §4)."""

import re
from datetime import MAXYEAR, date, time, timedelta

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH_WORD = re.compile(
    r"(янв(?:ар[ья])?|фев(?:р(?:ал[ья])?)?|мар(?:та?)?|апр(?:ел[ья])?|ма[йяе]|июн[ья]?|июл[ья]?|авг(?:уста?)?"
    r"|сен(?:т(?:ябр[ья])?)?|окт(?:ябр[ья])?|ноя(?:б(?:р[ья])?)?|дек(?:абр[ья])?)"
)
_WEEKDAYS = {
    "пн": 0, "понедельник": 0, "вт": 1, "вторник": 1, "ср": 2, "среда": 2, "среду": 2, "чт": 3, "четверг": 3,
    "пт": 4, "пятница": 4, "пятницу": 4, "сб": 5, "суббота": 5, "субботу": 5, "вс": 6, "воскресенье": 6,
}  # fmt: skip
_DAYS = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_NUMBERS = re.compile(r"([0-9]{1,2})[./,\- ]([0-9]{1,2})(?:[./,\- ]([0-9]{4}|[0-9]{2}))?")
_SOLID = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[.\-/]([0-9]{1,2})[.\-/]([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.,\- ]?([0-9]{2}))?")
_TAIL = re.compile(r"\s*(?:года?|г)?\.?$")
_HALF_YEAR = timedelta(days=183)
_CENTURY = 100
_FIRST_YEAR = 1900
_WEEK = 7
_HOURS, _MINUTES = 24, 60


def parse_typed_date(text: str, *, today: date) -> date | None:
    """The date meant by `text`, or None when it cannot be read.

    Day and month without a year mean the nearest such date: the year that lies within half a year of `today`. A day of
    the week is the next such day, today counts as the one a week ahead. Two-digit years are of this century.
    """
    said = " ".join(text.casefold().replace("ё", "е").split())
    if said in _DAYS:
        return _shifted(today, _DAYS[said])
    if said in _WEEKDAYS:
        return _shifted(today, (_WEEKDAYS[said] - today.weekday() - 1) % _WEEK + 1)
    bare = _TAIL.sub("", said)
    if found := _YEAR_FIRST.fullmatch(bare):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(bare) or _SOLID.fullmatch(bare):
        return _dated(int(found[1]), int(found[2]), found[3], today)
    if found := re.fullmatch(rf"([0-9]{{1,2}})[ .]*{_MONTH_WORD.pattern}[ .]*([0-9]{{4}}|[0-9]{{2}})?", bare):
        return _dated(int(found[1]), _month(found[2]), found[3], today)
    return None


def parse_typed_time(text: str) -> time | None:
    """The time of day meant by «10», «10:30», «10.30» or «1030», or None when it cannot be read."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return time(hours, minutes) if hours < _HOURS and minutes < _MINUTES else None


def show_date(day: date | None) -> str:
    """«24.03.2026», empty for None."""
    return "" if day is None else f"{day.day:02}.{day.month:02}.{day.year:04}"


def show_time(moment: time | None) -> str:
    """«10:30», empty for None."""
    return "" if moment is None else f"{moment.hour:02}:{moment.minute:02}"


def _month(word: str) -> int:
    return next(number for number, start in enumerate(_MONTHS, start=1) if word.startswith(start))


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        number = int(year)
        return _made(number + today.year - today.year % _CENTURY if number < _CENTURY else number, month, day)
    near = [found for shift in (-1, 0, 1) if (found := _made(today.year + shift, month, day)) is not None]
    if not near:
        return None
    closest = min(near, key=lambda found: abs(found - today))
    return closest if abs(closest - today) <= _HALF_YEAR else next((x for x in near if x.year == today.year), closest)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= MAXYEAR else None
    except ValueError:
        return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
