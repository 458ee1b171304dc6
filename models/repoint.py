"""Two rows become one: whatever points to the one that goes is made to point to the one that stays.

What points where is asked of SQLite itself, so a table that is added later is not forgotten. Where two rows would
then say the same thing twice, the rules of the caller settle which of them stays.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from models import log

Row = dict[str, object]


class Link(NamedTuple):
    """A column that holds ids of another table."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows of one table that a unique key takes for the same once they belong to one owner."""

    shape: log.TableShape
    column: str
    stays: Row
    """Belongs to the owner who stays."""
    comes: Row
    """Belongs to the owner who goes."""


Settle = Callable[[Connection, Clash], None]
"""Leaves no row of the owner who goes: it deletes `comes`, or `stays` and moves `comes` over."""


def repoint(connection: Connection, table: str, *, stays: int, goes: int, rules: Mapping[str, Settle]) -> None:
    """Make every row that points to `goes` of a table point to `stays`; the row `goes` itself is left alone.

    `rules` names, by table, what becomes of two rows that clash. Foreign keys are checked at the commit.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for link in links_to(connection, table):
        shape = log.table_shape(connection, link.table)
        keys = unique_keys(connection, link)
        for row in rows_where(connection, shape, {link.column: goes}):
            twin = _twin(connection, shape, keys, {**row, link.column: stays})
            if twin is None:
                update(connection, shape, row, {link.column: stays})
            else:
                rules[link.table](connection, Clash(shape, link.column, twin, row))


def links_to(connection: Connection, table: str) -> list[Link]:
    """Every column of every table that points to the id of this one, in the order of their names.

    Of a key over two columns only the one that points to the id counts.
    """
    return [
        Link(other, column)
        for other in log.user_tables(connection)
        for (column,) in connection.exec_driver_sql(
            'SELECT DISTINCT "from" FROM pragma_foreign_key_list(?) '
            "WHERE \"table\" = ? AND coalesce(\"to\", 'id') = 'id' ORDER BY 1",
            (other, table),
        )
    ]


def unique_keys(connection: Connection, link: Link) -> list[tuple[str, ...]]:
    """The unique keys of a table, its primary key among them, that the column is a part of."""
    shape = log.table_shape(connection, link.table)
    found = [shape.key]
    for (index,) in connection.exec_driver_sql(
        "SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin <> 'pk' ORDER BY name", (link.table,)
    ).all():
        columns = connection.exec_driver_sql("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,))
        found.append(tuple(columns.scalars()))
    # A key that holds the row's own one besides is never in the way: the target of a foreign key over two columns.
    return [key for key in found if link.column in key and (key == shape.key or not set(shape.key) <= set(key))]


def rows_where(connection: Connection, shape: log.TableShape, wanted: Mapping[str, object]) -> Iterator[Row]:
    """The rows with these values (none is NULL), as column → value."""
    where = " AND ".join(f'"{name}" = ?' for name in wanted)
    sql = f'SELECT {_columns(shape)} FROM "{shape.name}" WHERE {where} ORDER BY rowid'
    return (
        dict(zip(shape.columns, values, strict=True))
        for values in connection.exec_driver_sql(sql, tuple(wanted.values())).all()
    )


def update(connection: Connection, shape: log.TableShape, row: Row, values: Mapping[str, object]) -> None:
    """Write other values into a row."""
    if values:
        assigned = ", ".join(f'"{name}" = ?' for name in values)
        sql = f'UPDATE "{shape.name}" SET {assigned} WHERE {_by_key(shape)}'
        connection.exec_driver_sql(sql, (*values.values(), *_key(shape, row)))


def delete(connection: Connection, shape: log.TableShape, row: Row) -> None:
    """Delete a row."""
    connection.exec_driver_sql(f'DELETE FROM "{shape.name}" WHERE {_by_key(shape)}', _key(shape, row))


def delete_orphan(connection: Connection, table: str, id_: int) -> None:
    """Delete a row that nothing points to any more; RuntimeError where something does, so that nothing goes along."""
    for link in links_to(connection, table):
        found = connection.exec_driver_sql(f'SELECT 1 FROM "{link.table}" WHERE "{link.column}" = ? LIMIT 1', (id_,))
        if found.first() is not None:
            raise RuntimeError(f"{link.table}.{link.column} still points to the row of {table} that goes")
    connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (id_,))


def _twin(connection: Connection, shape: log.TableShape, keys: list[tuple[str, ...]], row: Row) -> Row | None:
    for key in keys:
        wanted = {column: row[column] for column in key}
        if all(value is not None for value in wanted.values()):
            for found in rows_where(connection, shape, wanted):
                return found
    return None


def _columns(shape: log.TableShape) -> str:
    return ", ".join(f'"{name}"' for name in shape.columns)


def _by_key(shape: log.TableShape) -> str:
    return " AND ".join(f'"{column}" = ?' for column in shape.key)


def _key(shape: log.TableShape, row: Row) -> tuple[object, ...]:
    return tuple(row[column] for column in shape.key)
