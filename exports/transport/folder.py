"""A folder or a flash drive: the sealed file is written, read back from the medium, and only then handed over."""

import contextlib
import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from exports.packages.seal import SUFFIX
from exports.transport.parcel_file import changed, opened_parcel
from exports.transport.receipts import SUFFIX as RECEIPT
from exports.transport.receipts import looks_like_receipt
from exports.transport.road import Parcel
from models.errors import UserError
from models.files import flush, writing_whole
from models.rules.receipt import MOST_BYTES
from models.rules.words import file_size

_BLOCK = 1 << 20
_PULLED_OUT = frozenset({errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOENT, errno.ESTALE})
_MOST_FILES = 5_000


def write_to_folder(parcel: Parcel, folder: Path) -> Path:
    """Copy the sealed file there and read it back; the same file there already is left as it is.

    Raises UserError where it does not fit, the folder is gone or closed, or what was read back is not what was sealed;
    nothing of it stays there then.
    """
    target = folder / f"{parcel.name}{SUFFIX}"
    if _is_there(target, parcel):
        return target
    _check_room(parcel, folder)
    try:
        with opened_parcel(parcel) as content, writing_whole(target) as part:
            if _copy(content, part) != parcel.sha256:
                raise changed(parcel)
            flush(part)
            if _read_back(part) != parcel.sha256:
                raise UserError(
                    f"Файл «{target.name}» записан, но читается с этого носителя иначе. Убрали его.",
                    "Носитель сбоит: возьмите другую флешку.",
                )
    except OSError as problem:
        raise _refused(problem, target) from problem
    return target


def receipts_in(folder: Path) -> dict[str, bytes]:
    """The receipts that lie in a folder, by name of the package; whether they are genuine is for others to say.

    Raises UserError where the folder cannot be read.
    """
    found: dict[str, bytes] = {}
    try:
        for path in sorted(each for each in folder.iterdir() if each.name.endswith(RECEIPT))[:_MOST_FILES]:
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                content = path.read_bytes()
                if looks_like_receipt(content):
                    found[path.name.removesuffix(RECEIPT)] = content
    except OSError as problem:
        raise UserError(
            f"Папка «{folder.name}» не читается.", "Проверьте, вставлена ли флешка, и повторите."
        ) from problem
    return found


def _is_there(target: Path, parcel: Parcel) -> bool:
    try:
        return target.stat().st_size == parcel.size and _read_back(target) == parcel.sha256
    except OSError:
        return False


def _check_room(parcel: Parcel, folder: Path) -> None:
    # Where the system cannot say, the writing will tell.
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(folder).free
        if free < parcel.size:
            raise UserError(
                f"На носителе свободно {file_size(free)}, а нужно {file_size(parcel.size)}. Ничего не записано.",
                "Освободите место или возьмите другую флешку.",
            )


def _copy(content: BinaryIO, part: Path) -> str:
    proof = hashlib.sha256()
    with part.open("wb") as copy:
        while block := content.read(_BLOCK):
            proof.update(block)
            copy.write(block)
    return proof.hexdigest()


def _read_back(path: Path) -> str:
    with path.open("rb") as file:
        # What the system still remembers of the file proves nothing about the stick.
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused(problem: OSError, target: Path) -> UserError:
    if problem.errno in _PULLED_OUT or not target.parent.is_dir():
        return UserError(
            f"Носитель исчез, пока записывался «{target.name}». Пакет не передан.", "Вставьте флешку и повторите."
        )
    return UserError(
        f"Не удалось записать «{target.name}» в эту папку. Пакет не передан.", "Выберите другую папку или флешку."
    )
