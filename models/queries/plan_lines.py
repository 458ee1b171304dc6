"""Lines of the plan inside an open snapshot: what the page «План работ» lists, and «Обзор» counts."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from models.queries.fetch import Source, rows
from models.queries.folded import folded, pattern
from models.queries.short_name import SHORT_NAME
from models.rows.plan_board import LineOrder, LineWish, PlanLine

CAME = """(SELECT count(*) FROM attendance AS a WHERE a.event_id = e.id AND a.state IN ('present', 'remote'))"""
"""How many of our people came to the event `e`."""

PLAN_LINES = f"""
WITH section AS MATERIALIZED (
    SELECT id, title, row_number() OVER (ORDER BY sort_order, id) AS no FROM plan_section
),
numbered AS MATERIALIZED (
    SELECT id, row_number() OVER (PARTITION BY plan_id, section_id ORDER BY due_from, id) AS place FROM plan_item
),
line AS (
    SELECT i.id, i.plan_id, p.status AS plan_status, i.section_id, s.no AS section_no, s.title AS section,
           coalesce(nullif(trim(i.task_no), ''), s.no || '.' || n.place) AS number,
           i.title, f.title AS format, i.mode, i.due_from, i.due_to,
           CASE i.status WHEN 'postponed' THEN i.postponed_to ELSE i.due_to END AS day,
           i.status, i.planned_count, count(e.id) AS events,
           coalesce(sum(e.total_external + {CAME}), 0) AS participants,
           coalesce(max(e.held_on), i.done_on) AS held_on, i.responsible_id, {SHORT_NAME.format("r")} AS responsible,
           i.status IN ('planned', 'in_progress') AND i.due_to < :today AS is_overdue,
           i.status <> 'cancelled' AND count(e.id) = 0 AND i.done_on IS NULL
               AND CASE i.status WHEN 'postponed' THEN i.postponed_to ELSE i.due_to END < :today AS lacks_fact
    FROM plan_item AS i
    JOIN plan AS p ON p.id = i.plan_id
    JOIN section AS s ON s.id = i.section_id
    JOIN numbered AS n ON n.id = i.id
    JOIN event_format AS f ON f.id = i.format_id
    JOIN person AS r ON r.id = i.responsible_id
    LEFT JOIN event AS e ON e.plan_item_id = i.id AND e.held_on <= :today
    WHERE p.kind <> 'roadmap'
      AND (i.due_to BETWEEN :start AND :end OR (i.status = 'postponed' AND i.postponed_to BETWEEN :start AND :end))
    GROUP BY i.id
)
"""
"""`line`: every item due in a period or moved into it, with its number, day and facts; the road map is apart."""

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
    """All lines between two days inside an open snapshot, in the order wished for; `is_wanted` tells the filtered."""
    wished = wish or LineWish()
    where, params = _where(wished)
    turn = " DESC" if wished.descending else ""
    order = ", ".join(f"{key}{turn}" for key in _ORDER[wished.order])
    return rows(
        session,
        PlanLine,
        f"{PLAN_LINES} SELECT *, {where} FROM line ORDER BY section_no, {order}, day, id",
        start=start,
        end=end,
        today=today,
        **params,
    )


def _where(wish: LineWish) -> tuple[str, dict[str, object]]:
    """The filters of the bar and the strip, the quick one left out."""
    parts: list[str] = ["1"]
    params: dict[str, object] = {}
    if wish.search.strip():
        parts.append(
            f"({folded('title')} LIKE :search ESCAPE '\\' OR number LIKE :search ESCAPE '\\'"
            f" OR {folded('responsible')} LIKE :search ESCAPE '\\')"
        )
        params["search"] = pattern(wish.search)
    if wish.section_id is not None:
        parts.append("section_id = :section")
        params["section"] = wish.section_id
    if wish.responsible_id is not None:
        parts.append("responsible_id = :responsible")
        params["responsible"] = wish.responsible_id
    if wish.first_day is not None and wish.last_day is not None:
        parts.append("min(max(day, :start), :end) BETWEEN :first AND :last")
        params |= {"first": wish.first_day, "last": wish.last_day}
    return " AND ".join(parts), params
