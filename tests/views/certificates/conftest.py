"""The section over a stream in which three are ready and two are not; today is 2 March 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.commands.issuing import ready_stream
from tests.models.make import copied_database
from tests.views.widgets.keys import show
from tests.views.working import sentences, working
from views.certificates.page import CertificatesPage
from views.theme import Theme
from views.workplace import Workplace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def places(db: Database) -> list[int]:
    return ready_stream(db)


@pytest.fixture
def gone() -> list[tuple[str, object]]:
    """Where the section sent the person."""
    return []


@pytest.fixture
def workplace(qapp: QApplication, db: Database, tmp_path: Path, gone: list[tuple[str, object]]) -> Iterator[Workplace]:
    with working(db, Theme(qapp), tmp_path, lambda section, record: gone.append((section, record))) as place:
        yield place


@pytest.fixture
def said(workplace: Workplace) -> list[str]:
    """What the person was told."""
    return sentences(workplace)


@pytest.fixture
def page(qtbot: QtBot, workplace: Workplace, places: list[int]) -> CertificatesPage:
    made = CertificatesPage(workplace)
    show(qtbot, made, 1158, 700)
    made.take_focus()
    return made
