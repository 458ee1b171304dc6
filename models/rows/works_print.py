"""What the ведомость заданий, the лист взаимоэкспертизы, the diary and the portfolio hold when printed.

Frozen; field names are keys of resources/forms/{assignment_sheet,peer_review,diary,portfolio}.json.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.certificates_print import CertificatePaper
from models.rows.codes import CertificateState, CreativeWorkKind, SubmissionState
from models.rows.diagnostics_print import TraineeHead
from models.rows.report import ReportSignatures, SitePassport
from models.rules.words import day_in_table

_LINE = "_" * 14
_LONG_LINES = " ".join(["_" * 14] * 12)
"""Room for a hand, in pieces between which a line may end."""


class SheetTask(NamedTuple):
    """An assignment: a column of the ведомость and a line of its list."""

    no: int
    module: str
    title: str
    is_mandatory: str
    """«да» or nothing."""
    assessment_form: str | None
    due_on: date | None
    accepted: int
    """By how many trainees."""


class SheetPerson(NamedTuple):
    """A trainee of the ведомость; `signs` are letters of states with the score, one for each assignment."""

    no: int
    name: str
    signs: tuple[str, ...]
    accepted: int
    mean_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSheet:
    """The ведомость заданий of a stream."""

    passport: SitePassport
    signatures: ReportSignatures
    stream: str
    program: str
    tutor: str
    legend: str
    printed_on: date
    tutor_position: str = "Тьютор"
    people: tuple[SheetPerson, ...] = ()
    tasks: tuple[SheetTask, ...] = ()


class ReviewMark(NamedTuple):
    """A criterion with its mark, a blank place where it is not scored yet."""

    no: int
    criterion: str
    mark: int | None
    trainee: str
    """Whose work it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """A лист взаимоэкспертизы, written or to be filled by hand."""

    passport: SitePassport
    signatures: ReportSignatures
    stream: str
    program: str
    author: str
    work: str
    reviewer: str
    reviewer_signed: str
    """«М.П. Иванова»."""
    total: int | None
    """None until every criterion is scored."""
    recommendations: str | None
    submitted_on: date | None
    reviewer_position: str = "Рецензент"
    marks: tuple[ReviewMark, ...] = ()

    @property
    def told_total(self) -> str:
        """Σ of the marks, or room for a hand, as in the next two."""
        return _LINE if self.total is None else str(self.total)

    @property
    def told_recommendations(self) -> str:
        """What is recommended to the author."""
        return self.recommendations or _LONG_LINES

    @property
    def told_day(self) -> str:
        """«02.03.2026»."""
        return _LINE if self.submitted_on is None else day_in_table(self.submitted_on)


class DiarySheetPage(NamedTuple):
    """A page of a diary as it is printed."""

    no: int
    written_on: date
    event: str | None
    done: str
    learned: str | None
    questions: str | None
    tutor_note: str | None
    trainee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiarySheet:
    """The diary of one trainee."""

    passport: SitePassport
    signatures: ReportSignatures
    head: TraineeHead
    entries: tuple[DiarySheetPage, ...]


class PortfolioStep(NamedTuple):
    """A step of the route."""

    no: int
    deficit: str
    task: str | None
    due_on: date | None
    done_on: date | None
    reflection: str | None


class PortfolioTask(NamedTuple):
    """An assignment and how she did it."""

    no: int
    title: str
    state: SubmissionState
    submitted_on: date | None
    score: int | None
    comment: str | None


class PortfolioWork(NamedTuple):
    """A creative work."""

    no: int
    kind: CreativeWorkKind
    title: str
    state: SubmissionState
    accepted_on: date | None
    comment: str | None


class PortfolioCriterion(NamedTuple):
    """A criterion of the взаимоэкспертиза of her final work."""

    no: int
    criterion: str
    mean: float | None


class PortfolioAdvice(NamedTuple):
    """What a reviewer recommends to her."""

    no: int
    reviewer: str
    total: int
    recommendations: str | None


class PortfolioCertificate(NamedTuple):
    """A certificate she was given."""

    no: int
    number: str
    """«7/2026»."""
    issue_date: date
    hours: int
    state: CertificateState


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Everything a trainee takes away from her internship."""

    passport: SitePassport
    signatures: ReportSignatures
    head: TraineeHead
    goal: str | None
    """Of her route."""
    final_title: str | None
    final_state: SubmissionState | None
    approbation_on: date | None
    accepted_on: date | None
    defended_on: date | None
    self_analysis: str | None
    admin_review: str | None
    report_kind: str | None
    report_accepted_on: date | None
    report_comment: str | None
    files: int
    """How many files lie beside it in the folder to take away."""
    steps: tuple[PortfolioStep, ...] = ()
    tasks: tuple[PortfolioTask, ...] = ()
    works: tuple[PortfolioWork, ...] = ()
    criteria: tuple[PortfolioCriterion, ...] = ()
    advice: tuple[PortfolioAdvice, ...] = ()
    entries: tuple[DiarySheetPage, ...] = ()
    certificates: tuple[PortfolioCertificate, ...] = ()
    certificate: CertificatePaper | None = None
    """The one she was handed last, to be bound in."""


class PortfolioFile(NamedTuple):
    """A file of the folder to take away: what it is called there, and the hash its content is kept under."""

    name: str
    """«zadanie-01-2.pdf»: what it is and a number, never a person."""
    sha256: str
    size: int
