"""Internship programmes, streams, enrolments, diagnostics and routes (domain.md §1)."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import (
    ActivityKind,
    DiagnosticStage,
    DppKind,
    EnrollmentStatus,
    Funding,
    MaterialKind,
    Mode,
    OrderKind,
    ProgramKind,
    ProgramStatus,
    RequirementNumber,
    RouteStatus,
    StudyForm,
    StudyPlace,
)
from models.schema.base import HISTORY, Stamped, Table, between, filled, key, link, one_of, optional_link, ordered


class Program(Stamped, table=True):
    """An internship programme of one version; `hours` are academic (45 minutes)."""

    __table_args__ = (
        filled("title"),
        one_of("kind", ProgramKind),
        one_of("status", ProgramStatus),
        one_of("dpp_kind", DppKind),
        one_of("study_form", StudyForm),
        one_of("funding", Funding),
        one_of("study_place", StudyPlace),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("dpp_hours > 0", name="dpp_hours"),
        UniqueConstraint("title", "version"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    title: str
    kind: str
    hours: int
    form: str | None = None
    audience: str | None = None
    goal: str | None = None
    results: str | None = None
    control_form: str | None = None
    status: str = ProgramStatus.DRAFT
    approved_by: str | None = None
    approved_on: date | None = None
    version: int = 1
    previous_id: int | None = optional_link("program.id", ondelete="SET NULL")
    """The version that this one follows; a running stream keeps its own."""
    explanatory_note: str | None = None
    """Пояснительная записка."""
    conditions: str | None = None
    """What the work needs: rooms, equipment, staff."""
    assessment: str | None = None
    """How the trainees are assessed (аттестация)."""
    literature: str | None = None
    dpp_title: str | None = None
    """Of the ДПП that it stands inside: column K of the register for ФИС ФРДО, as are the next five (domain.md §5)."""
    dpp_hours: int | None = None
    dpp_kind: str | None = None
    study_form: str | None = None
    funding: str | None = None
    study_place: str | None = None


class ProgramDeficit(Stamped, table=True):
    """A professional deficit that a programme declares to close ([S1])."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()
    program_id: int = link("program.id", ondelete="CASCADE")
    no: int
    title: str
    competence_id: int | None = optional_link("competence.id", ondelete="SET NULL")


class ProgramCompetence(Table, table=True):
    """A competence that the diagnostics of a programme look at; a programme without any looks at all."""

    program_id: int = Field(primary_key=True, foreign_key="program.id", ondelete="CASCADE")
    competence_id: int = Field(primary_key=True, foreign_key="competence.id", index=True)


class ProgramRequirement(Table, table=True):
    """A number of the certificate's requirements where a programme asks for another than is usual (domain.md §3.1)."""

    __table_args__ = (one_of("key", RequirementNumber), CheckConstraint("needed >= 0", name="needed"))
    program_id: int = Field(primary_key=True, foreign_key="program.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    needed: int


class Module(Stamped, table=True):
    """A module of a programme; `hours` are academic."""

    __table_args__ = (
        filled("title"),
        one_of("mode", Mode),
        CheckConstraint("hours > 0", name="hours"),
        UniqueConstraint("program_id", "no"),
        HISTORY,
    )
    id: int | None = key()
    program_id: int = link("program.id", ondelete="CASCADE")
    no: int
    title: str
    hours: int
    mode: str
    period: str | None = None


class ModuleActivity(Stamped, table=True):
    """One piece of work in a module; Σ minutes = hours × 45 (domain.md §3.2)."""

    __table_args__ = (
        filled("text"),
        one_of("kind", ActivityKind),
        one_of("mode", Mode),
        CheckConstraint("minutes > 0", name="minutes"),
        UniqueConstraint("module_id", "no"),
        HISTORY,
    )
    id: int | None = key()
    module_id: int = link("module.id", ondelete="CASCADE")
    no: int
    text: str
    minutes: int
    kind: str | None = None
    format_id: int | None = optional_link("event_format.id")
    mode: str | None = None
    """None = as the module."""
    control: str | None = None
    """How its result is looked at (форма контроля)."""


class LearningMaterial(Stamped, table=True):
    """A material of a programme, perhaps for one declared deficit; its files hang at it."""

    __table_args__ = (filled("title"), one_of("kind", MaterialKind), HISTORY)
    id: int | None = key()
    program_id: int = link("program.id", ondelete="CASCADE")
    kind: str
    title: str
    deficit_id: int | None = optional_link("program_deficit.id", ondelete="SET NULL")
    description: str | None = None
    url: str | None = None


class Stream(Stamped, table=True):
    """A group that goes through a programme together (поток)."""

    __table_args__ = (
        filled("title"),
        ordered("starts_on", "ends_on"),
        CheckConstraint("capacity > 0", name="capacity"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    program_id: int = link("program.id")
    title: str
    starts_on: date = Field(index=True)
    ends_on: date
    tutor_id: int = link("person.id")
    capacity: int | None = None


class StreamModule(Stamped, table=True):
    """The days of a module in a stream (календарный график)."""

    __table_args__ = (ordered("starts_on", "ends_on"),)
    stream_id: int = Field(primary_key=True, foreign_key="stream.id", ondelete="CASCADE")
    module_id: int = Field(primary_key=True, foreign_key="module.id", index=True, ondelete="CASCADE")
    starts_on: date
    ends_on: date


class EnrollmentOrder(Stamped, table=True):
    """An order that takes people into a stream, out of it or to another one (приказ)."""

    __table_args__ = (
        filled("number"),
        one_of("kind", OrderKind),
        UniqueConstraint("kind", "stream_id", "number", "dated_on"),
        HISTORY,
    )
    id: int | None = key()
    kind: str
    stream_id: int = link("stream.id")
    number: str
    dated_on: date
    basis: str | None = None


class Enrollment(Stamped, table=True):
    """A trainee in a stream, with the orders that let her in and out.

    An application (заявка) stands in the order of `applied_on`; those beyond the capacity wait.
    """

    __table_args__ = (
        one_of("status", EnrollmentStatus),
        UniqueConstraint("stream_id", "person_id"),
        ordered("enrolled_on", "left_on"),
        HISTORY,
    )
    id: int | None = key()
    stream_id: int = link("stream.id")
    person_id: int = link("person.id")
    status: str = EnrollmentStatus.APPLIED
    enrolled_on: date | None = None
    left_on: date | None = None
    applied_on: date | None = None
    direction: str | None = None
    """What the trainee chose to work on, as her application says."""
    individual_path: str | None = None
    """What differs for her from the stream's way, and why."""
    order_in_id: int | None = optional_link("enrollment_order.id", ondelete="SET NULL")
    order_out_id: int | None = optional_link("enrollment_order.id", ondelete="SET NULL")
    came_from_id: int | None = optional_link("enrollment.id", ondelete="SET NULL")
    """Her place in the stream she was transferred from."""


class DiagnosticCard(Stamped, table=True):
    """Diagnostics of a trainee at entry or exit."""

    __table_args__ = (one_of("stage", DiagnosticStage), UniqueConstraint("enrollment_id", "stage"), HISTORY)
    id: int | None = key()
    enrollment_id: int = link("enrollment.id", ondelete="CASCADE")
    stage: str
    filled_on: date


class DiagnosticItem(Stamped, table=True):
    """Scores 0–3 of one competence; 0 не владею … 3 владею уверенно."""

    __table_args__ = (between("self_score", 0, 3), between("tutor_score", 0, 3))
    card_id: int = Field(primary_key=True, foreign_key="diagnostic_card.id", ondelete="CASCADE")
    competence_id: int = Field(primary_key=True, foreign_key="competence.id")
    self_score: int | None = None
    tutor_score: int | None = None
    is_deficit: bool = False
    priority: int | None = None
    comment: str | None = None


class PracticeResult(Stamped, table=True):
    """A line of the карта оценки результативности: a technique that a trainee tried, and what came of it."""

    __table_args__ = (filled("technique"), HISTORY)
    id: int | None = key()
    enrollment_id: int = link("enrollment.id", ondelete="CASCADE")
    no: int
    technique: str
    purpose: str | None = None
    conditions: str | None = None
    result: str | None = None
    conclusion: str | None = None


class Route(Stamped, table=True):
    """An individual educational route (ИОМ) of a trainee."""

    __table_args__ = (one_of("status", RouteStatus), ordered("starts_on", "ends_on"), HISTORY)
    id: int | None = key()
    enrollment_id: int = Field(foreign_key="enrollment.id", unique=True, ondelete="CASCADE")
    goal: str | None = None
    motivation: str | None = None
    context: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    status: str = RouteStatus.DRAFT


class RouteItem(Stamped, table=True):
    """One step of a route that closes a deficit."""

    __table_args__ = (filled("deficit"), HISTORY)
    id: int | None = key()
    route_id: int = link("route.id", ondelete="CASCADE")
    competence_id: int | None = optional_link("competence.id")
    deficit: str
    result: str | None = None
    task: str | None = None
    form: str | None = None
    resource: str | None = None
    due_on: date | None = None
    product: str | None = None
    done_on: date | None = None
    reflection: str | None = None
    tutor_note: str | None = None
    no: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Its place in the route."""
    material_id: int | None = optional_link("learning_material.id", ondelete="SET NULL")
    """The material of the programme that it was proposed with."""
