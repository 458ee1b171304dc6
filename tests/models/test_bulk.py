import json
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models import log
from models.bulk import insert_many
from models.commands.undo import redo_last, undo_last
from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.inverse import changes_of
from models.queries.integrity import check_database
from models.rows.codes import ActionKind
from models.schema.events import Attendance
from models.schema.people import Organization, Person
from models.schema.reference import NonWorkingDay
from tests.models.make import (
    HEAD,
    content,
    count,
    engine_of,
    make_event,
    make_mark,
    make_organization,
    make_person,
    run,
)


def people(db: Database, number: int, *, organization_id: int) -> list[dict[str, object]]:
    return [
        {
            "uid": db.new_uid(),
            "last_name": f"Фамилия{place}",
            "first_name": "Анна",
            "name_key": f"фамилия{place} анна",
            "position_id": 1,
            "organization_id": organization_id,
        }
        for place in range(number)
    ]


def import_people(db: Database, number: int, *, kind: ActionKind = ActionKind.RESTORABLE) -> list[int]:
    """One action: an organisation by hand and many people at once."""
    with db.writing(action="Список внесён", actor=HEAD, kind=kind) as session:
        place = Organization(uid=db.new_uid(), short_name=f"Сад {number}", name_key=f"сад {number}")
        session.add(place)
        session.flush()
        return insert_many(session, Person, people(db, number, organization_id=place.id or 0))


def test_many_rows_are_one_line_of_the_log(db: Database) -> None:
    with db.writing(action="Дни внесены", actor=HEAD) as session:
        insert_many(session, NonWorkingDay, [{"day": f"1999-01-0{day}", "title": "День"} for day in range(1, 6)])
        lines = changes_of(session.connection(), session.info["action_id"])
    assert [(line.op, json.loads(line.new or "")) for line in lines] == [
        ("L", [["1999-01-01"], ["1999-01-02"], ["1999-01-03"], ["1999-01-04"], ["1999-01-05"]])
    ]


def test_the_ids_come_back_in_the_order_of_the_rows(db: Database) -> None:
    ids = import_people(db, 20)
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id, last_name FROM person ORDER BY id").all()
    assert [tuple(line) for line in found] == [(id_, f"Фамилия{place}") for place, id_ in enumerate(ids)]


def test_ids_go_on_where_they_stopped(db: Database) -> None:
    gone = make_person(db)
    run(db, "DELETE FROM person")
    assert import_people(db, 2) == [gone + 1, gone + 2]
    assert make_person(db, last_name="Следующая") == gone + 3


def test_missing_columns_take_the_defaults_and_the_stamps(db: Database) -> None:
    organization_id = make_organization(db)
    with db.writing(action="Список внесён", actor=Actor(5)) as session:
        insert_many(session, Person, people(db, 1, organization_id=organization_id))
        now = stamp(session.info["now"])
    with db.reading() as session:
        line = session.connection().exec_driver_sql(
            "SELECT pd_state, patronymic, created_at, updated_at, author_id FROM person"
        )
        assert tuple(line.one()) == ("active", None, now, now, 5)


def test_no_rows_leave_no_line(db: Database) -> None:
    with db.writing(action="Ничего", actor=HEAD) as session:
        assert insert_many(session, Person, []) == []
    assert count(db, "action") == 0


def test_the_trigger_is_back_afterwards(db: Database) -> None:
    import_people(db, 3)
    with engine_of(db).connect() as connection:
        assert log.missing_triggers(connection) == []


def test_a_refused_row_takes_the_whole_batch_with_it(db: Database) -> None:
    organization_id = make_organization(db)
    twice = people(db, 2, organization_id=organization_id)
    twice[1]["uid"] = twice[0]["uid"]

    def fail() -> None:
        with db.writing(action="Список внесён", actor=HEAD) as session:
            insert_many(session, Person, twice)

    with pytest.raises(IntegrityError):
        fail()
    assert count(db, "person") == 0


def test_an_answered_refusal_leaves_the_trigger_and_no_unlogged_row(db: Database) -> None:
    """A caller may catch the refusal and go on with the same action."""
    organization_id = make_organization(db)
    twice = people(db, 2, organization_id=organization_id)
    twice[1]["uid"] = twice[0]["uid"]
    with db.writing(action="Список внесён", actor=HEAD) as session:
        with pytest.raises(IntegrityError):
            insert_many(session, Person, twice)
        session.connection().exec_driver_sql("INSERT INTO non_working_day VALUES ('1999-01-01', 'День')")
    assert count(db, "person") == 0
    assert count(db, "non_working_day") > 0
    assert check_database(db) == []


def test_pending_objects_are_stored_before_the_batch(db: Database) -> None:
    with db.writing(action="Дни внесены", actor=HEAD) as session:
        session.add(NonWorkingDay(day="1999-01-01", title="День"))
        insert_many(session, NonWorkingDay, [{"day": "1999-01-02", "title": "День"}])
        lines = changes_of(session.connection(), session.info["action_id"])
    assert [line.op for line in lines] == ["I", "L"]


def test_a_batch_is_undone_whole(db: Database) -> None:
    before = content(db)
    import_people(db, 50)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_batch_is_redone_with_the_same_ids(db: Database) -> None:
    import_people(db, 50)
    after = content(db)
    undo_last(db, actor=HEAD)
    redo_last(db, actor=HEAD)
    assert content(db) == after


def test_a_batch_goes_back_and_forth_any_number_of_times(db: Database) -> None:
    before = content(db)
    import_people(db, 5)
    after = content(db)
    for _ in range(3):
        undo_last(db, actor=HEAD)
        assert content(db) == before
        redo_last(db, actor=HEAD)
        assert content(db) == after


def test_a_batch_of_composite_keys_is_undone(db: Database) -> None:
    leader_id = make_person(db)
    ids = import_people(db, 10)
    event_id = make_event(db, leader_id=leader_id)
    before = content(db)
    with db.writing(action="Посещение внесено", actor=HEAD) as session:
        marks = [{"event_id": event_id, "person_id": id_, "state": "made_up"} for id_ in ids]
        made_up = {"makeup_on": date(2026, 3, 1), "makeup_form": "беседа"}
        insert_many(session, Attendance, [mark | made_up for mark in marks])
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_batch_of_ten_thousand_is_undone_and_redone(db: Database) -> None:
    before = content(db)
    import_people(db, 10_000)
    after = content(db)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    redo_last(db, actor=HEAD)
    assert content(db) == after


def test_a_batch_whose_rows_were_changed_for_good_is_not_undone(db: Database) -> None:
    """A compensated action stands on no undo stack, and what it did must not vanish with the batch."""
    ids = import_people(db, 5)
    with db.writing(action="Номер выдан", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
        session.connection().exec_driver_sql("UPDATE person SET patronymic = 'Ивановна' WHERE id = ?", (ids[2],))
    before = content(db)
    with pytest.raises(UserError, match="с тех пор изменились"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_batch_whose_rows_were_changed_and_changed_back_is_undone(db: Database) -> None:
    before = content(db)
    import_people(db, 5)
    run(db, "UPDATE person SET patronymic = 'Ивановна'")
    undo_last(db, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_batch_that_changed_its_own_rows_is_undone(db: Database) -> None:
    before = content(db)
    with db.writing(action="Список внесён", actor=HEAD) as session:
        insert_many(session, NonWorkingDay, [{"day": "1999-01-01", "title": "День"}])
        session.connection().exec_driver_sql("UPDATE non_working_day SET title = 'Иной' WHERE day = '1999-01-01'")
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_batch_that_others_lean_on_is_not_undone(db: Database) -> None:
    """Deleting the people would take along, by cascade, rows that another action made."""
    ids = import_people(db, 5)
    with db.writing(action="Согласие внесено", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
        alias = "INSERT INTO person_alias (uid, person_id) VALUES ('прежний', ?)"
        session.connection().exec_driver_sql(alias, (ids[0],))
    before = content(db)
    with pytest.raises(UserError, match="уже опираются другие"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_batch_with_people_who_came_to_an_event_is_not_undone(db: Database) -> None:
    ids = import_people(db, 5)
    event_id = make_event(db, leader_id=ids[0])
    make_mark(db, event_id=event_id, person_id=ids[1])
    forget_steps_but_the_first(db)
    before = content(db)
    with pytest.raises(UserError, match="уже опираются другие"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def forget_steps_but_the_first(db: Database) -> None:
    with engine_of(db).connect().execution_options(marshrut_begin="IMMEDIATE") as connection:
        connection.exec_driver_sql("DELETE FROM undo_step WHERE id > (SELECT min(id) FROM undo_step)")
        connection.commit()
