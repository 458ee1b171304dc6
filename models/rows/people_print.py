"""The list of trainees as it is printed or saved for Excel."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.people import EVERYBODY, PeopleFilter, PeopleGrouping, PeopleSort
from models.rows.report import ReportSignatures, SitePassport


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWish:
    """Which list is to be written: whose lines, in which order, with which columns."""

    wanted: PeopleFilter = EVERYBODY
    person_ids: frozenset[int] = frozenset()
    """Only these of them, if any are named."""
    sort: PeopleSort = PeopleSort.NAME
    descending: bool = False
    grouping: PeopleGrouping | None = None
    columns: tuple[PeopleSort, ...] = (PeopleSort.NAME,)
    """In the order they stand."""


class PrintedPerson(NamedTuple):
    """A line of the printed list, in the words it is printed in; `group` is its heading."""

    number: int
    name: str
    position: str
    organization: str
    municipality: str | None
    stream: str | None
    phone: str | None
    email: str | None
    status: str | None
    category: str | None
    experience: int | None
    consent: date | None
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePaper:
    """The list of trainees; whoever withdrew the consent is not in it, `left_out` says how many."""

    passport: SitePassport
    signatures: ReportSignatures
    printed_on: date
    columns: tuple[str, ...]
    is_grouped: bool
    left_out: int
    lines: tuple[PrintedPerson, ...]

    @property
    def without(self) -> int | None:
        """How many are left out, None for nobody."""
        return self.left_out or None
