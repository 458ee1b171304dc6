"""«Готовы к сертификату»: whose five requirements are met in a stream that has not given her a certificate yet."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.internship_records import read_records
from models.queries.paper_names import MAY_BE_NAMED
from models.rules.certificate_requirements import requirements

READ_TABLES = frozenset(
    {
        "assignment", "attendance", "certificate", "consent", "creative_work", "creative_work_member", "enrollment",
        "event", "event_format", "event_stream", "internship_report", "module", "person", "program_requirement",
        "requirement_override", "stream", "submission",
    }
)  # fmt: skip
"""What the answer depends on."""


class ReadyPlace(NamedTuple):
    """A place in a stream, and whose it is."""

    place_id: int
    person_id: int


def certificate_ready(db: Database) -> frozenset[int]:
    """Ids of the people who are ready today."""
    with db.reading() as session:
        return read_certificate_ready(session, today=db.today())


def read_certificate_ready(session: Source, *, today: date) -> frozenset[int]:
    """The same inside an open snapshot."""
    return frozenset(place.person_id for place in read_ready_places(session, today=today))


def read_ready_places(session: Source, *, today: date) -> list[ReadyPlace]:
    """In which streams they are ready: the rule is put to those only whom SQL leaves."""
    places = rows(session, ReadyPlace, _CANDIDATES)
    records = read_records(session, [place.place_id for place in places])
    return [
        place for place in places if all(each.is_met for each in requirements(records[place.place_id], today=today))
    ]


_DECIDED = "EXISTS (SELECT 1 FROM requirement_override AS d WHERE d.enrollment_id = e.id AND d.key = '{0}')"

_CANDIDATES = f"""
SELECT e.id, e.person_id
FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id JOIN person AS p ON p.id = e.person_id
WHERE e.id IN (SELECT r.enrollment_id FROM internship_report AS r WHERE r.accepted_on IS NOT NULL
               UNION SELECT d.enrollment_id FROM requirement_override AS d WHERE d.key = 'report')
  AND e.status IN ('enrolled', 'studying', 'completed') AND {MAY_BE_NAMED.format("p")}
  AND NOT EXISTS (SELECT 1 FROM certificate AS c WHERE c.enrollment_id = e.id AND c.state <> 'annulled')
  AND (EXISTS (SELECT 1 FROM creative_work_member AS m JOIN creative_work AS w ON w.id = m.work_id
               WHERE m.enrollment_id = e.id AND w.state = 'accepted') OR {_DECIDED.format("creative")})
  AND (NOT EXISTS (SELECT 1 FROM module AS m JOIN assignment AS a ON a.module_id = m.id
                   LEFT JOIN submission AS u ON u.assignment_id = a.id AND u.enrollment_id = e.id
                   WHERE m.program_id = s.program_id AND a.is_mandatory AND coalesce(u.state, '') <> 'accepted')
       OR {_DECIDED.format("remote")})
  AND (EXISTS (SELECT 1 FROM attendance AS t JOIN event AS v ON v.id = t.event_id
               JOIN event_format AS f ON f.id = v.format_id
               WHERE t.person_id = e.person_id AND t.state IN ('present', 'remote') AND f.is_seminar)
       OR {_DECIDED.format("seminar")}
       OR EXISTS (SELECT 1 FROM program_requirement AS n
                  WHERE n.program_id = s.program_id AND n.key = 'seminars' AND n.needed = 0))
"""
"""Places that may be ready: never fewer than the rule finds, but for those who have a certificate already, have left
the stream, or whose name must not stand on a paper."""
