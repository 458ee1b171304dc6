"""Lines of the plan inside an open snapshot: what the page «План работ» lists, and «Обзор» counts."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from models.queries.fetch import Source, rows
from models.queries.folded import folded, pattern
from models.queries.paper_names import PAPER_SHORT_NAME
from models.queries.plan_days import AWAITED_ON, COUNTS
from models.rows.plan_board import LineOrder, LineWish, PlanLine

CAME = """(SELECT count(*) FROM attendance AS a WHERE a.event_id = e.id AND a.state IN ('present', 'remote'))"""
"""How many of our people came to the event `e`."""


def _lines(which: str) -> str:
    """SQL of the lines of the plans that `which` picks."""
    return f"""
WITH section AS MATERIALIZED (
    SELECT id, title, row_number() OVER (ORDER BY sort_order, id) AS no FROM plan_section
),
numbered AS MATERIALIZED (
    SELECT id, row_number() OVER (PARTITION BY plan_id, section_id ORDER BY due_from, id) AS place FROM plan_item
    WHERE plan_id IN (SELECT i.plan_id FROM plan_item AS i WHERE {COUNTS})
),
line AS (
    SELECT i.id, i.plan_id, p.status AS plan_status, i.section_id, s.no AS section_no, s.title AS section,
           coalesce(nullif(trim(i.task_no), ''), s.no || '.' || n.place) AS number,
           i.title, f.title AS format, i.mode, i.due_from, i.due_to,
           {AWAITED_ON} AS day,
           i.status, i.planned_count, count(e.id) AS events,
           coalesce(sum(e.total_external + {CAME}), 0) AS participants,
           coalesce(max(e.held_on), i.done_on) AS held_on, i.responsible_id,
           {PAPER_SHORT_NAME.format("r")} AS responsible,
           i.status IN ('planned', 'in_progress') AND i.due_to < :today AS is_overdue,
           i.status <> 'cancelled' AND count(e.id) = 0 AND i.done_on IS NULL
               AND {AWAITED_ON} < :today AS lacks_fact,
           i.uid, i.format_id, i.place, i.audience, i.expected_result, i.postponed_to, i.reason,
           CASE WHEN i.status = 'done' AND i.postponed_to IS NOT NULL THEN 'done_moved'
                WHEN i.status = 'done'
                THEN CASE WHEN coalesce(max(e.held_on), i.done_on) > i.due_to THEN 'done_late' ELSE 'done' END
                WHEN i.status = 'postponed' THEN 'moved'
                WHEN i.status = 'cancelled' THEN 'cancelled'
                WHEN i.due_to < :today THEN 'late' ELSE 'ahead' END AS fact
    FROM plan_item AS i
    JOIN plan AS p ON p.id = i.plan_id
    JOIN section AS s ON s.id = i.section_id
    JOIN numbered AS n ON n.id = i.id
    JOIN event_format AS f ON f.id = i.format_id
    JOIN person AS r ON r.id = i.responsible_id
    LEFT JOIN event AS e ON e.plan_item_id = i.id AND e.held_on <= :today
    WHERE {which} AND {COUNTS}
    GROUP BY i.id
)
"""


PLAN_LINES = _lines("p.kind <> 'roadmap'")
"""`line`: every item due in a period or moved into it, with its number, day and facts; the road map is apart."""

_LINES_OF_PLAN = _lines("i.plan_id IN (SELECT id FROM plan WHERE id = :plan OR parent_id = :plan)")

_ORDER: Mapping[LineOrder, tuple[str, ...]] = MappingProxyType(
    {
        LineOrder.NUMBER: ("CAST(substr(number, instr(number, '.') + 1) AS INTEGER)", "number"),
        LineOrder.TITLE: (folded("title"),),
        LineOrder.DAY: ("day",),
        LineOrder.RESPONSIBLE: (folded("responsible"),),
        LineOrder.COUNT: ("planned_count",),
        LineOrder.STATE: ("CASE WHEN is_overdue THEN 'overdue' ELSE status END",),
    }
)


def read_lines(session: Source, start: date, end: date, today: date, wish: LineWish | None = None) -> list[PlanLine]:
    """All lines due between two days inside an open snapshot, in the order wished for; `is_wanted` tells the filtered.

    A wish for one plan leaves the lines of other plans out altogether.
    """
    wished = wish or LineWish()
    where, params = _where(wished)
    turn = " DESC" if wished.descending else ""
    order = ", ".join(f"{key}{turn}" for key in _ORDER[wished.order])
    return rows(
        session,
        PlanLine,
        f"{PLAN_LINES if wished.plan_id is None else _LINES_OF_PLAN} "
        f"SELECT *, {where} FROM line ORDER BY section_no, {order}, day, id",
        start=start,
        end=end,
        today=today,
        **params,
    )


_SERVED_FUNCTION = """id IN (SELECT e.plan_item_id FROM event AS e
    JOIN event_function AS f ON f.event_id = e.id WHERE f.function_id = :function)"""


def _where(wish: LineWish) -> tuple[str, dict[str, object]]:
    """The filters of the bar and the strip, the quick one left out."""
    parts: list[str] = ["1"]
    params: dict[str, object] = {}
    if wish.search.strip():
        parts.append(
            "("
            + " OR ".join(
                f"{sought} LIKE :search ESCAPE '\\'"
                for sought in ("number", *map(folded, ("title", "responsible", "place", "expected_result")))
            )
            + ")"
        )
        params["search"] = pattern(wish.search)
    for name, value, condition in (
        ("section", wish.section_id, "section_id = :section"),
        ("responsible", wish.responsible_id, "responsible_id = :responsible"),
        ("format", wish.format_id, "format_id = :format"),
        ("status", wish.status, "status = :status"),
        ("function", wish.function_id, _SERVED_FUNCTION),
        ("task", wish.task_id, "id IN (SELECT plan_item_id FROM plan_item_task WHERE task_id = :task)"),
    ):
        if value is not None:
            parts.append(condition)
            params[name] = value
    if wish.plan_id is not None:
        params["plan"] = wish.plan_id
    if wish.first_day is not None and wish.last_day is not None:
        parts.append("min(max(day, :start), :end) BETWEEN :first AND :last")
        params |= {"first": wish.first_day, "last": wish.last_day}
    return " AND ".join(parts), params
