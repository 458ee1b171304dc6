"""What every change of an approved plan asks for: its reason ([S2], domain.md §3.5)."""

from sqlmodel import Session

from models.commands.store import found
from models.database import Database
from models.errors import UserError
from models.rows.codes import PlanStatus
from models.rules.plans import needs_amendment
from models.schema.plans import Plan, PlanAmendment


def amend(db: Database, session: Session, plan_id: int, reason: str | None) -> Plan:
    """Give the plan about to be changed; an approved or closed one keeps `reason` with the action, or is refused.

    One action keeps one reason however many of its rows change.
    """
    plan = found(session, Plan, plan_id, "Этого плана нет.")
    if not needs_amendment(PlanStatus(plan.status)):
        return plan
    stated = (reason or "").strip()
    if not stated:
        raise UserError("Этот план утверждён.", "Чтобы изменить его, нажмите «Изменить план» и укажите причину.")
    action_id = session.info["action_id"]
    session.add(PlanAmendment(plan_id=plan_id, made_on=db.today(), reason=stated, action_id=action_id))
    return plan
