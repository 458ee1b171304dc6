"""Assignments, works, reviews, certificates and feedback (domain.md §1)."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import (
    CertificateState,
    CreativeWorkKind,
    InternshipReportKind,
    RequirementKey,
    SubmissionState,
)
from models.schema.base import (
    HISTORY,
    Stamped,
    Table,
    between,
    filled,
    key,
    link,
    one_of,
    optional_link,
    when,
)


class Assignment(Stamped, table=True):
    """Work that a module asks for."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()
    module_id: int = link("module.id", ondelete="CASCADE")
    title: str
    is_mandatory: bool = True
    due_on: date | None = None
    assessment_form_id: int | None = optional_link("assessment_form.id")
    no: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Its place in the module."""
    description: str | None = None


class AssignmentTerm(Stamped, table=True):
    """By when a stream hands an assignment in; without one the assignment's own day holds."""

    stream_id: int = Field(primary_key=True, foreign_key="stream.id", ondelete="CASCADE")
    assignment_id: int = Field(primary_key=True, foreign_key="assignment.id", index=True, ondelete="CASCADE")
    due_on: date


class Submission(Stamped, table=True):
    """A trainee's answer to an assignment; its files hang at it."""

    __table_args__ = (
        one_of("state", SubmissionState),
        UniqueConstraint("assignment_id", "enrollment_id"),
        HISTORY,
    )
    id: int | None = key()
    assignment_id: int = link("assignment.id", ondelete="CASCADE")
    enrollment_id: int = link("enrollment.id", ondelete="CASCADE")
    state: str = SubmissionState.MISSING
    submitted_on: date | None = None
    self_check: str | None = None
    tutor_score: int | None = None
    comment: str | None = None


class CreativeWork(Stamped, table=True):
    """Requirement (г) of the certificate ([S2])."""

    __table_args__ = (
        filled("title"),
        one_of("kind", CreativeWorkKind),
        one_of("state", SubmissionState),
        HISTORY,
    )
    id: int | None = key()
    stream_id: int = link("stream.id")
    kind: str
    title: str
    state: str = SubmissionState.MISSING
    accepted_on: date | None = None
    description: str | None = None
    """What was to be made."""
    comment: str | None = None
    """What the tutor says of it."""


class CreativeWorkMember(Table, table=True):
    """A trainee who made a creative work."""

    work_id: int = Field(primary_key=True, foreign_key="creative_work.id", ondelete="CASCADE")
    enrollment_id: int = Field(primary_key=True, foreign_key="enrollment.id", index=True, ondelete="CASCADE")


class FinalWork(Stamped, table=True):
    """The final work of [S1]: tried out before it is accepted."""

    __table_args__ = (
        filled("title"),
        one_of("state", SubmissionState),
        when("state = 'accepted'", "approbation_on IS NOT NULL", "tried_out_first"),
        HISTORY,
    )
    id: int | None = key()
    enrollment_id: int = Field(foreign_key="enrollment.id", unique=True, ondelete="CASCADE")
    title: str
    approbation_on: date | None = None
    self_analysis: str | None = None
    admin_review: str | None = None
    state: str = SubmissionState.MISSING
    submitted_on: date | None = None
    accepted_on: date | None = None
    defended_on: date | None = None
    """The day of its public presentation (защита)."""
    comment: str | None = None


class PeerReview(Stamped, table=True):
    """A review by another trainee of the same stream; seven criteria 0–2."""

    __table_args__ = (
        one_of("state", SubmissionState),
        UniqueConstraint("final_work_id", "reviewer_id"),
        HISTORY,
    )
    id: int | None = key()
    final_work_id: int = link("final_work.id", ondelete="CASCADE")
    reviewer_id: int = link("enrollment.id", ondelete="CASCADE")
    scores: str | None = None
    """JSON object criterion → 0, 1 or 2."""
    recommendations: str | None = None
    state: str = SubmissionState.MISSING
    submitted_on: date | None = None


class InternshipReport(Stamped, table=True):
    """Requirement (д) of the certificate ([S2])."""

    __table_args__ = (one_of("kind", InternshipReportKind), HISTORY)
    id: int | None = key()
    enrollment_id: int = Field(foreign_key="enrollment.id", unique=True, ondelete="CASCADE")
    kind: str
    submitted_on: date | None = None
    accepted_on: date | None = None
    comment: str | None = None


class DiaryEntry(Stamped, table=True):
    """A page of a trainee's diary."""

    __table_args__ = (filled("done"), HISTORY)
    id: int | None = key()
    enrollment_id: int = link("enrollment.id", ondelete="CASCADE")
    written_on: date
    event_id: int | None = optional_link("event.id", ondelete="SET NULL")
    done: str
    learned: str | None = None
    questions: str | None = None
    tutor_note: str | None = None


class RequirementOverride(Stamped, table=True):
    """A decision to count a requirement as met, with its reason (domain.md §3.1)."""

    __table_args__ = (
        one_of("key", RequirementKey),
        filled("reason"),
        UniqueConstraint("enrollment_id", "key"),
        HISTORY,
    )
    id: int | None = key()
    enrollment_id: int = link("enrollment.id", ondelete="CASCADE")
    key: str
    reason: str
    decided_on: date


class NumberSequence(Table, table=True):
    """The next number of a kind of paper in a year; numbers are never reused (domain.md §3.10)."""

    __table_args__ = (CheckConstraint("first_no >= 1 AND next_no >= first_no", name="numbers"),)
    kind: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    first_no: int = 1
    next_no: int = 1


class Certificate(Stamped, table=True):
    """«Сертификат участника стажировочной площадки»: the only certificate a site may print."""

    __table_args__ = (
        one_of("state", CertificateState),
        UniqueConstraint("kind", "year", "reg_no"),
        CheckConstraint("reg_no >= 1", name="reg_no"),
        CheckConstraint("hours > 0", name="hours"),
        Index("ix_certificate_issue_date", "issue_date"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    kind: str = "participant"
    year: int
    reg_no: int
    enrollment_id: int = link("enrollment.id")
    issue_date: date
    hours: int
    basis: str | None = None
    state: str = CertificateState.PREPARED
    handed_on: date | None = None
    duplicate_of_id: int | None = optional_link("certificate.id")
    override_reason: str | None = None
    is_from_paper_book: bool = False
    name_dative: str | None = None
    """To whom it is given, as it is printed; None = as the program would put it."""
    printed: str | None = None
    """JSON of what stood on it when it was given out: later changes of a card change no certificate."""
    signed: str | None = None
    """What its QR code says (base45); None where it has none."""
    annulled_on: date | None = None
    annul_reason: str | None = None


class CertificateSigner(Stamped, table=True):
    """Who signs certificates, first and second."""

    __table_args__ = (CheckConstraint("no BETWEEN 1 AND 2", name="no"), filled("position"))
    no: int = Field(primary_key=True)
    person_id: int = link("person.id")
    position: str


class SigningKey(Stamped, table=True):
    """A public key of the site in minisign's form; the secret one is in the key store, never here."""

    key_id: str = Field(primary_key=True)
    public_key: str
    made_on: date
    retired_on: date | None = None


class FeedbackSurvey(Stamped, table=True):
    """A questionnaire of a stream."""

    __table_args__ = (HISTORY,)
    id: int | None = key()
    stream_id: int = link("stream.id", ondelete="CASCADE")
    opened_on: date
    closed_on: date | None = None


class FeedbackResponse(Stamped, table=True):
    """An anonymous answer: eight scores 1–5 and NPS 0–10 (domain.md §5 «Анкета»)."""

    __table_args__ = (
        UniqueConstraint("survey_id", "token"),
        *(
            between(name, 1, 5)
            for name in (
                "relevance",
                "novelty",
                "practical_value",
                "tutor",
                "organisation",
                "materials",
                "remote_access",
                "readiness",
            )
        ),
        between("nps", 0, 10),
        HISTORY,
    )
    id: int | None = key()
    survey_id: int = link("feedback_survey.id", ondelete="CASCADE")
    token: str
    answered_on: date | None = None
    relevance: int | None = None
    novelty: int | None = None
    practical_value: int | None = None
    tutor: int | None = None
    organisation: int | None = None
    materials: int | None = None
    remote_access: int | None = None
    readiness: int | None = None
    nps: int | None = None
    liked: str | None = None
    suggestions: str | None = None
