"""Text papers made from a Word master: what fills their fields (domain.md §5 «Заявка, Договор, Положение»)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from models.rows.codes import Code, FormOrigin
from models.rows.report import ReportSignatures, SitePassport

if TYPE_CHECKING:
    from models.rows.minutes_print import Minutes
    from models.rows.orders_print import OrderPaper
    from models.rows.program_print import ProgramPaper


class TextPaperKind(Code):
    """A text paper; the code is the name its master is kept under."""

    APPLICATION = "application", "Заявка на статус стажировочной площадки"
    CONTRACT = "contract", "Договор о сотрудничестве"
    REGULATIONS = "regulations", "Положение о стажировочной площадке"
    ORDER = "order", "Приказ"
    LETTER = "letter", "Письмо"

    @property
    def kit_code(self) -> str | None:
        """Its place in the kit of 11 of [S1] §5 (reference/document_kit.json); None outside of it."""
        return _KIT_CODES.get(self)


_KIT_CODES = {TextPaperKind.APPLICATION: "application", TextPaperKind.CONTRACT: "agreement"}
"""The Положение of the kit is that of ИРО; the site's own is a local act beside it."""


class FormMasterKind(Code):
    """A text paper of another section: made by its printed form, or by the site's own master where it has one.

    The code is the name its master is kept under, and that of its form in exports/registry.py.
    """

    MINUTES = "minutes", "Протокол"
    PROGRAM = "program", "Программа стажировки"
    ENROLLMENT_ORDER = "enrollment-order", "Приказ о стажёрах"


MasterKind: TypeAlias = TextPaperKind | FormMasterKind
"""A paper that may have a master of the site's own."""


def master_kind(code: str) -> MasterKind:
    """The paper of a code; raises ValueError where there is none."""
    return FormMasterKind(code) if code in set(FormMasterKind) else TextPaperKind(code)


class PaperPerson(NamedTuple):
    """Somebody of the team; a code stands for the name of who withdrew her consent."""

    name: str
    """«Иванова Мария Петровна»."""
    signed: str
    """«М.П. Иванова»."""
    position: str
    role: str
    category: str
    education: str
    experience_years: int | None


class PaperProgram(NamedTuple):
    """A programme of internship that is not in the archive; `hours` are academic."""

    title: str
    kind: str
    hours: int
    form: str
    audience: str
    status: str


class PaperPlanItem(NamedTuple):
    """A line of the plan of work."""

    section: str
    title: str
    format: str
    due: str
    responsible: str
    result: str


class PaperProduct(NamedTuple):
    """A product that the plan expects."""

    kind: str
    title: str
    """The line of the plan that it comes from."""
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPaper:
    """One text paper ready to be filled: the fields a master may name, but for `typed` and `own_master`.

    A master names what was typed into the paper as `paper.founder`, its number and date as `paper.number` and
    `paper.dated_on`; `own_master` is the site's own master, None for the one that ships.
    """

    site: SitePassport
    goal: str
    signatures: ReportSignatures
    head: PaperPerson
    """Who approves the papers of the site; blank where nobody is known."""
    team: tuple[PaperPerson, ...]
    programs: tuple[PaperProgram, ...]
    audiences: tuple[str, ...]
    """Whom the programmes are for, each once."""
    plan: tuple[PaperPlanItem, ...]
    plan_title: str
    products: tuple[PaperProduct, ...]
    today: date
    number: str
    dated_on: date | None
    typed: Mapping[str, str]
    own_master: bytes | None = None


FormPaper: TypeAlias = "Minutes | ProgramPaper | OrderPaper"
"""What a `FormMasterKind` is filled with; a master calls its passport `site`, as that of any text paper."""


@dataclass(frozen=True, slots=True)
class MasteredPaper:
    """A paper of another section, and the site's own master to make it from."""

    paper: FormPaper
    own_master: bytes


class OwnMaster(NamedTuple):
    """A master that the site uses in place of the one that ships."""

    paper: MasterKind
    sha256: str
    file_name: str
    origin: FormOrigin
    adopted_on: date


class MadePaper(NamedTuple):
    """The file made of a text paper; its name says nothing of people."""

    content: bytes
    name: str


class KeptPaper(NamedTuple):
    """A text paper of the register, as it was typed last."""

    id: int
    paper: TextPaperKind
    title: str
    number: str
    dated_on: date | None
    typed: Mapping[str, str]
