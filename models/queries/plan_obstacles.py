"""What stands in the way of a plan's next state."""

from models.database import Database
from models.errors import UserError
from models.queries.fetch import Source, rows
from models.rows.plans import PlanObstacle
from models.rules.plans import ItemToCheck, PlanToCheck, obstacles_of


def plan_obstacles(db: Database, plan_id: int) -> tuple[PlanObstacle, ...]:
    """What stands between a plan and its approval, or an approved plan and its closing; merged plans count in.

    Raises UserError when the plan was removed meanwhile.
    """
    with db.reading() as session:
        return read_obstacles(session, db, plan_id)


def read_obstacles(session: Source, db: Database, plan_id: int) -> tuple[PlanObstacle, ...]:
    """The same inside an open transaction."""
    found = rows(
        session,
        PlanToCheck,
        "SELECT kind, status, ends_on FROM plan WHERE id = :plan",
        plan=plan_id,
    )
    if not found:
        raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
    items = rows(
        session,
        ItemToCheck,
        """
        SELECT i.id, i.title, i.due_from, i.due_to, i.status, i.indicator_id, i.planned_value, p.starts_on, p.ends_on
        FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
        WHERE p.id = :plan OR p.parent_id = :plan ORDER BY i.due_from, i.id
        """,
        plan=plan_id,
    )
    return obstacles_of(found[0], items, today=db.today())
