"""What the machine refuses SQLite (a full disk, a lock, a read-only file), said in a sentence.

What it refuses elsewhere is in `models.system_errors`.
"""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, OperationalError

from models.errors import UserError

RESTORE = (
    "Восстановите последнюю проверенную копию из папки backups или передайте файл тому, кто помогает с программой."
)
"""What to do about a damaged file."""


def environment_error(problem: DatabaseError) -> UserError | None:
    """The sentence for SQLITE_FULL, SQLITE_BUSY, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_IOERR; None for a bug.

    Only the driver's own words are looked at: those of SQLAlchemy hold the statement too.
    """
    if not isinstance(problem, OperationalError):
        return None
    said = str(problem.orig)
    if "locked" in said or "busy" in said:
        return UserError("Файл данных занят другой программой.", "Закройте вторую копию «Маршрута» и повторите.")
    if "is full" in said:
        return UserError("На диске не осталось места. Данные не изменены.", "Освободите место и повторите.")
    if "readonly" in said or "unable to open" in said:
        return UserError(
            "Файл данных нельзя изменить.",
            "Снимите с папки данных отметку «только чтение» или выберите другую.",
        )
    if "disk I/O" in said:
        return UserError("Диск не отвечает. Данные не изменены.", "Проверьте диск или флешку и повторите.")
    return None


def is_damage(problem: DatabaseError) -> bool:
    """Whether the driver says that the file's pages make no sense (SQLITE_CORRUPT, SQLITE_NOTADB)."""
    said = str(problem.orig)
    return "malformed" in said or "not a database" in said


@contextmanager
def environment_said() -> Generator[None]:
    """Turn what the machine refuses into a UserError; anything else is a bug and goes on."""
    try:
        yield
    except DatabaseError as problem:
        sentence = environment_error(problem)
        if sentence is None and is_damage(problem):
            sentence = UserError("Файл данных повреждён.", RESTORE)
        if sentence is None:
            raise
        raise sentence from problem
