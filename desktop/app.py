"""The ONLY composition root of the window: crash watch → painted window → on a worker: database, first page → site.

Paint first: the window is shown before sqlalchemy and its page are imported; a worker does both and opens the file.
What only writing needs (pydantic, sqlmodel, the tables) comes with the other pages, when the figures are on the screen.
`desktop.first_paint` is the way in: it shows a frame even before this module is imported.
"""

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QProcess,
    Qt,
    QTimer,
    QTranslator,
    QUrl,
    Signal,
)
from PySide6.QtGui import QDesktopServices, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override

from desktop.crashes import ADVICE, APOLOGY, record_crash, watch_for_crashes
from desktop.paths import Paths, default_paths, remember_folder, usual_paths
from desktop.single_instance import OnlyCopy
from models.asked_restore import ask_restore, forget_restore, restore_asked
from models.destroyed import known
from models.errors import UserError
from models.identity import Clock, system_clock
from models.progress import Progress
from models.rules.words import NBSP
from resources.loader import read_bytes
from views.changes import Changes
from views.drafts import TABLES, Keeping, forget_removed
from views.jobs import Job, Jobs, Lane
from views.main_window import MainWindow
from views.messages import Messages
from views.remembered import Remembered
from views.theme import Mode, Theme

if TYPE_CHECKING:
    from models.backups import Restored
    from models.commands.undo import Step
    from models.database import Actor, Database
    from models.rows.overview import SiteHeading
    from views.exchange.sending import Sending
    from views.workplace import Workplace

SECOND_COPY = UserError(
    "«Маршрут» с этой папкой данных уже запущен, но его окно не отвечает.",
    "Подождите немного или закройте его через диспетчер задач, потом попробуйте ещё раз.",
)
STUMBLED = UserError(
    "Программа споткнулась и не смогла открыть данные. Сами данные не изменены.",
    "Попробуйте ещё раз. Если не поможет, передайте разработчикам подробности: личных данных в них нет.",
)

TIDY_AFTER_MS = 60_000
"""So long after the start files that nothing needs are cleared away: what the person begins with comes first."""

NOT_REMEMBERED = UserError(
    "Не удалось запомнить новую папку данных: при следующем запуске откроется прежняя.",
    "Выберите папку ещё раз в «Настройках».",
)
_COPY_AFTER_MS = 60_000

NO_SITE = UserError("В этой папке нет данных площадки.", "Выберите папку, где лежит файл marshrut.db.")


def make_application() -> QApplication:
    """The one QApplication, with the program's icon and Qt's own words in Russian."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("marshrut")
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    picture = QPixmap()
    picture.loadFromData(read_bytes("icons/app.svg"))
    app.setWindowIcon(QIcon(picture))
    if app.property("russian") is None:
        translator = QTranslator(app)
        if translator.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
        app.setProperty("russian", "yes")
    return app


class SiteSession(QObject):
    """One run of the window over one data folder: everything is made here and handed on."""

    opened = Signal()
    """The site's sections can be seen."""
    refused = Signal()
    """The site could not be opened; the window says why."""
    stumbled = Signal(str)
    """A bug came to light in any thread, with details that may be copied."""
    hindered = Signal(object)
    """A UserError that no page was waiting for: the disk was pulled out while one was reading."""
    left = Signal(object, object)
    """Go on in another data folder (a Path), coming from this one (its Paths; None when going back to it)."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        *,
        copy: OnlyCopy | None = None,
        clock: Clock = system_clock,
        former: Paths | None = None,
    ) -> None:
        """`former` is the folder the person comes from: without a site in the new one its data are copied there."""
        super().__init__()
        self._former = former
        self._is_usual = former is not None or paths == usual_paths()
        self._copies = former is not None and not paths.database.is_file()
        self._app = app
        self._paths = paths
        self._copy = copy
        self._clock = clock
        self._opening = False
        self._opens: Job[_Opened] | None = None
        """The work that opens the site, until it has ended or the window is closed."""
        self._unwatch: Callable[[], None] | None = None
        self._remembered = Remembered(paths.root)
        self.theme = Theme(app, mode=self._remembered.theme, scale=self._remembered.scale)
        self.jobs = Jobs()
        self.changes = Changes()
        self.messages = Messages()
        self.window = PaintedWindow(self.theme, self.messages, clock=clock)
        self.workplace: Workplace | None = None
        self._turning = False
        self.sending: Sending | None = None
        """What sends packages, once the site is open."""
        self.jobs.failed.connect(self._on_bug)
        self.jobs.refused.connect(self.messages.refuse)
        self.stumbled.connect(self._on_stumbled)
        self.hindered.connect(self.messages.refuse)
        self.theme.changed.connect(self._on_theme)
        if copy is not None:
            copy.asked.connect(self.come_forward)
        self.changes.tables_changed.connect(self._on_tables)

    def begin(self, *, framed: bool = False) -> None:
        """Show the window, unless it is shown in a frame; once it is painted, open the site on a worker."""
        self._unwatch = watch_for_crashes(self.stumbled.emit, refuse=self.hindered.emit)
        # Queued: the imports of the worker would slow the paint down if they began beside it.
        self.window.painted.connect(self.open_site, Qt.ConnectionType.QueuedConnection)
        if framed:
            return
        geometry = self._remembered.geometry
        if geometry.isEmpty() or not self.window.restoreGeometry(geometry):
            self.window.resize(1366, 728)
        self.window.show()

    def open_site(self) -> None:
        """Open the data folder; what stands in the way is told with a button."""
        self._open(makes_folder=self._paths == default_paths())

    def begin_anew(self) -> None:
        """Make the data folder that is not there, and a new site in it."""
        self._open(makes_folder=True)

    def _open(self, *, makes_folder: bool) -> None:
        if self._opening or self.workplace is not None or self._unwatch is None:
            return  # open already, or the window has been closed meanwhile
        self.window.show_opening("Переносим данные…" if self._copies else "Открываем данные…")
        if self._copy is not None and not self._copy.take():
            self._on_refused(SECOND_COPY)
            return
        self._opening = True
        paths, former, clock, first = self._paths, self._former, self._clock, self._remembered.section

        def work(progress: Progress) -> _Opened:
            if former is not None:
                _settle(paths, former, clock, progress)
            restored = _put_in_place(paths, clock)
            db = _opened(paths, clock, makes_folder=makes_folder, first=first)
            return _Opened(db, _went(paths, former) if former is not None else None, restored)

        job: Job[_Opened] = Job(work)
        job.progressed.connect(self._on_progressed)
        job.done.connect(self._on_opened)
        job.refused.connect(self._on_refused)
        job.failed.connect(self._on_open_failed)
        self._opens = self.jobs.start(job)

    def warn_of_cloud(self) -> None:
        """Say why the data folder should not lie where a cloud program copies it."""
        self.messages.refuse(
            UserError(
                "Папка данных лежит в облачной папке: облако может испортить файл, пока программа в него пишет.",
                "Перенесите папку данных на обычный диск этого компьютера.",
            ),
            ("Открыть папку", lambda: _open_folder(self._paths.root.parent)),
        )

    def come_forward(self) -> None:
        """Another start of the program was asked for: show this window instead."""
        outermost = self.window.window()
        outermost.showNormal() if outermost.isMinimized() else outermost.show()
        outermost.raise_()
        outermost.activateWindow()

    def close(self) -> None:
        """Write what is still to be written, then let go of the file; data on their way to another folder stay."""
        if self._opens is not None:
            self._opens.stop()
            self._opens = None
        self.window.store_pages()
        self.jobs.close()
        # The forms have not heard yet of what has just been written: a record that is stored leaves no draft.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)
        self.window.keep_drafts()
        if self._unwatch is not None:  # begun: a window never shown has no place to remember
            outermost = self.window.window()
            if isinstance(outermost, QMainWindow):
                self._remembered.geometry = outermost.saveGeometry()
        self._remembered.keep()
        if self.workplace is not None:
            self.workplace.db.close()
            self.workplace = None
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None

    def _on_opened(self, site: "_Opened") -> None:
        from views.workplace import Workplace

        db = site.db
        if self._opens is None:  # the window has been closed meanwhile
            db.close()
            return
        self._opening, self._opens = False, None
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
            attachments=self._paths.attachments,
            go=self.window.go,
            show_example=self._show_example,
            change_folder=self._change_folder if self._is_usual else None,
            restore=self._restore,
            backed_up=self._show_backup,
        )
        self.changes.follow(db)
        self._show_heading()
        self.window.open_site(self.workplace, turn=self._turn)
        self._say_where(site.went)
        if site.restored is not None:
            self._say_restored(site.restored)
        self._forget_removed()
        self.opened.emit()
        # The page is to be seen before the rest is imported at its expense.
        self.window.stack.repaint()
        QTimer.singleShot(0, self._import_rest)
        QTimer.singleShot(TIDY_AFTER_MS, self, self._tidy)

    def _import_rest(self) -> None:
        if self.workplace is None:
            return  # closed at once
        rest = Job(_import_the_rest)
        rest.done.connect(self._on_rest)
        self.jobs.start(rest, lane=Lane.DOCUMENTS)

    def _on_rest(self) -> None:
        """See to what nobody has to wait for."""
        self._show_backup()
        if known(self._paths.root).unfinished:
            self._finish_erasing()
        else:
            self._redraw_reports()
        self._begin_sending()
        # The person begins to work meanwhile: the copy takes the disk for a second.
        QTimer.singleShot(_COPY_AFTER_MS, self, self.back_up)

    def _begin_sending(self) -> None:
        """Send what waits in the outbox, now and whenever something is put there."""
        from views.sections import make_sending

        if self.workplace is not None:
            self.sending = make_sending(self, self.workplace)
            self.sending.begin()

    def back_up(self) -> None:
        """Make today's copy of the database, unless there is one."""
        from models.backups import Made, back_up_daily

        if self.workplace is None:
            return
        db, folder = self.workplace.db, self._paths.root
        job: Job[Made | None] = Job(lambda _progress: back_up_daily(db, folder))
        job.done.connect(self._show_backup)
        job.refused.connect(self.messages.refuse)
        self.jobs.start(job, lane=Lane.DOCUMENTS)

    def _show_backup(self, _made: object = None) -> None:
        from models.backups import backups
        from views.preferences.backups import last_copy

        if self.workplace is not None:
            text, is_fresh = last_copy(backups(self._paths.root), self.workplace.db.today())
            self.window.show_backup(text, is_fresh=is_fresh)

    def _finish_erasing(self) -> None:
        """Clean up after an act that was cut off."""
        from models.commands.depersonalise import Cleaned, finish_erasing

        if self.workplace is None:
            return
        db, attachments = self.workplace.db, self.workplace.attachments
        job: Job[Cleaned] = Job(lambda _progress: finish_erasing(db, attachments))
        job.done.connect(self._redraw_reports)
        job.refused.connect(self.messages.refuse)
        self.jobs.start(job, lane=Lane.DOCUMENTS)

    def _redraw_reports(self, _cleaned: object = None) -> None:
        """Draw the approved reports whose files went with somebody's data: now, or when an older copy was put back."""
        from views.reports.redrawing import redraw_in_background

        if self.workplace is not None:
            redraw_in_background(self.workplace)

    def _restore(self, backup: Path) -> None:
        """Leave word which copy is wanted, and open the folder anew: it is put in place before the database opens."""
        ask_restore(self._paths.root, backup)
        self.left.emit(self._paths.root, None)

    def _say_restored(self, restored: "Restored") -> None:
        from views.preferences.backups import restored_words

        self.messages.report(*restored_words(restored))

    def _tidy(self) -> None:
        """Clear away the files that no record and no «Вернуть» needs; what stands in the way is left for next time."""
        if self.workplace is None:
            return  # closed meanwhile
        db, folder, outbox = self.workplace.db, self.workplace.attachments, self.workplace.outbox
        job = Job(lambda _progress: _tidied(db, folder, outbox))
        job.refused.connect(_leave_it)
        self.jobs.start(job, unseen=True)

    def _on_refused(self, sentence: UserError) -> None:
        self._opening, self._opens = False, None
        self.window.show_problem(sentence, ("Попробовать ещё раз", self.open_site), *self._ways_out())
        self.refused.emit()

    def _ways_out(self) -> list[tuple[str, Callable[[], object]]]:
        """What else can be done about a folder that does not open."""
        former = self._former
        if former is not None:
            return [("Вернуться в прежнюю папку", lambda: self.left.emit(former.root, None))]
        here: tuple[str, Callable[[], object]] = (
            ("Открыть папку данных", lambda: _open_folder(self._paths.root))
            if self._paths.root.is_dir()
            else ("Начать новую площадку здесь", self.begin_anew)
        )
        elsewhere = [("Открыть данные в другой папке", self._ask_where_else)] if self._is_usual else []
        return [here, *elsewhere, ("Закрыть программу", lambda: self.window.window().close())]

    def _ask_where_else(self) -> None:
        from models.data_folder import holds_site
        from views.saving import ask_folder

        folder = ask_folder(self.window, Path.home())
        if folder is not None and holds_site(folder, self._paths.database.name):
            self._change_folder(folder)
        elif folder is not None:
            self.messages.refuse(NO_SITE)

    def _change_folder(self, folder: Path) -> None:
        self.left.emit(folder, self._paths)

    def _on_progressed(self, done: int, total: int) -> None:
        if total:
            self.window.show_opening(f"Переносим: {done * 100 // total}{NBSP}%")

    def _say_where(self, went: "_Went | None") -> None:
        """Say what became of the folder that the data have just been in."""
        from models.data_folder import in_cloud

        former, self._former = self._former, None
        if former is None or went is None:
            if in_cloud(self._paths.root):
                self.warn_of_cloud()
            return
        if not went.is_remembered:
            self.messages.refuse(NOT_REMEMBERED)
            return
        said = "Данные перенесены и проверены." if self._copies else "Открыты данные из другой папки."
        if went.former_is_there:
            show = ("Показать прежнюю", lambda: _open_folder(former.root))
            self.messages.report(said, f"Прежняя папка осталась на месте: {former.root}", show)
        else:
            self.messages.report(said, f"Прежняя папка сейчас недоступна: {former.root}")

    def _on_theme(self) -> None:
        # A native title bar and file dialogs follow the system's scheme, so the choice is told to it too.
        scheme = {Mode.LIGHT: Qt.ColorScheme.Light, Mode.DARK: Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(scheme.get(self.theme.mode, Qt.ColorScheme.Unknown))

    def _on_open_failed(self) -> None:
        self._on_refused(STUMBLED)

    def _on_stumbled(self, details: str) -> None:
        self.messages.crashed(APOLOGY, ADVICE, details)

    def _on_bug(self, bug: Exception) -> None:
        self.messages.crashed(APOLOGY, ADVICE, record_crash(bug))

    def _on_tables(self, touched: frozenset[str]) -> None:
        if touched & {"site", "plan_item", "plan", "event", "municipality", "package"}:
            self._show_heading()
        if touched & TABLES:
            self._forget_removed()

    def _forget_removed(self) -> None:
        from models.queries.stored import stored_ids

        if self.workplace is not None:
            db = self.workplace.db
            forget_removed(self._paths.root, self.window.findChildren(Keeping), partial(stored_ids, db))

    def _show_example(self) -> None:
        """Make the invented site once, in a folder of its own, and open it in a window of its own."""
        from desktop.demo.build import make_example
        from views.spawned import in_process

        folder = self._paths.root / "example"

        def work(progress: Progress) -> Path:
            return in_process(progress, make_example, folder)

        job: Job[Path] = Job(work)
        job.done.connect(_open_another)
        job.refused.connect(self.messages.refuse)
        self.messages.tell("Готовим пример: он откроется в отдельном окне.")
        self.jobs.start(job, lane=Lane.DOCUMENTS)

    def _show_heading(self) -> None:
        from models.queries.overview import site_heading
        from models.rules.site_names import spoken_name, two_lines

        if self.workplace is None:
            return
        heading: SiteHeading = site_heading(self.workplace.db)
        self.window.show_site(spoken_name(heading.name), *two_lines(heading.name, heading.municipality))
        self.window.show_badges(heading.overdue, going=heading.going, rejected=heading.rejected)

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
        job.done.connect(partial(self.window.turned, redo=redo))
        job.refused.connect(self.messages.refuse)
        job.finished.connect(self._on_turned)
        self.jobs.start(job)

    def _on_turned(self) -> None:
        self._turning = False


class PaintedWindow(MainWindow):
    """The window, telling when it has been painted for the first time."""

    painted = Signal()

    def __init__(self, theme: Theme, messages: Messages, *, clock: Clock = system_clock) -> None:
        super().__init__(theme, messages, clock=clock)
        self._is_painted = False

    @override
    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()


class _Went(NamedTuple):
    """What came of going on in another data folder."""

    is_remembered: bool
    """The next start opens the new one."""
    former_is_there: bool


class _Opened(NamedTuple):
    """A site that was opened."""

    db: "Database"
    went: _Went | None
    """None when it is the folder the program was started with."""
    restored: "Restored | None" = None
    """What came of putting a copy in place."""


def _went(paths: Paths, former: Paths) -> _Went:
    """Let the next start open this folder: in the work that copies, or a stopped one would leave a copy unknown."""
    try:
        remember_folder(paths.root)
    except OSError:
        return _Went(is_remembered=False, former_is_there=former.root.is_dir())
    return _Went(is_remembered=True, former_is_there=former.root.is_dir())


def _settle(paths: Paths, former: Paths, clock: Clock, progress: Progress) -> None:
    """See that the data can live in the folder that was chosen, and copy them there unless it has a site."""
    from models.data_folder import copy_site, holds_site, refuse_unusable

    refuse_unusable(paths.root, now=former.root)
    if not holds_site(paths.root, paths.database.name):
        copy_site(former.root, paths.root, database=paths.database.name, clock=clock, progress=progress)


def _put_in_place(paths: Paths, clock: Clock) -> "Restored | None":
    """Put the copy in place that was asked for, if one was; asked for once, whatever comes of it."""
    backup = restore_asked(paths.root)
    if backup is None:
        return None
    from models.backups import restore_backup

    try:
        return restore_backup(paths.database, backup, clock=clock)
    finally:
        forget_restore(paths.root)


def _opened(paths: Paths, clock: Clock, *, makes_folder: bool, first: str) -> "Database":
    # Heavy: sqlalchemy and the first page are imported here, on the worker, after the window has been painted.
    from models.database import open_database
    from views.sections import import_pages

    try:
        # A folder beside others is begun; one whose disk is gone must not come back empty.
        paths.root.mkdir(parents=makes_folder, exist_ok=True)
    except OSError as problem:
        raise UserError(
            f"Папка данных «{paths.root}» не открывается.",
            "Проверьте, что диск или флешка подключены и в папку можно записывать.",
        ) from problem
    db = open_database(paths.database, clock=clock)
    # Only what is looked at first: the other pages, and the tables behind what they write, come after the first paint.
    import_pages(first)
    return db


def _import_the_rest(_progress: Progress) -> None:
    from views.sections import import_other_pages

    import_other_pages()
    # What was imported stays: without this every large list that is read makes the collector walk all of it again.
    gc.freeze()


def _tidied(db: "Database", folder: Path, outbox: Path) -> None:
    from models.commands.attachments import collect_garbage
    from models.sealed_files import drop_strays

    collect_garbage(db, folder)
    drop_strays(db, outbox)


def _leave_it(_sentence: UserError) -> None:
    """Housekeeping that could not be done is no news for anybody."""


def _actor(db: "Database", remembered: Remembered) -> "Callable[[], Actor]":
    from models.database import Actor
    from models.queries.directory import head_of_site

    def acting() -> Actor:
        return Actor(remembered.person_id) if remembered.person_id else head_of_site(db)

    return acting


def _open_another(folder: Path) -> None:
    """Start this program once more on another data folder; frozen, the executable is the program itself."""
    words = [] if getattr(sys, "frozen", False) else ["-m", "desktop"]
    QProcess.startDetached(sys.executable, [*words, "--data", str(folder)])


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
