"""The журнал консультаций: drafts, lines and totals (domain.md §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import Field, model_validator

from models.rows.codes import ConsultationKind, Mode
from models.rows.draft import Draft, Text


class ConsultationDraft(Draft):
    """A consultation; those advised are people of the list and `outsiders` counted without names."""

    held_on: date
    kind: ConsultationKind
    mode: Mode = Mode.IN_PERSON
    minutes: int = Field(gt=0, le=24 * 60)
    topic: Text
    advice: str | None = None
    consultant_id: int
    person_ids: Sequence[int] = ()
    outsiders: int = Field(default=0, ge=0)
    event_id: int | None = None

    @model_validator(mode="after")
    def _advised(self) -> "ConsultationDraft":
        people = len(set(self.person_ids)) + self.outsiders
        if people == 0:
            raise ValueError("Выберите, кого консультировали, или укажите число людей не из списка")
        if self.kind is ConsultationKind.INDIVIDUAL and people > 1:
            raise ValueError("Консультация для нескольких человек — групповая. Измените вид или оставьте одного")
        if self.consultant_id in self.person_ids:
            raise ValueError("Консультант не может консультировать себя. Проверьте, кого выбрали")
        return self


@dataclass(frozen=True, slots=True)
class ConsultationFilter:
    """Which consultations are asked for; days included on both ends, None = any."""

    text: str = ""
    """Words found in the topic, the advice or the name of somebody advised or of the consultant."""
    start: date | None = None
    end: date | None = None
    kind: ConsultationKind | None = None
    consultant_id: int | None = None
    person_id: int | None = None


class ConsultationLine(NamedTuple):
    """A line of the journal; `people` are the short names of those advised, joined by commas."""

    id: int
    held_on: date
    kind: ConsultationKind
    mode: Mode
    minutes: int
    topic: str
    advice: str | None
    consultant: str
    people: str
    advised: int
    """People advised, named and not."""
    files: int


class ConsultationTotals(NamedTuple):
    """Sums over a filter: `visits` counts a person as often as she was advised, `people` once."""

    consultations: int
    individual: int
    group: int
    minutes: int
    visits: int
    people: int


class ConsultationCard(NamedTuple):
    """A consultation as its form edits it, with the names it shows."""

    id: int
    draft: ConsultationDraft
    consultant: str
    people: tuple[str, ...]
    """In the order of `draft.person_ids`."""
