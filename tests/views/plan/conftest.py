"""The section on the invented site as of 23 March 2026: one item of the quarter is overdue, two are ahead."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.views.plan.arrange import Heard, site_on, workplace_of
from views.plan.page import PlanPage
from views.theme import Mode, Theme
from views.workplace import Workplace


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = site_on(tmp_path, day=date(2026, 3, 23))
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
def open_page(qtbot: QtBot, workplace: Workplace) -> Callable[..., PlanPage]:
    """Show the section as it stands beside the sidebar of a 1366 px window."""

    def show(*, width: int = 1366, height: int = 728) -> PlanPage:
        page = PlanPage(workplace)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: bool(page.tree.rows()) or page.empty.isVisible() or page.tree.empty.isVisible())
        page.tree.setFocus()
        return page

    return show


@pytest.fixture
def settle(qtbot: QtBot, workplace: Workplace) -> Callable[[], None]:
    """Wait until everything is stored and shown."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=20_000)
        QApplication.processEvents()

    return wait
