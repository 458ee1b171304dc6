"""What is in sight on a page, and pressing it as a person does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from views.exchange.acts import Act
from views.exchange.outbox_list import OutboxList
from views.workplace import Workplace

WAIT_MS = 30_000


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    """Wait until nothing is under way, and let what it called for happen."""
    qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=WAIT_MS)
    QApplication.processEvents()


def child(page: QWidget, name: str) -> QWidget:
    """The one widget of this name that is in sight."""
    found = [each for each in page.findChildren(QWidget, name) if each.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def press(qtbot: QtBot, workplace: Workplace, page: QWidget, name: str) -> None:
    """Press a button and wait for what it does."""
    qtbot.mouseClick(child(page, name), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)


def words(page: QWidget) -> str:
    """Every label in sight."""
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press_row(qtbot: QtBot, workplace: Workplace, listed: OutboxList, name: str) -> None:
    """Press the button that is drawn in the row of a package."""
    row = [line.name for line in listed.lines].index(name)
    listed.scrollTo(listed.outbox.index(row, 0))
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.button_rect(row).center())
    settle(qtbot, workplace)


def choose(qtbot: QtBot, workplace: Workplace, listed: OutboxList, act: Act) -> None:
    """An entry of the menu of the row one stands on."""
    (action,) = [each for each in listed.menu().actions() if each.text() == act.words]
    action.trigger()
    settle(qtbot, workplace)
