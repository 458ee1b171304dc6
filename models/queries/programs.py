"""«Программы»: the list, and what stands at the head of a stream's room."""

from datetime import date

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.short_name import SHORT_NAME
from models.rows.program_page import ProgramLine, StreamHeading

NEWEST = """
WITH RECURSIVE later (id, newest, version) AS (
    SELECT id, id, version FROM program
    UNION ALL
    SELECT p.previous_id, l.newest, l.version FROM later AS l JOIN program AS p ON p.id = l.id
    WHERE p.previous_id IS NOT NULL
)
"""
"""Of every version all that follow it, itself among them."""

NEWEST_OF = "(SELECT l.newest FROM later AS l WHERE l.id = {0} ORDER BY l.version DESC, l.newest DESC LIMIT 1)"
"""SQL of the newest version of the programme put in: of all its versions the same; needs `NEWEST`."""


def program_lines(db: Database) -> list[ProgramLine]:
    """All versions of all programmes by title, the newest version of each first."""
    with db.reading() as session:
        return read_programs(session, db.today())


def read_programs(session: Source, today: date) -> list[ProgramLine]:
    """The same inside an open snapshot."""
    return rows(
        session,
        ProgramLine,
        f"""
        {NEWEST}
        SELECT g.id, g.title, g.kind, g.hours, g.version, g.status, g.approved_on,
               (SELECT count(*) FROM stream AS s WHERE s.program_id = g.id),
               (SELECT count(*) FROM stream AS s
                WHERE s.program_id = g.id AND :today BETWEEN s.starts_on AND s.ends_on),
               {NEWEST_OF.format("g.id")}
        FROM program AS g
        ORDER BY g.title, g.version DESC, g.id
        """,
        today=today,
    )


def stream_heading(db: Database, stream_id: int) -> StreamHeading | None:
    """What stands at the head of a stream's room; None when the stream is gone."""
    with db.reading() as session:
        found = rows(
            session,
            StreamHeading,
            f"""
            SELECT s.id, s.title, g.id, g.title, g.version, s.starts_on, s.ends_on, {SHORT_NAME.format("p")},
                   g.kind = 'inside_dpp'
            FROM stream AS s JOIN program AS g ON g.id = s.program_id JOIN person AS p ON p.id = s.tutor_id
            WHERE s.id = :stream
            """,
            stream=stream_id,
        )
    return found[0] if found else None
