"""Questions to the database that take long: asked away from the window's thread, only the last answer is shown."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from views.jobs import Job, Jobs, Lane

Answer = TypeVar("Answer")

PATIENCE_MS = 600
"""So long a person waits without being told that something is under way (design.md §4)."""


class Asking(QObject, Generic[Answer]):
    """Asks one kind of question; `then` gets the answer to the last one, answers that come too late are dropped.

    `read` runs on another thread: it is given what it needs beforehand and touches no widget.
    """

    takes_long = Signal()
    """The answer has not come within `PATIENCE_MS`."""

    def __init__(self, jobs: Jobs, then: Callable[[Answer], None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._then = then
        self._asked: Job[tuple[int, Answer]] | None = None
        self._number = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.takes_long)

    @property
    def is_waiting(self) -> bool:
        """Whether the answer to the last question has not come yet."""
        return self._asked is not None

    def ask(self, read: Callable[[], Answer]) -> None:
        """Ask; a former question that nobody has begun to answer is not answered any more."""
        if self._asked is not None:
            self._asked.stop()
        self._number += 1
        number = self._number

        def ended() -> None:
            if isValid(self) and number == self._number:
                self._rest()

        self._asked = Job(lambda _progress: (number, read()))
        self._asked.done.connect(self._on_done)
        self._asked.finished.connect(ended)
        self._patience.start()
        self._jobs.start(self._asked, lane=Lane.READER)

    def _on_done(self, answer: tuple[int, Answer]) -> None:
        number, found = answer
        if number == self._number:
            self._rest()
            self._then(found)

    def _rest(self) -> None:
        self._asked = None
        self._patience.stop()
