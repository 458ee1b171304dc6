"""Routes (ИОМ) and the карта оценки результативности (issue «From programme to certificate»)."""

from datetime import date

import pytest

from models.commands.practice import add_practice, change_practice, remove_practice
from models.commands.routes import (
    add_step,
    change_step,
    finish_steps,
    make_routes,
    order_steps,
    remove_route,
    remove_steps,
    save_route,
)
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.routes import route_page, stream_routes
from models.rows.codes import RouteStatus
from models.rows.routes import PracticeDraft, RouteDraft, RoutesMade, StepDraft
from tests.models.commands.diagnosed import (
    FIRST,
    SECOND,
    SECOND_MODULE_ENDS,
    THIRD,
    deficit,
    diagnosed_stream,
    materials,
)
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]


def test_a_route_is_made_from_the_deficits_with_the_materials_of_the_programme(db: Database) -> None:
    at = diagnosed_stream(db)
    materials(db, at)
    deficit(db, at, at.places[0], FIRST, priority=2)
    deficit(db, at, at.places[0], SECOND, priority=1)
    assert make_routes(db, at.places, actor=HEAD) == RoutesMade(routes=1, steps=2, without_deficits=1)
    page = route_page(db, at.places[0])
    assert [step.competence_id for step in page.steps] == [SECOND, FIRST]
    helped = page.steps[1]
    assert (helped.task, helped.resource, helped.product) == (
        "План недели",
        "Запись занятия (https://example.ru/v)",
        "план недели с правками",
    )
    assert helped.due_on == SECOND_MODULE_ENDS
    assert (page.route.starts_on, page.route.ends_on) == (date(2026, 1, 12), date(2026, 3, 20))


def test_making_routes_again_adds_only_what_lacks(db: Database) -> None:
    at = diagnosed_stream(db)
    deficit(db, at, at.places[0], FIRST)
    make_routes(db, at.places, actor=HEAD)
    deficit(db, at, at.places[0], THIRD)
    assert make_routes(db, at.places[:1], actor=HEAD) == RoutesMade(routes=0, steps=1, without_deficits=0)
    assert [step.competence_id for step in route_page(db, at.places[0]).steps] == [FIRST, THIRD]


def test_a_made_route_is_taken_back_whole(db: Database) -> None:
    at = diagnosed_stream(db)
    deficit(db, at, at.places[0])
    make_routes(db, at.places, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert not route_page(db, at.places[0]).is_made


def test_a_route_says_what_it_is_for(db: Database) -> None:
    at = diagnosed_stream(db)
    draft = RouteDraft(goal="Вести диалог", motivation="Аттестация", status=RouteStatus.ACTIVE)
    save_route(db, at.places[0], draft, actor=HEAD)
    assert route_page(db, at.places[0]).route == draft


def test_steps_are_added_changed_put_in_order_and_removed(db: Database) -> None:
    at = diagnosed_stream(db)
    ids = [add_step(db, at.places[0], StepDraft(deficit=word), actor=HEAD) for word in ("один", "два", "три")]
    change_step(db, ids[0], StepDraft(deficit="первый"), actor=HEAD)
    order_steps(db, at.places[0], [ids[2], ids[0]], actor=HEAD)
    remove_steps(db, [ids[1]], actor=HEAD)
    assert [(step.no, step.deficit) for step in route_page(db, at.places[0]).steps] == [(1, "три"), (2, "первый")]


def test_a_route_that_is_removed_comes_back_with_its_steps(db: Database) -> None:
    at = diagnosed_stream(db)
    add_step(db, at.places[0], StepDraft(deficit="один"), actor=HEAD)
    before = route_page(db, at.places[0])
    remove_route(db, at.places[0], actor=HEAD)
    assert not route_page(db, at.places[0]).steps
    undo_last(db, actor=HEAD)
    assert route_page(db, at.places[0]) == before


def test_the_list_tells_what_lacks_and_what_is_late(db: Database) -> None:
    at = diagnosed_stream(db)
    deficit(db, at, at.places[0], FIRST)
    deficit(db, at, at.places[0], SECOND)
    late = add_step(
        db, at.places[0], StepDraft(deficit="один", competence_id=FIRST, due_on=date(2026, 1, 20)), actor=HEAD
    )
    line = stream_routes(db, at.stream_id).lines[0]
    assert (line.deficits, line.uncovered, line.steps, line.overdue) == (2, 1, 1, 1)
    finish_steps(db, [late], db.today(), actor=HEAD)
    line = stream_routes(db, at.stream_id).lines[0]
    assert (line.done, line.overdue, line.next_due) == (1, 0, None)


def test_no_step_is_done_in_the_future(db: Database) -> None:
    at = diagnosed_stream(db)
    step_id = add_step(db, at.places[0], StepDraft(deficit="один"), actor=HEAD)
    with pytest.raises(UserError):
        finish_steps(db, [step_id], date(2030, 1, 1), actor=HEAD)


def test_nobody_who_only_applied_gets_a_route(db: Database) -> None:
    at = diagnosed_stream(db)
    with db.writing(action="Заявка", actor=HEAD) as session:
        session.connection().exec_driver_sql("UPDATE enrollment SET status = 'applied'")
    with pytest.raises(UserError):
        add_step(db, at.places[0], StepDraft(deficit="один"), actor=HEAD)


def test_a_technique_is_written_down_changed_and_removed(db: Database) -> None:
    at = diagnosed_stream(db)
    first = add_practice(db, at.places[0], PracticeDraft(technique="Круг выбора"), actor=HEAD)
    second = add_practice(db, at.places[0], PracticeDraft(technique="Карточки"), actor=HEAD)
    change_practice(db, first, PracticeDraft(technique="Круг выбора", result="выбирают сами"), actor=HEAD)
    remove_practice(db, [second], actor=HEAD)
    (line,) = route_page(db, at.places[0]).practice
    assert (line.no, line.technique, line.result) == (1, "Круг выбора", "выбирают сами")
