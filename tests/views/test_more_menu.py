"""«…»: recent actions, undo and redo by their names, keys, folder, about; all with the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QPushButton

from models.commands.site import add_organization
from models.rows.site import OrganizationDraft
from models.version import program_version
from tests.models.make import HEAD, count
from tests.views.stage import Stage

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]


def menu_of(stage: Stage) -> QMenu:
    """The menu, opened with F10."""
    QTest.keyClick(stage.window, Qt.Key.Key_F10)
    menu = stage.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(stage: Stage, words: str) -> None:
    menu = menu_of(stage)
    menu.setActiveAction(next(each for each in menu.actions() if each.text().startswith(words)))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    stage.window.activateWindow()  # a window manager does that once the menu is gone
    stage.settle()


def with_kindergarten(stage: Stage) -> Stage:
    assert stage.session.workplace is not None
    add_organization(stage.session.workplace.db, OrganizationDraft(short_name="Детский сад № 3"), actor=HEAD)
    stage.settle()
    return stage


def test_the_menu_names_what_would_be_undone_and_shows_the_keys(open_stage: Callable[..., Stage]) -> None:
    menu = menu_of(with_kindergarten(open_stage("new")))
    assert [each.text() for each in menu.actions() if each.text()] == [
        "Недавние действия",
        "Отменить: организация добавлена\tCtrl+Z",
        "Повторить\tCtrl+Shift+Z",
        "Клавиши\tF1",
        "Открыть папку данных",
        "О программе",
    ]
    assert [each.isEnabled() for each in menu.actions()[1:3]] == [True, False]


def test_undo_and_redo_from_the_menu(open_stage: Callable[..., Stage]) -> None:
    stage = with_kindergarten(open_stage("new"))
    assert stage.session.workplace is not None
    counts = []
    for words in ("Отменить: организация добавлена", "Повторить: организация добавлена"):
        choose(stage, words)
        stage.settle(rounds=10)
        counts.append(count(stage.session.workplace.db, "organization"))
    assert counts == [0, 1]


def test_recent_actions_are_the_leaf_of_the_settings(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    choose(stage, "Недавние")
    page = stage.session.window.page("settings")
    assert stage.session.window.current == "settings"
    assert page.history.isVisible()  # type: ignore[union-attr]


def test_the_button_at_the_foot_opens_it_too(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new", width=1024)
    button = stage.find(QPushButton, "open-more")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = stage.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_about_says_version_folder_and_licences(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    choose(stage, "О программе")
    about = stage.find(QPlainTextEdit, "about-licences")
    said = [each.text() for each in about.parentWidget().findChildren(QLabel)]
    assert {program_version(), str(stage.folder)} <= set(said)
    assert all(each in about.toPlainText() for each in ("Golos Text", "PT Serif", "Microsoft", "LGPL"))
    close = stage.window.focusWidget()
    assert close is not None
    assert close.objectName() == "about-close"
