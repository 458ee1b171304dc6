"""A sheet over the window: a part of it, with the keyboard to itself, and gone as soon as one goes elsewhere."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from views.theme import Theme
from views.widgets.overlay import Overlay

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Room(QWidget):
    """A window with a field, and a sheet with two buttons over it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.over = Overlay(theme, self)
        self.first, self.second = QPushButton("Первая"), QPushButton("Вторая")
        column = QVBoxLayout(self.over.sheet)
        for each in (self.first, self.second):
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            column.addWidget(each)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme) -> Room:
    made = Room(theme)
    qtbot.addWidget(made)
    made.resize(900, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    made.over.open_at(made.first)
    return made


def test_it_is_a_part_of_the_window_and_covers_it(room: Room) -> None:
    assert (room.over.isWindow(), room.over.geometry()) == (False, room.rect())
    assert room.first.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_round_inside(room: Room, key: Qt.Key) -> None:
    seen: list[QWidget | None] = []
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or room, key)
        seen.append(QApplication.focusWidget())
    assert seen == [room.second, room.first]


def test_escape_gives_the_keyboard_back(room: Room) -> None:
    QTest.keyClick(room.first, Qt.Key.Key_Escape)
    assert (room.over.isVisible(), room.field.hasFocus()) == (False, True)


def test_a_click_beside_the_sheet_closes_it_and_one_on_it_does_not(room: Room) -> None:
    QTest.mouseClick(room.over.sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    was_open = room.over.isVisible()
    QTest.mouseClick(room.over, Qt.MouseButton.LeftButton, pos=QPoint(5, 490))
    assert (was_open, room.over.isVisible(), room.field.hasFocus()) == (True, False, True)


def test_whoever_goes_on_elsewhere_is_not_called_back(room: Room) -> None:
    other = QLineEdit(room)
    other.show()
    other.setFocus()
    assert (room.over.isVisible(), other.hasFocus()) == (False, True)


def test_it_stays_in_the_window_when_that_becomes_small(room: Room) -> None:
    room.resize(300, 120)
    assert room.over.geometry() == room.rect()
    assert room.rect().contains(room.over.sheet.geometry())


class Painted(QWidget):
    """A page that counts how often it is painted."""

    times = 0

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        self.times += 1


@pytest.fixture
def page(room: Room, qtbot: QtBot) -> Painted:
    room.over.dismiss()
    made = Painted()
    made.setMinimumSize(200, 100)
    layout = room.layout()
    assert layout is not None
    layout.addWidget(made)
    qtbot.waitUntil(lambda: made.times > 0)
    room.over.open_at(room.first)
    QApplication.processEvents()
    return made


def test_what_changes_on_the_sheet_paints_nothing_behind_it(room: Room, page: Painted) -> None:
    before = page.times
    room.first.setText("Другая")
    room.over.sheet.resize(room.over.sheet.width(), room.over.sheet.height() - 9)
    room.over.repaint()
    assert page.times == before


def test_a_new_look_of_the_window_is_seen_behind_the_sheet(room: Room, page: Painted, theme: Theme) -> None:
    before = page.times
    theme.changed.emit()
    room.over.repaint()
    assert page.times > before


def test_a_window_made_larger_is_seen_behind_the_sheet(room: Room, page: Painted, qtbot: QtBot) -> None:
    before = page.times
    room.resize(room.width() + 40, room.height() + 40)
    qtbot.waitUntil(lambda: page.times > before)
    assert room.over.geometry() == room.rect()
