"""Database files that are not the open one: let go of, and cleared of what stands beside them."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from models.errors import UserError
from models.system_errors import system_error


@contextmanager
def letting_go(engine: Engine) -> Generator[Engine]:
    """Let go of the file afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


def forget_parts(folder: Path) -> None:
    """Delete the half-made files of a folder."""
    for left in list(folder.glob("*.part*")):
        with suppress(OSError):
            left.unlink()


def forget_side_files(path: Path) -> None:
    """Delete what SQLite keeps beside a database file."""
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def disk_refusal(problem: OSError) -> UserError:
    """The sentence for what the disk refuses; a bug is raised as it is."""
    known = system_error(problem)
    if known is None:
        raise problem
    return known
