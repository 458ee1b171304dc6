"""Hands on the keyboard, and looking into the file afterwards."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.queries.events import attendance_sheet, event_page
from models.rows.codes import Mode, Presence
from tests.models.make import run
from views.events.attendance_page import AttendancePage
from views.workplace import Workplace


def press(widget: QWidget, text: str, *, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Type characters as a Russian layout sends them: no Qt key, only the letter."""
    for letter in text:
        key = Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifier, letter))


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    """Wait until everything is stored and shown."""
    qtbot.waitUntil(lambda: not workplace.jobs.busy)
    QApplication.processEvents()


def event_of(db: Database, mode: Mode, *, marked: bool = True) -> int:
    """The newest event of a mode that streams take part in; its marks are taken away when asked for none."""
    event_id = next(line.id for line in event_page(db) if line.mode is mode and line.marked)
    if not marked:
        run(db, "DELETE FROM attendance WHERE event_id = ?", event_id)
    return event_id


def states(db: Database, event_id: int) -> list[Presence | None]:
    """The stored marks in the order of the sheet."""
    return [line.state for line in attendance_sheet(db, event_id)]


def actions(db: Database) -> int:
    """How many actions the log holds."""
    with db.reading() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM action").scalar_one())


def shown_states(page: AttendancePage) -> list[Presence | None]:
    """The marks on the screen."""
    return [line.state for line in page.model.lines]


def middle(page: AttendancePage, row: int, column: int) -> QPoint:
    """The middle of a cell of the sheet."""
    return page.view.visualRect(page.model.index(row, column)).center()


def wait_for(qtbot: QtBot, truth: Callable[[], bool]) -> None:
    """Wait until something is so."""
    qtbot.waitUntil(truth)
