"""What is kept about a person told to herself, the register, and the sheets of consent (152-ФЗ)."""

import re
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from sqlalchemy import Table
from sqlmodel import SQLModel

from models import schema
from models.commands.consents import give_consent, withdraw_consent
from models.commands.personal_data_register import hand_over_kept_data, note_of_many
from models.database import Actor, Database
from models.errors import UserError
from models.queries.kept_data import read_kept_data
from models.queries.kept_parts import PARTS
from models.queries.personal_data import (
    WRITTEN_BY_HAND,
    consent_sheet,
    kept_data_paper,
    register_lines,
    register_paper,
)
from models.rows.codes import ConsentPurpose, PersonalDataAction, RestrictedField
from models.rows.consents import ConsentDraft
from models.rules.person_code import person_code
from tests.exports.withdrawn import planted
from tests.models.commands import arrange
from tests.models.make import HEAD

for module in iter_modules(schema.__path__):
    import_module(f"{schema.__name__}.{module.name}")

OWN_TABLES = {
    "person", "person_restricted", "consent", "role_assignment", "enrollment", "attendance", "submission",
    "final_work", "peer_review", "internship_report", "diagnostic_card", "diagnostic_item", "route", "route_item",
    "certificate",
}  # fmt: skip
"""Tables of which every column is hers; of the others she is told what she did there."""
UNTOLD = {"created_at", "updated_at", "author_id", "id", "uid"}
"""Stamps and identities of rows."""


def tables_about_people() -> set[str]:
    """Tables that point to a person, straight or through what is hers."""
    about = {"person"}
    steps = about | {"enrollment", "consent", "route", "diagnostic_card", "final_work", "creative_work_member"}
    for table in SQLModel.metadata.tables.values():
        if steps.intersection(_targets(table)):
            about.add(table.name)
    return about


def _targets(table: Table) -> Iterable[str]:
    return (key.column.table.name for key in table.foreign_keys)


def parts_of(table: str) -> str:
    """All SQL of the parts that read a table."""
    return "\n".join(
        f"{part.source} {part.record} {part.fields}"
        for part in PARTS
        if re.search(rf"(?:^|JOIN |FROM ){table} AS ", part.source)
    )


def sheet(purpose: ConsentPurpose = ConsentPurpose.PROCESSING) -> ConsentDraft:
    return ConsentDraft(purpose=purpose, signed_on=date(2026, 2, 2))


@pytest.mark.parametrize("table", sorted(tables_about_people()))
def test_every_table_about_people_is_told(table: str) -> None:
    assert parts_of(table)


@pytest.mark.parametrize("table", sorted(OWN_TABLES))
def test_every_field_of_hers_is_told(table: str) -> None:
    told = parts_of(table)
    columns = {column.name for column in SQLModel.metadata.tables[table].columns if not column.foreign_keys}
    assert {column for column in columns - UNTOLD if not re.search(rf"\.{column}\b", told)} == set()


def test_a_person_is_told_all_that_is_kept(db: Database) -> None:
    her = planted(db)
    with db.reading() as session:
        told = {(each.kind, each.what): each.value for each in read_kept_data(session, her.person_id)}
    assert told["Карточка", "телефон"] == "+7 (914) 771-33-55"
    assert told["Закрытые сведения", "СНИЛС"] == "112-233-445 95"
    assert told["Посещение", "10.02.2026, Семинар: отметка"] == "присутствовал"
    assert told["Согласия", "обработка персональных данных: подписано"] == "12.01.2026"
    kinds = {kind for kind, _what in told}
    assert {"Потоки", "Роли в команде", "Мероприятия", "Заседания", "Поручения", "Продукты", "История"} <= kinds


def test_nothing_of_another_person_is_told(db: Database) -> None:
    her = planted(db)
    stranger = arrange.person(db, "Посторонняя")
    with db.reading() as session:
        told = read_kept_data(session, stranger)
    assert {each.kind for each in told} == {"Карточка", "История"}
    assert her.person_id != stranger


def test_handing_over_is_noted_before_the_paper_is_drawn(db: Database) -> None:
    arrange.fill_passport(db)
    person_id = arrange.person(db)
    hand_over_kept_data(db, person_id, actor=Actor(person_id))
    (line,) = kept_data_paper(db, person_id).lines
    assert (line.action, line.subject_code) == (PersonalDataAction.HANDED_OVER, person_code(person_id))
    with pytest.raises(UserError, match="карточки уже нет"):
        hand_over_kept_data(db, 999, actor=HEAD)


def test_the_register_is_read_by_local_days_latest_first(db: Database) -> None:
    arrange.fill_passport(db)
    person_id = arrange.person(db)
    give_consent(db, person_id, sheet(), actor=Actor(person_id))
    give_consent(db, person_id, sheet(ConsentPurpose.FRDO), actor=HEAD)
    day = date(2026, 3, 2)
    lines = register_lines(db, day, day)
    assert [line.basis.rpartition(": ")[2] for line in lines] == [
        "передача сведений для ФИС ФРДО",
        "обработка персональных данных",
    ]
    assert (lines[0].actor, lines[1].at[:10]) == ("руководитель", "02.03.2026")
    assert register_lines(db, date(2026, 3, 3), date(2026, 3, 9)) == []
    assert register_paper(db, day, day).lines == tuple(reversed(lines))


def test_the_register_takes_many_people_at_once(db: Database) -> None:
    with db.writing(action="Загружено", actor=HEAD) as session:
        note_of_many(session, action=PersonalDataAction.CONSENT_GIVEN, person_ids=range(1, 4), basis="список")
    lines = register_lines(db, db.today(), db.today())
    assert [line.subject_code for line in lines] == ["С-00003", "С-00002", "С-00001"]


def test_a_sheet_is_filled_for_a_person_and_blank_for_nobody(db: Database) -> None:
    arrange.fill_passport(db)
    person_id = arrange.person(db, "Грушева", patronymic="Ивановна")
    filled = consent_sheet(db, ConsentPurpose.PROCESSING, person_id, valid_until=date(2027, 1, 1))
    assert (filled.person, filled.signed_by, filled.until) == (
        "Грушева Мария Ивановна",
        "М.И. Грушева",
        "до 01.01.2027",
    )
    blank = consent_sheet(db, ConsentPurpose.PROCESSING)
    assert (blank.person, blank.place, blank.signed_by) == (WRITTEN_BY_HAND, WRITTEN_BY_HAND, "")


def test_who_withdrew_writes_her_name_herself(db: Database) -> None:
    arrange.fill_passport(db)
    person_id = arrange.person(db)
    withdraw_consent(db, give_consent(db, person_id, sheet(), actor=HEAD), db.today(), actor=HEAD)
    assert consent_sheet(db, ConsentPurpose.PROCESSING, person_id).person == WRITTEN_BY_HAND


@pytest.mark.parametrize(
    ("purpose", "named"),
    [
        (ConsentPurpose.PROCESSING, "; пол"),
        (ConsentPurpose.PUBLICATION, ""),
        (ConsentPurpose.FRDO, "; СНИЛС, дата рождения, пол, сведения о дипломе"),
    ],
)
def test_a_sheet_names_the_closed_fields_of_its_purpose(db: Database, purpose: ConsentPurpose, named: str) -> None:
    arrange.fill_passport(db)
    assert consent_sheet(db, purpose, restricted=frozenset({RestrictedField.SEX})).restricted == named
