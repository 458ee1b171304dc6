"""Routes (ИОМ): of a stream at a glance, of one trainee whole."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.entry_deficits import ENTRY_DEFICITS, HAS_STEP, SECOND_MODULE
from models.queries.fetch import Source, number, one, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.rows.codes import RouteStatus
from models.rows.routes import (
    OfferedMaterial,
    OpenDeficit,
    PracticeLine,
    RouteDays,
    RouteDraft,
    RouteLine,
    RoutePage,
    Step,
    StreamRoutes,
)


class _Route(NamedTuple):
    goal: str | None
    motivation: str | None
    context: str | None
    starts_on: date | None
    ends_on: date | None
    status: RouteStatus


def stream_routes(db: Database, stream_id: int) -> StreamRoutes:
    """Every trainee of a stream by surname with how her route stands; whoever only applied is not there."""
    with db.reading() as session:
        return StreamRoutes(
            second_module_on=read_days(session, stream_id).second_module_on,
            lines=rows(session, RouteLine, _LINES, stream=stream_id, today=db.today()),
        )


def route_page(db: Database, enrollment_id: int) -> RoutePage:
    """The route of one trainee with what it is made from; raises UserError when her place is gone."""
    with db.reading() as session:
        return read_route_page(session, enrollment_id)


def read_route_page(session: Source, enrollment_id: int) -> RoutePage:
    """The same inside an open transaction."""
    stream_id = number(session, "SELECT stream_id FROM enrollment WHERE id = :place", place=enrollment_id)
    if not stream_id:
        raise UserError("Этого стажёра в потоке уже нет.", "Обновите список.")
    routes = rows(
        session,
        _Route,
        "SELECT goal, motivation, context, starts_on, ends_on, status FROM route WHERE enrollment_id = :place",
        place=enrollment_id,
    )
    return RoutePage(
        enrollment_id=enrollment_id,
        days=read_days(session, stream_id),
        is_made=bool(routes),
        route=RouteDraft(**routes[0]._asdict()) if routes else RouteDraft(),
        steps=tuple(rows(session, Step, _STEPS, place=enrollment_id)),
        deficits=tuple(rows(session, OpenDeficit, _DEFICITS, place=enrollment_id)),
        materials=tuple(rows(session, OfferedMaterial, _MATERIALS, stream=stream_id)),
        practice=tuple(read_practice(session, enrollment_id)),
    )


def read_practice(session: Source, enrollment_id: int) -> list[PracticeLine]:
    """The lines of one trainee's карта оценки результативности in their order, inside an open snapshot."""
    return rows(session, PracticeLine, _PRACTICE, place=enrollment_id)


def read_days(session: Source, stream_id: int) -> RouteDays:
    """The days of a stream and of its second module."""
    return one(
        session,
        RouteDays,
        f"""
        SELECT s.starts_on, s.ends_on, t.starts_on, t.ends_on FROM stream AS s
        LEFT JOIN stream_module AS t ON t.stream_id = s.id AND t.module_id = {SECOND_MODULE.format("s.id")}
        WHERE s.id = :stream
        """,
        stream=stream_id,
    )


_LINES = f"""
WITH deficit AS MATERIALIZED ({ENTRY_DEFICITS}
    AND d.enrollment_id IN (SELECT id FROM enrollment WHERE stream_id = :stream)),
step AS MATERIALIZED (
    SELECT r.enrollment_id, i.competence_id, i.due_on, i.done_on FROM enrollment AS e
    JOIN route AS r ON r.enrollment_id = e.id JOIN route_item AS i ON i.route_id = r.id WHERE e.stream_id = :stream
)
SELECT e.id, p.id, p.last_name, p.first_name, p.patronymic, {MAY_BE_NAMED.format("p")}, e.status, r.status,
       (SELECT count(*) FROM deficit AS f WHERE f.enrollment_id = e.id),
       (SELECT count(*) FROM deficit AS f WHERE f.enrollment_id = e.id AND NOT EXISTS (
            SELECT 1 FROM step AS t WHERE t.enrollment_id = e.id AND t.competence_id = f.competence_id)),
       (SELECT count(*) FROM step AS t WHERE t.enrollment_id = e.id),
       (SELECT count(*) FROM step AS t WHERE t.enrollment_id = e.id AND t.done_on IS NOT NULL),
       (SELECT count(*) FROM step AS t WHERE t.enrollment_id = e.id AND t.done_on IS NULL AND t.due_on < :today),
       (SELECT min(t.due_on) FROM step AS t WHERE t.enrollment_id = e.id AND t.done_on IS NULL)
FROM enrollment AS e JOIN person AS p ON p.id = e.person_id LEFT JOIN route AS r ON r.enrollment_id = e.id
WHERE e.stream_id = :stream AND e.status <> 'applied' AND (e.status <> 'expelled' OR r.id IS NOT NULL)
ORDER BY p.name_key, p.id
"""

_STEPS = """
SELECT i.id, row_number() OVER (ORDER BY i.no, i.id), i.competence_id, i.deficit, i.result, i.task, i.form, i.resource,
       i.due_on, i.product, i.done_on, i.reflection, i.tutor_note, i.material_id
FROM route AS r JOIN route_item AS i ON i.route_id = r.id WHERE r.enrollment_id = :place ORDER BY i.no, i.id
"""

_DEFICITS = f"""
SELECT f.competence_id, c.title, c.indicator, f.priority, f.comment, {HAS_STEP.format(":place", "f.competence_id")}
FROM ({ENTRY_DEFICITS}) AS f JOIN competence AS c ON c.id = f.competence_id
JOIN competence_area AS a ON a.id = c.area_id
WHERE f.enrollment_id = :place
ORDER BY f.priority IS NULL, f.priority, a.sort_order, a.id, c.sort_order, c.id
"""

_MATERIALS = """
SELECT m.id, d.competence_id, m.kind, m.title, m.description, m.url
FROM stream AS s JOIN learning_material AS m ON m.program_id = s.program_id
LEFT JOIN program_deficit AS d ON d.id = m.deficit_id
WHERE s.id = :stream AND m.kind <> 'diagnostic' ORDER BY d.no, m.id
"""

_PRACTICE = """
SELECT id, row_number() OVER (ORDER BY no, id), technique, purpose, conditions, result, conclusion
FROM practice_result WHERE enrollment_id = :place ORDER BY no, id
"""
