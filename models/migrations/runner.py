"""Bringing a file to today's schema on `PRAGMA user_version`, one transaction a step (house.md «Database»)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from models import log, search
from models.environment import environment_error
from models.errors import UserError
from models.identity import Clock, stamp
from models.migrations import (
    m0001_core,
    m0002_journals,
    m0003_people,
    m0004_certificates,
    m0005_documents,
    m0006_exchange,
)
from models.migrations.file_header import APPLICATION_ID, damaged, foreign, newer
from models.proven_copy import copy_whole

if TYPE_CHECKING:
    from alembic.operations import BatchOperations, Operations


@dataclass(frozen=True)
class Migration:
    """What a step works with: the connection inside the step's transaction."""

    connection: Connection

    @cached_property
    def operations(self) -> Operations:
        """Alembic's Operations (imported only by the steps that use them: +122 ms)."""
        from alembic.migration import MigrationContext
        from alembic.operations import Operations

        return Operations(MigrationContext.configure(self.connection))

    @contextmanager
    def rebuilding(self, table: str) -> Generator[BatchOperations]:
        """Alembic's batch mode that keeps AUTOINCREMENT, which the bare `batch_alter_table` drops."""
        options = {"sqlite_autoincrement": table in log.autoincrement_tables(self.connection)}
        with self.operations.batch_alter_table(table, recreate="always", table_kwargs=options) as batch:
            yield batch

    def execute(self, sql: str) -> None:
        """Run one SQL statement."""
        self.connection.exec_driver_sql(sql)


@dataclass(frozen=True, slots=True)
class MigrationStep:
    """One step: brings a file of `version - 1` to `version`."""

    version: int
    upgrade: Callable[[Migration], None]


STEPS: tuple[MigrationStep, ...] = (
    MigrationStep(1, m0001_core.upgrade),
    MigrationStep(2, m0002_journals.upgrade),
    MigrationStep(3, m0003_people.upgrade),
    MigrationStep(4, m0004_certificates.upgrade),
    MigrationStep(5, m0005_documents.upgrade),
    MigrationStep(6, m0006_exchange.upgrade),
)

NEWEST = STEPS[-1].version
"""The schema this version of the program writes."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of database: the number in its header that tells it from others, and whether its records are searched."""

    application: int
    is_searched: bool


SITE = FileKind(APPLICATION_ID, is_searched=True)


@dataclass(frozen=True, slots=True)
class _FileFacts:
    version: int
    is_new: bool


def migrate(
    engine: Engine,
    path: Path,
    *,
    clock: Clock,
    open_copy: Callable[[Path], Engine],
    steps: Sequence[MigrationStep] = STEPS,
    kind: FileKind = SITE,
) -> None:
    """Run the missing steps; before they touch an existing file, a proven backup is made beside it.

    Raises UserError for a damaged, foreign or newer file, which is left unchanged. `open_copy` opens the backup
    with the same key, to prove it.
    """
    facts = _examine(engine, path, newest=steps[-1].version, kind=kind)
    _use_wal(engine, is_new=facts.is_new, kind=kind)
    missing = [step for step in steps if step.version > facts.version]
    if not missing:
        return
    if not facts.is_new:
        _back_up(engine, path, clock=clock, version=facts.version, open_copy=open_copy)
    for step in missing:
        _run(engine, step, kind)


def _examine(engine: Engine, path: Path, *, newest: int, kind: FileKind) -> _FileFacts:
    try:
        with engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = _version(connection)
            tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
            is_whole = _is_whole(connection)
    except DatabaseError as problem:
        raise (environment_error(problem) or damaged(path)) from problem
    if not is_whole:
        raise damaged(path)
    is_new = not tables and not version and application in (0, kind.application)
    if not is_new and application != kind.application:
        raise foreign(path)
    if version > newest:
        raise newer(path, version=version, newest=newest)
    return _FileFacts(version, is_new)


def _is_whole(connection: Connection) -> bool:
    # Every page is read once: kept, those of a large file would fill the cache to its brim before any is asked for.
    size = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql("PRAGMA cache_size = -512")
    answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = {size}")
    return answer == "ok"


def _use_wal(engine: Engine, *, is_new: bool, kind: FileKind) -> None:
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        if is_new:
            # Before the WAL, so that the header names a file of ours even after a cut of power.
            raw.execute(f"PRAGMA application_id = {kind.application}")
        raw.execute("PRAGMA journal_mode = WAL")
        answer = raw.fetchone()
    if answer is None or answer[0] != "wal":
        raise UserError(
            "В этой папке база данных не может работать надёжно: похоже, это сетевой диск.",
            "Перенесите папку данных на диск этого компьютера.",
        )


def _back_up(engine: Engine, path: Path, *, clock: Clock, version: int, open_copy: Callable[[Path], Engine]) -> None:
    """A whole copy that opened and holds what the file holds, or no file under its name."""
    folder = path.parent / "backups"
    target = folder / f"before-schema-{version + 1}-{stamp(clock())[:19].replace(':', '-')}.db"
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(exist_ok=True)
        for left in folder.glob("before-schema-*.part*"):
            left.unlink()
        if not copy_whole(engine, part, open_copy=open_copy):
            raise UserError(
                "Резервная копия перед обновлением не открылась. Данные не изменены.",
                "Проверьте свободное место на диске и запустите программу ещё раз.",
            )
        part.replace(target)
    except OSError as problem:
        raise UserError(
            "Резервную копию перед обновлением сделать не удалось. Данные не изменены.",
            f"Проверьте, есть ли место на диске и можно ли записывать в папку «{folder}».",
        ) from problem
    finally:
        with suppress(OSError):
            part.unlink()


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _run(engine: Engine, step: MigrationStep, kind: FileKind) -> None:
    """One step with foreign keys off: batch mode drops tables, and with keys on it would delete the children."""
    with engine.connect().execution_options(marshrut_begin="IMMEDIATE") as connection:
        pragma = connection.connection.cursor()
        pragma.execute("PRAGMA foreign_keys = OFF")
        try:
            # Another copy of the program may have run the step while this one waited for the lock.
            if _version(connection) < step.version:
                _upgrade(connection, step, kind)
                connection.commit()
        finally:
            try:
                connection.rollback()
            finally:
                pragma.execute("PRAGMA foreign_keys = ON")


def _upgrade(connection: Connection, step: MigrationStep, kind: FileKind) -> None:
    sequences = _sequences(connection)
    remembering = log.autoincrement_tables(connection)
    for name in _log_triggers(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    search.drop_index(connection)
    step.upgrade(Migration(connection))
    forgetful = (remembering & _tables(connection)) - log.autoincrement_tables(connection)
    if forgetful:
        raise RuntimeError(f"Schema step {step.version} drops AUTOINCREMENT of {sorted(forgetful)}: use rebuilding()")
    _restore_sequences(connection, sequences)
    log.create_triggers(connection)
    if kind.is_searched:
        search.make_index(connection)
    connection.exec_driver_sql("DELETE FROM undo_step")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"Schema step {step.version} breaks foreign keys of {broken[0][0]}")
    connection.exec_driver_sql(f"PRAGMA application_id = {kind.application}")
    connection.exec_driver_sql(f"PRAGMA user_version = {step.version}")


def _log_triggers(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log\\_%' ESCAPE '\\'"
    )
    return [name for (name,) in found]


def _tables(connection: Connection) -> set[str]:
    return set(log.user_tables(connection)) | log.LOG_TABLES


def _sequences(connection: Connection) -> dict[str, int]:
    there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").scalar()
    if not there:
        return {}
    return {str(name): int(seq) for name, seq in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def _restore_sequences(connection: Connection, before: dict[str, int]) -> None:
    """Batch mode loses AUTOINCREMENT's memory: an id that was given out must not come back."""
    now = _sequences(connection)
    tables = _tables(connection)
    for name, seq in before.items():
        if name not in tables:
            continue
        if name in now:
            connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (seq, name))
        else:
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, seq))
