"""The matrix of the certificate's requirements as it is printed: keys of resources/forms/requirement_sheet.json."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


class SheetRequirement(NamedTuple):
    """A requirement: a column of the matrix."""

    letter: str
    title: str
    met: int
    """By how many trainees."""


class SheetTrainee(NamedTuple):
    """A trainee with a sign for each requirement."""

    no: int
    name: str
    signs: tuple[str, ...]
    met: int


class SheetGap(NamedTuple):
    """What is missing of one requirement, or by which decision it counts."""

    no: int
    name: str
    requirement: str
    state: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementSheet:
    """The matrix of a stream on a day."""

    passport: SitePassport
    signatures: ReportSignatures
    stream: str
    program: str
    tutor: str
    told: str
    """«Все требования выполнены у 3 из 5 стажёров»."""
    legend: str
    printed_on: date
    tutor_position: str = "Тьютор"
    people: tuple[SheetTrainee, ...] = ()
    requirements: tuple[SheetRequirement, ...] = ()
    gaps: tuple[SheetGap, ...] = ()
