"""Work away from the window's thread: four lanes, one queued signal back (house.md «Window»).

A job is created, connected, then started. The *writer* lane has one thread and takes short transactions; *documents*
draws and packs; *network* sends; *reader* counts for a page (views/asking.py). What a job raises is told apart:
`refused` a sentence for the person (what the machine refuses is one too), `stopped` by the person, `failed` a bug.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from time import monotonic
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QMetaMethod, QObject, Signal

from models.errors import UserError
from models.progress import Cancelled, Progress
from models.system_errors import system_error
from views.garbage import WindowCollector

Result = TypeVar("Result")

_REPORTS_PER_SECOND = 20


class Lane(StrEnum):
    """Which queue a job waits in."""

    WRITER = "writer"
    DOCUMENTS = "documents"
    NETWORK = "network"
    READER = "reader"


class Job(QObject, Generic[Result]):
    """One piece of work: `work(progress)` runs on a lane, its end comes back as exactly one of four signals."""

    done = Signal(object)
    refused = Signal(object)
    stopped = Signal()
    failed = Signal(object)
    progressed = Signal(int, int)
    finished = Signal()
    """After any of the four."""

    def __init__(self, work: Callable[[Progress], Result]) -> None:
        super().__init__()
        self._work = work
        self._stop_asked = False
        self._last_report = 0.0
        self.awaited_as = ""
        """What a person who waits for it is told («Печатаем»); "" for what nobody waits for."""

    def stop(self) -> None:
        """Ask the work to stop at its next report; what it had begun is rolled back."""
        self._stop_asked = True

    def run(self) -> None:
        """Do the work here and now (a lane calls it on its thread)."""
        try:
            self._report(0, 0)
            result = self._work(self._report)
        except UserError as sentence:
            self.refused.emit(sentence)
        except Cancelled:
            self.stopped.emit()
        except Exception as bug:  # noqa: BLE001 - the one net for bugs of background work; it is logged and told
            sentence = system_error(bug)
            if sentence is None:
                self.failed.emit(bug)
            else:
                self.refused.emit(sentence)
        else:
            self.done.emit(result)
        self.finished.emit()

    def _report(self, done: int, total: int) -> None:
        if self._stop_asked:
            raise Cancelled
        now = monotonic()
        if done >= total > 0 or now - self._last_report >= 1 / _REPORTS_PER_SECOND:
            self._last_report = now
            self.progressed.emit(done, total)


class Jobs(QObject):
    """The lanes; `writing` and `idle` feed «Всё сохранено», `failed` and `refused` the places that tell of problems."""

    writing = Signal()
    """A short transaction has been asked for."""
    idle = Signal()
    """Everything asked for has been written."""
    failed = Signal(object)
    refused = Signal(object)
    """A refusal that whoever started the job was not waiting for."""

    def __init__(self) -> None:
        super().__init__()
        self._lanes = {lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.value) for lane in Lane}
        self._running: dict[Job[object], Lane] = {}
        self._collector = WindowCollector(self)
        self._is_closed = False

    @property
    def busy(self) -> bool:
        """Whether any job has not ended yet."""
        return bool(self._running)

    @property
    def awaited(self) -> list[str]:
        """What people wait for and closing would stop, in the words they are told; what is written is not stopped."""
        if self._is_closed:
            return []
        return [job.awaited_as for job, lane in self._running.items() if job.awaited_as and lane is not Lane.WRITER]

    def start(self, job: Job[Result], *, lane: Lane = Lane.WRITER, unseen: bool = False) -> Job[Result]:
        """Queue a job whose signals are connected already; after `close` nothing is begun any more.

        `unseen` is for housekeeping that nobody asked for: it is not told as something being written.
        """
        if self._is_closed:
            return job
        self._collector.hold()
        self._running[cast("Job[object]", job)] = lane
        job.failed.connect(self.failed)
        if not job.isSignalConnected(QMetaMethod.fromSignal(job.refused)):
            job.refused.connect(self.refused)
        job.finished.connect(lambda: self._forget(job))
        if lane is Lane.WRITER and not unseen:
            self.writing.emit()
        self._lanes[lane].submit(job.run)
        return job

    def close(self) -> None:
        """Stop drawing and sending, but let everything that was asked to be written be written, and wait for it.

        Called once, before the database is closed: what a person typed last must not be lost with the window.
        """
        self._is_closed = True
        for job, lane in list(self._running.items()):
            if lane is not Lane.WRITER:
                job.stop()
        for lane, workers in self._lanes.items():
            workers.shutdown(wait=True, cancel_futures=lane is not Lane.WRITER)
        self._collector.release()

    def _forget(self, job: Job[Result]) -> None:
        lane = self._running.pop(cast("Job[object]", job), None)
        if lane is Lane.WRITER and Lane.WRITER not in self._running.values():
            self.idle.emit()
        if not self._running:
            self._collector.release()
