"""How much is sent at once, and how fast: small bites for a bad line, bigger ones where it holds."""

import time
from collections.abc import Callable

FIRST_BITE = 16 << 10
"""Bytes of the first request of an attempt: two seconds at 64 kbit/s."""
LEAST_BITE = 4 << 10
MOST_BITE = 1 << 20
WANTED_SECONDS = 4.0
"""How long one request may take: a person who presses «Пауза» waits no longer, and no gateway loses patience."""
_RISKED = 8
"""No bite is more than this part of what the attempt brought, so a cut costs little even where a server keeps none."""

_LONGEST_PAUSE = 0.25
"""Seconds: how often a slowed sender looks whether it should stop."""


def next_bite(last: int, *, seconds: float, brought: int) -> int:
    """Bytes for the next request, when the last one took `seconds` and the attempt has brought `brought` bytes."""
    by_speed = int(last * WANTED_SECONDS / max(seconds, 1e-6))
    careful = max(FIRST_BITE, brought // _RISKED)
    return max(LEAST_BITE, min(by_speed, 2 * last, careful, MOST_BITE))


class Pace:
    """A limit of bytes per second that several requests share; without one it lets everything through."""

    def __init__(
        self,
        bytes_per_second: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        if bytes_per_second is not None and bytes_per_second <= 0:
            raise ValueError("a limit is more than nothing")
        self._rate = bytes_per_second
        self._clock = clock
        self._pause = pause
        self._free_at = 0.0

    def take(self, count: int, still_wanted: Callable[[], object]) -> None:
        """Wait until `count` bytes may go; `still_wanted` is called meanwhile, and what it raises ends the waiting."""
        still_wanted()
        if self._rate is None:
            return
        self._free_at = max(self._free_at, self._clock())
        while (left := self._free_at - self._clock()) > 0:
            self._pause(min(left, _LONGEST_PAUSE))
            still_wanted()
        self._free_at += count / self._rate
