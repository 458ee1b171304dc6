"""What the pages of «Аналитика» show, and their paper with the numbers behind."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


class QuarterLine(NamedTuple):
    """A calendar quarter; of the one that runs, up to today."""

    period: str
    """Its code."""
    title: str
    """«I квартал 2026»."""
    planned: int
    done: int
    events: int
    hours: float
    visits: int
    people: int
    remote_share: float | None
    """Share of different people from remote settlements, per cent."""
    organizations: int
    municipalities: int
    enrolled: int
    completed: int
    certificates: int
    products: int
    satisfaction: float | None
    """Mean of the answers, 1–5."""

    @property
    def plan_percent(self) -> float | None:
        """Done of planned, per cent."""
        return 100 * self.done / self.planned if self.planned else None


class MunicipalityLine(NamedTuple):
    """A municipal unit; those that nobody came from stand there too, so that the gaps are seen."""

    municipality: str
    oktmo: str
    organizations: int
    people: int
    remote: int
    """Of `people`: from remote settlements."""
    visits: int
    certificates: int

    @property
    def remote_share(self) -> float | None:
        """Remote of people, per cent."""
        return 100 * self.remote / self.people if self.people else None


class FormatLine(NamedTuple):
    """A format of events."""

    format: str
    events: int
    in_person: int
    remote: int
    mixed: int
    participants: int
    """Visits and guests."""
    hours: float
    answers: int
    """Questionnaires of the streams that had events of this format."""
    satisfaction: float | None
    """Mean of those questionnaires, 1–5."""

    @property
    def mean_participants(self) -> float | None:
        """Participants of one event, on average."""
        return round(self.participants / self.events, 1) if self.events else None


class DeficitLine(NamedTuple):
    """A competence in the diagnostics of a programme's trainees."""

    program: str
    competence: str
    is_declared: bool
    """Whether the programme says that it closes this deficit."""
    found: int
    """Trainees with the deficit at the entry who have been diagnosed at the exit."""
    closed: int
    """Of `found`: no deficit at the exit."""
    waiting: int
    """Trainees with the deficit at the entry and no exit diagnostics yet."""

    @property
    def share(self) -> float | None:
        """Closed of found, per cent."""
        return 100 * self.closed / self.found if self.found else None

    @property
    def declared(self) -> str:
        """«заявлен» or nothing, for paper."""
        return "заявлен" if self.is_declared else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analytics:
    """All tables of a span of days."""

    quarters: tuple[QuarterLine, ...]
    """Up to eight, the last one holds the last day; none from before the site began."""
    municipalities: tuple[MunicipalityLine, ...]
    formats: tuple[FormatLine, ...]
    deficits: tuple[DeficitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyticsPaper:
    """The same on paper."""

    passport: SitePassport
    signatures: ReportSignatures
    period_title: str
    printed_on: date
    quarters: tuple[QuarterLine, ...]
    municipalities: tuple[MunicipalityLine, ...]
    formats: tuple[FormatLine, ...]
    deficits: tuple[DeficitLine, ...]
