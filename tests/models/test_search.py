"""The search index follows the records, whoever writes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from models import search
from models.bulk import insert_many
from models.commands.undo import next_redo, next_undo, redo_last, undo_last
from models.database import Database
from models.queries.integrity import check_database
from models.rows.codes import PersonalDataState
from models.rows.search import RecordKind
from models.schema.people import Person
from tests.conftest import SOAK
from tests.models.make import (
    HEAD,
    copied_database,
    engine_of,
    make_event,
    make_organization,
    make_person,
    make_plan,
    make_plan_item,
    make_product,
    person_row,
    run,
)
from tests.models.test_integrity import behind_the_back


def lines(db: Database) -> dict[tuple[RecordKind, int], str]:
    """The index as it stands."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(f"SELECT rowid, words FROM {search.INDEX}").all()
    return {(search.kind_of(line), line - search.lines_of(search.kind_of(line))[0]): words for line, words in found}


def terms(connection: Connection) -> set[str]:
    return {term for (term,) in connection.exec_driver_sql(f"SELECT term FROM {search.TERMS}")}


def words_of_a_person(db: Database, person_id: int) -> str | None:
    return lines(db).get((RecordKind.PERSON, person_id))


def test_records_of_every_kind_are_in_the_index(db: Database) -> None:
    person = make_person(db, last_name="Ёлкина")
    item = make_plan_item(db, plan_id=make_plan(db), responsible_id=person)
    event = make_event(db, title="Ёлка Чтений", leader_id=person)
    product = make_product(db)
    run(db, "INSERT INTO program (uid, title, kind, hours, created_at, updated_at, status, version) "
            "VALUES ('g', 'Программа речи', 'outside_dpp', 36, '', '', 'draft', 1)")  # fmt: skip
    run(db, "INSERT INTO stream (uid, program_id, title, starts_on, ends_on, tutor_id, created_at, updated_at) "
            "VALUES ('s', 1, 'Весна', '2026-01-12', '2026-05-29', ?, '', '')", person)  # fmt: skip
    run(db, "INSERT INTO document (uid, title, number, status, created_at, updated_at) "
            "VALUES ('d', 'Приказ', '17-о', 'draft', '', '')")  # fmt: skip
    run(db, "INSERT INTO consultation (uid, held_on, kind, mode, minutes, topic, consultant_id, outsiders, created_at, "
            "updated_at) VALUES ('c', '2026-02-01', 'individual', 'in_person', 30, 'Игра', ?, 0, '', '')",
        person)  # fmt: skip
    run(db, "INSERT INTO meeting (uid, body, number, held_on, chair_id, created_at, updated_at) "
            "VALUES ('m', 'council', '1', '2026-02-01', ?, '', '')", person)  # fmt: skip
    run(db, "INSERT INTO agenda_item (meeting_id, no, question, created_at, updated_at) "
            "VALUES (1, 1, 'О плане', '', '')")  # fmt: skip
    found = lines(db)
    assert {key: words for key, words in found.items() if key[0] is not RecordKind.ORGANIZATION} == {
        (RecordKind.PERSON, person): "Елкина Мария ",
        (RecordKind.PLAN_ITEM, item): "Семинар по плану",
        (RecordKind.EVENT, event): "Елка Чтений",
        (RecordKind.PRODUCT, product): "Сборник",
        (RecordKind.PROGRAM, 1): "Программа речи",
        (RecordKind.STREAM, 1): "Весна",
        (RecordKind.DOCUMENT, 1): "Приказ 17-о",
        (RecordKind.CONSULTATION, 1): "Игра",
        (RecordKind.QUESTION, 1): "О плане",
    }
    assert {kind for kind, _ in found} == set(RecordKind)


def test_a_new_name_takes_the_place_of_the_old_one(db: Database) -> None:
    person = make_person(db, last_name="Ежова", organization_id=make_organization(db))
    run(db, "UPDATE person SET last_name = 'Щукина' WHERE id = ?", person)
    assert words_of_a_person(db, person) == "Щукина Мария "
    with db.reading() as session:
        assert terms(session.connection()) >= {"щукина"}
        assert "ежова" not in terms(session.connection())


def test_undo_and_redo_bring_the_words_back_and_forth(db: Database) -> None:
    person = make_person(db, last_name="Ежова")
    run(db, "UPDATE person SET last_name = 'Щукина' WHERE id = ?", person)
    undo_last(db, actor=HEAD)
    before = words_of_a_person(db, person)
    redo_last(db, actor=HEAD)
    assert (before, words_of_a_person(db, person)) == ("Ежова Мария ", "Щукина Мария ")


def test_a_removed_record_leaves_none_of_its_words(db: Database) -> None:
    person = make_person(db, last_name="Белова", organization_id=make_organization(db))
    run(db, "DELETE FROM person WHERE id = ?", person)
    with db.reading() as session:
        assert not {"белова", "мария"} & terms(session.connection())


@pytest.mark.parametrize("state", PersonalDataState)
def test_a_person_whose_data_are_gone_is_not_found(db: Database, state: PersonalDataState) -> None:
    person = make_person(db)
    run(db, "UPDATE person SET pd_state = ? WHERE id = ?", state.value, person)
    gone = state in (PersonalDataState.DEPERSONALISED, PersonalDataState.DESTROYED)
    assert (words_of_a_person(db, person) is None) is gone


def test_a_person_comes_back_with_her_data(db: Database) -> None:
    person = make_person(db)
    run(db, "UPDATE person SET pd_state = 'depersonalised' WHERE id = ?", person)
    undo_last(db, actor=HEAD)
    assert words_of_a_person(db, person) == "Иванова Мария "


def test_many_rows_at_once_are_in_the_index(db: Database) -> None:
    place = make_organization(db)
    rows = [
        person_row(db, last_name=f"Фамилия{no}", organization_id=place).model_dump(exclude={"id", "created_at",
        "updated_at", "author_id"}) for no in range(30)
    ]  # fmt: skip
    rows[3]["pd_state"] = "destroyed"
    with db.writing(action="Список внесён", actor=HEAD) as session:
        ids = insert_many(session, Person, rows)
    known = [id_ for kind, id_ in lines(db) if kind is RecordKind.PERSON]
    assert known == [id_ for id_ in ids if id_ != ids[3]]
    assert check_database(db) == []
    undo_last(db, actor=HEAD)
    assert not [key for key in lines(db) if key[0] is RecordKind.PERSON]


def test_the_index_made_anew_is_the_same(db: Database) -> None:
    make_event(db, title="Ёлка", leader_id=make_person(db))
    before = lines(db)
    with engine_of(db).connect().execution_options(marshrut_begin="IMMEDIATE") as connection:
        search.drop_index(connection)
        search.make_index(connection)
        connection.commit()
    assert lines(db) == before
    assert check_database(db) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER search_person_u", "Поиск: нет исправной части search_person_u"),
        (f"DROP TABLE {search.TERMS}", f"Поиск: нет исправной части {search.TERMS}"),
        (f"DROP TABLE {search.INDEX}", f"Поиск: нет исправной части {search.INDEX}"),
        (f"DELETE FROM {search.INDEX} WHERE rowid = (1 << 40) + 1", "Поиск: расходится с записями (1)"),
        (f"UPDATE {search.INDEX} SET words = 'иное' WHERE rowid = (1 << 40) + 1", "Поиск: расходится с записями (2)"),
        (f"INSERT INTO {search.INDEX} (rowid, words) VALUES (1, 'лишнее')", "Поиск: расходится с записями (1)"),
    ],
)
def test_a_fault_of_the_index_is_named(db: Database, statement: str, said: str) -> None:
    make_person(db)
    behind_the_back(db, statement)
    assert said in check_database(db)


WAYS = ("add", "rename", "remove", "gone", "undo", "redo")
STEPS = st.lists(
    st.tuples(st.sampled_from(WAYS), st.integers(1, 6), st.text(max_size=8)),
    max_size=25,
)


@settings(max_examples=300 if SOAK else 20, deadline=None)
@given(steps=STEPS)
def test_whatever_is_done_the_index_says_what_the_records_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    db = copied_database(tmp_path_factory.mktemp("site"))
    place = make_organization(db)
    behind_the_back(db, "DELETE FROM undo_step")
    for what, number, text in steps:
        match what:
            case "add":
                make_person(db, last_name=f"Ё{text}", organization_id=place)
            case "rename":
                run(db, "UPDATE person SET last_name = ?, patronymic = ? WHERE id = ?", f"Я{text}", text, number)
            case "remove":
                run(db, "DELETE FROM person WHERE id = ?", number)
            case "gone":
                run(db, "UPDATE person SET pd_state = 'destroyed' WHERE id = ?", number)
            case _:
                turn(db, what)
    with db.reading() as session:
        assert search.lines_amiss(session.connection()) == 0
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    db.close()


def turn(db: Database, what: str) -> None:
    """Undo or redo where there is something to turn."""
    if what == "undo" and next_undo(db) is not None:
        undo_last(db, actor=HEAD)
    if what == "redo" and next_redo(db) is not None:
        redo_last(db, actor=HEAD)
