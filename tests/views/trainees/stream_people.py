"""Streams in the states their room has to show: full with a waiting list, with a place that became free, empty."""

from datetime import date

from models.commands.applications import apply
from models.commands.orders import order_people
from models.commands.programs import add_stream, change_stream
from models.database import Database
from models.queries.people_names import people_by_name
from models.queries.stream_people import stream_people
from models.queries.streams import stream_lines
from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import OrderDraft
from models.rows.programs import ApplicationDraft, StreamDraft
from models.rows.streams import StreamLine
from tests.models.make import HEAD

APPLIED_ON = date(2026, 2, 2)


def fill_stream(db: Database, stream_id: int) -> None:
    """Leave a stream as many places as it has people, and write two applications that wait."""
    line = _line(db, stream_id)
    draft = StreamDraft(
        program_id=line.program_id,
        title=line.title,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        tutor_id=line.tutor_id,
        capacity=line.people,
    )
    change_stream(db, stream_id, draft, actor=HEAD)
    there = {each.person_id for each in stream_people(db, stream_id)}
    others = [each.id for each in people_by_name(db, "", limit=200) if each.id not in there][:2]
    words = ("Речевое развитие", "Игра и общение")
    drafts = [
        ApplicationDraft(person_id=person_id, applied_on=APPLIED_ON, direction=direction)
        for person_id, direction in zip(others, words, strict=True)
    ]
    apply(db, stream_id, drafts, actor=HEAD)


def free_a_place(db: Database, stream_id: int) -> None:
    """Expel the first who studies there, by an order."""
    place = next(each for each in stream_people(db, stream_id) if each.status is EnrollmentStatus.STUDYING)
    day = min(db.today(), _line(db, stream_id).ends_on)
    draft = OrderDraft(kind=OrderKind.EXPEL, number="64", dated_on=day, basis="личное заявление")
    order_people(db, draft, stream_id, [place.id], actor=HEAD)


def empty_stream(db: Database) -> int:
    """A stream that nobody has applied for yet."""
    line = stream_lines(db)[0]
    draft = StreamDraft(
        program_id=line.program_id,
        title="Поток 4, осень 2026",
        starts_on=date(2026, 9, 14),
        ends_on=date(2026, 11, 27),
        tutor_id=line.tutor_id,
        capacity=20,
    )
    return add_stream(db, draft, actor=HEAD)


def _line(db: Database, stream_id: int) -> StreamLine:
    return next(line for line in stream_lines(db) if line.id == stream_id)
