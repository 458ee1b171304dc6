"""The whole window by keyboard alone: its own keys, from every section."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.views.stage import Stage, type_text
from tests.views.tab_round import said_of
from views.sections import SECTIONS, Section, keys_of
from views.widgets.empty import EmptyState

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]

# ------------------------------------------------------------------------------------------------- keys of the window


def _press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the window system sends it: shortcuts see it first."""
    QTest.keyClick(stage.app.focusWidget() or stage.window, key, modifiers)
    stage.settle()


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_the_keys_of_a_section_open_it(open_stage: Callable[..., Stage], section: Section) -> None:
    stage = open_stage("new")
    stage.page("plan" if section.key == "settings" else "settings")
    key = QKeySequence(keys_of(section)[0])[0]  # type: ignore[index]
    _press(stage, key.key(), key.keyboardModifiers())
    assert stage.session.window.current == section.key


def test_the_settings_open_in_the_russian_layout_too(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    wanted = QKeySequence("Ctrl+Б")  # QTest cannot press a letter that is not Latin
    (shortcut,) = (each for each in stage.session.window.findChildren(QShortcut) if each.key() == wanted)
    shortcut.activated.emit()
    assert stage.session.window.current == "settings"


@pytest.mark.parametrize("typed", ["план", "gkfy"])
def test_a_section_is_found_by_a_few_letters_in_either_layout(open_stage: Callable[..., Stage], typed: str) -> None:
    stage = open_stage("new")
    _press(stage, Qt.Key.Key_K, CTRL)
    field = stage.app.focusWidget()
    assert field is not None
    type_text(field, typed)
    _press(stage, Qt.Key.Key_Return)
    assert stage.session.window.current == "plan"
    assert not stage.session.window.palette_box.isVisible()


def test_escape_closes_the_palette_and_the_focus_is_back(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    search = stage.find(QWidget, "event-new") if stage.page("events") else None
    assert search is not None
    search.setFocus()
    _press(stage, Qt.Key.Key_K, CTRL)
    was_open = stage.session.window.palette_box.isVisible()
    _press(stage, Qt.Key.Key_Escape)
    assert (was_open, stage.session.window.palette_box.isVisible()) == (True, False)
    assert stage.app.focusWidget() is search


def test_f1_shows_the_keys_and_escape_hides_them(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    _press(stage, Qt.Key.Key_F1)
    shown = stage.session.window.keys_help
    was_open = shown.isVisible()
    _press(stage, Qt.Key.Key_Escape)
    assert (was_open, shown.isVisible()) == (True, False)


@pytest.mark.parametrize("key", ["overview", "plan", "events", "trainees", "reports", "exchange", "settings"])
def test_f6_goes_round_the_areas_and_back(open_stage: Callable[..., Stage], key: str) -> None:
    stage = open_stage("demo")
    page = stage.page(key)
    stage.settle(rounds=20)  # the pages of a report come one after another, and with them its buttons
    navigation = stage.session.window.sidebar.navigation
    navigation.setFocus()
    seen = [navigation]
    for _ in range(20):
        _press(stage, Qt.Key.Key_F6)
        here = stage.app.focusWidget()
        assert here is not None
        if here is navigation:
            break
        assert here not in seen, f"F6 is caught at {said_of(here)}"
        seen.append(here)
    assert stage.app.focusWidget() is navigation
    assert len(seen) > 1
    assert all(page.isAncestorOf(each) for each in seen[1:])
    back = [navigation]
    for _ in seen[1:]:
        _press(stage, Qt.Key.Key_F6, SHIFT)
        back.append(stage.app.focusWidget() or navigation)
    assert back == [navigation, *reversed(seen[1:])]


@pytest.mark.parametrize(("key", "panel"), [("plan", "panel"), ("events", "event_panel"), ("trainees", "panel")])
def test_ctrl_n_begins_a_new_one_and_escape_closes_it(open_stage: Callable[..., Stage], key: str, panel: str) -> None:
    stage = open_stage("demo")
    page = stage.page(key)
    _press(stage, Qt.Key.Key_N, CTRL)
    opened = getattr(page, panel)
    focus = stage.app.focusWidget()
    assert opened.is_open
    assert focus is not None
    assert opened.isAncestorOf(focus)
    _press(stage, Qt.Key.Key_Escape)
    assert not opened.is_open


@pytest.mark.parametrize("key", ["plan", "events", "trainees"])
def test_ctrl_f_goes_to_the_filter_and_escape_clears_it(open_stage: Callable[..., Stage], key: str) -> None:
    stage = open_stage("demo")
    stage.page(key)
    _press(stage, Qt.Key.Key_F, CTRL)
    field = stage.app.focusWidget()
    assert field is not None
    type_text(field, "сем")
    assert field.property("text") == "сем"
    _press(stage, Qt.Key.Key_Escape)
    assert field.property("text") == ""


def test_ctrl_z_takes_the_last_action_back_and_ctrl_shift_z_repeats_it(
    open_stage: Callable[..., Stage], qtbot: QtBot
) -> None:
    from models.commands.site import add_organization
    from models.rows.site import OrganizationDraft
    from tests.models.make import HEAD, count

    stage = open_stage("new")
    assert stage.session.workplace is not None
    db = stage.session.workplace.db
    add_organization(db, OrganizationDraft(short_name="Детский сад № 3"), actor=HEAD)
    bar = stage.session.window.undo_bar
    counts = []
    for modifiers in (CTRL, CTRL | SHIFT):
        with qtbot.waitSignal(stage.session.messages.said, timeout=10_000):
            _press(stage, Qt.Key.Key_Z, modifiers)
        counts.append((count(db, "organization"), bar.notice.text.split(":")[0]))
    assert counts == [(0, "Отменено"), (1, "Повторено")]


def test_ctrl_z_in_a_field_takes_back_the_typing_only(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    stage.page("events")
    _press(stage, Qt.Key.Key_F, CTRL)
    field = stage.app.focusWidget()
    assert field is not None
    type_text(field, "сем")
    _press(stage, Qt.Key.Key_Z, CTRL)
    assert field.property("text") != "сем"
    assert not stage.session.window.undo_bar.isVisible()


def test_the_arrows_of_the_navigation_open_sections(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    stage.session.window.sidebar.navigation.setFocus()
    _press(stage, Qt.Key.Key_Down)
    assert stage.session.window.current == "plan"
    assert QApplication.focusWidget() is stage.session.window.sidebar.navigation


@pytest.mark.parametrize("key", ["plan", "events", "trainees"])
def test_f6_comes_to_what_is_offered_where_nothing_is_yet(open_stage: Callable[..., Stage], key: str) -> None:
    stage = open_stage("new")
    page = stage.page(key)
    offered = next(each for each in page.findChildren(EmptyState) if each.isVisible()).first()
    seen = []
    for _ in range(6):
        _press(stage, Qt.Key.Key_F6)
        seen.append(stage.app.focusWidget())
    assert offered in seen
