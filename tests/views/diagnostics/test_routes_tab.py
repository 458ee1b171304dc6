"""«Маршруты» as a person works them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.routes import route_page
from models.rules.words import NBSP
from tests.models.commands.diagnosed import FIRST, SECOND, Diagnosed, deficit, materials
from tests.models.make import HEAD, go_to, run
from tests.views.diagnostics.hands import Keys, settle, shown
from views.drafts import Keeping
from views.places import OneCard
from views.routes.tab import RoutesTab
from views.workplace import Workplace


@pytest.fixture
def tab(qtbot: QtBot, workplace: Workplace, db: Database, at: Diagnosed) -> RoutesTab:
    materials(db, at)
    deficit(db, at, at.places[0], FIRST)
    deficit(db, at, at.places[0], SECOND)
    made = RoutesTab(workplace)
    shown(qtbot, workplace, made, at.stream_id)
    return made


@pytest.fixture
def keys(qtbot: QtBot, workplace: Workplace, tab: RoutesTab) -> Keys:
    return Keys(qtbot, workplace)


def test_deficits_without_a_step_are_warned_of_and_one_press_makes_the_routes(
    qtbot: QtBot, workplace: Workplace, db: Database, at: Diagnosed, tab: RoutesTab, said: list[str]
) -> None:
    assert "2 дефицита" in tab.list.warning.text().replace(NBSP, " ")
    tab.list.make.click()
    settle(qtbot, workplace)
    assert [words.replace(NBSP, " ") for words in said] == [
        "Добавили 2 шага, новых маршрутов: 1. Проверьте задания и сроки."
    ]
    assert not tab.list.warning.isVisible()
    assert [step.task for step in route_page(db, at.places[0]).steps] == ["План недели", None]


def test_long_before_module_2_nobody_is_warned(db: Database, tab: RoutesTab) -> None:
    go_to(db, date(2026, 1, 20))
    tab.reload()
    assert not tab.list.warning.isVisible()


def test_a_route_is_worked_by_keyboard_alone(db: Database, at: Diagnosed, tab: RoutesTab, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Return)
    assert tab.route.isVisible()
    tab.primary_new()
    keys.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    tab.primary_new()
    keys.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    steps = route_page(db, at.places[0]).steps
    assert [step.competence_id for step in steps] == [FIRST, SECOND]
    tab.route.table.setFocus()
    keys.press(Qt.Key.Key_Up, held=Qt.KeyboardModifier.AltModifier)
    assert [step.competence_id for step in route_page(db, at.places[0]).steps] == [SECOND, FIRST]
    keys.press(Qt.Key.Key_D, held=Qt.KeyboardModifier.ControlModifier)
    assert [step.done_on for step in route_page(db, at.places[0]).steps] == [db.today(), None]
    keys.press(Qt.Key.Key_Delete)
    assert len(route_page(db, at.places[0]).steps) == 1
    undo_last(db, actor=HEAD)
    QApplication.processEvents()
    assert tab.route.model.rowCount() == 2
    keys.press(Qt.Key.Key_Escape)
    assert tab.list.isVisible()


def test_goal_and_days_of_a_route_are_written(db: Database, at: Diagnosed, tab: RoutesTab, keys: Keys) -> None:
    tab.open_route(at.places[1])
    tab.route.change.click()
    keys.type("Строить день от выбора ребёнка")
    keys.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    route = route_page(db, at.places[1]).route
    assert (route.goal, route.starts_on) == ("Строить день от выбора ребёнка", date(2026, 1, 12))


def test_a_day_before_the_beginning_is_told_beside_its_field(
    db: Database, at: Diagnosed, tab: RoutesTab, keys: Keys
) -> None:
    tab.open_route(at.places[1])
    tab.route.change.click()
    tab.route.about.fields.set_typed(tab.route.about.fields.typed() | {"ends_on": "01.01.2026"})
    keys.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    assert "раньше" in tab.route.about.fields.problem_of("ends_on")
    assert not route_page(db, at.places[1]).is_made


def test_a_technique_is_written_down(db: Database, at: Diagnosed, tab: RoutesTab, keys: Keys) -> None:
    tab.open_route(at.places[0])
    tab.route.switch.choose("practice")
    tab.route.switch.chosen.emit("practice")
    tab.primary_new()
    keys.type("Круг выбора")
    keys.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    assert [line.technique for line in route_page(db, at.places[0]).practice] == ["Круг выбора"]


def test_the_card_and_the_next_trainee_are_one_press_away(
    at: Diagnosed, tab: RoutesTab, keys: Keys, gone: list[tuple[str, object]]
) -> None:
    tab.open_route(at.places[0])
    tab.route.after.click()
    assert tab.route.enrollment_id == at.places[1]
    keys.press(Qt.Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert tab.route.enrollment_id == at.places[0]
    keys.press(Qt.Key.Key_Right, held=Qt.KeyboardModifier.AltModifier)
    tab.route.card.click()
    assert gone == [("trainees", OneCard(tab.list.lines[1].person_id))]


def test_a_person_leads_to_her_route(at: Diagnosed, tab: RoutesTab) -> None:
    tab.show_person(tab.list.lines[1].person_id)
    assert tab.route.isVisible()
    assert tab.route.enrollment_id == at.places[1]


def test_a_step_that_was_not_saved_is_there_after_a_restart(
    qtbot: QtBot, workplace: Workplace, at: Diagnosed, tab: RoutesTab
) -> None:
    tab.open_route(at.places[0])
    tab.primary_new()
    tab.route.steps.fields.set_typed({"task": "Снять занятие"})
    tab.route.steps.close_panel()
    for keeping in tab.findChildren(Keeping):
        keeping.keep()
    again = RoutesTab(workplace)
    shown(qtbot, workplace, again, at.stream_id)
    again.open_route(at.places[0])
    again.primary_new()
    assert again.route.steps.fields.typed()["task"] == "Снять занятие"


def test_a_name_that_was_changed_stands_over_the_open_route(
    qtbot: QtBot, workplace: Workplace, db: Database, at: Diagnosed, tab: RoutesTab
) -> None:
    tab.open_route(at.places[0])
    run(db, "UPDATE person SET last_name = 'Вяземская' WHERE id = (SELECT min(person_id) FROM enrollment)")
    tab.reload()
    assert any("Вяземская" in each.text() for each in tab.route.findChildren(QLabel))
