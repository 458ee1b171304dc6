"""Places in a stream: who has one, from which day, until which day, and how many there are; for commands to use."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from models.errors import UserError
from models.queries.fetch import number
from models.rows.codes import EnrollmentStatus
from models.rules.words import counted
from models.schema.programs import Enrollment, Stream

NO_STREAM = "Этого потока нет."
AT_WORK = frozenset({EnrollmentStatus.ENROLLED, EnrollmentStatus.STUDYING})
"""Of those who go through the stream now."""


def places_of(
    session: Session, stream_id: int, person_ids: Collection[int], status: EnrollmentStatus | None = None
) -> list[Enrollment]:
    """The places that these people have in a stream, those of one status only where it is given."""
    return [
        place
        for place in session.exec(select(Enrollment).where(col(Enrollment.stream_id) == stream_id))
        if place.person_id in person_ids and status in {None, place.status}
    ]


def first_day(session: Session, stream_id: int, stream: Stream, today: date) -> date:
    """From when somebody taken in today is awaited: the stream's first day, today once it has held events."""
    if not stream.starts_on <= today <= stream.ends_on:
        return stream.starts_on
    held = number(
        session,
        "SELECT count(*) FROM event_stream AS l JOIN event AS e ON e.id = l.event_id "
        "WHERE l.stream_id = :stream AND e.held_on < :today",
        stream=stream_id,
        today=today,
    )
    return today if held else stream.starts_on


def keep_within(session: Session, stream_id: int, stream: Stream) -> None:
    """Refuse a stream with more people than places; an application takes none."""
    taken = number(
        session,
        "SELECT count(*) FROM enrollment WHERE stream_id = :stream AND status NOT IN ('applied', 'expelled')",
        stream=stream_id,
    )
    if stream.capacity is not None and taken > stream.capacity:
        raise UserError(
            f"В потоке {counted(stream.capacity, 'место', 'места', 'мест')}, столько людей не поместится.",
            "Увеличьте число мест или зачислите меньше людей.",
        )


def let_go(place: Enrollment, stream: Stream, on: date) -> None:
    """Expel from a stream on one of its days; refuses who only applied, and a day outside of her time in it."""
    if EnrollmentStatus(place.status) is EnrollmentStatus.APPLIED:
        raise UserError("Отчислить нельзя: человек ещё не зачислен.", "Уберите заявку, если она больше не нужна.")
    if on < (place.enrolled_on or stream.starts_on):
        raise UserError(
            "Отчислить нельзя: поток для этого человека ещё не начался.",
            "Уберите человека из потока: это вернёт место.",
        )
    if on > stream.ends_on:
        raise UserError(
            "Отчислить нельзя: поток уже завершён.",
            "Если занятия продолжаются, сначала исправьте последний день потока.",
        )
    place.status, place.left_on = EnrollmentStatus.EXPELLED, on


def come_back(place: Enrollment) -> None:
    """Take back somebody expelled; she keeps her first day: what she had been to before she left counts again."""
    place.status, place.left_on, place.order_out_id = EnrollmentStatus.ENROLLED, None, None
