"""The section on the invented site of 23 March 2026, and on a new one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.make import copied_database, run
from tests.views.plan.arrange import Heard, site_on, workplace_of
from views.overview.page import OverviewPage
from views.theme import Mode, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Database]:
    database = site_on(tmp_path, day=date(2026, 3, 23))
    # What is late or missing in routes, and who is ready for a certificate, have tests of their own.
    run(database, "UPDATE diagnostic_item SET is_deficit = 0")
    run(database, "UPDATE route_item SET done_on = due_on")
    run(database, "UPDATE internship_report SET accepted_on = NULL")
    yield database
    database.close()


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme, tmp_path: Path, heard: Heard) -> Iterator[Callable[..., OverviewPage]]:
    """Show the section over a database, as it stands beside the sidebar of a 1366 px window."""
    with ExitStack() as kept:

        def show(db: Database, *, width: int = 1158, height: int = 698) -> OverviewPage:
            page = OverviewPage(kept.enter_context(workplace_of(db, theme, tmp_path, heard)))
            qtbot.addWidget(page)
            page.resize(width, height)
            with qtbot.waitExposed(page):
                page.show()
            page.activateWindow()
            return page

        yield show
