"""Papers for the team's own use: what a member did over a period, and the week ahead."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import Mode
from models.rows.report import ReportSignatures, SitePassport


class Talk(NamedTuple):
    """An event that the person led, alone or with others."""

    no: int
    held_on: date
    title: str
    format: str
    mode: Mode
    part: str
    """«ведущий» or «соведущий»."""
    participants: int
    """Visits and guests."""
    minutes: int


class TutoredStream(NamedTuple):
    """A stream that the person was the tutor of."""

    no: int
    program: str
    stream: str
    starts_on: date
    ends_on: date
    hours: int
    trainees: int


class AuthoredProduct(NamedTuple):
    """A product that the person is an author of."""

    no: int
    made_on: date
    title: str
    kind: str
    level: str
    shown: str
    """How and where it was shown: form of taking part, publication, address."""


class AttendedTraining(NamedTuple):
    """An event that the person took part in as a listener."""

    no: int
    held_on: date
    title: str
    format: str
    minutes: int


class GivenConsultation(NamedTuple):
    """A consultation that the person gave."""

    no: int
    held_on: date
    topic: str
    people: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWorksPaper:
    """What a member of the team did over a period."""

    passport: SitePassport
    signatures: ReportSignatures
    person: str
    """In full, or her code where she may not be named."""
    position: str
    workplace: str
    period_title: str
    """«с 01.09.2025 по 13.03.2026»."""
    printed_on: date
    talks: tuple[Talk, ...]
    streams: tuple[TutoredStream, ...]
    products: tuple[AuthoredProduct, ...]
    trainings: tuple[AttendedTraining, ...]
    consultations: tuple[GivenConsultation, ...]

    @property
    def talk_count(self) -> int:
        """How many events the person led."""
        return len(self.talks)

    @property
    def listeners(self) -> int:
        """Participants of all of them together."""
        return sum(talk.participants for talk in self.talks)


class WeekEvent(NamedTuple):
    """Something that takes place on a day of the week."""

    day: date
    weekday: str
    time: str
    title: str
    place: str
    """How and where."""
    leader: str
    people: str
    """Streams, and how many are expected."""


class WeekTerm(NamedTuple):
    """Something that is due by a day of the week."""

    day: date
    weekday: str
    what: str
    """«Пункт плана», «Решение»…"""
    title: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSheet:
    """«Что на этой неделе»: one sheet for the wall."""

    passport: SitePassport
    signatures: ReportSignatures
    days: str
    """«16–22 марта 2026 года»."""
    printed_on: date
    events: tuple[WeekEvent, ...]
    terms: tuple[WeekTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnnouncement:
    """What an announcement of an event tells; names stand in it only where they may."""

    title: str
    format: str
    held_on: date
    starts_at: str | None
    minutes: int
    mode: Mode
    place: str | None
    link: str | None
    leader: str
    streams: tuple[str, ...]
    description: str | None
    site: str
