"""Somebody at the keyboard of the open window: widgets go by their object names, Cyrillic by key events."""

import subprocess
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import SiteSession
from models.database import Database
from models.identity import VLADIVOSTOK
from views.messages import Notice
from views.papers.offer import PaperWindow
from views.sections import SECTIONS, keys_of
from views.widgets.choice import ChoiceField
from views.widgets.dialogs import Question
from views.widgets.page import Page

Wanted = TypeVar("Wanted", bound=QWidget)

WAIT_MS = 30_000
_SOON_MS = 10
NOTHING_HELD = Qt.KeyboardModifier.NoModifier
MORNING = datetime(2026, 3, 13, 10, tzinfo=VLADIVOSTOK)


def stroke(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, NOTHING_HELD, text))


class Person:
    """Somebody at the keyboard of an open window."""

    def __init__(self, qtbot: QtBot, session: SiteSession) -> None:
        self.qtbot = qtbot
        self.session = session
        self.notices: list[Notice] = []
        session.messages.said.connect(self.notices.append)
        self.bugs: list[object] = []
        session.jobs.failed.connect(self.bugs.append)

    @property
    def db(self) -> Database:
        assert self.session.workplace is not None
        return self.session.workplace.db

    @property
    def told(self) -> str:
        """The last message."""
        return self.notices[-1].text if self.notices else ""

    def page(self, key: str) -> Page:
        """The page of a section that has been opened."""
        found = self.session.window.page(key)
        assert found is not None
        return found

    def go(self, key: str) -> Page:
        """The keys of a section."""
        self.wake()
        (section,) = (section for section in SECTIONS if section.key == key)
        pressed = QKeySequence(keys_of(section)[0])[0]  # type: ignore[index]
        self.qtbot.keyClick(self.session.window, pressed.key(), pressed.keyboardModifiers())
        self.qtbot.waitUntil(lambda: self.session.window.page(key) is not None, timeout=WAIT_MS)
        self.settle()
        return self.page(key)

    def wake(self) -> None:
        """The window takes the keyboard again after a list that hung over it; the screenless platform forgets to."""
        self.session.window.activateWindow()
        QApplication.processEvents()

    def settle(self) -> None:
        """Until nothing is being written or drawn; the program must not have stumbled."""
        self.qtbot.waitUntil(lambda: not self.session.jobs.busy, timeout=WAIT_MS)
        QApplication.processEvents()
        assert not self.bugs
        assert not [notice.details for notice in self.notices if notice.details]

    def see(self, kind: type[Wanted], name: str, within: QWidget | None = None) -> Wanted:
        """The one widget of this name that is on the screen, or comes there in a moment."""
        found: list[Wanted] = []

        def is_there() -> None:
            everywhere = (within or self.session.window).findChildren(kind, name)
            found[:] = [each for each in everywhere if each.isVisible()]
            assert len(found) == 1, f"{name}: {len(found)} on the screen"

        self.qtbot.waitUntil(is_there, timeout=WAIT_MS)
        return found[0]

    def press(self, name: str, within: QWidget | None = None) -> None:
        """A button, by the space bar; what it began is waited for."""
        button = self.see(QAbstractButton, name, within)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def write(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Type a text into a field, in place of what stands there."""
        field = self.see(QWidget, name, within)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.setFocus()
        field.selectAll()
        for letter in text:
            stroke(field, Qt.Key.Key_unknown, letter)

    def choose(self, name: str, words: str, within: QWidget | None = None) -> None:
        """Choose from a list: by typing where it is long, else by the arrows."""
        field = self.see(ChoiceField, name, within)
        field.setFocus()
        line = field.lineEdit()
        if line is not None:
            line.selectAll()
            for letter in words:
                stroke(line, Qt.Key.Key_unknown, letter)
            # As in a window: while proposals hang under the field, the keyboard is theirs.
            stroke(QApplication.activePopupWidget() or line, Qt.Key.Key_Return)
            stroke(line, Qt.Key.Key_Tab, "\t")
        else:
            stroke(field, Qt.Key.Key_Home)
            for _ in range(field.count()):
                if field.currentText() == words:
                    break
                stroke(field, Qt.Key.Key_Down)
        assert words in field.currentText()
        self.settle()

    def keys(
        self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """A key on a widget; what it began is waited for."""
        widget.setFocus()
        self.qtbot.keyClick(widget, key, modifiers)
        self.settle()

    def agree(self, verb: str) -> None:
        """Press the verb of the question that the next press will ask."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:  # it has not come up yet
                QTimer.singleShot(_SOON_MS, self.session.window, answer)
                return
            assert isinstance(dialog, Question)
            assert dialog.act.text() == verb
            stroke(dialog.act, Qt.Key.Key_Space, " ")

        QTimer.singleShot(_SOON_MS, self.session.window, answer)

    def menu(self, words: str) -> None:
        """Choose a line of the menu that has dropped down."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if words in each.text())
        menu.setActiveAction(action)
        stroke(menu, Qt.Key.Key_Return)
        self.settle()


def stand_on(rows: QAbstractItemView, words: str) -> None:
    model = rows.model()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    rows.setCurrentIndex(next(cell for cell in cells if words in str(text_of(cell))))
    rows.setFocus()


def text_of(cell: QModelIndex | QPersistentModelIndex) -> object:
    return cell.data(Qt.ItemDataRole.EditRole) or cell.data() or ""


def column(view: QAbstractItemView, heading: str) -> int:
    model = view.model()
    return next(
        place for place in range(model.columnCount()) if model.headerData(place, Qt.Orientation.Horizontal) == heading
    )


def labels(within: QWidget) -> str:
    """Everything that stands there in words."""
    return " ".join(label.text() for label in within.findChildren(QLabel) if label.isVisible()).replace("\u00a0", " ")


def save_paper(person: Person, target: Path) -> str:
    """The paper whose preview is open, as PDF; gives its text as another program reads it."""
    person.qtbot.waitUntil(lambda: person.session.window.findChild(PaperWindow) is not None, timeout=WAIT_MS)
    paper = person.session.window.findChild(PaperWindow)
    assert isinstance(paper, PaperWindow)
    # The one place where the system's own dialog would stand.
    paper.choose_target = lambda _parent, _suggestion, _kind: target
    person.qtbot.waitUntil(lambda: paper.preview.pages > 0, timeout=WAIT_MS)
    person.press("paper-pdf", paper)
    person.press("paper-close", paper)
    done = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
