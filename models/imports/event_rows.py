"""Rows of a list of events matched with the lists of the site: events to write, and what keeps a row from being one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.imports.event_table import TITLES
from models.imports.event_time import Start, Unit, duration_of, start_of
from models.imports.matching import full_name, mode_in, names_in, near_people, people_of, words_key
from models.imports.row_reading import LONGEST_TITLE, Corrections, RowReading, corrected, format_of
from models.rows.choice import Choice
from models.rows.codes import Mode
from models.rows.event_import import EventDecision, EventDirectory
from models.rows.events import EventDraft
from models.rows.table_import import ImportStatus, PersonListed, ReadTable, TableRow
from models.rules.clean import CellFault, cell_text, fold
from models.rules.dates import parse_date
from models.rules.typed_dates import show_time

_COUNT = re.compile(r"(?:около |более |всего |не менее )?(\d{1,5})(?:\s*[^\W\d][^\d]*)?")
_SEVERAL_DAYS = re.compile(
    r"\d.*(?:[,;]|\sи\s|\d\s*[-–—]\s*\d).*[а-яё.]\s?\d|\d{1,2}\s*[-–—,]\s*\d{1,2}\s[а-яё]", re.IGNORECASE
)
_DAY_ONLY = re.compile(r"\d{1,2}[./]\d{1,2}\.?|\d{1,2}\s?[а-яё]+\.?", re.IGNORECASE)


def decide_events(
    table: ReadTable, directory: EventDirectory, *, today: date, said: Corrections | None = None
) -> tuple[EventDecision, ...]:
    """Every row with its event or its problems; `said` replaces cells, nothing goes around the rules.

    A row repeats when the log or an earlier row has an event of the same day and title.
    """
    taken = set(directory.taken)
    decisions: list[EventDecision] = []
    for row in table.rows:
        decision = _decide(
            corrected(row, (said or {}).get(row.row, {})), directory, today, table.columns.get("hours", "")
        )
        if decision.draft is not None:
            key = event_key(decision.draft.held_on, decision.draft.title)
            if key in taken:
                decision = replace(decision, status=ImportStatus.DUPLICATE)
            taken.add(key)
        decisions.append(decision)
    return tuple(decisions)


def event_key(day: date, title: str) -> tuple[str, str]:
    """What two writings of one event have in common."""
    return day.isoformat(), words_key(title)


def _decide(row: TableRow, directory: EventDirectory, today: date, heading: str) -> EventDecision:
    """A row with its event or its problems; `heading` is what the column of hours is called."""
    reading = RowReading(row, TITLES)
    title = reading.text("title")
    if not title:
        reading.problem("title", "нет темы. Впишите её или пропустите строку")
    elif len(title) > LONGEST_TITLE:
        reading.problem("title", "тема слишком длинная. Сократите её")
    held_on = _day(reading, today)
    started = _start(reading)
    minutes = _minutes(reading, started, heading)
    format_ = format_of(reading, directory.formats, title)
    leaders = _leaders(reading, directory.people)
    participants = _participants(reading)
    if reading.problems or held_on is None or minutes is None or format_ is None or not leaders:
        return EventDecision(row, ImportStatus.PROBLEM, None, tuple(reading.problems), tuple(reading.notices))
    draft = EventDraft(
        title=title,
        held_on=held_on,
        starts_at=show_time(started.moment) if started else None,
        duration_min=minutes,
        format_id=format_.id,
        mode=_mode(reading, format_),
        leader_id=leaders[0],
        co_leader_ids=leaders[1:],
        place=reading.text("place") or None,
        outcome=reading.text("outcome") or None,
        link=reading.text("link") or None,
        materials=reading.text("materials") or None,
        total_external=participants,
    )
    return EventDecision(row, ImportStatus.NEW, draft, (), tuple(reading.notices))


def _day(reading: RowReading, today: date) -> date | None:
    cell = reading.cell("date")
    if isinstance(cell, CellFault):
        return None
    found = parse_date(cell, today=today)
    if found.value is None:
        reading.problem("date", _day_problem(cell_text(cell)) if found.problem else "нет даты. Впишите её")
    elif found.value > today:
        reading.problem("date", "дата ещё не наступила. Исправьте её или внесите мероприятие в план")
        return None
    if found.notice:
        reading.notice("date", found.notice)
    return found.value


def _day_problem(text: str) -> str:
    if _DAY_ONLY.fullmatch(text):
        return "в дате нет года. Впишите её в виде 12.03.2026"
    if _SEVERAL_DAYS.search(text):
        return "не один день. Впишите день, когда мероприятие прошло, а другие дни запишите отдельно"
    return "дата не читается. Впишите её в виде 12.03.2026"


def _start(reading: RowReading) -> Start | None:
    cell = reading.cell("time")
    if isinstance(cell, CellFault) or not reading.text("time"):
        return None
    found = start_of(cell)
    if found is None:
        reading.problem("time", "время не читается. Впишите его в виде 10:30 или очистите ячейку")
    return found


def _minutes(reading: RowReading, started: Start | None, heading: str) -> int | None:
    """What the column of minutes says, else that of hours, else how long it went on by the clock."""
    field = "minutes" if reading.text("minutes") else "hours"
    if isinstance(reading.cell(field), CellFault):
        return None
    if not reading.text(field) and started and started.minutes:
        reading.notice(field, "длительность посчитана по времени начала и конца")
        return started.minutes
    unit: Unit = "minutes" if field == "minutes" else "hours" if re.search(r"\b(?:час|ч\b)", fold(heading)) else ""
    found = duration_of(reading.cell(field), unit=unit)
    if found.value is None:
        reading.problem(field, found.problem)
    if found.notice:
        reading.notice(field, found.notice)
    return found.value


def _mode(reading: RowReading, format_: Choice) -> Mode:
    """What its column says, else what place and format say; очно where nothing does."""
    return mode_in(reading.text("mode")) or mode_in(f"{reading.text('place')} {format_.title}") or Mode.IN_PERSON


def _leaders(reading: RowReading, people: Sequence[PersonListed]) -> list[int]:
    """The first is the leader, the others lead with her."""
    if not reading.text("leader"):
        if not isinstance(reading.cell("leader"), CellFault):
            reading.problem("leader", "нет ведущего. Выберите его из списка")
        return []
    leaders: list[int] = []
    for part in names_in(reading.cell("leader")):
        found = people_of(part, people)
        if len(found) == 1:
            leaders.append(found[0].id)
        elif found:
            named = [Choice(each.id, full_name(each)) for each in found]
            reading.problem("leader", "под это имя подходит не один человек. Выберите, кто это", named)
        else:
            reading.problem("leader", "такого человека нет в списке. Выберите его", near_people(part, people))
    return list(dict.fromkeys(leaders))


def _participants(reading: RowReading) -> int:
    said = reading.text("participants")
    found = _COUNT.fullmatch(said.casefold())
    if said and found is None:
        reading.problem("participants", "число участников не читается. Впишите число или очистите ячейку")
    return int(found[1]) if found else 0
