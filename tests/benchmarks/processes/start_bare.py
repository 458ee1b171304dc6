"""Floor b: an empty QMainWindow, gone as soon as it has been painted."""

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))


app = QApplication(sys.argv[:1])
window = Window()
window.resize(720, 480)
window.show()
app.exec()
sys.exit("never painted")
