"""What copying a plan to another period would bring, item by item."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import Source, rows
from models.queries.non_working_days import read_days_off
from models.queries.short_name import SHORT_NAME
from models.rows.codes import PlanItemStatus, PlanKind
from models.rows.plan_copy import CopiedItem, PlanCopyDraft, PlanCopyPreview
from models.rules.moved_dates import days_off, moved_dates
from models.rules.plan_periods import Span

_LEFT = "больше не в команде"


class _Source(NamedTuple):
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date


class _Item(NamedTuple):
    id: int
    section: str
    title: str
    format: str
    status: PlanItemStatus
    due_from: date
    due_to: date
    responsible_id: int
    responsible: str
    is_in_team: bool


class _Person(NamedTuple):
    id: int
    name: str


def copied_items(db: Database, plan_id: int, draft: PlanCopyDraft) -> PlanCopyPreview:
    """The preview of `copy_plan`: every item of the plan and of those merged into it, those left out aside.

    Raises UserError when the plan was removed meanwhile.
    """
    with db.reading() as session:
        return read_copy(session, db, plan_id, draft)


def read_copy(session: Source, db: Database, plan_id: int, draft: PlanCopyDraft) -> PlanCopyPreview:
    """The same inside an open transaction."""
    found = rows(session, _Source, "SELECT title, kind, starts_on, ends_on FROM plan WHERE id = :plan", plan=plan_id)
    if not found:
        raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
    plan = found[0]
    source, target = Span(plan.starts_on, plan.ends_on), Span(draft.starts_on, draft.ends_on)
    entered = read_days_off(session)
    years = range(target.start.year, target.end.year + 1)
    off = days_off(entered, years)
    head = _head(session, db.today())
    copied: list[CopiedItem] = []
    for item in _items(session, plan_id, db.today()):
        if item.id in draft.leave_out:
            continue
        moved = moved_dates(item.due_from, item.due_to, source=source, target=target, off=off)
        stays = item.is_in_team or head is None
        copied.append(
            CopiedItem(
                item.id,
                item.section,
                item.title,
                item.format,
                item.status,
                item.due_from,
                item.due_to,
                moved.first,
                moved.last,
                moved.why,
                item.responsible_id if stays or head is None else head.id,
                item.responsible if stays or head is None else head.name,
                "" if stays else f"{item.responsible} {_LEFT}",
            )
        )
    known = {day.year for day in entered}
    return PlanCopyPreview(
        plan_id=plan_id,
        title=plan.title,
        kind=plan.kind,
        draft=draft,
        items=tuple(sorted(copied, key=lambda item: (item.first, item.last, item.id))),
        guessed_years=tuple(year for year in years if year not in known),
    )


def _items(session: Source, plan_id: int, today: date) -> list[_Item]:
    return rows(
        session,
        _Item,
        f"""
        SELECT i.id, s.title, i.title, f.title, i.status, i.due_from, i.due_to, i.responsible_id,
               {SHORT_NAME.format("r")},
               r.pd_state = 'active' AND (
                   NOT EXISTS (SELECT 1 FROM role_assignment)
                   OR EXISTS (SELECT 1 FROM role_assignment AS a
                              WHERE a.person_id = r.id AND coalesce(a.ends_on, :today) >= :today))
        FROM plan_item AS i
        JOIN plan AS p ON p.id = i.plan_id
        JOIN plan_section AS s ON s.id = i.section_id
        JOIN event_format AS f ON f.id = i.format_id
        JOIN person AS r ON r.id = i.responsible_id
        WHERE p.id = :plan OR p.parent_id = :plan
        """,
        plan=plan_id,
        today=today,
    )


def _head(session: Source, today: date) -> _Person | None:
    """Who leads the site now, the руководитель площадки who began last."""
    found = rows(
        session,
        _Person,
        f"""
        SELECT p.id, {SHORT_NAME.format("p")}
        FROM role_assignment AS a JOIN role AS r ON r.id = a.role_id JOIN person AS p ON p.id = a.person_id
        WHERE r.code = 'head' AND coalesce(a.ends_on, :today) >= :today AND a.starts_on <= :today
        ORDER BY a.starts_on DESC, a.id DESC LIMIT 1
        """,
        today=today,
    )
    return found[0] if found else None
