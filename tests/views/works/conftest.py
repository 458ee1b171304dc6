"""A stream of three whose trainees are given two assignments, and a place to work at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.database import Database
from tests.models.commands import arrange, arrange_works
from tests.models.make import copied_database
from tests.views.trainees.arrange import Said
from tests.views.working import working
from views.theme import Mode, Theme
from views.workplace import Workplace


@dataclass(frozen=True)
class Group:
    """The stream, its places by name, and its assignments."""

    stream_id: int
    places: list[int]
    first_task: int
    second_task: int


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    arrange.fill_passport(database)
    yield database
    database.close()


@pytest.fixture
def group(db: Database) -> Group:
    stream_id, places = arrange_works.stream_of(db, "Агапова", "Бурова", "Ветрова")
    module_id = arrange_works.module(db, stream_id)
    first = arrange_works.assignment(db, module_id, "Конспект занятия", due_on=arrange_works.DAY)
    second = arrange_works.assignment(db, module_id, "Видеоотчёт")
    return Group(stream_id, places, first, second)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)


@pytest.fixture
def workplace(db: Database, theme: Theme, tmp_path: Path) -> Iterator[Workplace]:
    with working(db, theme, tmp_path) as place:
        yield place


@pytest.fixture
def said(workplace: Workplace) -> Said:
    return Said(workplace.messages)
