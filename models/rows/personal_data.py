"""The register of personal-data actions and what is kept about one person: to look at, to print, to hand over."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import PersonalDataAction
from models.rows.report import ReportSignatures, SitePassport


class RegisteredSubject(NamedTuple):
    """Somebody whom the register tells of, by code only."""

    code: str


class RegisterLine(NamedTuple):
    """One action with somebody's personal data."""

    id: int
    at: str
    """Local day and time: «02.03.2026 10:15»."""
    action: PersonalDataAction
    subject_code: str
    actor: str
    """Who acted, «Иванова М. П.», or her code once the name must not be shown."""
    basis: str


class KeptValue(NamedTuple):
    """One thing that is kept about a person."""

    kind: str
    """Of what it is: «Карточка», «Посещение»."""
    what: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPaper:
    """The register of a period as it is printed."""

    passport: SitePassport
    signatures: ReportSignatures
    starts_on: date
    ends_on: date
    printed_on: date
    lines: tuple[RegisterLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDataPaper:
    """What is kept about a person, for herself (152-ФЗ, ст. 14)."""

    passport: SitePassport
    signatures: ReportSignatures
    person: str
    code: str
    printed_on: date
    values: tuple[KeptValue, ...]
    lines: tuple[RegisterLine, ...]
    """What was done with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSheet:
    """A sheet to sign for one purpose (152-ФЗ, ст. 9 ч. 4); what is empty is written by hand."""

    passport: SitePassport
    signatures: ReportSignatures
    person: str
    place: str
    """Position and organisation of the person."""
    restricted: str
    """Closed fields that the sheet names, with a leading «; », or nothing."""
    until: str
    """«до 31.12.2026» or «до достижения цели или до отзыва»."""
    signed_by: str
    """«М.П. Иванова» under the text, or nothing: a line to write on."""
    signer: str = "Субъект персональных данных"
