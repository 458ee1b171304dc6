"""Copies of kept files: one for the system's program to show, one where the person wants it."""

import atexit
import contextlib
import shutil
import stat
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from models.errors import UserError
from models.files import write_whole
from models.kept_files import content_path
from models.rows.attachments import AttachedFile
from models.rules.file_kinds import SUFFIXES
from views.files.words import suffix_of

_READ_ONLY = stat.S_IREAD


class KeptFile(Protocol):
    """A file that is kept: its content's hash and media type."""

    @property
    def sha256(self) -> str:
        """The name it is kept under."""
        ...

    @property
    def kind(self) -> str:
        """What programs know it by."""
        ...


def copy_to_open(folder: Path, file: KeptFile) -> Path:
    """A read-only copy under a name that tells nothing of people; it is gone when the program ends."""
    target = _opened() / f"файл-{file.sha256[:10]}{SUFFIXES[file.kind]}"
    if not target.exists():
        write_whole(target, _content(folder, file.sha256))
        target.chmod(_READ_ONLY)
    return target


def save_copy(folder: Path, digest: str, target: Path) -> None:
    """Write a copy of a kept content; raises UserError where that cannot be."""
    write_whole(target, _content(folder, digest))


def name_for_copy(file: AttachedFile, *, original: bool = False) -> str:
    """What to call a copy: as the file was called, with the ending of what it is now; the original as it was."""
    if original and file.name:
        return file.name
    return f"{Path(file.name).stem if file.name else file.purpose.label}{suffix_of(file)}"


def _content(folder: Path, digest: str) -> bytes:
    try:
        return content_path(folder, digest).read_bytes()
    except OSError as problem:
        raise UserError(
            "Содержимое файла не читается: его нет в папке данных.", "Восстановите папку данных из последней копии."
        ) from problem


@cache
def _opened() -> Path:
    folder = Path(mkdtemp(prefix="marshrut-"))
    atexit.register(_clear, folder)
    return folder


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        # Windows deletes no read-only file, nor one that a program still shows.
        with contextlib.suppress(OSError):
            each.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)
