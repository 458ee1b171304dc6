"""The list of competences by area, in the order to show."""

from models.database import Database
from models.queries.fetch import Source, rows
from models.rows.competences import AreaLine, CompetenceLine

NUMBERED_COMPETENCES = """
WITH area AS MATERIALIZED (
    SELECT id, title, row_number() OVER (ORDER BY sort_order, id) AS no FROM competence_area
),
numbered AS MATERIALIZED (
    SELECT c.id, c.area_id, a.title AS area, a.no AS area_no,
           row_number() OVER (PARTITION BY c.area_id ORDER BY c.sort_order, c.id) AS place,
           c.title, c.indicator, c.is_builtin, c.is_hidden
    FROM competence AS c JOIN area AS a ON a.id = c.area_id
)
"""
"""SQL that begins a query: `numbered` holds every competence with the number of its area and its place there."""


def competence_areas(db: Database) -> list[AreaLine]:
    """Every area in its order."""
    with db.reading() as session:
        return rows(session, AreaLine, "SELECT id, title, is_builtin FROM competence_area ORDER BY sort_order, id")


def competences(db: Database) -> list[CompetenceLine]:
    """Every competence, the hidden among them, by area."""
    with db.reading() as session:
        return read_competences(session)


def read_competences(session: Source) -> list[CompetenceLine]:
    """The same inside an open snapshot."""
    return rows(
        session,
        CompetenceLine,
        NUMBERED_COMPETENCES
        + """
        SELECT n.id, n.area_id, n.area, n.area_no || '.' || n.place, n.title, n.indicator, n.is_builtin, n.is_hidden,
               (SELECT count(*) FROM diagnostic_item AS i WHERE i.competence_id = n.id)
               + (SELECT count(*) FROM route_item AS i WHERE i.competence_id = n.id)
               + (SELECT count(*) FROM program_competence AS i WHERE i.competence_id = n.id)
               + (SELECT count(*) FROM program_deficit AS i WHERE i.competence_id = n.id)
        FROM numbered AS n ORDER BY n.area_no, n.place
        """,
    )
