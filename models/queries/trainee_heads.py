"""Whose sheet it is: the head of every paper about one trainee."""

from collections.abc import Collection
from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.queries.paper_names import PAPER_FULL_NAME, PAPER_SIGNED_NAME
from models.rows.diagnostics_print import TraineeHead


class HeadLine(NamedTuple):
    """What stands over a sheet of one trainee, with her place in the stream."""

    enrollment_id: int
    name: str
    position: str
    organization: str
    program: str
    stream: str
    tutor: str
    signed_name: str

    @property
    def head(self) -> TraineeHead:
        """Without the id."""
        said = self._asdict()
        del said["enrollment_id"]
        return TraineeHead(**said)


def read_heads(session: Source, stream_id: int, people: Collection[int]) -> list[HeadLine]:
    """Those who are or were in a stream, by name; `people` (enrolments) asks for some of them only."""
    return rows(
        session,
        HeadLine,
        f"""
        SELECT e.id, {PAPER_FULL_NAME.format("p")}, t.title, o.short_name || coalesce(', ' || m.name, ''), g.title,
               s.title, {PAPER_SIGNED_NAME.format("u")}, {PAPER_SIGNED_NAME.format("p")}
        FROM enrollment AS e JOIN person AS p ON p.id = e.person_id JOIN position AS t ON t.id = p.position_id
        JOIN organization AS o ON o.id = p.organization_id LEFT JOIN municipality AS m ON m.id = o.municipality_id
        JOIN stream AS s ON s.id = e.stream_id JOIN program AS g ON g.id = s.program_id
        JOIN person AS u ON u.id = s.tutor_id
        WHERE s.id = :stream AND e.status <> 'applied'
          AND (:all OR e.id IN (SELECT value FROM json_each(:people)))
        ORDER BY p.name_key, p.id
        """,
        stream=stream_id,
        all=not people,
        people=str(sorted(people)),
    )
