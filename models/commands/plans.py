"""Plans and their items: agreed, carried out, moved and explained ([S2], domain.md §3.5)."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from models.commands.plan_amendment import amend
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import number
from models.queries.plan_obstacles import read_obstacles
from models.rows.codes import MeetingBody, PlanStatus
from models.rows.plans import PlanApproval, PlanDraft, PlanItemDraft
from models.rules.plans import is_due_in, needs_amendment, next_status
from models.rules.words import counted, day_in_table
from models.schema.journals import Meeting
from models.schema.plans import Plan, PlanItem, PlanItemTask

_LINKS = ("task_ids",)
_FACTS = frozenset({"status", "done_on", "postponed_to", "reason"})
"""Fields that say what became of an item, not what was planned."""


def add_plan(db: Database, draft: PlanDraft, *, actor: Actor) -> int:
    """Begin a plan for a period."""
    with known_links(), db.writing(action="План создан", actor=actor) as session:
        return add(session, Plan(uid=db.new_uid(), **values(draft)))


def change_plan(db: Database, plan_id: int, draft: PlanDraft, *, actor: Actor, amendment: str | None = None) -> None:
    """Change a plan's title, period, programme, tutor and the texts at its head; merging is another command."""
    with known_links(), db.writing(action="План изменён", actor=actor) as session:
        plan = found(session, Plan, plan_id, "Этого плана нет.")
        new = values(draft, without=("parent_id",))
        if any(getattr(plan, name) != value for name, value in new.items()):
            amend(db, session, plan_id, amendment)
            plan.sqlmodel_update(new)


def remove_plan(db: Database, plan_id: int, *, actor: Actor) -> None:
    """Remove a plan that is not approved yet, with its items; «Вернуть» brings all of it back.

    Refused while events were held for its items, or other plans are merged into it.
    """
    with db.writing(action="План убран", actor=actor) as session:
        plan = found(session, Plan, plan_id, "Этого плана нет.")
        if needs_amendment(PlanStatus(plan.status)):
            raise UserError("Этот план утверждён, убрать его нельзя.", "Закройте его: он останется в истории.")
        held = "SELECT count(*) FROM event AS e JOIN plan_item AS i ON i.id = e.plan_item_id WHERE i.plan_id = :plan"
        if number(session, held, plan=plan_id):
            raise UserError("По пунктам этого плана уже есть мероприятия.", "Сначала отвяжите их от пунктов плана.")
        if number(session, "SELECT count(*) FROM plan WHERE parent_id = :plan", plan=plan_id):
            raise UserError("В этот план объединены другие.", "Сначала отделите их.")
        session.delete(plan)


def advance_plan(db: Database, plan_id: int, approval: PlanApproval, *, actor: Actor) -> None:
    """Take a plan one state on: черновик → обсуждён советом → согласован → утверждён → закрыт.

    Refused without the paper of the step (the протокол of a discussion, who approved), with a date that has not come
    or comes before the former step, and while `plan_obstacles` names anything that blocks. «Вернуть» steps back.
    """
    with db.writing(action=f"План: {approval.status.label}", actor=actor) as session:
        plan = found(session, Plan, plan_id, "Этого плана нет.")
        expected = next_status(PlanStatus(plan.status))
        if approval.status is not expected:
            step = f"Следующий шаг — «{expected.label}»." if expected else "План закрыт и больше не меняется."
            raise UserError(f"План сейчас в состоянии «{PlanStatus(plan.status).label}».", step)
        if approval.status in (PlanStatus.APPROVED, PlanStatus.CLOSED):
            _refuse_obstacles(session, db, plan_id)
        on = approval.on
        if approval.status is PlanStatus.DISCUSSED:
            plan.council_protocol_no, on = _protocol(session, plan_id, approval)
            plan.council_on = on
        elif approval.status is PlanStatus.AGREED:
            plan.agreed_on = on
        elif approval.status is PlanStatus.APPROVED:
            if not approval.by:
                raise UserError("Не указано, кто утвердил план.", "Напишите должность, например «заведующий».")
            plan.approved_on, plan.approved_by = on, approval.by
        _refuse_disorder(plan, on, today=db.today())
        plan.status = approval.status


def add_plan_item(
    db: Database, plan_id: int, draft: PlanItemDraft, *, actor: Actor, amendment: str | None = None
) -> int:
    """Add a line to a plan; an approved plan asks for the reason of the change (`amendment`)."""
    with known_links(), db.writing(action="Пункт плана добавлен", actor=actor) as session:
        _refuse_unapproved_days(amend(db, session, plan_id, amendment), draft.due_to)
        return store_item(db, session, plan_id, draft)


def change_plan_item(
    db: Database, item_id: int, draft: PlanItemDraft, *, actor: Actor, amendment: str | None = None
) -> None:
    """Change a line of a plan; what was done, moved or cancelled needs no amendment, what was planned does."""
    with known_links(), db.writing(action="Пункт плана изменён", actor=actor) as session:
        item = found(session, PlanItem, item_id, "Этого пункта плана нет.")
        new = values(draft, without=_LINKS)
        is_replanned = any(getattr(item, name) != value for name, value in new.items() if name not in _FACTS)
        if is_replanned or _tasks_of(session, item_id) != set(draft.task_ids):
            plan = amend(db, session, item.plan_id, amendment)
            if item.due_to != draft.due_to:
                _refuse_unapproved_days(plan, draft.due_to)
        item.sqlmodel_update(new)
        _link_tasks(session, item_id, draft.task_ids)


def remove_plan_item(db: Database, item_id: int, *, actor: Actor, amendment: str | None = None) -> None:
    """Take a line out of a plan; refused while events were held for it."""
    with db.writing(action="Пункт плана убран", actor=actor) as session:
        item = found(session, PlanItem, item_id, "Этого пункта плана нет.")
        if number(session, "SELECT count(*) FROM event WHERE plan_item_id = :item", item=item_id):
            raise UserError(
                "По этому пункту уже есть мероприятия.", "Отмените пункт с причиной или отвяжите от него мероприятия."
            )
        amend(db, session, item.plan_id, amendment)
        session.delete(item)


def store_item(db: Database, session: Session, plan_id: int, draft: PlanItemDraft) -> int:
    """Store a line with its tasks inside an open action; the plan was asked already."""
    item_id = add(session, PlanItem(uid=db.new_uid(), plan_id=plan_id, **values(draft, without=_LINKS)))
    _link_tasks(session, item_id, draft.task_ids)
    return item_id


def refuse_outside(plan: Plan, due_to: date) -> None:
    """Refuse a term that does not end in the plan's period."""
    if not is_due_in(due_to, plan.starts_on, plan.ends_on):
        raise UserError(
            f"Срок пункта выходит за срок плана: {day_in_table(plan.starts_on)}–{day_in_table(plan.ends_on)}.",
            "Выберите дни внутри него. Перенесённому пункту новую дату можно указать и позже.",
        )


def _refuse_unapproved_days(plan: Plan, due_to: date) -> None:
    """An approved plan takes no line outside its period at once; a draft is asked when it is approved."""
    if needs_amendment(PlanStatus(plan.status)):
        refuse_outside(plan, due_to)


def _refuse_obstacles(session: Session, db: Database, plan_id: int) -> None:
    blocking = [each for each in read_obstacles(session, db, plan_id) if each.blocks]
    if not blocking:
        return
    # Titles of items stay out of it: a person may be named in them.
    first, more = blocking[0], len(blocking) - 1
    rest = f" И ещё {counted(more, 'замечание', 'замечания', 'замечаний')}." if more else ""
    raise UserError(f"{first.message}{rest}", first.advice)


def _protocol(session: Session, plan_id: int, approval: PlanApproval) -> tuple[str, date]:
    """Number and date of the протокол: of the meeting, which then names the plan, or as they were typed."""
    if approval.meeting_id is None:
        if not approval.protocol_no:
            raise UserError("Не указан номер протокола совета.", "Впишите номер или выберите протокол из журнала.")
        return approval.protocol_no, approval.on
    meeting = found(session, Meeting, approval.meeting_id, "Этого протокола нет.")
    if MeetingBody(meeting.body) is not MeetingBody.COUNCIL:
        raise UserError("Это протокол не совета площадки.", "План обсуждает совет: выберите его протокол.")
    meeting.plan_id = meeting.plan_id or plan_id
    return meeting.number, meeting.held_on


def _refuse_disorder(plan: Plan, on: date, *, today: date) -> None:
    if on > today:
        raise UserError("Эта дата ещё не наступила.", "Укажите дату, которая стоит на бумаге.")
    former = [day for day in (plan.council_on, plan.agreed_on, plan.approved_on) if day is not None and day > on]
    if former:
        raise UserError(f"Дата раньше прежнего шага: он был {day_in_table(max(former))}.", "Проверьте дату этого шага.")


def _tasks_of(session: Session, item_id: int) -> set[int]:
    found_rows = session.connection().exec_driver_sql(
        "SELECT task_id FROM plan_item_task WHERE plan_item_id = ?", (item_id,)
    )
    return {int(id_) for (id_,) in found_rows}


def _link_tasks(session: Session, item_id: int, task_ids: Iterable[int]) -> None:
    """Bring the item's tasks to these; what stays is not touched."""
    linked, wanted = _tasks_of(session, item_id), set(task_ids)
    for id_ in sorted(linked - wanted):
        session.connection().exec_driver_sql(
            "DELETE FROM plan_item_task WHERE plan_item_id = ? AND task_id = ?", (item_id, id_)
        )
    session.add_all(PlanItemTask(plan_item_id=item_id, task_id=id_) for id_ in sorted(wanted - linked))
