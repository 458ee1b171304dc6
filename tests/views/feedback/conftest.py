"""The tab over a stream of three trainees who were let in; today is 2 March 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.commands import arrange
from tests.models.make import copied_database
from tests.views.widgets.keys import show
from tests.views.working import sentences, working
from views.feedback.tab import FeedbackTab
from views.theme import Theme
from views.workplace import Workplace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def stream_id(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.stream(db, *(arrange.person(db) for _ in range(4)))


@pytest.fixture
def workplace(qapp: QApplication, db: Database, tmp_path: Path) -> Iterator[Workplace]:
    with working(db, Theme(qapp), tmp_path) as place:
        yield place


@pytest.fixture
def said(workplace: Workplace) -> list[str]:
    """What the person was told."""
    return sentences(workplace)


@pytest.fixture
def tab(qtbot: QtBot, workplace: Workplace, stream_id: int) -> FeedbackTab:
    made = FeedbackTab(workplace)
    workplace.changes.tables_changed.connect(lambda touched: made.reload() if touched & made.tables else None)
    show(qtbot, made, 1110, 560)
    made.show_stream(stream_id)
    made.take_focus()
    return made
