"""The window of a site, opened as a person opens it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import SiteSession, make_application
from desktop.paths import Paths
from models.identity import FixedClock
from tests.end_to_end.person import MORNING, WAIT_MS, Person


@pytest.fixture
def open_session(qtbot: QtBot) -> Iterator[Callable[[Path], Person]]:
    sessions: list[SiteSession] = []

    def start(folder: Path) -> Person:
        session = SiteSession(make_application(), Paths.under(folder), clock=FixedClock(MORNING))
        sessions.append(session)
        qtbot.addWidget(session.window)
        with qtbot.waitSignal(session.opened, timeout=WAIT_MS):
            session.begin()
        session.window.activateWindow()
        person = Person(qtbot, session)
        person.settle()
        return person

    yield start
    for session in sessions:
        session.close()
