"""The grid of dates × people: marks of several events at once."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.rows.codes import Presence
from models.rows.events import GridCell, GridEvent, GridPerson, MarksGrid


class _Cell(NamedTuple):
    event_id: int
    person_id: int
    state: Presence | None
    minutes: int | None
    signature_kept: bool


def marks_grid(db: Database, stream_id: int, *, start: date, end: date) -> MarksGrid:
    """A stream's events of these days in their order, and by surname whoever is expected or marked at one of them.

    Of other streams at the same events only those are shown who have a mark there.
    """
    with db.reading() as session:
        return read_grid(session, stream_id, start, end)


def read_grid(session: Source, stream_id: int, start: date, end: date) -> MarksGrid:
    """The same inside an open transaction."""
    asked = {"stream": stream_id, "start": start, "end": end}
    events = rows(
        session,
        GridEvent,
        """
        SELECT e.id, e.held_on, e.starts_at, e.title, e.mode, e.duration_min
        FROM event_stream AS es JOIN event AS e ON e.id = es.event_id
        WHERE es.stream_id = :stream AND e.held_on BETWEEN :start AND :end ORDER BY e.held_on, e.starts_at, e.id
        """,
        **asked,
    )
    cells = rows(
        session,
        _Cell,
        """
        WITH wanted AS MATERIALIZED (
            SELECT e.* FROM event_stream AS es JOIN event AS e ON e.id = es.event_id
            WHERE es.stream_id = :stream AND e.held_on BETWEEN :start AND :end
        ),
        pair AS (
            SELECT e.id AS event_id, n.person_id FROM wanted AS e JOIN enrollment AS n ON n.stream_id = :stream
            WHERE n.status <> 'applied'
              AND coalesce(n.enrolled_on, e.held_on) <= e.held_on AND coalesce(n.left_on, e.held_on) >= e.held_on
            UNION SELECT a.event_id, a.person_id FROM attendance AS a WHERE a.event_id IN (SELECT id FROM wanted)
        )
        SELECT pair.event_id, pair.person_id, a.state, a.minutes, coalesce(a.signature_kept, 0) FROM pair
        LEFT JOIN attendance AS a ON a.event_id = pair.event_id AND a.person_id = pair.person_id
        """,
        **asked,
    )
    people = rows(
        session,
        GridPerson,
        f"""
        SELECT p.id, p.last_name, p.first_name, p.patronymic, o.short_name, {MAY_BE_NAMED.format("p")}
        FROM person AS p JOIN organization AS o ON o.id = p.organization_id
        WHERE p.id IN (SELECT value FROM json_each(:people)) ORDER BY p.name_key, p.id
        """,
        people=str(sorted({cell.person_id for cell in cells})),
    )
    return MarksGrid(
        events=tuple(events),
        people=tuple(people),
        cells={(cell.event_id, cell.person_id): GridCell(*cell[2:]) for cell in cells},
    )
