"""Which columns of a sender's layout a person chose by hand the last time."""

import json
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows


class _Mapping(NamedTuple):
    columns: str


def remembered_columns(db: Database, kind: str, layout: str) -> dict[str, str]:
    """Field → letter of its column ('' for none) for a table of these headings; nothing where none were chosen."""
    sql = "SELECT columns FROM column_mapping WHERE kind = :kind AND layout = :layout"
    with db.reading() as session:
        found = rows(session, _Mapping, sql, kind=kind, layout=layout)
    return dict(json.loads(found[0].columns)) if found else {}
