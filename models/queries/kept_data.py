"""Everything the database holds about one person, field by field (152-ФЗ, ст. 14)."""

import json
from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.queries.kept_parts import PARTS
from models.rows.personal_data import KeptValue
from models.rules.shown import show_phone


class _Record(NamedTuple):
    name: str | None
    values: str


def read_kept_data(session: Source, person_id: int) -> list[KeptValue]:
    """All that is kept about a person inside an open snapshot, phones as people write them; no empty fields."""
    kept: list[KeptValue] = []
    for part in PARTS:
        told = ", ".join(expression for _title, expression in part.fields)
        sql = f"SELECT {part.record}, json_array({told}) FROM {part.source}"
        for record in rows(session, _Record, sql, person=person_id):
            for (title, _expression), value in zip(part.fields, json.loads(record.values), strict=True):
                if value not in (None, ""):
                    what = f"{record.name}: {title}" if record.name else title
                    kept.append(KeptValue(part.kind, what, show_phone(str(value))))
    return kept
