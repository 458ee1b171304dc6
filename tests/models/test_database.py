import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError

from models import database
from models.database import Actor, Database, connect, open_database
from models.errors import UserError
from models.queries.integrity import check_database
from models.schema.reference import Position
from tests.models.make import HEAD, content, count, engine_of, history, make_organization, run, someone_writes

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
    ],
)
def test_every_pooled_connection_has_the_pragmas(db: Database, pragma: str, value: object) -> None:
    with engine_of(db).connect() as first, engine_of(db).connect() as second, engine_of(db).connect() as third:
        found = [each.exec_driver_sql(f"PRAGMA {pragma}").scalar() for each in (first, second, third)]
    assert found == [value] * 3


def test_a_connection_that_read_can_write_afterwards(db: Database) -> None:
    for _ in range(6):
        count(db, "organization")
    make_organization(db)
    assert count(db, "organization") == 1


def test_writing_takes_the_lock_before_its_first_statement(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_LOCK_SECONDS", 0.05)
    with db.writing(action="Проба", actor=HEAD), pytest.raises(DatabaseError), someone_writes(db.path):
        pass


def test_a_failing_block_stores_nothing(db: Database) -> None:
    before, log_before = content(db), history(db)

    def fail() -> None:
        with db.writing(action="Проба", actor=HEAD) as session:
            session.add(Position(code="new", title="Новая"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (content(db), history(db)) == (before, log_before)


def test_a_refused_row_stores_nothing_of_its_action(db: Database) -> None:
    before = content(db)

    def fail() -> None:
        with db.writing(action="Проба", actor=HEAD) as session:
            session.add(Position(code="new", title="Новая"))
            session.flush()
            session.add(Position(code="blank", title="  "))

    with pytest.raises(IntegrityError):
        fail()
    assert content(db) == before


def break_a_key_at_the_commit(db: Database) -> None:
    with db.writing(action="Проба", actor=HEAD) as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO person_alias (uid, person_id) VALUES ('uid', 404)")


def test_a_foreign_key_found_broken_at_the_commit_stores_nothing(db: Database) -> None:
    before = content(db)
    with pytest.raises(IntegrityError):
        break_a_key_at_the_commit(db)
    assert content(db) == before


def test_the_database_can_be_used_after_a_failed_commit(db: Database) -> None:
    with pytest.raises(IntegrityError):
        break_a_key_at_the_commit(db)
    make_organization(db)
    assert check_database(db) == []


def test_a_commit_inside_the_block_does_not_end_the_action(db: Database) -> None:
    before = content(db)

    def fail() -> None:
        with db.writing(action="Проба", actor=HEAD) as session:
            session.add(Position(code="new", title="Новая"))
            session.commit()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert content(db) == before


def test_a_write_outside_of_an_action_is_refused(db: Database) -> None:
    with (
        pytest.raises(IntegrityError, match=r"change\.action_id"),
        engine_of(db).connect().execution_options(marshrut_begin="IMMEDIATE") as connection,
    ):
        connection.exec_driver_sql("DELETE FROM non_working_day")


@pytest.mark.parametrize("table", ["position", "undo_step", "action"])
def test_nothing_can_be_written_while_reading(db: Database, table: str) -> None:
    with pytest.raises(UserError), db.reading() as session:
        session.connection().exec_driver_sql(f"DELETE FROM {table}")


def test_reading_is_a_snapshot(db: Database) -> None:
    with db.reading() as session:
        before = session.connection().exec_driver_sql("SELECT count(*) FROM organization").scalar()
        make_organization(db)
        after = session.connection().exec_driver_sql("SELECT count(*) FROM organization").scalar()
    assert (before, after) == (0, 0)


def test_concurrent_writers_wait_for_each_other(db: Database) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: make_organization(db, short_name=f"Сад № {number}"), range(60)))
    assert count(db, "organization") == 60
    assert check_database(db) == []


def test_readers_go_on_while_somebody_writes(db: Database) -> None:
    with someone_writes(db.path):
        assert count(db, "organization") == 0


def test_a_locked_file_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_LOCK_SECONDS", 0.05)
    db = open_database(tmp_path / "marshrut.db")
    with someone_writes(db.path), pytest.raises(UserError, match="занят другой программой"):
        make_organization(db)
    db.close()


def test_a_full_disk_is_said_in_a_sentence_and_stores_nothing(db: Database) -> None:
    before = content(db)
    with engine_of(db).connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(UserError, match="не осталось места"):
        run(db, "INSERT INTO non_working_day VALUES ('1999-01-01', ?)", "м" * 1_000_000)
    assert content(db) == before


def test_an_exception_of_the_database_holds_no_values(db: Database) -> None:
    with pytest.raises(IntegrityError) as refusal:
        run(db, "INSERT INTO non_working_day VALUES (NULL, ?)", "Иванова Мария")
    assert "Иванова" not in str(refusal.value)


def test_an_action_that_changed_nothing_leaves_no_line(db: Database) -> None:
    before = history(db)
    run(db, "UPDATE position SET title = title")
    assert history(db) == before


def test_screens_are_told_which_tables_an_action_touched(db: Database) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    make_organization(db)
    assert told == [frozenset({"organization"})]


def test_screens_are_told_of_rows_that_a_cascade_took(db: Database) -> None:
    run(db, "INSERT INTO municipality_spelling VALUES ('старый', 1)")
    run(db, "INSERT INTO municipality (oktmo, name, kind) VALUES ('00000000', 'Старый', 'городской округ')")
    run(db, "UPDATE municipality_spelling SET municipality_id = (SELECT max(id) FROM municipality)")
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    run(db, "DELETE FROM municipality WHERE oktmo = '00000000'")
    assert told == [frozenset({"municipality", "municipality_spelling"})]


@pytest.mark.parametrize("statement", ["UPDATE position SET title = title", "SELECT 1"])
def test_screens_hear_nothing_of_an_action_without_changes(db: Database, statement: str) -> None:
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    run(db, statement)
    assert told == []


def test_an_action_is_signed_with_its_actor_and_moment(db: Database) -> None:
    with db.writing(action="Проба", actor=Actor(7)) as session:
        session.add(Position(code="new", title="Новая"))
    with db.reading() as session:
        line = session.connection().exec_driver_sql("SELECT at, actor_id, label, kind FROM action").one()
    assert tuple(line) == ("2026-03-02T00:00:01.000Z", 7, "Проба", "restorable")


def test_the_database_with_a_key_opens_with_it(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db", key=KEY)
    make_organization(db)
    db.close()
    again = open_database(tmp_path / "marshrut.db", key=KEY)
    assert count(again, "organization") == 1
    again.close()


@pytest.mark.parametrize("key", [None, bytes(32)])
def test_the_database_with_a_key_is_closed_to_others(tmp_path: Path, key: bytes | None) -> None:
    open_database(tmp_path / "marshrut.db", key=KEY).close()
    with pytest.raises(UserError, match="закрыт паролем"):
        open_database(tmp_path / "marshrut.db", key=key)


def test_the_file_with_a_key_shows_nothing_of_its_content(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db", key=KEY)
    make_organization(db, short_name="Rainbow")
    db.close()
    stored = (tmp_path / "marshrut.db").read_bytes()
    assert b"SQLite format 3" not in stored
    assert b"Rainbow" not in stored
    assert b"CREATE TABLE" not in stored


def test_the_file_without_a_key_shows_its_content() -> None:
    """The control of the test above."""
    from tests.models.make import template

    stored = template().read_bytes()
    assert stored.startswith(b"SQLite format 3\0")
    assert b"CREATE TABLE" in stored


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "marshrut.db", key=b"short")


def test_deleted_text_is_overwritten_in_the_file(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db")
    run(db, "INSERT INTO non_working_day VALUES ('1999-01-01', 'Zvezdochka')")
    run(db, "DELETE FROM non_working_day WHERE day = '1999-01-01'")
    with db.writing(action="Проба", actor=HEAD) as session:
        session.connection().exec_driver_sql("DELETE FROM change")
    db.close()
    assert b"Zvezdochka" not in (tmp_path / "marshrut.db").read_bytes()


_ONE_ACTION = """
import os, sys
from pathlib import Path
from models.database import Actor, open_database
from tests.models.make import make_organization
db = open_database(Path(sys.argv[1]))
make_organization(db, short_name="Первый")
for mark in ("begin", "end"):
    Path(f"/{mark}-of-action").exists()
    if mark == "begin":
        make_organization(db, short_name="Второй")
os._exit(0)
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not on this machine")
def test_an_action_is_one_fsync(tmp_path: Path) -> None:
    traced = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,stat,newfstatat,statx"
    subprocess.run(
        ["strace", "-f", "-e", calls, "-o", traced, sys.executable, "-c", _ONE_ACTION, tmp_path / "marshrut.db"],
        check=True,
        cwd=ROOT,
        timeout=120,
    )
    during = traced.read_text().split("/begin-of-action")[1].split("/end-of-action")[0]
    assert during.count("fsync(") + during.count("fdatasync(") == 1


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "marshrut.db").mkdir()
    with pytest.raises(UserError, match="лежит папка"):
        open_database(tmp_path / "marshrut.db")


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Папки с данными нет"):
        open_database(tmp_path / "нет" / "marshrut.db")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even root can write to")
def test_a_read_only_folder_is_refused() -> None:
    with pytest.raises(UserError, match="нельзя записывать"):
        open_database(Path("/proc/self/marshrut.db"))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes are POSIX")
def test_a_read_only_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    open_database(tmp_path / "marshrut.db").close()
    (tmp_path / "marshrut.db").chmod(0o444)
    db = open_database(tmp_path / "marshrut.db")
    with pytest.raises(UserError, match="нельзя изменить"):
        make_organization(db)
    db.close()
