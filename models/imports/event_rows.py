"""Rows of a list of events matched with the lists of the site: events to write, and what keeps a row from being one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from models.imports.event_table import TITLES
from models.imports.matching import choose, full_name, mode_in, named_in, near, near_people, people_of, words_key
from models.rows.codes import Mode
from models.rows.event_import import EventDecision, EventDirectory
from models.rows.event_log import Choice
from models.rows.events import EventDraft
from models.rows.plan_import import PlanPerson
from models.rows.roster import RowNotice
from models.rows.table_import import CellProblem, ImportStatus, ReadTable, TableRow
from models.rules.clean import Cell, CellFault, Reading, cell_text, says_nothing
from models.rules.dates import parse_date
from models.rules.typed_dates import parse_typed_time, show_time

Corrections = Mapping[int, Mapping[str, str]]
"""Number of a row as the table shows it → field of `TITLES` → what the person typed or chose; "" clears a cell."""

ACADEMIC_HOUR = 45
"""Minutes (domain.md §3.2)."""
_LONGEST_MINUTES = 24 * 60
_MOST_HOURS = 16
"""A bare number above it is minutes."""
_LONGEST_TITLE = 2_000
_MOST_PEOPLE = 100_000
_CLOCK = re.compile(r"(\d{1,2}) ?(?:ч|час)\w*\.? ?(\d{1,2}) ?мин\w*\.?")
_COLON = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_NUMBER = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?) ?(ак\w*\.? ?ч\w*\.?|ч\w*\.?|мин\w*\.?|)")
_BESIDE = re.compile(r"[,;\n/]|\sи\s")
_COUNT = re.compile(r"(\d{1,5})(?:\s*(?:чел|участник|педагог|слушател|стаж)\S*)?")


def decide_events(
    table: ReadTable, directory: EventDirectory, *, today: date, said: Corrections | None = None
) -> tuple[EventDecision, ...]:
    """Every row with its event or its problems; `said` replaces cells, nothing goes around the rules.

    A row repeats when the log or an earlier row has an event of the same day and title.
    """
    taken = set(directory.taken)
    decisions: list[EventDecision] = []
    for row in table.rows:
        decision = _decide(_corrected(row, (said or {}).get(row.row, {})), directory, today)
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


class _Row:
    """A row while it is being matched."""

    __slots__ = ("notices", "problems", "row")

    def __init__(self, row: TableRow) -> None:
        self.row = row
        self.problems: list[CellProblem] = []
        self.notices: list[RowNotice] = []

    def cell(self, field: str) -> Cell:
        return self.row.cells.get(field, "")

    def text(self, field: str) -> str:
        said = cell_text(self.cell(field))
        return "" if says_nothing(said) else said

    def problem(self, field: str, text: str, proposals: Sequence[Choice] = ()) -> None:
        message = f"В строке {self.row.row} {text}"
        self.problems.append(CellProblem(field, message, cell_text(self.cell(field)), tuple(proposals)))

    def notice(self, field: str, text: str) -> None:
        self.notices.append(RowNotice(field, f"В строке {self.row.row} {text}", cell_text(self.cell(field))))


def _corrected(row: TableRow, said: Mapping[str, str]) -> TableRow:
    cells: dict[str, Cell] = {**row.cells, **said}
    return TableRow(row.row, {field: cell for field, cell in cells.items() if cell != ""}) if said else row


def _decide(row: TableRow, directory: EventDirectory, today: date) -> EventDecision:
    reading = _Row(row)
    for field, cell in row.cells.items():
        if isinstance(cell, CellFault):
            reading.problem(field, f"в столбце «{TITLES[field]}» нет значения: в файле формула без результата")
    title = reading.text("title")
    if not title:
        reading.problem("title", "нет темы. Впишите её или пропустите строку")
    elif len(title) > _LONGEST_TITLE:
        reading.problem("title", "тема слишком длинная. Сократите её")
    held_on = _day(reading, today)
    minutes = _minutes(reading)
    format_id = _format(reading, directory, title)
    leaders = _leaders(reading, directory.people)
    participants = _participants(reading)
    starts_at = _starts_at(reading)
    if reading.problems or held_on is None or minutes is None or format_id is None or not leaders:
        return EventDecision(row, ImportStatus.PROBLEM, None, tuple(reading.problems), tuple(reading.notices))
    draft = EventDraft(
        title=title,
        held_on=held_on,
        starts_at=starts_at,
        duration_min=minutes,
        format_id=format_id,
        mode=_mode(reading, directory, format_id),
        leader_id=leaders[0],
        co_leader_ids=leaders[1:],
        place=reading.text("place") or None,
        outcome=reading.text("outcome") or None,
        link=reading.text("link") or None,
        materials=reading.text("materials") or None,
        total_external=participants,
    )
    return EventDecision(row, ImportStatus.NEW, draft, (), tuple(reading.notices))


def _day(reading: _Row, today: date) -> date | None:
    if isinstance(reading.cell("date"), CellFault):
        return None
    found = parse_date(reading.cell("date"), today=today)
    if found.value is None:
        reading.problem(
            "date", "дата не читается. Впишите её в виде 12.03.2026" if found.problem else "нет даты. Впишите её"
        )
    elif found.value > today:
        reading.problem("date", "дата ещё не наступила. Исправьте её или внесите мероприятие в план")
        return None
    if found.notice:
        reading.notice("date", found.notice)
    return found.value


def _starts_at(reading: _Row) -> str | None:
    cell = reading.cell("time")
    if not reading.text("time") or isinstance(cell, CellFault):
        return None
    if isinstance(cell, datetime):
        return show_time(cell.time())
    # «10:00–11:30» says when it ended, too.
    moment = cell if isinstance(cell, time) else parse_typed_time(re.split(r"\s?[-–—]\s?", reading.text("time"))[0])
    if moment is None:
        reading.problem("time", "время не читается. Впишите его в виде 10:30 или очистите ячейку")
        return None
    return show_time(moment)


def _minutes(reading: _Row) -> int | None:
    field = "minutes" if reading.text("minutes") else "hours"
    if isinstance(reading.cell(field), CellFault):
        return None
    found = duration_of(reading.cell(field), in_minutes=field == "minutes")
    if found.value is None:
        reading.problem(field, found.problem)
    if found.notice:
        reading.notice(field, found.notice)
    return found.value


def duration_of(cell: Cell, *, in_minutes: bool) -> Reading[int]:
    """Whole minutes of «90 мин», «2 ч» (academic), «1 ч 30 мин», «1:30»; `in_minutes` is for bare numbers.

    Without it a bare number is academic hours, one above 16 minutes.
    """
    if isinstance(cell, timedelta):
        return _checked(round(cell.total_seconds() / 60))
    if isinstance(cell, time | datetime):
        return _checked(cell.hour * 60 + cell.minute)
    text = cell_text(cell).casefold()
    if says_nothing(text):
        return Reading(problem="нет длительности. Впишите часы или минуты")
    if found := _CLOCK.fullmatch(text) or _COLON.fullmatch(text):
        return _checked(int(found[1]) * 60 + int(found[2]))
    found = _NUMBER.fullmatch(text)
    if found is None:
        return Reading(problem="длительность не читается. Впишите её в виде «90 мин» или «2 ч»")
    number, unit = float(found[1].replace(",", ".")), found[2]
    if unit.startswith("м") or (not unit and (in_minutes or number > _MOST_HOURS)):
        return _checked(round(number))
    return _checked(round(number * ACADEMIC_HOUR), notice="часы посчитаны академическими, по 45 минут")


def _checked(minutes: int, *, notice: str = "") -> Reading[int]:
    if not 0 < minutes <= _LONGEST_MINUTES:
        return Reading(problem="длительность должна быть больше нуля и не больше суток")
    return Reading(minutes, notice=notice)


def _format(reading: _Row, directory: EventDirectory, title: str) -> int | None:
    said = reading.text("format")
    if said:
        found = choose(said, directory.formats)
        if found is None:
            proposals = near(said, directory.formats)
            reading.problem("format", "такого формата нет в списке. Выберите близкий по смыслу", proposals)
        return found
    named = named_in(title, directory.formats)
    if named is None:
        reading.problem("format", "нет формата. Выберите его из списка", near(title, directory.formats))
        return None
    reading.notice("format", f"формат взят из темы: {named.label}")
    return named.id


def _mode(reading: _Row, directory: EventDirectory, format_id: int) -> Mode:
    """What the column says, else what place and format say; очно where nothing does."""
    format_ = next(each.label for each in directory.formats if each.id == format_id)
    return mode_in(reading.text("mode")) or mode_in(f"{reading.text('place')} {format_}") or Mode.IN_PERSON


def _leaders(reading: _Row, people: Sequence[PlanPerson]) -> list[int]:
    """The first is the leader, the others lead with her."""
    said = reading.text("leader")
    if not said:
        reading.problem("leader", "нет ведущего. Выберите его из списка")
        return []
    leaders: list[int] = []
    for part in (part.strip(" .:") for part in _BESIDE.split(said) if part.strip(" .:")):
        found = people_of(part, people)
        if len(found) == 1:
            leaders.append(found[0].id)
        elif found:
            named = [Choice(each.id, full_name(each)) for each in found]
            reading.problem("leader", "под это имя подходит не один человек. Выберите, кто это", named)
        else:
            reading.problem("leader", "такого человека нет в списке. Выберите его", near_people(part, people))
    return list(dict.fromkeys(leaders))


def _participants(reading: _Row) -> int:
    said = reading.text("participants")
    found = _COUNT.fullmatch(said.casefold())
    if said and found is None:
        reading.problem("participants", "число участников не читается. Впишите число или очистите ячейку")
    return min(int(found[1]), _MOST_PEOPLE) if found else 0
