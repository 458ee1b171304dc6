"""The whole window by keyboard alone: every control is reached, named and left again, in reading order."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.views.scenes import SCENES, Scene
from tests.views.stage import Stage, type_text
from views.sections import SECTIONS
from views.theme import Mode
from views.widgets.empty import EmptyState

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]

POPUPS = frozenset(
    {
        "palette", "palette-nothing-found", "palette-records", "palette-sheet-code", "trainees-enroll", "keys", "more",
        "about", "question", "plan-cell", "events-paper", "events-paper-journal", "events-paper-refused",
        "trainees-destroying", "roster-columns", "roster-naming", "roster-menu", "roster-saved", "roster-chosen-menu",
        "import-sheets-choice",
    }
)  # fmt: skip
"""Scenes with a sheet or a menu over the window: they have the keyboard to themselves."""

WALKED = [scene for scene in SCENES if scene.name not in POPUPS and not scene.name.endswith("-long")]
MOST = 150


@pytest.mark.parametrize("scene", WALKED, ids=lambda scene: scene.name)
def test_tab_goes_round_everything_and_everything_has_a_name(open_stage: Callable[..., Stage], scene: Scene) -> None:
    stage = open_stage(scene.site)
    scene.show(stage)
    for mode in (Mode.LIGHT, Mode.DARK):
        stage.session.theme.choose(mode=mode)
        stage.settle()
        expected = [part for part in stage.window.findChildren(QWidget) if _takes_tab(part)]
        nameless = [_said(part) for part in expected if not (part.objectName() and part.accessibleName())]
        assert nameless == [], mode
        reached = _round(stage)
        there = {id(part) for part, _ in reached}
        assert [_said(part) for part in expected if id(part) not in there] == [], mode
        assert _out_of_order(reached) == [], mode


def _takes_tab(part: QWidget) -> bool:
    if not part.isVisible() or not part.isEnabled() or not part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    group = part.group() if isinstance(part, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() not in (None, part):
        return False  # Tab comes to the chosen one of a row, the arrows go on from there
    parent = part.parentWidget()
    is_viewport = isinstance(parent, QAbstractScrollArea) and parent.viewport() is part
    return part.focusProxy() is None and not is_viewport


def _round(stage: Stage) -> list[tuple[QWidget, QRect]]:
    """What Tab comes to, once round, and where it stood then; Shift+Tab is the way back."""
    first = stage.session.window.sidebar.search
    start = first if first.isEnabled() else stage.session.window.stack.currentWidget().findChild(QAbstractButton)
    assert isinstance(start, QWidget)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[tuple[QWidget, QRect]] = []
    here = stage.app.focusWidget()
    assert here is start
    while here not in [each for each, _ in reached]:
        assert len(reached) < MOST, "Tab never comes round"
        reached.append((here, _place(here, stage.window)))
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = stage.app.focusWidget()
        assert here is not None
    assert here is start, f"a trap: Tab leads back to {_said(here)}"
    if len(reached) > 1:
        QTest.keyClick(start, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back = stage.app.focusWidget()
        assert back is reached[-1][0], f"Shift+Tab leads to {back and _said(back)}, not {_said(reached[-1][0])}"
    return reached


def _out_of_order(reached: list[tuple[QWidget, QRect]]) -> list[str]:
    """Steps that lead up without leading right, or left on the same line."""
    wrong: list[str] = []
    for (former, former_at), (following, following_at) in pairwise(reached):
        a, b = former_at, following_at
        area, next_area = _area(former), _area(following)
        if area is not None and area is next_area:
            content = area.widget()
            a, b = _place(former, content), _place(following, content)
        else:  # where its content has been scrolled to says nothing about the order: the area stands for it
            a = _place(area, former.window()) if area is not None else a
            b = _place(next_area, following.window()) if next_area is not None else b
        above = b.bottom() <= a.top() and b.left() < a.right()
        same_line = a.top() < b.bottom() and b.top() < a.bottom()
        if above or (same_line and b.right() <= a.left()):
            wrong.append(f"{_said(former)} {a.getRect()} → {_said(following)} {b.getRect()}")
    return wrong


def _area(part: QWidget) -> QScrollArea | None:
    """The scroll area a widget stands in."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return above
        above = above.parentWidget()
    return None


def _place(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def _said(part: QWidget) -> str:
    above = part.parentWidget()
    return f"{type(part).__name__} {part.objectName()!r} {part.accessibleName()!r} in {above and above.objectName()!r}"


# ------------------------------------------------------------------------------------------------- keys of the window


def _press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the window system sends it: shortcuts see it first."""
    QTest.keyClick(stage.app.focusWidget() or stage.window, key, modifiers)
    stage.settle()


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(("digit", "section"), list(enumerate(SECTIONS, start=1)), ids=lambda each: str(each)[:12])
def test_ctrl_and_a_digit_open_a_section(open_stage: Callable[..., Stage], digit: int, section: object) -> None:
    stage = open_stage("new")
    if digit == 1:
        stage.page("settings")
    _press(stage, Qt.Key(Qt.Key.Key_0.value + digit), CTRL)
    assert stage.session.window.current == SECTIONS[digit - 1].key


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
        assert here not in seen, f"F6 is caught at {_said(here)}"
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
