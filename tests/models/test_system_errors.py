"""What the system refuses: a table from its codes to a sentence; anything else is a bug."""

import errno
import os

import pytest

from models.system_errors import system_error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "не осталось места"),
        (errno.EDQUOT, "не осталось места"),
        (errno.EACCES, "не разрешает открыть"),
        (errno.EROFS, "не разрешает открыть"),
        (errno.ENOENT, "нет на месте"),
        (errno.EIO, "не отвечает"),
        (errno.ESTALE, "не отвечает"),
        (errno.EBUSY, "занят другой программой"),
        (errno.EMFILE, "не хватило памяти"),
        (errno.ENAMETOOLONG, "не подходит"),
    ],
    ids=lambda value: errno.errorcode.get(value) if isinstance(value, int) else None,
)
def test_a_refusal_of_the_system_is_a_sentence_with_advice(code: int, words: str) -> None:
    sentence = system_error(OSError(code, os.strerror(code), "/media/flash/пакет.zip"))
    assert sentence is not None
    assert words in sentence.message
    assert sentence.advice


def test_the_folders_above_a_file_are_not_named() -> None:
    sentence = system_error(PermissionError(errno.EACCES, "", "/home/Вишнёва Анна/пакет.zip"))
    assert sentence is not None
    assert "пакет.zip" in sentence.message
    assert "Вишнёва" not in sentence.message


def test_a_drive_pulled_out_under_windows_is_told_by_its_own_code() -> None:
    problem = OSError(errno.EINVAL, "", "E:\\пакет.zip")
    problem.winerror = 1167  # type: ignore[attr-defined]
    sentence = system_error(problem)
    assert sentence is not None
    assert "не отвечает" in sentence.message


def test_too_little_memory_is_no_bug() -> None:
    assert system_error(MemoryError()) is not None


@pytest.mark.parametrize(
    "problem", [ValueError(), BrokenPipeError(errno.EPIPE, ""), OSError(errno.EINVAL, ""), FileNotFoundError("x")]
)
def test_anything_else_is_a_bug(problem: BaseException) -> None:
    assert system_error(problem) is None
