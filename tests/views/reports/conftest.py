"""The section over the invented site in the middle of March 2026, and over an empty one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from tests.views.plan.arrange import Heard, site_on, workplace_of
from views.theme import Theme
from views.workplace import Workplace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = site_on(tmp_path)
    yield database
    database.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def workplace(db: Database, theme: Theme, tmp_path: Path, heard: Heard) -> Iterator[Workplace]:
    with workplace_of(db, theme, tmp_path, heard) as place:
        yield place
