"""«Недавние действия» in words."""

from models.commands.undo import redo_last, undo_last
from models.database import Actor, Database
from models.queries.history import recent_actions
from models.rows.codes import ActionKind
from tests.models.commands.arrange import organization, person
from tests.models.make import HEAD


def test_the_newest_action_stands_first_and_can_be_taken_back(db: Database) -> None:
    organization(db, "Детский сад № 3")
    person(db, "Лебедева", at=1)
    lines = recent_actions(db)
    assert [(line.label, line.steps) for line in lines] == [("Человек добавлен", 1), ("Организация добавлена", 2)]


def test_an_action_says_who_did_it(db: Database) -> None:
    who = person(db, "Заречная", first_name="Нина")
    with db.writing(action="Проба", actor=Actor(who)) as session:
        session.connection().exec_driver_sql("UPDATE person SET phone = '+79140000001'")
    assert recent_actions(db)[0].actor == "Заречная Н."


def test_nobody_chosen_is_the_head(db: Database) -> None:
    organization(db)
    assert recent_actions(db)[0].actor == "руководитель"


def test_an_undone_action_stays_and_the_undo_stands_above_it(db: Database) -> None:
    organization(db)
    undo_last(db, actor=HEAD)
    kinds = [line.kind for line in recent_actions(db)]
    assert kinds == [ActionKind.UNDO, ActionKind.RESTORABLE]
    assert not any(line.steps for line in recent_actions(db))


def test_steps_count_only_what_goes_back(db: Database) -> None:
    organization(db, "Детский сад № 1")
    organization(db, "Детский сад № 2")
    undo_last(db, actor=HEAD)
    redo_last(db, actor=HEAD)
    assert [(line.kind, line.steps) for line in recent_actions(db)] == [
        (ActionKind.REDO, 1),
        (ActionKind.UNDO, 0),
        (ActionKind.RESTORABLE, 0),
        (ActionKind.RESTORABLE, 2),
    ]


def test_only_as_many_as_asked_for_are_given(db: Database) -> None:
    for number in range(5):
        organization(db, f"Детский сад № {number}")
    assert len(recent_actions(db, limit=3)) == 3
