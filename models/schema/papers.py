"""Reports, documents, attachments and packages (domain.md §1)."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import DocumentStatus, PackageKind, PackageState, ReportStatus, ReportType
from models.schema.base import HISTORY, Stamped, filled, key, one_of, optional_link


class Attachment(Stamped, table=True):
    """A stored file, kept once by its content's hash."""

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size >= 0", name="size"),
        HISTORY,
    )
    id: int | None = key()
    sha256: str = Field(unique=True)
    size: int
    kind: str
    original_name: str | None = None


class Report(Stamped, table=True):
    """A report of a period; `snapshot` is filled when it is approved."""

    __table_args__ = (
        one_of("type", ReportType),
        one_of("status", ReportStatus),
        UniqueConstraint("period", "version"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    type: str
    period: str
    """Period code: 2026-Q1, 2026-H1, 2026, 2025/26."""
    version: int = 1
    corrects_id: int | None = optional_link("report.id")
    status: str = ReportStatus.DRAFT
    approved_on: date | None = None
    correction_reason: str | None = None
    snapshot: str | None = None


class ReportText(Stamped, table=True):
    """A section's text as the methodologist wrote it."""

    report_id: int = Field(primary_key=True, foreign_key="report.id", ondelete="CASCADE")
    section: str = Field(primary_key=True)
    text: str


class Document(Stamped, table=True):
    """A paper in the register: one of the kit of [S1] §5, an order, a minute, a certificate…"""

    __table_args__ = (filled("title"), one_of("status", DocumentStatus), HISTORY)
    id: int | None = key()
    uid: str = Field(unique=True)
    kit_code: str | None = Field(default=None, index=True)
    title: str
    number: str | None = None
    dated_on: date | None = None
    valid_until: date | None = None
    parties: str | None = None
    status: str = DocumentStatus.DRAFT
    template: str | None = None
    template_version: int | None = None
    approval_block: str | None = None
    attachment_id: int | None = optional_link("attachment.id")


class Package(Stamped, table=True):
    """A package for ИРО: what it is, its hash and where it is on its way."""

    __table_args__ = (
        one_of("kind", PackageKind),
        one_of("state", PackageState),
        UniqueConstraint("kind", "period", "serial"),
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
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


class PackageContent(Stamped, table=True):
    """What a package carried, in counts without names."""

    package_id: int = Field(primary_key=True, foreign_key="package.id", ondelete="CASCADE")
    part: str = Field(primary_key=True)
    items: int
