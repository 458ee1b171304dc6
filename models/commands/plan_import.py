"""Accepting the rows of an imported plan."""

from collections.abc import Sequence

from models.commands.plan_amendment import amend
from models.commands.plans import refuse_outside, store_item
from models.commands.store import known_links
from models.database import Actor, Database
from models.errors import UserError
from models.rows.plans import PlanItemDraft


def accept_plan_rows(
    db: Database,
    plan_id: int,
    drafts: Sequence[PlanItemDraft],
    *,
    actor: Actor,
    amendment: str | None = None,
) -> tuple[int, ...]:
    """Add these lines (`PlanImportPreview.drafts`) to a plan in one action, undone whole; gives their ids.

    An approved plan asks for the reason. Nothing is written when one line does not hold.
    """
    if not drafts:
        raise UserError("Нет ни одной строки, которую можно записать.", "Исправьте отмеченные ячейки.")
    with known_links(), db.writing(action="План загружен из таблицы", actor=actor) as session:
        plan = amend(db, session, plan_id, amendment)
        for draft in drafts:
            refuse_outside(plan, draft.due_to)
        return tuple(store_item(db, session, plan_id, draft) for draft in drafts)
