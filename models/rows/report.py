"""What one report of a site holds before it is printed: rows and figures of domain.md §5 «Отчёт», frozen.

A query module fills `ReportData` from the records; exports/documents/report.py prints it. The field names are the
column keys of resources/forms/report.json, so a column is renamed, hidden or moved there without touching code.

Text fields hold what a person reads in Russian (a label, not a code; a `Code` is printed by its label); an empty
string and None are printed as «—». Durations are whole minutes: one academic hour is 45 minutes (domain.md §3.2),
and dividing late keeps the totals exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

MINUTES_IN_ACADEMIC_HOUR = 45

TEXT_CODES: Mapping[str, str] = MappingProxyType(
    {
        "goal": "Цель работы площадки",
        "tasks": "Задачи на отчётный период",
        "plan": "Пояснение к выполнению плана",
        "events": "Пояснение к мероприятиям",
        "programmes": "Пояснение к программам и стажёрам",
        "geography": "Пояснение к географии",
        "diagnostics": "Пояснение к диагностике и маршрутам",
        "products": "Пояснение к продуктам",
        "dissemination": "Пояснение к диссеминации",
        "satisfaction": "Пояснение к удовлетворённости",
        "indicators": "Пояснение к показателям",
        "difficulties": "Трудности и риски",
        "next_tasks": "Задачи на следующий период",
        "appendices": "Приложения",
    }
)
"""Codes of the prose a person writes into a report, with the title of the field (Russian)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePassport:
    """Section 1: what the site is. Everything is about the organisation, save `head_name`."""

    site_code: str
    full_name: str
    short_name: str
    theme: str
    municipality: str
    base_kind: str = ""
    """«одна ОО» or «объединение ОО» [S1]."""
    inn: str = ""
    ogrn: str = ""
    address: str = ""
    phone: str = ""
    """The organisation's phone as it is shown: «+7 (423) 000-00-00»."""
    email: str = ""
    url: str = ""
    status_order: str = ""
    """The order that gave the status: «№ 23-а от 12.01.2026»."""
    status_valid_until: date | None = None
    contract: str = ""
    """The contract with ИРО: «№ 7 от 15.01.2026»."""
    coordinator: str = ""
    """The organisation that coordinates the site."""
    head_name: str | None = None
    """Head of the site, «И.О. Фамилия»; None leaves it out (open package)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSignatures:
    """Who approves, agrees and signs; a name or a date that is None is printed as a blank line to fill by hand.

    Names are written «И.О. Фамилия». The open package carries positions only: `without_names`.
    """

    approver_position: str
    """«Заведующий МБДОУ «Детский сад № 41»»: the whole line as it is printed."""
    approver_name: str | None = None
    approved_on: date | None = None
    agreed_position: str = ""
    """Who agrees on behalf of ИРО; printed only where the layout has a block СОГЛАСОВАНО."""
    agreed_name: str | None = None
    agreed_on: date | None = None
    author_position: str = "Руководитель стажировочной площадки"
    author_name: str | None = None

    def without_names(self) -> "ReportSignatures":
        """The same positions and dates, with blank lines instead of the names."""
        return ReportSignatures(
            approver_position=self.approver_position,
            approved_on=self.approved_on,
            agreed_position=self.agreed_position,
            agreed_on=self.agreed_on,
            author_position=self.author_position,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTotals:
    """The figures of the period as a whole; each is counted from records, never typed (domain.md §3.6).

    `planned` = `done` + `moved` + `cancelled` + `open_items`; `participants` = `visits` + `guests`.
    """

    planned: int = 0
    """Plan items due in the period or moved into it, whatever became of them."""
    done: int = 0
    """Of `planned`: status «выполнено»."""
    late: int = 0
    """Of `done`: finished after the day they were awaited on, of moved ones the new day."""
    moved: int = 0
    """Of `planned`: status «перенесено»."""
    cancelled: int = 0
    """Of `planned`: status «отменено»."""
    open_items: int = 0
    """Of `planned`: still «запланировано» or «в работе»."""
    events: int = 0
    """Events held in the period, planned and unplanned."""
    unplanned_events: int = 0
    """Of `events`: those without a plan item."""
    minutes: int = 0
    """Σ duration of `events`, minutes."""
    visits: int = 0
    """Marks of named people who took part (in the room or remotely); one person may give many."""
    guests: int = 0
    """Σ visitors counted without names."""
    unique_people: int = 0
    """Different named people among the visits; depersonalised ones still count."""
    organisations: int = 0
    """Different organisations of those people."""
    municipalities: int = 0
    """Different municipalities of those people."""
    remote_people: int = 0
    """Of `unique_people`: from organisations of remote settlements."""
    streams: int = 0
    """Streams that worked in the period."""
    enrolled: int = 0
    """Trainees of those streams, whatever became of them."""
    completed: int = 0
    """Of `enrolled`: completed in the period."""
    expelled: int = 0
    """Of `enrolled`: left in the period."""
    certificates: int = 0
    """Certificates of the site issued in the period, without annulled ones and duplicates."""
    deficits_found: int = 0
    """Σ deficits marked at the entry diagnostics of those streams."""
    deficits_resolved: int = 0
    """Of `deficits_found`: no longer a deficit at the exit."""
    routes: int = 0
    """Individual routes (ИОМ) under way in the period."""
    products: int = 0
    """Products finished in the period."""
    dissemination: int = 0
    """Appearances in which the site shared its practice."""
    survey_responses: int = 0
    """Filled feedback surveys."""
    surveyed: int = 0
    """People who were let into the streams that those surveys are of."""
    satisfaction: float | None = None
    """Mean of all their scores, 1–5; None without surveys."""
    nps: int | None = None
    """Net promoter score, −100…100; None without surveys."""

    @property
    def participants(self) -> int:
        """Visits and guests together."""
        return self.visits + self.guests

    @property
    def academic_hours(self) -> float:
        """Duration of all events in academic hours, rounded to 0.01."""
        return round(self.minutes / MINUTES_IN_ACADEMIC_HOUR, 2)

    @property
    def plan_percent(self) -> float | None:
        """Done of planned, per cent (0–100); None for an empty plan."""
        return 100 * self.done / self.planned if self.planned else None


class PlanItemRow(NamedTuple):
    """Section 3: one plan item due in the period or moved into it."""

    no: int
    title: str
    format: str
    due: date
    """Last day of the planned term."""
    done_on: date | None = None
    """The day it was held; of several, the last."""
    participants_planned: int | None = None
    participants_actual: int | None = None
    """Visits and guests of its events; None while nothing was held."""
    result: str = ""
    """What came out, or the expected result while nothing did."""
    reason: str = ""
    """Why it was moved, cancelled or late."""
    status: str = ""
    section: str = ""
    """Section of the plan."""
    postponed_to: date | None = None
    """The day it was moved to, in the period or after it."""


class PlanMonthRow(NamedTuple):
    """Section 3: the plan items that count in one month."""

    month: str
    """«октябрь 2025»."""
    start: date
    """First day of the month."""
    planned: int
    done: int
    """Of `planned`: status «выполнено»."""


class EventRow(NamedTuple):
    """Section 4: one event held; planned and unplanned ones are two tables (domain.md §3.5)."""

    no: int
    date: date
    title: str
    format: str
    mode: str
    participants: int
    """Visits and guests."""
    guests: int
    """Of `participants`: counted without names."""
    organisations: int
    """Different organisations of the named participants."""
    municipalities: int
    """Different municipalities of the named participants."""
    minutes: int
    """Duration, minutes."""
    materials: str = ""
    """Materials or a link."""


class FormatRow(NamedTuple):
    """Section 4: events of one format, planned and unplanned; the most frequent first."""

    format: str
    events: int
    participants: int
    """Visits and guests."""
    minutes: int


class EventMonthRow(NamedTuple):
    """Section 4: events of one month, planned and unplanned."""

    month: str
    """«октябрь 2025»."""
    start: date
    """First day of the month."""
    events: int
    visits: int
    """Marks of named people who took part."""
    participants: int
    """Visits and guests."""


class ProgrammeRow(NamedTuple):
    """Section 5: one stream of a programme."""

    programme: str
    hours: int
    """Academic hours of the programme."""
    stream: str
    start: date
    end: date
    enrolled: int
    completed: int
    certificates: int
    expelled: int


class GeographyRow(NamedTuple):
    """Section 6: one municipality the participants of the period come from."""

    municipality: str
    oktmo: str
    """ОКТМО, 8 digits, text; empty where the municipality is not given."""
    organisations: int
    trainees: int
    """Different named people who took part."""
    remote: int
    """Of `trainees`: from organisations of remote settlements."""


class DiagnosticRow(NamedTuple):
    """Section 7: one competence."""

    area: str
    competence: str
    found: int
    """Trainees with a deficit at the entry."""
    resolved: int
    """Of `found`: no longer a deficit at the exit."""
    mean_entry: float | None = None
    """Mean of the tutor's marks at the entry, 0–3."""
    mean_exit: float | None = None
    """Mean of the tutor's marks at the exit, 0–3."""


class ProductRow(NamedTuple):
    """Section 8: one product."""

    no: int
    title: str
    kind: str
    date: date | None
    status: str
    link: str = ""
    """Where it lies: an address or a place."""


class DisseminationRow(NamedTuple):
    """Section 9: one appearance in which the site shared its practice."""

    no: int
    date: date
    event: str
    form: str
    """Form of taking part: доклад, мастер-класс, публикация…"""
    level: str
    """муниципальный, региональный, всероссийский…"""
    topic: str
    publication: str = ""
    """Kind of publication."""
    link: str = ""


class SatisfactionRow(NamedTuple):
    """Section 10: one question of the survey."""

    no: int
    question: str
    answers: int
    mean: float | None
    """Mean score, 1–5."""
    good: float | None = None
    """Share of 4 and 5, per cent (0–100)."""


class IndicatorRow(NamedTuple):
    """Section 11: one indicator."""

    no: int
    name: str
    unit: str
    plan: float | None
    """Target for the period, in `unit`."""
    fact: float | None
    """Value of the period, in `unit`."""

    @property
    def percent(self) -> float | None:
        """Fact of plan, per cent; None where either is missing or the plan is nought."""
        if self.plan is None or self.fact is None or self.plan == 0:
            return None
        return 100 * self.fact / self.plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything one report prints; the same data give the same pages, whatever the day and the machine."""

    period_code: str
    """«2026-Q1», as models/rules/periods.py writes it."""
    period_title: str
    """«I квартал 2026 года»."""
    period_start: date
    period_end: date
    """Last day, included."""
    kind_title: str
    """«Квартальный отчёт»: the heading of the title, printed in capitals."""
    passport: SitePassport
    signatures: ReportSignatures
    totals: ReportTotals
    plan_items: tuple[PlanItemRow, ...] = ()
    plan_months: tuple[PlanMonthRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    """Events with a plan item, by date."""
    unplanned_events: tuple[EventRow, ...] = ()
    """Events without a plan item, by date; numbered on their own."""
    formats: tuple[FormatRow, ...] = ()
    event_months: tuple[EventMonthRow, ...] = ()
    programmes: tuple[ProgrammeRow, ...] = ()
    geography: tuple[GeographyRow, ...] = ()
    diagnostics: tuple[DiagnosticRow, ...] = ()
    products: tuple[ProductRow, ...] = ()
    dissemination: tuple[DisseminationRow, ...] = ()
    satisfaction: tuple[SatisfactionRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    """Prose by the codes of `TEXT_CODES`; paragraphs are divided by line breaks; a missing code is an empty text."""
    detail: Mapping[str, str] = field(default_factory=dict[str, str])
    """How much of a table is printed, by its name: a `TableDetail`; a missing one is printed in full."""
