from pathlib import Path

import pytest

from models.database import Database, connect
from models.queries.integrity import check_connection, check_database
from tests.models.make import copied_database, engine_of, make_consent, make_person, make_restricted, run
from tests.models.test_migrations import zero_a_page


def behind_the_back(db: Database, *statements: str) -> None:
    """Write as no command could: without an action and without rules."""
    with engine_of(db).connect().execution_options(marshrut_begin="IMMEDIATE") as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys = OFF")
        for sql in statements:
            connection.exec_driver_sql(sql)
        connection.commit()
        raw.execute("PRAGMA foreign_keys = ON")


def furnish(db: Database) -> None:
    make_restricted(db, make_person(db))
    make_consent(db, make_person(db, last_name="Белова"))
    run(db, "DELETE FROM role WHERE id = (SELECT max(id) FROM role)")


def test_a_database_in_use_is_whole(db: Database) -> None:
    furnish(db)
    assert check_database(db) == []


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["DROP TRIGGER log_person_u"], "нет исправного триггера log_person_u"),
        (["ALTER TABLE role ADD COLUMN note"], "нет исправного триггера log_role_d"),
        (
            ["DROP TRIGGER log_person_u", "UPDATE person SET organization_id = 404 WHERE id = 1"],
            "ссылается на отсутствующую запись таблицы organization",
        ),
        (["INSERT INTO current_action VALUES (1, 1)"], "действие не закрыто"),
        (["DELETE FROM action WHERE id = 1"], "запись без действия"),
        (
            ["INSERT INTO undo_step (direction, action_id, label) VALUES ('undo', 404, 'x')"],
            "шаг отмены без действия",
        ),
        (["UPDATE sqlite_sequence SET seq = 1 WHERE name = 'role'"], "Таблица role: забыто"),
        (["DELETE FROM sqlite_sequence WHERE name = 'person'"], "Таблица person: забыто"),
        (
            [
                "INSERT INTO current_action VALUES (1, 1)",
                "UPDATE person_restricted SET consent_id = (SELECT id FROM consent WHERE person_id = 2)",
                "DELETE FROM current_action",
            ],
            "Закрытые поля без согласия человека",
        ),
    ],
)
def test_a_fault_is_named(db: Database, statements: list[str], said: str) -> None:
    furnish(db)
    behind_the_back(db, *statements)
    assert any(said in fault for fault in check_database(db))


def test_a_fault_names_no_person(db: Database) -> None:
    furnish(db)
    behind_the_back(db, "DROP TRIGGER log_person_u", "UPDATE person SET organization_id = 404")
    assert "Белова" not in str(check_database(db))


def test_a_damaged_file_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    copied_database(tmp_path).close()
    zero_a_page(tmp_path / "marshrut.db")
    assert faults_of(tmp_path / "marshrut.db") != []


def faults_of(path: Path) -> list[str]:
    engine = connect(path)
    with engine.connect() as connection:
        found = check_connection(connection)
    engine.dispose()
    return found
