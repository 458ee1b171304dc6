"""«…»: what is needed now and then, with its keys; made when it is first asked for (design.md §4 «Undo bar»)."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from models.commands.undo import Step, next_redo, next_undo
from views.about import About
from views.widgets.naming import named
from views.workplace import Workplace

_LONGEST = 48
"""Most letters of an action's name in the menu."""


class MoreMenu(QMenu):
    """Recent actions, undo and redo by name, keys, data folder, about; the arrows and Enter choose, Esc closes.

    `undo`, `redo` and `keys` are what the window does at Ctrl+Z, Ctrl+Shift+Z and F1.
    """

    def __init__(
        self,
        window: QWidget,
        workplace: Workplace,
        *,
        undo: Callable[[], object],
        redo: Callable[[], object],
        keys: Callable[[], object],
    ) -> None:
        super().__init__(window)
        named(self, "more-menu", "Ещё")
        self._window = window
        self._at = workplace
        self._add("Недавние действия", "", lambda: workplace.go("settings", "history"))
        self._undo = self._add("Отменить", "Ctrl+Z", undo)
        self._redo = self._add("Повторить", "Ctrl+Shift+Z", redo)
        self.addSeparator()
        self._add("Клавиши", "F1", keys)
        self._add("Открыть папку данных", "", self._open_folder)
        self._add("О программе", "", self._open_about)

    @cached_property
    def about(self) -> About:
        """The sheet «О программе»."""
        return About(self._at.theme, self._window, self._at.data_folder)

    def open_beside(self, button: QWidget) -> None:
        """Come up above the button, or below where there is no room, with the first entry chosen."""
        _name(self._undo, "Отменить", "Ctrl+Z", next_undo(self._at.db))
        _name(self._redo, "Повторить", "Ctrl+Shift+Z", next_redo(self._at.db))
        size, corner = self.sizeHint(), button.mapToGlobal(QPoint(0, 0))
        room_above = button.mapTo(button.window(), QPoint(0, 0)).y() >= size.height()
        at = corner - QPoint(0, size.height()) if room_above else corner + QPoint(0, button.height())
        self.setActiveAction(self.actions()[0])
        self.popup(at)

    def _open_about(self) -> None:
        self.about.open_over()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._at.data_folder)))

    def _add(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(_with_keys(words, keys), self)
        # Queued: the menu gives the keyboard back first, then the act may take it.
        action.triggered.connect(act, Qt.ConnectionType.QueuedConnection)
        self.addAction(action)
        return action


def _name(action: QAction, verb: str, keys: str, step: Step | None) -> None:
    """Say which action it would be; without one the entry stays, quiet."""
    action.setEnabled(step is not None)
    if step is None:
        action.setText(_with_keys(verb, keys))
        return
    words = f"{step.label[0].lower()}{step.label[1:]}"
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
    action.setText(_with_keys(f"{verb}: {cut}", keys))
    action.setToolTip(words)


def _with_keys(words: str, keys: str) -> str:
    """The keys in their own column: shown only, as the window itself listens to them; «&» is no accelerator here."""
    plain = words.replace("&", "&&")
    return f"{plain}\t{keys}" if keys else plain
