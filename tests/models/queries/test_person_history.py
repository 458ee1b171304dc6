"""What became of a card, told in words. Today is 2 March 2026."""

from datetime import date

import pytest

from models.commands.people import change_trainee
from models.commands.requirement_decisions import decide_requirement, withdraw_decisions
from models.commands.roster import RosterSource, accept_roster
from models.commands.undo import undo_last
from models.database import Actor, Database
from models.errors import UserError
from models.queries.person_history import person_history
from models.rows.codes import RequirementKey
from models.rows.plan_history import WordChange
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rows.site import PersonDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, make_restricted


def renamed(db: Database, person: int, actor: Actor = HEAD) -> None:
    draft = PersonDraft(last_name="Зуева", first_name="Мария", position_id=1, organization_id=arrange.organization(db))
    change_trainee(db, person, draft, actor=actor)


def test_a_change_says_who_and_what_was_and_is(db: Database) -> None:
    head = arrange.person(db, "Директорова")
    person = arrange.person(db, "Лебедева", phone="+79001234567")
    renamed(db, person, Actor(head))
    entry = person_history(db, person)[0]
    assert (entry.actor, entry.title) == ("Директорова М.", "Карточка изменена")
    [record] = entry.records
    assert record.title == "карточка изменена"
    assert record.changes[0] == WordChange("фамилия", "Лебедева", "Зуева")
    assert WordChange("телефон", "+79001234567", "") in record.changes


def test_the_newest_comes_first_and_the_beginning_is_there(db: Database) -> None:
    person = arrange.person(db, "Лебедева")
    renamed(db, person)
    assert [entry.title for entry in person_history(db, person)] == ["Карточка изменена", "Человек добавлен"]


def test_what_was_undone_never_happened(db: Database) -> None:
    person = arrange.person(db, "Лебедева")
    renamed(db, person)
    undo_last(db, actor=HEAD)
    assert [entry.title for entry in person_history(db, person)] == ["Человек добавлен"]


def test_restricted_values_are_told_of_and_not_shown(db: Database) -> None:
    person = arrange.person(db, "Лебедева")
    make_restricted(db, person)
    told = [record for entry in person_history(db, person) for record in entry.records]
    assert ("закрытые данные внесены", WordChange("СНИЛС", "", "•••")) in [
        (record.title, change) for record in told for change in record.changes
    ]
    assert "112-233" not in repr(told)


def test_a_person_of_a_list_begins_with_it(db: Database) -> None:
    accept_roster(
        db, arrange.sheet(arrange.trainee("Лебедева")), source=RosterSource("список.xlsx", "0" * 64), actor=HEAD
    )
    with db.reading() as session:
        person = session.connection().exec_driver_sql("SELECT max(id) FROM person").scalar_one()
    assert [entry.title for entry in person_history(db, person)] == ["Загружен список стажёров"]


def test_a_decision_about_a_requirement_stays_in_the_history_when_it_is_taken_back(db: Database) -> None:
    tutor, person = arrange.person(db, "Тьюторова"), arrange.person(db, "Лебедева")
    arrange.stream(db, tutor, person)
    draft = RequirementDecisionDraft(
        enrollment_ids=(1,), key=RequirementKey.REPORT, reason="Протокол № 3", decided_on=date(2026, 3, 2)
    )
    (decision_id,) = decide_requirement(db, draft, actor=HEAD)
    withdraw_decisions(db, [decision_id], actor=HEAD)
    gone, made = person_history(db, person)[:2]
    assert [record.title for record in (*gone.records, *made.records)] == [
        "решение по требованию отменено",
        "решение по требованию",
    ]
    assert WordChange("причина", "", "Протокол № 3") in made.records[0].changes


def test_nobody_has_no_history(db: Database) -> None:
    with pytest.raises(UserError, match="карточки уже нет"):
        person_history(db, 404)
