"""SQL text → frozen rows: the one way queries leave the database."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Protocol, TypeVar, cast, get_args, get_type_hints

from sqlalchemy import Connection, TextClause, text

Row = TypeVar("Row")


class Source(Protocol):
    """What a query is put to: the snapshot of `Database.reading`, or the session of a `writing`."""

    def connection(self) -> Connection:
        """The connection inside its transaction."""
        ...


def rows(session: Source, row_type: type[Row], sql: str, **params: object) -> list[Row]:
    """Run a query and build one `row_type` (NamedTuple or dataclass) per line, columns in the order of its fields.

    Fields declared as `date`, `datetime` (aware), `bool` or a closed list (`Code`) are turned from what SQLite keeps.
    """
    return _built(row_type, _columns(session, sql, params))


def rows_by(session: Source, row_type: type[Row], sql: str, **params: object) -> dict[int, list[Row]]:
    """The same rows, in their order, under the id that each line of the query begins with."""
    columns = _columns(session, sql, params)
    under: dict[int, list[Row]] = {}
    for id_, row in zip(columns[0] if columns else (), _built(row_type, columns[1:]), strict=True):
        under.setdefault(cast("int", id_), []).append(row)
    return under


def one(session: Source, row_type: type[Row], sql: str, **params: object) -> Row:
    """Run a query that gives exactly one line; more or fewer is a bug."""
    (row,) = rows(session, row_type, sql, **params)
    return row


def number(session: Source, sql: str, **params: object) -> int:
    """Run a query that gives one whole number (NULL counts as 0)."""
    return int(session.connection().execute(_statement(sql), _plain(params)).scalar() or 0)


def _columns(session: Source, sql: str, params: dict[str, object]) -> list[Sequence[object]]:
    """What is found by columns, not by rows: a list of hundreds of lines is ready twice as soon."""
    return list(zip(*session.connection().execute(_statement(sql), _plain(params)).all(), strict=True))


def _built(row_type: type[Row], columns: list[Sequence[object]]) -> list[Row]:
    if not columns:
        return []
    for index, turn in _converters(row_type):
        columns[index] = [None if value is None else turn(value) for value in columns[index]]
    return list(map(row_type, *columns))


@lru_cache(maxsize=512)
def _statement(sql: str) -> TextClause:
    """The text looked through for its parameters once, not every time it is asked."""
    return text(sql)


def _plain(params: dict[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in params.items()}


@cache
def _converters(row_type: type[object]) -> tuple[tuple[int, Callable[[object], object]], ...]:
    found: list[tuple[int, Callable[[object], object]]] = []
    for index, hint in enumerate(get_type_hints(row_type).values()):
        kinds = [kind for kind in get_args(hint) or (hint,) if isinstance(kind, type)]
        for kind in kinds:
            if issubclass(kind, datetime):
                found.append((index, cast("Callable[[object], object]", datetime.fromisoformat)))
            elif issubclass(kind, date):
                found.append((index, cast("Callable[[object], object]", date.fromisoformat)))
            elif issubclass(kind, Enum):
                found.append((index, {member.value: member for member in kind}.__getitem__))
            elif kind is bool:
                found.append((index, bool))
    return tuple(found)
