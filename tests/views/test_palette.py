"""Ctrl+K: a few letters, in any order and either layout."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.views.stage import type_text
from views.palette import Palette, matching
from views.palette_rows import Command, Heading
from views.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TITLES = ("Обзор", "План работ", "Стажёры", "Обмен с ИРО", "Повторить отменённое")


def commands(*titles: str) -> list[Command]:
    return [Command(title, "", lambda: None) for title in titles or TITLES]


def found(typed: str) -> list[str]:
    return [command.title for command in matching(commands(), typed)]


def test_nothing_typed_offers_everything() -> None:
    assert found("") == list(TITLES)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("пла", "План работ"),
        ("работ план", "План работ"),
        ("ПЛАН", "План работ"),
        ("gkfy", "План работ"),
        ("GKFY", "План работ"),
        ("стажер", "Стажёры"),
        ("cnf;", "Стажёры"),
        ("иро", "Обмен с ИРО"),
    ],
)
def test_a_few_letters_find_a_command(typed: str, title: str) -> None:
    assert found(typed) == [title]


def test_letters_from_the_middle_of_a_word_find_nothing() -> None:
    assert found("лан") == []


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme) -> Palette:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1000, 600)
    with qtbot.waitExposed(over):
        over.show()
    return Palette(theme, over)


def test_enter_runs_the_command_that_is_marked(palette: Palette) -> None:
    run: list[str] = []
    palette.open_with([Command(title, "", lambda title=title: run.append(title)) for title in TITLES])
    field = palette.findChild(QLineEdit, "palette-field")
    assert isinstance(field, QLineEdit)
    type_text(field, "о")
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert run == ["Обмен с ИРО"]
    assert not palette.isVisible()


def test_the_marks_go_round(palette: Palette) -> None:
    palette.open_with(commands())
    rows = palette.findChild(QListView, "palette-list")
    field = palette.findChild(QLineEdit, "palette-field")
    assert isinstance(rows, QListView)
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert rows.currentIndex().row() == len(TITLES) - 1


def test_what_was_typed_last_time_is_gone(palette: Palette) -> None:
    palette.open_with(commands())
    field = palette.findChild(QLineEdit, "palette-field")
    assert isinstance(field, QLineEdit)
    type_text(field, "план")
    palette.close()
    palette.open_with(commands())
    assert field.text() == ""


def test_nothing_found_is_said(palette: Palette) -> None:
    palette.open_with(commands())
    field = palette.findChild(QLineEdit, "palette-field")
    assert isinstance(field, QLineEdit)
    type_text(field, "ъъъ")
    assert palette._nothing.isVisible()


def test_that_nothing_was_found_stands_right_under_the_field(palette: Palette) -> None:
    palette.open_with(commands())
    field = palette.findChild(QLineEdit, "palette-field")
    assert isinstance(field, QLineEdit)
    type_text(field, "ъъъ")
    QApplication.processEvents()
    gap = palette._nothing.geometry().top() - field.geometry().bottom()
    assert 0 < gap < 20


# --------------------------------------------------------------------------------------------------- with records


class Looked:
    """Records that are found when the test says so."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.asked: list[str] = []
        self.opened: list[str] = []

    def answer(self, typed: str, *titles: str) -> None:
        found = [Command(title, "", lambda title=title: self.opened.append(title), "вторая строка") for title in titles]
        self.palette.show_found(typed, [Heading("Люди"), *found] if found else [])


@pytest.fixture
def field(palette: Palette) -> QLineEdit:
    found = palette.findChild(QLineEdit, "palette-field")
    assert isinstance(found, QLineEdit)
    return found


@pytest.fixture
def looked(palette: Palette) -> Looked:
    made = Looked(palette)
    palette.open_with(commands(), look=made.asked.append)
    return made


def rows(palette: Palette) -> list[str]:
    return [line.title for line in palette._model.lines]


def marked(palette: Palette) -> str:
    return str(palette._list.currentIndex().data())


def test_every_letter_is_asked_for(looked: Looked, field: QLineEdit) -> None:
    type_text(field, "иван")
    assert looked.asked == ["и", "ив", "ива", "иван"]


def test_records_stand_below_the_commands_under_their_heading(
    palette: Palette, looked: Looked, field: QLineEdit
) -> None:
    type_text(field, "пл")
    looked.answer("пл", "Плетнёва Анна", "Плющ Ольга")
    assert rows(palette) == ["План работ", "Люди", "Плетнёва Анна", "Плющ Ольга"]
    assert marked(palette) == "План работ"


def test_a_heading_is_stepped_over(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "пл")
    looked.answer("пл", "Плетнёва Анна")
    QTest.keyClick(field, Qt.Key.Key_Down)
    below = marked(palette)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert (below, marked(palette)) == ("Плетнёва Анна", "План работ")


def test_enter_opens_the_record(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плетн")
    looked.answer("плетн", "Плетнёва Анна")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert looked.opened == ["Плетнёва Анна"]
    assert not palette.isVisible()


def test_enter_before_the_answer_waits_for_it(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плет")
    looked.answer("плет", "Плетень")
    type_text(field, "нё")
    QTest.keyClick(field, Qt.Key.Key_Return)
    waited = (list(looked.opened), palette.isVisible())
    looked.answer("плетнё", "Плетнёва Анна")
    assert (waited, looked.opened) == (([], True), ["Плетнёва Анна"])


def test_escape_before_the_answer_opens_nothing(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плетн")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    looked.answer("плетн", "Плетнёва Анна")
    assert looked.opened == []


def test_what_is_clicked_is_opened_while_more_is_looked_for(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плет")
    looked.answer("плет", "Плетень Анна", "Плетнёва Анна")
    type_text(field, "н")
    at = palette._list.visualRect(palette._model.index(2, 0)).center()
    QTest.mouseClick(palette._list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    looked.answer("плетн", "Плетнёва Ольга")
    assert looked.opened == ["Плетнёва Анна"]


def test_enter_on_a_command_waits_for_nothing(palette: Palette, field: QLineEdit) -> None:
    run: list[str] = []
    palette.open_with([Command("План работ", "", lambda: run.append("план"))], look=lambda _typed: None)
    type_text(field, "план")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert run == ["план"]


def test_an_answer_to_fewer_letters_is_dropped(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плет")
    looked.answer("пле", "Плевако Анна")
    assert rows(palette) == []


def test_what_was_found_stays_until_there_is_an_answer(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плет")
    looked.answer("плет", "Плетнёва Анна")
    type_text(field, "н")
    assert rows(palette) == ["Люди", "Плетнёва Анна"]


def test_that_nothing_was_found_is_said_after_the_answer_only(
    palette: Palette, looked: Looked, field: QLineEdit
) -> None:
    type_text(field, "ъъъ")
    before = palette._nothing.isVisible()
    looked.answer("ъъъ")
    assert (before, palette._nothing.isVisible()) == (False, True)


def test_a_cleared_field_shows_commands_only(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "плет")
    looked.answer("плет", "Плетнёва Анна")
    field.clear()
    assert rows(palette) == list(TITLES)


def test_the_command_that_was_marked_stays_marked(palette: Palette, looked: Looked, field: QLineEdit) -> None:
    type_text(field, "о")
    QTest.keyClick(field, Qt.Key.Key_Down)
    looked.answer("о", "Орлова Анна")
    assert marked(palette) == "Обмен с ИРО"
