"""Work for a process of its own: a spawned process imports this by name."""

import os
import time
from pathlib import Path

from models.errors import UserError
from models.progress import Progress


def add(first: int, *, third: int) -> int:
    return first + third


def count_slowly(progress: Progress, to: int) -> int:
    for done in range(to):
        progress(done, to)
        time.sleep(0.02)
    return to


def refuse() -> None:
    raise UserError("Файл не читается.", "Выберите его снова.")


class ManyWordsError(Exception):
    """One that can be written and not read again: its class asks for more than its words."""

    def __init__(self, words: str, line: int) -> None:
        super().__init__(f"{words}: {line}")


def stumble(words: str) -> None:
    raise ManyWordsError(words, 7)


def give_a_function() -> object:
    return lambda: None


class _Unreadable:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return int, ("не число",)


def give_what_cannot_be_read() -> object:
    return _Unreadable()


def who() -> int:
    return os.getpid()


def wait_for(begun: Path, go_on: Path) -> bytes:
    """An answer larger than a pipe holds."""
    begun.touch()
    while not go_on.exists():
        time.sleep(0.01)
    return bytes(1_000_000)


def die() -> None:
    os._exit(3)


def stay(sign: Path) -> None:
    part = sign.with_suffix(".part")
    part.write_text(str(os.getpid()))
    part.replace(sign)
    time.sleep(600)


def write_past_the_limit(target: Path) -> None:
    """Where the system lets no file grow beyond a kilobyte, as a quota does."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
    target.write_bytes(b"x" * 4096)
