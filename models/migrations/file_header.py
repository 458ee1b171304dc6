"""Looking at a file before SQLite does: opening a stranger's file could write into it (its WAL, its journal).

The layout of the first 100 bytes: https://www.sqlite.org/fileformat2.html#the_database_header
"""

from pathlib import Path
from typing import NamedTuple

from models.environment import RESTORE
from models.errors import UserError

APPLICATION_ID = 0x4D525348
"""«MRSH» in the file's header: tells our databases from others."""

_MAGIC = b"SQLite format 3\0"


class Header(NamedTuple):
    """What the header says of a file; all None for one that is encrypted or no database at all."""

    page_size: int | None = None
    pages: int | None = None
    version: int | None = None
    application: int | None = None


def refuse_stranger(path: Path, *, newest: int, is_encrypted: bool, application: int = APPLICATION_ID) -> None:
    """Raise UserError for a file that is damaged, foreign or newer as its header tells; nothing is written.

    The file must not be open in this process: closing it again would drop SQLite's own locks (POSIX).
    """
    has_wal = _has_beside(path, "-wal")
    if not path.exists() or not path.stat().st_size:
        if has_wal:
            # SQLite would throw the log away, and with it the last work.
            raise damaged(path)
        return
    if is_encrypted:
        return
    header = _read(path)
    if header.application is None or header.page_size is None or header.pages is None or header.version is None:
        raise damaged(path)
    if header.application != application and (header.application or header.version or header.pages > 1 or has_wal):
        raise foreign(path)
    if header.version > newest:
        raise newer(path, version=header.version, newest=newest)
    # SQLite reads a page that is cut short as one that ends in zeros. A log beside may still bring the rest.
    is_settled = not has_wal and not _has_beside(path, "-journal")
    if is_settled and path.stat().st_size < header.page_size * header.pages:
        raise damaged(path)


def damaged(path: Path) -> UserError:
    """The refusal of a file that does not open."""
    return UserError(f"Файл данных «{path.name}» повреждён или закрыт паролем. Он не изменён.", RESTORE)


def foreign(path: Path) -> UserError:
    """The refusal of another program's database."""
    return UserError(
        f"Файл «{path.name}» создан другой программой. Он не изменён.",
        "Выберите папку, где лежат данные «Маршрута», или пустую папку для новой площадки.",
    )


def newer(path: Path, *, version: int, newest: int) -> UserError:
    """The refusal of a file that a later version of the program wrote."""
    return UserError(
        f"Файл данных «{path.name}» создан более новой версией «Маршрута» "
        f"(схема {version}, эта версия знает {newest}). Он не изменён.",
        "Установите новую версию программы с флешки ИРО и откройте файл снова.",
    )


def _has_beside(path: Path, ending: str) -> bool:
    beside = path.with_name(path.name + ending)
    return beside.exists() and beside.stat().st_size > 0


def _read(path: Path) -> Header:
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(_MAGIC):
        return Header()
    page_size, pages, version, application = (
        int.from_bytes(head[at : at + size], "big") for at, size in ((16, 2), (28, 4), (60, 4), (68, 4))
    )
    # 65,536 does not fit into two bytes and is written as 1.
    return Header(65_536 if page_size == 1 else page_size, pages, version, application)
