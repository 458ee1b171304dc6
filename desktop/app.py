"""The composition root of the window: crash watch → painted window → on a worker: database, migrations, figures."""

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontDatabase, QIcon, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.crashes import ADVICE, APOLOGY, record_crash, watch_for_crashes
from desktop.paths import Paths
from models.errors import UserError
from resources.loader import names, read_bytes, read_json

if TYPE_CHECKING:
    # Its neighbours bring pydantic, which takes a quarter of the time to the first paint.
    from models.rows.overview import SiteOverview

SCREEN_FONT = "Golos Text"
_POINTS = 10


def open_window(paths: Paths) -> int:
    """Show the window of the site in `paths` and stay until it is closed; returns the exit code."""
    app = make_application()
    window = SiteWindow(paths)
    watch_for_crashes(window.opening.stumbled.emit)
    # Queued: the imports of the worker would slow the paint down if they began beside it.
    window.painted.connect(window.opening.start, Qt.ConnectionType.QueuedConnection)
    window.show()
    code = app.exec()
    window.opening.finish()
    return code


def make_application() -> QApplication:
    """The one QApplication, in the bundled font and with the program's icon."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("marshrut")
    app.setApplicationDisplayName("Маршрут")
    for name in names("fonts"):
        if name.startswith("fonts/Golos") and name.endswith(".ttf"):
            # By bytes: a font in a folder with a Cyrillic name does not load by its path everywhere.
            QFontDatabase.addApplicationFontFromData(read_bytes(name))
    app.setFont(QFont(SCREEN_FONT, _POINTS))
    picture = QPixmap()
    picture.loadFromData(read_bytes("icons/app.svg"))
    app.setWindowIcon(QIcon(picture))
    return app


class Opening(QObject):
    """Opens the database away from the window's thread, so that the window paints first."""

    opened = Signal(object)
    refused = Signal(str, str)
    stumbled = Signal(str)

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._paths = paths
        self._thread = threading.Thread(target=self._work, name="opening")

    def start(self) -> None:
        """Begin; one of the signals tells how it ended."""
        self._thread.start()

    def finish(self) -> None:
        """Wait until the work has let go of the file."""
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        try:
            self.opened.emit(_read_overview(self._paths))
        except UserError as refusal:
            self.refused.emit(refusal.message, refusal.advice)
        except OSError as problem:
            record_crash(problem)
            self.refused.emit(
                f"Не удалось открыть папку данных «{self._paths.root}».",
                "Проверьте, что диск подключён и в папку можно записывать, и запустите программу снова.",
            )


def _read_overview(paths: Paths) -> "SiteOverview":
    # Heavy: sqlalchemy and sqlmodel are imported here, on the worker, after the window has been painted.
    from models.database import open_database
    from models.queries.overview import site_overview

    paths.root.mkdir(parents=True, exist_ok=True)
    db = open_database(paths.database)
    try:
        return site_overview(db)
    finally:
        db.close()


class SiteWindow(QMainWindow):
    """Tells which site this is, how much it has, and where its data lives."""

    painted = Signal()
    """The window has been painted for the first time."""

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._is_painted = False
        self.opening = Opening(paths)
        self.opening.opened.connect(self._show_overview)
        self.opening.refused.connect(self._show_refusal)
        self.opening.stumbled.connect(self._show_crash)
        self._title = _label("title", "Открываем данные площадки…")
        self._note = _label("note", "")
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._figures.setColumnStretch(1, 1)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        inside.addWidget(self._title)
        inside.addWidget(self._note)
        inside.addLayout(self._figures)
        inside.addStretch()
        inside.addWidget(_label("folder", f"Данные лежат в папке {paths.root.absolute()}"))
        page = QWidget()
        around = QVBoxLayout(page)
        around.setContentsMargins(24, 24, 24, 24)
        around.addWidget(sheet)
        self.setCentralWidget(page)
        self.setStyleSheet(_style())
        self.resize(720, 480)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.opening.finish()
        super().closeEvent(event)

    def _show_overview(self, overview: "SiteOverview") -> None:
        self._title.setText(overview.site or "Площадка ещё не описана")
        self._note.setText("" if overview.site else "Данных пока нет. Посмотреть на пример можно командой demo.")
        rows = (
            ("Стажёры", overview.trainees),
            ("Детские сады", overview.organizations),
            ("Программы", overview.programs),
            ("Потоки", overview.streams),
            ("Пункты плана", overview.plan_items),
            ("Мероприятия", overview.events),
            ("Продукты", overview.products),
        )
        for row, (caption, count) in enumerate(rows):
            self._figures.addWidget(_label(f"caption-{row}", caption), row, 0)
            self._figures.addWidget(_label(f"count-{row}", str(count)), row, 1)

    def _show_refusal(self, message: str, advice: str) -> None:
        self._title.setText(message)
        self._note.setText(advice)

    def _show_crash(self, details: str) -> None:
        self._title.setText(APOLOGY)
        self._note.setText(f"{ADVICE}\n\n{details}")


def _label(name: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _style() -> str:
    colour: dict[str, str] = read_json("theme/tokens.json")["themes"]["light"]["color"]
    return f"""
        QMainWindow {{ background: {colour["canvas"]}; }}
        QFrame#sheet {{
            background: {colour["surface"]}; border: 1px solid {colour["line"]}; border-radius: 10px;
        }}
        QLabel {{ color: {colour["text"]}; border: 0; background: transparent; }}
        QLabel#title {{ font-size: 16pt; font-weight: 600; }}
        QLabel#note, QLabel#folder {{ color: {colour["textSecondary"]}; }}
    """
