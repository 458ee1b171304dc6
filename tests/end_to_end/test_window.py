"""The whole job in the window, on real widgets and a real file: from the first start to a package for ИРО.

What is pressed is found by its object name, as a test of a person's road should; Cyrillic goes by key events.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import Workbook
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import SiteSession, make_application
from desktop.paths import Paths
from exports.packages.verify import verify_package
from models.database import Database
from models.identity import VLADIVOSTOK, FixedClock
from models.queries.team import choices
from views.messages import Notice
from views.widgets.choice import ChoiceField
from views.widgets.page import Page
from views.widgets.sheet import Sheet

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(240),
]

Wanted = TypeVar("Wanted", bound=QWidget)

WAIT_MS = 30_000
MORNING = datetime(2026, 3, 13, 10, tzinfo=VLADIVOSTOK)
STREAM = 25
SURNAMES = (
    "Агеева", "Балуева", "Вавилина", "Гаврилина", "Дубинина", "Евсеева", "Жаркова", "Зимина", "Ильюхина",
    "Калугина", "Лаптева", "Макеева", "Никулина", "Овчарова", "Паршина", "Рогова", "Савина", "Тарасенко",
    "Уланова", "Фомина", "Харина", "Цветкова", "Чаплина", "Шубина", "Щукина", "Юшкова",
)  # fmt: skip
HEADINGS = ("ФИО", "Должность", "Организация", "Где теперь", "Муниципалитет", "Телефон", "СНИЛС")
FORMER, GARDEN = "МБДОУ «Детский сад № 1»", "МБДОУ «Детский сад № 3»"
DIFFICULTY = "Дорогу в дальние сёла размыло, два семинара прошли дистанционно."


def spreadsheet(path: Path) -> Path:
    """26 people and one more: row 3 has initials, row 28 will stay aside, «Организация» is where they worked before."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for number, surname in enumerate([*SURNAMES, "Лишняя"]):
        name = f"{surname} Анна Петровна" if number != 1 else f"{surname} А. П."
        snils = "112-233-445 95" if number == 0 else ""
        sheet.append([name, "воспитатель", FORMER, GARDEN, "Чугуевский МО", f"+7 914 000-10-{number:02}", snils])
    book.save(path)
    return path


def stroke(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


class Person:
    """Somebody at the keyboard of an open window."""

    def __init__(self, qtbot: QtBot, session: SiteSession) -> None:
        self.qtbot = qtbot
        self.session = session
        self.notices: list[Notice] = []
        session.messages.said.connect(self.notices.append)
        self.bugs: list[object] = []
        session.jobs.failed.connect(self.bugs.append)

    @property
    def db(self) -> Database:
        assert self.session.workplace is not None
        return self.session.workplace.db

    @property
    def told(self) -> str:
        """The last message."""
        return self.notices[-1].text if self.notices else ""

    def page(self, key: str) -> Page:
        """The page of a section that has been opened."""
        found = self.session.window.page(key)
        assert found is not None
        return found

    def go(self, digit: str, key: str) -> Page:
        """Ctrl and a digit: a section."""
        self.wake()
        self.qtbot.keyClick(self.session.window, digit, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: self.session.window.page(key) is not None, timeout=WAIT_MS)
        self.settle()
        return self.page(key)

    def wake(self) -> None:
        """The window takes the keyboard again after a list that hung over it; the screenless platform forgets to."""
        self.session.window.activateWindow()
        QApplication.processEvents()

    def settle(self) -> None:
        """Until nothing is being written or drawn."""
        self.qtbot.waitUntil(lambda: not self.session.jobs.busy, timeout=WAIT_MS)
        QApplication.processEvents()
        assert not self.bugs

    def see(self, kind: type[Wanted], name: str, within: QWidget | None = None) -> Wanted:
        """The one widget of this name that is on the screen."""
        QApplication.processEvents()
        found = [each for each in (within or self.session.window).findChildren(kind, name) if each.isVisible()]
        assert len(found) == 1, f"{name}: {len(found)} on the screen"
        return found[0]

    def press(self, name: str, within: QWidget | None = None) -> None:
        """A button, by the space bar; what it began is waited for."""
        button = self.see(QAbstractButton, name, within)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def write(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Type a text into a field, in place of what stands there."""
        field = self.see(QWidget, name, within)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.setFocus()
        field.selectAll()
        for letter in text:
            stroke(field, Qt.Key.Key_unknown, letter)

    def choose(self, name: str, words: str, within: QWidget | None = None) -> None:
        """Choose from a list: by typing where it is long, else by the arrows."""
        field = self.see(ChoiceField, name, within)
        field.setFocus()
        line = field.lineEdit()
        if line is not None:
            line.selectAll()
            for letter in words:
                stroke(line, Qt.Key.Key_unknown, letter)
            # As in a window: while proposals hang under the field, the keyboard is theirs.
            stroke(QApplication.activePopupWidget() or line, Qt.Key.Key_Return)
            stroke(line, Qt.Key.Key_Tab, "\t")
        else:
            stroke(field, Qt.Key.Key_Home)
            for _ in range(field.count()):
                if field.currentText() == words:
                    break
                stroke(field, Qt.Key.Key_Down)
        assert words in field.currentText()
        self.settle()

    def menu(self, words: str) -> None:
        """Choose a line of the menu that has dropped down."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if words in each.text())
        menu.setActiveAction(action)
        stroke(menu, Qt.Key.Key_Return)
        self.settle()


@pytest.fixture
def open_session(qtbot: QtBot) -> Iterator[Callable[[Path], Person]]:
    sessions: list[SiteSession] = []

    def start(folder: Path) -> Person:
        session = SiteSession(make_application(), Paths.under(folder), clock=FixedClock(MORNING))
        sessions.append(session)
        qtbot.addWidget(session.window)
        with qtbot.waitSignal(session.opened, timeout=WAIT_MS):
            session.begin()
        session.window.activateWindow()
        person = Person(qtbot, session)
        person.settle()
        return person

    yield start
    for session in sessions:
        session.close()


def fill_passport(person: Person) -> None:
    page = person.page("settings")
    person.write("short_name", "Детский сад № 7", page)
    person.write("full_name", "МБДОУ «Детский сад № 7»", page)
    person.choose("municipality_id", "Чугуевский", page)
    person.write("theme", "Игра и речь", page)
    person.qtbot.keyClick(person.see(QWidget, "short_name", page), "s", Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert person.told == "Паспорт площадки сохранён"


def add_head(person: Person) -> None:
    page = person.page("settings")
    person.press("segment-team", page)
    person.write("last_name", "Заречная", page)
    person.write("first_name", "Нина", page)
    person.write("patronymic", "Львовна", page)
    person.choose("position_id", "заведующий", page)
    assert person.see(ChoiceField, "role_id", page).currentText() == "руководитель площадки"
    person.press("add-member", page)
    assert person.told == "Участник команды добавлен"


def take_in(person: Person, file: Path) -> None:
    page = person.go("4", "trainees")
    person.press("open-import", page)
    QGuiApplication.clipboard().setText(str(file))
    chooser = person.see(QAbstractButton, "choose-file", page)
    chooser.setFocus()
    person.qtbot.keyClick(chooser, "v", Qt.KeyboardModifier.ControlModifier)
    person.settle()
    person.press("column-organization", page)
    person.menu("Где теперь")
    rows = person.see(QAbstractItemView, "import-rows", page)
    mend(person, rows, "Балуева А. П.", "Балуева Анна Петровна")
    stand_on(rows, "Лишняя")
    stroke(rows, Qt.Key.Key_Space, " ")
    person.press("consents", page)
    person.write("consents-on", f"{person.db.today():%d.%m.%Y}", page)
    person.press("import-load", page)
    assert person.told == "Список загружен: добавлено 26, изменено 0"
    assert GARDEN in [each.title for each in choices(person.db, "organization")]
    assert FORMER not in [each.title for each in choices(person.db, "organization")]


def stand_on(rows: QAbstractItemView, words: str) -> None:
    model = rows.model()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    rows.setCurrentIndex(next(cell for cell in cells if words in str(text_of(cell))))
    rows.setFocus()


def text_of(cell: QModelIndex | QPersistentModelIndex) -> object:
    return cell.data(Qt.ItemDataRole.EditRole) or cell.data() or ""


def mend(person: Person, rows: QAbstractItemView, before: str, after: str) -> None:
    stand_on(rows, before)
    stroke(rows, Qt.Key.Key_Return)
    editor = rows.findChild(QLineEdit, "cell-editor")
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    for letter in after:
        stroke(editor, Qt.Key.Key_unknown, letter)
    stroke(editor, Qt.Key.Key_Return)
    person.settle()


def write_plan(person: Person) -> None:
    page = person.go("2", "plan")
    person.press("empty-begin", page)
    panel = person.see(QWidget, "side-panel", page)
    person.write("title", "Семинар «Играем словами»", panel)
    person.choose("format_id", "семинар", panel)
    person.write("expected_result", "Картотека речевых игр", panel)
    person.press("panel-save", panel)


def open_stream(person: Person) -> None:
    """25 of the list are chosen by the arrows, and the stream they go into is opened with its programme at once."""
    page = person.go("4", "trainees")
    person.press("done-list", page)
    people = person.see(QAbstractItemView, "trainees", page)
    people.setFocus()
    stroke(people, Qt.Key.Key_Home)
    for _ in range(STREAM - 1):
        person.qtbot.keyClick(people, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    person.qtbot.keyClick(people, "e", Qt.KeyboardModifier.ControlModifier)
    person.menu("Новый поток…")
    panel = person.see(QWidget, "stream-panel", page)
    today = person.db.today()
    person.write("program_title", "Речь в игре", panel)
    person.write("program_hours", "12", panel)
    person.write("starts_on", f"{today - timedelta(days=7):%d.%m.%Y}", panel)
    person.write("ends_on", f"{today + timedelta(days=30):%d.%m.%Y}", panel)
    assert "Заречная" in person.see(ChoiceField, "tutor_id", panel).currentText()
    person.press("panel-save", panel)
    assert person.told == "Поток «Поток 1» открыт, зачислено: 25\u00a0человек"


def hold_event(person: Person) -> None:
    page = person.go("2", "plan")
    lines = person.see(QAbstractItemView, "plan-lines", page)
    lines.setFocus()
    stroke(lines, Qt.Key.Key_Return)
    person.settle()
    person.press("item-fact", page)
    events = person.page("events")
    panel = person.see(QWidget, "event-panel", events)
    assert person.see(QLineEdit, "title", panel).text() == "Семинар «Играем словами»"
    streams = person.see(QAbstractButton, "stream_ids", panel)
    streams.setFocus()
    stroke(streams, Qt.Key.Key_Down)
    listed = QApplication.activePopupWidget()
    assert listed is not None
    ticks = listed.findChild(QListWidget, "many-list")
    assert isinstance(ticks, QListWidget)
    stroke(ticks, Qt.Key.Key_Space, " ")
    stroke(ticks, Qt.Key.Key_Return)
    person.press("panel-save", panel)


def mark(person: Person) -> None:
    events = person.page("events")
    log = person.see(QAbstractItemView, "events-table", events)
    log.setFocus()
    stroke(log, Qt.Key.Key_Return)
    person.settle()
    sheet = person.see(QAbstractItemView, "attendance-sheet", events)
    assert sheet.model().rowCount() == STREAM
    for letter in ("н", "у", *" " * (STREAM - 2)):
        stroke(sheet, Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown, letter)
    person.settle()


def add_product(person: Person) -> None:
    events = person.page("events")
    facts = person.see(QWidget, "event-facts", events)
    products = next(each for each in facts.findChildren(Sheet) if each.accessibleName() == "Продукты")
    person.press("sheet-link", products)
    panel = person.see(QWidget, "product-panel", events)
    person.write("title", "Картотека речевых игр", panel)
    person.choose("kind_id", "методическое пособие", panel)
    person.press("panel-save", panel)
    assert person.told == "Продукт «Картотека речевых игр» добавлен."
    person.press("attendance-done", events)


def write_report(person: Person, target: Path) -> None:
    page = person.go("5", "reports")
    # The one place where the system's own dialog would stand.
    page.choose_target = lambda _parent, _suggestion, _kind: target  # pyright: ignore[reportAttributeAccessIssue]
    person.press("new-report", page)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    person.menu(menu.actions()[0].text())
    person.choose("report-section", "Трудности и риски", page)
    person.write("report-text", DIFFICULTY, page)
    person.press("save-pdf", page)
    person.qtbot.waitUntil(target.is_file, timeout=WAIT_MS)
    person.settle()


def build_package(person: Person) -> Path:
    page = person.go("6", "exchange")
    today = person.db.today()
    quarter = f"{('I', 'II', 'III', 'IV')[(today.month - 1) // 3]} квартал {today.year} года"
    person.choose("package-period", quarter, page)
    person.press("build-package", page)
    assert person.told.startswith("Пакет записан")
    assert person.session.workplace is not None
    return next(person.session.workplace.outbox.glob("*.zip"))


def look_at_undo(person: Person) -> tuple[str, bool]:
    page = person.go("4", "trainees")
    page.show_place(None)
    person.press("open-batches", page)
    person.see(QAbstractItemView, "batches", page).setFocus()
    person.settle()
    undo = person.see(QAbstractButton, "batch-undo", page)
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    return said.replace("\u00a0", " "), undo.property("blocked") != "true"


def test_the_whole_job_is_done_in_the_window_and_stays_after_a_restart(
    open_session: Callable[[Path], Person], tmp_path: Path
) -> None:
    site = tmp_path / "площадка"
    person = open_session(site)
    person.press("step-site")
    fill_passport(person)
    add_head(person)
    take_in(person, spreadsheet(tmp_path / "список.xlsx"))
    write_plan(person)
    open_stream(person)
    hold_event(person)
    mark(person)
    add_product(person)

    pdf = tmp_path / "отчёт.pdf"
    write_report(person, pdf)
    words = " ".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert "Детский сад № 7" in words
    assert "Картотека речевых игр" in words
    assert "Дорогу в дальние сёла размыло" in words

    package = build_package(person)
    verified = verify_package(package)
    assert (verified.rows["trainees"], verified.rows["attendance"]) == (STREAM, STREAM)

    outlook, offered = look_at_undo(person)
    assert offered
    assert "Уйдут карточки, которые появились с этим списком: 1." in outlook
    assert "Останутся как есть: 25 человек, и вот почему:" in outlook

    person.session.close()
    person.session.window.close()
    again = open_session(site)
    assert "Детский сад № 7" in again.session.window.windowTitle()
    plan = again.see(QAbstractItemView, "plan-lines", again.go("2", "plan"))
    again.qtbot.waitUntil(lambda: plan.model().rowCount() > 0, timeout=WAIT_MS)
    log = again.see(QAbstractItemView, "events-table", again.go("3", "events"))
    assert log.model().rowCount() == 1
    people = again.go("4", "trainees")
    assert "26" in " ".join(label.text() for label in people.findChildren(QLabel) if label.isVisible())
    reports = again.go("5", "reports")
    # The screen of a test is small, and a window that comes back is made to fit it: the texts are behind a tab.
    again.press("segment-texts", reports)
    again.choose("report-section", "Трудности и риски", reports)
    assert again.see(QPlainTextEdit, "report-text", reports).toPlainText() == DIFFICULTY
    packages = again.see(QAbstractItemView, "package-list", again.go("6", "exchange"))
    assert packages.model().rowCount() == 1
