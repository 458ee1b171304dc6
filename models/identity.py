"""Where time and identities come from: injected, so that the demo and the tests are repeatable."""

import random
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

VLADIVOSTOK = timezone(timedelta(hours=10))
"""Local time of Приморский край; a fixed offset, so Windows needs no time-zone data (domain.md §3.9)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Clock = Callable[[], datetime]
"""Gives the moment now as an aware UTC datetime."""

UidSource = Callable[[datetime], str]
"""Gives a new UUIDv7 (RFC 9562) for the moment, as text."""


def system_clock() -> datetime:
    """Give the moment now, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime) -> date:
    """The calendar day in Приморье at `moment`."""
    return moment.astimezone(VLADIVOSTOK).date()


def local_minute(moment: datetime) -> str:
    """The minute in Приморье at `moment`: `2026-03-12T14:40`, to be compared as text."""
    return moment.astimezone(VLADIVOSTOK).strftime("%Y-%m-%dT%H:%M")


def stamp(moment: datetime) -> str:
    """UTC time as stored in `created_at` and `updated_at`: `2026-03-12T04:40:00.123Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


class FixedClock:
    """A clock that shows what it is set to and moves on by one second each time it is read."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __call__(self) -> datetime:
        """Give the moment and move on."""
        self._moment += timedelta(seconds=1)
        return self._moment

    def set_day(self, day: date, *, hour: int = 9) -> None:
        """Move to nine in the morning, or another hour, of a local day."""
        self._moment = datetime(day.year, day.month, day.day, hour, tzinfo=VLADIVOSTOK).astimezone(UTC)


def random_uid(moment: datetime) -> str:
    """A UUIDv7 from the system's randomness."""
    return _uuid7(moment, secrets.randbits(74))


def seeded_uids(seed: int) -> UidSource:
    """A repeatable source of UUIDv7 for the demo site and tests."""
    source = random.Random(seed)  # noqa: S311 - identities of invented data, not a secret
    return lambda moment: _uuid7(moment, source.getrandbits(74))


def _uuid7(moment: datetime, entropy: int) -> str:
    # Whole numbers: a float of seconds may fall to the millisecond before.
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1) & ((1 << 48) - 1)
    rand_a, rand_b = entropy >> 62, entropy & ((1 << 62) - 1)
    return str(UUID(int=milliseconds << 80 | 7 << 76 | rand_a << 64 | 2 << 62 | rand_b))


def local_text(stamped: str) -> str:
    """A stored UTC stamp as local «12.03.2026, 14:31»."""
    moment = datetime.strptime(stamped, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return moment.astimezone(VLADIVOSTOK).strftime("%d.%m.%Y, %H:%M")
