"""Where what is missing is mended: the verb on the button, and the place it leads to."""

from dataclasses import dataclass

from models.rows.requirements import Step, StepKind
from views.places import InStream, NewEvent

_IN_STREAM = {
    StepKind.TASK: ("Открыть задания", "assignments"),
    StepKind.WORK: ("Открыть работы", "works"),
    StepKind.REPORT: ("Открыть отчёт", "works"),
}
"""The verb and the tab of the stream's room."""


@dataclass(frozen=True, slots=True)
class Mending:
    """A button: its words, and what `Workplace.go` is told."""

    words: str
    section: str
    place: object


def mending(step: Step, *, stream_id: int, person_id: int) -> Mending:
    """Where one step is made."""
    if step.kind in _IN_STREAM:
        words, tab = _IN_STREAM[step.kind]
        return Mending(words, "programs", InStream(stream_id, tab, person_id))
    if step.kind in (StepKind.MARK, StepKind.MAKE_UP):
        return Mending("Открыть отметки", "events", step.record_id)
    chance = next(iter(step.chances), None)
    if chance is not None and chance.event_id is not None:
        return Mending("Открыть мероприятие", "events", chance.event_id)
    return Mending("Записать мероприятие", "events", NewEvent(chance.plan_item_id if chance is not None else None))
