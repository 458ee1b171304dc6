"""What a printed протокол holds, frozen; field names are the keys of resources/forms/minutes.json."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.report import ReportSignatures, SitePassport


class MinutesDecision(NamedTuple):
    """What was decided on a question."""

    number: str
    """«2.1»."""
    text: str
    responsible: str
    due_on: date | None

    @property
    def said(self) -> str:
        """The decision in sentences: what, who does it, by when."""
        due = f"{self.due_on:%d.%m.%Y}" if self.due_on else ""
        parts = (("", self.text), ("Ответственный: ", self.responsible), ("Срок: ", due))
        return " ".join(f"{title}{words.rstrip('. ')}." for title, words in parts if words)


class MinutesQuestion(NamedTuple):
    """A question of the agenda with what was said and decided."""

    no: int
    question: str
    speaker: str
    """«Иванова М. П., методист», or nothing."""
    heard: str
    discussed: str
    decisions: tuple[MinutesDecision, ...] = ()

    @property
    def presented(self) -> str:
        """Who spoke on what, and then what was said."""
        lead = f"{self.speaker} — {self.question}" if self.speaker else self.question
        return "\n".join(part for part in (lead, self.heard) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The протокол of a meeting."""

    passport: SitePassport
    signatures: ReportSignatures
    number: str
    body: str
    """«заседания совета стажировочной площадки»: what the протокол is of."""
    held_on: date
    place: str
    chair: str
    secretary: str
    """Names are «М.П. Иванова»; nothing where there is no secretary."""
    attended: str
    """Who was present, with positions, divided by semicolons."""
    attended_count: int
    guests: str
    chair_position: str = "Председатель"
    secretary_position: str = "Секретарь"
    questions: tuple[MinutesQuestion, ...] = ()
