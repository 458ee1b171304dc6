"""The folder of sealed files in the outbox: what lies there and belongs to no package is removed."""

import time
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from models.database import Actor, Database
from models.queries.sealed_packages import names_with_files
from models.rows.codes import ActionKind

OUTBOX = "outbox"
"""The outbox inside a data folder."""
_FOLDER = "sealed"
SEALED, BAG = ".age", ".zip"
"""Endings of what travels, and of the bag kept beside it, of packages without names, to send corrections against."""

_PART = ".part"
_PART_LASTS_SECONDS = 24 * 3600


def sealed_folder(outbox: Path) -> Path:
    """Where the sealed files of an outbox lie."""
    return outbox / _FOLDER


def sealed_path(outbox: Path, name: str) -> Path:
    """Where the file of a sealed package lies."""
    return sealed_folder(outbox) / f"{name}{SEALED}"


def bag_path(outbox: Path, name: str) -> Path:
    """Where the bag inside it is kept, if it is."""
    return sealed_folder(outbox) / f"{name}{BAG}"


def new_part(place: Path) -> Path:
    """Where a file is written before it takes its place; its folder is made, as far as the disk lets it."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
    return place.with_name(f"{place.stem}.{token_hex(4)}{place.suffix}{_PART}")


def drop_strays(db: Database, outbox: Path) -> int:
    """Delete files that belong to no package: what a kill left, and those of packages that named somebody erased.

    Under the lock of writing, so that no file goes that is just being entered; parts of what is being sealed stay for
    a day. Gives how many went; one that another program holds stays until the next time.
    """
    gone = 0
    if not sealed_folder(outbox).is_dir():
        return gone
    with db.writing(action="Отправка прибрана", actor=Actor(), kind=ActionKind.COMPENSATED) as session:
        wanted = names_with_files(session)
        for path in sealed_folder(outbox).glob("*"):
            with suppress(OSError):
                if _is_stray(path, wanted):
                    path.unlink()
                    gone += 1
    return gone


def _is_stray(path: Path, wanted: set[str]) -> bool:
    if path.suffix == _PART:
        return time.time() - path.stat().st_mtime > _PART_LASTS_SECONDS
    return path.suffix in (SEALED, BAG) and path.stem not in wanted
