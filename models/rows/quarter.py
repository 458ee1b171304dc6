"""What the sealed package of a period carries beyond the open one; trainees by code, nobody by name."""

from typing import NamedTuple


class KindergartenRow(NamedTuple):
    """Where somebody who took part works; `oktmo` is None where the municipality is not given."""

    uid: str
    name: str
    oktmo: str | None
    is_remote: bool


class WorksAtRow(NamedTuple):
    """A trainee's kindergarten."""

    trainee: str
    organization: str


class CompetenceRow(NamedTuple):
    """A competence that was scored; its number stays the same."""

    no: int
    area: str
    title: str


class ScoreRow(NamedTuple):
    """A competence of a trainee's card; scores 0–3, or None."""

    stage: str
    stream: str
    trainee: str
    competence: int
    self_score: int | None
    tutor_score: int | None
    is_deficit: bool


class EventMaterialsRow(NamedTuple):
    """Where the materials of an event are."""

    event: str
    materials: str


class StreamFactRow(NamedTuple):
    """Certificates of a stream issued in the period; `is_at_work` tells the streams that the report lists."""

    stream: str
    certificates: int
    is_at_work: bool


class HeldElsewhereRow(NamedTuple):
    """What a plan item came to that was held on days outside of the period too: visits and guests, and the result."""

    plan_item: str
    participants: int | None
    result: str


class QuarterRows(NamedTuple):
    """The records that only the sealed package carries."""

    kindergartens: list[KindergartenRow]
    works_at: list[WorksAtRow]
    competences: list[CompetenceRow]
    scores: list[ScoreRow]
    materials: list[EventMaterialsRow]
    streams: list[StreamFactRow]
    held_elsewhere: list[HeldElsewhereRow]
