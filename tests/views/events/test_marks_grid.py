"""The grid of a stream's people × its events, worked by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.events import attendance_sheet, event_choices
from models.rows.codes import Mode, Presence
from models.rules.person_code import person_code
from tests.models.make import run
from tests.views.events.arrange import settle
from tests.views.events.conftest import TODAY
from tests.views.stage import type_text
from views.events.marks_grid import MarksGridPage
from views.workplace import Workplace


@pytest.fixture
def grid(qtbot: QtBot, workplace: Workplace) -> MarksGridPage:
    page = MarksGridPage(workplace)
    qtbot.addWidget(page)
    page.resize(1158, 640)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    streams = event_choices(workplace.db).streams
    for stream in streams:
        page.show_stream(stream.id)
        if any(event.mode is Mode.IN_PERSON for event in page.model.events):
            break
    settle(qtbot, workplace)
    return page


def _state(db: Database, grid: MarksGridPage, row: int, column: int) -> Presence | None:
    """What the file holds."""
    lines = attendance_sheet(db, grid.model.events[column].id)
    return next((line.state for line in lines if line.person_id == grid.model.people[row].id), None)


def _in_person(grid: MarksGridPage) -> int:
    """A column of an event held in the room where the first two people are expected."""
    return next(
        at
        for at, event in enumerate(grid.model.events)
        if event.mode is Mode.IN_PERSON and grid.model.cell(0, at) and grid.model.cell(1, at)
    )


@pytest.fixture
def press(qtbot: QtBot, workplace: Workplace, grid: MarksGridPage) -> Callable[[str], None]:
    def typed(letters: str) -> None:
        type_text(grid.view, letters)
        settle(qtbot, workplace)

    return typed


@pytest.mark.parametrize("letter", ["н", "y", "Н"])
def test_a_letter_in_either_layout_is_stored_and_goes_on_to_the_next_person(
    db: Database, grid: MarksGridPage, press: Callable[[str], None], letter: str
) -> None:
    column = _in_person(grid)
    grid.view.go_to(0, column)
    press(letter)
    assert _state(db, grid, 0, column) is Presence.ABSENT
    assert grid.view.currentIndex().row() == 1


def test_two_letters_are_two_steps_back(
    db: Database, workplace: Workplace, grid: MarksGridPage, press: Callable[[str], None]
) -> None:
    column = _in_person(grid)
    before = [_state(db, grid, row, column) for row in (0, 1)]
    grid.view.go_to(0, column)
    press("у")
    press("н")
    undo_last(db, actor=workplace.actor())
    assert [_state(db, grid, row, column) for row in (0, 1)] == [Presence.EXCUSED, before[1]]
    undo_last(db, actor=workplace.actor())
    assert [_state(db, grid, row, column) for row in (0, 1)] == before


def test_a_block_of_cells_is_marked_in_one_action(
    qtbot: QtBot, db: Database, workplace: Workplace, grid: MarksGridPage, press: Callable[[str], None]
) -> None:
    column = _in_person(grid)
    before = [_state(db, grid, row, column) for row in (0, 1)]
    grid.view.go_to(0, column)
    qtbot.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press("у")
    assert [_state(db, grid, row, column) for row in (0, 1)] == [Presence.EXCUSED] * 2
    undo_last(db, actor=workplace.actor())
    assert [_state(db, grid, row, column) for row in (0, 1)] == before


def test_delete_and_then_ctrl_space_fills_the_whole_column(
    qtbot: QtBot, db: Database, workplace: Workplace, grid: MarksGridPage
) -> None:
    column = next(
        at
        for at, event in enumerate(grid.model.events)
        if event.mode is Mode.REMOTE and event.held_on <= TODAY and grid.model.marked_of(at)[1] > 1
    )
    grid.view.go_to(0, column)
    qtbot.keyClick(grid.view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    grid.view.go_to(0, column)
    grid.view.selectColumn(column)
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    waiting = grid.model.unmarked(column)
    assert len(waiting) == grid.model.marked_of(column)[1] > 1
    qtbot.keyClick(grid.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert {_state(db, grid, row, column) for row, _column in waiting} == {Presence.REMOTE}


def test_remote_is_refused_where_everybody_is_in_the_room(
    db: Database, grid: MarksGridPage, press: Callable[[str], None]
) -> None:
    column = _in_person(grid)
    before = _state(db, grid, 0, column)
    grid.view.go_to(0, column)
    press("д")
    assert _state(db, grid, 0, column) is before


def test_the_whole_grid_is_copied_with_its_days(qtbot: QtBot, grid: MarksGridPage) -> None:
    qtbot.keyClick(grid.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(grid.model.people)
    assert lines[0].split("\t")[1] == f"{grid.model.events[0].held_on:%d.%m.%Y}"


def test_the_grid_is_copied_with_the_code_of_who_withdrew(qtbot: QtBot, db: Database, grid: MarksGridPage) -> None:
    person = grid.model.people[0]
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", person.id)
    grid.reload()
    qtbot.waitUntil(lambda: not grid.model.people[0].may_leave)
    qtbot.keyClick(grid.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1].split("\t")[0] == person_code(person.id)


def test_enter_goes_to_the_event(qtbot: QtBot, grid: MarksGridPage) -> None:
    grid.view.go_to(0, 1)
    with qtbot.waitSignal(grid.event_wanted) as opened:
        qtbot.keyClick(grid.view, Qt.Key.Key_Return)
    assert opened.args == [grid.model.events[1].id]


def test_an_undone_mark_is_shown_at_once(
    qtbot: QtBot, db: Database, workplace: Workplace, grid: MarksGridPage, press: Callable[[str], None]
) -> None:
    column = _in_person(grid)
    before = grid.model.cell(0, column)
    grid.view.go_to(0, column)
    press("у")
    undo_last(db, actor=workplace.actor())
    settle(qtbot, workplace)
    assert grid.model.cell(0, column) == before
