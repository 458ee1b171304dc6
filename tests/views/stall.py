"""A stall probe: how long the window's thread was not listening while something was done."""

from __future__ import annotations

import time
from types import TracebackType

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

_TICK_MS = 5


class StallProbe(QObject):
    """Ticks every 5 ms while it is entered; `worst` is the longest time between two ticks beyond that, seconds.

        with StallProbe() as probe:
            window.go("plan", None)
            probe.listen(200)
        print(probe.worst)

    What runs before the event loop is asked again counts as well: the clock starts on entering.
    """

    def __init__(self) -> None:
        super().__init__()
        self.worst = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def __enter__(self) -> StallProbe:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._on_tick()

    def listen(self, milliseconds: int) -> None:
        """Let the event loop run."""
        waiting = QEventLoop()
        QTimer.singleShot(milliseconds, waiting.quit)
        waiting.exec()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, now - self._last - _TICK_MS / 1000)
        self._last = now
