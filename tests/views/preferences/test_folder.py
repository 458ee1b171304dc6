"""«Папка с данными»: what would happen with another folder is said first, and one that will not do is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.models.make import new_database
from tests.views.plan.arrange import Heard
from views.preferences.folder import FolderSheet
from views.widgets.buttons import Button
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def went() -> list[Path]:
    return []


@pytest.fixture
def sheet(qtbot: QtBot, workplace: Workplace, went: list[Path]) -> FolderSheet:
    made = FolderSheet(replace(workplace, change_folder=went.append))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def words(sheet: FolderSheet) -> str:
    return " ".join(each.text() for each in sheet.findChildren(QLabel) if each.isVisible())


def press(sheet: FolderSheet, name: str) -> None:
    button = sheet.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_path_and_size_are_said(qtbot: QtBot, sheet: FolderSheet, workplace: Workplace) -> None:
    qtbot.waitUntil(lambda: "Занимает" in words(sheet))
    assert str(workplace.data_folder) in words(sheet)


def test_into_an_empty_folder_the_data_move(
    sheet: FolderSheet, went: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("elsewhere")
    sheet.consider(target)
    assert f"Скопировать данные в «{target}»" in words(sheet)
    assert went == []
    press(sheet, "folder-act")
    assert went == [target]


def test_among_other_files_the_data_get_a_folder_of_their_own(
    sheet: FolderSheet, went: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("elsewhere")
    (target / "письмо.txt").write_text("")
    sheet.consider(target)
    press(sheet, "folder-act")
    assert went == [target / "Маршрут"]


def test_where_the_folder_of_its_own_holds_other_files_it_is_refused(
    sheet: FolderSheet, heard: Heard, went: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("elsewhere")
    (target / "Маршрут").mkdir()
    (target / "Маршрут" / "письмо.txt").write_text("")
    sheet.consider(target)
    assert "уже лежат другие файлы" in heard.last
    assert "Скопировать" not in words(sheet)
    assert went == []


def test_a_site_that_is_there_is_offered_to_be_opened(
    sheet: FolderSheet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("elsewhere")
    new_database(target).close()
    sheet.consider(target)
    assert "уже есть данные площадки" in words(sheet)
    press(sheet, "folder-stay")
    assert "уже есть данные площадки" not in words(sheet)


def test_a_cloud_is_refused_with_the_reason(sheet: FolderSheet, heard: Heard, went: list[Path], tmp_path: Path) -> None:
    sheet.consider(tmp_path.parent / "OneDrive")
    assert (heard.last[:23], went) == ("Это облачная папка: обл", [])
    assert "Скопировать" not in words(sheet)


def test_a_folder_named_at_the_start_says_why_it_stays(qtbot: QtBot, workplace: Workplace) -> None:
    sheet = FolderSheet(workplace)
    qtbot.addWidget(sheet)
    other = sheet.findChild(Button, "other-data-folder")
    assert isinstance(other, Button)
    assert (other.blocked, "--data" in other.toolTip()) == (True, True)
