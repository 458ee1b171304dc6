"""When a line of somebody's plan is due: «12.03.2026», «1–15 марта», «март», «I квартал», «в течение года»."""

import re
from datetime import date, datetime, timedelta

from models.rules.clean import Cell, CellFault, Reading, cell_text, fold
from models.rules.dates import parse_date
from models.rules.plan_periods import Span

UNREADABLE = "срок не читается. Впишите его так: 12.03.2026, 1–15 марта, март или I квартал"
OUTSIDE = "срок не попадает в срок плана. Исправьте его"
MISSING = "нет срока. Впишите его так: 12.03.2026, 1–15 марта, март или I квартал"

_STARTS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = (
    r"(январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]"
    r"|ноябр[ьяе]|декабр[ьяе]|янв|фев|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)"
)
_YEAR = r"(?:\s*(\d{4})(?:\s*(?:г\.?|года?))?)?"
_TO = r"\s*(?:-|по|до|—|–)\s*"
_NUMBER = r"(\d{1,2})(?:-?го)?"
_WHOLE = re.compile(
    r"(?:в теч(?:ение|\.)?|весь|всего|на протяжении|за)?\s*(?:всего )?(?:(?:\d{4}|\d{4}\s*[/-]\s*\d{2,4})\s*)?"
    r"(?:учебн\w* )?(?:года?|период\w*(?: \w+)?|срока?|постоянно|регулярно|систематически|ежемесячно|ежеквартально"
    r"|еженедельно|по мере необходимости|по (?:отдельному )?(?:плану|графику|запросу|запросам|согласованию)"
    r"|по необходимости|по факту|\d+ раза? в \w+)"
)
_QUARTER = re.compile(rf"(?:в |за |на )?(iv|i{{1,3}}|[1-4])(?:-?[йм])? ?(?:кв\.?|квартал[еа]?){_YEAR}")
_HALF = re.compile(rf"(?:в |за |на )?(i{{1,2}}|[12]|перв\w+|втор\w+)(?:-?[ем])? ?(?:полугоди[еяи]|п/г){_YEAR}")
_MONTHS = re.compile(
    rf"(?:(?:в|с|до|к|за|весь|в течение|конец|начало|середина) )?{_MONTH}(?:(?:{_TO}|, ?| и ){_MONTH})?{_YEAR}"
)
_DAYS = re.compile(rf"(?:с )?{_NUMBER}(?:{_TO}|, ?| и ){_NUMBER}\s*{_MONTH}{_YEAR}")
_ACROSS = re.compile(rf"(?:с )?{_NUMBER}\s*{_MONTH}{_YEAR}{_TO}{_NUMBER}\s*{_MONTH}{_YEAR}")
_DAY = re.compile(rf"(?:до |к |не позднее )?{_NUMBER}\s*{_MONTH}{_YEAR}")
_SHORT_RANGE = re.compile(
    r"(?:с )?(\d{1,2})(?:[.](\d{1,2}))?(?:[.](\d{4}|\d{2}))?\.?" + _TO + r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?"
)
_SHORT_DAY = re.compile(r"(?:до |к |не позднее )?(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_TAIL = re.compile(r"(?:\s+\(?\d{1,2}[:.]\d{2}\)?(?:\s*-\s*\d{1,2}[:.]\d{2})?)?\s*(?:г\.?|года?)?[.,;]*$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def parse_due(cell: Cell, *, plan: Span) -> Reading[Span]:
    """First and last day of a due; a day or month without a year is the one inside the plan's period.

    «До 20 марта» is the day itself. Words that bind to nothing («в течение года», «ежемесячно») are the whole period.
    A due that ends outside the period is a problem, one that only begins before it or ends after it is cut.
    """
    if isinstance(cell, datetime):
        return _inside(Span(cell.date(), cell.date()), plan)
    if isinstance(cell, date):
        return _inside(Span(cell, cell), plan)
    text = "" if isinstance(cell, CellFault) else " ".join(fold(cell_text(cell)).split())
    if not text:
        return Reading(problem=MISSING)
    if isinstance(cell, int | float):
        found = parse_date(cell, today=plan.end)
        return _inside(Span(found.value, found.value), plan) if found.value else Reading(problem=UNREADABLE)
    if _WHOLE.fullmatch(text):
        return Reading(plan)
    span = _spelt(_TAIL.sub("", text), plan)
    return Reading(problem=UNREADABLE) if span is None else _inside(span, plan)


def _spelt(text: str, plan: Span) -> Span | None:
    """The days a text names, None where it cannot be read."""
    if found := _QUARTER.fullmatch(text):
        return _months_of(3 * (_ROMAN.get(found[1]) or int(found[1])) - 2, 3, found[2], plan)
    if found := _HALF.fullmatch(text):
        return _months_of(1 if found[1] in ("i", "1") or found[1].startswith("перв") else 7, 6, found[2], plan)
    if found := _MONTHS.fullmatch(text):
        first = _months_of(_month(found[1]), 1, found[3], plan)
        last = _months_of(_month(found[2]), 1, found[3], plan) if found[2] else first
        return _ordered(first, last)
    if found := _MONTH_YEAR.fullmatch(text):
        return _months_of(int(found[1]), 1, found[2], plan) if 1 <= int(found[1]) <= 12 else None
    if found := _ACROSS.fullmatch(text):
        year = found[3] or found[6]
        return _ordered(
            _day(found[1], _month(found[2]), year, plan), _day(found[4], _month(found[5]), found[6] or year, plan)
        )
    if found := _DAYS.fullmatch(text):
        month = _month(found[3])
        return _ordered(_day(found[1], month, found[4], plan), _day(found[2], month, found[4], plan))
    if found := _DAY.fullmatch(text):
        return _day(found[1], _month(found[2]), found[3], plan)
    return _in_numbers(text, plan)


def _in_numbers(text: str, plan: Span) -> Span | None:
    if found := _SHORT_DAY.fullmatch(text):
        return _day(found[1], int(found[2]), found[3], plan)
    if found := _SHORT_RANGE.fullmatch(text):
        month = int(found[5])
        last = _day(found[4], month, found[6], plan)
        return _ordered(_day(found[1], int(found[2] or month), found[3] or found[6], plan), last)
    return None


def _month(word: str) -> int:
    return next(number for number, start in enumerate(_STARTS, start=1) if word.startswith(start))


def _months_of(first: int, count: int, year: str | None, plan: Span) -> Span | None:
    """Whole months; without a year those that meet the plan's period most."""
    years = [int(year)] if year else range(plan.start.year, plan.end.year + 1)
    spans = [Span(date(each, first, 1), _last_day(each, first + count - 1)) for each in years]
    return max(spans, key=lambda span: min(span.end, plan.end) - max(span.start, plan.start))


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day(day: str, month: int, year: str | None, plan: Span) -> Span | None:
    if year:
        found = _made(int(year) + (plan.start.year - plan.start.year % 100 if len(year) == 2 else 0), month, int(day))
        return Span(found, found) if found else None
    days = [made for each in range(plan.start.year, plan.end.year + 1) if (made := _made(each, month, int(day)))]
    if not days:
        return None
    chosen = next((each for each in days if each in plan), days[0])
    return Span(chosen, chosen)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ordered(first: Span | None, last: Span | None) -> Span | None:
    return Span(first.start, last.end) if first and last and first.start <= last.end else None


def _inside(span: Span, plan: Span) -> Reading[Span]:
    if span.end < plan.start or span.start > plan.end:
        return Reading(problem=OUTSIDE)
    cut = Span(max(span.start, plan.start), min(span.end, plan.end))
    return Reading(cut, notice="" if cut == span else "срок обрезан по сроку плана")
