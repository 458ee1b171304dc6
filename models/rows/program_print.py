"""The printed «Программа стажировки» (domain.md §5)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport
from models.rules.study_plan import PlanLine


class CalendarLine(NamedTuple):
    """A module in the календарный график."""

    no: int
    title: str
    hours: int
    period: str


class WorkLine(NamedTuple):
    """A piece of work in a module."""

    module: str
    """«Модуль 1. Погружение в практику (4 ч)»: the row above its first work."""
    no: str
    text: str
    minutes: int


class ClosedDeficit(NamedTuple):
    """A declared deficit with the materials for it."""

    no: int
    title: str
    materials: str


@dataclass(frozen=True, slots=True)
class ProgramPaper:
    """A version of a programme as it is printed; the texts are those of its passport."""

    passport: SitePassport
    signatures: ReportSignatures
    title: str
    kind: str
    hours: int
    version: int
    year: int
    audience: str
    form: str
    control: str
    approved: str
    """By whom and when; "" for a draft."""
    approved_on: date | None
    goal: str
    results: str
    explanatory_note: str
    conditions: str
    assessment: str
    literature: str
    plan: tuple[PlanLine, ...]
    calendar: tuple[CalendarLine, ...]
    work: tuple[WorkLine, ...]
    deficits: tuple[ClosedDeficit, ...]
