"""«Вернуть» and «Повторить»: the last restorable action back, and forth again."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import inverse
from models.database import Actor, Database, push_step
from models.errors import UserError
from models.queries.fetch import rows
from models.rows.codes import ActionKind


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the undo stack: which action, and what it was in words."""

    id: int
    action_id: int
    label: str


def next_undo(db: Database) -> Step | None:
    """What Ctrl+Z would turn back now."""
    with db.reading() as session:
        return _top(session, "undo")


def next_redo(db: Database) -> Step | None:
    """What Ctrl+Shift+Z would repeat now."""
    with db.reading() as session:
        return _top(session, "redo")


def undo_last(db: Database, *, actor: Actor) -> Step:
    """Turn the last restorable action back; raises UserError when there is none or it can't be."""
    step = next_undo(db)
    if step is None:
        raise UserError("Возвращать нечего.", "Недавних действий, которые можно вернуть, нет.")
    _turn(db, step, actor=actor, kind=ActionKind.UNDO)
    return step


def redo_last(db: Database, *, actor: Actor) -> Step:
    """Repeat the action that was turned back last; raises UserError when there is none."""
    step = next_redo(db)
    if step is None:
        raise UserError("Повторять нечего.", "Отменённых действий нет.")
    _turn(db, step, actor=actor, kind=ActionKind.REDO)
    return step


def _turn(db: Database, step: Step, *, actor: Actor, kind: ActionKind) -> None:
    direction, opposite, done, word = (
        ("undo", "redo", "Отменено", "Вернуть")
        if kind is ActionKind.UNDO
        else ("redo", "undo", "Повторено", "Повторить")
    )
    try:
        with db.writing(action=f"{done}: {step.label}", actor=actor, kind=kind, inverts=step.action_id) as session:
            if _top(session, direction) != step:
                raise UserError("Тем временем записано другое действие.", "Посмотрите, что изменилось, и повторите.")
            connection = session.connection()
            inverse.invert(connection, step.action_id, word=word)
            connection.exec_driver_sql("DELETE FROM undo_step WHERE id = ?", (step.id,))
            push_step(connection, opposite, session.info["action_id"], step.label)
    except IntegrityError as problem:
        raise inverse.leaned_on(word) from problem


def _top(session: Session, direction: str) -> Step | None:
    found = rows(
        session,
        Step,
        "SELECT id, action_id, label FROM undo_step WHERE direction = :direction ORDER BY id DESC LIMIT 1",
        direction=direction,
    )
    return found[0] if found else None
