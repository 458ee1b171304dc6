"""The дорожная карта with the facts of its indicators."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import Source, rows
from models.queries.indicators import filters_of
from models.queries.measures import measured
from models.queries.paper_names import PAPER_SHORT_NAME
from models.rows.codes import PlanItemStatus
from models.rows.plan_roadmap import RoadmapLine, RoadmapTask
from models.rules.measures import Measure
from models.rules.periods import parse_period

_NO_TASK = "Без задачи"


class _Line(NamedTuple):
    task_id: int | None
    task: str | None
    id: int
    title: str
    indicator_id: int | None
    indicator: str | None
    unit: str
    formula: Measure | None
    filters: str | None
    planned_value: float | None
    due_from: date
    due_to: date
    status: PlanItemStatus
    responsible: str
    expected_result: str | None


class _Span(NamedTuple):
    starts_on: date
    ends_on: date


class _Kept(NamedTuple):
    period: str
    value: float


def roadmap_lines(db: Database, plan_id: int) -> tuple[RoadmapTask, ...]:
    """Lines of a plan and of those merged into it by the tasks they serve; a line of two tasks stands under both.

    A computed indicator is counted over the plan's period; of a keyed-in one the newest value inside it counts.
    Raises UserError when the plan was removed meanwhile.
    """
    with db.reading() as session:
        spans = rows(session, _Span, "SELECT starts_on, ends_on FROM plan WHERE id = :plan", plan=plan_id)
        if not spans:
            raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
        lines = rows(
            session,
            _Line,
            f"""
            SELECT t.id, t.title, i.id, i.title, n.id, n.title, coalesce(n.unit, ''), n.formula, n.filters,
                   i.planned_value,
                   i.due_from, i.due_to, i.status, {PAPER_SHORT_NAME.format("r")}, i.expected_result
            FROM plan_item AS i
            JOIN person AS r ON r.id = i.responsible_id
            LEFT JOIN plan_item_task AS it ON it.plan_item_id = i.id
            LEFT JOIN support_task AS t ON t.id = it.task_id
            LEFT JOIN indicator AS n ON n.id = i.indicator_id
            WHERE i.plan_id IN (SELECT id FROM plan WHERE id = :plan OR parent_id = :plan)
            ORDER BY t.id IS NULL, t.sort_order, t.id, i.due_to, i.id
            """,
            plan=plan_id,
        )
        facts = {
            line.indicator_id: _fact(session, line.indicator_id, line, spans[0], today=db.today())
            for line in {line.indicator_id: line for line in lines}.values()
            if line.indicator_id is not None
        }
    tasks: dict[int | None, RoadmapTask] = {}
    for line in lines:
        before = tasks.get(line.task_id) or RoadmapTask(line.task_id, line.task or _NO_TASK, ())
        made = _shown(line, facts.get(line.indicator_id) if line.indicator_id is not None else None)
        tasks[line.task_id] = before._replace(lines=(*before.lines, made))
    return tuple(tasks.values())


def _shown(line: _Line, fact: float | None) -> RoadmapLine:
    is_reached = fact is not None and line.planned_value is not None and fact >= line.planned_value
    return RoadmapLine(
        line.id,
        line.title,
        line.indicator,
        line.unit,
        line.planned_value,
        fact,
        is_reached,
        line.due_from,
        line.due_to,
        line.status,
        line.responsible,
        line.expected_result,
    )


def _fact(session: Source, indicator_id: int, line: _Line, span: _Span, *, today: date) -> float | None:
    if line.formula is not None:
        return measured(
            session, line.formula, filters_of(line.filters), start=span.starts_on, end=span.ends_on, today=today
        )
    kept = rows(
        session,
        _Kept,
        "SELECT period, value FROM indicator_value WHERE indicator_id = :indicator AND value IS NOT NULL",
        indicator=indicator_id,
    )
    inside = [
        (period.end, period.end - period.start, each.value)
        for each in kept
        if span.starts_on <= (period := parse_period(each.period)).start and period.end <= span.ends_on
    ]
    return max(inside)[2] if inside else None
