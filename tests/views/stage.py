"""A whole window over an invented site, played without a person: for pictures, for walks and for the stall probe."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import SiteSession, make_application
from desktop.paths import Paths
from models.identity import VLADIVOSTOK, FixedClock
from models.migrations.runner import NEWEST
from tests.desktop.demo.made import demo_site

if TYPE_CHECKING:
    from views.widgets.page import Page

DAY = date(2026, 3, 13)
"""The day of the pictures in the design."""

LONG = "Межмуниципальный семинар-практикум «Проектирование развивающей предметно-пространственной среды "
LONG += "в разновозрастной группе малокомплектного детского сада: от наблюдения к индивидуальному маршруту»"

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


class Stage:
    """One run of the window; `settle()` waits until nothing is under way."""

    def __init__(self, folder: Path, *, day: date = DAY, width: int = 1366, height: int = 728) -> None:
        app = make_application()
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
        self.app = app
        clock = FixedClock(datetime(day.year, day.month, day.day, 14, 30, tzinfo=VLADIVOSTOK))
        self.session = SiteSession(app, Paths.under(folder), clock=clock)
        self.bugs: list[Exception] = []
        self.session.jobs.failed.connect(self.bugs.append)
        self.extra: list[QWidget] = []
        """Windows of its own that a scene has opened."""
        self.folder = folder
        self.size = (width, height)

    @property
    def window(self) -> QWidget:
        return self.session.window

    def open(self) -> None:
        """Show the window and wait until the site is open, or has been refused."""
        waiting = QEventLoop()
        self.session.opened.connect(waiting.quit)
        self.session.refused.connect(waiting.quit)
        QTimer.singleShot(60_000, waiting.quit)
        self.session.begin()
        self.window.resize(*self.size)
        waiting.exec()
        self.settle()
        # The window system takes its time; without the focus no key arrives.
        for _ in range(100):
            if self.app.activeWindow() is self.window:
                break
            self.window.activateWindow()
            self.settle(rounds=1)

    def close(self) -> None:
        for each in self.extra:
            each.close()
        self.session.close()
        self.window.close()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.processEvents()

    def settle(self, *, rounds: int = 3) -> None:
        """Wait until no job is under way and what it called for has been painted."""
        quiet = 0
        while quiet < rounds:
            waiting = QEventLoop()
            QTimer.singleShot(10, waiting.quit)
            waiting.exec()
            quiet = 0 if self.session.jobs.busy else quiet + 1

    def page(self, key: str, place: object = None) -> Page:
        """Open a section and give its page."""
        self.session.window.go(key, place)
        self.settle()
        page = self.session.window.page(key)
        assert page is not None
        return page

    def find(self, kind: type[AnyWidget], name: str) -> AnyWidget:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, sent to whatever has the focus."""
        target = self.app.focusWidget() or self.window
        press(target, key, modifiers)
        self.settle(rounds=1)

    def grab(self) -> QPixmap:
        """The window with whatever stands over it."""
        picture = self.window.grab()
        painter = QPainter(picture)
        for over in self.app.topLevelWidgets():
            if over is not self.window and over.isVisible() and not over.objectName().startswith("qt_"):
                at = over.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
                painter.drawPixmap(at, over.grab())
        painter.end()
        return picture


def press(target: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, as the keyboard sends it to a widget: shortcuts do not see it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers))


def type_text(target: QWidget, text: str) -> None:
    """Letters of any alphabet, as an input method sends them."""
    for letter in text:
        QApplication.sendEvent(
            target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        )


@contextmanager
def on_stage(folder: Path, *, width: int = 1366, height: int = 728) -> Iterator[Stage]:
    """An open window over the site in a folder."""
    stage = Stage(folder, width=width, height=height)
    stage.open()
    try:
        yield stage
    finally:
        stage.close()


# ------------------------------------------------------------------------------------------------ sites to look at


def make_sites(root: Path) -> None:
    """Make every site that a scene can stand on, below `root`."""
    for name, make in _SITES.items():
        (root / name).mkdir(parents=True)
        make(root / name)


def copied_site(root: Path, name: str, target: Path) -> Path:
    """A copy of a site to play on; the lost one is a folder below one that is not there."""
    if name == "lost":
        return target / "flash" / "site"
    if name == "closed":
        return Path("/proc/self")
    if name == "demo" and not (root / name).exists():
        raise FileNotFoundError(name)
    return Path(shutil.copytree(root / name, target))


def _demo(folder: Path) -> None:
    shutil.copytree(demo_site(DAY).paths.database.parent, folder, dirs_exist_ok=True)


def _long(folder: Path) -> None:
    """The demo site where everything is called as long as in life."""
    shutil.copytree(folder.parent / "demo", folder, dirs_exist_ok=True)
    from models.commands.site import save_site  # noqa: F401 - registers nothing; the file is changed below by SQL
    from models.database import open_database
    from tests.models.make import run

    db = open_database(folder / "marshrut.db")
    name = "МБДОУ «Центр развития ребёнка – детский сад комбинированного вида № 138 «Золотой ключик»"
    run(db, "UPDATE site SET short_name = ?, theme = ?", name, LONG)
    run(db, "UPDATE plan_item SET title = ? || ' ' || id WHERE id % 3 = 0", LONG)
    run(db, "UPDATE event SET title = ? || ' ' || id WHERE id % 2 = 0", LONG)
    run(db, "UPDATE assignment SET title = ? || ' ' || id WHERE id % 2 = 0", LONG)
    run(db, "UPDATE person SET last_name = 'Константинопольская-Преображенская' WHERE id % 4 = 0")
    run(db, "UPDATE organization SET short_name = ? || ' ' || id WHERE id % 2 = 0", name)
    db.close()


def _damaged(folder: Path) -> None:
    content = bytearray((folder.parent / "demo" / "marshrut.db").read_bytes())
    content[: len(content) // 2] = b"\0" * (len(content) // 2)
    (folder / "marshrut.db").write_bytes(content)


def _foreign(folder: Path) -> None:
    with sqlite3.connect(folder / "marshrut.db") as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
    connection.close()


def _newer(folder: Path) -> None:
    shutil.copy(folder.parent / "demo" / "marshrut.db", folder)
    with sqlite3.connect(folder / "marshrut.db") as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()


_SITES: dict[str, Callable[[Path], None]] = {
    "demo": _demo,
    "new": lambda _folder: None,
    "long": _long,
    "damaged": _damaged,
    "foreign": _foreign,
    "newer": _newer,
}
