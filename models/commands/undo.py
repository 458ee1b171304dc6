"""«Вернуть» and «Повторить»: the last restorable action back, and forth again."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from models import inverse
from models.commands.personal_data_register import note_turned
from models.commands.restricted import leave_out_closed_fields
from models.database import Actor, Database, push_step
from models.errors import UserError
from models.queries.fetch import Source, rows
from models.rows.codes import ActionKind
from models.rules.words import counted


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


def undo_back_to(db: Database, action_id: int, *, actor: Actor) -> list[Step]:
    """Turn the last actions back one after another, `action_id` as the last of them; returns them in that order.

    Each is a step of its own, so «Повторить» brings them again one by one. Where one cannot be turned back, those
    after it stay turned back and the UserError says how far it went.
    """
    turned: list[Step] = []
    if action_id not in _undo_stack(db):
        raise UserError("До этого действия уже не вернуться.", "Посмотрите, какие действия отмечены в списке.")
    while not turned or turned[-1].action_id != action_id:
        try:
            turned.append(undo_last(db, actor=actor))
        except UserError as reason:
            if not turned:
                raise
            done = counted(len(turned), "действие отменено", "действия отменено", "действий отменено")
            raise UserError(f"{done}, дальше не получилось. {reason.message}", reason.advice) from reason
    return turned


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
            leave_out_closed_fields(session)
            note_turned(session, step.action_id, kind=kind, label=step.label)
            connection.exec_driver_sql("DELETE FROM undo_step WHERE id = ?", (step.id,))
            push_step(connection, opposite, session.info["action_id"], step.label)
    except IntegrityError as problem:
        raise inverse.leaned_on(word) from problem


def _undo_stack(db: Database) -> frozenset[int]:
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT action_id FROM undo_step WHERE direction = 'undo'")
        return frozenset(found.scalars())


def _top(session: Source, direction: str) -> Step | None:
    found = rows(
        session,
        Step,
        "SELECT id, action_id, label FROM undo_step WHERE direction = :direction ORDER BY id DESC LIMIT 1",
        direction=direction,
    )
    return found[0] if found else None
