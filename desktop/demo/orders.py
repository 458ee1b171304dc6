"""The orders behind the places of an invented stream: of enrolment, of who left, of those who finished."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.demo import shapes
from models.commands.orders import order_people
from models.database import Actor, Database
from models.queries.stream_people import stream_people
from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import OrderDraft, StreamPerson


def write_orders(
    db: Database, stream_id: int, stream: shapes.Stream, leavers: Mapping[int, shapes.Leaver], *, actor: Actor
) -> None:
    """Write the orders of a stream whose places are filled; `leavers` by the id of the person."""

    def write(kind: OrderKind, number: str, day: date, basis: str, named: Sequence[StreamPerson]) -> None:
        draft = OrderDraft(kind=kind, number=number, dated_on=day, basis=basis)
        order_people(db, draft, stream_id, [each.id for each in named], actor=actor)

    people = stream_people(db, stream_id)
    write(OrderKind.ENROL, stream.order_in, stream.starts_on, "заявки стажёров", people)
    for each in people:
        if each.status is EnrollmentStatus.EXPELLED:
            leaver = leavers[each.person_id]
            write(OrderKind.EXPEL, leaver.order_out, leaver.left_on, "личное заявление", [each])
    finished = [each for each in people if each.status is EnrollmentStatus.COMPLETED]
    if finished:
        write(OrderKind.COMPLETE, stream.order_out, stream.ends_on, "итоги стажировки", finished)
