"""«Задания» of a stream, worked by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.commands.programs import enroll_people
from models.commands.undo import undo_last
from models.database import Database
from models.queries.assignments import submission_board
from models.rows.assignments import NOT_HANDED_IN, BoardCell, SubmissionKey
from models.rows.codes import SubmissionState
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.views.works.conftest import Group
from views.places import OneProgram
from views.workplace import Workplace
from views.works.assignments_tab import AssignmentsTab


@pytest.fixture
def tab(workplace: Workplace, group: Group, qtbot: QtBot) -> AssignmentsTab:
    made = AssignmentsTab(workplace)
    qtbot.addWidget(made)
    made.resize(1158, 620)
    made.show()
    made.show_stream(group.stream_id)
    made.take_focus()
    return made


def type_letter(tab: AssignmentsTab, letter: str) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(tab.grid, key)


def cell(db: Database, group: Group, task: int, row: int) -> BoardCell:
    board = submission_board(db, group.stream_id)
    return board.cells.get(SubmissionKey(task, group.places[row]), NOT_HANDED_IN)


def test_letters_set_states_and_go_on_to_the_next_person(
    tab: AssignmentsTab, db: Database, group: Group, qtbot: QtBot
) -> None:
    type_letter(tab, "п")
    type_letter(tab, "С")
    qtbot.waitUntil(lambda: cell(db, group, group.first_task, 1).state is SubmissionState.SUBMITTED)
    assert cell(db, group, group.first_task, 0).state is SubmissionState.ACCEPTED
    assert cell(db, group, group.first_task, 0).submitted_on == db.today()
    assert tab.grid.currentIndex().row() == 2


def test_the_same_keys_work_in_the_latin_layout(tab: AssignmentsTab, db: Database, group: Group, qtbot: QtBot) -> None:
    type_letter(tab, "l")
    qtbot.waitUntil(lambda: cell(db, group, group.first_task, 0).state is SubmissionState.RETURNED)


def test_a_chosen_block_is_one_step_back(tab: AssignmentsTab, db: Database, group: Group, qtbot: QtBot) -> None:
    for _ in range(2):
        QTest.keyClick(tab.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    type_letter(tab, "п")
    qtbot.waitUntil(lambda: cell(db, group, group.first_task, 2).state is SubmissionState.ACCEPTED)
    undo_last(db, actor=HEAD)
    assert {cell(db, group, group.first_task, row) for row in range(3)} == {NOT_HANDED_IN}


def test_enter_opens_the_answer_whose_score_and_comment_are_stored(
    tab: AssignmentsTab, db: Database, group: Group, qtbot: QtBot
) -> None:
    QTest.keyClick(tab.grid, Qt.Key.Key_Return)
    assert tab.panel.is_open
    tab.panel.fields.set_typed({"state": SubmissionState.ACCEPTED, "tutor_score": "5", "comment": "Хорошо"})
    tab.panel.save()
    qtbot.waitUntil(lambda: cell(db, group, group.first_task, 0).tutor_score == 5)
    assert cell(db, group, group.first_task, 0).comment == "Хорошо"


def test_what_is_owed_after_its_day_is_said(tab: AssignmentsTab, db: Database, group: Group) -> None:
    assert db.today() > tab.model.assignments[0].due_on  # pyright: ignore[reportOperatorIssue] - it has a day
    assert tab.model.is_late(0, 0)
    assert not tab.model.is_late(0, 1)
    assert "позже срока" in tab.model.words(0, 0)


def test_a_stream_sets_days_of_its_own(tab: AssignmentsTab, db: Database, group: Group, qtbot: QtBot) -> None:
    tab.terms_button.click()
    assert tab.terms is not None
    form = tab.terms.form
    assert form is not None
    form.set_typed({str(group.second_task): "01.03.2026"})
    tab.terms.save()
    qtbot.waitUntil(lambda: submission_board(db, group.stream_id).assignments[1].own_due_on is not None)
    assert submission_board(db, group.stream_id).assignments[0].own_due_on is None


def test_a_stream_without_assignments_says_where_they_are_written(workplace: Workplace, qtbot: QtBot) -> None:
    gone: list[tuple[str, object]] = []
    at = replace(workplace, go=lambda section, place: gone.append((section, place)))
    empty = arrange.stream(at.db, arrange.person(at.db, "Тьюторова"))
    made = AssignmentsTab(at)
    qtbot.addWidget(made)
    made.show()
    made.show_stream(empty)
    assert not made.grid.isVisible()
    (link,) = made.areas()
    made.take_focus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert [(section, type(place)) for section, place in gone] == [("programs", OneProgram)]


def test_days_typed_and_not_saved_are_there_when_the_panel_opens_again(tab: AssignmentsTab, group: Group) -> None:
    def typed() -> object:
        tab.terms_button.click()
        assert tab.terms is not None
        assert tab.terms.form is not None
        return tab.terms.form.typed()[str(group.second_task)]

    assert typed() == ""
    assert tab.terms is not None
    assert tab.terms.form is not None
    tab.terms.form.set_typed({str(group.second_task): "01.03.2026"})
    tab.terms.close_panel()
    assert typed() == "01.03.2026"


def test_the_keyboard_stays_with_the_trainee_when_another_joins_above_her(
    tab: AssignmentsTab, db: Database, group: Group
) -> None:
    tab.grid.go_to(1, 1)
    here = tab.model.key(1, 1)
    newcomer = arrange.person(db, "Абрамова")
    enroll_people(db, group.stream_id, [newcomer], actor=HEAD)
    tab.reload()
    assert tab.model.people[0].person_id == newcomer
    assert tab.model.key(tab.grid.currentIndex().row(), tab.grid.currentIndex().column()) == here
