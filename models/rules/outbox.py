"""The way of a package out of the site: which step may follow which, whose turn it is, and how long to wait.

A clock may be wrong by a year, and may be put right at any moment: no moment that is stored is believed further ahead
than the longest pause that this program ever makes.
"""

from datetime import UTC, datetime, timedelta

from models.identity import VLADIVOSTOK
from models.rows.codes import PackageKind, PackageState

FIRST_PAUSE = 5.0
"""Seconds after the first failure."""
LONGEST_PAUSE = 30 * 60.0
"""Seconds between attempts at most, by our own choice."""
LONGEST_WAIT = 2 * 60 * 60.0
"""Seconds at most when a server asked to wait."""

_NIGHT_BEGINS, _NIGHT_ENDS = 22, 6

HEAVY = (PackageKind.PRODUCTS, PackageKind.NEWS, PackageKind.FULL_COPY)
"""Kinds with files and pictures: they go after the figures."""

WAITING = (PackageState.QUEUED, PackageState.SENDING)
"""On their way out."""

MAY_QUEUE = (PackageState.BUILT, PackageState.SENT, PackageState.WITHDRAWN)
"""SENT too: no receipt came, or another road is tried; the same bytes twice are harmless."""
MAY_WITHDRAW = (PackageState.BUILT, *WAITING)
MAY_HAND_OVER = (
    PackageState.BUILT,
    *WAITING,
    PackageState.SENT,
    PackageState.ACCEPTED,
    PackageState.REJECTED,
)


def is_heavy(kind: PackageKind) -> bool:
    """Whether packages of this kind wait until the figures have gone."""
    return kind in HEAVY


def pause_after(failures: int, chance: float) -> float:
    """Seconds to wait after so many failures in a row (from 1): doubled each time, then made shorter or longer.

    `chance` in 0…1 spreads it by a quarter to either side, so that sites which were cut off together do not come
    back together.
    """
    doubled = FIRST_PAUSE * 2.0 ** min(max(failures, 1) - 1, 16)
    return min(LONGEST_PAUSE, min(LONGEST_PAUSE, doubled) * (0.75 + chance / 2))


def wait_until_due(now: datetime, next_try_at: datetime | None) -> float:
    """Seconds until an attempt is due; 0 where it is, or where the moment is further off than any pause is long."""
    if next_try_at is None:
        return 0.0
    wait = (next_try_at - now).total_seconds()
    return wait if 0 < wait <= LONGEST_WAIT else 0.0


def wait_until_night(now: datetime) -> float:
    """Seconds until 22:00 in Приморье; 0 between then and 06:00."""
    local = now.astimezone(VLADIVOSTOK)
    if not _NIGHT_ENDS <= local.hour < _NIGHT_BEGINS:
        return 0.0
    evening = local.replace(hour=_NIGHT_BEGINS, minute=0, second=0, microsecond=0)
    return (evening - local).total_seconds()


def later(now: datetime, seconds: float) -> datetime:
    """The moment so many seconds on; a clock at the end of time stays there."""
    try:
        return now + timedelta(seconds=seconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
