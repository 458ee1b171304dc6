"""The register of documents as it is printed."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport
from models.rules.words import day_in_table


class RegisterEntry(NamedTuple):
    """A line of the printed register."""

    no: int
    kind: str
    number: str
    day: date | None
    title: str
    parties: str
    until: date | None
    state: str
    file: str
    """How many scans there are, and the beginning of the hash of the file that the program made."""


@dataclass(frozen=True, slots=True)
class DocumentRegisterPaper:
    """The register, whole or as it was filtered."""

    passport: SitePassport
    signatures: ReportSignatures
    printed_on: date
    chosen: str
    """What it was filtered by: «приказы, I квартал 2026 года»; "" for the whole of it."""
    lines: tuple[RegisterEntry, ...]

    @property
    def scope(self) -> str:
        """«приказы, на 12.03.2026»."""
        return ", ".join(part for part in (self.chosen, f"на {day_in_table(self.printed_on)}") if part)
