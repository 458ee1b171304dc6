"""What the карта дефицитов, the карта оценки результативности, the ИОМ and the change of a stream hold when printed.

Frozen; field names are keys of resources/forms/{deficit_map,practice_map,route,diagnostic_change}.json.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeHead:
    """Whose sheet it is."""

    name: str
    position: str
    organization: str
    """With its municipality."""
    program: str
    stream: str
    tutor: str
    """«М.П. Иванова»."""
    signed_name: str
    """Her own name as she signs it."""
    tutor_position: str = "Тьютор"
    trainee_position: str = "Стажёр"


class DeficitMapLine(NamedTuple):
    """A competence as a card scores it."""

    no: int
    competence: str
    indicator: str | None
    self_score: int | None
    tutor_score: int | None
    deficit: str
    """«да» or nothing."""
    priority: int | None
    comment: str | None
    trainee: str
    """Whose line it is, for a table of several people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeficitMap:
    """The карта дефицитов of one trainee at one stage."""

    passport: SitePassport
    signatures: ReportSignatures
    head: TraineeHead
    stage_title: str
    """«на входе»."""
    filled_on: date
    lines: tuple[DeficitMapLine, ...]

    @property
    def deficits(self) -> int:
        """How many are marked."""
        return sum(bool(line.deficit) for line in self.lines)


class PracticeMapLine(NamedTuple):
    """A technique and what came of it."""

    no: int
    technique: str
    purpose: str | None
    conditions: str | None
    result: str | None
    conclusion: str | None
    trainee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeMap:
    """The карта оценки результативности of one trainee."""

    passport: SitePassport
    signatures: ReportSignatures
    head: TraineeHead
    lines: tuple[PracticeMapLine, ...]


class RouteSheetStep(NamedTuple):
    """A step of the route as it is printed."""

    no: int
    deficit: str
    result: str | None
    task: str | None
    form: str | None
    resource: str | None
    due_on: date | None
    product: str | None
    done: str
    """«выполнено 12.03.2026», else room for a hand."""
    said: str
    """Reflection of the trainee and advice of the tutor."""
    trainee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSheet:
    """The ИОМ of one trainee."""

    passport: SitePassport
    signatures: ReportSignatures
    head: TraineeHead
    goal: str | None
    motivation: str | None
    context: str | None
    days: str | None
    """«12.01.2026–20.03.2026»."""
    status: str
    steps: tuple[RouteSheetStep, ...]


class ChangeLine(NamedTuple):
    """A competence or a trainee from entry to exit: mean scores of the pairs both cards have."""

    no: int
    title: str
    pairs: int
    entry: float | None
    exit: float | None
    gain: float | None
    found: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePaper:
    """What a stream gained from entry to exit."""

    passport: SitePassport
    signatures: ReportSignatures
    stream: str
    program: str
    printed_on: date
    told: str
    """The whole in a sentence."""
    competences: tuple[ChangeLine, ...]
    people: tuple[ChangeLine, ...]
