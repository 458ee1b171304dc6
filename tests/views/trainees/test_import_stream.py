"""A list taken straight into a stream: chosen in the preview, said in words, gone with the batch."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.people import people_page
from models.rows.people import PeopleFilter
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.views.trainees.arrange import LIST, Said, known_people, open_list, press, settle, write_list
from views.trainees.import_page import ImportPage
from views.trainees.page import TraineesPage
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def stream(db: Database) -> int:
    """«Поток 1», which runs, beside one that is over."""
    tutor = arrange.person(db, "Тьюторова")
    arrange.stream(db, tutor, starts_on=date(2025, 9, 1), ends_on=date(2025, 12, 1))
    return arrange.stream(db, tutor)


@pytest.fixture
def importing(
    db: Database, stream: int, page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> ImportPage:
    """The list with a row of every kind, opened on a site that knows two of its people."""
    known_people(db, "Еремина Светлана Игоревна", "Носова Юлия Романовна")
    settle(qtbot, workplace)
    return open_list(qtbot, page, workplace, write_list(tmp_path / "март.csv"))


def plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "").replace("\u00a0", " ")


def who(db: Database, stream: int) -> list[str]:
    return [line.last_name for line in people_page(db, PeopleFilter(stream_id=stream))]


def test_nobody_is_enrolled_unless_it_is_said(
    importing: ImportPage, db: Database, stream: int, qtbot: QtBot, workplace: Workplace
) -> None:
    field = importing.check.stream
    assert [field.itemText(at) for at in range(field.count())] == ["Без зачисления в поток", "В поток «Поток 1»"]
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert who(db, stream) == []


def test_the_chosen_stream_is_said_in_the_words_of_what_will_happen(importing: ImportPage) -> None:
    press(importing.check.stream, Qt.Key.Key_Down)
    assert "Зачислим в поток «Поток 1»: 4." in plain(importing.check._words.text())


def test_the_list_goes_into_the_stream_and_comes_back_with_one_undo(
    importing: ImportPage, db: Database, stream: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    press(importing.check.stream, Qt.Key.Key_Down)
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert who(db, stream) == ["Гончар", "Еремина", "Ломакина", "Носова"]
    assert said.done == ["Список загружен: добавлено 2, изменено 1, в поток зачислено 4 [Вернуть]"]
    told = [plain(each.text()) for each in importing.done._sentences]
    assert "В поток «Поток 1» зачислено с 12 января: 4 человека." in told
    undo_last(db, actor=HEAD)
    assert who(db, stream) == []


def test_people_who_are_known_already_are_enrolled_all_the_same(
    page: TraineesPage, db: Database, stream: int, qtbot: QtBot, workplace: Workplace, tmp_path: Path
) -> None:
    known_people(db, "Носова Юлия Романовна")
    settle(qtbot, workplace)
    importing = open_list(qtbot, page, workplace, write_list(tmp_path / "та же.csv", (LIST[0], LIST[-1])))
    assert importing.check.load_button.blocked
    press(importing.check.stream, Qt.Key.Key_Down)
    assert plain(importing.check.load_button.text()) == "Зачислить 1 человека"
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert who(db, stream) == ["Носова"]


def test_taking_the_list_back_says_who_leaves_the_stream(
    importing: ImportPage, page: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    press(importing.check.stream, Qt.Key.Key_Down)
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    page.show_batches()
    settle(qtbot, workplace)
    assert "Уйдут из потока, а карточки останутся: 2 человека." in plain(page.batches._lines.text())
