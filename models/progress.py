"""How long work tells how far it is, and how it is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total); raises `Cancelled` when the person pressed «Остановить»."""


class Cancelled(Exception):  # noqa: N818 - it is a decision of the person, not an error
    """The person stopped the work; whatever was begun is rolled back by the caller's transaction."""
