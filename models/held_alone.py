"""What one process at a time may do: a lock that works alike on every system and that no killed process leaves behind.

It is SQLite's own on an empty file: the system frees it when the process ends, however it ends.
"""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from models.errors import UserError

_PRIMARY = 0xFF
"""Of SQLite's longer codes."""


@contextmanager
def held_alone(lock: Path, refusal: UserError) -> Generator[None]:
    """Hold the file `lock`, made where it is missing; raises `refusal` at once where another process holds it.

    Raises OSError where no file can be made there.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with closing(_taken(lock, refusal)):
        # Nothing was written: the closing lets go, as the end of the process would.
        yield


def _taken(place: Path, refusal: UserError) -> sqlite3.Connection:
    try:
        lock = sqlite3.connect(place, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as problem:
        raise _closed(place) from problem
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        lock.close()
        if problem.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
            raise _closed(place) from problem
        raise refusal from problem
    return lock


def _closed(place: Path) -> OSError:
    return PermissionError(errno.EACCES, "no lock can be made here", str(place))
