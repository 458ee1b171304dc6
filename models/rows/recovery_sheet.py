"""The recovery sheet of the site's key."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from models.rows.report import SitePassport


class RecoveryRow(NamedTuple):
    """A row of letters: «1/4» and its groups."""

    no: str
    letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What brings the secret key back on another computer, and what is compared by telephone.

    Whoever holds the sheet can sign as the site: it is printed, never sent and never kept as a file.
    """

    passport: SitePassport
    key: str
    """The key's name as minisign prints it."""
    made_on: date
    printed_on: date
    rows: tuple[RecoveryRow, ...] = field(repr=False)
    scanned: str = field(repr=False)
    """The same rows as the text of a QR code."""
    code: str
    """What stands beside the QR code."""
    site_fingerprint: str
    institute: str = ""
    institute_fingerprint: str = ""
