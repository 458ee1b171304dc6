"""People of the section «Стажёры»: lines of the list, a card, the filters and the accepted lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import Category, Code, Education, EnrollmentStatus, PersonalDataState


class PeopleSort(StrEnum):
    """By which column the list stands; the keys are those of the columns."""

    NAME = "name"
    POSITION = "position"
    ORGANIZATION = "organization"
    MUNICIPALITY = "municipality"
    STREAM = "stream"
    PHONE = "phone"
    EMAIL = "email"
    STATUS = "status"
    CATEGORY = "category"
    EXPERIENCE = "experience"
    CONSENT = "consent"


class PeopleGrouping(Code):
    """Under which headings the list stands."""

    ORGANIZATION = "organization", "По организациям"
    MUNICIPALITY = "municipality", "По муниципалитетам"


class Lack(Code):
    """What may be missing in a card, in the words of the filter."""

    PHONE = "phone", "Без телефона"
    EMAIL = "email", "Без почты"
    MUNICIPALITY = "municipality", "Без муниципалитета"
    CONSENT = "consent", "Без согласия"
    LASTING_CONSENT = "lasting_consent", "Согласие кончается"


NO_STREAM = 0
"""Instead of a stream's id: people who are in none."""
NO_MUNICIPALITY = 0
"""Instead of a municipality's id: organisations, and the group of their people, that name none."""


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are asked for; `text` is what was typed into the search, everything else narrows further."""

    text: str = ""
    organization_id: int | None = None
    municipality_id: int | None = None
    stream_id: int | None = None
    status: EnrollmentStatus | None = None
    """Of a place in the stream asked for, in any one where none is."""
    position_id: int | None = None
    category: Category | None = None
    lacks: frozenset[Lack] = frozenset()
    """Only those whose card lacks all of this."""
    is_ready: bool = False
    """Only those who are ready for a certificate."""


EVERYBODY = PeopleFilter()
"""Nothing is asked for but to be a trainee."""


class PersonLine(NamedTuple):
    """A line of the list; never a СНИЛС or a birth date."""

    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    position: str
    organization_id: int
    organization: str
    municipality_id: int | None
    municipality: str | None
    streams: str | None
    """Titles joined by commas."""
    status: EnrollmentStatus | None
    """In the stream she came into last."""
    phone: str | None
    email: str | None
    category: Category | None
    experience_years: int | None
    consent_on: date | None
    """The latest consent to processing that was not withdrawn."""
    state: PersonalDataState
    may_leave: bool
    """Whether her name may leave the program: she has not withdrawn her consent (152-ФЗ)."""
    former: str = ""
    """Surnames that she had before, joined by commas; only where people are searched for by words."""

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


def group_title(line: PersonLine, grouping: PeopleGrouping) -> str:
    """What stands over the people of a line's group."""
    if grouping is PeopleGrouping.ORGANIZATION:
        return line.organization
    return line.municipality or "Муниципалитет не указан"


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


class FilterChoice(NamedTuple):
    """One value of a filter and how many people have it."""

    id: int
    title: str
    people: int


class CategoryCount(NamedTuple):
    """A category and how many people have it."""

    value: Category
    people: int


class StatusCount(NamedTuple):
    """A state in a stream and how many people are in it somewhere."""

    value: EnrollmentStatus
    people: int


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people stand behind each value of each filter, whatever is chosen in the others."""

    total: int
    without_stream: int
    lacks: Mapping[Lack, int]
    ready: frozenset[int] = frozenset()
    """Who is ready for a certificate."""
    organizations: tuple[FilterChoice, ...] = ()
    municipalities: tuple[FilterChoice, ...] = ()
    streams: tuple[FilterChoice, ...] = ()
    positions: tuple[FilterChoice, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    statuses: tuple[StatusCount, ...] = ()


class PlaceChoice(NamedTuple):
    """One organisation to choose from."""

    id: int
    title: str
    municipality_id: int | None
    municipality: str | None


@dataclass(frozen=True, slots=True)
class PersonChoices:
    """What the lists of the panel and of the import preview offer."""

    positions: tuple[Choice, ...] = ()
    organizations: tuple[PlaceChoice, ...] = ()
    municipalities: tuple[Choice, ...] = ()


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
    """«Иванова М. П.», who accepted it."""
    undone_on: str | None
    """UTC."""
    sha256: str
    """Of the file."""


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
