"""The card of a trainee as it is printed, frozen; field names are keys of resources/forms/person_card.json."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import CertificateState, ConsentForm, ConsentPurpose, ConsentState, Education, SubmissionState
from models.rows.report import ReportSignatures, SitePassport


class PrintedPlace(NamedTuple):
    """A place in a stream: one line of her history."""

    stream: str
    """Its title and programme."""
    enrolled_on: date | None
    left_on: date | None
    state: str
    papers: str
    """Orders, the stream she came from, her direction and path: a line each."""


class PrintedRequirement(NamedTuple):
    """One of the five requirements of the certificate; a line to each piece of evidence and to each lack."""

    title: str
    state: str
    evidence: str
    missing: str


class PrintedVisit(NamedTuple):
    """An event that was held, and her mark there."""

    held_on: date
    title: str
    format: str
    mark: str
    minutes: int | None
    """Spent there; None where she took no part."""


class PrintedDeficit(NamedTuple):
    """A deficit with the step of her route that closes it."""

    competence: str
    entry: int | None
    exit: int | None
    step: str
    state: str


class PrintedTask(NamedTuple):
    """An assignment of the programme."""

    title: str
    kind: str
    due_on: date | None
    submitted_on: date | None
    state: SubmissionState


class CardCertificate(NamedTuple):
    """A certificate of the trainee."""

    number: str
    issued_on: date
    hours: int
    stream: str
    state: CertificateState
    handed_on: date | None


class PrintedConsent(NamedTuple):
    """A signed sheet, and where it stands on the day of printing; what it names of closed fields is not told."""

    purpose: ConsentPurpose
    signed_on: date
    valid_until: date | None
    form: ConsentForm
    state: ConsentState


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPaper:
    """The card of a trainee; never a closed field, nor the notes that are kept of her for the site itself."""

    passport: SitePassport
    signatures: ReportSignatures
    printed_on: date
    person: str
    """In full, or by code once the name must not leave."""
    code: str
    position: str
    workplace: str
    """Organisation, village and municipality."""
    category: str
    education: Education | None
    experience: str
    person_phone: str
    person_email: str
    withheld: str
    """Why neither name nor contacts stand here, or nothing."""
    stream: str
    """The stream that requirements, visits, deficits and tasks are of; nothing for a person of no stream."""
    tutor: str
    progress: str
    """«осталось одно требование»; nothing while she has only applied."""
    places: tuple[PrintedPlace, ...]
    requirements: tuple[PrintedRequirement, ...] = ()
    visits: tuple[PrintedVisit, ...] = ()
    deficits: tuple[PrintedDeficit, ...] = ()
    tasks: tuple[PrintedTask, ...] = ()
    certificates: tuple[CardCertificate, ...]
    consents: tuple[PrintedConsent, ...]
