"""Arranging the section: lists to take in, what was told to the person, keys as a keyboard sends them."""

import csv
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.roster import RosterSource, accept_roster
from models.database import Database
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowStatus
from tests.models.make import HEAD
from views.messages import Messages, Notice
from views.trainees.import_page import ImportPage
from views.trainees.page import TraineesPage
from views.workplace import Workplace

HEADINGS = ("ФИО", "Должность", "Организация", "Муниципалитет", "Телефон", "СНИЛС")
LIST: tuple[tuple[str, ...], ...] = (
    HEADINGS,
    ("Гончар Полина Андреевна", "воспитатель", "Д/с № 3", "Чугуевский р-н", "+7 914 000-11-22", "112-233-445 95"),
    ("Зубкова А. Д.", "воспитатель", "Д/с № 3", "Чугуевский МО", "", ""),
    ("Козина Вера Львовна", "методист", "", "", "", ""),
    ("Ломакина Ася Игоревна", "воспитатель", "Д/с № 3", "Чугуевский МО", "", ""),
    ("Ерёмина Светлана Игоревна", "методист", "Д/с № 3", "Чугуевский МО", "", ""),
    ("Носова Юлия Романовна", "воспитатель", "Д/с № 3", "Чугуевский МО", "", ""),
)
"""Rows 2 to 7 of the file: new, initials, no organisation, new, changed, the same."""


class Said:
    """What the person was told."""

    def __init__(self, messages: Messages) -> None:
        self.notices: list[Notice] = []
        messages.said.connect(self.notices.append)

    @property
    def last(self) -> str:
        """The sentence said last, "" before the first."""
        return self.notices[-1].text if self.notices else ""

    @property
    def done(self) -> list[str]:
        """What was done; those that can be taken back are marked."""
        return [f"{each.text} [Вернуть]" if each.undo else each.text for each in self.notices if not each.stays]

    @property
    def refused(self) -> list[Notice]:
        """What was not done."""
        return [each for each in self.notices if each.stays]


def write_list(path: Path, grid: Sequence[Sequence[str]] = LIST) -> Path:
    """A list as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(grid)
    return path


def known_people(db: Database, *names: str, position: str = "воспитатель") -> int:
    """A batch accepted before: these people at Д/с № 3."""
    people = [
        PersonFields(*name.split(), position=position, organization="Д/с № 3", municipality="Чугуевский МО")  # type: ignore[arg-type]
        for name in names
    ]
    rows = tuple(RosterRow(number, RowStatus.NEW, person) for number, person in enumerate(people, start=2))
    source = RosterSource("прежний.csv", "f" * 64)
    return accept_roster(db, RosterSheet("", 1, (), rows), source=source, actor=HEAD).batch_id


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=20_000)


def open_list(qtbot: QtBot, page: TraineesPage, workplace: Workplace, path: Path) -> ImportPage:
    """Open a file as if it was dropped on the page, and wait for its rows."""
    page.load_file(path)
    settle(qtbot, workplace)
    return page.importing


def press(widget: QObject, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, as the keyboard sends it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def type_text(widget: QWidget, text: str) -> None:
    """Letters of any alphabet (libraries.md trap 2: keyClicks cannot)."""
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def mend(qtbot: QtBot, workplace: Workplace, importing: ImportPage, number: int, field_name: str, text: str) -> None:
    """Mend a cell as a person does: stand on it, Enter, type, Enter."""
    table, model = importing.check.table, importing.check.model
    place = model.place_of(number)
    assert place is not None
    table.go_to(model.index(place, model.column(field_name)))
    press(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit, "cell-editor")
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_text(editor, text)
    if not text:
        press(editor, Qt.Key.Key_Backspace)
    press(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    settle(qtbot, workplace)


def choose_column(importing: ImportPage, field: str, letter: str) -> None:
    """Say which column of the file fills a field ('' for none), as its menu does."""
    use = next(use for use in importing.columns._uses if use.field == field)
    actions = importing.columns.menu_for(use).findChildren(QAction)
    next(action for action in actions if action.data() == (field, letter)).trigger()
