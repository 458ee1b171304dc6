"""Ctrl+K: a few letters, in any order and either layout."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.views.stage import type_text
from views.palette import Command, Palette, matching
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
