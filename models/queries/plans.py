"""Plans and their items beside the facts."""

from models.database import Database
from models.queries.fetch import rows
from models.queries.plan_days import COUNTS
from models.rows.plans import PlanItemLine, PlanRow, ProductLine
from models.rules.periods import Period


def plan_list(db: Database) -> list[PlanRow]:
    """Every plan with its number of items and of done ones, merged ones included, newest period first."""
    with db.reading() as session:
        return rows(
            session,
            PlanRow,
            """
            SELECT p.id, p.title, p.kind, p.starts_on, p.ends_on, p.status, count(i.id),
                   count(i.id) FILTER (WHERE i.status = 'done')
            FROM plan AS p
            LEFT JOIN plan AS merged ON merged.id = p.id OR merged.parent_id = p.id
            LEFT JOIN plan_item AS i ON i.plan_id = merged.id
            GROUP BY p.id ORDER BY p.starts_on DESC, p.id
            """,
        )


def plan_items(db: Database, plan_id: int, period: Period | None = None) -> list[PlanItemLine]:
    """Items of a plan and of those merged into it, by section and date; with a period, those that count in it."""
    with db.reading() as session:
        return rows(
            session,
            PlanItemLine,
            f"""
            SELECT i.id, i.plan_id, s.title, i.title, f.title, i.due_from, i.due_to, i.status, i.planned_count,
                   count(e.id),
                   coalesce(sum(e.total_external + (SELECT count(*) FROM attendance AS a
                            WHERE a.event_id = e.id AND a.state IN ('present', 'remote'))), 0),
                   coalesce(max(e.held_on), i.done_on),
                   i.status IN ('planned', 'in_progress') AND i.due_to < :today
            FROM plan_item AS i
            JOIN plan_section AS s ON s.id = i.section_id
            JOIN event_format AS f ON f.id = i.format_id
            LEFT JOIN event AS e ON e.plan_item_id = i.id AND e.held_on <= :today
            WHERE i.plan_id IN (SELECT id FROM plan WHERE id = :plan OR parent_id = :plan)
              AND {COUNTS}
            GROUP BY i.id ORDER BY s.sort_order, i.due_from, i.id
            """,
            plan=plan_id,
            today=db.today(),
            start=period.start if period else "0001-01-01",
            end=period.end if period else "9999-12-31",
        )


def product_list(db: Database, period: Period | None = None) -> list[ProductLine]:
    """Products, newest first; with a period, those made in it."""
    with db.reading() as session:
        return rows(
            session,
            ProductLine,
            """
            SELECT p.id, p.title, k.title, p.made_on, p.status
            FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id
            WHERE p.made_on BETWEEN :start AND :end ORDER BY p.made_on DESC, p.id DESC
            """,
            start=period.start if period else "0001-01-01",
            end=period.end if period else "9999-12-31",
        )
