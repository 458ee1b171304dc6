"""Ctrl+Z for what is changed and not stored yet; with nothing to take back it means the last stored action again."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_MOST = 100


class EditUndo(QObject):
    """Former states of what is edited in a widget, the last on top; its text fields keep their own Ctrl+Z."""

    taken_back = Signal(object)
    """The state to be shown again."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._former: list[object] = []
        widget.installEventFilter(self)

    def remember(self, former: object) -> None:
        """Keep a state that is about to be changed."""
        self._former = [*self._former[1 - _MOST :], former]

    def forget(self) -> None:
        """Begin anew: something else is edited, or all of it is stored."""
        self._former = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._former or not isinstance(event, QKeyEvent) or not event.matches(QKeySequence.StandardKey.Undo):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's own Ctrl+Z waits
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.taken_back.emit(self._former.pop())
            return True
        return False
