"""Turning an action back by its log entries, last change first."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from models import log
from models.errors import UserError


class LoggedChange(NamedTuple):
    """One entry of the log; keys and rows as JSON text."""

    id: int
    table: str
    pk: str | None
    op: str
    old: str | None
    new: str | None


Key = tuple[object, ...]


def changes_of(connection: Connection, action_id: int) -> list[LoggedChange]:
    """The entries of an action in the order they happened."""
    found = connection.execute(
        text("SELECT id, table_name, pk, op, old, new FROM change WHERE action_id = :action ORDER BY id"),
        {"action": action_id},
    )
    return [LoggedChange(*row) for row in found]


def invert(connection: Connection, action_id: int, *, word: str = "Вернуть") -> None:
    """Bring the rows of an action back to what they were before, inside the caller's action; registers keep theirs.

    Raises UserError when a row is no longer what the action left behind, or when rows of other actions would go
    with it; the caller's transaction is then rolled back. `word` begins the refusal: «Вернуть» or «Повторить».
    """
    changes = [change for change in changes_of(connection, action_id) if change.table not in log.REGISTERS]
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    shapes = {table: log.table_shape(connection, table) for table in {change.table for change in changes}}
    for change in changes:
        if change.op == "L" and _batch_moved_on(connection, shapes[change.table], change, action_id):
            raise _moved_on(word)
    for change in reversed(changes):
        shape = shapes[change.table]
        if change.op == "L":
            delete_rows(connection, shape, json.loads(change.new or "[]"))
            continue
        if current_row(connection, shape, change.pk or "[]") != change.new:
            if change.op == "I" and _went_just_now(connection, change):
                continue
            raise _moved_on(word)
        if change.op == "I":
            delete_rows(connection, shape, [json.loads(change.pk or "[]")])
        elif change.op == "D":
            insert_row(connection, shape, change.old or "{}")
        else:
            restore_row(connection, shape, change.pk or "[]", change.old or "{}")
    known = {key for change in changes for key in _keys_of(shapes[change.table], change)}
    if not known.issuperset(_touched_now(connection)):
        raise leaned_on(word)


def current_row(connection: Connection, shape: log.TableShape, pk: str) -> str | None:
    """The row with this key as the log would write it, or None."""
    sql = f'SELECT {log.json_row(shape, "t")} FROM "{shape.name}" AS t WHERE {_by_key(shape)}'
    return connection.exec_driver_sql(sql, tuple(json.loads(pk))).scalar()


def delete_rows(connection: Connection, shape: log.TableShape, keys: Sequence[Sequence[object]]) -> None:
    """Delete the rows with these keys, last added first."""
    if keys:
        sql = f'DELETE FROM "{shape.name}" WHERE {_by_key(shape)}'
        connection.exec_driver_sql(sql, [tuple(key) for key in reversed(keys)])


def insert_row(connection: Connection, shape: log.TableShape, row: str) -> None:
    """Put a deleted row back with its key; a column younger than the entry takes its default."""
    values = _known_columns(shape, row)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    sql = f'INSERT INTO "{shape.name}" ({names}) VALUES ({marks})'
    connection.exec_driver_sql(sql, tuple(values.values()))


def restore_row(connection: Connection, shape: log.TableShape, pk: str, row: str) -> None:
    """Set a row back to its logged values; a column younger than the entry stays as it is."""
    values = _known_columns(shape, row)
    assigned = ", ".join(f'"{name}" = ?' for name in values)
    sql = f'UPDATE "{shape.name}" SET {assigned} WHERE {_by_key(shape)}'
    connection.exec_driver_sql(sql, (*values.values(), *json.loads(pk)))


def _known_columns(shape: log.TableShape, row: str) -> dict[str, object]:
    """The logged values of the columns that the table still has: schema steps add and drop some."""
    logged: dict[str, object] = json.loads(row)
    return {name: logged[name] for name in shape.columns if name in logged}


def leaned_on(word: str) -> UserError:
    """The refusal when later records hold on to what would be turned back."""
    return UserError(f"{word} нельзя: на эти записи уже опираются другие.", "Сначала уберите более поздние записи.")


def _moved_on(word: str) -> UserError:
    return UserError(
        f"{word} нельзя: эти записи с тех пор изменились.", "Исправьте их вручную: прежние значения есть в истории."
    )


def _by_key(shape: log.TableShape) -> str:
    return " AND ".join(f'"{column}" = ?' for column in shape.key)


def _batch_moved_on(connection: Connection, shape: log.TableShape, batch: LoggedChange, action_id: int) -> bool:
    """Whether later actions left a row of a batch different: an L entry holds no values to compare with.

    The first later entry of a row holds, as its old side, what the batch's action had left.
    """
    found = connection.exec_driver_sql(
        "SELECT pk, old, min(id) FROM change WHERE table_name = ? AND id > ? AND action_id <> ? AND pk IS NOT NULL "
        "GROUP BY pk",
        (shape.name, batch.id, action_id),
    ).all()
    if not found:
        return False
    keys = {tuple(key) for key in json.loads(batch.new or "[]")}
    return any(tuple(json.loads(pk)) in keys and current_row(connection, shape, pk) != old for pk, old, _ in found)


def _went_just_now(connection: Connection, added: LoggedChange) -> bool:
    """Whether a row went with its parent, which the action had added after it (foreign keys may be deferred)."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM change WHERE table_name = ? AND pk = ? AND op = 'D' AND old = ? "
        "AND action_id = (SELECT action_id FROM current_action)",
        (added.table, added.pk, added.new),
    )
    return found.first() is not None


def _keys_of(shape: log.TableShape, change: LoggedChange) -> Iterator[tuple[str, Key]]:
    if change.op == "L":
        yield from ((change.table, tuple(key)) for key in json.loads(change.new or "[]"))
        return
    yield change.table, tuple(json.loads(change.pk or "[]"))
    if change.op == "U":
        old = json.loads(change.old or "{}")
        yield change.table, tuple(old[column] for column in shape.key)


def _touched_now(connection: Connection) -> Iterator[tuple[str, Key]]:
    """Keys of the rows that the action being written has touched, those taken along by foreign keys included."""
    found = connection.exec_driver_sql(
        "SELECT table_name, pk FROM change WHERE pk IS NOT NULL AND action_id = (SELECT action_id FROM current_action)"
    )
    return ((table, tuple(json.loads(pk))) for table, pk in found)


def key_of(change: LoggedChange) -> Key:
    """The key values of a single-row entry."""
    return tuple(json.loads(change.pk or "[]"))


def ids_added(changes: Iterable[LoggedChange], table: str) -> list[int]:
    """Ids of the rows that these entries added to a table, one by one or many at once."""
    added: list[Key] = []
    for change in changes:
        if change.table == table and change.op == "L":
            added += [tuple(key) for key in json.loads(change.new or "[]")]
        elif change.table == table and change.op == "I":
            added.append(key_of(change))
    return [int(str(id_)) for (id_,) in added]


def keys_changed_after(connection: Connection, action_id: int) -> set[tuple[str, str]]:
    """(table, key as JSON) of every row that later actions left different from what this action had left.

    What was changed and changed back, or undone and redone, is as it was.
    """
    found = connection.exec_driver_sql(
        "SELECT table_name, pk, old, min(id) FROM change WHERE action_id > ? AND pk IS NOT NULL "
        "GROUP BY table_name, pk",
        (action_id,),
    ).all()
    shapes = {table: log.table_shape(connection, table) for table in {table for table, *_ in found}}
    return {(table, pk) for table, pk, old, _ in found if current_row(connection, shapes[table], pk) != old}


def referenced_elsewhere(
    connection: Connection, table: str, ids: Iterable[int], *, besides: Collection[str] = ()
) -> set[int]:
    """Which of these ids rows of other tables point to; tables in `besides` do not count."""
    return set[int]().union(*references(connection, table, ids, besides=besides).values())


def references(
    connection: Connection, table: str, ids: Iterable[int], *, besides: Collection[str] = ()
) -> dict[str, set[int]]:
    """The same by the table that points to them; a table that points to none of them is left out."""
    wanted = set(ids)
    found: dict[str, set[int]] = {}
    for other in log.user_tables(connection):
        if other in besides:
            continue
        # Of a key over two columns only the one that points to the id: the other holds numbers of something else.
        links = connection.exec_driver_sql(
            'SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ? AND coalesce("to", \'id\') = \'id\'',
            (other, table),
        ).all()
        for (column,) in links:
            pointed = connection.exec_driver_sql(f'SELECT DISTINCT "{column}" FROM "{other}"')
            if used := {int(id_) for (id_,) in pointed if id_ is not None} & wanted:
                found[other] = found.get(other, set()) | used
    return found
