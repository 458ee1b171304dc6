"""Duplicates looked through by keyboard: values chosen, cards merged, set apart, split."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.duplicates import duplicate_people
from models.schema.people import Person
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, run
from tests.views.trainees.arrange import Said, press, settle
from views.trainees.duplicates_view import DuplicatesView
from views.trainees.page import TraineesPage
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def twice(db: Database) -> tuple[int, int]:
    """One trainee in two organisations, the second card with another telephone and an address."""
    first = arrange.person(db, "Ковалёва", phone="+79001234567")
    arrange.stream(db, arrange.person(db, "Тьюторова"), first)
    return first, arrange.person(db, "Ковалёва", phone="+79007654321", email="k@example.ru")


@pytest.fixture
def room(twice: tuple[int, int], page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> DuplicatesView:
    """The room with that pair, opened from the menu of the page."""
    assert twice
    qtbot.mouseClick(page.buttons.more, Qt.MouseButton.LeftButton)
    menu = page.findChild(QMenu, "trainees-menu")
    assert menu is not None
    menu.setActiveAction(next(action for action in menu.actions() if "Похожие" in action.text()))
    press(menu, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: page.duplicates.pairs.rowCount() > 0)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page.duplicates


def test_the_fuller_and_newer_values_are_proposed(room: DuplicatesView) -> None:
    assert room.sheet.choices.keys() == {"organization_id", "phone", "email"}
    assert "email" in room.sheet.from_gone


def test_the_cards_are_merged_by_keyboard_with_what_was_chosen(
    room: DuplicatesView, db: Database, twice: tuple[int, int], said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    press(room.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() in room.sheet.choices["organization_id"]
    press(room.sheet.choices["phone"][0], Qt.Key.Key_Space)
    qtbot.keyClick(room.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    card = arrange.stored(db, Person, twice[0])
    assert (card.phone, card.email) == ("+79001234567", "k@example.ru")
    assert said.done == ["Карточки объединены [Вернуть]"]
    undo_last(db, actor=HEAD)
    assert count(db, "person") == 3


def test_nothing_is_left_to_look_through_after_the_last_pair(
    room: DuplicatesView, qtbot: QtBot, workplace: Workplace
) -> None:
    qtbot.mouseClick(room.merge_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    qtbot.waitUntil(room._empty.isVisible)
    assert room.areas() == [room.kinds.focus_stop, room._empty.button]


def test_two_people_are_told_apart_for_good(
    room: DuplicatesView, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    qtbot.mouseClick(room.apart_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert duplicate_people(db) == []
    assert said.done == ["Отмечено: это разные люди [Вернуть]"]


def test_f8_goes_round_the_pairs(room: DuplicatesView, db: Database, qtbot: QtBot, workplace: Workplace) -> None:
    for _ in range(2):
        arrange.person(db, "Зуева")
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: room.pairs.rowCount() == 2)
    first = room.table.current_row()
    press(room.table, Qt.Key.Key_F8)
    second = room.table.current_row()
    press(room.table, Qt.Key.Key_F8)
    assert second != first == room.table.current_row()
    press(room.table, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert room.table.current_row() == second


def test_merged_cards_are_split_and_what_stays_is_told(
    room: DuplicatesView, db: Database, twice: tuple[int, int], said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    before = content(db)
    room.merge()
    settle(qtbot, workplace)
    run(db, "UPDATE person SET email = 'new@example.ru' WHERE id = ?", twice[0])
    settle(qtbot, workplace)
    room.kinds._buttons["merged"].click()
    qtbot.waitUntil(lambda: room.merged.rowCount() == 1)
    qtbot.mouseClick(room.split_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert said.done[-1] == ("Карточки разделены. Почта: исправлено после объединения, осталось как есть [Вернуть]")
    assert {table for table, rows in content(db).items() if rows != before[table]} == {"person"}


def test_the_verbs_name_what_they_do(room: DuplicatesView) -> None:
    names = {each.accessibleName() for each in room.findChildren(QAbstractButton)}
    assert {"Объединить", "Это разные люди", "Следующая пара", "Разделить"} <= names
