"""The register of documents: what is entered by hand and what other sections hold, in lines of one shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.codes import Code


class DocumentKind(Code):
    """A kind of paper in the register; KIT and OTHER are entered in it, the others live in sections of their own."""

    KIT = "kit", "Комплект площадки"
    OTHER = "other", "Документ"
    ORDER = "order", "Приказ"
    MINUTES = "minutes", "Протокол"
    CONSENT = "consent", "Согласие"
    CERTIFICATE = "certificate", "Сертификат"
    REPORT = "report", "Отчёт"
    PROGRAM = "program", "Программа"
    PLAN = "plan", "План работ"


class DocumentState(Code):
    """What a paper is worth today; a term that has ended or soon will is told by the day."""

    MISSING = "missing", "нет"
    DRAFT = "draft", "проект"
    ACTIVE = "active", "действует"
    EXPIRING = "expiring", "истекает"
    EXPIRED = "expired", "истёк"
    CLOSED = "closed", "не действует"


class DocumentSort(StrEnum):
    """A column the register can be sorted by."""

    DAY = "day"
    NUMBER = "number"
    KIND = "kind"
    TITLE = "title"
    PARTIES = "parties"
    UNTIL = "until"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which papers are asked for; days included on both ends, None = any."""

    text: str = ""
    """Words found in the title, the number or the parties, in any case, ё as е."""
    kind: DocumentKind | None = None
    """KIT finds the site's own plans and programmes too: they are numbers 10 and 11 of the kit."""
    state: DocumentState | None = None
    start: date | None = None
    end: date | None = None
    key: str | None = None
    """Only this one."""


class DocumentLine(NamedTuple):
    """A paper in the register.

    `record_id` is that of its table, 0 for what is missing; `leads_to` the record whose room shows it (a stream, a
    person), `period` the code of a report's or the first day of a plan's period.
    """

    key: str
    """«document:7», «order:3»; of what is missing «missing:» and its number in the kit."""
    kind: DocumentKind
    record_id: int
    kit_code: str | None
    kit_no: int | None
    number: str
    day: date | None
    title: str
    parties: str
    until: date | None
    state: DocumentState
    leads_to: int
    period: str
    files: int
    """Scans and other files that hang at it."""
    made_sha256: str | None
    """Of the file that the program made."""

    @property
    def is_entered(self) -> bool:
        """Whether it is written in the register itself."""
        return self.kind in (DocumentKind.KIT, DocumentKind.OTHER) and self.record_id > 0

    @property
    def is_wanted(self) -> bool:
        """Whether nobody has entered it yet: it stands here since it belongs to the kit."""
        return self.record_id == 0

    @property
    def kind_words(self) -> str:
        """«Комплект, № 3», «Приказ»."""
        return f"Комплект, № {self.kit_no}" if self.kind is DocumentKind.KIT else self.kind.label


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """How many papers a filter finds whatever their state, and how many of each state."""

    all: int
    by_state: Mapping[DocumentState, int]


class KitLine(NamedTuple):
    """A document of the kit and the best there is of it."""

    no: int
    title: str
    state: DocumentState
