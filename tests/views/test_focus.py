"""Where the keyboard comes to when a section is opened by its key: into its list, never nowhere."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from tests.views.stage import Stage
from views.sections import SECTIONS, keys_of

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]

CTRL = Qt.KeyboardModifier.ControlModifier
LISTS = {
    "plan": "plan-lines",
    "events": "events-table",
    "trainees": "trainees",
    "documents": "documents-table",
    "products": "products-table",
    "reports": "report-list",
    "exchange": "outbox-list",
}


def press_keys_of(widget: QWidget, section: str) -> None:
    (found,) = (each for each in SECTIONS if each.key == section)
    key = QKeySequence(keys_of(found)[0])[0]  # type: ignore[index]
    QTest.keyClick(widget, key.key(), key.keyboardModifiers())


def open_by_key(stage: Stage, section: str) -> QWidget:
    press_keys_of(stage.app.focusWidget() or stage.window, section)
    stage.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


@pytest.mark.parametrize(("section", "name"), LISTS.items())
def test_ctrl_and_a_digit_put_the_focus_on_a_row_of_the_list(
    open_stage: Callable[..., Stage], section: str, name: str
) -> None:
    focus = open_by_key(open_stage("demo"), section)
    assert focus.objectName() == name
    assert isinstance(focus, QAbstractItemView)
    assert focus.currentIndex().isValid()


@pytest.mark.parametrize("section", ["plan", "events", "trainees", "products"])
def test_the_arrows_go_on_at_once_after_a_section_was_opened(open_stage: Callable[..., Stage], section: str) -> None:
    focus = open_by_key(open_stage("demo"), section)
    assert isinstance(focus, QAbstractItemView)
    before = focus.visualRect(focus.currentIndex())
    QTest.keyClick(focus, Qt.Key.Key_Down)
    assert focus.visualRect(focus.currentIndex()).top() > before.top()


def test_the_key_of_the_open_section_leaves_the_row_where_it_was(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    table = open_by_key(stage, "trainees")
    assert isinstance(table, QAbstractItemView)
    QTest.keyClick(table, Qt.Key.Key_Down)
    row = table.currentIndex().row()
    assert open_by_key(stage, "trainees") is table
    assert table.currentIndex().row() == row == 1


@pytest.mark.parametrize("section", ["plan", "events", "trainees", "products", "reports"])
def test_where_nothing_is_yet_the_focus_is_on_what_begins_it(open_stage: Callable[..., Stage], section: str) -> None:
    assert open_by_key(open_stage("new"), section).objectName() == "empty-begin"


@pytest.mark.parametrize("section", [each.key for each in SECTIONS])
@pytest.mark.parametrize("site", ["new", "demo"])
def test_no_section_leaves_the_focus_nowhere(open_stage: Callable[..., Stage], site: str, section: str) -> None:
    stage = open_stage(site)
    page = stage.page("settings" if section == "overview" else "overview")
    focus = open_by_key(stage, section)
    assert focus.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not page.isAncestorOf(focus)
    opened = stage.session.window.page(section)
    assert opened is not None
    assert opened.isAncestorOf(focus)


def test_once_the_passport_is_filled_the_focus_is_on_the_next_step(open_stage: Callable[..., Stage]) -> None:
    from models.commands.team import describe_site
    from models.rows.site import SiteDraft
    from tests.models.make import HEAD

    stage = open_stage("new")
    begun = open_by_key(stage, "overview").objectName()
    open_by_key(stage, "settings")
    assert stage.session.workplace is not None
    draft = SiteDraft(full_name="Детский сад № 3", short_name="Детский сад № 3", municipality_id=1, theme="Речь")
    describe_site(stage.session.workplace.db, draft, actor=HEAD)
    stage.settle()
    assert (begun, open_by_key(stage, "overview").objectName()) == ("step-site", "step-plan")


def test_ctrl_n_in_the_team_begins_a_member(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    stage.page("settings", "team")
    QTest.keyClick(stage.window, Qt.Key.Key_N, CTRL)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "last_name"


def test_ctrl_q_closes_the_program(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    QTest.keyClick(stage.window, Qt.Key.Key_Q, CTRL)
    assert not stage.window.isVisible()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("загруз", "Загрузить список стажёров"),
        ("загруз", "Загрузки: история списков стажёров"),
        ("потоки", "Потоки"),
        ("команда", "Настройки: команда"),
        ("нерабочие", "Настройки: нерабочие дни"),
        ("закрыть", "Закрыть программу"),
    ],
)
def test_the_palette_knows_what_lies_inside_the_sections(
    open_stage: Callable[..., Stage], typed: str, title: str
) -> None:
    from views.palette import matching

    stage = open_stage("new")
    assert title in [command.title for command in matching(stage.session.window.commands(), typed)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Потоки", "empty-begin"),
        ("Загрузки: история списков стажёров", "batches"),
        ("Настройки: вид, папка с данными", "segment-look"),
    ],
)
def test_the_palette_leads_inside_the_section(open_stage: Callable[..., Stage], title: str, name: str) -> None:
    stage = open_stage("new")
    next(command for command in stage.session.window.commands() if command.title == title).act()
    stage.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == name
