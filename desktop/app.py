"""The ONLY composition root of the window: paths → crash watch → painted window → on a worker: pages, database → site.

Paint first: the window is shown before sqlmodel and the pages are imported; a worker does both and opens the file.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon, QPixmap
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop.crashes import ADVICE, APOLOGY, record_crash, watch_for_crashes
from desktop.paths import Paths
from desktop.single_instance import OnlyCopy
from models.errors import UserError
from models.progress import Progress
from resources.loader import read_bytes
from views.changes import Changes
from views.jobs import Job, Jobs
from views.main_window import MainWindow
from views.messages import Messages
from views.remembered import Remembered
from views.theme import Theme

if TYPE_CHECKING:
    from models.commands.undo import Step
    from models.database import Database
    from models.rows.overview import SiteHeading
    from views.workplace import Workplace

CLOUDS = ("onedrive", "yandex.disk", "yandexdisk", "яндекс.диск", "google drive", "dropbox", "облако mail")
"""Folders that a cloud program copies while SQLite writes: the copy may be torn."""


def open_window(paths: Paths) -> int:
    """Show the window of the site in `paths` and stay until it is closed; returns the exit code."""
    app = make_application()
    copy = OnlyCopy(paths.root)
    if not copy.is_first:
        copy.raise_first()
        return 0
    session = SiteSession(app, paths)
    copy.asked.connect(session.come_forward)
    session.begin()
    code = app.exec()
    session.close()
    copy.release()
    return code


def make_application() -> QApplication:
    """The one QApplication, with the program's icon and Qt's own words in Russian."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("marshrut")
    app.setApplicationDisplayName("Маршрут")
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    picture = QPixmap()
    picture.loadFromData(read_bytes("icons/app.svg"))
    app.setWindowIcon(QIcon(picture))
    if app.property("russian") is None:
        translator = QTranslator(app)
        if translator.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
        app.setProperty("russian", True)
    return app


class SiteSession(QObject):
    """One run of the window over one data folder: everything is made here and handed on."""

    opened = Signal()
    """The site's sections can be seen."""
    refused = Signal()
    """The site could not be opened; the window says why."""
    stumbled = Signal(str)

    def __init__(self, app: QApplication, paths: Paths) -> None:
        super().__init__()
        self._paths = paths
        self._remembered = Remembered(paths.root)
        self.theme = Theme(app, mode=self._remembered.theme, scale=self._remembered.scale)
        self.jobs = Jobs()
        self.changes = Changes()
        self.messages = Messages()
        self.window = PaintedWindow(self.theme, self.messages)
        self.workplace: Workplace | None = None
        self._turning = False
        self.jobs.failed.connect(self._on_bug)
        self.stumbled.connect(lambda details: self.messages.crashed(APOLOGY, ADVICE, details))
        self.changes.tables_changed.connect(self._on_tables)

    def begin(self) -> None:
        """Show the window; once it is painted, open the site on a worker."""
        watch_for_crashes(self.stumbled.emit)
        geometry = self._remembered.geometry
        if geometry.isEmpty() or not self.window.restoreGeometry(geometry):
            self.window.resize(1366, 728)
        # Queued: the imports of the worker would slow the paint down if they began beside it.
        self.window.painted.connect(self.open_site, Qt.ConnectionType.QueuedConnection)
        self.window.show()

    def open_site(self) -> None:
        """Open the data folder; what stands in the way is told with a button."""
        paths = self._paths
        job: Job[Database] = Job(lambda _progress: _opened(paths))
        job.done.connect(self._on_opened)
        job.refused.connect(self._on_refused)
        self.jobs.start(job)

    def come_forward(self) -> None:
        """Another start of the program was asked for: show this window instead."""
        self.window.showNormal() if self.window.isMinimized() else self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Wait for what is being written, then let go of the file."""
        self.window.close_pages()
        self.jobs.close()
        if self.workplace is not None:
            self.workplace.db.close()
            self.workplace = None

    def _on_opened(self, db: "Database") -> None:
        from views.workplace import Workplace

        self.workplace = Workplace(
            db=db,
            actor=_actor(db, self._remembered),
            jobs=self.jobs,
            changes=self.changes,
            theme=self.theme,
            messages=self.messages,
            remembered=self._remembered,
            data_folder=self._paths.root,
            outbox=self._paths.outbox,
            go=self.window.go,
        )
        self.changes.follow(db)
        self._show_heading()
        self.window.open_site(self.workplace, turn=self._turn)
        if in_cloud(self._paths.root):
            self.messages.refuse(
                UserError(
                    "Папка данных лежит в облачной папке: облако может испортить файл, пока программа в него пишет.",
                    "Перенесите папку данных на обычный диск этого компьютера.",
                )
            )
        self.opened.emit()

    def _on_refused(self, sentence: UserError) -> None:
        self.window.show_problem(
            sentence,
            ("Попробовать ещё раз", self.open_site),
            ("Открыть папку данных", lambda: _open_folder(self._paths.root)),
            ("Закрыть программу", self.window.close),
        )
        self.refused.emit()

    def _on_bug(self, bug: Exception) -> None:
        self.messages.crashed(APOLOGY, ADVICE, record_crash(bug))

    def _on_tables(self, touched: frozenset[str]) -> None:
        if touched & {"site", "plan_item", "plan", "event", "municipality"}:
            self._show_heading()

    def _show_heading(self) -> None:
        from models.queries.overview import site_heading

        if self.workplace is None:
            return
        heading: SiteHeading = site_heading(self.workplace.db)
        self.window.show_site(heading.name, heading.municipality)
        self.window.show_badges(heading.overdue)

    def _turn(self, redo: bool) -> None:  # noqa: FBT001 - the one question: back or forth
        from models.commands.undo import redo_last, undo_last

        workplace = self.workplace
        if workplace is None or self._turning:
            return
        self._turning = True
        act = redo_last if redo else undo_last

        def work(_progress: Progress) -> "Step":
            return act(workplace.db, actor=workplace.actor())

        job = Job(work)
        job.done.connect(lambda step: self.window.turned(step, redo=redo))
        job.refused.connect(self.messages.refuse)
        job.finished.connect(self._on_turned)
        self.jobs.start(job)

    def _on_turned(self) -> None:
        self._turning = False


class PaintedWindow(MainWindow):
    """The window, telling when it has been painted for the first time."""

    painted = Signal()

    def __init__(self, theme: Theme, messages: Messages) -> None:
        super().__init__(theme, messages)
        self._is_painted = False

    @override
    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()


def in_cloud(folder: Path) -> bool:
    """Whether a folder lies where a cloud program synchronises."""
    return any(cloud in str(folder).casefold() for cloud in CLOUDS)


def _opened(paths: Paths) -> "Database":
    # Heavy: sqlalchemy, sqlmodel and the pages are imported here, on the worker, after the window has been painted.
    from models.database import open_database
    from views.sections import import_pages

    try:
        paths.root.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(
            f"Папка данных «{paths.root}» не открывается.",
            "Проверьте, что диск или флешка подключены и в папку можно записывать.",
        ) from problem
    db = open_database(paths.database)
    import_pages()
    return db


def _actor(db: "Database", remembered: Remembered) -> "Callable[[], object]":
    from models.database import Actor
    from models.queries.directory import head_of_site

    def acting() -> Actor:
        return Actor(remembered.person_id) if remembered.person_id else head_of_site(db)

    return acting


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
