"""Plans and their items: agreed, carried out, moved and explained ([S2], domain.md §3.5)."""

from sqlmodel import Session

from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import PlanStatus
from models.rows.plans import PlanApproval, PlanDraft, PlanItemDraft
from models.rules.plans import needs_amendment, next_status
from models.schema.plans import Plan, PlanAmendment, PlanItem


def add_plan(db: Database, draft: PlanDraft, *, actor: Actor) -> int:
    """Begin a plan for a period."""
    with known_links(), db.writing(action="План создан", actor=actor) as session:
        return add(session, Plan(uid=db.new_uid(), **values(draft)))


def advance_plan(db: Database, plan_id: int, approval: PlanApproval, *, actor: Actor) -> None:
    """Take a plan one state on: черновик → обсуждён советом → согласован → утверждён → закрыт."""
    with db.writing(action=f"План: {approval.status.label}", actor=actor) as session:
        plan = found(session, Plan, plan_id, "Этого плана нет.")
        expected = next_status(PlanStatus(plan.status))
        if approval.status is not expected:
            step = f"Следующий шаг — «{expected.label}»." if expected else "План закрыт и больше не меняется."
            raise UserError(f"План сейчас в состоянии «{PlanStatus(plan.status).label}».", step)
        plan.status = approval.status
        if approval.status is PlanStatus.DISCUSSED:
            plan.council_protocol_no, plan.council_on = approval.protocol_no, approval.on
        elif approval.status is PlanStatus.AGREED:
            plan.agreed_on = approval.on
        elif approval.status is PlanStatus.APPROVED:
            plan.approved_on, plan.approved_by = approval.on, approval.by


def add_plan_item(
    db: Database, plan_id: int, draft: PlanItemDraft, *, actor: Actor, amendment: str | None = None
) -> int:
    """Add a line to a plan; an approved plan asks for the reason of the change (`amendment`)."""
    with known_links(), db.writing(action="Пункт плана добавлен", actor=actor) as session:
        _amend(db, session, plan_id, amendment)
        return add(session, PlanItem(uid=db.new_uid(), plan_id=plan_id, **values(draft)))


def change_plan_item(
    db: Database, item_id: int, draft: PlanItemDraft, *, actor: Actor, amendment: str | None = None
) -> None:
    """Change a line of a plan; what was done, moved or cancelled needs no amendment, what was planned does."""
    with known_links(), db.writing(action="Пункт плана изменён", actor=actor) as session:
        item = found(session, PlanItem, item_id, "Этого пункта плана нет.")
        new = values(draft)
        if any(getattr(item, name) != value for name, value in new.items() if name not in _FACTS):
            _amend(db, session, item.plan_id, amendment)
        item.sqlmodel_update(new)


def remove_plan_item(db: Database, item_id: int, *, actor: Actor, amendment: str | None = None) -> None:
    """Take a line out of a plan; refused while events were held for it."""
    with db.writing(action="Пункт плана убран", actor=actor) as session:
        item = found(session, PlanItem, item_id, "Этого пункта плана нет.")
        held = session.connection().exec_driver_sql("SELECT count(*) FROM event WHERE plan_item_id = ?", (item_id,))
        if held.scalar_one():
            raise UserError(
                "По этому пункту уже есть мероприятия.", "Отмените пункт с причиной или отвяжите от него мероприятия."
            )
        _amend(db, session, item.plan_id, amendment)
        session.delete(item)


_FACTS = frozenset({"status", "done_on", "postponed_to", "reason"})
"""Fields that say what became of an item, not what was planned."""


def _amend(db: Database, session: Session, plan_id: int, reason: str | None) -> None:
    plan = found(session, Plan, plan_id, "Этого плана нет.")
    if not needs_amendment(PlanStatus(plan.status)):
        return
    stated = (reason or "").strip()
    if not stated:
        raise UserError("Этот план утверждён.", "Чтобы изменить его, нажмите «Изменить план» и укажите причину.")
    action_id = session.info["action_id"]
    session.add(PlanAmendment(plan_id=plan_id, made_on=db.today(), reason=stated, action_id=action_id))
