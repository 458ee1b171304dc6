"""The card of a person: everything that is known of her and of one of her places in a stream."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import Category, CertificateState, PersonalDataState
from models.rows.draft import Draft
from models.rows.requirements import InternshipRecord, Requirement, Task, Visit
from models.rows.streams import PersonPlace
from models.rules.certificate_text import number_of


class PersonHead(NamedTuple):
    """Who it is; never a СНИЛС or a birth date."""

    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    position: str
    category: Category | None
    organization: str
    locality: str | None
    municipality: str | None
    pd_state: PersonalDataState
    note: str | None

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


class NoteDraft(Draft):
    """What is noted on a card; an empty one takes the note away."""

    note: str = ""


class DeficitLine(NamedTuple):
    """A competence marked as a deficit, scored by the tutor, else by herself, from 0 to 3."""

    competence: str
    entry: int | None
    exit: int | None
    task: str | None
    """What her route says of it: the product, else the task."""
    due_on: date | None
    done_on: date | None
    is_closed: bool
    """The exit diagnostics no longer find it, as the report counts it."""


class CertificateLine(NamedTuple):
    """A certificate of the trainee."""

    year: int
    reg_no: int
    issue_date: date
    hours: int
    state: CertificateState
    handed_on: date | None
    stream: str

    @property
    def number(self) -> str:
        """«7/2026»."""
        return number_of(self.reg_no, self.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """One place in a stream and how far she came there."""

    place: PersonPlace
    tutor: str
    """«Иванова М. П.»."""
    record: InternshipRecord
    requirements: tuple[Requirement, ...]
    """The five, а–д; none while she has only applied."""
    deficits: tuple[DeficitLine, ...]

    @property
    def strip(self) -> tuple[Visit, ...]:
        """The events of the stream in their order, those still ahead among them."""
        return tuple(visit for visit in self.record.visits if visit.is_of_stream)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What the programme asks her to do."""
        return self.record.tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """The whole card; `shown` is the place the card tells of, None for a person of no stream."""

    head: PersonHead
    places: tuple[PersonPlace, ...]
    shown: PlacePage | None
    certificates: tuple[CertificateLine, ...]
