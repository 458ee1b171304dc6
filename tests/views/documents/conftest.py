"""The section on a copy of the invented site, as it stands on 13 March 2026, its register empty."""

import pytest

from models.database import Database
from tests.models.make import run
from tests.views.events.conftest import db as demo_db
from tests.views.events.conftest import gone, said, workplace

__all__ = ["demo_db", "gone", "said", "workplace"]


@pytest.fixture
def db(demo_db: Database) -> Database:
    run(demo_db, "DELETE FROM document")
    return demo_db
