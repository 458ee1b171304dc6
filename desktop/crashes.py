"""What happens when the program stumbles: the log gets the place, the person gets an apology and details to copy."""

import logging
import platform
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from desktop.logs import places
from models.errors import UserError
from models.version import program_version

APOLOGY = "Программа споткнулась и не довела дело до конца. Записанное раньше не пострадало."
ADVICE = "Повторите действие. Если не поможет, передайте разработчикам подробности: личных данных в них нет."

T = TypeVar("T")

_log = logging.getLogger(__name__)


def details(error: BaseException) -> str:
    """Describe a crash for copying into a letter: versions, kinds and places, no messages and no values."""
    about = (
        f"marshrut {program_version()} · Python {platform.python_version()} · {platform.system()} {platform.release()}"
    )
    return f"{about}\n{places(error)}"


def record_crash(error: BaseException) -> str:
    """Write a crash into the log; returns the details that the person may copy."""
    described = details(error)
    _log.error("crash\n%s", described)
    return described


def guarded(act: Callable[[], T], *, stumbled: Callable[[str], T]) -> T:
    """Run `act`; where it stumbles over a mistake of ours, log that and answer with `stumbled(details)`."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - the last stop of a verb: whatever comes here is a bug, and is logged
        return stumbled(record_crash(error))


def watch_for_crashes(
    tell: Callable[[str], None] | None = None, *, refuse: Callable[[UserError], None] | None = None
) -> Callable[[], None]:
    """Catch what nobody caught, in any thread: log it and pass the details to `tell` (called in that thread).

    What the person can mend (the disk was pulled out while a page was reading) goes to `refuse` instead, if there is
    one. Returns what puts the former hooks back.
    """
    former = sys.excepthook, threading.excepthook, sys.unraisablehook

    def report(error: BaseException | None) -> None:
        if error is None or isinstance(error, SystemExit):
            return
        if refuse is not None and isinstance(error, UserError):
            refuse(error)
            return
        described = record_crash(error)
        if tell is not None:
            tell(described)

    def from_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            report(error)

    sys.excepthook = from_main
    threading.excepthook = lambda caught: report(caught.exc_value)
    sys.unraisablehook = lambda caught: report(caught.exc_value)

    def unwatch() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = former

    return unwatch
