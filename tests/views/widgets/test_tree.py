from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.widgets.keys import show
from views.theme import Theme
from views.widgets.table import Column, Sort
from views.widgets.tree import Group, GroupedModel, GroupedTree

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    title: str


COLUMNS = [
    Column[Item]("id", "№", lambda item: str(item.id), width=60, rank=1),
    Column[Item]("title", "Мероприятие", lambda item: item.title),
]
GROUPS = [
    Group("1", "1. Организационная деятельность", "1 из 2", (Item(11, "Совет"), Item(12, "Приказ"))),
    Group("3", "3. Сопровождение", "0 из 3", (Item(31, "Вебинар"), Item(32, "Консультация"), Item(33, "Анкета"))),
]


@pytest.fixture
def tree(qtbot: QtBot, theme: Theme) -> GroupedTree[Item]:
    view: GroupedTree[Item] = GroupedTree(theme, COLUMNS, "plan", "План работ")
    view.show_groups(GROUPS)
    show(qtbot, view, 600)
    view.setFocus()
    return view


def test_the_model_keeps_the_rules_of_qt(qapp: QApplication) -> None:
    model: GroupedModel[Item] = GroupedModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_groups(GROUPS)
    model.sort_rows(Sort("title", descending=True))
    assert model.rowCount(model.index(1, 0)) == 3
    assert model.parent(model.index(0, 1, model.index(1, 0))) == model.index(1, 0)
    assert model.parent(model.index(0, 0)) == QModelIndex()
    tester.deleteLater()


def test_groups_are_open_and_their_rows_are_reached(tree: GroupedTree[Item]) -> None:
    assert [item.id for item in tree.rows()] == [11, 12, 31, 32, 33]
    assert tree.isExpanded(tree.grouped.index(1, 0))


def test_arrows_go_over_headings_and_rows(qtbot: QtBot, tree: GroupedTree[Item]) -> None:
    tree.select(lambda item: item.id == 12)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current_row() is None
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    row = tree.current_row()
    assert row is not None
    assert row.id == 31


def test_enter_on_a_heading_folds_it_and_on_a_row_opens_it(qtbot: QtBot, tree: GroupedTree[Item]) -> None:
    tree.select(lambda item: item.id == 31)
    with qtbot.waitSignal(tree.opened) as opened:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert opened.args[0].id == 31
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    with qtbot.assertNotEmitted(tree.opened):
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert not tree.isExpanded(tree.grouped.index(1, 0))


def test_a_click_on_a_heading_folds_it(qtbot: QtBot, tree: GroupedTree[Item]) -> None:
    at = tree.visualRect(tree.grouped.index(0, 0)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not tree.isExpanded(tree.grouped.index(0, 0))


def test_a_folded_group_stays_folded_and_the_row_current_over_a_reload(qtbot: QtBot, tree: GroupedTree[Item]) -> None:
    at = tree.visualRect(tree.grouped.index(0, 0)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    tree.select(lambda item: item.id == 33)
    tree.show_groups(GROUPS)
    row = tree.current_row()
    assert not tree.isExpanded(tree.grouped.index(0, 0))
    assert row is not None
    assert row.id == 33


def test_the_row_the_focus_came_to_by_itself_is_not_a_chosen_one(qtbot: QtBot, tree: GroupedTree[Item]) -> None:
    assert tree.current_row() == GROUPS[0].rows[0]
    assert tree.chosen_row() is None
    tree.show_groups(GROUPS)
    assert tree.chosen_row() is None
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.chosen_row() == GROUPS[0].rows[1]
    tree.show_groups(GROUPS)
    assert tree.chosen_row() == GROUPS[0].rows[1]


def test_a_heading_orders_within_the_groups_and_the_third_press_gives_the_plan_back(
    qtbot: QtBot, tree: GroupedTree[Item]
) -> None:
    orders: list[list[int]] = []
    for _press in range(3):
        at = QPoint(tree.columnViewportPosition(1) + 20, 10)
        qtbot.mouseClick(tree.header().viewport(), Qt.MouseButton.LeftButton, pos=at)
        orders.append([item.id for item in tree.rows()])
    assert orders == [[12, 11, 33, 31, 32], [11, 12, 32, 31, 33], [11, 12, 31, 32, 33]]


def test_rows_are_copied(qtbot: QtBot, tree: GroupedTree[Item]) -> None:
    tree.select(lambda item: item.id == 11)
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "№\tМероприятие\r\n11\tСовет\r\n12\tПриказ\r\n"


def test_selecting_a_row_unfolds_its_group(tree: GroupedTree[Item]) -> None:
    tree.collapseAll()
    assert tree.select(lambda item: item.id == 32)
    assert tree.isExpanded(tree.grouped.index(1, 0))


def test_columns_fall_away_when_narrow(tree: GroupedTree[Item]) -> None:
    tree.resize(180, 400)
    assert tree.fit.hidden() == ("id",)


def test_a_screen_reader_hears_the_count_of_a_group(tree: GroupedTree[Item]) -> None:
    heading = tree.grouped.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "1. Организационная деятельность, 1 из 2"


def test_without_groups_it_says_so(tree: GroupedTree[Item]) -> None:
    tree.show_groups([])
    assert tree.empty.isVisible()
