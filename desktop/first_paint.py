"""The way into the window: a frame is painted at once, and only then is imported what fills it.

PySide makes its lists of constants (`Qt` alone has 2,000) when a class is first asked for, and the window's own code
asks for most of them. So nothing here touches `Qt` or the views: the frame is bare ground in today's colours. A
worker imports the rest meanwhile; the window is made when it is there, and goes into the frame.
"""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMainWindow
from typing_extensions import override

from desktop.logs import start_log
from desktop.paths import Paths
from desktop.single_instance import OnlyCopy
from resources.loader import read_json
from views.remembered import Remembered
from views.states import Mode

if TYPE_CHECKING:
    from desktop.app import SiteSession
    from views.main_window import MainWindow

BROKEN = "   В программе не хватает одной из её частей. Данные не тронуты. Установите программу ещё раз."

_DARKER_THAN = 128
_WINDOW = (1366, 728)
_RAIL_BELOW = 1280


def open_window(paths: Paths) -> int:
    """Show the window of the site in `paths` and stay until it is closed; returns the exit code."""
    start = Start(paths)
    code = start.app.exec() if start.begin() else 0
    start.end()
    return code


class Start(QObject):
    """One run of the window: frame, then the program in it; a second start raises the first one and leaves."""

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        app = QApplication.instance()
        self.app = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
        self.session: SiteSession | None = None
        self._is_over = False
        self._paths = paths
        self._copy = OnlyCopy(paths.root)
        self._former_copy: OnlyCopy | None = None
        self._imports = Imports()
        self._imports.ready.connect(self._on_ready)
        self._imports.failed.connect(self._on_failed)
        self.frame = Frame(Remembered(paths.root))
        self.frame.painted.connect(self._on_painted)

    def begin(self) -> bool:
        """Show the frame; False when the window that is there already has come forward instead."""
        if not self._copy.is_first and self._copy.raise_first():
            return False
        self.frame.show()
        return True

    def end(self) -> None:
        """Write what is still to be written, and let go of the data folder."""
        self._is_over = True
        self._imports.wait()
        if self.session is not None:
            self.session.close()
        self._copy.release()
        if self._former_copy is not None:
            self._former_copy.release()

    def _on_painted(self) -> None:
        # Not within the paint, which this would hold up.
        QTimer.singleShot(0, self._imports.start)

    def _on_ready(self) -> None:
        if self._is_over:
            return
        from desktop.app import make_application

        make_application()
        self._start(None)

    def _start(self, former: Paths | None) -> None:
        """Make the program and put it into the frame; `former` is the data folder it comes from."""
        from desktop.app import SiteSession

        session = SiteSession(self.app, self._paths, copy=self._copy, former=former)
        self.session = session
        session.left.connect(self._on_left)
        session.opened.connect(self._on_opened)
        session.begin(framed=True)
        self.frame.fill(session.window)

    def _on_left(self, folder: Path, former: Paths | None) -> None:
        # Not within the press of a button that stands in the window that goes.
        QTimer.singleShot(0, self, lambda: self._go_on(folder, former))

    def _go_on(self, folder: Path, former: Paths | None) -> None:
        """Go on in another folder; the former one stays ours until that one is open."""
        gone = self.session
        if gone is None or self._is_over:
            return
        gone.close()
        self._paths = Paths.under(folder)
        if former is not None:
            self._former_copy, self._copy = self._copy, OnlyCopy(folder)
        elif self._former_copy is not None:
            self._copy.release()
            self._copy, self._former_copy = self._former_copy, None
        self._start(former)
        gone.theme.deleteLater()
        gone.deleteLater()

    def _on_opened(self) -> None:
        if self._former_copy is not None:
            self._former_copy.release()
            self._former_copy = None
            start_log(self._paths.logs)

    def _on_failed(self) -> None:
        self.frame.setCentralWidget(QLabel(BROKEN))


class Imports(QObject):
    """Imports the window, and after it what opens the database, away from the window's thread."""

    ready = Signal()
    """The window can be made."""
    failed = Signal()
    """A part of the program is missing."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.Thread(target=self._work, name="imports", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until it is through."""
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        # Not by `import_module`: see views.sections.
        try:
            __import__("desktop.app")
        except ImportError:
            self.failed.emit()
            raise
        self.ready.emit()
        __import__("models.database")


class Frame(QMainWindow):
    """The window before there is anything in it: where it stood last, in the colours it had."""

    painted = Signal()
    """For the first time."""

    def __init__(self, remembered: Remembered) -> None:
        super().__init__()
        self._is_painted = False
        self._filling: MainWindow | None = None
        self.setWindowTitle("Маршрут")
        if remembered.geometry.isEmpty() or not self.restoreGeometry(remembered.geometry):
            self.resize(*_WINDOW)
        is_dark = remembered.theme is Mode.DARK or (
            remembered.theme is Mode.SYSTEM and self.palette().window().color().lightness() < _DARKER_THAN
        )
        tokens = read_json("theme/tokens.json")
        colour: dict[str, str] = tokens["themes"]["dark" if is_dark else "light"]["color"]
        side: int = tokens["size"]["sidebar" if self.width() >= _RAIL_BELOW else "sidebarRail"]
        # By a style sheet: a painter's own colours would ask for `Qt` with everything in it.
        self.setStyleSheet(f"QMainWindow {{ background: {colour['canvas']}; }}")
        self._strip = QFrame(self)
        self._strip.setStyleSheet(f"background: {colour['sidebar']}; border-right: 1px solid {colour['line']};")
        self._strip.setGeometry(0, 0, side, self.height())

    def fill(self, window: "MainWindow") -> None:
        """Put the program into the frame."""
        self._filling = window
        self._strip.hide()
        self.setStyleSheet("")
        window.windowTitleChanged.connect(self.setWindowTitle)
        self.setWindowTitle(window.windowTitle())
        self.setMinimumSize(window.minimumSize())
        self.setCentralWidget(window)
        window.show()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._filling is None or self._filling.may_close())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()
