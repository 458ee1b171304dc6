"""Making a plan out of last year's."""

from sqlmodel import Session

from models.commands.store import add, known_links
from models.database import Actor, Database
from models.errors import UserError
from models.queries.plan_copy import read_copy
from models.rows.codes import PlanItemStatus
from models.rows.plan_copy import CopiedItem, PlanCopied, PlanCopyDraft
from models.schema.plans import Plan, PlanItem, PlanItemTask

_FRESH = frozenset({"id", "uid", "plan_id", "status", "done_on", "postponed_to", "reason", "created_at", "updated_at"})
"""Columns of an item that a copy does not take over: who it is, and what became of it."""


def copy_plan(db: Database, plan_id: int, draft: PlanCopyDraft, *, actor: Actor) -> PlanCopied:
    """Make a draft plan of another one's items, days moved as `copied_items` shows, states as at the beginning.

    The copy of a year plan holds the items of the module plans merged into it. Formats, indicators, tasks, planned
    values and texts of the head are kept. Raises UserError where nothing is left to copy.
    """
    with known_links(), db.writing(action="План скопирован", actor=actor) as session:
        preview = read_copy(session, db, plan_id, draft)
        if not preview.items:
            raise UserError("В плане нет пунктов, которые можно скопировать.", "Выберите другой план.")
        source = session.get_one(Plan, plan_id)
        copy = Plan(
            uid=db.new_uid(),
            title=draft.title,
            kind=source.kind,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            program_id=source.program_id,
            tutor_id=source.tutor_id,
            goal=source.goal,
            tasks=source.tasks,
        )
        copy_id = add(session, copy)
        for item in preview.items:
            _copy_item(db, session, copy_id, item)
        return PlanCopied(copy_id, len(preview.items))


def _copy_item(db: Database, session: Session, copy_id: int, item: CopiedItem) -> None:
    kept = session.get_one(PlanItem, item.id).model_dump(exclude=set(_FRESH))
    kept |= {"due_from": item.first, "due_to": item.last, "responsible_id": item.responsible_id}
    made = PlanItem(uid=db.new_uid(), plan_id=copy_id, status=PlanItemStatus.PLANNED, **kept)
    made_id = add(session, made)
    tasks = session.connection().exec_driver_sql(
        "SELECT task_id FROM plan_item_task WHERE plan_item_id = ? ORDER BY task_id", (item.id,)
    )
    session.add_all(PlanItemTask(plan_item_id=made_id, task_id=task_id) for (task_id,) in tasks)
