"""The one SQLite file of a site: opening, reading and writing (house.md «Database»).

`reading()` is a snapshot; `writing(action=…, actor=…)` is one transaction, one line of the log, one fsync.
"""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from models import log
from models.environment import environment_said
from models.errors import UserError
from models.files import refuse_read_only
from models.identity import Clock, UidSource, local_date, random_uid, stamp, system_clock
from models.migrations.file_header import refuse_stranger
from models.migrations.runner import NEWEST, migrate
from models.proven_copy import copy_whole
from models.rows.codes import ActionKind

if TYPE_CHECKING:
    from sqlmodel import Session

UNDO_DEPTH = 200
"""How many steps Ctrl+Z goes back; the history itself is never trimmed."""

_LOCK_SECONDS = 10.0
_KEY_BYTES = 32
_READING = "DEFERRED"

Commits = Literal["on disk", "in haste"]
_SYNCHRONOUS: Mapping[Commits, str] = {"on disk": "FULL", "in haste": "OFF"}


@dataclass(frozen=True, slots=True)
class Actor:
    """The team member who acts: `person_id` is None until the site's head is known."""

    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The data as one moment left it, asked in SQL text: no table classes, which take longer to import than to open."""

    _connection: Connection

    def connection(self) -> Connection:
        """The connection inside the snapshot's transaction."""
        return self._connection


class _Driver(Protocol):
    """The part of the driver used here: sqlcipher3 ships without types."""

    def connect(self, database: str, *, timeout: float, check_same_thread: bool) -> object: ...


class _Cursor(Protocol):
    def execute(self, sql: str) -> object: ...
    def fetchone(self) -> tuple[int, ...]: ...


class _RawConnection(Protocol):
    isolation_level: str | None
    in_transaction: bool

    def cursor(self) -> _Cursor: ...
    def rollback(self) -> None: ...


class Database:
    """An open database of a site. Thread-safe: every `reading` and `writing` has a connection of its own."""

    def __init__(
        self,
        engine: Engine,
        path: Path,
        *,
        clock: Clock,
        uids: UidSource,
        open_copy: Callable[[Path], Engine] | None = None,
    ) -> None:
        """`open_copy` opens a copy of the file with the same key; without it there is none."""
        self.path = path
        self.open_copy = open_copy or connect
        self.clock = clock
        self._uids = uids
        self._engine = engine
        self._listeners: list[Callable[[frozenset[str]], None]] = []

    @contextmanager
    def reading(self) -> Generator[Snapshot]:
        """Give one consistent snapshot; nothing can be written through it."""
        with (
            environment_said(),
            self._engine.connect().execution_options(marshrut_begin=_READING) as connection,
        ):
            yield Snapshot(connection)

    @contextmanager
    def writing(
        self,
        *,
        action: str,
        actor: Actor,
        kind: ActionKind = ActionKind.RESTORABLE,
        inverts: int | None = None,
    ) -> "Generator[Session]":
        """Give a session whose work is one action: stored whole at the end of the block, or not at all.

        `action` is what the person did, in Russian, as «Недавние действия» shows it. An action that
        changed no row leaves no line. `session.info` holds `now`, `author_id` and `action_id`.
        """
        # Late: reading needs no objects, and whoever only looks at the figures does not wait for them.
        from sqlmodel import Session

        now = self.clock()
        with (
            environment_said(),
            self._engine.connect().execution_options(marshrut_begin="IMMEDIATE") as connection,
            Session(connection, autoflush=True) as session,
        ):
            action_id = _begin_action(connection, at=stamp(now), actor=actor, label=action, kind=kind, inverts=inverts)
            session.info.update(now=now, author_id=actor.person_id, action_id=action_id)
            yield session
            session.flush()
            touched = log.tables_touched(connection, action_id)
            _end_action(connection, action_id, label=action, kind=kind, changed=bool(touched))
            connection.commit()
        if touched:
            for listener in self._listeners:
                listener(touched)

    def on_change(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Call `listener` with the names of the touched tables after each commit, in the writing thread."""
        self._listeners.append(listener)

    def new_uid(self) -> str:
        """A new UUIDv7 for a root (person, event, plan item, …)."""
        return self._uids(self.clock())

    def today(self) -> date:
        """The calendar day in Приморье."""
        return local_date(self.clock())

    def copy_to(self, part: Path) -> bool:
        """Copy the file to `part`; whether the copy opens and holds what the file holds. Writing waits meanwhile."""
        with (
            environment_said(),
            self._engine.connect().execution_options(marshrut_begin="IMMEDIATE") as lock,
        ):
            lock.exec_driver_sql("SELECT 1")
            return copy_whole(self._engine, part, open_copy=self.open_copy)

    def forget_deleted(self) -> bool:
        """Write the file anew without what was deleted, and empty the WAL; False while somebody still reads it."""
        with environment_said(), self._engine.connect() as connection:
            raw = cast("_RawConnection", connection.connection.driver_connection).cursor()
            raw.execute("PRAGMA query_only = 0")
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_pages = raw.fetchone()
            return not busy

    def close(self) -> None:
        """Let go of the file; needed before it is moved or replaced on Windows."""
        self._engine.dispose()


def open_database(
    path: Path,
    *,
    key: bytes | None = None,
    clock: Clock = system_clock,
    uids: UidSource = random_uid,
    commits: Commits = "on disk",
) -> Database:
    """Open the site's database, making it if there is none, and bring it to today's schema.

    `key` is a raw 256-bit key for an encrypted file; `commits` "in haste" do not wait for the disk: only for a file
    that is made anew where a power cut spoils it. Raises UserError for a damaged, foreign or newer file and
    for a folder where SQLite cannot work; such a file is never changed. A process opens a file once.
    """
    _refuse_unusable_place(path)
    refuse_stranger(path, newest=NEWEST, is_encrypted=key is not None)
    engine = connect(path, key=key, commits=commits)

    def open_copy(copy: Path) -> Engine:
        return connect(copy, key=key)

    try:
        with environment_said():
            migrate(engine, path, clock=clock, open_copy=open_copy)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, path, clock=clock, uids=uids, open_copy=open_copy)


def connect(path: Path, *, key: bytes | None = None, commits: Commits = "on disk") -> Engine:
    """Make an engine with the house's pragmas and explicit BEGIN; looks at nothing in the file yet."""
    if key is not None and len(key) != _KEY_BYTES:
        # SQLCipher would take any other length for a password and derive a key from it.
        raise ValueError("the key of a database is 32 bytes")
    pragmas = [
        *([f"PRAGMA key = \"x'{key.hex()}'\""] if key else []),
        "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON",
        f"PRAGMA synchronous = {_SYNCHRONOUS[commits]}",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA secure_delete = ON",
        "PRAGMA cache_size = -16000",
    ]

    def open_file() -> object:
        return cast("_Driver", driver).connect(str(path), timeout=_LOCK_SECONDS, check_same_thread=False)

    # Without hide_parameters the text of an exception would hold people's names.
    engine = create_engine(
        "sqlite://", module=driver, creator=open_file, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )

    def on_connect(raw: _RawConnection, _record: object) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)

    def on_begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("marshrut_begin", "")
        connection.exec_driver_sql(f"PRAGMA query_only = {int(how == _READING)}")
        connection.exec_driver_sql(f"BEGIN {how}")

    def on_checkin(raw: _RawConnection | None, _record: object) -> None:
        # A COMMIT that deferred foreign keys refuse leaves the transaction open, and SQLAlchemy does not look back.
        if raw is not None and raw.in_transaction:
            raw.rollback()

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "checkin", on_checkin)
    event.listen(engine, "begin", on_begin)
    return engine


def _begin_action(
    connection: Connection, *, at: str, actor: Actor, label: str, kind: ActionKind, inverts: int | None
) -> int:
    made = connection.exec_driver_sql(
        "INSERT INTO action (at, actor_id, label, kind, inverts_id) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (at, actor.person_id, label, kind.value, inverts),
    )
    action_id = int(made.scalar_one())
    connection.exec_driver_sql("INSERT INTO current_action (id, action_id) VALUES (1, ?)", (action_id,))
    return action_id


def _end_action(connection: Connection, action_id: int, *, label: str, kind: ActionKind, changed: bool) -> None:
    connection.exec_driver_sql("DELETE FROM current_action")
    if not changed:
        connection.exec_driver_sql("DELETE FROM action WHERE id = ?", (action_id,))
        return
    if kind in (ActionKind.UNDO, ActionKind.REDO):
        return
    connection.exec_driver_sql("DELETE FROM undo_step WHERE direction = 'redo'")
    if kind is ActionKind.BARRIER:
        connection.exec_driver_sql("DELETE FROM undo_step")
    elif kind is ActionKind.RESTORABLE:
        push_step(connection, "undo", action_id, label)


def push_step(connection: Connection, direction: str, action_id: int, label: str) -> None:
    """Remember that `action_id` can be turned back; forget what lies deeper than UNDO_DEPTH."""
    connection.exec_driver_sql(
        "INSERT INTO undo_step (direction, action_id, label) VALUES (?, ?, ?)", (direction, action_id, label)
    )
    connection.exec_driver_sql(
        "DELETE FROM undo_step WHERE id <= (SELECT id FROM undo_step ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (UNDO_DEPTH,),
    )


def _refuse_unusable_place(path: Path) -> None:
    if path.is_dir():
        raise UserError(
            "На месте файла данных лежит папка.",
            f"Переименуйте папку «{path.name}» или выберите другую папку данных.",
        )
    if not path.parent.is_dir():
        raise UserError("Папки с данными нет.", f"Проверьте, на месте ли папка «{path.parent}».")
    refuse_read_only(path.parent)
