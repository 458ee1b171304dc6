"""Certificates and their register as they are printed."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


class CertificatePage(NamedTuple):
    """One certificate; the words are those it was numbered with."""

    number: str
    """«7/2026»."""
    file_number: str
    """«2026-0007»: what its file is called by."""
    issue_date: date
    name: str
    """In the dative."""
    position: str
    organization: str
    program: str
    hours: int
    hours_words: str
    """«тридцати шести»."""
    hours_unit: str
    """«академических часов»."""
    starts_on: date
    ends_on: date
    city: str
    site: str
    coordinator: str
    duplicate_of: str
    """«№ 5/2026 от 12.03.2026», "" for an original."""
    first_position: str
    first_name: str
    """«М.П. Иванова»; "" leaves the line to a hand, as in the next two."""
    second_position: str
    second_name: str
    code: str
    """What its QR code says; "" prints none."""


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """Certificates to print, a page each."""

    passport: SitePassport
    pages: tuple[CertificatePage, ...]
    emblem: bytes | None = None
    """A picture."""


class KeyLine(NamedTuple):
    """A public key of the site."""

    key: str
    """The line of letters that minisign takes for a key."""
    days: str
    """«с 12.01.2026»."""


@dataclass(frozen=True, slots=True)
class CertificateCheckSheet:
    """How anybody checks a certificate of the site."""

    passport: SitePassport
    keys: tuple[KeyLine, ...]


class BookLine(NamedTuple):
    """A line of the книга регистрации (domain.md §5)."""

    number: str
    name: str
    place: str
    """Position and kindergarten."""
    kind: str
    program: str
    hours: int
    period: str
    basis: str
    issue_date: date
    handed: str
    issuer: str
    note: str


@dataclass(frozen=True, slots=True)
class CertificateBook:
    """The register of certificates of a year."""

    passport: SitePassport
    signatures: ReportSignatures
    year: str
    lines: tuple[BookLine, ...]
