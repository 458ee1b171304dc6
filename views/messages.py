"""The one way to tell or ask the person: a bar at the bottom, one notice at a time (design.md §4)."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from models.errors import UserError


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bar shows; `stays` until closed, `undo` offers «Вернуть», `details` offers to copy them.

    `refused` tells that something was not done.

    `choice` is one more button: its verb and what it does.
    """

    text: str
    advice: str = ""
    undo: bool = False
    stays: bool = False
    details: str = ""
    refused: bool = False
    choice: tuple[str, Callable[[], object]] | None = None


class Messages(QObject):
    """Pages say what happened; the window shows it."""

    said = Signal(object)
    """A `Notice`."""

    def did(self, text: str, undo: bool = True) -> None:  # noqa: FBT001, FBT002 - reads as `did("…", undo=False)`
        """Say what was done, and offer to take it back."""
        self.said.emit(Notice(text, undo=undo))

    def tell(self, text: str, choice: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say something that cannot be taken back: a file was written, which `choice` may open."""
        self.said.emit(Notice(text, choice=choice))

    def report(self, text: str, advice: str, choice: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say that something big was done, and what may be done next; stays until closed."""
        self.said.emit(Notice(text, advice, stays=True, choice=choice))

    def refuse(self, sentence: UserError, choice: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say why something was not done, and what to do; stays until closed."""
        self.said.emit(Notice(sentence.message, sentence.advice, stays=True, refused=True, choice=choice))

    def crashed(self, apology: str, advice: str, details: str) -> None:
        """Say that the program stumbled; the details can be copied, they hold no personal data."""
        self.said.emit(Notice(apology, advice, stays=True, details=details))
