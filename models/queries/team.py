"""The site's passport, its team, and lists to choose from."""

from typing import Literal

from models.database import Database
from models.queries.fetch import rows
from models.rows.choice import Choice
from models.rows.team import Passport, TeamLine

_LISTS = {
    "municipality": "SELECT id, name FROM municipality WHERE valid_to IS NULL ORDER BY name",
    "position": "SELECT id, title FROM position ORDER BY sort_order, title",
    "role": "SELECT id, title FROM role ORDER BY sort_order",
    "organization": "SELECT id, short_name FROM organization ORDER BY short_name",
    "member": """
        SELECT DISTINCT p.id, p.last_name || ' ' || p.first_name || coalesce(' ' || p.patronymic, '') FROM person AS p
        JOIN role_assignment AS a ON a.person_id = p.id WHERE a.ends_on IS NULL ORDER BY 2
    """,
}


def passport(db: Database) -> Passport | None:
    """The site's passport, None while it is not filled."""
    with db.reading() as session:
        found = rows(session, Passport, f"SELECT {', '.join(Passport._fields)} FROM site")
    return found[0] if found else None


def team(db: Database) -> list[TeamLine]:
    """Everybody with a role, acting ones first."""
    with db.reading() as session:
        return rows(
            session,
            TeamLine,
            """
            SELECT a.id, p.id, p.last_name || ' ' || p.first_name || coalesce(' ' || p.patronymic, ''), t.title,
                   r.title, a.starts_on, a.ends_on
            FROM role_assignment AS a JOIN person AS p ON p.id = a.person_id JOIN role AS r ON r.id = a.role_id
            JOIN position AS t ON t.id = p.position_id
            ORDER BY a.ends_on IS NOT NULL, r.sort_order, p.name_key
            """,
        )


def choices(db: Database, kind: Literal["municipality", "position", "role", "organization", "member"]) -> list[Choice]:
    """A list to choose from, in the order to show."""
    with db.reading() as session:
        return rows(session, Choice, _LISTS[kind])
