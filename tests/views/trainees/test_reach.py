"""Everything has a name, a place for the keyboard, and room in a small window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.views.trainees.arrange import known_people, open_list, settle, write_list
from views.theme import Mode
from views.trainees.page import TraineesPage
from views.workplace import Workplace

Show = Callable[[TraineesPage], object]
RAIL = 56
PLACES: dict[str, Show] = {
    "list": TraineesPage.show_list,
    "new": TraineesPage.primary_new,
    "begin": TraineesPage.show_import,
    "batches": TraineesPage.show_batches,
}


@pytest.fixture
def filled(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> TraineesPage:
    known_people(db, "Еремина Светлана Игоревна", "Носова Юлия Романовна")
    settle(qtbot, workplace)
    return page


def nameless(page: TraineesPage) -> list[str]:
    inside = (
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_viewport(part)
    )
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in inside
        if not (part.objectName() and part.accessibleName())
    ]


def _is_viewport(part: QWidget) -> bool:
    owner = part.parentWidget()
    return (
        isinstance(owner, QAbstractScrollArea) and owner.viewport() is part and not isinstance(part, QAbstractItemView)
    )


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("place", PLACES)
def test_everything_the_keyboard_reaches_has_a_name(
    filled: TraineesPage, workplace: Workplace, qtbot: QtBot, place: str, mode: Mode
) -> None:
    workplace.theme.choose(mode=mode)
    PLACES[place](filled)
    settle(qtbot, workplace)
    assert nameless(filled) == []


def test_everything_of_the_preview_has_a_name(
    filled: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    open_list(qtbot, filled, workplace, write_list(tmp_path / "март.csv"))
    filled.importing.check.attested.click()
    assert nameless(filled) == []


@pytest.mark.parametrize("scale", [1.0, 1.1, 1.25])
def test_the_preview_finds_room_in_a_small_window(
    filled: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path, scale: float
) -> None:
    workplace.theme.choose(scale=scale)
    filled.resize(1024 - RAIL, 560)
    open_list(qtbot, filled, workplace, write_list(tmp_path / "март.csv"))
    needed = filled.minimumSizeHint()
    assert (needed.width() <= 1024 - RAIL, needed.height() <= 560) == (True, True), needed


def test_several_rows_stay_in_sight_in_a_small_window(
    filled: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    filled.resize(1024 - RAIL, 560)
    open_list(qtbot, filled, workplace, write_list(tmp_path / "март.csv"))
    table = filled.importing.check.table
    assert table.viewport().height() // table.rowHeight(0) >= 4


def test_what_is_cut_says_all_of_it_in_a_tooltip(
    filled: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    grid = [
        ("ФИО", "Должность", "Организация"),
        ("Ким Анна Львовна", "методист", "Детский сад " + "очень " * 20 + "далеко"),
    ]
    importing = open_list(qtbot, filled, workplace, write_list(tmp_path / "а.csv", grid))
    table, model = importing.check.table, importing.check.model
    at = model.index(0, model.column("organization"))
    assert table._delegate.tip(at, table.visualRect(at).width()).endswith("далеко")
