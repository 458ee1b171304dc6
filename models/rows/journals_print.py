"""What the printed journals and the лист регистрации hold: domain.md §5, frozen.

Field names are the keys of resources/forms/{event_journal,attendance_journal,consultation_journal,
registration_sheet}.json. Durations are whole minutes, shown as academic hours.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import ConsultationKind, Mode
from models.rows.report import ReportSignatures, SitePassport


class JournalEvent(NamedTuple):
    """One line of the журнал мероприятий."""

    no: int
    held_on: date
    title: str
    format: str
    mode: Mode
    place: str
    leader: str
    """The leader and the co-leaders, «Иванова М. П., Петрова А. С.»."""
    participants: int
    """Visits and guests."""
    guests: int
    """Of `participants`: counted without names."""
    organisations: int
    """Different organisations of the named participants."""
    minutes: int
    plan_item: str
    """The number of its plan item, «вне плана» without one."""
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventJournal:
    """The журнал мероприятий of a period."""

    passport: SitePassport
    signatures: ReportSignatures
    period_title: str
    events: tuple[JournalEvent, ...] = ()


class JournalDay(NamedTuple):
    """An event of a stream: a column of the journal of attendance and a line of its topics."""

    no: int
    held_on: date
    title: str
    format: str
    mode: Mode
    leader: str
    minutes: int
    present: int
    """Of the stream: in the room."""
    remote: int
    absent: int
    excused: int
    made_up: int

    @property
    def short_day(self) -> str:
        """«12.03»."""
        return f"{self.held_on:%d.%m}"

    @property
    def visits(self) -> int:
        """In the room or remotely."""
        return self.present + self.remote


class JournalPerson(NamedTuple):
    """A trainee in the journal of attendance: her signs, one for each event, and their sums."""

    no: int
    name: str
    organization: str
    signs: tuple[str, ...]
    """As models/rules/attendance_signs.py writes them; empty where there is no mark."""
    present: int
    remote: int
    absent: int
    excused: int
    made_up: int
    minutes: int
    """Σ of what she took part in."""

    @property
    def visits(self) -> int:
        """In the room or remotely."""
        return self.present + self.remote


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceJournal:
    """The журнал посещаемости of a stream: the grid of dates and people, and the topics."""

    passport: SitePassport
    signatures: ReportSignatures
    stream: str
    programme: str
    hours: int
    starts_on: date
    ends_on: date
    tutor: str
    """«М.П. Иванова»."""
    legend: str
    """What the signs mean."""
    tutor_position: str = "Тьютор"
    people: tuple[JournalPerson, ...] = ()
    days: tuple[JournalDay, ...] = ()


class JournalConsultation(NamedTuple):
    """One line of the журнал консультаций."""

    no: int
    held_on: date
    kind: ConsultationKind
    mode: Mode
    people: str
    """Who was advised: names with their organisations, and others as a number."""
    advised: int
    """How many."""
    topic: str
    advice: str
    consultant: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationJournal:
    """The журнал консультаций of a period."""

    passport: SitePassport
    signatures: ReportSignatures
    period_title: str
    consultations: tuple[JournalConsultation, ...] = ()


class SheetPerson(NamedTuple):
    """One line of the лист регистрации; a line for a guest has its number only."""

    no: int
    name: str = ""
    position: str = ""
    organization: str = ""
    """The organisation and its municipality."""
    phone: str = ""
    email: str = ""
    signature: str = ""
    """Always empty: room for a pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationSheet:
    """The лист регистрации of an event, to be signed."""

    passport: SitePassport
    signatures: ReportSignatures
    title: str
    format: str
    mode: Mode
    held_on: date
    starts_at: str
    """«10:00», or nothing."""
    place: str
    minutes: int
    leader: str
    """«М.П. Иванова»."""
    code: str
    """The short code in letters: «К 472 МН»."""
    scanned: str
    """The text of the QR code."""
    leader_position: str = "Ведущий"
    people: tuple[SheetPerson, ...] = ()
    """Those expected by surname, then empty lines for guests."""

    @property
    def start(self) -> str:
        """«, начало в 10:00», or nothing."""
        return f", начало в {self.starts_at}" if self.starts_at else ""
