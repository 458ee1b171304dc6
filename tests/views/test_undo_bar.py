"""The bar at the bottom: one notice at a time, with patience for whoever reads it."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.errors import UserError
from views.messages import Messages
from views.theme import Theme
from views.undo_bar import UndoBar
from views.widgets.kbd import KeyCap
from views.widgets.naming import FOOT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Room(QWidget):
    """A page with a field and the bar over it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.messages = Messages()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.bar = UndoBar(theme, self)
        self.messages.said.connect(self.bar.say)

    def button(self, name: str) -> QPushButton:
        found = self.bar.findChild(QPushButton, f"undo-bar-{name}")
        assert isinstance(found, QPushButton)
        return found


@pytest.fixture
def room(qtbot: QtBot, theme: Theme) -> Room:
    made = Room(theme)
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    return made


def time_is_up(room: Room) -> None:
    """What the clock does after ten seconds."""
    timer = room.bar.findChild(QTimer)
    assert isinstance(timer, QTimer)
    timer.timeout.emit()


def test_what_was_done_can_be_taken_back_with_a_press(room: Room, qtbot: QtBot) -> None:
    room.messages.did("Пункт убран")
    with qtbot.waitSignal(room.bar.undo_asked, timeout=1000):
        room.button("undo").click()
    assert not room.bar.isVisible()


def test_what_cannot_be_taken_back_offers_nothing(room: Room) -> None:
    room.messages.tell("Файл записан")
    assert not room.button("undo").isVisible()


def test_the_bar_goes_when_its_time_is_up(room: Room) -> None:
    room.messages.did("Пункт убран")
    time_is_up(room)
    assert not room.bar.isVisible()


def test_the_bar_stays_while_it_has_the_focus(room: Room) -> None:
    room.messages.did("Пункт убран")
    room.button("undo").setFocus()
    time_is_up(room)
    assert room.bar.isVisible()


def test_the_bar_stays_while_the_mouse_is_over_it(room: Room) -> None:
    room.messages.did("Пункт убран")
    room.bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    time_is_up(room)
    assert room.bar.isVisible()


def test_the_mouse_stops_the_clock_and_leaving_starts_it(room: Room) -> None:
    room.messages.did("Пункт убран")
    timer = room.bar.findChild(QTimer)
    assert isinstance(timer, QTimer)
    QApplication.sendEvent(room.bar, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    over = timer.isActive()
    QApplication.sendEvent(room.bar, QEvent(QEvent.Type.Leave))
    assert (over, timer.isActive()) == (False, True)


def test_a_refusal_stays_until_it_is_closed(room: Room) -> None:
    room.messages.refuse(UserError("Диск заполнен.", "Освободите место."))
    timer = room.bar.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert not timer.isActive()
    room.button("close").click()
    assert not room.bar.isVisible()


def test_a_refusal_says_what_happened_and_what_to_do(room: Room) -> None:
    room.messages.refuse(UserError("Диск заполнен.", "Освободите место."))
    assert room.bar.accessibleDescription() == "Диск заполнен. Освободите место."


def test_one_notice_takes_the_place_of_another(room: Room) -> None:
    room.messages.refuse(UserError("Диск заполнен.", "Освободите место."))
    room.messages.did("Пункт убран")
    assert (room.bar.notice.text, room.button("close").isVisible()) == ("Пункт убран", False)


def test_a_refusal_may_bring_a_button_of_its_own(room: Room) -> None:
    pressed: list[str] = []
    room.messages.refuse(
        UserError("Папка в облаке.", "Перенесите её."), ("Открыть папку", lambda: pressed.append("да"))
    )
    room.button("choice").click()
    assert (room.button("choice").text(), pressed) == ("Открыть папку", ["да"])


def test_escape_closes_the_bar_and_gives_the_focus_back(room: Room) -> None:
    room.messages.did("Пункт убран")
    room.button("undo").setFocus()
    QTest.keyClick(room.button("undo"), Qt.Key.Key_Escape)
    assert (room.bar.isVisible(), QApplication.focusWidget()) == (False, room.field)


def test_details_of_a_crash_are_copied_whole(room: Room) -> None:
    room.messages.crashed("Программа споткнулась.", "Повторите.", "marshrut 0.1.0\nbuiltins.ValueError")
    room.button("copy").click()
    assert QGuiApplication.clipboard().text() == "marshrut 0.1.0\nbuiltins.ValueError"


@pytest.mark.parametrize("width", [400, 900, 1366])
def test_a_long_notice_finds_room(room: Room, width: int) -> None:
    room.resize(width, 400)
    room.messages.refuse(UserError("Что-то случилось с очень длинным объяснением. " * 5, "Сделайте то и это. " * 5))
    bar = room.bar
    assert room.rect().contains(bar.geometry())
    assert bar.layout().totalHeightForWidth(bar.width()) <= bar.height()


def test_an_offer_to_undo_goes_when_something_newer_is_written(room: Room) -> None:
    """«Вернуть» turns the last action back: beside older words it would undo something else."""
    room.messages.did("Человек добавлен в лист")
    room.bar.outdated()
    assert not room.bar.isVisible()


def test_a_refusal_stays_when_something_newer_is_written(room: Room) -> None:
    room.messages.refuse(UserError("Поток заполнен.", "Увеличьте число мест."))
    room.bar.outdated()
    assert room.bar.isVisible()


def test_beside_the_verb_stands_its_key(room: Room) -> None:
    cap = room.bar.findChild(KeyCap)
    assert isinstance(cap, KeyCap)
    room.messages.did("Пункт убран")
    shown = (cap.isVisible(), cap.accessibleName(), room.bar.height())
    room.messages.tell("Файл записан")
    assert shown == (True, "Клавиша Ctrl+Z", 44)
    assert not cap.isVisible()


def test_copied_details_are_said_to_be_copied(room: Room) -> None:
    room.messages.crashed("Споткнулась.", "Повторите.", "marshrut 0.1.0")
    button = room.button("copy")
    before = button.text()
    button.click()
    assert (before, button.text()) == ("Скопировать подробности", "Скопировано")
    assert QGuiApplication.clipboard().text() == "marshrut 0.1.0"


def test_the_bar_stands_above_the_row_people_work_in(room: Room, qtbot: QtBot) -> None:
    foot = QWidget(room)
    foot.setObjectName(FOOT)
    foot.setGeometry(0, 360, 900, 40)
    foot.show()
    room.messages.did("Отметка поставлена")
    qtbot.waitUntil(lambda: room.bar.geometry().bottom() < foot.geometry().top())
    foot.hide()
    room.bar.place_later()
    qtbot.waitUntil(lambda: room.bar.geometry().bottom() > room.height() - 40)


def test_a_notice_of_three_lines_does_not_touch_the_edges(room: Room) -> None:
    room.resize(500, 400)
    room.messages.tell("Открыты данные из другой папки. " * 5)
    needed = room.bar.layout().totalHeightForWidth(room.bar.width())
    assert room.bar.height() - needed >= 12
