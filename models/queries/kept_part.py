"""One kind of records in «Что мы храним», and how its fields are told in SQL (152-ФЗ)."""

from dataclasses import dataclass

from models.rows.codes import Code


@dataclass(frozen=True, slots=True)
class KeptPart:
    """Records of one kind: the rows that `source` picks by `:person`, and the fields of them that are told."""

    kind: str
    source: str
    fields: tuple[tuple[str, str], ...]
    """What a field is called, and the SQL that gives it."""
    record: str = "''"
    """SQL of the record's own name."""


def day(column: str) -> str:
    """SQL of «12.03.2026»."""
    return f"strftime('%d.%m.%Y', {column})"


def label(column: str, codes: type[Code]) -> str:
    """SQL of what a code is called."""
    said = " ".join(f"WHEN '{code.value}' THEN '{code.label}'" for code in codes)
    return f"CASE {column} {said} END"


def yes(column: str) -> str:
    """SQL of «да», or nothing."""
    return f"CASE WHEN {column} THEN 'да' END"


EVENT = f"{day('e.held_on')} || ', ' || e.title"
"""SQL of an event's day and title, under the alias `e`."""
