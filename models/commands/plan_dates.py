"""Moving a line of a plan to other days: what dragging in the calendar and the timeline does."""

from datetime import date

from models.commands.plan_amendment import amend
from models.commands.plans import refuse_outside
from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import PlanItemStatus, PlanStatus
from models.rules.plans import DateChange, date_change, needs_amendment
from models.schema.plans import Plan, PlanItem

_SETTLED = (PlanItemStatus.DONE, PlanItemStatus.CANCELLED)


def move_plan_item_dates(
    db: Database,
    item_id: int,
    *,
    to: date,
    until: date | None = None,
    actor: Actor,
    amendment: str | None = None,
) -> None:
    """Bring a line to other days: `to` is its new first day, `until` its new last one (default: the length is kept).

    A plan that is not approved simply gets the new days, inside its period. In an approved one the agreed days stay
    on paper ([S2]): a line brought past its due becomes «перенесено» to its new last day, and `amendment` is the
    reason that the report prints; brought back to its due or before it, a moved line is «запланировано» again. Any
    other move of an approved line changes the plan itself and is an amendment with that reason. A line that is done
    or cancelled does not move.
    """
    with db.writing(action="Срок пункта изменён", actor=actor) as session:
        item = found(session, PlanItem, item_id, "Этого пункта плана нет.")
        plan = found(session, Plan, item.plan_id, "Этого плана нет.")
        status = PlanItemStatus(item.status)
        if status in _SETTLED:
            raise UserError(f"Пункт уже в состоянии «{status.label}».", "Измените состояние, потом переносите.")
        last = until or to + (item.due_to - item.due_from)
        if last < to:
            raise UserError("Срок кончается раньше, чем начинается.", "Проверьте даты.")
        change = date_change(
            status, (item.due_from, item.due_to), (to, last), is_approved=needs_amendment(PlanStatus(plan.status))
        )
        match change:
            case DateChange.POSTPONED:
                item.status, item.postponed_to, item.reason = PlanItemStatus.POSTPONED, last, _stated(amendment)
            case DateChange.BACK:
                item.status, item.postponed_to, item.reason = PlanItemStatus.PLANNED, None, None
            case DateChange.REPLANNED:
                if (item.due_from, item.due_to) == (to, last):
                    return
                refuse_outside(plan, last)
                amend(db, session, item.plan_id, amendment)
                item.due_from, item.due_to = to, last


def _stated(reason: str | None) -> str:
    stated = (reason or "").strip()
    if not stated:
        raise UserError("Пункт переносится на срок позже утверждённого.", "Напишите, почему: причина попадёт в отчёт.")
    return stated
