"""Rows of somebody's plan matched with the lists of the site: lines to write, and what keeps a row from being one."""

import re
from dataclasses import replace
from datetime import date

from models.imports.matching import choose, full_name, mode_in, names_in, near, near_people, people_of, words_key
from models.imports.plan_columns import TITLES
from models.imports.plan_terms import read_due
from models.imports.row_reading import LONGEST_TITLE, Corrections, RowReading, corrected, format_of
from models.rows.choice import Choice
from models.rows.codes import Mode
from models.rows.plan_import import PlanDirectory, PlanRowDecision
from models.rows.plans import PlanItemDraft
from models.rows.table_import import ImportStatus, ReadTable, TableRow
from models.rules.clean import CellFault
from models.rules.plan_periods import Span

_ANY_NUMBER = re.compile(r"\d+")
_PEOPLE = re.compile(
    r"(?<![\d.,–-])(\d{1,5})\s*(?:чел|участник|педагог|воспитател|слушател|стаж[её]р|специалист)\w*\.?", re.IGNORECASE
)
_RANGE = re.compile(r"\d\s*[-–—]\s*\d")
_AT_THE_END = re.compile(r"(?:[,;:–—-]\s*|\s\()(\d{1,5})\)?$")
"""«воспитатели, 25», «воспитатели (25)»; not «ДОУ № 5»."""
_LISTED = re.compile(r"^\d+\.\s*")
"""The number before a title in a list: «3. Методическая работа»."""


def decide_rows(
    sheet: ReadTable, directory: PlanDirectory, plan: Span, said: Corrections | None = None
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
                decision = replace(decision, status=ImportStatus.DUPLICATE)
            taken.add(key)
        decisions.append(decision)
    return tuple(decisions)


def title_key(title: str, first: date, last: date) -> tuple[str, str, str]:
    """What two writings of one activity on the same days have in common."""
    return words_key(title), first.isoformat(), last.isoformat()


def _decide(row: TableRow, directory: PlanDirectory, plan: Span) -> PlanRowDecision:
    reading = RowReading(row, TITLES)
    title = reading.text("title")
    if not title:
        reading.problem("title", "нет названия мероприятия. Впишите его или пропустите строку")
    elif len(title) > LONGEST_TITLE:
        reading.problem("title", "название слишком длинное. Сократите его")
    section = _section(reading, directory)
    format_ = format_of(reading, directory.formats, title)
    due = _due(reading, plan)
    responsible = _responsible(reading, directory)
    audience, people = _audience(reading)
    problems = tuple(reading.problems)
    if problems or section is None or format_ is None or due is None or responsible is None:
        return PlanRowDecision(row, ImportStatus.PROBLEM, None, problems, tuple(reading.notices))
    draft = PlanItemDraft(
        section_id=section,
        task_no=_number(reading),
        title=title,
        format_id=format_.id,
        due_from=due.start,
        due_to=due.end,
        mode=_mode(reading, format_),
        place=reading.text("place") or None,
        audience=audience,
        planned_count=people,
        responsible_id=responsible,
        expected_result=reading.text("expected_result") or None,
    )
    return PlanRowDecision(row, ImportStatus.NEW, draft, (), tuple(reading.notices))


def _number(reading: RowReading) -> str | None:
    """«3.2» is a number of the plan; «1», «2», … are those of the rows and come by themselves."""
    said = reading.text("number").rstrip(".)")
    return said if re.fullmatch(r"\d{1,2}(?:\.\d{1,3})+", said) else None


def _section(reading: RowReading, directory: PlanDirectory) -> int | None:
    said = _LISTED.sub("", reading.text("section") or reading.row.section)
    found = choose(said, directory.sections)
    if found is None:
        asked = "раздела нет среди разделов плана" if said else "нет раздела"
        reading.problem("section", f"{asked}. Выберите его из списка", near(said, directory.sections))
    return found


def _due(reading: RowReading, plan: Span) -> Span | None:
    found = read_due(reading.cell("due"), plan=plan)
    if found.problem and not isinstance(reading.cell("due"), CellFault):
        reading.problem("due", found.problem)
    if found.notice:
        reading.notice("due", found.notice)
    return found.value


def _mode(reading: RowReading, format_: Choice) -> Mode:
    """What its column says, else what place and format say; очно where nothing does."""
    return mode_in(reading.text("mode")) or mode_in(reading.text("place")) or mode_in(format_.title) or Mode.IN_PERSON


def _audience(reading: RowReading) -> tuple[str | None, int]:
    """Whom it is for, and how many: from the column of numbers, else from «воспитатели, 25 чел.»."""
    audience, counted = reading.text("audience"), reading.text("planned_count")
    if counted:
        return audience or None, _counted(reading, counted)
    found = _PEOPLE.search(audience) or _AT_THE_END.search(audience)
    if found is None:
        alone = re.fullmatch(r"\d{1,5}", audience)
        return (None, int(audience)) if alone else (audience or None, 0)
    rest = audience[: found.start()] + audience[found.end() :]
    return rest.strip(" ,;-–—()") or None, int(found[1])


def _counted(reading: RowReading, said: str) -> int:
    found = _PEOPLE.search(said)
    numbers = [found[1]] if found else _ANY_NUMBER.findall(said)
    if len(numbers) > 1 or _RANGE.search(said) or any(len(number) > 5 for number in numbers):
        reading.problem("planned_count", "число участников не читается. Впишите одно число или очистите ячейку")
        return 0
    if not numbers:
        reading.notice("planned_count", "число участников сказано словами и не записано")
        return 0
    return int(numbers[0])


def _responsible(reading: RowReading, directory: PlanDirectory) -> int | None:
    """The first of those named who is on the site's list, by name, or by a role that one person has."""
    said = reading.text("responsible")
    if not said:
        if not isinstance(reading.cell("responsible"), CellFault):
            reading.problem("responsible", "нет ответственного. Выберите его из списка")
        return None
    parts = names_in(reading.cell("responsible"))
    for part in parts:
        found = people_of(part, directory.people)
        if len(found) == 1:
            if len(parts) > 1:
                reading.notice("responsible", "ответственным записан один человек из названных")
            return found[0].id
        if len(found) > 1:
            named = [Choice(each.id, full_name(each)) for each in found]
            reading.problem("responsible", "под это имя подходит не один человек. Выберите, кто это", named)
            return None
    near_ = near_people(said, directory.people)
    reading.problem("responsible", "такого человека нет в команде. Выберите его из списка", near_)
    return None
