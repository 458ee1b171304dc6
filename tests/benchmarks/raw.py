"""The floor under the database: the bare driver on the same file, with the house's pragmas and nothing between."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import event

from models.database import Database

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -16000",
)

Statement = tuple[str, Sequence[object]]


def bare(path: Path):
    """A connection of the driver, set as ours is; transactions by hand."""
    connection = driver.connect(str(path), check_same_thread=False)
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def without_log(path: Path) -> Path:
    """Take the log's triggers out of a file: the floor writes no history."""
    with closing(bare(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log\\_%' ESCAPE '\\'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f'DROP TRIGGER "{name}"')
    return path


def insertion(table: str, rows: Sequence[Mapping[str, object]]) -> tuple[str, list[tuple[object, ...]]]:
    """An INSERT for `executemany`, and what it takes; dates as text, as the driver wants them."""
    columns = list(rows[0])
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    return sql, [tuple(plain(row[column]) for column in columns) for row in rows]


def plain(value: object) -> object:
    """A value as the driver keeps it."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def write(connection, work: Iterable[tuple[str, list[tuple[object, ...]]]]) -> None:
    """Everything in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, lines in work:
        connection.executemany(sql, lines)
    connection.execute("COMMIT")


def questions(db: Database, ask: Callable[[], object]) -> list[Statement]:
    """The SELECTs that `ask` sends, each once: what a hand-written program would have to ask too."""
    heard: dict[Statement, None] = {}

    def hear(_connection, _cursor, sql, values, _context, _many) -> None:
        if not sql.startswith(("PRAGMA", "BEGIN")):
            heard[sql, tuple(values)] = None

    event.listen(db._engine, "before_cursor_execute", hear)
    try:
        ask()
    finally:
        event.remove(db._engine, "before_cursor_execute", hear)
    return list(heard)


def answer(connection, asked: Sequence[Statement]) -> list[list[tuple[object, ...]]]:
    """All rows of all questions, in one snapshot."""
    connection.execute("BEGIN")
    found = [connection.execute(sql, values).fetchall() for sql, values in asked]
    connection.execute("ROLLBACK")
    return found
