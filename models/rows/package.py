"""What an open package carries: rows without personal data, trainees by code only (domain.md §3.7)."""

from datetime import date
from typing import NamedTuple

from models.rules.privacy import PersonNames


class TraineeRow(NamedTuple):
    """A trainee by code; what stays of a depersonalised person: position, municipality, no organisation."""

    code: str
    position: str
    category: str
    education: str
    experience_years: int | None
    oktmo: str | None
    is_remote: bool


class MunicipalityRow(NamedTuple):
    """A municipal unit that the package names."""

    oktmo: str
    municipality: str


class ProgramRow(NamedTuple):
    """A programme; hours are academic."""

    uid: str
    title: str
    kind: str
    hours: int
    version: int


class ModuleRow(NamedTuple):
    """A module of a programme; hours are academic."""

    program: str
    no: int
    title: str
    hours: int
    mode: str


class StreamRow(NamedTuple):
    """A stream at work in the period."""

    uid: str
    program: str
    title: str
    starts_on: date
    ends_on: date


class EnrollmentRow(NamedTuple):
    """A trainee's place in a stream."""

    stream: str
    trainee: str
    status: str
    enrolled_on: date | None
    left_on: date | None


class PackagePlanItem(NamedTuple):
    """A plan item due in the period."""

    uid: str
    plan_kind: str
    section: str
    title: str
    format: str
    mode: str
    due_from: date
    due_to: date
    planned_count: int
    expected_result: str
    status: str
    done_on: date | None
    postponed_to: date | None
    reason: str


class PackageEvent(NamedTuple):
    """An event held in the period."""

    uid: str
    plan_item: str | None
    held_on: date
    title: str
    format: str
    mode: str
    duration_min: int
    guests: int
    outcome: str


class EventStreamRow(NamedTuple):
    """A stream that took part in an event."""

    event: str
    stream: str


class AttendanceRow(NamedTuple):
    """A mark."""

    event: str
    trainee: str
    state: str
    minutes: int | None


class PackageProduct(NamedTuple):
    """A product made in the period."""

    uid: str
    title: str
    kind: str
    made_on: date
    status: str
    event: str | None
    level: str
    participation_form: str
    publication: str
    url: str


class PackageIndicator(NamedTuple):
    """An indicator with its target and fact."""

    code: str
    title: str
    unit: str
    target: float | None
    fact: float | None


class PackageRows(NamedTuple):
    """All tables of an open package, and who must not be found in its texts."""

    municipalities: list[MunicipalityRow]
    programs: list[ProgramRow]
    modules: list[ModuleRow]
    streams: list[StreamRow]
    trainees: list[TraineeRow]
    enrollments: list[EnrollmentRow]
    plan_items: list[PackagePlanItem]
    events: list[PackageEvent]
    event_streams: list[EventStreamRow]
    attendance: list[AttendanceRow]
    products: list[PackageProduct]
    indicators: list[PackageIndicator]
    people: list[PersonNames]


class PackageRecord(NamedTuple):
    """A package as the register keeps it."""

    id: int
    serial: int
    name: str
    sha256: str
    size: int
