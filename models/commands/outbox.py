"""The outbox: what the person decides about a sealed package, and what the runner notes of its way.

None of these makes a package «принят»: only a receipt does (commands/receipts.py).
"""

from datetime import datetime

from sqlmodel import Session, col, func, select

from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.rows.codes import ActionKind, PackageKind, PackageState, Road, TransferOutcome
from models.rows.sealed import NOTHING_KEPT
from models.rules.outbox import MAY_HAND_OVER, MAY_QUEUE, MAY_WITHDRAW, WAITING, is_heavy
from models.schema.exchange import Delivery, Package, Transfer

_GONE = "Этого пакета в исходящих уже нет."
_REFRESH = "Обновите список: пакет мог измениться."
_COMPENSATED = ActionKind.COMPENSATED


def enqueue(db: Database, package_id: int, *, road: Road, at_night: bool = False, actor: Actor) -> None:
    """Put a sealed package last into the queue; one that was handed over without an answer may go again.

    `at_night` lets it wait for 22:00–06:00. Raises UserError for a package that ИРО has answered.
    """
    with db.writing(action="Пакет поставлен в очередь", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        _only_from(package, MAY_QUEUE)
        if package.manifest == NOTHING_KEPT:
            raise UserError(
                "Файл этого пакета удалён: в нём были сведения о человеке, которые передавать больше нельзя.",
                "Соберите пакет заново.",
            )
        package.state = PackageState.QUEUED
        delivery = _delivery(session, package_id)
        _start_over(delivery)
        delivery.road, delivery.at_night = road, at_night
        delivery.queued_at = stamp(session.info["now"])
        delivery.position = _last_position(session) + 1


def pause(db: Database, package_id: int, *, actor: Actor) -> None:
    """Let a package of the queue wait until `resume`; one on its way stops within a chunk."""
    with db.writing(action="Отправка пакета приостановлена", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        _only_from(package, WAITING)
        package.state = PackageState.QUEUED
        _delivery(session, package_id).is_paused = True


def resume(db: Database, package_id: int, *, actor: Actor) -> None:
    """Let a package of the queue go on at once, whether it was paused, refused or waits for its next attempt."""
    with db.writing(action="Отправка пакета продолжена", actor=actor, kind=_COMPENSATED) as session:
        _only_from(_sealed(session, package_id), WAITING)
        _start_over(_delivery(session, package_id))


def choose_night(db: Database, package_id: int, *, at_night: bool, actor: Actor) -> None:
    """Let a package of the queue wait for the night, or go by day."""
    with db.writing(action="Время отправки пакета выбрано", actor=actor, kind=_COMPENSATED) as session:
        _only_from(_sealed(session, package_id), WAITING)
        _delivery(session, package_id).at_night = at_night


def withdraw(db: Database, package_id: int, *, actor: Actor) -> None:
    """Take a package off before it is handed over; the file stays, and it may be put into the queue again."""
    with db.writing(action="Пакет снят с отправки", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        _only_from(package, MAY_WITHDRAW)
        package.state = PackageState.WITHDRAWN


def move_up(db: Database, package_id: int, *, actor: Actor) -> None:
    """Send a package before the one that stands before it; raises UserError where only figures stand there."""
    _move(db, package_id, -1, actor=actor)


def move_down(db: Database, package_id: int, *, actor: Actor) -> None:
    """Send a package after the one that stands after it; raises UserError where only files stand there."""
    _move(db, package_id, 1, actor=actor)


def switch_road(db: Database, package_id: int, road: Road, *, actor: Actor) -> None:
    """Let a package of the queue go by another road; what a server has of it already is not forgotten."""
    with db.writing(action="Дорога пакета изменена", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        _only_from(package, WAITING)
        package.state = PackageState.QUEUED
        delivery = _delivery(session, package_id)
        _start_over(delivery)
        delivery.road = road


def handed_over(
    db: Database, package_id: int, *, road: Road, target: str, sent_bytes: int, seconds: float, actor: Actor
) -> None:
    """Note that the person took the package away on a stick or by mail; `target` must not name a person.

    A package that ИРО has answered stays so: a second copy is harmless.
    """
    with db.writing(action="Пакет передан", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        _only_from(package, MAY_HAND_OVER)
        delivery = _delivery(session, package_id)
        if package.state not in _ANSWERED:
            delivery.road = road
        delivery.problem = None
        _note(
            session,
            package,
            road=road,
            target=target,
            sent_bytes=sent_bytes,
            seconds=seconds,
            outcome=TransferOutcome.SENT,
        )


def begin_attempt(db: Database, package_id: int, *, server_url: str, actor: Actor) -> None:
    """Note that bytes begin to go to this server; where it is another than before, what that one has is forgotten.

    Raises UserError where the package is not to go any more: it was paused, withdrawn or answered meanwhile.
    """
    with db.writing(action="Отправка пакета началась", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        delivery = _delivery(session, package_id)
        if package.state not in WAITING or delivery.is_paused or Road(delivery.road) is not Road.NETWORK:
            raise UserError("Этот пакет сейчас не отправляют.", _REFRESH)
        package.state = PackageState.SENDING
        if delivery.server_url != server_url:
            delivery.server_url, delivery.upload_url, delivery.bytes_there = server_url, None, 0
        delivery.problem = None


def remember_upload(db: Database, package_id: int, upload_url: str, *, actor: Actor) -> None:
    """Keep the address at which the server collects the package, so that the next attempt goes on from there."""
    with db.writing(action="Место пакета на сервере записано", actor=actor, kind=_COMPENSATED) as session:
        _sealed(session, package_id)
        delivery = _delivery(session, package_id)
        if delivery.upload_url != upload_url:
            # Another upload begins from nothing, whatever the former one had.
            delivery.upload_url, delivery.bytes_there = upload_url, 0


def end_attempt(
    db: Database,
    package_id: int,
    *,
    outcome: TransferOutcome,
    target: str,
    sent_bytes: int,
    seconds: float,
    bytes_there: int,
    actor: Actor,
    problem: str | None = None,
    next_try_at: datetime | None = None,
    next_server: str | None = None,
) -> None:
    """Note how an attempt over the network ended, and when the next one is due.

    `bytes_there` is what the server has of the package by now, `next_server` another one to go to. A refusal without
    one waits for the person. Whatever was decided meanwhile (paused, withdrawn, answered) stays. Failures in a row
    that moved nothing are one line of the journal.
    """
    with db.writing(action=_ENDED[outcome], actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        delivery = _delivery(session, package_id)
        _note(
            session,
            package,
            road=Road.NETWORK,
            target=target,
            sent_bytes=sent_bytes,
            seconds=seconds,
            outcome=outcome,
            problem=problem,
        )
        delivery.bytes_there, delivery.problem = bytes_there, problem
        if outcome is TransferOutcome.SENT:
            delivery.tries, delivery.next_try_at, delivery.is_paused = 0, None, False
            return
        if PackageState(package.state) is PackageState.SENDING:
            package.state = PackageState.QUEUED
        if outcome is TransferOutcome.STOPPED:
            return
        delivery.tries = 1 if sent_bytes else delivery.tries + 1
        delivery.next_try_at = stamp(next_try_at) if next_try_at else None
        if next_server is not None and next_server != delivery.server_url:
            delivery.server_url, delivery.upload_url, delivery.bytes_there = next_server, None, 0
        if outcome is TransferOutcome.REFUSED and next_server is None:
            delivery.is_paused = True
            if not bytes_there:
                # Once the person has put it right, the first of the servers may do as well.
                delivery.server_url = delivery.upload_url = None


def hold(db: Database, package_id: int, *, problem: str, actor: Actor) -> None:
    """Let a package of the queue wait for the person: its file is gone or is not what was sealed."""
    with db.writing(action="Отправка пакета остановлена", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        if package.state not in WAITING:
            return
        package.state = PackageState.QUEUED
        delivery = _delivery(session, package_id)
        delivery.is_paused, delivery.problem = True, problem


def take_up_again(db: Database, *, actor: Actor) -> int:
    """Put what a killed program left as «передаётся» back into the queue, its address kept; gives how many."""
    with db.writing(action="Прерванная отправка продолжится", actor=actor, kind=_COMPENSATED) as session:
        left = list(session.exec(select(Package).where(col(Package.state) == PackageState.SENDING)))
        for package in left:
            package.state = PackageState.QUEUED
        return len(left)


_ANSWERED = (PackageState.ACCEPTED, PackageState.REJECTED)

_ENDED = {
    TransferOutcome.SENT: "Пакет передан",
    TransferOutcome.CUT: "Отправка пакета прервалась",
    TransferOutcome.REFUSED: "Сервер не принял пакет",
    TransferOutcome.STOPPED: "Отправка пакета остановлена",
}

_WHY_NOT = {
    PackageState.BUILT: ("Пакет ещё не в очереди.", "Сначала нажмите «Отправить»."),
    PackageState.QUEUED: ("Пакет уже в очереди.", "Делать ничего не нужно."),
    PackageState.SENDING: ("Пакет уже передаётся.", "Делать ничего не нужно."),
    PackageState.SENT: ("Пакет уже передан.", "Дождитесь квитанции института или отправьте пакет ещё раз."),
    PackageState.ACCEPTED: ("Институт уже принял этот пакет.", "Отправлять его больше не нужно."),
    PackageState.REJECTED: ("Институт отклонил этот пакет.", "Исправьте то, о чём он пишет, и соберите новый."),
    PackageState.WITHDRAWN: ("Пакет снят с отправки.", "Поставьте его в очередь снова или соберите новый."),
}


def _only_from(package: Package, states: tuple[PackageState, ...]) -> None:
    if package.state not in states:
        raise UserError(*_WHY_NOT[PackageState(package.state)])


def _sealed(session: Session, package_id: int) -> Package:
    package = found(session, Package, package_id, _GONE)
    if package.content_id is None:
        raise UserError("Открытый пакет через исходящие не отправляют.", "Передайте его файлом: он лежит в папке.")
    return package


def _delivery(session: Session, package_id: int) -> Delivery:
    delivery = session.get(Delivery, package_id)
    if delivery is None:
        delivery = Delivery(
            package_id=package_id, position=_last_position(session) + 1, queued_at=stamp(session.info["now"])
        )
        session.add(delivery)
    return delivery


def _start_over(delivery: Delivery) -> None:
    delivery.is_paused, delivery.tries, delivery.next_try_at, delivery.problem = False, 0, None, None


def _last_position(session: Session) -> int:
    return session.exec(select(func.max(Delivery.position))).one() or 0


def _note(
    session: Session,
    package: Package,
    *,
    road: Road,
    target: str,
    sent_bytes: int,
    seconds: float,
    outcome: TransferOutcome,
    problem: str | None = None,
) -> None:
    """Write the line of the journal; a package that was handed over is SENT unless ИРО has answered."""
    now = stamp(session.info["now"])
    if outcome is TransferOutcome.SENT and package.state not in _ANSWERED:
        package.state, package.sent_on = PackageState.SENT, now
    latest = col(Transfer.id).desc()
    last = session.exec(select(Transfer).where(Transfer.package_id == package.id).order_by(latest)).first()
    said = (str(road), target, str(outcome), problem)
    if (
        outcome is TransferOutcome.CUT
        and not sent_bytes
        and last is not None
        and not last.sent_bytes
        and (last.road, last.target, last.outcome, last.problem) == said
    ):
        last.ended_at, last.seconds = now, last.seconds + seconds
        return
    session.add(
        Transfer(
            package_id=package.id or 0,
            road=road,
            target=target,
            ended_at=now,
            seconds=seconds,
            sent_bytes=sent_bytes,
            outcome=outcome,
            problem=problem,
        )
    )


def _move(db: Database, package_id: int, step: int, *, actor: Actor) -> None:
    with db.writing(action="Порядок отправки изменён", actor=actor, kind=_COMPENSATED) as session:
        package = _sealed(session, package_id)
        _only_from(package, WAITING)
        queue = [
            (PackageKind(kind), delivery)
            for kind, delivery in session.exec(
                select(Package.kind, Delivery)
                .join(Delivery, col(Delivery.package_id) == col(Package.id))
                .where(col(Package.state).in_(WAITING))
            )
        ]
        queue.sort(key=lambda each: (is_heavy(each[0]), each[1].position, each[1].package_id))
        here = next(place for place, (_kind, delivery) in enumerate(queue) if delivery.package_id == package_id)
        there = here + step
        if not 0 <= there < len(queue):
            return
        (kind, mine), (other, theirs) = queue[here], queue[there]
        if is_heavy(kind) != is_heavy(other):
            raise UserError("Цифры уходят раньше файлов и фотографий.", "Менять порядок можно внутри каждой из групп.")
        mine.position, theirs.position = theirs.position, mine.position
