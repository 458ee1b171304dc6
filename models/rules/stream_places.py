"""Who of a stream waits, who has no paper, and who is next when a place is free."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.rows.codes import EnrollmentStatus
from models.rows.orders import StreamPerson

_AT_WORK = frozenset({EnrollmentStatus.ENROLLED, EnrollmentStatus.STUDYING})
_OUT = frozenset({EnrollmentStatus.COMPLETED, EnrollmentStatus.EXPELLED})


@dataclass(frozen=True, slots=True)
class StreamPlaces:
    """The people of a stream by where they stand; applications in the order they came."""

    studying: tuple[StreamPerson, ...]
    applied: tuple[StreamPerson, ...]
    """All applications, those that wait among them."""
    waiting: tuple[StreamPerson, ...]
    """Applications beyond the free places (лист ожидания)."""
    out: tuple[StreamPerson, ...]
    """Who has finished or left."""
    taken: int
    """Places that are taken; whoever has finished keeps hers."""
    free: int | None
    """Places nobody has; None where nothing limits the stream."""

    @property
    def next_in_line(self) -> StreamPerson | None:
        """Whose application is answered next now that a place is free."""
        return self.applied[0] if self.applied and (self.free is None or self.free > 0) else None

    @property
    def freed(self) -> bool:
        """Whether the free place is one that somebody left."""
        return bool(self.free) and any(each.status is EnrollmentStatus.EXPELLED for each in self.out)


def stream_places(people: Sequence[StreamPerson], capacity: int | None) -> StreamPlaces:
    """Sort the people of a stream out; the expelled leave their places to others."""
    applied = sorted((each for each in people if each.status is EnrollmentStatus.APPLIED), key=lambda each: each.turn)
    taken = sum(each.status not in {EnrollmentStatus.APPLIED, EnrollmentStatus.EXPELLED} for each in people)
    free = None if capacity is None else max(0, capacity - taken)
    return StreamPlaces(
        studying=tuple(each for each in people if each.status in _AT_WORK),
        applied=tuple(applied),
        waiting=() if free is None else tuple(applied[free:]),
        out=tuple(each for each in people if each.status in _OUT),
        taken=taken,
        free=free,
    )


def without_order_in(people: Collection[StreamPerson]) -> tuple[StreamPerson, ...]:
    """Who is or was in the stream and was let in by no order."""
    return tuple(each for each in people if each.status is not EnrollmentStatus.APPLIED and each.order_in_id is None)


def without_order_out(people: Collection[StreamPerson]) -> tuple[StreamPerson, ...]:
    """Who has finished or left by no order."""
    return tuple(each for each in people if each.status in _OUT and each.order_out_id is None)
