"""Where ИРО's questions are answered: the record that is meant, with the field it asks about."""

from collections.abc import Callable, Mapping

from models.rows.exchange import QuestionLine
from views.places import Asked, OneIndicator, OneProgram, OneStream

Spot = tuple[str, object]
"""A section, and the place in it."""


def place_of_question(question: QuestionLine, period: str) -> Spot | None:
    """The record of a question about a package of `period`; None for one that is gone, or where none is meant."""
    section, place = _record(question, period)
    if not section:
        return None
    field = question.record_key if question.record_table == "report_text" else question.record_field
    return section, Asked(place, field or "", question.text)


def _record(question: QuestionLine, period: str) -> Spot:
    if question.record_table == "report_text":
        return ("reports", period) if period else ("", None)
    go = _RECORDS.get(question.record_table or "")
    return go(question.record_id, period) if go is not None and question.record_id is not None else ("", None)


_RECORDS: Mapping[str, Callable[[int, str], Spot]] = {
    "event": lambda id_, _period: ("events", id_),
    "plan_item": lambda id_, _period: ("plan", id_),
    "stream": lambda id_, _period: ("trainees", OneStream(id_)),
    "program": lambda id_, _period: ("programs", OneProgram(id_)),
    "product": lambda id_, _period: ("products", id_),
    "indicator": lambda id_, period: ("reports", OneIndicator(id_, period)),
    "package": lambda id_, _period: ("exchange", id_),
}
