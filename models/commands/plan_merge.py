"""Module plans put together into the common year plan ([S2], domain.md §3.5)."""

from collections.abc import Sequence

from models.commands.plan_amendment import amend
from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import PlanKind
from models.rules.words import day_in_table
from models.schema.plans import Plan

_GONE = "Этого плана нет."
_MODULES = (PlanKind.QUARTER, PlanKind.HALF_YEAR)


def merge_plans(
    db: Database, year_plan_id: int, plan_ids: Sequence[int], *, actor: Actor, amendment: str | None = None
) -> None:
    """Merge module plans into a year plan: their items stay where they are and are counted, shown and printed in it.

    An approved year plan asks for the reason. Raises UserError where the one is no year plan, or a module plan lies
    outside its period or is merged into another one; nothing is merged then.
    """
    with db.writing(action="Планы объединены", actor=actor) as session:
        year = found(session, Plan, year_plan_id, _GONE)
        if PlanKind(year.kind) is not PlanKind.YEAR:
            raise UserError("Объединить планы можно только в общий план года.", "Выберите общий план или создайте его.")
        fresh = [
            plan
            for plan in (found(session, Plan, id_, _GONE) for id_ in dict.fromkeys(plan_ids))
            if plan.parent_id != year_plan_id
        ]
        for plan in fresh:
            _refuse_unfit(plan, year)
        if fresh:
            amend(db, session, year_plan_id, amendment)
        for plan in fresh:
            plan.parent_id = year_plan_id


def unmerge_plan(db: Database, plan_id: int, *, actor: Actor, amendment: str | None = None) -> None:
    """Take a module plan out of its year plan; an approved year plan asks for the reason."""
    with db.writing(action="План отделён от общего", actor=actor) as session:
        plan = found(session, Plan, plan_id, _GONE)
        if plan.parent_id is None:
            raise UserError("Этот план ни с каким не объединён.", "Обновите список планов.")
        amend(db, session, plan.parent_id, amendment)
        plan.parent_id = None


def _refuse_unfit(plan: Plan, year: Plan) -> None:
    # By its days, not by its title: a tutor may be named in that.
    named = f"План на {day_in_table(plan.starts_on)}–{day_in_table(plan.ends_on)}"
    if PlanKind(plan.kind) not in _MODULES:
        raise UserError(
            f"{named} — {PlanKind(plan.kind).label}, в общий такой не объединяют.",
            "Выберите модульные планы квартала или полугодия.",
        )
    if plan.parent_id is not None:
        raise UserError(f"{named} уже входит в другой общий план.", "Сначала отделите его от того плана.")
    if not year.starts_on <= plan.starts_on <= plan.ends_on <= year.ends_on:
        raise UserError(
            f"{named} выходит за срок общего: {day_in_table(year.starts_on)}–{day_in_table(year.ends_on)}.",
            "Выберите план этого года или исправьте его срок.",
        )
