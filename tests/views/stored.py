"""Waiting until everything asked for is stored and shown."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from views.workplace import Workplace


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    """Wait until no job is under way and what it called for has been shown."""
    qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=20_000)
    QApplication.processEvents()
