"""The columns of the list of trainees; which of them are shown, and in which order, the person chooses."""

from models.rows.people import PeopleSort, PersonLine
from models.rules.shown import short_municipality, short_organization, show_phone
from models.rules.words import day_in_table
from views.widgets.columns import Column

NOTHING = "—"


def _name(line: PersonLine) -> str:
    """«Петрова (ранее Иванова) Мария Павловна»: beside the surname, where a narrow column does not cut it."""
    if not line.former:
        return line.full_name
    return line.full_name.replace(line.last_name, f"{line.last_name} (ранее {line.former})", 1)


COLUMNS: tuple[Column[PersonLine], ...] = (
    Column(PeopleSort.NAME, "ФИО", _name, width=236),
    Column(PeopleSort.POSITION, "Должность", lambda line: line.position, width=176, rank=2),
    Column(
        PeopleSort.ORGANIZATION,
        "Организация",
        lambda line: short_organization(line.organization),
        tooltip=lambda line: line.organization,
    ),
    Column(
        PeopleSort.MUNICIPALITY,
        "Муниципалитет",
        lambda line: short_municipality(line.municipality) if line.municipality else NOTHING,
        width=168,
        rank=3,
        tooltip=lambda line: line.municipality or "",
    ),
    Column(PeopleSort.STREAM, "Поток", lambda line: line.streams or NOTHING, width=156, rank=2),
    Column(
        PeopleSort.PHONE, "Телефон", lambda line: show_phone(line.phone) if line.phone else NOTHING, width=152, rank=1
    ),
    Column(
        PeopleSort.STATUS, "Состояние", lambda line: line.status.label if line.status else NOTHING, width=112, rank=2
    ),
    Column(PeopleSort.EMAIL, "Почта", lambda line: line.email or NOTHING, width=176, rank=2),
    Column(
        PeopleSort.CATEGORY,
        "Категория",
        lambda line: line.category.label if line.category else NOTHING,
        width=132,
        rank=3,
    ),
    Column(
        PeopleSort.EXPERIENCE,
        "Стаж, лет",
        lambda line: NOTHING if line.experience_years is None else str(line.experience_years),
        align="right",
        width=92,
        rank=3,
    ),
    Column(
        PeopleSort.CONSENT,
        "Согласие",
        lambda line: day_in_table(line.consent_on) if line.consent_on else NOTHING,
        width=104,
        rank=3,
        tooltip=lambda line: "" if line.consent_on else "Согласия на обработку персональных данных нет",
    ),
)
"""All of them, in their usual order; the name always stands."""

USUAL = (
    PeopleSort.NAME,
    PeopleSort.POSITION,
    PeopleSort.ORGANIZATION,
    PeopleSort.MUNICIPALITY,
    PeopleSort.STREAM,
    PeopleSort.PHONE,
)
"""Shown while nothing else was chosen."""
