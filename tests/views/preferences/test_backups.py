"""«Резервные копии»: one made by a press, one put in place after a question; what the foot of the navigation says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.backups import Backup, Restored
from tests.views.plan.arrange import Heard
from tests.views.stage import press
from views.preferences.backups import BackupsSheet, last_copy, restored_words
from views.widgets.buttons import Button
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NOON = datetime(2026, 3, 12, 2, tzinfo=UTC)
"""12 March, noon in Приморье."""


@pytest.fixture
def went() -> list[Path]:
    return []


@pytest.fixture
def sheet(qtbot: QtBot, workplace: Workplace, went: list[Path]) -> BackupsSheet:
    made = BackupsSheet(replace(workplace, restore=went.append))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def copied(sheet: BackupsSheet, qtbot: QtBot) -> None:
    button = sheet.findChild(Button, "backup-make")
    assert isinstance(button, Button)
    press(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(sheet.view.rows()), timeout=10_000)


def test_a_copy_made_by_a_press_stands_in_the_list(sheet: BackupsSheet, heard: Heard, qtbot: QtBot):
    copied(sheet, qtbot)
    assert "Копия сделана и проверена: открывается" in heard.last
    assert len(sheet.view.rows()) == 1


def test_it_is_put_in_place_only_when_the_person_says_so(sheet: BackupsSheet, went: list[Path], qtbot: QtBot):
    copied(sheet, qtbot)
    asked: list[str] = []

    def answer(*words: object, said: bool) -> bool:
        asked.append(str(words[2]))
        return said

    sheet.view.selectRow(0)
    sheet.ask = lambda *words: answer(*words, said=False)
    press(sheet.view, Qt.Key.Key_Return)
    assert went == []
    sheet.ask = lambda *words: answer(*words, said=True)
    press(sheet.view, Qt.Key.Key_Return)
    assert [path.suffix for path in went] == [".db"]
    assert all(question.startswith("Восстановить копию от ") for question in asked)


def test_without_a_choice_nothing_is_restored(sheet: BackupsSheet, went: list[Path]):
    button = sheet.findChild(Button, "backup-restore")
    assert isinstance(button, Button)
    press(button, Qt.Key.Key_Space)
    assert went == []


@pytest.mark.parametrize(
    ("copies", "day", "said"),
    [
        ((), date(2026, 3, 12), ("Копии ещё нет", False)),
        ((NOON,), date(2026, 3, 12), ("Копия проверена сегодня", True)),
        ((NOON,), date(2026, 3, 13), ("Копия проверена вчера", True)),
        ((NOON,), date(2026, 3, 18), ("Копия проверена 12.03.2026", True)),
        ((NOON,), date(2026, 3, 19), ("Копия проверена 12.03.2026", False)),
    ],
)
def test_the_foot_says_when_the_last_copy_was_proven(copies: Sequence[datetime], day: date, said: tuple[str, bool]):
    made = [Backup(Path("copy.db"), at, 1, is_replaced=False) for at in copies]
    assert last_copy(made, day) == said


def test_what_was_set_aside_is_no_copy():
    assert last_copy([Backup(Path("r.db"), NOON, 1, is_replaced=True)], date(2026, 3, 12))[0] == "Копии ещё нет"


def test_after_a_restore_it_is_told_whose_data_went_again():
    told, advice = restored_words(Restored(NOON, 2, 0, 0))
    assert (
        told == "Восстановлена копия от 12.03.2026, 12:00. Данные 2\u00a0человек уничтожены повторно, как требуют акты."
    )
    assert advice == "Прежний файл остался в списке копий."
    assert "уничтожены" not in restored_words(Restored(NOON, 0, 0, 0))[0]


def test_after_a_restore_it_is_told_whose_data_are_blocked_again():
    told, _advice = restored_words(Restored(NOON, 0, 1, 0))
    assert told.endswith("Данные 1\u00a0человека снова заблокированы: согласие отозвано позже, чем сделана копия.")


def test_after_a_restore_it_is_told_which_files_are_nowhere():
    told, _advice = restored_words(Restored(NOON, 0, 0, 3))
    assert told.endswith("Содержимого 3\u00a0файлов в копии нет: записи о них остались.")
