"""The page «План работ»: a period's plans, lines, counts and marks in one snapshot; one item in full; its choices."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlmodel import Session

from models.database import Database
from models.errors import UserError
from models.queries.fetch import rows
from models.queries.folded import folded, pattern
from models.queries.short_name import SHORT_NAME
from models.rows.codes import Mode, PlanItemStatus, PlanStatus
from models.rows.plan_board import (
    Choice,
    HeldEvent,
    LineOrder,
    LineWish,
    PlanBoard,
    PlanChoices,
    PlanInPeriod,
    PlanItemCard,
    PlanLine,
)
from models.rows.plans import PlanItemDraft
from models.rules.periods import Period
from models.rules.plan_tally import counts_of, marks_of_lines, passes, responsibles_of, sections_of

_CAME = """(SELECT count(*) FROM attendance AS a WHERE a.event_id = e.id AND a.state IN ('present', 'remote'))"""

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
           coalesce(sum(e.total_external + {_CAME}), 0) AS participants,
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


def plan_board(db: Database, period: Period, wish: LineWish | None = None) -> PlanBoard:
    """What the page shows of a period: lines under the wish, sections, counts and marks of all of it."""
    with db.reading() as session:
        lines = read_lines(session, period.start, period.end, db.today(), wish)
        wanted = [line for line in lines if line.is_wanted]
        return PlanBoard(
            plans=tuple(_plans(session, period)),
            lines=tuple(line for line in wanted if passes(line, wish.quick if wish else None)),
            sections=sections_of(lines),
            counts=counts_of(lines),
            quick_counts=counts_of(wanted),
            marks=marks_of_lines(lines, period.start, period.end),
            responsibles=responsibles_of(lines),
        )


def read_lines(session: Session, start: date, end: date, today: date, wish: LineWish | None = None) -> list[PlanLine]:
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


def plan_item_card(db: Database, item_id: int) -> PlanItemCard:
    """One item in full; raises UserError when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _ItemColumns,
            f"""
            SELECT i.plan_id, p.status, {", ".join(f"i.{name}" for name in PlanItemDraft.model_fields)}
            FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id WHERE i.id = :item
            """,
            item=item_id,
        )
        if not found:
            raise UserError("Этого пункта плана уже нет.", "Обновите список: пункт могли убрать.")
        events = rows(
            session,
            HeldEvent,
            f"""
            SELECT e.id, e.held_on, e.title, e.total_external + {_CAME} FROM event AS e
            WHERE e.plan_item_id = :item ORDER BY e.held_on, e.id
            """,
            item=item_id,
        )
    item = found[0]
    fields = {name: value for name, value in item._asdict().items() if name not in ("plan_id", "plan_status")}
    return PlanItemCard(item_id, item.plan_id, item.plan_status, PlanItemDraft(**fields), tuple(events))


def plan_choices(db: Database) -> PlanChoices:
    """What the lists of the item's form offer: the team first, then whoever has answered for an item.

    While there is no team yet, everybody is offered.
    """
    with db.reading() as session:

        def coded(table: str) -> tuple[Choice, ...]:
            return tuple(rows(session, Choice, f"SELECT id, title FROM {table} ORDER BY sort_order, id"))

        people = rows(
            session,
            Choice,
            f"""
            SELECT p.id, {SHORT_NAME.format("p")} || coalesce(', ' || (
                       SELECT min(r.title) FROM role_assignment AS a JOIN role AS r ON r.id = a.role_id
                       WHERE a.person_id = p.id AND coalesce(a.ends_on, :today) >= :today), '')
            FROM person AS p
            WHERE p.pd_state = 'active' AND (
                p.id IN (SELECT person_id FROM role_assignment UNION SELECT responsible_id FROM plan_item)
                OR NOT EXISTS (SELECT 1 FROM role_assignment))
            ORDER BY NOT EXISTS (SELECT 1 FROM role_assignment AS a
                                 WHERE a.person_id = p.id AND coalesce(a.ends_on, :today) >= :today),
                     p.name_key, p.id
            """,
            today=db.today(),
        )
        return PlanChoices(
            sections=tuple(
                rows(
                    session,
                    Choice,
                    "SELECT id, row_number() OVER (ORDER BY sort_order, id) || '. ' || title FROM plan_section",
                )
            ),
            formats=coded("event_format"),
            people=tuple(people),
            product_kinds=coded("product_kind"),
            indicators=coded("indicator"),
        )


def plans_of_period(db: Database, period: Period) -> list[PlanInPeriod]:
    """Plans whose days meet the period, the one that fits it best first."""
    with db.reading() as session:
        return _plans(session, period)


def _plans(session: Session, period: Period) -> list[PlanInPeriod]:
    # Best fit: the fewest days outside the period plus days of the period not covered.
    return rows(
        session,
        PlanInPeriod,
        """
        SELECT p.id, p.title, p.kind, p.starts_on, p.ends_on, p.status, p.council_protocol_no, p.council_on,
               p.agreed_on, p.approved_on, (SELECT count(*) FROM plan_item AS i WHERE i.plan_id = p.id)
        FROM plan AS p
        WHERE p.starts_on <= :end AND p.ends_on >= :start AND p.kind <> 'roadmap'
        ORDER BY abs(julianday(p.starts_on) - julianday(:start)) + abs(julianday(p.ends_on) - julianday(:end)), p.id
        """,
        start=period.start,
        end=period.end,
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


class _ItemColumns(NamedTuple):
    """Columns of a plan item in the order of its draft's fields, its plan before them."""

    plan_id: int
    plan_status: PlanStatus
    section_id: int
    task_no: str | None
    title: str
    format_id: int
    due_from: date
    due_to: date
    mode: Mode
    place: str | None
    audience: str | None
    planned_count: int
    responsible_id: int
    expected_result: str | None
    product_kind_id: int | None
    indicator_id: int | None
    status: PlanItemStatus
    done_on: date | None
    postponed_to: date | None
    reason: str | None
