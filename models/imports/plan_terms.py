"""When a line of somebody's plan is due, where the words are not one plain date, month or quarter."""

import re
from datetime import date, timedelta

from models.rules.clean import Cell, Reading, cell_text, fold
from models.rules.plan_due import UNREADABLE, parse_due
from models.rules.plan_periods import Span

_DAY_OF_MONTH = re.compile(r"(?<=\d)[.\-](?=[а-я]{3})|(?<=[а-я]{3})[.\-](?=\d)")
"""«12.мар.26» and «12-мар»: what Excel makes of «12.3»."""
_SHORT_YEAR = re.compile(r"([а-я]{3}) (\d\d)$")
_HALF = re.compile(r"(?:в |за |на )?(i{1,2}|[12]|перв\w+|втор\w+)(?:-?[ем])? ?(?:полугоди[еяи]|п/г)")
_SCHOOL_STARTS = 9
_YEARS_APART = re.compile(r"([а-я]+ 20\d\d)(?: ?г(?:ода?|\.)?)? ?(?:-|по) ?([а-я]+ 20\d\d)(?: ?г(?:ода?|\.)?)?")
_DASH = re.compile(r"\s?-\s?")
_YEAR = re.compile(r"\b(20\d\d)(?: ?г(?:ода?|\.)?)?")
_LAST = r"последн\w+|конец"
_PART = re.compile(
    rf"(?:в )?(\d(?:-?[аяй]+)?|i{{1,3}}|iv|перв\w+|втор\w+|трет\w+|четв[её]рт\w+|{_LAST}) (недел\w+|декад\w+) (.+)"
)
_ORDINALS = (
    ("перв", 1),
    ("втор", 2),
    ("трет", 3),
    ("четв", 4),
    ("посл", 0),
    ("конец", 0),
    ("iv", 4),
    ("iii", 3),
    ("ii", 2),
    ("i", 1),
)
_DECADES = {1: (1, 10), 2: (11, 20), 3: (21, 31), 0: (21, 31)}
_WEEK = 7
_SEASONS = {"весна": "март - май", "лето": "июнь - август", "осень": "сентябрь - ноябрь"}
_SEVERAL = re.compile(r"\s?[,;]\s?|\s(?:и|а также)\s")
_QUARTERS = re.compile(
    r"(iv|i{1,3}|[1-4])(?:-?[йм])?(?: ?кв\w*\.?)?(?:-|, ?| и )(iv|i{1,3}|[1-4])(?:-?[йм])? ?(кв\w*\.?)(.*)"
)
"""«I–II кварталы», «3, 4 кв.»"""
_BARE_DAY = re.compile(r"\d{1,2}")
_UP_TO = re.compile(r"(?:до )?(?:конца|начала|середины) (?=[а-я])")


def read_due(cell: Cell, *, plan: Span) -> Reading[Span]:
    """First and last day of a due as `parse_due` has them, and of weeks, decades, seasons and lists of days.

    Of several days («15.03, 22.03», «март, май») the due is from the first to the last, and a notice says so.
    """
    text = " ".join(fold(cell_text(cell)).split()).strip(" .,;")
    if (half := _HALF.fullmatch(text)) and (span := _school_half(half[1], plan)):
        return Reading(span, notice="полугодие понято как полугодие учебного года")
    found = parse_due(cell, plan=plan)
    if found.problem != UNREADABLE or not isinstance(cell, str):
        return found
    if re.fullmatch(r"\d{5}", text):
        return parse_due(int(text), plan=plan)
    text = _SHORT_YEAR.sub(r"\1 20\2", _DAY_OF_MONTH.sub(" ", re.sub(r"\(.*?\)|[«»\"]", "", text)).strip())
    text = _UP_TO.sub("до ", text)
    for read in (_plain, _part, _season, _quarters, _range, _several):
        span = read(text, plan)
        if span is not None:
            return span
    return found


def _school_half(number: str, plan: Span) -> Span | None:
    """The half of a school year, where the plan is of one: to the end of December, or from January."""
    turn = date(plan.end.year, 1, 1)
    if plan.start.month != _SCHOOL_STARTS or plan.start >= turn:
        return None
    is_first = number in ("i", "1") or number.startswith("перв")
    return Span(plan.start, turn - timedelta(days=1)) if is_first else Span(turn, plan.end)


def _plain(text: str, plan: Span) -> Reading[Span] | None:
    found = parse_due(_DASH.sub("-", text), plan=plan)
    return None if found.problem == UNREADABLE else found


def _part(text: str, plan: Span) -> Reading[Span] | None:
    """«1-я неделя марта» is its days 1 to 7, «III декада мая» 21 to 31."""
    found = _PART.fullmatch(text)
    month = parse_due(found[3], plan=plan) if found else None
    if found is None or month is None or month.problem == UNREADABLE:
        return None
    if month.value is None:
        return month
    first = month.value.start.replace(day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if month.value.end > last:
        return None
    number = (
        int(found[1][0]) if found[1][0].isdigit() else next(n for word, n in _ORDINALS if found[1].startswith(word))
    )
    if found[2].startswith("декад"):
        if number not in _DECADES:
            return None
        begins, ends = _DECADES[number]
    elif number == 0:
        begins, ends = last.day - _WEEK + 1, last.day
    elif number <= 5:
        begins, ends = (number - 1) * _WEEK + 1, number * _WEEK
    else:
        return None
    span = Span(first.replace(day=begins), first.replace(day=min(ends, last.day))) if begins <= last.day else None
    return None if span is None else _inside(span, plan)


def _season(text: str, plan: Span) -> Reading[Span] | None:
    words = _YEAR.sub("", text).strip()
    year = _YEAR.search(text)
    months = _SEASONS.get(words)
    return parse_due(f"{months} {year[1]}" if year else months, plan=plan) if months else None


def _quarters(text: str, plan: Span) -> Reading[Span] | None:
    found = _QUARTERS.fullmatch(text)
    if found is None:
        return None
    return _joined([f"{number} квартал{found[4]}" for number in (found[1], found[2])], plan, notice="")


def _range(text: str, plan: Span) -> Reading[Span] | None:
    """«сентябрь 2025 - май 2026»."""
    found = _YEARS_APART.fullmatch(text)
    return None if found is None else _joined([found[1], found[2]], plan, notice="")


def _several(text: str, plan: Span) -> Reading[Span] | None:
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) < 2:
        return None
    # «10, 17, 24 марта»: the month stands after the last day only.
    month = re.fullmatch(r"\d{1,2}\s+([а-я]+.*)", parts[-1]) or re.fullmatch(
        r"\d{1,2}(\.\d{1,2}(?:\.\d{2,4})?)", parts[-1]
    )
    if month:
        between = "" if month[1].startswith(".") else " "
        parts = [f"{part}{between}{month[1]}" if _BARE_DAY.fullmatch(part) else part for part in parts]
    year = _YEAR.search(parts[-1])
    if year:
        parts = [
            part
            if re.search(r"\d{4}|\.\d{2}$", part) and not re.fullmatch(r"\d+\.\d+", part)
            else _dated(part, year[1])
            for part in parts
        ]
    return _joined(parts, plan, notice="в сроке несколько дней, записаны первый и последний")


def _dated(part: str, year: str) -> str:
    return f"{part}.{year}" if re.fullmatch(r"\d{1,2}\.\d{1,2}", part) else f"{part} {year}"


def _joined(parts: list[str], plan: Span, *, notice: str) -> Reading[Span] | None:
    """From the first to the last of several dues, each inside the plan."""
    spans: list[Span] = []
    for part in parts:
        found = parse_due(_DASH.sub("-", part), plan=plan)
        if found.value is None:
            return None if found.problem == UNREADABLE else found
        spans.append(found.value)
    return Reading(Span(min(span.start for span in spans), max(span.end for span in spans)), notice=notice)


def _inside(span: Span, plan: Span) -> Reading[Span]:
    return parse_due(f"{span.start:%d.%m.%Y} - {span.end:%d.%m.%Y}", plan=plan)
