"""One process at a time sends from an outbox: the window and the command line must not both begin.

Whoever holds the lock beside the sealed packages knows that «передаётся» is left from a killed one.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from models.errors import UserError
from models.held_alone import held_alone

LOCK = "sending.lock"
"""The file's name in the outbox."""


def sole_sender(outbox: Path) -> AbstractContextManager[None]:
    """Hold the right to send from this outbox: `held_alone` with what a person is told."""
    refusal = UserError("Пакеты уже отправляет другая копия «Маршрута».", "Дождитесь её или закройте и повторите.")
    return held_alone(outbox / LOCK, refusal)
