"""What is written down of places in streams, by sets: what the requirements of the certificate are computed from."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from models.queries.fetch import Source, rows, rows_by
from models.rows.requirements import CreativeLine, InternshipRecord, ReportLine, Task, Visit


class _Days(NamedTuple):
    place_id: int
    first: date
    last: date | None
    due: date


def read_records(session: Source, place_ids: Collection[int]) -> dict[int, InternshipRecord]:
    """The records of these places by the place's id, inside an open snapshot."""
    places = str(sorted(place_ids))
    visits = rows_by(session, Visit, _VISITS, places=places)
    tasks = rows_by(session, Task, _TASKS, places=places)
    works = rows_by(session, CreativeLine, _WORKS, places=places)
    reports = rows_by(session, ReportLine, _REPORTS, places=places)
    return {
        days.place_id: InternshipRecord(
            first_day=days.first,
            last_day=days.last,
            due_on=days.due,
            visits=tuple(visits.get(days.place_id, ())),
            tasks=tuple(tasks.get(days.place_id, ())),
            works=tuple(works.get(days.place_id, ())),
            report=next(iter(reports.get(days.place_id, ())), None),
        )
        for days in rows(session, _Days, _DAYS, places=places)
    }


_DAYS = """
SELECT e.id, coalesce(e.enrolled_on, s.starts_on), e.left_on, coalesce(e.left_on, s.ends_on)
FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id WHERE e.id IN (SELECT value FROM json_each(:places))
"""

_VISITS = """
WITH place AS MATERIALIZED (
    SELECT id, person_id, stream_id FROM enrollment WHERE id IN (SELECT value FROM json_each(:places))
),
concerned AS (
    SELECT n.id AS place_id, n.person_id, es.event_id, 1 AS is_of_stream
    FROM place AS n CROSS JOIN event_stream AS es ON es.stream_id = n.stream_id
    UNION ALL
    SELECT n.id, n.person_id, a.event_id, 0 FROM place AS n CROSS JOIN attendance AS a ON a.person_id = n.person_id
    WHERE NOT EXISTS (
        SELECT 1 FROM event_stream AS es JOIN enrollment AS e ON e.stream_id = es.stream_id
        WHERE es.event_id = a.event_id AND e.person_id = n.person_id)
)
SELECT c.place_id, v.id, v.held_on, v.title, f.title, v.mode, v.duration_min, f.is_seminar, f.is_practical,
       f.is_masterclass, c.is_of_stream, a.state, a.minutes, a.makeup_on
FROM concerned AS c CROSS JOIN event AS v ON v.id = c.event_id JOIN event_format AS f ON f.id = v.format_id
LEFT JOIN attendance AS a ON a.event_id = v.id AND a.person_id = c.person_id
ORDER BY v.held_on, v.starts_at, v.id
"""
"""Events of the stream, and those where she was a guest: of no other stream of hers, where they count.

The crosses keep SQLite to this order: without statistics it would go through every mark and event there is.
"""

_TASKS = """
SELECT e.id, a.id, a.title, a.is_mandatory, a.due_on, coalesce(s.state, 'missing'), s.submitted_on
FROM enrollment AS e JOIN stream AS t ON t.id = e.stream_id JOIN module AS m ON m.program_id = t.program_id
JOIN assignment AS a ON a.module_id = m.id
LEFT JOIN submission AS s ON s.assignment_id = a.id AND s.enrollment_id = e.id
WHERE e.id IN (SELECT value FROM json_each(:places))
ORDER BY a.is_mandatory DESC, m.no, a.due_on IS NULL, a.due_on, a.id
"""

_WORKS = """
SELECT m.enrollment_id, w.title, w.kind, w.state, w.accepted_on
FROM creative_work_member AS m JOIN creative_work AS w ON w.id = m.work_id
WHERE m.enrollment_id IN (SELECT value FROM json_each(:places)) ORDER BY w.accepted_on IS NULL, w.accepted_on, w.id
"""

_REPORTS = """
SELECT enrollment_id, kind, submitted_on, accepted_on FROM internship_report
WHERE enrollment_id IN (SELECT value FROM json_each(:places))
"""
