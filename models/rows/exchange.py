"""Rows of the exchange with ИРО: the outbox, attempts, receipts and the journal."""

from datetime import date, datetime
from typing import NamedTuple

from models.rows.codes import PackageKind, PackageState, ReceiptVerdict, Road, TransferOutcome


class OutboxLine(NamedTuple):
    """A sealed package in the outbox, in the order of sending; moments are aware UTC, sizes bytes.

    `confirmed_at` is when ИРО signed its receipt, `questions` how many it asks in it.
    """

    id: int
    kind: PackageKind
    period: str
    serial: int
    name: str
    size: int
    sha256: str
    content_id: str
    state: PackageState
    built_at: datetime
    corrects: str | None = None
    """Name of the package that it corrects."""
    road: Road | None = None
    position: int | None = None
    is_paused: bool = False
    at_night: bool = False
    tries: int = 0
    next_try_at: datetime | None = None
    server_url: str | None = None
    upload_url: str | None = None
    bytes_there: int = 0
    problem: str | None = None
    sent_at: datetime | None = None
    receipt_id: int | None = None
    confirmed_at: datetime | None = None
    questions: int = 0


class TransferLine(NamedTuple):
    """One attempt to hand a package over."""

    id: int
    package_id: int
    name: str
    road: Road
    target: str
    ended_at: datetime
    seconds: float
    sent_bytes: int
    outcome: TransferOutcome
    problem: str | None


class JournalLine(NamedTuple):
    """A package that left: when and by which road, what was in it in counts, and what came back since.

    `attempts` counts those that this handing over took, cut ones too, `seconds` their time together.
    """

    at: datetime
    package_id: int
    name: str
    kind: PackageKind
    period: str
    size: int
    corrects: str | None
    """Name of the package that it corrects."""
    road: Road
    target: str
    attempts: int
    seconds: float
    verdict: ReceiptVerdict | None
    signed_at: datetime | None
    came_by: str | None
    questions: int
    carried: tuple[tuple[str, int], ...] = ()
    """Part and how many of it, in the package's order."""


class ReceiptLine(NamedTuple):
    """A receipt of ИРО that proved genuine."""

    id: int
    package_id: int
    name: str
    kind: PackageKind
    period: str
    verdict: ReceiptVerdict
    signed_at: datetime
    received_at: datetime
    came_by: str
    questions: int


class QuestionLine(NamedTuple):
    """A question of ИРО; `record_id` is the record's id here, None where it is gone or none is meant."""

    receipt_id: int
    no: int
    code: str
    text: str
    record_table: str | None
    record_key: str | None
    record_field: str | None
    record_id: int | None


class InstituteLine(NamedTuple):
    """ИРО as the site knows it; `fingerprint` is of its keys, `site_fingerprint` of the site's own current key."""

    name: str
    site_code: str
    fingerprint: str
    site_fingerprint: str | None
    accepted_on: date
    expires_on: date
    compared_on: date | None
    servers: tuple[tuple[str, str], ...]
    """Road and address."""
    is_introduced: bool
    """Whether ИРО confirmed a package that carried the site's present key."""
