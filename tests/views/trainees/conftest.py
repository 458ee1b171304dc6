"""The section on an empty site, in a window of 1366×728 less the sidebar."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.make import HEAD, copied_database
from tests.views.trainees.arrange import Said
from views.changes import Changes
from views.jobs import Jobs
from views.messages import Messages
from views.remembered import Remembered
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
    changes, jobs = Changes(), Jobs()
    changes.follow(db)
    failed: list[object] = []
    jobs.failed.connect(failed.append)
    yield Workplace(
        db=db,
        actor=lambda: HEAD,
        jobs=jobs,
        changes=changes,
        theme=theme,
        messages=Messages(),
        remembered=Remembered(tmp_path),
        data_folder=tmp_path,
        outbox=tmp_path,
        attachments=tmp_path / "attachments",
        go=lambda _section, _place: None,
    )
    jobs.close()
    assert not failed


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
