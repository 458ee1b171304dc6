"""Our window: `start_ours.py DATA painted|filled|rest`.

Gone when it has been painted, has shown the site's figures, or has imported every section behind them.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop import first_paint
from desktop.paths import Paths


class Start(first_paint.Start):
    def begin(self) -> bool:
        if sys.argv[2] == "painted":
            self.frame.painted.connect(leave)
        return super().begin()

    def _on_ready(self) -> None:
        super()._on_ready()
        assert self.session is not None
        self.session.opened.connect(self.await_paint)

    def await_paint(self) -> None:
        """The first page has been made: leave when it has been painted too."""
        assert self.session is not None
        self.session.window.stack.currentWidget().repaint()
        if sys.argv[2] == "rest":
            self.await_rest()
        else:
            leave()

    def await_rest(self) -> None:
        """Leave when nothing is left to be done by itself."""
        from views.sections import SECTIONS  # late: the frame is painted without it

        assert self.session is not None
        if self.session.jobs.busy or SECTIONS[-1].module not in sys.modules:
            QTimer.singleShot(10, self.await_rest)
        else:
            leave()


def leave() -> None:
    # After the parts of the window have been painted too.
    QTimer.singleShot(0, lambda: os._exit(0))


first_paint.Start = Start
first_paint.open_window(Paths.under(Path(sys.argv[1])))
sys.exit("never painted")
