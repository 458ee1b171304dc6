"""The grid of a stream's diagnostics."""

from typing import NamedTuple

from models.database import Database
from models.queries.competences import NUMBERED_COMPETENCES
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.programs import NEWEST, NEWEST_OF
from models.rows.codes import DiagnosticStage
from models.rows.diagnostics import Change, DiagnosedCompetence, DiagnosedPerson, DiagnosticGrid, Score


class _Cell(NamedTuple):
    stage: DiagnosticStage
    enrollment_id: int
    competence_id: int
    self_score: int | None
    tutor_score: int | None
    is_deficit: bool
    priority: int | None
    comment: str | None


def diagnostic_grid(db: Database, stream_id: int) -> DiagnosticGrid:
    """Both stages of a stream: its trainees by surname × the competences its programme looks at and those scored.

    Whoever only applied is not in it; whoever was expelled only with a card.
    """
    with db.reading() as session:
        return read_diagnostics(session, stream_id)


def read_diagnostics(session: Source, stream_id: int) -> DiagnosticGrid:
    """The same inside an open snapshot."""
    cells = rows(session, _Cell, _CELLS, stream=stream_id)
    return DiagnosticGrid(
        competences=tuple(rows(session, DiagnosedCompetence, _COMPETENCES, stream=stream_id)),
        people=tuple(rows(session, DiagnosedPerson, _PEOPLE, stream=stream_id)),
        cells={(each.stage, each.enrollment_id, each.competence_id): Score(*each[3:]) for each in cells},
    )


def stream_changes(db: Database, stream_id: int) -> list[Change]:
    """From entry to exit of every stream of the same programme, all its versions, as `change_of` tells of one."""
    with db.reading() as session:
        return rows(session, Change, _STREAM_CHANGES, stream=stream_id)


_CELLS = """
SELECT d.stage, d.enrollment_id, i.competence_id, i.self_score, i.tutor_score, i.is_deficit, i.priority, i.comment
FROM enrollment AS e JOIN diagnostic_card AS d ON d.enrollment_id = e.id JOIN diagnostic_item AS i ON i.card_id = d.id
WHERE e.stream_id = :stream
"""

_COMPETENCES = (
    NUMBERED_COMPETENCES
    + """,
chosen AS (
    SELECT p.competence_id FROM stream AS s JOIN program_competence AS p ON p.program_id = s.program_id
    WHERE s.id = :stream
)
SELECT n.id, n.area, n.area_no || '.' || n.place, n.title, n.indicator FROM numbered AS n
WHERE (NOT n.is_hidden AND (NOT EXISTS (SELECT 1 FROM chosen) OR n.id IN (SELECT competence_id FROM chosen)))
   OR n.id IN (SELECT i.competence_id FROM enrollment AS e JOIN diagnostic_card AS d ON d.enrollment_id = e.id
               JOIN diagnostic_item AS i ON i.card_id = d.id WHERE e.stream_id = :stream)
ORDER BY n.area_no, n.place
"""
)

_PEOPLE = f"""
SELECT e.id, p.id, p.last_name, p.first_name, p.patronymic, o.short_name, {MAY_BE_NAMED.format("p")}, e.status,
       (SELECT filled_on FROM diagnostic_card WHERE enrollment_id = e.id AND stage = 'entry'),
       (SELECT filled_on FROM diagnostic_card WHERE enrollment_id = e.id AND stage = 'exit')
FROM enrollment AS e JOIN person AS p ON p.id = e.person_id JOIN organization AS o ON o.id = p.organization_id
WHERE e.stream_id = :stream AND e.status <> 'applied'
  AND (e.status <> 'expelled' OR EXISTS (SELECT 1 FROM diagnostic_card AS d WHERE d.enrollment_id = e.id))
ORDER BY p.name_key, p.id
"""

_STREAM_CHANGES = f"""
{NEWEST},
told AS (
    SELECT e.stream_id, coalesce(i.tutor_score, i.self_score) AS before, coalesce(x.tutor_score, x.self_score) AS after,
           i.is_deficit AS found, i.is_deficit AND NOT x.is_deficit AS closed
    FROM enrollment AS e JOIN diagnostic_card AS d ON d.enrollment_id = e.id AND d.stage = 'entry'
    JOIN diagnostic_item AS i ON i.card_id = d.id
    LEFT JOIN diagnostic_card AS o ON o.enrollment_id = e.id AND o.stage = 'exit'
    LEFT JOIN diagnostic_item AS x ON x.card_id = o.id AND x.competence_id = i.competence_id
    WHERE e.status <> 'applied'
)
SELECT s.id, s.title, count(t.before + t.after),
       avg(t.before) FILTER (WHERE t.after IS NOT NULL), avg(t.after) FILTER (WHERE t.before IS NOT NULL),
       sum(t.found), coalesce(sum(t.closed), 0)
FROM stream AS s JOIN told AS t ON t.stream_id = s.id
WHERE {NEWEST_OF.format("s.program_id")} = (
    SELECT {NEWEST_OF.format("own.program_id")} FROM stream AS own WHERE own.id = :stream)
GROUP BY s.id ORDER BY s.starts_on, s.id
"""
