"""The list of trainees that ИРО writes its orders from."""

from datetime import date
from typing import NamedTuple


class RosterPackageRow(NamedTuple):
    """A trainee's place in a stream; `trainee` is the number of her code, `name` the code itself once she withdrew."""

    stream: str
    trainee: int
    stream_title: str
    program: str
    name: str
    position: str
    organization: str
    municipality: str
    status: str
    enrolled_on: date | None
    left_on: date | None


class RosterPackageRows(NamedTuple):
    """Whose list it is, and the list."""

    site_code: str
    site_name: str
    places: list[RosterPackageRow]
