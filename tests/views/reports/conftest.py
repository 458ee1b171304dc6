"""The section over the invented site in the middle of March 2026, and over an empty one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.views.plan.arrange import Heard, site_on, workplace_of
from tests.views.reports.arrange import OpenPage, settle, wait_for_page
from views.reports.page import ReportsPage
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


@pytest.fixture
def open_page(qtbot: QtBot, workplace: Workplace) -> Iterator[OpenPage]:
    """Show the section, standing on the report of a period; `drawn` waits for its page."""

    opened: list[ReportsPage] = []

    def show(*, period: str = "2025-Q4", width: int = 1366, height: int = 728, drawn: bool = False) -> ReportsPage:
        page = ReportsPage(workplace)
        opened.append(page)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.show_place(period)
        settle(qtbot, workplace)
        if drawn:
            wait_for_page(qtbot, page)
        return page

    yield show
    for page in opened:
        page.hide()  # a hidden page draws nothing more
