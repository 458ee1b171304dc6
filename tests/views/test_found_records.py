"""Ctrl+K over a whole site: a record is found by a few letters and opened where it lives, by the keyboard alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.queries.fetch import number
from models.queries.streams import stream_lines
from tests.models.make import run
from tests.views.stage import Stage, type_text
from views.palette_rows import Command, Heading
from views.workplace import Workplace

if TYPE_CHECKING:
    from views.events.page import EventsPage
    from views.plan.page import PlanPage
    from views.products.page import ProductsPage
    from views.programs.page import ProgramsPage
    from views.trainees.page import TraineesPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    made = open_stage()
    made.page("overview")
    return made


@pytest.fixture
def at(stage: Stage) -> Workplace:
    assert stage.session.workplace is not None
    return stage.session.workplace


def look_for(stage: Stage, qtbot: QtBot, typed: str) -> QLineEdit:
    """Ctrl+K and some letters; the answer has come."""
    qtbot.keyClick(stage.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = stage.find(QLineEdit, "palette-field")
    type_text(field, typed)
    stage.settle()
    return field


def open_first(stage: Stage, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClick(look_for(stage, qtbot, typed), Qt.Key.Key_Return)
    stage.settle()
    assert not stage.session.window.palette_box.isVisible()


def lines(stage: Stage) -> list[Command | Heading]:
    return list(stage.session.window.palette_box._model.lines)


def renamed(at: Workplace, table: str, column: str = "title", where: str = "1") -> int:
    """Call the last record of a table as nothing else is called; its id."""
    with at.db.reading() as session:
        record = number(session, f"SELECT max(id) FROM {table} WHERE {where}")
    run(at.db, f"UPDATE {table} SET {column} = 'Жаворонкова' WHERE id = ?", record)
    return record


def test_a_person_is_opened_on_her_card(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    renamed(at, "person", "last_name")
    open_first(stage, qtbot, "жаваронк")
    page = cast("TraineesPage", stage.session.window.page("trainees"))
    assert stage.session.window.current == "trainees"
    assert page.heading.startswith("Жаворонкова")
    focus = stage.app.focusWidget()
    assert focus is not None
    assert page.card.isAncestorOf(focus)


def test_an_event_is_opened_at_its_attendance(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    event = renamed(at, "event")
    open_first(stage, qtbot, ";fdjh")
    card = cast("EventsPage", stage.session.window.page("events")).attendance.card
    assert card is not None
    assert card.id == event


def test_a_plan_item_is_opened_in_the_plan(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    item = renamed(at, "plan_item", where="plan_id IN (SELECT id FROM plan WHERE kind <> 'roadmap')")
    open_first(stage, qtbot, "жавор")
    assert cast("PlanPage", stage.session.window.page("plan")).panel.key == item


def test_a_product_is_opened_in_the_register(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    product = renamed(at, "product")
    open_first(stage, qtbot, "жавор")
    assert cast("ProductsPage", stage.session.window.page("products")).panel.key == product


def test_a_stream_is_opened_in_its_room(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    newest = stream_lines(at.db)[0]
    run(at.db, "UPDATE stream SET title = 'Жаворонки' WHERE id = ?", newest.id)
    open_first(stage, qtbot, "жавор")
    page = cast("TraineesPage", stage.session.window.page("trainees"))
    assert page.stream.stream_id == newest.id


def test_a_programme_is_opened_in_its_designer(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    newest = stream_lines(at.db)[0]
    run(at.db, "UPDATE program SET title = 'Жаворонки' WHERE id = ?", newest.program_id)
    open_first(stage, qtbot, "жавор")
    page = cast("ProgramsPage", stage.session.window.page("programs"))
    assert page.program.tabs.record_id == newest.program_id
    assert page.heading == "Жаворонки"


def test_an_organisation_shows_its_trainees(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    trainees = "SELECT p.organization_id FROM enrollment AS e JOIN person AS p ON p.id = e.person_id"
    run(at.db, f"UPDATE organization SET short_name = 'Жаворонок' WHERE id = ({trainees} LIMIT 1)")
    look_for(stage, qtbot, "жавор")
    next(line for line in lines(stage) if isinstance(line, Command) and line.icon == "library").act()
    stage.settle()
    page = cast("TraineesPage", stage.session.window.page("trainees"))
    assert {line.organization for line in page.model.rows()} == {"Жаворонок"}


def test_a_question_is_opened_in_its_minutes(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    renamed(at, "agenda_item", "question")
    open_first(stage, qtbot, "жавор")
    assert cast("EventsPage", stage.session.window.page("events")).journals.is_editing


def test_a_consultation_is_opened_in_its_journal(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    consultation = renamed(at, "consultation", "topic")
    open_first(stage, qtbot, "жавор")
    assert cast("EventsPage", stage.session.window.page("events")).journals.consultations.panel.key == consultation


def test_a_group_says_how_many_of_all_it_shows(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    run(at.db, "UPDATE event SET title = 'Жаворонки' WHERE id <= 20")
    look_for(stage, qtbot, "жавор")
    heading, *found = lines(stage)
    assert heading == Heading("Мероприятия", "6 из 20")
    assert {line.icon for line in found if isinstance(line, Command)} == {"calendar_checkmark"}


def test_a_record_that_is_removed_is_found_no_more(stage: Stage, at: Workplace, qtbot: QtBot) -> None:
    product = renamed(at, "product")
    look_for(stage, qtbot, "жавор")
    there = len(lines(stage))
    stage.press(Qt.Key.Key_Escape)
    run(at.db, "DELETE FROM product WHERE id = ?", product)
    look_for(stage, qtbot, "жавор")
    assert (there, lines(stage)) == (2, [])
