"""The section over the invented site in the middle of March 2026, and over an empty one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.views.exchange.arrange import Exchange, fill_outbox
from tests.views.plan.arrange import Heard, site_on, workplace_of
from views.exchange.page import ExchangePage
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
def exchange(db: Database, workplace: Workplace) -> Exchange:
    """An institute that is known, and packages on every stop of their way."""
    return fill_outbox(db, workplace.data_folder, workplace.outbox)


@pytest.fixture
def open_page(qtbot: QtBot, workplace: Workplace) -> Callable[..., ExchangePage]:
    """Show the page; it asks for no folder unless a test lets it."""

    def show(*, width: int = 1366, height: int = 728) -> ExchangePage:
        page = ExchangePage(workplace, choose_folder=lambda _parent, _beginning: None)
        page.doing.open_place = lambda _folder: None
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        return page

    return show
