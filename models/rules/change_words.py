"""A logged change of a row told in words: which fields differ, what they were and are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.rows.codes import Code
from models.rows.plan_history import WordChange
from models.rules.words import amount, day_in_table

Names = Mapping[str, Mapping[int, str]]
"""Table → id → what the row is called."""
Row = Mapping[str, object]
HIDDEN = "•••"
"""What stands for a value that a history tells of and does not show."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the columns of some tables are told of."""

    fields: Mapping[str, Mapping[str, str]]
    """Table → columns a history tells of, in the order to tell, and what they are called."""
    days: frozenset[str]
    codes: Mapping[tuple[str, str], type[Code]]
    """(table, column) → its closed list."""
    links: Mapping[str, str]
    """Column → the table it points to."""
    closed: frozenset[str] = field(default=frozenset())
    """Columns whose values are never shown."""


def word_changes(words: Vocabulary, table: str, old: Row, new: Row, names: Names) -> tuple[WordChange, ...]:
    """The fields that differ, in words; stamps and ids of the row itself are nobody's business."""
    return tuple(
        WordChange(
            title, _word(words, table, name, old.get(name), names), _word(words, table, name, new.get(name), names)
        )
        for name, title in words.fields[table].items()
        if old.get(name) != new.get(name)
    )


def _word(words: Vocabulary, table: str, name: str, value: object, names: Names) -> str:
    if value is None or value == "":
        return ""
    if name in words.closed:
        return HIDDEN
    if name in words.days:
        return day_in_table(date.fromisoformat(str(value)))
    codes = words.codes.get((table, name))
    if codes is not None:
        return codes(str(value)).label
    if name in words.links and isinstance(value, int):
        return names[words.links[name]].get(value, "запись убрана")
    return amount(value) if isinstance(value, int | float) else str(value)
