"""A stream of two trainees that is to be diagnosed, and a workplace over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.database import Database
from tests.models.commands import arrange
from tests.models.commands.diagnosed import Diagnosed, diagnosed_stream
from tests.models.make import copied_database
from tests.views.working import sentences, working
from views.theme import Theme
from views.workplace import Workplace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    arrange.fill_passport(database)
    yield database
    database.close()


@pytest.fixture
def at(db: Database) -> Diagnosed:
    return diagnosed_stream(db, "Аникина", "Белова")


@pytest.fixture
def gone() -> list[tuple[str, object]]:
    """Where the tab sent the person."""
    return []


@pytest.fixture
def workplace(qapp: QApplication, db: Database, tmp_path: Path, gone: list[tuple[str, object]]) -> Iterator[Workplace]:
    with working(db, Theme(qapp), tmp_path, lambda section, record: gone.append((section, record))) as place:
        yield place


@pytest.fixture
def said(workplace: Workplace) -> list[str]:
    """What the person was told."""
    return sentences(workplace)
