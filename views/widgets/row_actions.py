"""What the menu of a row offers, with its keys; and the keys of a whole page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def row_action(rows: QWidget, words: str, then: Callable[[], object], keys: str = "") -> QAction:
    """Add an entry to the menu of a list's rows; its keys («Del», «F2») work while the list has the keyboard."""
    action = QAction(words, rows)
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(then)
    rows.addAction(action)
    return action


def page_key(page: QWidget, keys: str, then: Callable[[], object]) -> None:
    """Keys that work wherever inside `page` the keyboard stands."""
    shortcut = QShortcut(QKeySequence(keys), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(then)
