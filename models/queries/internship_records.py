"""What is written down of places in streams, by sets: what the requirements of the certificate are computed from."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from models.queries.fetch import Source, rows, rows_by
from models.queries.plan_days import AWAITED_ON
from models.rows.codes import RequirementNumber
from models.rows.requirements import (
    CreativeLine,
    Decision,
    InternshipRecord,
    PlannedMeeting,
    ReportLine,
    Task,
    Visit,
)
from models.rules.requirement_list import numbers_of


class _Days(NamedTuple):
    place_id: int
    stream_id: int
    first: date
    last: date | None
    due: date


class _Number(NamedTuple):
    key: RequirementNumber
    needed: int


def read_records(
    session: Source, place_ids: Collection[int], *, planned_from: date | None = None
) -> dict[int, InternshipRecord]:
    """The records of these places by the place's id, inside an open snapshot.

    With `planned_from` also what the plan holds from that day on, so that it can be told when a gap can be closed.
    """
    places = str(sorted(place_ids))
    visits = rows_by(session, Visit, _VISITS, places=places)
    tasks = rows_by(session, Task, _TASKS, places=places)
    works = rows_by(session, CreativeLine, _WORKS, places=places)
    reports = rows_by(session, ReportLine, _REPORTS, places=places)
    numbers = rows_by(session, _Number, _NUMBERS, places=places)
    decisions = rows_by(session, Decision, _DECISIONS, places=places)
    planned: dict[int, list[PlannedMeeting]] = {}
    if planned_from is not None:
        planned = rows_by(session, PlannedMeeting, _PLANNED, places=places, today=planned_from)
    return {
        days.place_id: InternshipRecord(
            numbers=numbers_of({each.key: each.needed for each in numbers.get(days.place_id, ())}),
            first_day=days.first,
            last_day=days.last,
            due_on=days.due,
            visits=tuple(visits.get(days.place_id, ())),
            tasks=tuple(tasks.get(days.place_id, ())),
            works=tuple(works.get(days.place_id, ())),
            report=next(iter(reports.get(days.place_id, ())), None),
            planned=tuple(planned.get(days.stream_id, ())),
            decisions=tuple(decisions.get(days.place_id, ())),
        )
        for days in rows(session, _Days, _DAYS, places=places)
    }


_DAYS = """
SELECT e.id, s.id, coalesce(e.enrolled_on, s.starts_on), e.left_on, coalesce(e.left_on, s.ends_on)
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
SELECT e.id, a.id, a.title, a.is_mandatory, coalesce(d.due_on, a.due_on), coalesce(s.state, 'missing'), s.submitted_on
FROM enrollment AS e JOIN stream AS t ON t.id = e.stream_id JOIN module AS m ON m.program_id = t.program_id
JOIN assignment AS a ON a.module_id = m.id
LEFT JOIN assignment_term AS d ON d.assignment_id = a.id AND d.stream_id = t.id
LEFT JOIN submission AS s ON s.assignment_id = a.id AND s.enrollment_id = e.id
WHERE e.id IN (SELECT value FROM json_each(:places))
ORDER BY a.is_mandatory DESC, m.no, coalesce(d.due_on, a.due_on) IS NULL, coalesce(d.due_on, a.due_on), a.id
"""

_WORKS = """
SELECT m.enrollment_id, w.id, w.title, w.kind, w.state, w.accepted_on
FROM creative_work_member AS m JOIN creative_work AS w ON w.id = m.work_id
WHERE m.enrollment_id IN (SELECT value FROM json_each(:places)) ORDER BY w.accepted_on IS NULL, w.accepted_on, w.id
"""

_REPORTS = """
SELECT enrollment_id, kind, submitted_on, accepted_on FROM internship_report
WHERE enrollment_id IN (SELECT value FROM json_each(:places))
"""

_NUMBERS = """
SELECT e.id, r.key, r.needed FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
JOIN program_requirement AS r ON r.program_id = s.program_id WHERE e.id IN (SELECT value FROM json_each(:places))
"""

_DECISIONS = """
SELECT enrollment_id, id, key, reason, decided_on FROM requirement_override
WHERE enrollment_id IN (SELECT value FROM json_each(:places))
"""

PLANNED_AHEAD = f"""
stream AS s JOIN plan_item AS i ON {AWAITED_ON} BETWEEN max(s.starts_on, :today) AND s.ends_on
JOIN plan AS p ON p.id = i.plan_id AND p.kind <> 'roadmap' JOIN event_format AS f ON f.id = i.format_id
    AND i.status IN ('planned', 'in_progress', 'postponed')
    AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.plan_item_id = i.id)
"""
"""What the plan still holds in the days of a stream `s` and nobody has written an event down for: items `i`."""

_PLANNED = f"""
SELECT s.id, i.id, {AWAITED_ON} AS day, i.title, f.title, i.mode, f.is_seminar, f.is_practical, f.is_masterclass
FROM {PLANNED_AHEAD}
WHERE s.id IN (SELECT stream_id FROM enrollment WHERE id IN (SELECT value FROM json_each(:places)))
  AND s.ends_on >= :today AND (f.is_seminar OR f.is_practical OR f.is_masterclass OR i.mode = 'remote')
ORDER BY day, i.id
"""
