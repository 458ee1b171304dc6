"""The records that a report counts, and those behind one figure of it (domain.md §3.6).

They hold what tells one record from another and what it adds to a figure. A person is her id and a name that is not
kept: in a snapshot her code stands there, and who reads it joins today's name.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import Code, PlanItemStatus


class RecordKind(Code):
    """What kind of record stands behind a figure."""

    PLAN_ITEM = "plan_item", "пункт плана"
    EVENT = "event", "мероприятие"
    VISIT = "visit", "отметка"
    PERSON = "person", "участник"
    ORGANISATION = "organization", "организация"
    MUNICIPALITY = "municipality", "муниципалитет"
    STREAM = "stream", "поток"
    PLACE = "enrollment", "стажёр потока"
    CERTIFICATE = "certificate", "сертификат"
    ROUTE = "route", "маршрут"
    SCORE = "diagnostic_item", "оценка компетенции"
    PRODUCT = "product", "продукт"
    RESPONSE = "feedback_response", "анкета"
    CONSULTATION = "consultation", "консультация"
    INDICATOR = "indicator", "показатель"
    VALUE = "indicator_value", "внесённое значение"


TOTALS = "totals"
"""The figures of a report that stand in no table of it."""


class Figure(NamedTuple):
    """A figure of a report: a field of the totals, or a column of a line of one of its tables."""

    table: str
    """«totals», or the name of a table of `ReportData`: «events»."""
    column: str
    """«visits», «participants»."""
    line: int = 0
    """Which line of the table, from 1; 0 in the totals."""


class FigurePlace(NamedTuple):
    """Where a figure stands in print: its page (from 0), and the sides of its cell as parts of the page."""

    figure: Figure
    page: int
    left: float
    top: float
    right: float
    bottom: float


class EvidenceRow(NamedTuple):
    """A record behind a figure: the sum of `amount`, and of a mean that divided by the sum of `weight`."""

    kind: RecordKind
    id: int
    """Of the record; of a mark the event's, of a score the card's."""
    title: str
    day: date | None = None
    amount: float = 1
    weight: float = 0
    """0 in a sum."""
    other: int | None = None
    """The second half of the key: of a mark the person, of a score the competence."""


class ItemRecord(NamedTuple):
    """A plan item that counts in the period."""

    id: int
    title: str
    day: date
    """When it is awaited."""
    status: PlanItemStatus
    is_late: bool
    planned_count: int


class EventRecord(NamedTuple):
    """An event held in the period, or another one of an item that counts in it."""

    id: int
    title: str
    day: date
    format: str
    minutes: int
    guests: int
    item_id: int | None
    in_period: bool


class VisitRecord(NamedTuple):
    """A mark of somebody who took part in one of those events."""

    event_id: int
    person_id: int
    organisation_id: int


class PersonRecord(NamedTuple):
    """Somebody whom a record is about."""

    id: int
    name: str


class OrganisationRecord(NamedTuple):
    """An organisation of the people who took part."""

    id: int
    title: str
    municipality_id: int | None
    is_remote: bool


class MunicipalityRecord(NamedTuple):
    """A municipality of those organisations."""

    id: int
    title: str
    oktmo: str


class StreamRecord(NamedTuple):
    """A stream that worked in the period."""

    id: int
    title: str
    day: date


class PlaceRecord(NamedTuple):
    """A trainee of a stream; completed or expelled counts where it happened in the period."""

    id: int
    stream_id: int
    person_id: int
    day: date | None
    is_completed: bool
    is_expelled: bool


class CertificateRecord(NamedTuple):
    """A certificate issued in the period."""

    id: int
    number: str
    day: date
    stream_id: int
    person_id: int


class RouteRecord(NamedTuple):
    """An individual route under way in the period."""

    id: int
    person_id: int
    day: date | None


class ScoreRecord(NamedTuple):
    """An answer of the entry diagnostics with what the exit made of it."""

    card_id: int
    competence_id: int
    person_id: int
    day: date
    area: str
    competence: str
    is_found: bool
    is_resolved: bool
    entry: int | None
    exit: int | None


class ProductRecord(NamedTuple):
    """A product finished in the period; `is_shared` where the site shared its practice by it."""

    id: int
    title: str
    day: date
    is_shared: bool


class ResponseRecord(NamedTuple):
    """A filled survey: the scores in the order of `QUESTIONS`."""

    id: int
    day: date
    scores: tuple[int | None, ...]
    nps: int | None


class SurveyedRecord(NamedTuple):
    """Somebody let into a stream that a survey was made of."""

    id: int
    person_id: int
    stream: str


class IndicatorKey(NamedTuple):
    """One of the indicators, in their order."""

    id: int
    title: str


class IndicatorFact(NamedTuple):
    """A record that an indicator counted, or a value that was keyed in for it."""

    indicator_id: int
    row: EvidenceRow
    person_id: int | None = None
    """Whom the record is about: her name stands before its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecords:
    """Every record that the figures of a report are counted from, in the order of its tables."""

    items: tuple[ItemRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    visits: tuple[VisitRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    organisations: tuple[OrganisationRecord, ...] = ()
    municipalities: tuple[MunicipalityRecord, ...] = ()
    streams: tuple[StreamRecord, ...] = ()
    places: tuple[PlaceRecord, ...] = ()
    certificates: tuple[CertificateRecord, ...] = ()
    routes: tuple[RouteRecord, ...] = ()
    scores: tuple[ScoreRecord, ...] = ()
    products: tuple[ProductRecord, ...] = ()
    responses: tuple[ResponseRecord, ...] = ()
    surveyed: tuple[SurveyedRecord, ...] = ()
    indicators: tuple[IndicatorKey, ...] = ()
    facts: tuple[IndicatorFact, ...] = ()
