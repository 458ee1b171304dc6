"""Which plan a page of a period means, and what a new item of it begins with."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from models.rows.codes import PlanKind, PlanStatus, ReportType
from models.rows.plan_board import PlanBoard, PlanInPeriod
from models.rules.periods import Period
from models.rules.plan_periods import period_of
from models.rules.words import counted

PLAN_KIND: Mapping[ReportType, PlanKind] = MappingProxyType(
    {
        ReportType.QUARTER: PlanKind.QUARTER,
        ReportType.HALF_YEAR: PlanKind.HALF_YEAR,
        ReportType.YEAR: PlanKind.YEAR,
        ReportType.SCHOOL_YEAR: PlanKind.YEAR,
    }
)
"""The kind of plan that a period of each kind has."""
_AUTUMN = 8
"""From this month on a year plan is one of the school year."""


def own_plan(period: Period, plans: Sequence[PlanInPeriod]) -> PlanInPeriod | None:
    """The plan whose state the page shows: the one of the period's kind, else a wider one that holds its items.

    `plans` come the best fitting first.
    """
    covering = [plan for plan in plans if plan.starts_on <= period.start and plan.ends_on >= period.end]
    same = [plan for plan in plans if plan.kind is PLAN_KIND[period.kind]]
    if same and (same[0] in covering or same[0].items or not covering):
        return same[0]
    return next((plan for plan in covering if plan.items), None)


def narrowest(plans: Sequence[PlanInPeriod], day: date) -> PlanInPeriod | None:
    """The plan a new item of this day goes into: the shortest that holds the day."""
    holding = [plan for plan in plans if plan.starts_on <= day <= plan.ends_on]
    return min(holding, key=lambda plan: (plan.ends_on - plan.starts_on, plan.id), default=None)


def year_above(period: Period, plans: Sequence[PlanInPeriod]) -> PlanInPeriod | None:
    """The year plan that a module plan of the period is merged into ([S2]); a year plan has none."""
    if PLAN_KIND[period.kind] is PlanKind.YEAR:
        return None
    return next(
        (
            plan
            for plan in plans
            if plan.kind is PlanKind.YEAR and plan.starts_on <= period.start and plan.ends_on >= period.end
        ),
        None,
    )


def period_of_plan(kind: PlanKind, starts_on: date) -> Period:
    """The period whose page shows a plan: a year plan is one of the school year or of the calendar year."""
    match kind:
        case PlanKind.QUARTER:
            return period_of(ReportType.QUARTER, starts_on)
        case PlanKind.HALF_YEAR:
            return period_of(ReportType.HALF_YEAR, starts_on)
        case _:
            return period_of(ReportType.YEAR if starts_on.month < _AUTUMN else ReportType.SCHOOL_YEAR, starts_on)


def next_number(board: PlanBoard, section_id: int, section_no: int) -> str:
    """The number after the last one of the section: «3.6»."""
    taken = [
        int(last)
        for line in board.lines
        if line.section_id == section_id and (last := line.number.rpartition(".")[2]).isdigit()
    ]
    items = [section.items for section in board.sections if section.id == section_id]
    return f"{section_no}.{max([*taken, *items, 0]) + 1}"


def paper_day(plan: PlanInPeriod) -> date | None:
    """The day of the paper behind the plan's state."""
    return {
        PlanStatus.DISCUSSED: plan.council_on,
        PlanStatus.AGREED: plan.agreed_on,
        PlanStatus.APPROVED: plan.approved_on,
        PlanStatus.CLOSED: plan.approved_on,
    }.get(plan.status)


def total_words(board: PlanBoard) -> str:
    """«24 пункта · выполнено 17»; "" for an empty period."""
    if not board.counts.items:
        return ""
    return f"{counted(board.counts.items, 'пункт', 'пункта', 'пунктов')} · выполнено {board.counts.done}"
