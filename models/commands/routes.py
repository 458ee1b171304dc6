"""Routes (ИОМ): made from the deficits of the entry card, edited step by step, ticked off."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.routes import read_route_page
from models.rows.codes import EnrollmentStatus
from models.rows.routes import RouteDraft, RoutesMade, StepDraft
from models.rules.routes import proposed_step
from models.schema.programs import Enrollment, Route, RouteItem

_NO_STEP = "Этого шага в маршруте уже нет."


def make_routes(db: Database, enrollment_ids: Collection[int], *, actor: Actor) -> RoutesMade:
    """Give each of these people a step for every deficit of her entry card that has none, and a route to hold it.

    A new route runs with the stream. What is in a route stays as it is.
    """
    label = "Маршрут составлен" if len(enrollment_ids) == 1 else "Маршруты составлены"
    routes = steps = without = 0
    with known_links(), db.writing(action=label, actor=actor) as session:
        for enrollment_id in enrollment_ids:
            page = read_route_page(session, enrollment_id)
            wanted = [deficit for deficit in page.deficits if not deficit.has_step]
            if not wanted:
                without += 1
                continue
            routes += not page.is_made
            route = _route(session, enrollment_id)
            if not page.is_made:
                route.starts_on, route.ends_on = page.days.starts_on, page.days.ends_on
            drafts = [proposed_step(deficit, page.materials, page.days) for deficit in wanted]
            _append(session, route, drafts)
            steps += len(drafts)
    return RoutesMade(routes, steps, without)


def save_route(db: Database, enrollment_id: int, draft: RouteDraft, *, actor: Actor) -> None:
    """Say what a route is for: goal, motivation, context, days, state; begins it where there is none."""
    with db.writing(action="Маршрут изменён", actor=actor) as session:
        refuse_nameless_at(session, (enrollment_id,))
        _route(session, enrollment_id).sqlmodel_update(values(draft))


def remove_route(db: Database, enrollment_id: int, *, actor: Actor) -> None:
    """Remove a route with its steps; «Вернуть» brings them back."""
    with db.writing(action="Маршрут убран", actor=actor) as session:
        route = session.exec(select(Route).where(col(Route.enrollment_id) == enrollment_id)).first()
        if route is None:
            raise UserError("Маршрута уже нет.", "Обновите список.")
        for step in _steps(session, route):
            session.delete(step)
        session.flush()
        session.delete(route)


def add_step(db: Database, enrollment_id: int, draft: StepDraft, *, actor: Actor) -> int:
    """Add a step at the end of a person's route, which is begun where there is none."""
    with known_links(), db.writing(action="Шаг маршрута добавлен", actor=actor) as session:
        refuse_nameless_at(session, (enrollment_id,))
        (step_id,) = _append(session, _route(session, enrollment_id), [draft])
        return step_id


def change_step(db: Database, step_id: int, draft: StepDraft, *, actor: Actor) -> None:
    """Change a step; its place stays."""
    with known_links(), db.writing(action="Шаг маршрута изменён", actor=actor) as session:
        step = found(session, RouteItem, step_id, _NO_STEP)
        refuse_nameless_at(session, (found(session, Route, step.route_id, "Маршрута уже нет.").enrollment_id,))
        step.sqlmodel_update(values(draft))


def finish_steps(db: Database, step_ids: Collection[int], done_on: date | None, *, actor: Actor) -> None:
    """Tick steps off on a day not ahead; None takes the tick away."""
    if done_on is not None and done_on > db.today():
        raise UserError("Шаг не может быть выполнен в будущем.", "Исправьте дату.")
    label = "Шаг маршрута выполнен" if done_on is not None else "Отметка о выполнении снята"
    with db.writing(action=label, actor=actor) as session:
        for step_id in step_ids:
            found(session, RouteItem, step_id, _NO_STEP).done_on = done_on


def remove_steps(db: Database, step_ids: Collection[int], *, actor: Actor) -> None:
    """Remove steps; the others keep their order."""
    label = "Шаг маршрута убран" if len(step_ids) == 1 else "Шаги маршрута убраны"
    with db.writing(action=label, actor=actor) as session:
        for step_id in step_ids:
            session.delete(found(session, RouteItem, step_id, _NO_STEP))


def order_steps(db: Database, enrollment_id: int, step_ids: Sequence[int], *, actor: Actor) -> None:
    """Put the steps of a route in this order; those not named come after them."""
    places = {step_id: place for place, step_id in enumerate(step_ids)}
    with db.writing(action="Шаги маршрута переставлены", actor=actor) as session:
        there = _steps(session, _route(session, enrollment_id))
        for no, step in enumerate(sorted(there, key=lambda each: places.get(each.id or 0, len(places))), start=1):
            step.no = no


def _route(session: Session, enrollment_id: int) -> Route:
    """The person's route, begun where there is none."""
    route = session.exec(select(Route).where(col(Route.enrollment_id) == enrollment_id)).first()
    if route is not None:
        return route
    place = found(session, Enrollment, enrollment_id, "Этого стажёра в потоке уже нет.")
    if EnrollmentStatus(place.status) is EnrollmentStatus.APPLIED:
        raise UserError("Маршрут составляют зачисленным.", "Сначала зачислите человека в поток.")
    route = Route(enrollment_id=enrollment_id)
    add(session, route)
    return route


def _append(session: Session, route: Route, drafts: Sequence[StepDraft]) -> list[int]:
    last = session.exec(select(func.max(col(RouteItem.no))).where(col(RouteItem.route_id) == route.id)).one() or 0
    return [
        add(session, RouteItem(route_id=route.id or 0, no=no, **values(draft)))
        for no, draft in enumerate(drafts, start=last + 1)
    ]


def _steps(session: Session, route: Route) -> Sequence[RouteItem]:
    wanted = select(RouteItem).where(col(RouteItem.route_id) == route.id)
    return session.exec(wanted.order_by(col(RouteItem.no), col(RouteItem.id))).all()
