"""«Недавние действия»: what was done, when and by whom."""

from models.database import Database
from models.queries.fetch import rows
from models.queries.short_name import SHORT_NAME, WHO
from models.rows.history import ActionLine


def recent_actions(db: Database, *, limit: int = 200) -> list[ActionLine]:
    """The newest actions first."""
    with db.reading() as session:
        return rows(
            session,
            ActionLine,
            f"""
            SELECT a.id, a.at,
                   coalesce((SELECT {SHORT_NAME.format("p")} FROM person AS p WHERE p.id = {WHO.format("a.actor_id")}),
                            'руководитель'),
                   a.label, a.kind,
                   (SELECT coalesce(sum(CASE op WHEN 'L' THEN json_array_length(new) ELSE 1 END), 0)
                    FROM change AS c WHERE c.action_id = a.id),
                   coalesce(u.steps, 0)
            FROM action AS a
            LEFT JOIN (SELECT action_id, row_number() OVER (ORDER BY id DESC) AS steps
                       FROM undo_step WHERE direction = 'undo') AS u ON u.action_id = a.id
            ORDER BY a.id DESC LIMIT :limit
            """,
            limit=limit,
        )
