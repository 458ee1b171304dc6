"""What a printed order about trainees holds, frozen; field names are keys of resources/forms/enrollment_order.json."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


class OrderedPerson(NamedTuple):
    """A trainee whom an order names."""

    no: int
    name: str
    position: str
    organization: str
    """With its municipality."""
    day: date | None
    """From which day what the order says holds for her."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper:
    """An order of enrolment, expulsion, transfer or completion."""

    passport: SitePassport
    signatures: ReportSignatures
    number: str
    dated_on: date
    subject: str
    """«о зачислении стажёров»: what the order is about."""
    told: str
    """«Зачислить на стажировку по программе … следующих стажёров:»"""
    basis: str
    tutor: str
    """«М.П. Иванова» of the stream."""
    people: tuple[OrderedPerson, ...] = ()
