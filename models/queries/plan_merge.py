"""Before module plans are merged: which may be, and what of theirs collides."""

from collections.abc import Sequence

from models.database import Database
from models.queries.fetch import rows
from models.queries.plan_days import AWAITED_ON
from models.queries.short_name import SHORT_NAME
from models.rows.plan_merge import Collision, MergeChoice, PlannedItem
from models.rules.plan_collisions import collisions_of


def collisions(db: Database, plan_ids: Sequence[int]) -> tuple[Collision, ...]:
    """What collides among the open lines of these plans and of those merged into them; one plan will do."""
    with db.reading() as session:
        items = rows(
            session,
            PlannedItem,
            f"""
            SELECT i.id, i.plan_id, p.title, i.title,
                   coalesce(i.postponed_to, i.due_from),
                   {AWAITED_ON},
                   i.mode, i.place, i.responsible_id, {SHORT_NAME.format("r")}
            FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id JOIN person AS r ON r.id = i.responsible_id
            WHERE i.status IN ('planned', 'in_progress', 'postponed')
              AND EXISTS (SELECT 1 FROM json_each(:plans) WHERE value IN (p.id, p.parent_id))
            """,
            plans=f"[{', '.join(str(int(id_)) for id_ in plan_ids)}]",
        )
    return collisions_of(items)


def merge_choices(db: Database, year_plan_id: int) -> list[MergeChoice]:
    """Module plans inside the year plan's period that stand alone or in it already, by their days."""
    with db.reading() as session:
        return rows(
            session,
            MergeChoice,
            """
            SELECT p.id, p.title, p.kind, p.starts_on, p.ends_on, p.status,
                   (SELECT count(*) FROM plan_item AS i WHERE i.plan_id = p.id), p.parent_id IS NOT NULL
            FROM plan AS p JOIN plan AS year ON year.id = :year
            WHERE p.kind IN ('quarter', 'half_year') AND p.starts_on >= year.starts_on AND p.ends_on <= year.ends_on
              AND coalesce(p.parent_id, year.id) = year.id AND p.id <> year.id
            ORDER BY p.starts_on, p.id
            """,
            year=year_plan_id,
        )
