"""Our window: `start_ours.py DATA painted|filled`; gone when it has been painted, or has shown the site's figures."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

from desktop import app as program
from desktop.paths import Paths


class Window(program.SiteWindow):
    def __init__(self, paths: Paths) -> None:
        super().__init__(paths)
        self.is_awaited = sys.argv[2] == "painted"
        self.opening.opened.connect(self.await_paint)

    def await_paint(self) -> None:
        self.is_awaited = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.is_awaited:
            # After the parts of the window have been painted too.
            QTimer.singleShot(0, lambda: os._exit(0))


program.SiteWindow = Window
program.open_window(Paths.under(Path(sys.argv[1])))
sys.exit("never painted")
