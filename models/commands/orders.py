"""Orders about the trainees of a stream: of enrolment, expulsion, transfer and completion (приказы).

An order and what it does to the places it names are one action. What was decided without a paper may get its order
later: naming somebody whose place says so already only puts the number beside it.
"""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, or_, select

from models.commands.store import add, found, known_links, values
from models.commands.stream_places import AT_WORK, NO_STREAM, come_back, first_day, keep_within, let_go, places_of
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import OrderDraft
from models.schema.programs import Enrollment, EnrollmentOrder, Stream

_NO_ORDER = "Этого приказа нет."
_ACTIONS = {
    OrderKind.ENROL: "Зачисление в поток записано",
    OrderKind.EXPEL: "Отчисление из потока записано",
    OrderKind.TRANSFER: "Перевод в другой поток записан",
    OrderKind.COMPLETE: "Завершение стажировки записано",
}


def order_people(
    db: Database,
    draft: OrderDraft,
    stream_id: int,
    enrollment_ids: Collection[int],
    *,
    actor: Actor,
    to_stream_id: int | None = None,
) -> int | None:
    """Do to these places what an order says, and give the order's id; None while it has no number yet.

    The order of this kind, number and day that the stream has already takes the people too. A transfer needs
    `to_stream_id`. Refuses, all or none, whom the order cannot be about.
    """
    with known_links(), db.writing(action=_ACTIONS[draft.kind], actor=actor) as session:
        stream = found(session, Stream, stream_id, NO_STREAM)
        places = [found(session, Enrollment, each, "Этого стажёра уже нет в потоке.") for each in enrollment_ids]
        if not places or any(place.stream_id != stream_id for place in places):
            raise UserError("Приказ никого не называет.", "Выберите стажёров этого потока.")
        order_id = _order(session, draft, stream_id)
        match draft.kind:
            case OrderKind.ENROL:
                _enrol(session, stream, places, order_id, since=first_day(session, stream_id, stream, db.today()))
            case OrderKind.TRANSFER:
                _transfer(session, stream, _other_stream(session, to_stream_id, stream_id), places, order_id, draft)
            case OrderKind.EXPEL | OrderKind.COMPLETE:
                for place in places:
                    _let_out(place, stream, draft, order_id)
        session.flush()
        return order_id


def change_order(db: Database, order_id: int, draft: OrderDraft, *, actor: Actor) -> None:
    """Correct the number, the day and the basis of an order; the days that followed from its day move with it."""
    with db.writing(action="Приказ изменён", actor=actor) as session:
        order = found(session, EnrollmentOrder, order_id, _NO_ORDER)
        number = _number(draft)
        other = _same_order(session, draft, order.stream_id)
        if other is not None and other.id != order_id:
            raise UserError("Такой приказ по этому потоку уже есть.", "Проверьте номер и дату.")
        before, order.dated_on = order.dated_on, draft.dated_on
        order.number, order.basis = number, draft.basis
        if before != draft.dated_on:
            _move_days(session, order, before)


def remove_order(db: Database, order_id: int, *, actor: Actor) -> None:
    """Take an order out; its trainees stay as they are, without a paper."""
    with db.writing(action="Приказ убран", actor=actor) as session:
        session.delete(found(session, EnrollmentOrder, order_id, _NO_ORDER))


def _order(session: Session, draft: OrderDraft, stream_id: int) -> int | None:
    if not draft.number:
        return None
    same = _same_order(session, draft, stream_id)
    if same is None:
        return add(session, EnrollmentOrder(stream_id=stream_id, **values(draft)))
    same.basis = draft.basis or same.basis
    return same.id


def _same_order(session: Session, draft: OrderDraft, stream_id: int) -> EnrollmentOrder | None:
    return session.exec(
        select(EnrollmentOrder).where(
            col(EnrollmentOrder.kind) == draft.kind,
            col(EnrollmentOrder.stream_id) == stream_id,
            col(EnrollmentOrder.number) == draft.number,
            col(EnrollmentOrder.dated_on) == draft.dated_on,
        )
    ).first()


def _number(draft: OrderDraft) -> str:
    if not draft.number:
        raise UserError("У приказа нет номера.", "Впишите номер или уберите приказ.")
    return draft.number


def _enrol(
    session: Session, stream: Stream, places: Collection[Enrollment], order_id: int | None, *, since: date
) -> None:
    for place in places:
        if place.order_in_id is not None:
            raise UserError(
                "О зачислении кого-то из выбранных уже есть приказ.", "Оставьте выбранными тех, у кого приказа нет."
            )
        if EnrollmentStatus(place.status) is EnrollmentStatus.APPLIED:
            place.status, place.enrolled_on = EnrollmentStatus.ENROLLED, since
        elif order_id is None:
            raise _nothing_to_do("зачислен")
        place.order_in_id = order_id
    session.flush()
    keep_within(session, stream.id or 0, stream)


def _let_out(place: Enrollment, stream: Stream, draft: OrderDraft, order_id: int | None) -> None:
    """Expel, or end the internship of, who studies; beside who is out already only the paper is put."""
    is_end = draft.kind is OrderKind.COMPLETE
    outcome = EnrollmentStatus.COMPLETED if is_end else EnrollmentStatus.EXPELLED
    if EnrollmentStatus(place.status) is outcome and place.order_out_id is None:
        if order_id is None:
            raise _nothing_to_do(outcome.label)
    elif place.status not in AT_WORK:
        raise UserError(
            "Приказ не записан: кто-то из выбранных сейчас в потоке не учится.",
            "Оставьте выбранными тех, кто учится, или тех, о ком приказа ещё нет.",
        )
    elif is_end:
        place.left_on = _last_day(place, stream, draft.dated_on)
        place.status = outcome
    else:
        let_go(place, stream, draft.dated_on)
    place.order_out_id = order_id


def _last_day(place: Enrollment, stream: Stream, dated_on: date) -> date:
    """The day an internship ends by an order of a day: never after the stream's last one."""
    last = min(dated_on, stream.ends_on)
    if last < (place.enrolled_on or stream.starts_on):
        raise UserError(
            "Завершить нельзя: поток для этого человека ещё не начался.", "Проверьте дату приказа и день зачисления."
        )
    return last


def _transfer(
    session: Session,
    stream: Stream,
    target: Stream,
    places: Collection[Enrollment],
    order_id: int | None,
    draft: OrderDraft,
) -> None:
    """Expel from one stream and take into the other; what she has been to stays with the old one's events."""
    target_id = target.id or 0
    if draft.dated_on > target.ends_on:
        raise UserError(
            "Перевести нельзя: тот поток уже завершён.", "Выберите другой поток или проверьте дату приказа."
        )
    known = places_of(session, target_id, {place.person_id for place in places})
    there_of = {there.person_id: there for there in known}
    for place in places:
        if place.status not in AT_WORK:
            raise UserError("Перевести можно только тех, кто учится в потоке.", "Оставьте выбранными тех, кто учится.")
        let_go(place, stream, draft.dated_on)
        place.order_out_id = order_id
        there = there_of.get(place.person_id)
        if there is None:
            there = Enrollment(stream_id=target_id, person_id=place.person_id, applied_on=place.applied_on)
            session.add(there)
        elif there.status not in {EnrollmentStatus.APPLIED, EnrollmentStatus.EXPELLED}:
            raise UserError("Кто-то из выбранных уже в том потоке.", "Выберите другой поток или других людей.")
        there.came_from_id = place.id
        if EnrollmentStatus(there.status) is EnrollmentStatus.EXPELLED:
            # The order that first took her in goes on naming her.
            come_back(there)
            continue
        there.status = EnrollmentStatus.ENROLLED
        there.enrolled_on = max(draft.dated_on, target.starts_on)
        there.direction = there.direction or place.direction
        there.individual_path = there.individual_path or place.individual_path
        there.order_in_id = order_id
    session.flush()
    keep_within(session, target_id, target)


def _other_stream(session: Session, to_stream_id: int | None, stream_id: int) -> Stream:
    if to_stream_id is None or to_stream_id == stream_id:
        raise UserError("Не выбрано, в какой поток перевести.", "Выберите другой поток.")
    return found(session, Stream, to_stream_id, NO_STREAM)


def _nothing_to_do(outcome: str) -> UserError:
    return UserError(
        f"Кто-то из выбранных уже {outcome}: без номера приказа записывать нечего.",
        "Впишите номер приказа или оставьте выбранными других.",
    )


def _move_days(session: Session, order: EnrollmentOrder, before: date) -> None:
    """Move the days out of the old stream and into the new one that stood on the day of the order."""
    of_order = or_(col(Enrollment.order_out_id) == order.id, col(Enrollment.order_in_id) == order.id)
    for place in session.exec(select(Enrollment).where(of_order)):
        stream = found(session, Stream, place.stream_id, NO_STREAM)
        if place.order_out_id == order.id and place.left_on == min(before, stream.ends_on):
            if OrderKind(order.kind) is OrderKind.COMPLETE:
                place.left_on = _last_day(place, stream, order.dated_on)
            else:
                let_go(place, stream, order.dated_on)
        elif (
            place.order_in_id == order.id
            and OrderKind(order.kind) is OrderKind.TRANSFER
            and place.enrolled_on == max(before, stream.starts_on)
        ):
            place.enrolled_on = _first_day_there(place, stream, order.dated_on)


def _first_day_there(place: Enrollment, stream: Stream, dated_on: date) -> date:
    """The day somebody transferred begins in the new stream; refuses one after her last day there."""
    if dated_on > (place.left_on or stream.ends_on):
        raise UserError(
            "Перевести этим днём нельзя: в том потоке её обучение к нему уже закончено.", "Проверьте дату приказа."
        )
    return max(dated_on, stream.starts_on)
