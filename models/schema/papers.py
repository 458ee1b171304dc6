"""Reports, documents and attachments (domain.md §1)."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import (
    DocumentStatus,
    FilePurpose,
    FormOrigin,
    PeopleShown,
    ReportStatus,
    ReportType,
)
from models.schema.base import HISTORY, Stamped, Table, filled, key, link, one_of, optional_link


class Attachment(Stamped, table=True):
    """A stored file, kept once by its content's hash."""

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size >= 0", name="size"),
        one_of("people", PeopleShown),
        HISTORY,
    )
    id: int | None = key()
    sha256: str = Field(unique=True)
    size: int
    kind: str
    """The content's media type: image/webp, application/pdf."""
    original_name: str | None = None
    original_id: int | None = optional_link("attachment.id")
    """The unreduced picture, where it was asked to be kept."""
    people: str = Field(default=PeopleShown.UNCHECKED, sa_column_kwargs={"server_default": PeopleShown.UNCHECKED.value})


class AttachmentPerson(Table, table=True):
    """Somebody who can be recognised in a picture."""

    attachment_id: int = Field(primary_key=True, foreign_key="attachment.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class AttachmentUse(Stamped, table=True):
    """Where a file hangs: at one record of those that have a column here; it may hang at several."""

    __table_args__ = (
        one_of("purpose", FilePurpose),
        CheckConstraint(
            "(event_id IS NOT NULL) + (product_id IS NOT NULL) + (meeting_id IS NOT NULL)"
            " + (consultation_id IS NOT NULL) + (person_id IS NOT NULL) + (consent_id IS NOT NULL)"
            " + (material_id IS NOT NULL) + (submission_id IS NOT NULL) + (creative_work_id IS NOT NULL)"
            " + (final_work_id IS NOT NULL) + (internship_report_id IS NOT NULL) + (diary_entry_id IS NOT NULL)"
            " + (document_id IS NOT NULL) = 1",
            name="one_place",
        ),
        UniqueConstraint("attachment_id", "event_id", name="uq_attachment_use_event"),
        UniqueConstraint("attachment_id", "product_id", name="uq_attachment_use_product"),
        UniqueConstraint("attachment_id", "meeting_id", name="uq_attachment_use_meeting"),
        UniqueConstraint("attachment_id", "consultation_id", name="uq_attachment_use_consultation"),
        UniqueConstraint("attachment_id", "person_id", name="uq_attachment_use_person"),
        UniqueConstraint("attachment_id", "consent_id", name="uq_attachment_use_consent"),
        UniqueConstraint("attachment_id", "material_id", name="uq_attachment_use_material"),
        UniqueConstraint("attachment_id", "submission_id", name="uq_attachment_use_submission"),
        UniqueConstraint("attachment_id", "creative_work_id", name="uq_attachment_use_creative_work"),
        UniqueConstraint("attachment_id", "final_work_id", name="uq_attachment_use_final_work"),
        UniqueConstraint("attachment_id", "internship_report_id", name="uq_attachment_use_internship_report"),
        UniqueConstraint("attachment_id", "diary_entry_id", name="uq_attachment_use_diary_entry"),
        UniqueConstraint("attachment_id", "document_id", name="uq_attachment_use_document"),
        HISTORY,
    )
    id: int | None = key()
    attachment_id: int = link("attachment.id")
    purpose: str = FilePurpose.OTHER
    caption: str | None = None
    event_id: int | None = optional_link("event.id", ondelete="CASCADE")
    product_id: int | None = optional_link("product.id", ondelete="CASCADE")
    meeting_id: int | None = optional_link("meeting.id", ondelete="CASCADE")
    consultation_id: int | None = optional_link("consultation.id", ondelete="CASCADE")
    person_id: int | None = optional_link("person.id", ondelete="CASCADE")
    consent_id: int | None = optional_link("consent.id", ondelete="CASCADE")
    material_id: int | None = optional_link("learning_material.id", ondelete="CASCADE")
    submission_id: int | None = optional_link("submission.id", ondelete="CASCADE")
    creative_work_id: int | None = optional_link("creative_work.id", ondelete="CASCADE")
    final_work_id: int | None = optional_link("final_work.id", ondelete="CASCADE")
    internship_report_id: int | None = optional_link("internship_report.id", ondelete="CASCADE")
    diary_entry_id: int | None = optional_link("diary_entry.id", ondelete="CASCADE")
    document_id: int | None = optional_link("document.id", ondelete="CASCADE")


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
    """Period code: 2026-Q1, 2026-H1, 2026, 2025/26, 2026-01-15..2026-03-20."""
    version: int = 1
    corrects_id: int | None = optional_link("report.id")
    status: str = ReportStatus.DRAFT
    approved_on: date | None = None
    approved_by_id: int | None = optional_link("person.id")
    correction_reason: str | None = None
    snapshot: str | None = None
    """The figures, rows and texts as they were approved: canonical JSON."""
    detail: str | None = None
    """Which tables the paper shows in full, in short or not at all: JSON, section → detail."""


class ReportFile(Table, table=True):
    """A file of an approved report as it was drawn that day; only the destruction of a person's data replaces it."""

    __table_args__ = (HISTORY,)
    report_id: int = Field(primary_key=True, foreign_key="report.id", ondelete="CASCADE")
    ending: str = Field(primary_key=True)
    """pdf, xlsx or docx."""
    attachment_id: int = link("attachment.id")


class ReportSnippet(Stamped, table=True):
    """A phrase kept to be put into a section's text again."""

    __table_args__ = (filled("title"), filled("text"), HISTORY)
    id: int | None = key()
    section: str | None = None
    """A code of `TEXT_CODES`; None fits every section."""
    title: str
    text: str
    sort_order: int = 0


class SiteForm(Stamped, table=True):
    """The site's own layout of a printed form; a form without a row is printed as it ships."""

    __table_args__ = (filled("content"), one_of("origin", FormOrigin), HISTORY)
    form: str = Field(primary_key=True)
    """The name of the shipped layout without its ending: event_journal."""
    content: str
    """The layout, JSON."""
    origin: str = FormOrigin.SITE
    adopted_on: date


class SiteMaster(Stamped, table=True):
    """The site's own Word master of a text paper; a paper without a row is made from the master that ships."""

    __table_args__ = (one_of("origin", FormOrigin), HISTORY)
    paper: str = Field(primary_key=True)
    """application, contract, regulations, order, minutes, letter…"""
    attachment_id: int = link("attachment.id")
    origin: str = FormOrigin.SITE
    adopted_on: date


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
    """The file the program made; its hash is the attachment's."""
    person_id: int | None = optional_link("person.id")
    """Whom it is given to: a speaker, an author."""
    fields: str | None = None
    """What was typed into the paper's fields: JSON."""
    note: str | None = None
