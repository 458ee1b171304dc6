"""The blank forms for kindergartens: saved and printed from the first step of a loading."""

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.commands.arrange import fill_passport
from tests.views.trainees.arrange import Said, settle
from views.papers.offer import PaperWindow
from views.trainees.page import TraineesPage
from views.workplace import Workplace


def test_the_table_for_kindergartens_is_saved(
    db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path, said: Said
) -> None:
    fill_passport(db)
    settle(qtbot, workplace)
    page.show_import()
    forms, target = page.importing.forms, tmp_path / "сады.xlsx"
    forms.choose_target = lambda _parent, _suggestion, _kind: target
    qtbot.mouseClick(forms.buttons[0], Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert load_workbook(target).sheetnames == ["Стажёры", "Списки"]
    assert said.done == ["Бланк записан: сады.xlsx. Разошлите его по садам, а заполненный загрузите здесь."]


def test_a_site_without_a_passport_is_told_to_fill_it(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path, said: Said
) -> None:
    page.show_import()
    page.importing.forms.choose_target = lambda _parent, _suggestion, _kind: tmp_path / "сады.xlsx"
    page.importing.forms.save_table()
    settle(qtbot, workplace)
    assert "Паспорт площадки" in said.refused[0].text
    assert not (tmp_path / "сады.xlsx").exists()


def test_the_form_is_shown_before_it_is_printed(
    db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot
) -> None:
    fill_passport(db)
    settle(qtbot, workplace)
    page.show_import()
    qtbot.mouseClick(page.importing.forms.buttons[1], Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    window = page.window().findChild(PaperWindow)
    assert window is not None
    assert window.windowTitle() == "Анкета стажёра"
    window.close()
