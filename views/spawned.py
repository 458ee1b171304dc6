"""Heavy work in a process of its own, where it would hold the interpreter and so the window (house.md «Window»).

calamine on a big list or the saving of a big workbook holds the interpreter 100–250 ms at a time. Works frozen:
`multiprocessing.freeze_support` is the first line of the program.
"""

import multiprocessing
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar, cast

from models.progress import Progress

Result = TypeVar("Result")
Params = ParamSpec("Params")

_LOOK_SECONDS = 0.05


class ProcessDiedError(RuntimeError):
    """The process ended without an answer: killed by the system, or out of memory."""


def in_process(
    progress: Progress, work: Callable[Params, Result], *args: Params.args, **kwargs: Params.kwargs
) -> Result:
    """Run a function of a module, with values that can be pickled, in a spawned process and wait for it.

    Call it on a lane, never on the window's thread. `progress(0, 0)` is asked twenty times a second; when it raises
    `Cancelled` the process is ended and the exception goes on. What the function raises comes back as raised.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    # A daemon: it does not outlive the program, whatever ends that.
    process = context.Process(target=_answer, args=(theirs, work, args, kwargs), daemon=True)
    process.start()
    theirs.close()
    try:
        while not ours.poll(_LOOK_SECONDS):
            progress(0, 0)
        is_done, answer = cast("tuple[bool, Any]", ours.recv())
    except EOFError as ended:
        raise ProcessDiedError from ended
    finally:
        process.terminate()
        process.join()
        ours.close()
    if is_done:
        return answer
    raise answer


def _answer(
    back: Connection, work: Callable[..., object], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> None:
    """What the process does: sends (True, result) or (False, exception)."""
    try:
        result = work(*args, **kwargs)
    except Exception as problem:  # noqa: BLE001 - raised again where the work was asked for
        back.send((False, problem))
    else:
        back.send((True, result))
