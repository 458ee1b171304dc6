"""Many new rows as one line of the log (house.md: triggers away inside the transaction cost 1.0–1.1×)."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import insert
from sqlmodel import Session

from models import log
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
    common = _defaults(session, table)
    ids: list[int] = []
    if shape.has_autoincrement_key:
        first = _next_id(session, shape.name)
        ids = list(range(first, first + len(rows)))
        whole = [common | dict(row) | {"id": id_} for row, id_ in zip(rows, ids, strict=True)]
    else:
        whole = [common | dict(row) for row in rows]
    # A savepoint, so that a caller who answers a refused row does not go on without the trigger.
    with connection.begin_nested():
        log.drop_insert_trigger(connection, shape.name)
        connection.execute(insert(table), whole)
        log.create_triggers(connection, [shape.name])
        keys = [[row[column] for column in shape.key] for row in whole]
        connection.exec_driver_sql(
            "INSERT INTO change (action_id, table_name, op, new) VALUES (?, ?, 'L', ?)",
            (session.info["action_id"], shape.name, json.dumps(keys, ensure_ascii=False, separators=(",", ":"))),
        )
    return ids


def _defaults(session: Session, table: type[Table]) -> dict[str, object]:
    fields = {name: field.default for name, field in table.model_fields.items() if not field.is_required()}
    if "created_at" in fields:
        now = stamp(session.info["now"])
        fields |= {"created_at": now, "updated_at": now, "author_id": session.info["author_id"]}
    return fields


def _next_id(session: Session, table: str) -> int:
    found = session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(found or 0) + 1
