"""A room of the section «План работ»: stands instead of the plan's lines, with the way back in the header."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from views.jobs import Job
from views.workplace import Workplace

Result = TypeVar("Result")


class Room(QWidget):
    """`body` takes the sheets; `heading` and `subtitle` stand in the page's header.

    `write` does one command at a time on the writer's lane and tells what came of it with «Вернуть».
    """

    left = Signal()
    """The person is through, or what the room shows is gone."""
    headed = Signal()
    """The heading has changed."""
    item_wanted = Signal(int)
    """The person wants to see a plan item in its plan."""

    tables: frozenset[str] = frozenset({"plan", "plan_item"})
    """Whose changes the room shows."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.at = workplace
        self.theme = workplace.theme
        self.heading = ""
        self.subtitle = ""
        self._is_writing = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(workplace.theme.space("gutter"))

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return []

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.areas()[0]

    def add(self) -> None:
        """Ctrl+N, where the room has something new to write."""

    def print_paper(self) -> None:
        """Ctrl+P, where the room has something to print."""

    def reload(self) -> None:
        """Read and show anew; what is being typed stays."""

    def show_heading(self, heading: str, subtitle: str = "") -> None:
        """Say what the room shows."""
        self.heading, self.subtitle = heading, subtitle
        self.headed.emit()

    def write(
        self,
        command: Callable[[], Result],
        said: Callable[[Result], str],
        then: Callable[[Result], None],
        *,
        watch: Callable[[Job[Any]], None] = lambda _job: None,
    ) -> None:
        """Do a command; a second press meanwhile does nothing. A refusal is told, and the room stays as it is.

        `watch` is given the job before it begins.
        """
        if self._is_writing:
            return
        self._is_writing = True
        job = Job(lambda _progress: command())

        def done(result: Result) -> None:
            if isValid(self):  # the room may have been left meanwhile
                self._is_writing = False
                then(result)
            self.at.messages.did(said(result))

        job.done.connect(done)
        job.refused.connect(self.at.messages.refuse)
        job.finished.connect(self._on_finished)
        watch(job)
        self.at.jobs.start(job)

    def _on_finished(self) -> None:
        self._is_writing = False
