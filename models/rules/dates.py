"""Dates as people type them, and when a birth date cannot be right."""

import re
from datetime import MAXYEAR, date, datetime, timedelta
from math import isfinite

from models.rules.clean import Cell, CellFault, Reading, cell_text, clean, says_nothing

MIN_AGE, MAX_AGE = 16, 90
"""Whole years; outside of them a birth date of a trainee is a slip of the pen."""

_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(3_000, 80_000)
"""Excel's day numbers that can be meant as a date: 1908 to 2119; smaller ones are years or counts."""
_YEARS = range(1900, 2101)
_CENTURY = 100
_LAST_MONTH = 12
_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "мае": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9,
    "окт": 10, "ноя": 11, "дек": 12,
}  # fmt: skip
_MONTH_FORMS = re.compile(
    r"январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
    r"|янв|фев|февр|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек"
)
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s?[./,\- ]\s?([0-9]{1,2})\s?[./,\- ]\s?([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./\-]([0-9]{1,2})[./\-]([0-9]{1,2})")
_WORDY = re.compile(r"[«\"]?([0-9]{1,2})[»\"]?[\s.\-/]*([а-яё]+|[ivx]+)[\s.\-/]*([0-9]{4}|[0-9]{2})")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_TIME = re.compile(r"[t ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(z|[+-][0-9]{2}:?[0-9]{2})?$")
_BRACKETED = re.compile(r"\s*\([^()]*\)$")
"""«12.03.1985 (40 лет)»."""
_TAIL = re.compile(r"\s*(года?\s+рожд[а-я]*|г\.?\s?р|года|год|г)?\.?$")
_SOLID = re.compile(r"([0-9]{1,2})([0-9]{2})([0-9]{4})")

UNREADABLE = "дата не читается. Впишите её в виде 12.03.1985 или очистите ячейку"
ONLY_YEAR = "вместо даты рождения указан только год. Впишите дату полностью или очистите ячейку"


def parse_date(cell: Cell, *, today: date) -> Reading[date]:
    """A date of the past from a date cell, Excel's day number or text; two-digit years never lie after `today`."""
    if isinstance(cell, datetime):
        return Reading(cell.date())
    if isinstance(cell, date):
        return Reading(cell)
    if isinstance(cell, CellFault) or (isinstance(cell, str) and says_nothing(clean(cell))):
        return Reading()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(float(cell), today)
    return _from_text(cell_text(cell), today) if isinstance(cell, str) else Reading(problem=UNREADABLE)


def _from_number(number: float, today: date) -> Reading[date]:
    if not isfinite(number):
        return Reading(problem=UNREADABLE)
    if int(number) in _SERIALS:
        return Reading(_SERIAL_ZERO + timedelta(days=int(number)))
    if number in _YEARS:
        return Reading(problem=ONLY_YEAR)
    return _from_text(str(int(number)), today) if abs(number) < 10**9 else Reading(problem=UNREADABLE)


def _from_text(text: str, today: date) -> Reading[date]:
    lowered = _BRACKETED.sub("", _DASH.sub("-", text.casefold().replace("ё", "е")))
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", lowered) and int(lowered[:5]) in _SERIALS:
        return _from_number(float(lowered), today)
    bare = _TAIL.sub("", _TIME.sub("", lowered)).strip()
    if re.fullmatch(r"(19|20)[0-9]{2}", bare):
        return Reading(problem=ONLY_YEAR)
    if found := _YEAR_FIRST.fullmatch(bare):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(bare) or _SOLID.fullmatch(bare):
        return _day_first(int(found[1]), int(found[2]), _full_year(found[3], today))
    if found := _WORDY.fullmatch(bare):
        month = _ROMAN.get(found[2]) or (_MONTHS[found[2][:3]] if _MONTH_FORMS.fullmatch(found[2]) else 0)
        return _made(_full_year(found[3], today), month, int(found[1]))
    return Reading(problem=UNREADABLE)


def _full_year(text: str, today: date) -> int:
    year = int(text)
    if year >= _CENTURY:
        return year
    century = today.year - today.year % _CENTURY
    return century + year if century + year <= today.year else century - _CENTURY + year


def _day_first(day: int, month: int, year: int) -> Reading[date]:
    if month > _LAST_MONTH and day <= _LAST_MONTH:
        swapped = _made(year, day, month)
        return swapped if swapped.value is None else swapped._replace(notice="в дате месяц стоял впереди дня")
    return _made(year, month, day)


def _made(year: int, month: int, day: int) -> Reading[date]:
    try:
        return Reading(date(year, month, day))
    except ValueError:
        return Reading(problem="такой даты в календаре нет. Исправьте её или очистите ячейку")


def age_on(birth: date, today: date) -> int:
    """Whole years lived on `today`; negative before birth."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def parse_birth_date(cell: Cell, *, today: date) -> Reading[date]:
    """A birth date of somebody who is 16 to 90 years old on `today`."""
    reading = parse_date(cell, today=today)
    if reading.value is None:
        return reading
    if reading.value > today:
        return Reading(problem="дата рождения ещё не наступила. Исправьте её или очистите ячейку")
    if not MIN_AGE <= age_on(reading.value, today) <= MAX_AGE:
        return Reading(
            problem=f"по дате рождения не выходит от {MIN_AGE} до {MAX_AGE} лет. Исправьте её или очистите ячейку"
        )
    return reading


def looks_like_date(cell: Cell) -> bool:
    """Whether a cell is a date cell or a text with a day, a month and a year: used to guess columns."""
    if isinstance(cell, date):
        return True
    return isinstance(cell, str) and parse_date(cell, today=date(MAXYEAR, 1, 1)).value is not None
