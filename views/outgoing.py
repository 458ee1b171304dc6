"""What goes out just now: told by whoever sends, shown by the page that is open."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal


class Passing(NamedTuple):
    """How far the one package that goes just now is: bytes at the server, and bytes a second where that is known."""

    there: int
    speed: float | None = None


class Outgoing(QObject):
    """Between the pages and what sends in the background; neither knows the other."""

    passed = Signal(object)
    """A `Passing`, or None when nothing goes any more."""
    wanted = Signal()
    """Try at once, and ask for receipts."""
    login_given = Signal(str, str, str)
    """Address of a server, name and password for it."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes_per_second: float | None = None
        """Sending is held back to that; None lets it go as fast as the line does."""
