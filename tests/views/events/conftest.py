"""The section on a copy of the invented site, as it stands on 13 March 2026 at two in the afternoon."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database import Database, open_database
from models.identity import VLADIVOSTOK, FixedClock, seeded_uids
from models.queries.directory import head_of_site
from tests.desktop.demo.made import demo_site
from tests.views.events.arrange import settle
from views.changes import Changes
from views.events.page import EventsPage
from views.jobs import Jobs
from views.messages import Messages
from views.remembered import Remembered
from views.theme import Theme
from views.workplace import Workplace

TODAY = date(2026, 3, 13)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "marshrut.db"
    path.write_bytes(demo_site(TODAY).paths.database.read_bytes())
    clock = FixedClock(datetime(2026, 3, 13, 14, tzinfo=VLADIVOSTOK))
    database = open_database(path, clock=clock, uids=seeded_uids(7))
    yield database
    database.close()


@pytest.fixture
def gone() -> list[tuple[str, object]]:
    """Where the section sent the person."""
    return []


@pytest.fixture
def workplace(qapp, db: Database, tmp_path: Path, gone: list[tuple[str, object]]) -> Iterator[Workplace]:
    changes, jobs = Changes(), Jobs()
    changes.follow(db)
    head = head_of_site(db)
    place = Workplace(
        db=db,
        actor=lambda: head,
        jobs=jobs,
        changes=changes,
        theme=Theme(qapp),
        messages=Messages(),
        remembered=Remembered(tmp_path),
        data_folder=tmp_path,
        outbox=tmp_path,
        attachments=tmp_path / "attachments",
        go=lambda section, record: gone.append((section, record)),
    )
    yield place
    jobs.close()


@pytest.fixture
def said(workplace: Workplace) -> list[str]:
    """What the person was told."""
    sentences: list[str] = []
    workplace.messages.said.connect(lambda notice: sentences.append(notice.text))
    return sentences


@pytest.fixture
def open_page(qtbot: QtBot, workplace: Workplace) -> Callable[..., EventsPage]:
    """Show the section as wide as it stands beside the sidebar of a 1366 px window."""

    def show(*, width: int = 1158, height: int = 698, event_id: int | None = None) -> EventsPage:
        page = EventsPage(workplace)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        settle(qtbot, workplace)
        if event_id is not None:
            page.open_event(event_id)
        else:
            page.log.take_focus()
        return page

    return show
