"""Files of the program are written whole or not at all, those it keeps and those that leave it."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from models.errors import UserError

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries to put a file in its place: Windows refuses while a virus scanner or a viewer holds it."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})


@contextmanager
def writing_whole(target: Path) -> Generator[Path]:
    """Yield a `.part` path beside `target`; on leaving, what was written there takes the place of `target`.

    The content reaches the disk (fsync) before the name does. Whatever happens in between, the part is removed and
    the former `target` stays as it was. A full disk, a read-only or missing folder, a folder in the way and a file
    held by another program raise UserError; any other error passes through unchanged.
    """
    part = target.with_name(target.name + ".part")
    try:
        _check_place(target)
        yield part
        flush(part)
        _put_in_place(part, target)
        flush_folder(target.parent)
    except OSError as problem:
        _remove(part)
        known = _explained(problem, target)
        if known is None:
            raise
        raise known from problem
    except BaseException:
        _remove(part)
        raise


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to `target` as `writing_whole` does."""
    with writing_whole(target) as part:
        part.write_bytes(content)


@contextmanager
def writing_folder(target: Path) -> Generator[Path]:
    """Yield an empty folder beside `target`; on leaving, with what was written there, it becomes `target`.

    Whatever happens in between, nothing stays. Raises UserError where `target` is there already, and as
    `writing_whole` does.
    """
    part = target.with_name(target.name + ".part")
    try:
        if target.exists():
            raise UserError(f"Папка «{target.name}» уже есть.", "Выберите другую: готовые файлы не перезаписываем.")
        _check_place(target)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
        _put_in_place(part, target)
        flush_folder(target.parent)
    except OSError as problem:
        known = _explained(problem, target)
        if known is None:
            raise
        raise known from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def refuse_read_only(folder: Path) -> None:
    """Raise UserError for a folder that is there but in which no file can be made: tried, not asked for."""
    probe = folder / ".marshrut-probe"
    try:
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as problem:
        raise UserError(
            f"В папку «{folder}» нельзя записывать.",
            "Снимите с папки отметку «только чтение» или выберите другую.",
        ) from problem


def flush(path: Path) -> None:
    """Wait until the disk holds a file."""
    # Windows syncs only a file opened for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _check_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise UserError(
            f"Папки «{target.parent}» нет, файл «{target.name}» не записан.",
            "Создайте папку или выберите другую.",
        )
    if target.is_dir():
        raise UserError(
            f"По адресу «{target}» уже есть папка, файл с этим именем не записан.",
            "Выберите другое имя файла.",
        )


def flush_folder(folder: Path) -> None:
    """Make the new name last over a power cut, where the system can open a folder (Windows cannot)."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _put_in_place(part: Path, target: Path) -> None:
    for pause in _PATIENCE:
        try:
            part.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    part.replace(target)


def _remove(part: Path) -> None:
    # The error that brought us here is the one to tell about.
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _explained(problem: OSError, target: Path) -> UserError | None:
    """The sentence for an environment the person can mend; None for a fault of the program."""
    code = problem.errno
    if code in _FULL:
        return UserError(
            f"Не удалось записать «{target.name}»: на диске кончилось место. Половины файла не осталось.",
            "Освободите место или выберите другую папку и повторите.",
        )
    if code in _CLOSED and target.exists() and code != errno.EROFS:
        return UserError(
            f"Не удалось заменить «{target.name}»: файл открыт в другой программе или защищён от записи. "
            "Прежний файл не тронут.",
            "Закройте его или выберите другое имя и повторите.",
        )
    if code in _CLOSED:
        return UserError(
            f"В папку «{target.parent}» нельзя писать, файл «{target.name}» не записан.",
            "Выберите папку, в которой Вы можете создавать файлы.",
        )
    if code in _BAD_NAME:
        return UserError(
            f"Имя файла «{target.name}» не подходит для этого диска, файл не записан.",
            'Выберите имя короче, без знаков \\ / : * ? " < > |.',
        )
    if code == errno.EISDIR:
        return UserError(
            f"Рядом с «{target.name}» лежит папка «{target.name}.part», файл не записан.",
            "Уберите эту папку или выберите другое имя файла.",
        )
    if code == errno.EIO:
        return UserError(
            f"Диск не принял «{target.name}»: он сбоит или отсоединён. Половины файла не осталось.",
            "Проверьте, вставлен ли носитель, или выберите другую папку и повторите.",
        )
    if code in {errno.ENOENT, errno.ENOTDIR} and not target.parent.is_dir():
        return UserError(
            f"Папка «{target.parent}» исчезла во время записи, файл «{target.name}» не записан.",
            "Подключите диск снова или выберите другую папку и повторите.",
        )
    return None
