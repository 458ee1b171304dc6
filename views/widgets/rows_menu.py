"""The menu of a table's rows: by the mouse's right button, by the menu key."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu

from views.widgets.columns import Column
from views.widgets.naming import named


def rows_menu(
    view: QAbstractItemView,
    columns: Sequence[Column[Any]],
    *,
    copy: Callable[[], object],
    sort: Callable[[int], object],
) -> QMenu:
    """The actions of a page, copying, and sorting by each of the columns, given its place."""
    menu = named(QMenu(view), "rows-menu", "Действия со строкой")
    menu.addActions(view.actions())
    if view.actions():
        menu.addSeparator()
    copying = QAction("Копировать", menu)
    copying.setShortcut(QKeySequence.StandardKey.Copy)
    copying.triggered.connect(copy)
    menu.addAction(copying)
    order = named(QMenu("Упорядочить", menu), "rows-order", "Упорядочить")
    menu.addMenu(order)
    for section, column in enumerate(columns):
        if column.sortable and column.heading:
            order.addAction(column.heading).setData(section)

    def in_order(action: QAction) -> None:
        sort(action.data())

    order.triggered.connect(in_order)
    return menu


def show_menu(menu: QMenu, view: QAbstractItemView, asked: QContextMenuEvent) -> None:
    """Open the menu where the mouse asked for it, or under the current row where the keyboard did."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    at = asked.globalPos()
    if asked.reason() is QContextMenuEvent.Reason.Keyboard and view.currentIndex().isValid():
        at = view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
    menu.popup(at)
