"""Rows of somebody's plan matched with the lists of the site: lines to write, and what keeps a row from being one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from models.imports.plan_columns import TITLES
from models.rows.codes import Mode
from models.rows.plan_board import Choice
from models.rows.plan_import import (
    PlanDirectory,
    PlanImportRow,
    PlanPerson,
    PlanRowDecision,
    PlanRowProblem,
    PlanRowStatus,
    PlanSheet,
)
from models.rows.plans import PlanItemDraft
from models.rows.roster import RowNotice
from models.rules.clean import Cell, CellFault, cell_text, fold, says_nothing
from models.rules.names import has_initials, split_full_name, tidy_name
from models.rules.plan_due import parse_due
from models.rules.plan_periods import Span

Corrections = Mapping[int, Mapping[str, str]]
"""Number of a row as the table shows it → field of `TITLES` → what the person typed or chose; "" clears a cell."""

_PROPOSED = 4
_LONGEST_TITLE = 2_000
_MOST_PEOPLE = 100_000
_PEOPLE = re.compile(r"(?<![\d.])(\d{1,5})\s*(?:чел\w*\.?|участник\w*|педагог\w*|слушател\w*|стаж[её]р\w*)?")
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    (Mode.MIXED, re.compile(r"смешан|гибрид|очно\s*[-/]?\s*(?:дистанц|заочн)|очно и дистанц")),
    (Mode.REMOTE, re.compile(r"дистанц|он-?лайн|online|заочн|вкс|zoom|сферум|видеоконф|вебинар")),
    (Mode.IN_PERSON, re.compile(r"\bочно\b|\bочная\b|\bочный\b|офлайн")),
)
_BESIDE = re.compile(r"[,;\n/]|\sи\s")


def decide_rows(
    sheet: PlanSheet, directory: PlanDirectory, plan: Span, said: Corrections | None = None
) -> tuple[PlanRowDecision, ...]:
    """Every row with its line or its problems; `said` replaces cells, nothing goes around the rules.

    A row repeats when the plan or an earlier row has the same activity on the same days.
    """
    taken = set(directory.taken)
    decisions: list[PlanRowDecision] = []
    for row in sheet.rows:
        decision = _decide(corrected(row, (said or {}).get(row.row, {})), directory, plan)
        if decision.draft is not None:
            key = title_key(decision.draft.title, decision.draft.due_from, decision.draft.due_to)
            if key in taken:
                decision = replace(decision, status=PlanRowStatus.DUPLICATE)
            taken.add(key)
        decisions.append(decision)
    return tuple(decisions)


def corrected(row: PlanImportRow, said: Mapping[str, str]) -> PlanImportRow:
    """The row with these cells replaced."""
    cells: dict[str, Cell] = {**row.cells, **said}
    return replace(row, cells={field: cell for field, cell in cells.items() if cell != ""}) if said else row


def title_key(title: str, first: date, last: date) -> tuple[str, str, str]:
    """What two writings of one activity on the same days have in common."""
    return _key(title), first.isoformat(), last.isoformat()


class _Reading:
    """A row while it is being matched."""

    __slots__ = ("notices", "problems", "row")

    def __init__(self, row: PlanImportRow) -> None:
        self.row = row
        self.problems: list[PlanRowProblem] = []
        self.notices: list[RowNotice] = []

    def text(self, field: str) -> str:
        said = cell_text(self.row.cells.get(field, ""))
        return "" if says_nothing(said) else said

    def problem(self, field: str, text: str, *, proposals: Sequence[Choice] = ()) -> None:
        was = cell_text(self.row.cells.get(field, ""))
        self.problems.append(PlanRowProblem(field, f"В строке {self.row.row} {text}", was, tuple(proposals)))

    def notice(self, field: str, text: str) -> None:
        was = cell_text(self.row.cells.get(field, ""))
        self.notices.append(RowNotice(field, f"В строке {self.row.row} {text}", was))


def _decide(row: PlanImportRow, directory: PlanDirectory, plan: Span) -> PlanRowDecision:
    reading = _Reading(row)
    for field, cell in row.cells.items():
        if isinstance(cell, CellFault):
            reading.problem(field, f"в столбце «{TITLES[field]}» нет значения: в файле формула без результата")
    title = reading.text("title")
    if not title:
        reading.problem("title", "нет названия мероприятия. Впишите его или пропустите строку")
    elif len(title) > _LONGEST_TITLE:
        reading.problem("title", "название слишком длинное. Сократите его")
    section = _section(reading, directory)
    format_id = _format(reading, directory, title)
    due = _due(reading, plan)
    responsible = _responsible(reading, directory)
    if reading.problems or section is None or format_id is None or due is None or responsible is None:
        return PlanRowDecision(row, PlanRowStatus.PROBLEM, None, tuple(reading.problems), tuple(reading.notices))
    place, mode = _place(reading)
    audience, people = _audience(reading)
    draft = PlanItemDraft(
        section_id=section,
        task_no=_number(reading),
        title=title,
        format_id=format_id,
        due_from=due.start,
        due_to=due.end,
        mode=mode,
        place=place,
        audience=audience,
        planned_count=people,
        responsible_id=responsible,
        expected_result=reading.text("expected_result") or None,
    )
    return PlanRowDecision(row, PlanRowStatus.NEW, draft, (), tuple(reading.notices))


def _number(reading: _Reading) -> str | None:
    """«3.2» is a number of the plan; «1», «2», … are those of the rows and come by themselves."""
    said = reading.text("number").rstrip(".)")
    return said if re.fullmatch(r"\d{1,2}(?:\.\d{1,3})+", said) else None


def _section(reading: _Reading, directory: PlanDirectory) -> int | None:
    said = reading.text("section") or reading.row.section
    found = _choose(said, directory.sections)
    if found is None:
        asked = "раздела нет среди разделов плана" if said else "нет раздела"
        reading.problem("section", f"{asked}. Выберите его из списка", proposals=_near(said, directory.sections))
    return found


def _format(reading: _Reading, directory: PlanDirectory, title: str) -> int | None:
    said = reading.text("format")
    if said:
        found = _choose(said, directory.formats)
        if found is None:
            proposals = _near(said, directory.formats)
            reading.problem("format", "такого формата нет в списке. Выберите близкий по смыслу", proposals=proposals)
        return found
    words = f" {_key(title)} "
    named = [each for each in directory.formats if f" {_bare(each.title)} " in words]
    if named:
        longest = max(named, key=lambda each: len(each.title))
        reading.notice("format", f"формат взят из названия: {longest.title}")
        return longest.id
    reading.problem("format", "нет формата. Выберите его из списка", proposals=_near(title, directory.formats))
    return None


def _due(reading: _Reading, plan: Span) -> Span | None:
    found = parse_due(reading.row.cells.get("due", ""), plan=plan)
    if found.problem and not isinstance(reading.row.cells.get("due"), CellFault):
        reading.problem("due", found.problem)
    if found.notice:
        reading.notice("due", found.notice)
    return found.value


def _place(reading: _Reading) -> tuple[str | None, Mode]:
    """The place, and the mode that its column or one of its own says; очно where nothing is said."""
    place, said = reading.text("place"), reading.text("mode")
    mode = next((mode for mode, words in _MODES if words.search(fold(f"{said} {place}"))), Mode.IN_PERSON)
    return place or None, mode


def _audience(reading: _Reading) -> tuple[str | None, int]:
    """Whom it is for, and how many: from the column of numbers, else from «воспитатели, 25 чел.»."""
    audience, counted = reading.text("audience"), reading.text("planned_count")
    found = _PEOPLE.search(counted or audience)
    people = min(int(found[1]), _MOST_PEOPLE) if found else 0
    if found and not counted:
        audience = (audience[: found.start()] + audience[found.end() :]).strip(" ,;-–—()")
    return audience or None, people


def _responsible(reading: _Reading, directory: PlanDirectory) -> int | None:
    """The first of those named who is on the site's list, by name, or by a role that one person has."""
    said = reading.text("responsible")
    if not said:
        reading.problem("responsible", "нет ответственного. Выберите его из списка", proposals=())
        return None
    parts = [part.strip(" .:") for part in _BESIDE.split(said) if part.strip(" .:")]
    for part in parts:
        found = _people_of(part, directory.people)
        if len(found) == 1:
            if len(parts) > 1:
                reading.notice("responsible", "ответственным записан один человек из названных")
            return found[0].id
        if len(found) > 1:
            named = [Choice(each.id, _full_name(each)) for each in found]
            reading.problem("responsible", "под это имя подходит не один человек. Выберите, кто это", proposals=named)
            return None
    people = [Choice(each.id, _full_name(each)) for each in directory.people]
    reading.problem(
        "responsible", "такого человека нет в команде. Выберите его из списка", proposals=_near(said, people)
    )
    return None


def _people_of(text: str, people: Sequence[PlanPerson]) -> list[PlanPerson]:
    """Whom «Иванова М.П.», «М. П. Иванова», «Иванова Мария Петровна», «Иванова» or «тьютор» may be."""
    words = [_key(word) for word in re.split(r"[\s.]+", tidy_name(text)) if word]
    if not words:
        return []
    by_name = [each for each in people if _is_named(words, each, by_initials=has_initials(tidy_name(text)))]
    if by_name:
        return by_name
    whole = split_full_name(text)
    exact = [each for each in people if (_key(each.last_name), _key(each.first_name)) == tuple(map(_key, whole[:2]))]
    return exact or [each for each in people if _key(text) in map(_key, each.roles)]


def _is_named(words: Sequence[str], person: PlanPerson, *, by_initials: bool) -> bool:
    family = _key(person.last_name)
    rest = [word for word in words if word != family]
    if len(rest) == len(words):
        return False
    given = [_key(person.first_name), _key(person.patronymic)]
    is_it: Callable[[str, str], bool] = str.startswith if by_initials else str.__eq__
    return all(any(is_it(name, word) for name in given if name) for word in rest)


def _full_name(person: PlanPerson) -> str:
    return " ".join(part for part in (person.last_name, person.first_name, person.patronymic) if part)


def _choose(said: str, choices: Sequence[Choice]) -> int | None:
    """The one choice that a text is, begins, or is the beginning of; a chosen one comes by its own title."""
    key = _key(said)
    if not key:
        return None
    exact = [each for each in choices if key in (_key(each.title), _bare(each.title))]
    if exact:
        return exact[0].id
    alike = [each for each in choices if _bare(each.title).startswith(key) or key.startswith(f"{_bare(each.title)} ")]
    return max(alike, key=lambda each: len(each.title)).id if alike and len(key) > 2 else None


def _near(said: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that look most like what was written."""
    keys = {_bare(each.title): each for each in reversed(choices)}
    return tuple(keys[key] for key in get_close_matches(_key(said), list(keys), _PROPOSED, 0.3))


def _bare(title: str) -> str:
    """A title of a list without its number and what it says in brackets."""
    return _key(re.sub(r"\([^()]*\)", " ", re.sub(r"^\d+\.\s*", "", title)))


def _key(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())
