"""The data folder as a whole: where it may lie, how big it is, and a proven copy of it in another place."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from models.database import open_database
from models.errors import UserError
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
_BLOCK = 1024 * 1024


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
    """Bytes of all files below a folder; what goes away meanwhile counts nothing."""
    return sum(size for _path, size in _files(folder))


def refuse_unusable(folder: Path, *, now: Path) -> None:
    """Raise UserError, with the reason, for a folder that the data at `now` cannot live in instead."""
    other = "Выберите папку на обычном диске этого компьютера."
    if folder.resolve() == now.resolve():
        raise UserError("Данные и так лежат в этой папке.", "Выберите другую.")
    if now.resolve() in folder.resolve().parents or folder.resolve() in now.resolve().parents:
        raise UserError("Одна из папок лежит внутри другой: их легко удалить вместе.", "Выберите папку в стороне.")
    if in_cloud(folder):
        raise UserError("Это облачная папка: облако может испортить файл, пока программа в него пишет.", other)
    if on_network(folder):
        raise UserError("Это сетевая папка: файл данных в ней может испортиться, когда связь прервётся.", other)
    if folder.exists() and not folder.is_dir():
        raise UserError("На этом месте лежит файл.", other)
    _refuse_closed(folder)


def copy_site(source: Path, target: Path, *, database: str, clock: Clock, progress: Progress) -> None:
    """Copy a data folder that nobody has open to `target`, whole and proven, or leave nothing there.

    Only the program's own log stays behind: it is being written meanwhile.

    Every file is read again and compared, and the database in the copy is opened and checked. `target` is not there
    yet or empty. `progress` counts bytes. Raises UserError; `source` is only read.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        _refuse_full(source, target)
        shutil.rmtree(part, ignore_errors=True)
        _copy_files(source, part, progress)
        _prove(part / database, clock)
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as problem:
        known = system_error(problem)
        if known is None:
            raise
        raise UserError(known.message, f"Данные остались в прежней папке. {known.advice}") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_closed(folder: Path) -> None:
    place = folder
    while not place.exists():
        place = place.parent
    probe = place / ".marshrut-probe"
    try:
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as problem:
        raise UserError(
            f"В папку «{place}» нельзя записывать.",
            "Снимите с неё отметку «только чтение» или выберите другую.",
        ) from problem


def _refuse_full(source: Path, target: Path) -> None:
    place = target
    while not place.exists():
        place = place.parent
    needed, free = folder_size(source), shutil.disk_usage(place).free
    if free < needed:
        raise UserError(
            f"На диске мало места: нужно {file_size(needed)}, свободно {file_size(free)}.",
            "Освободите место или выберите папку на другом диске. Данные остались в прежней папке.",
        )


def _copy_files(source: Path, part: Path, progress: Progress) -> None:
    files = [(path, size) for path, size in _files(source) if path.relative_to(source).parts[0] != _LOGS]
    total, done = sum(size for _path, size in files), 0
    part.mkdir(parents=True)
    for path, size in files:
        copy = part / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
        with copy.open("rb+") as written:
            os.fsync(written.fileno())
        if _digest(path) != _digest(copy):
            raise UserError(
                "Один из файлов скопировался неточно.",
                "Данные остались в прежней папке. Проверьте диск или выберите папку на другом.",
            )
        done += size
        progress(done, total)


def _prove(database: Path, clock: Clock) -> None:
    db = open_database(database, clock=clock)
    try:
        faults = check_database(db)
    finally:
        db.close()
    if faults:
        raise UserError(
            "Файл данных в копии не прошёл проверку.",
            "Данные остались в прежней папке. Выберите папку на другом диске.",
        )


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file():
                yield path, path.stat().st_size
        except OSError:
            continue


def _digest(path: Path) -> str:
    seen = sha256()
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()
