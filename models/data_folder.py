"""The data folder as a whole: where it may lie, how big it is, and a proven copy of it in another place."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from models.database import open_database
from models.errors import UserError
from models.files import refuse_read_only
from models.identity import Clock
from models.progress import Progress
from models.queries.integrity import check_database
from models.rules.words import file_size
from models.system_errors import system_error

CLOUDS = ("onedrive", "yandex.disk", "yandexdisk", "яндекс.диск", "google drive", "dropbox", "облако mail")
"""Folders that a cloud program copies while SQLite writes: the copy may be torn."""

_NETWORK = frozenset({"9p", "afs", "cifs", "davfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"})
_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd", "fuse.smb")
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4
"""What GetDriveType answers of a network drive."""
_LOGS = "logs"
_NEW_NAME = "Маршрут"
_OTHER_DISK = "Выберите папку на обычном диске этого компьютера."
_STAYED = "Данные остались в прежней папке."
_BLOCK = 1024 * 1024


class _File(NamedTuple):
    path: Path
    size: int
    twin: Path | None
    """Another name of the same file: the backups' attachments are links to those of the site."""


def in_cloud(folder: Path) -> bool:
    """Whether a folder lies where a cloud program synchronises."""
    return any(cloud in str(folder).casefold() for cloud in CLOUDS)


def on_network(folder: Path) -> bool:
    """Whether a folder lies on another computer, where SQLite's WAL cannot work."""
    if sys.platform == "win32":
        drive = folder.absolute().drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    return _MOUNTS.exists() and is_network_mount(folder.absolute(), _MOUNTS.read_text(errors="surrogateescape"))


def is_network_mount(folder: Path, mounts: str) -> bool:
    """The same by a table of mounts, in the format of `/proc/mounts` (proc(5)); the longest mount point counts."""
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        _device, point, filesystem, *_rest = line.split(" ")
        place = Path(point.replace("\\040", " "))
        if (folder == place or place in folder.parents) and len(place.parts) > deepest:
            deepest, kind = len(place.parts), filesystem
    return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def holds_site(folder: Path, database: str) -> bool:
    """Whether there is a site's file (`marshrut.db`) in a folder."""
    return (folder / database).is_file()


def folder_size(folder: Path) -> int:
    """Bytes that the files below a folder take; what goes away meanwhile counts nothing."""
    return sum(each.size for each in _files(folder))


def place_for_site(folder: Path, database: str) -> Path:
    """Where a site goes when this folder is chosen: the folder itself, or «Маршрут» in it.

    In it beside somebody's other files and at the top of a disk: the copy is made beside its place, on the same disk.
    Raises UserError where that too is full of other files, or the system does not let one look.
    """
    try:
        if holds_site(folder, database):
            return folder
        # Not Path.is_mount: before Python 3.12 Windows has none.
        if folder.name and not os.path.ismount(folder) and not _has_files(folder):
            return folder
        if not holds_site(folder / _NEW_NAME, database):
            _refuse_filled(folder / _NEW_NAME)
    except OSError as problem:
        known = system_error(problem)
        if known is None:
            raise
        raise known from problem
    return folder / _NEW_NAME


def refuse_unusable(folder: Path, *, now: Path) -> None:
    """Raise UserError, with the reason, for a folder that the data at `now` cannot live in instead."""
    if folder.resolve() == now.resolve():
        raise UserError("Данные и так лежат в этой папке.", "Выберите другую.")
    if now.resolve() in folder.resolve().parents or folder.resolve() in now.resolve().parents:
        raise UserError("Одна из папок лежит внутри другой: их легко удалить вместе.", "Выберите папку в стороне.")
    if in_cloud(folder):
        raise UserError("Это облачная папка: облако может испортить файл, пока программа в него пишет.", _OTHER_DISK)
    if on_network(folder):
        raise UserError("Это сетевая папка: файл данных в ней может испортиться, когда связь прервётся.", _OTHER_DISK)
    if folder.exists() and not folder.is_dir():
        raise UserError("На этом месте лежит файл.", _OTHER_DISK)
    refuse_read_only(_nearest(folder))


def copy_site(source: Path, target: Path, *, database: str, clock: Clock, progress: Progress) -> None:
    """Copy a data folder that nobody has open to `target`, whole and proven, or leave nothing there.

    Only the program's own log stays behind: it is being written meanwhile.

    Every file is read again and compared, and the database in the copy is opened and checked. `target` is not there
    yet or empty, and no top of a disk. `progress` counts bytes; it may raise until the copy takes its place. Raises
    UserError; `source` is only read.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        _refuse_filled(target)
        _refuse_full(source, target)
        shutil.rmtree(part, ignore_errors=True)
        copied = _copy_files(source, part, progress)
        _prove(part / database, clock)
        progress(copied, copied)
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as problem:
        known = system_error(problem)
        if known is None:
            raise
        raise UserError(known.message, f"{_STAYED} {known.advice}") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _nearest(place: Path) -> Path:
    """The folder itself, or the first one above it that is there; UserError where not even the disk is."""
    for folder in (place, *place.parents):
        if folder.exists():
            return folder
    raise UserError(f"Диска «{place.anchor}» нет на месте.", "Подключите его или выберите папку на другом диске.")


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _refuse_filled(folder: Path) -> None:
    if _has_files(folder):
        raise UserError(
            f"В папке «{folder.name}» уже лежат другие файлы.", f"Выберите пустую папку или другое место. {_STAYED}"
        )


def _refuse_full(source: Path, target: Path) -> None:
    needed, free = folder_size(source), shutil.disk_usage(_nearest(target)).free
    if free < needed:
        left = f"свободно {file_size(free)}" if free else "свободного нет совсем"
        raise UserError(
            f"На диске мало места: нужно {file_size(needed)}, {left}.",
            f"Освободите место или выберите папку на другом диске. {_STAYED}",
        )


def _copy_files(source: Path, part: Path, progress: Progress) -> int:
    """Copy everything but the log; gives how many bytes that are."""
    files = [each for each in _files(source) if each.path.relative_to(source).parts[0] != _LOGS]
    total, done = sum(each.size for each in files), 0
    part.mkdir(parents=True)
    for path, size, twin in files:
        progress(done, total)
        copy = part / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if twin is None or not _linked(part / twin.relative_to(source), copy):
            _copy_file(path, copy)
        done += size
    return total


def _linked(there: Path, copy: Path) -> bool:
    """Whether a copied file could be given a second name, which takes no room."""
    try:
        copy.hardlink_to(there)
    except OSError:  # a flash drive whose files have no links
        return False
    return True


def _copy_file(path: Path, copy: Path) -> None:
    shutil.copy2(path, copy)
    with copy.open("rb+") as written:
        os.fsync(written.fileno())
    if _digest(path) != _digest(copy):
        raise UserError(
            "Один из файлов скопировался неточно.", f"{_STAYED} Проверьте диск или выберите папку на другом."
        )


def _prove(database: Path, clock: Clock) -> None:
    db = open_database(database, clock=clock)
    try:
        faults = check_database(db)
    finally:
        db.close()
    if faults:
        raise UserError("Файл данных в копии не прошёл проверку.", f"{_STAYED} Выберите папку на другом диске.")


def _files(folder: Path) -> Iterator[_File]:
    """All files in the order of their names; of two names of one file the second has no size."""
    seen: dict[tuple[int, int], Path] = {}
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file():
                known = path.stat()
                first = seen.setdefault((known.st_dev, known.st_ino), path)
                yield _File(path, known.st_size, None) if first == path else _File(path, 0, first)
        except OSError:
            continue


def _digest(path: Path) -> str:
    seen = sha256()
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()
