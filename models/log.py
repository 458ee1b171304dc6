"""The trigger log: persistent triggers write every changed row of every user table (house.md «Database»).

A write outside of `Database.writing` has no current action and is refused by NOT NULL on `change.action_id`.
Rows are kept as JSON text, so the history can be read, and scrubbed by person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

LOG_TABLES = frozenset({"action", "current_action", "change", "undo_step"})
"""Tables that describe the others and have no triggers themselves."""

REGISTERS = frozenset({"personal_data_event"})
"""Tables that tell what was done and to whom: logged like the others, never turned back."""


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table as the log sees it: its columns and, in order, those of its primary key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def has_autoincrement_key(self) -> bool:
        """Whether the key is the one column `id`."""
        return self.key == ("id",)


def user_tables(connection: Connection) -> list[str]:
    """Names of the tables that hold the site's data, without log, SQLite's own and FTS shadows."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [name for (name,) in found if name not in LOG_TABLES and "_fts" not in name]


def table_shape(connection: Connection, table: str) -> TableShape:
    """Read a table's columns and key from SQLite itself."""
    found = connection.exec_driver_sql("SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,)).all()
    key = tuple(name for name, place in sorted(found, key=lambda row: row[1]) if place)
    return TableShape(table, tuple(name for name, _ in found), key)


def autoincrement_tables(connection: Connection) -> set[str]:
    """Names of the tables whose deleted ids never come back."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '% AUTOINCREMENT%'"
    )
    return {name for (name,) in found}


def create_triggers(connection: Connection, tables: Iterable[str] | None = None) -> None:
    """Make the log triggers of the given tables (default: every user table) anew."""
    for table in user_tables(connection) if tables is None else tables:
        shape = table_shape(connection, table)
        for op in ("I", "U", "D"):
            connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{trigger_name(table, op)}"')
            connection.exec_driver_sql(_trigger_sql(shape, op))


def drop_insert_trigger(connection: Connection, table: str) -> None:
    """Take away the insert trigger for one bulk insert; `create_triggers` brings it back."""
    connection.exec_driver_sql(f'DROP TRIGGER "{trigger_name(table, "I")}"')


def trigger_name(table: str, op: str) -> str:
    """Name of a log trigger; op is I, U or D."""
    return f"log_{table}_{op.lower()}"


def missing_triggers(connection: Connection) -> list[str]:
    """Names of log triggers that should exist, and write all of today's columns, and do not."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there: dict[str, str] = dict(found.all())
    shapes = [table_shape(connection, table) for table in user_tables(connection)]
    return sorted(
        trigger_name(shape.name, op)
        for shape in shapes
        for op in ("I", "U", "D")
        if there.get(trigger_name(shape.name, op)) != _trigger_sql(shape, op)
    )


def tables_touched(connection: Connection, action_id: int) -> frozenset[str]:
    """Which tables an action changed: what open screens reload by."""
    found = connection.execute(
        text("SELECT DISTINCT table_name FROM change WHERE action_id = :action"), {"action": action_id}
    )
    return frozenset(name for (name,) in found)


def json_row(shape: TableShape, prefix: str) -> str:
    """SQL that gives a row as a JSON object."""
    return "json_object(" + ", ".join(f"'{name}', {prefix}.\"{name}\"" for name in shape.columns) + ")"


def json_key(shape: TableShape, prefix: str) -> str:
    """SQL that gives a row's key as a JSON array."""
    return "json_array(" + ", ".join(f'{prefix}."{name}"' for name in shape.key) + ")"


def _trigger_sql(shape: TableShape, op: str) -> str:
    event = {"I": "INSERT", "U": "UPDATE", "D": "DELETE"}[op]
    side = "OLD" if op == "D" else "NEW"
    old = "NULL" if op == "I" else json_row(shape, "OLD")
    new = "NULL" if op == "D" else json_row(shape, "NEW")
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in shape.columns)
    unchanged = f"WHEN {differs} " if op == "U" else ""
    return (
        f'CREATE TRIGGER "{trigger_name(shape.name, op)}" AFTER {event} ON "{shape.name}" {unchanged}BEGIN '
        f"INSERT INTO change (action_id, table_name, pk, op, old, new) VALUES "
        f"((SELECT action_id FROM current_action), '{shape.name}', {json_key(shape, side)}, '{op}', {old}, {new}); END"
    )
