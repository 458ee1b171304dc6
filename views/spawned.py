"""Heavy work in a process of its own, where it would hold the interpreter and so the window (house.md «Window»).

calamine on a big list or the saving of a big workbook holds the interpreter 100–250 ms at a time. Works frozen:
`multiprocessing.freeze_support` is the first line of the program.
"""

import contextlib
import multiprocessing
import pickle
import struct
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from models.progress import Progress

Result = TypeVar("Result")
Params = ParamSpec("Params")

_LOOK_SECONDS = 0.05
_REPORT, _ANSWER = b"r", b"a"
"""What the messages of the process begin with."""
_COUNTS = struct.Struct("<qq")
_IDLE_SECONDS = 60.0
"""A process that was kept and is not asked for so long ends by itself."""


class ProcessDiedError(RuntimeError):
    """The process ended without an answer: killed by the system, or out of memory."""


class _Task(NamedTuple):
    work: Callable[..., object]
    args: tuple[object, ...]
    kwargs: dict[str, object]
    is_reporting: bool = False
    """Whether the work takes a `Progress` first."""


class KeptProcess:
    """A spawned process that is kept: what it has imported for one piece of work is there for the next.

    Call it on a lane, from one thread at a time and never from the window's.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_owed = False
        """The answer to work that nobody waits for any more is still to come."""

    def run(
        self, progress: Progress, work: Callable[Params, Result], *args: Params.args, **kwargs: Params.kwargs
    ) -> Result:
        """Run a function of a module, with values that can be pickled, and wait for it.

        `progress(0, 0)` is asked twenty times a second; when it raises `Cancelled` nobody wants the answer any more,
        and the exception goes on. What the function raises comes back as raised; what cannot travel between
        processes comes back as a RuntimeError that says where it was raised.
        """
        return self._run(progress, _Task(work, args, kwargs))

    def run_reporting(
        self,
        progress: Progress,
        work: Callable[Concatenate[Progress, Params], Result],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Result:
        """The same for work that says how far it is: what it reports there is reported here."""
        return self._run(progress, _Task(work, args, kwargs, is_reporting=True))

    def _run(self, progress: Progress, task: _Task) -> Any:
        was_kept = self._process is not None
        try:
            return self._asked(progress, task)
        except ProcessDiedError:
            if not was_kept:
                raise
            # It may just have ended for want of work.
            return self._asked(progress, task)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process, self._pipe, self._is_owed = None, None, False

    def _asked(self, progress: Progress, task: _Task) -> Any:
        try:
            pipe = self._pipe or self._begun()
            if self._is_owed:
                # Read before anything is sent: two full pipes would wait for each other.
                self._answer(pipe, progress)
            pipe.send(task)
            self._is_owed = True
            is_done, answer = cast("tuple[bool, Any]", pickle.loads(self._answer(pipe, progress)))  # noqa: S301 - ours
        except (EOFError, ConnectionError) as ended:
            self.close()
            raise ProcessDiedError from ended
        if is_done:
            return answer
        raise answer

    def _begun(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = cast("tuple[Connection, Connection]", context.Pipe())
        # A daemon: it does not outlive the program, whatever ends that.
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        return ours

    def _answer(self, pipe: Connection, progress: Progress) -> bytes:
        """The next answer as it travels: one that nobody waits for any more is not looked into."""
        counts = (0, 0)
        while True:
            while not pipe.poll(_LOOK_SECONDS):
                progress(*counts)
            message = pipe.recv_bytes()
            if message.startswith(_ANSWER):
                self._is_owed = False
                return message[len(_ANSWER) :]
            counts = cast("tuple[int, int]", _COUNTS.unpack(message[len(_REPORT) :]))
            progress(*counts)


def in_process(
    progress: Progress, work: Callable[Params, Result], *args: Params.args, **kwargs: Params.kwargs
) -> Result:
    """The same in a process of its own that ends with the work, or as soon as `progress` raises `Cancelled`."""
    process = KeptProcess()
    try:
        return process.run(progress, work, *args, **kwargs)
    finally:
        process.close()


def reporting_in_process(
    progress: Progress,
    work: Callable[Concatenate[Progress, Params], Result],
    *args: Params.args,
    **kwargs: Params.kwargs,
) -> Result:
    """The same for work that says how far it is."""
    process = KeptProcess()
    try:
        return process.run_reporting(progress, work, *args, **kwargs)
    finally:
        process.close()


def _serve(pipe: Connection) -> None:
    """What the process does: for each task sends (True, result) or (False, exception), and reports before."""
    while pipe.poll(_IDLE_SECONDS):
        try:
            task = cast("_Task", pipe.recv())
        except EOFError:
            return
        pipe.send_bytes(_ANSWER + _answered(task, pipe))


def _answered(task: _Task, pipe: Connection) -> bytes:
    """The answer as it travels."""
    try:
        first = (_reporter(pipe),) if task.is_reporting else ()
        return pickle.dumps((True, task.work(*first, *task.args, **task.kwargs)))
    except Exception as problem:  # noqa: BLE001 - raised again where the work was asked for
        return _raised(problem)


def _reporter(pipe: Connection) -> Progress:
    """What sends reports, no oftener than somebody looks."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= _LOOK_SECONDS:
            last = now
            pipe.send_bytes(_REPORT + _COUNTS.pack(done, total))

    return report


def _raised(problem: Exception) -> bytes:
    # An exception whose class asks for more than its words can be written, and fails when it is read.
    with contextlib.suppress(Exception):
        answer = pickle.dumps((False, problem))
        pickle.loads(answer)  # noqa: S301 - written the line above
        return answer
    # Its type and the way to it: the words may hold what was read from somebody's file.
    way = "".join(traceback.format_tb(problem.__traceback__))
    return pickle.dumps((False, RuntimeError(f"{type(problem).__qualname__}\n{way}")))
