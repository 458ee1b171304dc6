import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect
from sqlmodel import SQLModel

import models.schema  # noqa: F401 - fills SQLModel.metadata
from models import database, inverse, log, search
from models.commands.plans import change_plan_item
from models.commands.undo import next_undo, undo_last
from models.database import Database, connect, open_database
from models.errors import UserError
from models.identity import seeded_uids
from models.migrations.runner import NEWEST, STEPS, Migration, MigrationStep, migrate
from models.queries.integrity import check_connection, check_database
from models.queries.plan_board import plan_item_card
from tests.models.make import (
    HEAD,
    clock,
    content,
    content_of,
    count,
    engine_of,
    history,
    make_event,
    make_mark,
    make_organization,
    make_person,
    make_plan,
    make_restricted,
    new_database,
    run,
    template,
)

KEY = bytes(range(32))


def rebuild(migration: Migration) -> None:
    """Make the tables that others hang on anew, as a later schema would."""
    for table in ("organization", "person", "plan"):
        with migration.rebuilding(table):
            pass


def fail_half_way(migration: Migration) -> None:
    rebuild(migration)
    migration.execute("DELETE FROM person")
    raise ZeroDivisionError


def cut_a_reference(migration: Migration) -> None:
    migration.execute("UPDATE person SET organization_id = 404")


def forget_ids(migration: Migration) -> None:
    with migration.operations.batch_alter_table("person", recreate="always"):
        pass


def take_a_step(
    path: Path, upgrade: Callable[[Migration], None], *, key: bytes | None = None, engine: Engine | None = None
) -> Database:
    """Bring a closed file one schema further than the program's own, and give it open."""
    engine = engine or connect(path, key=key)
    steps = (*STEPS, MigrationStep(NEWEST + 1, upgrade))
    try:
        migrate(engine, path, clock=clock(), open_copy=lambda copy: connect(copy, key=key), steps=steps)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, path, clock=clock(), uids=seeded_uids(2))


def fill(db: Database) -> None:
    """Linked rows in the tables that are rebuilt, and a person who is gone."""
    ada, bella = make_person(db, last_name="Абрамова"), make_person(db, last_name="Белова")
    make_restricted(db, ada)
    make_mark(db, event_id=make_event(db, leader_id=bella), person_id=ada)
    make_plan(db)
    gone = make_person(db, last_name="Власова")
    run(db, "DELETE FROM person WHERE id = ?", gone)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A closed file with linked rows."""
    shutil.copy(template(), tmp_path / "marshrut.db")
    db = new_database(tmp_path)
    fill(db)
    db.close()
    return tmp_path / "marshrut.db"


def seen(path: Path, *, key: bytes | None = None) -> dict[str, list[str]]:
    """The content of a closed file."""
    engine = connect(path, key=key)
    with engine.connect() as connection:
        found = content_of(connection)
    engine.dispose()
    return found


def test_a_new_file_has_the_newest_schema(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db")
    with engine_of(db).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == NEWEST
    db.close()


def test_a_new_file_is_whole(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db")
    assert check_database(db) == []
    db.close()


def test_a_new_file_needs_no_backup(tmp_path: Path) -> None:
    open_database(tmp_path / "marshrut.db").close()
    assert [each.name for each in tmp_path.iterdir()] == ["marshrut.db"]


def test_a_new_file_has_nothing_to_undo(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db")
    assert next_undo(db) is None
    db.close()


def test_an_empty_file_becomes_a_new_database(tmp_path: Path) -> None:
    (tmp_path / "marshrut.db").touch()
    db = open_database(tmp_path / "marshrut.db")
    assert check_database(db) == []
    db.close()


def test_opening_again_changes_no_byte(filled: Path) -> None:
    before = filled.read_bytes()
    open_database(filled).close()
    assert filled.read_bytes() == before


def test_a_rebuild_of_parents_keeps_every_row(filled: Path) -> None:
    before = seen(filled)
    take_a_step(filled, rebuild).close()
    assert seen(filled) == before


def test_a_rebuilt_file_is_whole(filled: Path) -> None:
    db = take_a_step(filled, rebuild)
    assert check_database(db) == []
    db.close()


def test_a_rebuilt_table_logs_its_changes(filled: Path) -> None:
    db = take_a_step(filled, rebuild)
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    make_organization(db, short_name="После обновления")
    assert told == [frozenset({"organization"})]
    db.close()


def test_an_id_given_out_before_a_rebuild_does_not_come_back(filled: Path) -> None:
    db = take_a_step(filled, rebuild)
    assert make_person(db, last_name="Громова") == 4
    db.close()


def test_a_rebuild_keeps_the_schema_of_the_tables(filled: Path) -> None:
    db = take_a_step(filled, rebuild)
    with engine_of(db).connect() as connection:
        assert differences(connection) == []
    db.close()


def test_a_step_clears_what_could_be_undone(filled: Path) -> None:
    db = take_a_step(filled, rebuild)
    assert next_undo(db) is None
    db.close()


def test_entries_older_than_a_column_can_still_be_turned_back(filled: Path) -> None:
    """Ctrl+Z cannot reach behind a schema step, but a batch or a card's history can be restored later."""
    db = new_database(filled.parent)
    run(db, "UPDATE role SET title = 'Иная' WHERE id = 1")
    run(db, "DELETE FROM role WHERE id = 2")
    db.close()
    db = take_a_step(filled, lambda step: step.execute("ALTER TABLE role ADD COLUMN note VARCHAR DEFAULT 'нет'"))
    with db.writing(action="Проба", actor=HEAD) as session:
        connection = session.connection()
        shape = log.table_shape(connection, "role")
        entries = connection.exec_driver_sql(
            "SELECT op, pk, old FROM change WHERE table_name = 'role' ORDER BY id"
        ).all()
        (_, pk, renamed), (_, _, deleted) = entries
        inverse.restore_row(connection, shape, pk, renamed)
        inverse.insert_row(connection, shape, deleted)
        found = connection.exec_driver_sql("SELECT title, note FROM role WHERE id <= 2 ORDER BY id").all()
    assert [(title != "Иная", note) for title, note in found] == [(True, "нет"), (True, "нет")]
    db.close()


def test_a_step_keeps_the_history(filled: Path) -> None:
    db = new_database(filled.parent)
    before = history(db)
    db.close()
    db = take_a_step(filled, rebuild)
    assert history(db) == before
    db.close()


@pytest.mark.parametrize("upgrade", [rebuild, fail_half_way])
def test_foreign_keys_are_on_after_a_step(filled: Path, upgrade: Callable[[Migration], None]) -> None:
    engine = connect(filled)
    try:
        take_a_step(filled, upgrade, engine=engine)
    except ZeroDivisionError:
        assert upgrade is fail_half_way
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_a_failing_step_leaves_the_file_as_it_was(filled: Path) -> None:
    before = filled.read_bytes()
    with pytest.raises(ZeroDivisionError):
        take_a_step(filled, fail_half_way)
    assert filled.read_bytes() == before


def test_a_step_that_cuts_references_is_taken_back(filled: Path) -> None:
    before = filled.read_bytes()
    with pytest.raises(RuntimeError, match="breaks foreign keys of person"):
        take_a_step(filled, cut_a_reference)
    assert filled.read_bytes() == before


def test_a_step_that_would_let_ids_come_back_is_refused(filled: Path) -> None:
    before = filled.read_bytes()
    with pytest.raises(RuntimeError, match=r"drops AUTOINCREMENT of \['person'\]"):
        take_a_step(filled, forget_ids)
    assert filled.read_bytes() == before


def test_a_step_that_another_copy_of_the_program_took_is_not_taken_again(filled: Path) -> None:
    steps = (*STEPS, MigrationStep(NEWEST + 1, lambda migration: migration.execute("CREATE TABLE extra (id INTEGER)")))
    one, other = connect(filled), connect(filled)

    def overtaken(copy: Path) -> Engine:
        if not other.pool.checkedin():
            migrate(other, filled, clock=clock(), open_copy=connect, steps=steps)
        return connect(copy)

    migrate(one, filled, clock=clock(), open_copy=overtaken, steps=steps)
    with one.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == NEWEST + 1
    one.dispose()
    other.dispose()


def backups(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").iterdir())


def test_a_backup_is_made_before_a_step(filled: Path) -> None:
    take_a_step(filled, rebuild).close()
    assert [each.name for each in backups(filled)] == [f"before-schema-{NEWEST + 1}-2026-03-02T00-00-01.db"]


def test_the_backup_holds_the_former_content(filled: Path) -> None:
    before = seen(filled)
    take_a_step(filled, lambda migration: migration.execute("DELETE FROM attendance")).close()
    assert seen(backups(filled)[0]) == before


def test_the_backup_can_be_opened_as_a_database(filled: Path) -> None:
    take_a_step(filled, rebuild).close()
    db = open_database(backups(filled)[0])
    assert check_database(db) == []
    db.close()


def test_the_backup_of_a_failing_step_stays(filled: Path) -> None:
    before = seen(filled)
    with pytest.raises(ZeroDivisionError):
        take_a_step(filled, fail_half_way)
    assert [seen(each) for each in backups(filled)] == [before]


def test_the_backup_has_the_key_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "marshrut.db"
    db = open_database(path, key=KEY)
    fill(db)
    db.close()
    before = seen(path, key=KEY)
    take_a_step(path, rebuild, key=KEY).close()
    (backup,) = backups(path)
    assert not backup.read_bytes().startswith(b"SQLite format 3")
    assert seen(backup, key=KEY) == before


def test_a_step_on_a_file_with_a_key_keeps_every_row(tmp_path: Path) -> None:
    db = open_database(tmp_path / "marshrut.db", key=KEY)
    fill(db)
    before = content(db)
    db.close()
    db = take_a_step(tmp_path / "marshrut.db", rebuild, key=KEY)
    assert content(db) == before
    db.close()


def test_a_backup_cut_off_half_way_is_cleared_away(filled: Path) -> None:
    folder = filled.parent / "backups"
    folder.mkdir()
    (folder / "before-schema-2-2026-01-01T00-00-00.db.part").write_bytes(b"half")
    (folder / "before-schema-2-2026-01-01T00-00-00.db.part-journal").write_bytes(b"half")
    take_a_step(filled, rebuild).close()
    assert len(backups(filled)) == 1


def test_without_a_place_for_the_backup_no_step_is_taken(filled: Path) -> None:
    (filled.parent / "backups").write_text("a file in place of the folder")
    before = filled.read_bytes()
    with pytest.raises(UserError, match="сделать не удалось"):
        take_a_step(filled, rebuild)
    assert filled.read_bytes() == before


def differences(connection: Connection) -> list[object]:
    """What Alembic would change to come from a file to the schema of today, without tables of later steps."""

    def is_known(name: str | None, kind: str, _parents: object) -> bool:
        # The search index is made of the others by models/search.py, and checked by its own tests.
        return kind != "table" or not (name or "").startswith(search.INDEX)

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_known})
    return list(compare_metadata(context, SQLModel.metadata))


def test_the_migrated_file_is_the_schema_of_today(db: Database) -> None:
    with engine_of(db).connect() as connection:
        assert differences(connection) == []


def test_the_checks_of_the_migrated_file_are_those_of_the_schema(db: Database, tmp_path: Path) -> None:
    fresh = connect(tmp_path / "fresh.db")
    SQLModel.metadata.create_all(fresh)

    def checks(engine: Engine) -> dict[str, set[tuple[str | None, str]]]:
        look = inspect(engine)
        return {
            table: {(check["name"], check["sqltext"]) for check in look.get_check_constraints(table)}
            for table in look.get_table_names()
            if not table.startswith(search.INDEX)
        }

    assert checks(engine_of(db)) == checks(fresh)
    fresh.dispose()


def test_ids_are_remembered_where_the_schema_says_so(db: Database, tmp_path: Path) -> None:
    fresh = connect(tmp_path / "fresh.db")
    SQLModel.metadata.create_all(fresh)
    with engine_of(db).connect() as migrated, fresh.connect() as created:
        assert log.autoincrement_tables(migrated) == log.autoincrement_tables(created)
    fresh.dispose()


def test_every_root_with_history_remembers_its_ids(db: Database) -> None:
    """A table with an `id` that gives ids out again lets two people mix; what has one row only is the exception."""
    with engine_of(db).connect() as connection:
        keyed = {
            table for table in log.user_tables(connection) if log.table_shape(connection, table).has_autoincrement_key
        }
        assert keyed - log.autoincrement_tables(connection) == {"site", "institute"}


def test_migrations_import_nothing_of_todays_schema() -> None:
    """Frozen steps must not change when the schema does; the linter looks at direct imports, this at all."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, models.migrations.runner; print([n for n in sys.modules if n.startswith('models.schema')])",
        ],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert said.stdout.strip() == "[]"


def folder_hashes(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(50_000))


def random_bytes_inside(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[40_000:80_000] = random.Random(2).randbytes(40_000)
    path.write_bytes(whole)


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 100)


def cut_to_the_header(path: Path) -> None:
    os.truncate(path, 100)


def cut_to_little(path: Path) -> None:
    os.truncate(path, 16)


def zero_a_page(path: Path) -> None:
    """The first page of a table's rows."""
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(whole)


def zero_the_first_page(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[:4096] = bytes(4096)
    path.write_bytes(whole)


def lose_all_but_the_wal(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(path.name + "-wal").write_bytes(b"the last work" * 100)


def lock_with_a_key(path: Path) -> None:
    path.unlink()
    open_database(path, key=KEY).close()


def text_file(path: Path) -> None:
    path.write_text("Список стажёров\n" * 100, encoding="utf-8")


def foreign_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('важное')")
    connection.close()


def foreign_database_with_an_id(path: Path) -> None:
    foreign_database(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 252006673")
    connection.close()


def foreign_view(path: Path) -> None:
    """A stranger of one page: its header alone does not tell it from an empty database."""
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIEW numbers AS SELECT 1")
    connection.close()


def foreign_database_in_use(path: Path) -> None:
    """Its last work lies in its WAL, which opening it would write back."""
    path.unlink()
    source = path.with_name("other.db")
    connection = sqlite3.connect(source)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    shutil.copy(source, path)
    shutil.copy(f"{source}-wal", f"{path}-wal")
    connection.close()
    source.unlink()


def later_version(path: Path) -> None:
    take_a_step(path, rebuild).close()
    shutil.rmtree(path.parent / "backups")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (random_bytes, "повреждён"),
        (random_bytes_inside, "повреждён"),
        (cut_in_half, "повреждён"),
        (cut_short, "повреждён"),
        (cut_to_the_header, "повреждён"),
        (cut_to_little, "повреждён"),
        (zero_a_page, "повреждён"),
        (zero_the_first_page, "повреждён"),
        (lose_all_but_the_wal, "повреждён"),
        (lock_with_a_key, "закрыт паролем"),
        (text_file, "повреждён"),
        (foreign_database, "создан другой программой"),
        (foreign_database_with_an_id, "создан другой программой"),
        (foreign_view, "создан другой программой"),
        (foreign_database_in_use, "создан другой программой"),
        (later_version, "более новой версией"),
    ],
)
def test_a_file_that_is_not_ours_or_not_whole_is_refused_and_kept(
    filled: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(filled)
    before = folder_hashes(filled.parent)
    with pytest.raises(UserError, match=sentence) as refusal:
        open_database(filled)
    assert refusal.value.advice
    assert folder_hashes(filled.parent) == before


def test_a_locked_file_is_not_called_damaged(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_LOCK_SECONDS", 0.05)
    hold = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT 1"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            f"for sql in {hold.split('; ')!r}: c.execute(sql)\n"
            "print('held', flush=True); sys.stdin.read()",
            filled,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin
    assert holder.stdout
    try:
        holder.stdout.readline()
        with pytest.raises(UserError, match="занят другой программой"):
            open_database(filled)
    finally:
        holder.stdin.close()
        holder.wait(30)
        holder.stdout.close()


def test_a_file_cut_off_while_it_was_made_becomes_a_new_database(tmp_path: Path) -> None:
    """The state between the switch to WAL and the first step."""
    engine = connect(tmp_path / "marshrut.db")
    with pytest.raises(ZeroDivisionError):
        migrate(
            engine,
            tmp_path / "marshrut.db",
            clock=clock(),
            open_copy=connect,
            steps=(MigrationStep(1, fail_half_way_at_once),),
        )
    engine.dispose()
    db = open_database(tmp_path / "marshrut.db")
    assert check_database(db) == []
    db.close()


def fail_half_way_at_once(migration: Migration) -> None:
    migration.execute("CREATE TABLE half (id INTEGER)")
    raise ZeroDivisionError


def test_reference_rows_are_there(db: Database) -> None:
    assert (count(db, "municipality"), count(db, "position") >= 20) == (33, True)


def test_reference_rows_can_be_taken_as_they_are(db: Database) -> None:
    with engine_of(db).connect() as connection:
        assert check_connection(connection) == []


# From schema 1 to schema 2

ROWS_OF_SCHEMA_1 = """
INSERT INTO organization (id, uid, short_name, name_key, created_at, updated_at, is_remote, municipality_key)
VALUES (1, 'o', 'Детский сад № 1', 'сад', '', '', 0, 0);
INSERT INTO person (id, uid, last_name, first_name, name_key, position_id, organization_id, pd_state,
                    created_at, updated_at)
VALUES (1, 'p', 'Иванова', 'Мария', 'ивановамария', 1, 1, 'active', '', '');
INSERT INTO plan (id, uid, title, kind, starts_on, ends_on, status, approved_on, approved_by, created_at, updated_at)
VALUES (1, 'y', 'Год', 'year', '2026-01-01', '2026-12-31', 'approved', '2026-01-09', 'заведующий', '', ''),
       (2, 'q', 'Квартал', 'quarter', '2026-01-01', '2026-03-31', 'draft', NULL, NULL, '', '');
UPDATE plan SET parent_id = 1 WHERE id = 2;
INSERT INTO plan_item (id, uid, plan_id, section_id, title, format_id, due_from, due_to, mode, planned_count,
                       responsible_id, status, postponed_to, reason, created_at, updated_at)
VALUES (7, 'i', 2, 1, 'Семинар', 2, '2026-02-01', '2026-02-28', 'in_person', 20, 1, 'postponed', '2026-03-05',
        'Карантин', '', '');
INSERT INTO plan_item_task (plan_item_id, task_id) VALUES (7, 1), (7, 2);
INSERT INTO plan_amendment (plan_id, made_on, reason, action_id, created_at, updated_at)
VALUES (1, '2026-02-01', 'Просьба округа', 1, '', '');
INSERT INTO event (id, uid, plan_item_id, held_on, starts_at, duration_min, title, format_id, mode, leader_id,
                   total_external, created_at, updated_at)
VALUES (5, 'e', 7, '2026-03-05', '10:30', 90, 'Семинар', 2, 'in_person', 1, 3, '', '');
INSERT INTO attendance (event_id, person_id, state, signature_kept, created_at, updated_at)
VALUES (5, 1, 'present', 1, '', '');
INSERT INTO attachment (id, sha256, size, kind, original_name, created_at, updated_at)
VALUES (3, printf('%064d', 1), 10, 'image/webp', 'Фото.webp', '', '');
INSERT INTO product (id, uid, title, kind_id, made_on, status, plan_item_id, event_id, attachment_id,
                     created_at, updated_at)
VALUES (4, 'r', 'Сборник', 1, '2026-03-06', 'ready', 7, 5, 3, '', '');
DELETE FROM non_working_day WHERE day = '2026-12-31'
"""


@pytest.fixture
def of_schema_1(tmp_path: Path) -> Path:
    """A closed file as the first version of the program left it, with linked rows."""
    path = tmp_path / "marshrut.db"
    engine = connect(path)
    migrate(engine, path, clock=clock(), open_copy=connect, steps=STEPS[:1])
    db = Database(engine, path, clock=clock(), uids=seeded_uids(3))
    for statement in ROWS_OF_SCHEMA_1.split(";\n"):
        run(db, statement)
    db.close()
    return path


def named_rows(connection: Connection, tables: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """The rows of these tables, log included, in these columns only."""
    return {
        table: sorted(
            (tuple(row) for row in connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {table}")), key=repr
        )
        for table, columns in tables.items()
    }


def columns_of(connection: Connection) -> dict[str, list[str]]:
    tables = [*log.user_tables(connection), "action", "change"]
    return {table: [f'"{name}"' for name in log.table_shape(connection, table).columns] for table in tables}


def test_a_file_of_schema_1_comes_to_schema_2_with_every_row(of_schema_1: Path) -> None:
    engine = connect(of_schema_1)
    with engine.connect() as connection:
        columns = columns_of(connection)
        before = named_rows(connection, columns)
    engine.dispose()
    db = open_database(of_schema_1, clock=clock())
    with engine_of(db).connect() as connection:
        assert named_rows(connection, columns) == before
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == NEWEST
        assert differences(connection) == []
    assert check_database(db) == []
    assert all(before[table] for table in ("plan", "plan_item", "plan_item_task", "attendance", "attachment", "change"))
    db.close()


def test_what_schema_2_adds_is_empty_in_a_file_of_schema_1(of_schema_1: Path) -> None:
    db = open_database(of_schema_1, clock=clock())
    with engine_of(db).connect() as connection:
        assert connection.exec_driver_sql("SELECT goal, tasks FROM plan").all() == [(None, None)] * 2
        assert connection.exec_driver_sql("SELECT planned_value FROM plan_item").all() == [(None,)]
        assert connection.exec_driver_sql("SELECT original_id, people FROM attachment").all() == [(None, "unchecked")]
    assert [count(db, table) for table in ("meeting", "consultation", "attachment_use")] == [0, 0, 0]
    db.close()


def test_a_line_of_a_file_of_schema_1_is_worked_on_as_any_other(of_schema_1: Path) -> None:
    db = open_database(of_schema_1, clock=clock())
    draft = plan_item_card(db, 7).draft
    assert (draft.task_ids, draft.planned_value, draft.reason) == ((1, 2), None, "Карантин")
    before = content(db)
    change_plan_item(db, 7, draft.model_copy(update={"planned_value": 3}), actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    db.close()


# From schema 3 to schema 4

ROWS_OF_SCHEMA_3 = """
INSERT INTO organization (id, uid, short_name, name_key, created_at, updated_at, is_remote, municipality_key)
VALUES (1, 'o', 'Детский сад № 1', 'сад', '', '', 0, 0);
INSERT INTO person (id, uid, last_name, first_name, name_key, position_id, organization_id, pd_state,
                    created_at, updated_at)
VALUES (1, 'p', 'Иванова', 'Мария', 'ивановамария', 1, 1, 'active', '', '');
INSERT INTO program (id, uid, title, kind, hours, status, version, deficits, created_at, updated_at)
VALUES (1, 'g', 'Внимание', 'outside_dpp', 4, 'draft', 1, 'длинная инструкция; нет записей' || char(10) || 'спешка',
        '', ''),
       (2, 'h', 'Речь', 'outside_dpp', 4, 'draft', 1, NULL, '', '');
INSERT INTO module (id, program_id, no, title, hours, mode, created_at, updated_at)
VALUES (1, 1, 1, 'Погружение', 4, 'in_person', '', '');
INSERT INTO module_activity (id, module_id, no, text, minutes, kind, created_at, updated_at)
VALUES (1, 1, 1, 'Знакомство', 45, 'Лекция', '', ''), (2, 1, 2, 'Проба', 90, 'тренинг', '', ''),
       (3, 1, 3, 'Карта', 45, 'самостоятельно', '', ''), (4, 1, 4, 'Итог', 45, NULL, '', '');
INSERT INTO attachment (id, sha256, size, kind, people, created_at, updated_at)
VALUES (3, printf('%064d', 1), 10, 'application/pdf', 'unchecked', '', '');
INSERT INTO learning_material (id, program_id, kind, title, deficit, attachment_id, created_at, updated_at)
VALUES (1, 1, 'diagnostic', 'Карта', 'спешка', 3, '', ''), (2, 1, 'task', 'Лист', 'тихий голос', NULL, '', '');
INSERT INTO stream (id, uid, program_id, title, starts_on, ends_on, tutor_id, created_at, updated_at)
VALUES (1, 's', 1, 'Весна', '2026-02-01', '2026-05-01', 1, '', '');
INSERT INTO enrollment (id, stream_id, person_id, status, created_at, updated_at)
VALUES (1, 1, 1, 'enrolled', '', '');
INSERT INTO assignment (id, module_id, title, is_mandatory, created_at, updated_at)
VALUES (1, 1, 'Сценарий', 1, '', '');
INSERT INTO submission (id, assignment_id, enrollment_id, state, attachment_id, created_at, updated_at)
VALUES (1, 1, 1, 'submitted', 3, '', '');
INSERT INTO final_work (id, enrollment_id, title, attachment_id, state, created_at, updated_at)
VALUES (1, 1, 'Итог', 3, 'submitted', '', '')
"""


@pytest.fixture
def of_schema_3(tmp_path: Path) -> Path:
    """A closed file of schema 3 with deficits and files where that schema kept them."""
    path = tmp_path / "marshrut.db"
    engine = connect(path)
    migrate(engine, path, clock=clock(), open_copy=connect, steps=STEPS[:3])
    db = Database(engine, path, clock=clock(), uids=seeded_uids(3))
    for statement in ROWS_OF_SCHEMA_3.split(";\n"):
        run(db, statement)
    db.close()
    return path


def test_deficits_and_files_of_schema_3_become_rows(of_schema_3: Path) -> None:
    db = open_database(of_schema_3, clock=clock())
    with engine_of(db).connect() as connection:
        deficits = connection.exec_driver_sql("SELECT program_id, title FROM program_deficit ORDER BY no").all()
        assert deficits == [(1, "длинная инструкция"), (1, "нет записей"), (1, "спешка"), (1, "тихий голос")]
        of_materials = (
            "SELECT m.title, d.title FROM learning_material AS m JOIN program_deficit AS d ON d.id = m.deficit_id"
        )
        assert connection.exec_driver_sql(of_materials).all() == [("Карта", "спешка"), ("Лист", "тихий голос")]
        hung = "SELECT purpose, material_id, submission_id, final_work_id FROM attachment_use ORDER BY id"
        assert connection.exec_driver_sql(hung).all() == [
            ("material", 1, None, None),
            ("work", None, 1, None),
            ("work", None, None, 1),
        ]
        kinds = connection.exec_driver_sql("SELECT kind FROM module_activity ORDER BY no").scalars().all()
        assert kinds == ["lecture", "practice", "independent", None]
    assert check_database(db) == []
    db.close()
