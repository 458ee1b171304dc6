"""Modules of a programme and their activities: added, changed, moved, doubled and removed, one step of undo each."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from models import inverse
from models.commands.program_parts import number_in_order, open_module, open_program
from models.commands.store import add, found, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.programs import ActivityDraft, ModuleDraft
from models.schema.programs import Module, ModuleActivity

Row = TypeVar("Row")

_NO_ACTIVITY = "Этого занятия нет."
_OWN_PARTS = ("module_activity", "stream_module")
"""What goes with a module without a word."""


def add_modules(db: Database, program_id: int, drafts: Collection[ModuleDraft], *, actor: Actor) -> list[int]:
    """Add modules with their activities at the end of a programme; gives their ids."""
    label = "Модуль добавлен" if len(drafts) == 1 else "Модули добавлены"
    with db.writing(action=label, actor=actor) as session:
        open_program(session, program_id, today=db.today())
        last = len(_modules(session, program_id))
        return [_store(session, program_id, no, draft) for no, draft in enumerate(drafts, start=last + 1)]


def change_module(db: Database, module_id: int, draft: ModuleDraft, *, actor: Actor) -> None:
    """Change what a module says of itself; its activities stay (`draft.activities` is not looked at)."""
    with db.writing(action="Модуль изменён", actor=actor) as session:
        module = open_module(session, module_id, today=db.today())
        module.sqlmodel_update(values(draft, without=("activities",)))


def move_module(db: Database, module_id: int, by: int, *, actor: Actor) -> None:
    """Move a module up (−1) or down (+1) among those of its programme; at the end it stays where it is."""
    with db.writing(action="Модуль переставлен", actor=actor) as session:
        module = open_module(session, module_id, today=db.today())
        listed = _modules(session, module.program_id)
        _shift(listed, listed.index(module), by)
        number_in_order(session, listed)


def double_module(db: Database, module_id: int, *, actor: Actor) -> int:
    """Put a copy of a module with its activities right after it; gives the copy's id."""
    with db.writing(action="Модуль повторён", actor=actor) as session:
        module = open_module(session, module_id, today=db.today())
        listed = _modules(session, module.program_id)
        copied = module.model_dump(include=set(ModuleDraft.model_fields) - {"activities"})
        new_id = add(session, Module(program_id=module.program_id, no=len(listed) + 1, **copied))
        for activity in _activities(session, module_id):
            session.add(ModuleActivity(module_id=new_id, no=activity.no, **_said(activity)))
        session.flush()
        listed.insert(listed.index(module) + 1, found(session, Module, new_id, ""))
        number_in_order(session, listed)
        return new_id


def remove_module(db: Database, module_id: int, *, actor: Actor) -> None:
    """Remove a module with its activities; refuses one that events or assignments belong to."""
    with db.writing(action="Модуль убран", actor=actor) as session:
        module = open_module(session, module_id, today=db.today())
        if inverse.referenced_elsewhere(session.connection(), "module", [module_id], besides=_OWN_PARTS):
            raise UserError(
                f"Модуль «{module.title}» убрать нельзя: к нему относятся мероприятия или задания.",
                "Сначала отнесите их к другому модулю или уберите.",
            )
        rest = [each for each in _modules(session, module.program_id) if each is not module]
        session.delete(module)
        session.flush()
        number_in_order(session, rest)


def add_activity(db: Database, module_id: int, draft: ActivityDraft, *, actor: Actor, after: int | None = None) -> int:
    """Add an activity to a module, after another of its activities or at the end; gives its id."""
    with db.writing(action="Занятие добавлено", actor=actor) as session:
        open_module(session, module_id, today=db.today())
        listed = _activities(session, module_id)
        new_id = add(session, ModuleActivity(module_id=module_id, no=len(listed) + 1, **values(draft)))
        place = next((at for at, each in enumerate(listed, start=1) if each.id == after), len(listed))
        listed.insert(place, found(session, ModuleActivity, new_id, ""))
        number_in_order(session, listed)
        return new_id


def change_activity(db: Database, activity_id: int, draft: ActivityDraft, *, actor: Actor) -> None:
    """Change an activity."""
    with db.writing(action="Занятие изменено", actor=actor) as session:
        _open_activity(db, session, activity_id).sqlmodel_update(values(draft))


def move_activity(db: Database, activity_id: int, by: int, *, actor: Actor) -> None:
    """Move an activity up (−1) or down (+1); beyond the end of its module it goes into the next one."""
    with db.writing(action="Занятие переставлено", actor=actor) as session:
        activity = _open_activity(db, session, activity_id)
        listed = _activities(session, activity.module_id)
        place = listed.index(activity)
        if 0 <= place + by < len(listed):
            _shift(listed, place, by)
            number_in_order(session, listed)
            return
        program_id = found(session, Module, activity.module_id, "").program_id
        modules = _modules(session, program_id)
        at = next(at for at, each in enumerate(modules) if each.id == activity.module_id) + by
        if not 0 <= at < len(modules):
            return
        listed.remove(activity)
        target_id = modules[at].id or 0
        there = _activities(session, target_id)
        activity.module_id, activity.no = target_id, len(there) + 1
        session.flush()
        there.insert(0 if by > 0 else len(there), activity)
        number_in_order(session, listed)
        number_in_order(session, there)


def double_activities(db: Database, activity_ids: Collection[int], *, actor: Actor) -> list[int]:
    """Put a copy of each of these activities right after it; gives the copies' ids."""
    label = "Занятие повторено" if len(activity_ids) == 1 else "Занятия повторены"
    with db.writing(action=label, actor=actor) as session:
        made: list[int] = []
        for activity_id in activity_ids:
            activity = _open_activity(db, session, activity_id)
            listed = _activities(session, activity.module_id)
            copy = ModuleActivity(module_id=activity.module_id, no=len(listed) + 1, **_said(activity))
            made.append(add(session, copy))
            listed.insert(listed.index(activity) + 1, copy)
            number_in_order(session, listed)
        return made


def remove_activities(db: Database, activity_ids: Collection[int], *, actor: Actor) -> None:
    """Remove activities of a programme, all or none."""
    label = "Занятие убрано" if len(activity_ids) == 1 else "Занятия убраны"
    with db.writing(action=label, actor=actor) as session:
        for activity_id in activity_ids:
            activity = _open_activity(db, session, activity_id)
            rest = [each for each in _activities(session, activity.module_id) if each is not activity]
            session.delete(activity)
            session.flush()
            number_in_order(session, rest)


def _store(session: Session, program_id: int, no: int, draft: ModuleDraft) -> int:
    module_id = add(session, Module(program_id=program_id, no=no, **values(draft, without=("activities",))))
    for place, activity in enumerate(draft.activities, start=1):
        session.add(ModuleActivity(module_id=module_id, no=place, **values(activity)))
    return module_id


def _open_activity(db: Database, session: Session, activity_id: int) -> ModuleActivity:
    activity = found(session, ModuleActivity, activity_id, _NO_ACTIVITY)
    open_module(session, activity.module_id, today=db.today())
    return activity


def _modules(session: Session, program_id: int) -> list[Module]:
    return list(session.exec(select(Module).where(col(Module.program_id) == program_id).order_by(col(Module.no))))


def _activities(session: Session, module_id: int) -> list[ModuleActivity]:
    listed = select(ModuleActivity).where(col(ModuleActivity.module_id) == module_id)
    return list(session.exec(listed.order_by(col(ModuleActivity.no))))


def _said(activity: ModuleActivity) -> dict[str, Any]:
    """What an activity says of itself, without its place."""
    return activity.model_dump(include=set(ActivityDraft.model_fields))


def _shift(listed: list[Row], place: int, by: int) -> None:
    """Move one of the listed by a place, if there is one."""
    if 0 <= place + by < len(listed):
        listed[place], listed[place + by] = listed[place + by], listed[place]
