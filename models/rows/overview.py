"""What the first window says about a site at a glance."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.codes import Mode
from models.rows.plan_board import PlanCounts, PlanMark


class SiteOverview(NamedTuple):
    """The site's short name (empty while it is not described) and how many records of each kind it has."""

    site: str
    trainees: int
    organizations: int
    programs: int
    streams: int
    plan_items: int
    events: int
    products: int


class FirstSteps(NamedTuple):
    """Which of the three first steps are made, whether now or ever (undone work counts as ever made)."""

    site: bool
    plan: bool
    trainees: bool
    site_ever: bool
    plan_ever: bool
    trainees_ever: bool

    @property
    def made(self) -> int:
        """How many of the three are made now."""
        return self.site + self.plan + self.trainees

    @property
    def are_over(self) -> bool:
        """Whether all three were made once: then the first-run state never returns."""
        return self.site_ever and self.plan_ever and self.trainees_ever


class Attention(StrEnum):
    """Why a row stands under «Требует внимания»."""

    ITEM_OVERDUE = "item_overdue"
    FACT_MISSING = "fact_missing"
    EVENT_UNMARKED = "event_unmarked"
    DECISION_OVERDUE = "decision_overdue"
    DECISION_DUE = "decision_due"
    CONSENT_MISSING = "consent_missing"
    CONSENT_EXPIRING = "consent_expiring"
    CONSENT_OVER = "consent_over"
    DATA_BLOCKED = "data_blocked"
    CERTIFICATE_READY = "certificate_ready"
    PLAN_NOT_APPROVED = "plan_not_approved"
    PLAN_NOT_BEGUN = "plan_not_begun"
    REPORT_DUE = "report_due"
    ROUTE_OVERDUE = "route_overdue"
    ROUTE_MISSING = "route_missing"
    DOCUMENT_OVER = "document_over"
    DOCUMENT_EXPIRING = "document_expiring"
    DOCUMENT_MISSING = "document_missing"


class AttentionRow(NamedTuple):
    """Something that is missing: which record, since when, and whom or what it concerns.

    `record_id` is a plan item, an event, a meeting, a person, a plan, a stream or 0; `code` a period code where there
    is one, of a stream how many steps or deficits. Of documents `people` says how many, `who` the first of them.
    """

    why: Attention
    record_id: int
    title: str
    number: str
    day: date | None
    who: str
    people: int
    code: str


class Upcoming(NamedTuple):
    """An event written down ahead, or a plan item whose day is still to come (`is_planned_only`)."""

    record_id: int
    is_planned_only: bool
    day: date
    first_day: date
    starts_at: str | None
    title: str
    mode: Mode
    place: str | None
    leader: str
    streams: str
    people: int


class IndicatorFigure(NamedTuple):
    """An indicator with a target: `fact` is None while nothing was keyed in."""

    id: int
    title: str
    unit: str
    fact: float | None
    target: float
    is_computed: bool


class BuiltPackages(NamedTuple):
    """Packages that are built and not on their way yet: how many, and their size in bytes; and those further on.

    `going` are on their way, `waiting` were handed over and have no receipt, `rejected` were sent back and not built
    anew.
    """

    packages: int
    size: int
    going: int
    waiting: int
    rejected: int


class Overview(NamedTuple):
    """Everything the page «Обзор» shows, read in one snapshot."""

    today: date
    counts: PlanCounts
    marks: tuple[PlanMark, ...]
    attention: tuple[AttentionRow, ...]
    upcoming: tuple[Upcoming, ...]
    indicators: tuple[IndicatorFigure, ...]
    packages: BuiltPackages


class SiteHeading(NamedTuple):
    """What the sidebar says: the site's short name, its municipality, and what waits.

    `overdue` counts plan items, `going` packages that are on their way to ИРО, `rejected` those that it sent back.
    """

    name: str
    municipality: str
    overdue: int
    going: int
    rejected: int
