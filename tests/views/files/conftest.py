"""A small site with one product, one event and three people, in a real file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database import Actor, Database
from models.rows.attachments import Place, ProductPlace
from models.schema.people import Consent
from tests.models.make import copied_database, make_organization, make_product, person_row, store
from tests.views.widgets.keys import show
from views.changes import Changes
from views.files.sheet import FilesSheet
from views.jobs import Jobs
from views.messages import Messages, Notice
from views.remembered import Remembered
from views.theme import Theme
from views.workplace import Workplace


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def product(db: Database) -> ProductPlace:
    return ProductPlace(make_product(db, title="Сборник игр"))


@pytest.fixture
def people(db: Database) -> list[int]:
    """Three people; the first has agreed to be published."""
    organization_id = make_organization(db)
    names = ("Агапова", "Бурова", "Ветрова")
    ids = [
        store(db, person_row(db, last_name=name, organization_id=organization_id), action="Человек добавлен")
        for name in names
    ]
    consent = Consent(person_id=ids[0], purpose="publication", signed_on=db.today())
    store(db, consent, action="Согласие внесено")
    return ids


@pytest.fixture
def workplace(qapp, db: Database, tmp_path: Path, theme: Theme) -> Iterator[Workplace]:
    changes, jobs = Changes(), Jobs()
    changes.follow(db)
    place = Workplace(
        db=db,
        actor=Actor,
        jobs=jobs,
        changes=changes,
        theme=theme,
        messages=Messages(),
        remembered=Remembered(tmp_path),
        data_folder=tmp_path,
        outbox=tmp_path / "outbox",
        attachments=tmp_path / "attachments",
        go=lambda _section, _record: None,
    )
    bugs: list[Exception] = []
    jobs.failed.connect(bugs.append)
    yield place
    jobs.close()
    assert bugs == []


@pytest.fixture
def said(workplace: Workplace) -> list[Notice]:
    """What the person was told."""
    notices: list[Notice] = []
    workplace.messages.said.connect(notices.append)
    return notices


@pytest.fixture
def open_sheet(qtbot: QtBot, workplace: Workplace) -> Callable[..., FilesSheet]:
    def opened(place: Place | None, *, width: int = 340) -> FilesSheet:
        sheet = FilesSheet(workplace)
        show(qtbot, sheet, width, 700)
        sheet.show_place(place)
        return sheet

    return opened
