"""Who of the running streams is the nearest to a certificate; every record of theirs is read for it."""

from datetime import timedelta
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.queries.internship_records import read_records
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import SHORT_NAME
from models.rows.certificate_progress import CertificateProgress, ProgressLine
from models.rules.certificate_requirements import requirements

_SHOWN = 4
_LINGERS = timedelta(days=60)
"""So long after its last day a stream is still looked at."""


class _Place(NamedTuple):
    place_id: int
    person_id: int
    name: str


def certificate_progress(db: Database) -> CertificateProgress:
    """The nearest first, those who are ready before them."""
    today = db.today()
    with db.reading() as session:
        places = rows(session, _Place, _PLACES, today=today, since=today - _LINGERS)
        records = read_records(session, [place.place_id for place in places])
    lines = [
        ProgressLine(place.person_id, place.name, requirements(records[place.place_id], today=today))
        for place in places
    ]
    lines.sort(key=lambda line: len(line.missing))
    return CertificateProgress(
        lines=tuple(lines[:_SHOWN]),
        ready=sum(not line.missing for line in lines),
        near=sum(len(line.missing) == 1 for line in lines),
    )


_PLACES = f"""
SELECT e.id, p.id, {SHORT_NAME.format("p")}
FROM stream AS s JOIN enrollment AS e ON e.stream_id = s.id JOIN person AS p ON p.id = e.person_id
WHERE s.starts_on <= :today AND s.ends_on >= :since AND e.status IN ('enrolled', 'studying', 'completed')
  AND {MAY_BE_NAMED.format("p")}
  AND NOT EXISTS (SELECT 1 FROM certificate AS c WHERE c.enrollment_id = e.id AND c.state <> 'annulled')
ORDER BY p.name_key, p.id
"""
