"""People of the section «Стажёры»: lines of the list, a card, the filters and the accepted lists."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.codes import Category, Education, PersonalDataState


class PeopleSort(StrEnum):
    """By which column the list stands; the keys are those of the columns."""

    NAME = "name"
    POSITION = "position"
    ORGANIZATION = "organization"
    MUNICIPALITY = "municipality"
    STREAM = "stream"
    PHONE = "phone"


NO_STREAM = 0
"""Instead of a stream's id: people who are in none."""
NO_MUNICIPALITY = 0
"""Instead of a municipality's id: people whose organisation names none."""


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are asked for; `text` is what was typed into the search, everything else narrows further."""

    text: str = ""
    organization_id: int | None = None
    municipality_id: int | None = None
    stream_id: int | None = None
    without_consent: bool = False
    """Only those whose consent to processing is not kept (152-ФЗ)."""


class PersonLine(NamedTuple):
    """A line of the list; never a СНИЛС or a birth date."""

    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    position: str
    organization: str
    municipality: str | None
    streams: str | None
    """Titles joined by commas."""
    phone: str | None
    state: PersonalDataState

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class PersonCard(NamedTuple):
    """What the panel shows and edits."""

    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    position_id: int
    organization_id: int
    category: Category | None
    category_until: date | None
    education: Education | None
    experience_years: int | None
    phone: str | None
    email: str | None
    state: PersonalDataState
    has_restricted: bool
    """Whether СНИЛС or a birth date is stored; the values stay in the database."""
    consent_on: date | None
    """The latest consent that was not withdrawn."""


class FilterChoice(NamedTuple):
    """One value of a filter and how many people have it."""

    id: int
    title: str
    people: int


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people stand behind each value of each filter, whatever is chosen in the others."""

    total: int
    without_stream: int
    without_municipality: int
    without_consent: int
    organizations: tuple[FilterChoice, ...] = ()
    municipalities: tuple[FilterChoice, ...] = ()
    streams: tuple[FilterChoice, ...] = ()


class NamedChoice(NamedTuple):
    """One value of a list to choose from."""

    id: int
    title: str


class PlaceChoice(NamedTuple):
    """One organisation to choose from."""

    id: int
    title: str
    municipality_id: int | None
    municipality: str | None


@dataclass(frozen=True, slots=True)
class PersonChoices:
    """What the lists of the panel and of the import preview offer."""

    positions: tuple[NamedChoice, ...] = ()
    organizations: tuple[PlaceChoice, ...] = ()
    municipalities: tuple[NamedChoice, ...] = ()


class BatchLine(NamedTuple):
    """One accepted list in the history of «Загрузки»."""

    id: int
    at: str
    """When, UTC as the log keeps it."""
    file_name: str
    sheet: str
    consents_on: date | None
    new: int
    changed: int
    same: int
    left: int
    actor: str | None
    """Surname and first name of who accepted it."""
    undone_on: str | None
    """UTC."""


class KeptPerson(NamedTuple):
    """Who stays when a list is taken back, and why in words."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BatchOutlook:
    """What taking a list back would do now."""

    removed: int
    restored: int
    leaving: int = 0
    """People of before who leave the stream the list put them into."""
    kept: tuple[KeptPerson, ...] = field(default=())
