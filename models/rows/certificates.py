"""Certificates: what is typed to issue them, what stands printed on them, and how they are listed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.rows.codes import CertificateState, EnrollmentStatus
from models.rows.draft import Draft, FieldError, Text
from models.rows.requirements import Requirement
from models.rules.certificate_text import number_of

KIND = "participant"
"""The one kind of certificate a site gives; its numbers are counted by the year."""

Number = Annotated[int, Field(ge=1, le=999_999)]


class IssueDraft(Draft):
    """Certificates of one day for chosen places of a stream."""

    enrollment_ids: tuple[int, ...] = Field(min_length=1)
    issue_date: date
    basis: str | None = None
    """Order or minutes that they are given by."""


class PaperCertificateDraft(Draft):
    """A certificate that was given out before the program, keyed in from the paper book with its own number."""

    stream_id: int
    person_id: int
    reg_no: Number
    issue_date: date
    handed_on: date | None = None
    hours: Annotated[int, Field(ge=1, le=2000)]
    basis: str | None = None

    @model_validator(mode="after")
    def _handed_on_after(self) -> "PaperCertificateDraft":
        if self.handed_on is not None and self.handed_on < self.issue_date:
            raise FieldError("handed_on", "Вручить раньше, чем выписать, нельзя")
        return self


class AnnulmentDraft(Draft):
    """Why a certificate holds no more, and since when."""

    annulled_on: date
    reason: Text


class NumberingDraft(Draft):
    """From which number the program counts in a year."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    first_no: Number


class SignerDraft(Draft):
    """Who signs, and how the position stands beside the signature."""

    person_id: int
    position: Text


class SignersDraft(Draft):
    """The first and the second signature."""

    signers: tuple[SignerDraft, ...] = Field(max_length=2)


class PrintedSigner(BaseModel):
    """A signer on a printed certificate: by id, so that it does not keep the name of who was destroyed."""

    model_config = ConfigDict(frozen=True)

    person_id: int
    position: str


class PrintedCertificate(BaseModel):
    """What stood on a certificate when it was numbered: later changes of a card change no certificate."""

    model_config = ConfigDict(frozen=True)

    name: str
    """To whom, in the dative."""
    position: str
    organization: str
    program: str
    starts_on: date
    ends_on: date
    city: str
    site: str
    coordinator: str
    signers: tuple[PrintedSigner, ...] = ()


class CertificateSort(StrEnum):
    """A column the list can be sorted by."""

    NUMBER = "number"
    NAME = "name"
    STREAM = "stream"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class CertificateFilter:
    """Which certificates are asked for; None = any."""

    text: str = ""
    """Words found in the name, the programme, the stream or the number."""
    year: int | None = None
    stream_id: int | None = None
    state: CertificateState | None = None
    certificate_id: int | None = None
    """Only this one."""


class CertificateRow(NamedTuple):
    """A certificate in the list."""

    id: int
    reg_no: int
    year: int
    person_id: int
    name: str
    stream: str
    program: str
    hours: int
    issue_date: date
    state: CertificateState
    handed_on: date | None
    is_from_paper_book: bool
    original: int | None
    """The number of the certificate it is a duplicate of."""
    original_year: int | None
    duplicate: int | None
    """The number of its newest duplicate."""
    duplicate_year: int | None
    annul_reason: str | None
    may_leave: bool
    """Whether the line may be copied: her name may stand outside."""

    @property
    def number(self) -> str:
        """«7/2026»."""
        return number_of(self.reg_no, self.year)


class CertificateCounts(NamedTuple):
    """How many certificates a filter finds whatever their state, and how many of each state."""

    all: int
    prepared: int
    issued: int
    annulled: int
    duplicate: int


@dataclass(frozen=True, slots=True)
class CertificateChoices:
    """What the lists of the section offer."""

    years: tuple[int, ...]
    streams: tuple[tuple[int, str], ...]
    """Streams that certificates were given to."""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """A trainee of a stream as the issue shows her."""

    enrollment_id: int
    person_id: int
    name: str
    organization: str
    status: EnrollmentStatus
    requirements: tuple[Requirement, ...]
    certificate: str
    """The number of the one she has already; "" for none."""
    may_be_named: bool

    @property
    def is_ready(self) -> bool:
        """Whether a certificate can be given to her now."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """What stands in the way, "" for nothing."""
        if self.certificate:
            return f"уже есть № {self.certificate}"
        if not self.may_be_named:
            return "согласие отозвано: имя не печатаем"
        lacking = [each for each in self.requirements if not each.is_met]
        return "; ".join(f"{each.key.label}) {'. '.join(each.missing) or each.state.label}" for each in lacking)


class NameOnPaper(NamedTuple):
    """To whom a certificate is given."""

    typed: str
    """As somebody typed it; "" where the program's own dative stands."""
    printed: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the numbers of a year stand."""

    year: int
    first_no: int
    next_no: int
    largest: int
    """The largest number of the year's book, 0 for none."""

    @property
    def has_begun(self) -> bool:
        """Whether the program has given numbers this year, so that the first one is settled."""
        return self.next_no > self.first_no


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer as the settings show her, first or second."""

    no: int
    person_id: int
    name: str
    position: str


class SiteKey(NamedTuple):
    """A public key of the site."""

    name: str
    public_key: str
    made_on: date
    retired_on: date | None
