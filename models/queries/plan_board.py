"""The page «План работ»: a period's plans, lines, counts and marks in one snapshot; one item in full; its choices."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import Source, rows
from models.queries.plan_lines import CAME, read_lines
from models.queries.short_name import SHORT_NAME
from models.rows.choice import Choice
from models.rows.codes import Mode, PlanItemStatus, PlanStatus
from models.rows.plan_board import HeldEvent, LineWish, PlanBoard, PlanChoices, PlanInPeriod, PlanItemCard, PlanLine
from models.rows.plans import PlanItemDraft
from models.rules.periods import Period
from models.rules.plan_tally import counts_of, marks_of_lines, passes, responsibles_of, sections_of


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


def plan_entries(db: Database, start: date, end: date, wish: LineWish | None = None) -> tuple[PlanLine, ...]:
    """The lines due (or moved) between two days that pass the wish: what table, calendar and timeline all show."""
    with db.reading() as session:
        lines = read_lines(session, start, end, db.today(), wish)
    return tuple(line for line in lines if line.is_wanted and passes(line, wish.quick if wish else None))


def plan_item_card(db: Database, item_id: int) -> PlanItemCard:
    """One item in full; raises UserError when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _ItemColumns,
            f"""
            SELECT i.plan_id, p.status, {", ".join(f"i.{name}" for name in _ItemColumns._fields[2:])}
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
            SELECT e.id, e.held_on, e.title, e.total_external + {CAME} FROM event AS e
            WHERE e.plan_item_id = :item ORDER BY e.held_on, e.id
            """,
            item=item_id,
        )
        tasks = rows(
            session, _Id, "SELECT task_id FROM plan_item_task WHERE plan_item_id = :item ORDER BY task_id", item=item_id
        )
    item = found[0]
    fields = {name: value for name, value in item._asdict().items() if name not in ("plan_id", "plan_status")}
    draft = PlanItemDraft(**fields, task_ids=tuple(task.id for task in tasks))
    return PlanItemCard(item_id, item.plan_id, item.plan_status, draft, tuple(events))


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
            sections=_sections(session),
            formats=coded("event_format"),
            people=tuple(people),
            product_kinds=coded("product_kind"),
            indicators=coded("indicator"),
            tasks=coded("support_task"),
            functions=coded("support_function"),
        )


def plan_sections(db: Database) -> tuple[Choice, ...]:
    """Sections of every plan in their order, with their numbers: «3. Методическая работа»."""
    with db.reading() as session:
        return _sections(session)


def plans_of_period(db: Database, period: Period) -> list[PlanInPeriod]:
    """Plans whose days meet the period, the one that fits it best first."""
    with db.reading() as session:
        return _plans(session, period)


def _sections(session: Source) -> tuple[Choice, ...]:
    sql = "SELECT id, row_number() OVER (ORDER BY sort_order, id) || '. ' || title FROM plan_section"
    return tuple(rows(session, Choice, sql))


def _plans(session: Source, period: Period) -> list[PlanInPeriod]:
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


class _Id(NamedTuple):
    id: int


class _ItemColumns(NamedTuple):
    """Columns of a plan item by the names of its draft's fields, its plan before them."""

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
    planned_value: float | None
    status: PlanItemStatus
    done_on: date | None
    postponed_to: date | None
    reason: str | None
