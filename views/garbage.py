"""Garbage is collected in the window's thread.

Python's collector runs in whatever thread happens to make an object, and takes with it the widgets that only a circle
still held; Qt lets nobody but the window's thread destroy those. So while other threads work it does not run by
itself: the window runs it every now and then.
"""

import gc
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 200
_YOUNG = 1
"""The generations collected meanwhile; what has lived longer waits until the threads rest."""


class WindowCollector(QObject):
    """Between `hold` and `release` objects are collected in this object's thread alone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_EVERY_MS)
        self._ticks.timeout.connect(lambda: gc.collect(_YOUNG))

    def hold(self) -> None:
        """Another thread begins to work."""
        if self not in _holding:
            _holding.add(self)
            gc.disable()
            self._ticks.start()

    def release(self) -> None:
        """No thread works any more; one that has just told so may still tidy up, so nothing is left over for it."""
        self._ticks.stop()
        _holding.discard(self)
        if not _holding:
            gc.collect(_YOUNG)
            gc.enable()


_holding: WeakSet[WindowCollector] = WeakSet()
"""Whose threads work: two windows may be open for a moment, when the data folder changes."""
