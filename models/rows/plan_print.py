"""What the printed plan, the дорожная карта and the history of a plan hold: domain.md §5, frozen.

Field names are the keys of resources/forms/{plan,roadmap,plan_history}.json.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import PlanItemStatus
from models.rows.report import ReportSignatures, SitePassport
from models.rules.words import NBSP


class PlanPaperLine(NamedTuple):
    """One line of the printed plan, in the words of its columns."""

    section: str
    """«1. Организационно-управленческая деятельность»."""
    number: str
    title: str
    format: str
    term: str
    """«12.03.2026» or «09–13.03.2026»."""
    place: str
    """How it is held and where: «очно, музыкальный зал»."""
    audience: str
    planned_count: int
    responsible: str
    result: str
    status: PlanItemStatus
    mark: str
    """What became of it: «выполнено 12.03.2026, 24 чел.»; empty while nothing did."""
    participants: int | None = None
    """Visits and guests of its events; None while nothing was held."""

    @property
    def people(self) -> str:
        """Who it is for and how many: «воспитатели, 25 чел.»."""
        number = f"{self.planned_count}{NBSP}чел." if self.planned_count else ""
        return ", ".join(part for part in (self.audience, number) if part)


class RoadmapPaperLine(NamedTuple):
    """One line of the дорожная карта: task → activity → indicator → planned value → deadline."""

    no: int
    task: str
    title: str
    indicator: str
    """With its unit: «Вебинаров, шт.»."""
    planned_value: float | None
    fact: float | None
    """The indicator's value in the plan's period up to now."""
    term: str
    responsible: str
    result: str
    status: PlanItemStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """What stands above a plan, whatever its columns."""

    title: str
    """The plan's own title."""
    term_title: str
    """«на I квартал 2026 года», «с 01.10.2025 по 15.02.2026»."""
    starts_on: date
    ends_on: date
    state: str
    """«Проект» before the approval, else nothing."""
    council: str
    """«Обсуждён на заседании совета площадки, протокол № 3 от 23.12.2025», or nothing."""
    amended: str
    """«С изменениями от 12.03.2026», or nothing."""
    goal: str
    tasks: str
    """Paragraphs divided by line breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """The printed План работ; a merged year plan has the lines of its module plans too."""

    passport: SitePassport
    signatures: ReportSignatures
    plan: PlanHead
    lines: tuple[PlanPaperLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapPaper:
    """The printed дорожная карта, or the lines of another plan by the tasks they serve."""

    heading: str
    """What the paper is called: «Дорожная карта», «План работ по задачам и показателям»."""

    passport: SitePassport
    signatures: ReportSignatures
    plan: PlanHead
    lines: tuple[RoadmapPaperLine, ...] = ()


class PlanStep(NamedTuple):
    """One record changed in the life of a plan."""

    no: int
    """Of the action: its records have one number."""
    on: date
    actor: str
    what: str
    """What was done: «План: утверждён», and to which record."""
    was: str
    """Fields with their former values, a line each."""
    now: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHistoryPaper:
    """The printed history of a plan: how it came to be approved, and what was changed after with which reason."""

    passport: SitePassport
    signatures: ReportSignatures
    plan: PlanHead
    printed_on: date
    steps: tuple[PlanStep, ...] = ()
