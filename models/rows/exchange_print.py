"""«Журнал обмена» as it is printed."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


class JournalEntry(NamedTuple):
    """A package that left, in the words of the paper."""

    no: int
    left_at: str
    name: str
    package: str
    carried: str
    road: str
    effort: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeJournalPaper:
    """What left in a period, in that order, and what came back since."""

    passport: SitePassport
    signatures: ReportSignatures
    starts_on: date
    ends_on: date
    printed_on: date
    lines: tuple[JournalEntry, ...]
