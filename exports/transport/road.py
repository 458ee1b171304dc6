"""What every road over a network has in common, so that the outbox knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.errors import UserError

Passed = Callable[[int], object]
"""Is told how many bytes of the file are at the server by now; whatever it raises ends the sending."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A sealed file as it travels: its place on this computer, its name, SHA-256 and bytes."""

    path: Path
    name: str
    sha256: str
    size: int


class RoadCutError(Exception):
    """The connection failed, or the server could not just now: trying again later may help.

    `sentence` is told to the person; `wait_seconds` is how long the server asked to wait, if it did.
    """

    def __init__(self, sentence: str, *, wait_seconds: float | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.wait_seconds = wait_seconds


class RoadRefusedError(UserError):
    """The server will not take it however often it is tried: wrong password, no such address, too large.

    A certificate that is not trusted is a cut: a clock is put right, and a network shows its own page for an hour.
    """


class NetworkRoad(Protocol):
    """A server that takes parcels; sending one again, or one that is there already, is harmless."""

    @property
    def target(self) -> str:
        """The server's host, for the journal."""
        ...

    def send(self, parcel: Parcel, *, resume: str | None, remember: Callable[[str], object], passed: Passed) -> None:
        """Bring the whole parcel to the server, going on from what is there already; returns when all of it is.

        `resume` is what an earlier attempt gave to `remember` (the upload's address), None for the first. Raises
        RoadCutError and RoadRefusedError.
        """
        ...

    def receipts(self, names: list[str]) -> dict[str, bytes]:
        """The receipts that lie at the server for parcels of these names, by name; raises as `send` does."""
        ...
