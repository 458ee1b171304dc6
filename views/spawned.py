"""Heavy work in a process of its own, where it would hold the interpreter and so the window (house.md «Window»).

calamine on a big list or the saving of a big workbook holds the interpreter 100–250 ms at a time. Works frozen:
`multiprocessing.freeze_support` is the first line of the program.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import ParamSpec, TypeVar

from models.progress import Cancelled, Progress

Result = TypeVar("Result")
Params = ParamSpec("Params")

_LOOK_SECONDS = 0.05


def in_process(
    progress: Progress, work: Callable[Params, Result], *args: Params.args, **kwargs: Params.kwargs
) -> Result:
    """Run a function of a module, with values that can be pickled, in a spawned process and wait for it.

    Call it on a lane, never on the window's thread. `progress(0, 0)` is asked twenty times a second; when it raises
    `Cancelled` the process is ended and the exception goes on. What the function raises comes back as raised.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        running = pool.submit(work, *args, **kwargs)
        while True:
            try:
                return running.result(timeout=_LOOK_SECONDS)
            except NotYet:
                if running.done():
                    raise
                _look(progress, running, pool)


def _look(progress: Progress, running: Future[Result], pool: ProcessPoolExecutor) -> None:
    try:
        progress(0, 0)
    except Cancelled:
        running.cancel()
        for process in multiprocessing.active_children():
            if process.pid in (pool._processes or {}):
                process.terminate()
        raise
