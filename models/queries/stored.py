"""Which records are still there."""

import json
from collections.abc import Collection
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows


class _Id(NamedTuple):
    id: int


def stored_ids(db: Database, table: str, ids: Collection[int]) -> frozenset[int]:
    """Which of these ids the table has; a person whose data were destroyed counts as gone (152-ФЗ)."""
    besides = "AND pd_state IN ('active', 'blocked')" if table == "person" else ""
    with db.reading() as session:
        sql = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:ids)) {besides}"
        return frozenset(found.id for found in rows(session, _Id, sql, ids=json.dumps(sorted(ids))))
