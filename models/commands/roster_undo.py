"""Taking an accepted list of trainees back, whole and even later."""

from collections.abc import Collection

from sqlalchemy import Connection

from models import inverse, log
from models.commands.personal_data_register import note_turned
from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.inverse import LoggedChange
from models.queries.batch_undo import BatchUndo, Keys, batch_undo
from models.rows.codes import ActionKind
from models.rows.roster_plan import UndoneBatch
from models.schema.people import ImportBatch


def undo_batch(db: Database, batch_id: int, *, actor: Actor) -> UndoneBatch:
    """Take an accepted list back, even later: its people go, changed cards get their former values.

    Cards that were changed or used since (a stream, a mark, a role, another consent) stay as they are and are named
    in the answer.
    """
    with db.writing(action="Загруженный список убран", actor=actor) as session:
        batch = found(session, ImportBatch, batch_id, "Этой загрузки нет.")
        if batch.undone_on:
            raise UserError("Эта загрузка уже отменена.", "Её можно вернуть в списке недавних действий.")
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        plan = batch_undo(connection, batch_id, batch.action_id, today=db.today())
        _take_back(connection, plan)
        _remove_places(connection, plan.changes, plan.touched)
        _forget_columns(connection, plan.changes, plan.touched)
        batch.undone_on = stamp(session.info["now"])
        note_turned(session, batch.action_id, kind=ActionKind.UNDO, label="Загруженный список убран")
        return UndoneBatch(removed=len(plan.gone), restored=plan.restored, kept_person_ids=tuple(sorted(plan.kept)))


def _take_back(connection: Connection, plan: BatchUndo) -> None:
    """Delete the people and papers that go, and give changed rows their former values."""
    people = [(id_,) for id_ in plan.gone]
    _delete(connection, "DELETE FROM enrollment WHERE id = ?", [(id_,) for id_ in plan.enrollments])
    _delete(connection, "DELETE FROM person_restricted WHERE person_id = ?", people)
    _delete(connection, "DELETE FROM consent WHERE person_id = ?", people)
    _delete(connection, "DELETE FROM person WHERE id = ?", people)
    for change in plan.former:
        shape = log.table_shape(connection, change.table)
        inverse.restore_row(connection, shape, change.pk or "[]", change.old or "{}")
    _delete(connection, "DELETE FROM person_restricted WHERE person_id = ?", [(id_,) for id_ in plan.bare])
    # Closed fields point to their former consents again: nothing goes with these.
    _delete(connection, "DELETE FROM consent WHERE id = ?", [(id_,) for id_ in plan.consents])


def _remove_places(connection: Connection, changes: Collection[LoggedChange], touched: Keys) -> None:
    """Delete the organisations and positions the batch added where nobody uses or changed them."""
    for table in ("organization", "position"):
        added = inverse.ids_added(changes, table)
        in_use = inverse.referenced_elsewhere(connection, table, added)
        unused = [(id_,) for id_ in added if id_ not in in_use and (table, f"[{id_}]") not in touched]
        _delete(connection, f"DELETE FROM {table} WHERE id = ?", unused)


def _forget_columns(connection: Connection, changes: Collection[LoggedChange], touched: Keys) -> None:
    """Take back what the batch remembered of columns, unless a later one has chosen others."""
    shape = log.table_shape(connection, "column_mapping")
    for change in changes:
        if change.table != shape.name or (change.table, change.pk) in touched:
            continue
        if change.op == "I":
            inverse.delete_rows(connection, shape, [inverse.key_of(change)])
        elif change.op == "D":
            inverse.insert_row(connection, shape, change.old or "{}")
        else:
            inverse.restore_row(connection, shape, change.pk or "[]", change.old or "{}")


def _delete(connection: Connection, sql: str, keys: list[tuple[int]]) -> None:
    if keys:
        connection.exec_driver_sql(sql, keys)
