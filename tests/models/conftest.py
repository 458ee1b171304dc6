"""A real file in a folder of its own, a clock that stands and identities that repeat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import Database
from tests.models.make import copied_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database of today's schema."""
    database = copied_database(tmp_path)
    yield database
    database.close()
