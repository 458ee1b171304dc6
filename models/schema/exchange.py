"""Exchange with ИРО: packages and their way, receipts, and what the site knows of the institute."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import PackageKind, PackageState, ReceiptVerdict, Road, TransferOutcome
from models.schema.base import HISTORY, Stamped, filled, key, link, one_of, optional_link


class Package(Stamped, table=True):
    """A package for ИРО: what it is, its hashes and where it is on its way.

    `sha256` is that of the file that travels, `content_id` that of the tag manifest inside (sealed packages only):
    a receipt names both. `key_name` signed it; `introduces` where it carries the site's key to ИРО for the first time.
    """

    __table_args__ = (
        one_of("kind", PackageKind),
        one_of("state", PackageState),
        UniqueConstraint("kind", "period", "serial"),
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("length(content_id) = 64", name="content_id"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    kind: str
    period: str
    serial: int
    name: str
    sha256: str = Field(index=True)
    size: int
    state: str = PackageState.BUILT
    manifest: str | None = None
    sent_on: str | None = None
    receipt: str | None = None
    report_id: int | None = optional_link("report.id", ondelete="SET NULL")
    content_id: str | None = Field(default=None, index=True)
    corrects_id: int | None = optional_link("package.id", ondelete="SET NULL")
    key_name: str | None = None
    introduces: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class PackageContent(Stamped, table=True):
    """What a package carried, in counts without names."""

    package_id: int = Field(primary_key=True, foreign_key="package.id", ondelete="CASCADE")
    part: str = Field(primary_key=True)
    items: int


class PackageFile(Stamped, table=True):
    """An attachment that a package carries: once ИРО confirmed the package, the file does not travel again."""

    package_id: int = Field(primary_key=True, foreign_key="package.id", ondelete="CASCADE")
    sha256: str = Field(primary_key=True, index=True)


class Delivery(Stamped, table=True):
    """Where a package stands in the outbox: its place, its road, and what the next attempt goes on from.

    `next_try_at` and `queued_at` are UTC text; `upload_url` is where the server keeps what it already has.
    """

    __table_args__ = (
        one_of("road", Road),
        CheckConstraint("tries >= 0", name="tries"),
        CheckConstraint("bytes_there >= 0", name="bytes_there"),
    )
    package_id: int = Field(primary_key=True, foreign_key="package.id", ondelete="CASCADE")
    position: int
    road: str = Road.NETWORK
    queued_at: str
    is_paused: bool = False
    at_night: bool = False
    tries: int = 0
    next_try_at: str | None = None
    server_url: str | None = None
    upload_url: str | None = None
    bytes_there: int = 0
    problem: str | None = None


class Transfer(Stamped, table=True):
    """One attempt to hand a package over: the journal of exchange and the measured speed come from these.

    `target` is the server's host or what the place was called; `sent_bytes` went in this attempt, in `seconds`.
    """

    __table_args__ = (
        one_of("road", Road),
        one_of("outcome", TransferOutcome),
        CheckConstraint("sent_bytes >= 0", name="sent_bytes"),
        HISTORY,
    )
    id: int | None = key()
    package_id: int = link("package.id", ondelete="CASCADE")
    road: str
    target: str
    ended_at: str
    seconds: float
    sent_bytes: int
    outcome: str
    problem: str | None = None


class Receipt(Stamped, table=True):
    """What ИРО signed about a package: `content` is the signed text with its signature, `signed_at` ИРО's UTC time.

    `came_by` is where it came from, in the words of the journal.
    """

    __table_args__ = (one_of("verdict", ReceiptVerdict), UniqueConstraint("package_id", "content"), HISTORY)
    id: int | None = key()
    package_id: int = link("package.id", ondelete="CASCADE")
    verdict: str
    signed_at: str
    came_by: str
    key_name: str
    content: str


class ReceiptQuestion(Stamped, table=True):
    """A question of ИРО to the site: of which record (`record_table`, `record_key`) and which of its fields."""

    __table_args__ = (filled("text"),)
    receipt_id: int = Field(primary_key=True, foreign_key="receipt.id", ondelete="CASCADE")
    no: int = Field(primary_key=True)
    code: str
    text: str
    record_table: str | None = None
    record_key: str | None = None
    record_field: str | None = None


class Institute(Stamped, table=True):
    """ИРО as its invitation made it known: one row.

    `invitation` is the file's text, `compared_on` the day on which the fingerprint was compared by telephone.
    """

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: int = Field(default=1, primary_key=True)
    name: str
    site_code: str
    recipient: str
    key_id: str
    invitation: str
    accepted_on: date
    expires_on: date
    compared_on: date | None = None


class InstituteKey(Stamped, table=True):
    """A public key that ИРО signs receipts with; a former one still proves the receipts of its time."""

    key_id: str = Field(primary_key=True)
    public_key: str
    known_since: date
    retired_on: date | None = None
