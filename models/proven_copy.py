"""A whole copy of an open database file that has been opened and compared, so that it can be relied on."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from sqlalchemy import Connection, Engine

from models import log


class _Copyable(Protocol):
    """The driver's connection, as far as a copy needs it: sqlcipher3 ships without types."""

    def backup(self, target: object) -> None: ...


def copy_whole(engine: Engine, part: Path, *, open_copy: Callable[[Path], Engine]) -> bool:
    """Copy the file behind `engine` to `part`; whether the copy opens, is whole and holds what the file holds.

    Nothing may write into the file meanwhile, or the counts will differ.
    """
    copy = open_copy(part)
    try:
        with engine.connect() as source, copy.connect() as sink:
            original = cast("_Copyable", source.connection.driver_connection)
            original.backup(sink.connection.driver_connection)
        with engine.connect() as source, copy.connect() as proof:
            is_whole = proof.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            return is_whole and contents(proof) == contents(source)
    finally:
        copy.dispose()


def contents(connection: Connection) -> list[tuple[str, int]]:
    """The schema version and how many rows every table has."""
    tables = [*log.user_tables(connection), *sorted(log.LOG_TABLES)]
    counts = {
        table: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()) for table in tables
    }
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return [("user_version", version), *counts.items()]
