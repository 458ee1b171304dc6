"""The section on an empty site, in a window of 1366×728 less the sidebar."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.make import copied_database
from tests.views.trainees.arrange import Said
from tests.views.working import working
from views.theme import Mode, Theme
from views.trainees.page import TraineesPage
from views.workplace import Workplace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)


@pytest.fixture
def workplace(db: Database, theme: Theme, tmp_path: Path) -> Iterator[Workplace]:
    with working(db, theme, tmp_path) as place:
        yield place


@pytest.fixture
def said(workplace: Workplace) -> Said:
    return Said(workplace.messages)


@pytest.fixture
def page(workplace: Workplace, qtbot: QtBot) -> TraineesPage:
    made = TraineesPage(workplace)
    qtbot.addWidget(made)
    made.resize(1158, 728)
    made.show()
    return made
