import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from models import log
from models.commands.undo import undo_last
from models.database import Database
from models.schema.plans import IndicatorValue
from tests.conftest import SOAK
from tests.models.make import (
    HEAD,
    content,
    copied_database,
    engine_of,
    make_consent,
    make_person,
    make_restricted,
    new_database,
    run,
)

FAMILY = "👩‍👧"
TEXTS = [
    "",
    'it\'s "quoted" \\ back',
    "нуль\0внутри",
    FAMILY,
    "и\u0306 lone \u0301",
    "\u202eобратно\u202c",
    "строка\nещё\tодна\r",
    "{'json': [1]}",
    '{"json": [1]}',
    "\x01\x1f\x7f\ufeff\u2028",
    "ё" * 100_000,
]
FLOATS = [0.1 + 0.2, 1 / 3, 5.0, -0.5, 1e300, 5e-324, 2.0**53 + 2, float("inf"), float("-inf")]


def shapes(connection: Connection) -> dict[str, log.TableShape]:
    return {table: log.table_shape(connection, table) for table in log.user_tables(connection)}


def test_every_user_table_has_its_triggers(db: Database) -> None:
    """Fails for a new table whose migration step forgot them."""
    with engine_of(db).connect() as connection:
        assert log.missing_triggers(connection) == []


def test_a_table_without_triggers_is_noticed(db: Database) -> None:
    with engine_of(db).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE extra (id INTEGER PRIMARY KEY)")
        assert log.missing_triggers(connection) == ["log_extra_d", "log_extra_i", "log_extra_u"]


def test_a_trigger_that_does_not_know_a_new_column_is_noticed(db: Database) -> None:
    with engine_of(db).connect() as connection:
        connection.exec_driver_sql("ALTER TABLE role ADD COLUMN note TEXT")
        assert log.missing_triggers(connection) == ["log_role_d", "log_role_i", "log_role_u"]


def test_the_user_tables_are_all_but_the_log(db: Database) -> None:
    with engine_of(db).connect() as connection:
        found = log.user_tables(connection)
    assert {"person", "event", "attendance", "site", "non_working_day"} <= set(found)
    assert not log.LOG_TABLES & set(found)


def invented_row(connection: Connection, shape: log.TableShape) -> dict[str, object]:
    """A row with something in every column, of the column's type."""
    found = connection.exec_driver_sql("SELECT name, type FROM pragma_table_xinfo(?)", (shape.name,))
    kinds: dict[str, str] = dict(found.all())
    samples: dict[str, object] = {"INTEGER": 900_001, "VARCHAR": "текст", "DATE": "2026-03-01", "FLOAT": 0.1 + 0.2}
    return {name: samples.get(kinds[name], 1) for name in shape.columns}


def test_insert_update_and_delete_of_every_table_are_logged_whole(db: Database) -> None:
    """Walks all tables; rules and references are off, for it is only about the triggers."""
    with engine_of(db).connect() as connection:
        known = shapes(connection)
    for table, shape in known.items():
        with db.writing(action=f"Проба {table}", actor=HEAD) as session:
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            first = invented_row(connection, shape)
            marks = ", ".join("?" for _ in first)
            connection.exec_driver_sql(f'INSERT INTO "{table}" VALUES ({marks})', tuple(first.values()))
            changed = shape.columns[-1]
            second = first | {changed: 900_002 if isinstance(first[changed], int) else f"{first[changed]}!"}
            where = " AND ".join(f'"{name}" = ?' for name in shape.key)
            key = tuple(first[name] for name in shape.key)
            connection.exec_driver_sql(f'UPDATE "{table}" SET "{changed}" = ? WHERE {where}', (second[changed], *key))
            new_key = tuple(second[name] for name in shape.key)
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE {where}', new_key)
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
            lines = connection.exec_driver_sql(
                "SELECT op, pk, old, new FROM change WHERE action_id = ? ORDER BY id", (session.info["action_id"],)
            ).all()
        read = [
            (op, json.loads(pk), json.loads(old or "null"), json.loads(new or "null")) for op, pk, old, new in lines
        ]
        assert read == [
            ("I", list(key), None, first),
            ("U", list(new_key), first, second),
            ("D", list(new_key), second, None),
        ], table


@pytest.mark.parametrize("value", TEXTS, ids=range(len(TEXTS)))
def test_text_comes_back_as_it_was(db: Database, value: str) -> None:
    run(db, "INSERT INTO non_working_day VALUES ('1999-01-01', ?)", value)
    before = content(db)
    run(db, "DELETE FROM non_working_day WHERE day = '1999-01-01'")
    undo_last(db, actor=HEAD)
    assert content(db) == before


@pytest.mark.parametrize("value", FLOATS)
def test_numbers_come_back_to_the_last_bit(db: Database, value: float) -> None:
    run(db, "INSERT INTO indicator_value VALUES ('', '', NULL, 1, '2026-Q1', ?, NULL, NULL, NULL)", value)
    before = content(db)
    run(db, "UPDATE indicator_value SET value = 1.5")
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_missing_number_comes_back_as_missing(db: Database) -> None:
    run(db, "INSERT INTO indicator_value VALUES ('', '', NULL, 1, '2026-Q1', NULL, 0.0, '', '')")
    before = content(db)
    run(db, "UPDATE indicator_value SET value = 0.0, target = NULL, note = NULL")
    undo_last(db, actor=HEAD)
    assert content(db) == before


@pytest.mark.parametrize("value", [2**63 - 1, 2**53 + 1])
def test_big_whole_numbers_come_back_exactly(db: Database, value: int) -> None:
    run(db, "INSERT INTO number_sequence VALUES ('participant', 2026, 1, ?)", value)
    before = content(db)
    run(db, "UPDATE number_sequence SET next_no = 7")
    undo_last(db, actor=HEAD)
    assert content(db) == before


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One file for many examples: each leaves it as it found it."""
    database = copied_database(tmp_path_factory.mktemp("shared"))
    yield database
    database.close()


@settings(max_examples=400 if SOAK else 40)
@given(
    note=st.none() | st.text(),
    value=st.none() | st.floats(allow_nan=False),
    period=st.text(min_size=1),
)
def test_any_row_comes_back(shared: Database, note: str | None, value: float | None, period: str) -> None:
    db = shared
    before = content(db)
    with db.writing(action="Значение внесено", actor=HEAD) as session:
        session.add(IndicatorValue(indicator_id=1, period=period, value=value, note=note))
    stored = content(db)
    run(db, "DELETE FROM indicator_value")
    undo_last(db, actor=HEAD)
    assert content(db) == stored
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_update_that_changes_nothing_is_not_logged(db: Database) -> None:
    with db.writing(action="Проба", actor=HEAD) as session:
        session.connection().exec_driver_sql("UPDATE role SET title = title")
        session.connection().exec_driver_sql("UPDATE position SET title = 'Иная' WHERE id = 1")
        action_id = session.info["action_id"]
    with db.reading() as session:
        assert log.tables_touched(session.connection(), action_id) == {"position"}


def test_a_change_of_one_letter_is_logged(db: Database) -> None:
    run(db, "UPDATE position SET title = title || ' ' WHERE id = 1")
    with db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM change").scalar() == 1


def test_rows_that_a_cascade_takes_are_logged(db: Database) -> None:
    person_id = make_person(db)
    make_restricted(db, person_id)
    make_consent(db, person_id)
    with db.writing(action="Человек убран", actor=HEAD) as session:
        session.connection().exec_driver_sql("DELETE FROM person")
        action_id = session.info["action_id"]
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT table_name, count(*) FROM change WHERE action_id = ? AND op = 'D' GROUP BY 1 ORDER BY 1",
            (action_id,),
        )
        assert [tuple(line) for line in found] == [("consent", 2), ("person", 1), ("person_restricted", 1)]


def test_the_log_reads_as_text(db: Database) -> None:
    run(db, "INSERT INTO non_working_day VALUES ('1999-01-01', 'Праздник')")
    with db.reading() as session:
        line = session.connection().exec_driver_sql("SELECT table_name, pk, op, old, new FROM change").one()
    assert tuple(line) == (
        "non_working_day",
        '["1999-01-01"]',
        "I",
        None,
        '{"day":"1999-01-01","title":"Праздник"}',
    )


def test_the_log_outlives_the_program(tmp_path: Path) -> None:
    db = copied_database(tmp_path)
    make_person(db)
    before = content(db)
    run(db, "DELETE FROM person")
    db.close()
    again = new_database(tmp_path)
    undo_last(again, actor=HEAD)
    assert content(again) == before
    again.close()
