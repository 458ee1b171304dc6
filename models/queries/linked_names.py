"""What the rows that logged changes point to are called, for a history to name them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.rules.change_words import Names


class _Named(NamedTuple):
    id: int
    title: str


def linked_names(session: Source, tables: Iterable[str], titles: Mapping[str, str]) -> Names:
    """What every row of these tables is called; `titles` is SQL over `t` for a table whose name is not `t.title`."""
    return {
        table: {
            each.id: each.title
            for each in rows(session, _Named, f"SELECT t.id, {titles.get(table, 't.title')} FROM {table} AS t")
        }
        for table in tables
    }
