"""How a person of a read list is shown: what becomes of the row, what each cell says, and what it said before."""

from collections.abc import Collection

from models.rows.people import PlaceChoice
from models.rows.roster import PersonFields, RosterColumn, RosterRow, RosterSheet, RowProblem, RowStatus, SheetHead
from models.rows.roster_plan import RESTRICTED, FieldChange, RowDecision
from models.rows.roster_preview import RosterPreview
from models.rules.organization_names import organization_key
from models.rules.shown import short_municipality, show_phone
from views.importing.rows import (
    NOTHING,
    CellView,
    ColumnUse,
    RowView,
    Standing,
    Tone,
    short_message,
    whole_message,
    without_place,
)
from views.states import State
from views.theme import ChipLook

NAME = "full_name"
REQUIRED = (NAME, "position", "organization")

TITLES = {
    NAME: "ФИО",
    "position": "Должность",
    "organization": "Организация",
    "municipality": "Муниципалитет",
    "phone": "Телефон",
    "email": "Эл. почта",
    "category": "Категория",
    "education": "Образование",
    "experience_years": "Стаж, лет",
    "snils": "СНИЛС",
    "birth_date": "Дата рождения",
}
"""Columns of the preview in their order."""

_ALWAYS = (NAME, "position", "organization", "municipality", "phone")
NAME_PARTS = {"last_name": "Фамилия", "first_name": "Имя", "patronymic": "Отчество"}
"""Fields of columns that make up the name together."""


_STANDING = {
    RowStatus.NEW: Standing.NEW,
    RowStatus.CHANGED: Standing.CHANGED,
    RowStatus.SAME: Standing.SAME,
    RowStatus.PROBLEM: Standing.DECIDE,
    RowStatus.DUPLICATE: Standing.COPY,
}
_CHIPS = {
    Standing.NEW: (ChipLook(State.DONE, "add"), "Новый"),
    Standing.CHANGED: (ChipLook(State.IN_PROGRESS, "edit"), "Изменится"),
    Standing.SAME: (ChipLook(State.NEUTRAL, "subtract"), "Без изменений"),
    Standing.DECIDE: (ChipLook(State.ATTENTION, "warning"), "Проверьте"),
    Standing.COPY: (ChipLook(State.NEUTRAL, "copy"), "Повтор"),
}
_MISSING = (ChipLook(State.OVERDUE, "error_circle"), "Не хватает")


def shown_fields(roster: RosterSheet) -> tuple[str, ...]:
    """Columns of the preview: the five usual ones and whatever else the file says something in."""
    headed = {_shown_as(name) for head in roster.heads for column in head.headings for name in column.fields}
    there = {name for name in headed - set(_ALWAYS) if any(_says(row, name) for row in roster.rows)}
    return tuple(name for name in TITLES if name in _ALWAYS or name in there)


def column_uses(head: SheetHead) -> list[ColumnUse]:
    """The columns of a sheet, those that fill a field first and in the order of the fields."""
    order = list(TITLES)
    uses = [ColumnUse(each.letter, each.heading, _shown_field(each)) for each in head.headings if each.heading]
    return sorted(uses, key=lambda use: order.index(_shown_as(use.field)) if use.field else len(order))


def missing_fields(roster: RosterSheet, head: SheetHead) -> list[str]:
    """Required fields that no column of a sheet fills, nor headings of groups for all its people."""
    there = {_shown_as(name) for column in head.headings for name in column.fields}
    people = [row.person for row in roster.rows if row.sheet in ("", head.sheet)]
    return [
        name
        for name in REQUIRED
        if name not in there and (name == NAME or not all(getattr(person, name) for person in people))
    ]


def standing_of(decision: RowDecision) -> Standing:
    """Under which filter a row stands."""
    return _STANDING[decision.row.status]


def has_closed(decision: RowDecision) -> bool:
    """Whether the row brings СНИЛС or a birth date."""
    return decision.row.person.snils is not None or decision.row.person.birth_date is not None


def changes_card(decision: RowDecision, *, attested: bool) -> bool:
    """Whether a «Изменится» row really changes its card: closed fields alone need the consent."""
    return any(attested or change.field not in RESTRICTED for change in decision.changes)


def fields_of(names: Collection[str]) -> frozenset[str]:
    """The fields of a card that these columns of the preview show."""
    return frozenset({*names, *(NAME_PARTS if NAME in names else ())})


def new_places(decisions: Collection[RowDecision]) -> int:
    """How many organisations taking these rows would add to the directory."""
    wanted = {
        (organization_key(each.row.person.organization or ""), each.municipality_id or 0)
        for each in decisions
        if each.organization_id is None
    }
    named = {name for name, unit in wanted if unit}
    return sum(1 for name, unit in wanted if unit or name not in named)


def named_in_file(preview: RosterPreview) -> list[PlaceChoice]:
    """Organisations that this list names and the directory does not have yet, by name; their ids are 0."""
    found: dict[tuple[str, int], PlaceChoice] = {}
    for each in preview.plan.decisions:
        title, unit = each.row.person.organization, each.municipality_id
        if title and unit and each.organization_id is None:
            found.setdefault((organization_key(title), unit), PlaceChoice(0, title, unit, preview.units[unit]))
    return sorted(found.values(), key=lambda place: place.title)


def row_view(preview: RosterPreview, decision: RowDecision, fields: Collection[str]) -> RowView:
    """Everything about one row; made only for rows that are looked at."""
    standing = standing_of(decision)
    look, word = _CHIPS[standing]
    if standing is Standing.DECIDE and any(is_missing(each) for each in decision.row.problems):
        look, word = _MISSING
    cells = {name: _cell(preview, decision, name) for name in fields}
    return RowView(decision.row.row, standing, look, word, cells, decision.row.sheet)


def is_missing(problem: RowProblem) -> bool:
    """Whether the problem is an empty cell that must be filled."""
    return not problem.was and problem.other_row is None and without_place(problem.message).startswith("нет ")


def _says(row: RosterRow, name: str) -> bool:
    return getattr(row.person, name) is not None or any(each.field == name for each in (*row.problems, *row.notices))


def _shown_as(name: str) -> str:
    return NAME if name in NAME_PARTS or name == NAME else name


def _shown_field(column: RosterColumn) -> str:
    return column.fields[0] if column.fields else ""


def _cell(preview: RosterPreview, decision: RowDecision, name: str) -> CellView:
    row = decision.row
    text, second = _value(preview, decision, name)
    parts = (*NAME_PARTS, NAME) if name == NAME else (name,)
    problems = [each for each in row.problems if each.field in parts]
    if problems:
        first = problems[0]
        missing = any(is_missing(each) for each in problems) and not any(each.was for each in problems)
        shown = next((each.was for each in problems if each.was), "") or text
        hint = preview.namesakes.get(row.row, "") if name == NAME else ""
        words = f"возможно, {hint}" if hint else short_message(first.message)
        return CellView(
            shown,
            words,
            Tone.OVERDUE if missing else Tone.ATTENTION,
            "\n".join(whole_message(each.message) for each in problems),
        )
    change = next((each for each in decision.changes if each.field in parts), None)
    if change is not None:
        former = preview.card_names[decision.person_id or 0] if name == NAME else _former(preview, change)
        below = f"было: {former}" if former else "было пусто"
        return CellView(text, below, Tone.CHANGED, second, former)
    notices = [each for each in row.notices if each.field in parts]
    if notices:
        first = notices[0]
        below = f"было: {first.was}" if first.was and first.was != text else short_message(first.message)
        return CellView(text, below, Tone.PLAIN, "\n".join(whole_message(each.message) for each in notices))
    return CellView(text, second)


def _value(preview: RosterPreview, decision: RowDecision, name: str) -> tuple[str, str]:
    """What will be written, and what is worth knowing about it."""
    person = decision.row.person
    if name == NAME:
        shown = _full_name(person)
        card = preview.card_names.get(decision.person_id or 0, shown)
        return shown or NOTHING, f"в карточке: {card}" if card != shown else ""
    if name == "organization":
        place = preview.places.get(decision.organization_id or 0)
        said = person.organization or ""
        if place is None:
            return said or NOTHING, ""
        return place.title, f"было: {said}" if said and said != place.title else ""
    if name == "municipality":
        return _municipality(preview, decision)
    value = getattr(person, name)
    if value is None:
        return NOTHING, ""
    if name == "phone":
        return show_phone(str(value)), ""
    return (f"{value:%d.%m.%Y}" if name == "birth_date" else str(value)), ""


def _municipality(preview: RosterPreview, decision: RowDecision) -> tuple[str, str]:
    said = decision.row.person.municipality or ""
    unit = preview.units.get(decision.municipality_id or 0)
    if unit is not None:
        short = short_municipality(unit)
        return short, f"было: «{said}»" if said not in {unit, short} else ""
    place = preview.places.get(decision.organization_id or 0)
    if not said and place is not None and place.municipality:
        return short_municipality(place.municipality), "по организации"
    return said or NOTHING, ""


def _full_name(person: PersonFields) -> str:
    return " ".join(part for part in (person.last_name, person.first_name, person.patronymic) if part)


def _former(preview: RosterPreview, change: FieldChange) -> str:
    """What the card says where the file says something else, '' for nothing."""
    was = change.was
    if was is None:
        return ""
    if change.field == "organization":
        return preview.places[int(str(was))].title
    if change.field == "phone":
        return show_phone(str(was))
    if change.field == "birth_date":
        return f"{was:%d.%m.%Y}"
    return str(getattr(was, "label", None) or was)
