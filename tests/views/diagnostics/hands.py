"""Hands on the keyboard of a tab, and waiting until what they did is stored."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.stage import type_text
from views.programs.stream_tabs import StreamTab
from views.workplace import Workplace


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    """Wait until everything is stored and shown."""
    qtbot.waitUntil(lambda: not workplace.jobs.busy)
    QApplication.processEvents()


def shown(qtbot: QtBot, workplace: Workplace, tab: StreamTab, stream_id: int) -> None:
    """Put a tab on the screen over a stream; it reloads as the room of a stream would tell it to."""
    qtbot.addWidget(tab)
    tab.resize(1158, 640)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    workplace.changes.reload_on(tab.tables, tab.reload)
    tab.show_stream(stream_id)
    settle(qtbot, workplace)
    tab.take_focus()


class Keys:
    """Keys sent to whatever has the keyboard."""

    def __init__(self, qtbot: QtBot, workplace: Workplace) -> None:
        self._qtbot = qtbot
        self._at = workplace

    def type(self, text: str) -> None:
        """Characters of any alphabet."""
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)
        settle(self._qtbot, self._at)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Keys one after another, with one held."""
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            self._qtbot.keyClick(focused, key, held)
            settle(self._qtbot, self._at)
