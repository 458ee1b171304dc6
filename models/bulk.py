"""Many new rows as one line of the log (house.md: triggers away inside the transaction cost 1.0–1.1×)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from sqlmodel import Session

from models import log, search
from models.identity import stamp
from models.schema.base import Table


def insert_many(session: Session, table: type[Table], rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Insert rows of one table and write a single log entry that names their keys.

    Missing columns take the table's defaults and the stamps of the session. Tables with an `id` get their ids
    here, in the order of `rows`; the list of them is returned (empty for other keys). Changing rows must go the
    usual way, through the triggers. All rows are stored or, after an IntegrityError, none.
    """
    if not rows:
        return []
    session.flush()
    connection = session.connection()
    shape = log.table_shape(connection, str(table.__tablename__))
    given = _columns(session, table, rows)
    ids: list[int] = []
    if shape.has_autoincrement_key:
        first = _next_id(session, shape.name)
        ids = list(range(first, first + len(rows)))
        given["id"] = ids
    sql = f'INSERT INTO "{shape.name}" ({", ".join(given)}) VALUES ({", ".join("?" * len(given))})'
    keys = list(zip(*(given[column] for column in shape.key), strict=True))
    # A savepoint, so that a caller who answers a refused row does not go on without the trigger.
    with connection.begin_nested():
        log.drop_insert_trigger(connection, shape.name)
        search.pause_insertion(connection, shape.name)
        connection.exec_driver_sql(sql, list(zip(*given.values(), strict=True)))
        log.create_triggers(connection, [shape.name])
        if ids:
            search.take_in(connection, shape.name, first=ids[0])
        connection.exec_driver_sql(
            "INSERT INTO change (action_id, table_name, op, new) VALUES (?, ?, 'L', ?)",
            (session.info["action_id"], shape.name, json.dumps(keys, ensure_ascii=False, separators=(",", ":"))),
        )
    return ids


def _columns(session: Session, table: type[Table], rows: Sequence[Mapping[str, object]]) -> dict[str, Sequence[object]]:
    """Values by column, as the driver keeps them; a column that would be NULL in every row is left out.

    By columns and without the toolkit between, which takes as long as SQLite itself; a NULL is the dearest of
    values to hand to the driver.
    """
    defaults = _defaults(session, table)
    named = set[str]().union(*rows)
    if unknown := named - table.model_fields.keys():
        raise ValueError(f"{table.__name__} has no columns {sorted(unknown)}")
    found: dict[str, Sequence[object]] = {}
    for name in table.model_fields:
        default = defaults.get(name)
        if name in named:
            found[name] = _kept([row.get(name, default) for row in rows])
        elif default is not None:
            found[name] = _kept([default]) * len(rows)
    return found


def _kept(values: list[object]) -> list[object]:
    if {type(value) for value in values} <= _AS_THEY_ARE:
        return values
    return [_plain(value) for value in values]


_AS_THEY_ARE = {int, str, float, bytes, type(None)}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case bool():
            return int(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _defaults(session: Session, table: type[Table]) -> dict[str, object]:
    fields: dict[str, object] = {
        name: field.default for name, field in table.model_fields.items() if not field.is_required()
    }
    if "created_at" in fields:
        now = stamp(session.info["now"])
        fields |= {"created_at": now, "updated_at": now, "author_id": session.info["author_id"]}
    return fields


def _next_id(session: Session, table: str) -> int:
    found = session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(found or 0) + 1
