"""What every way through the window begins with: the passport, the head, a list of people, a stream; and a package."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.end_to_end.person import Person
from views.widgets.choice import ChoiceField
from views.widgets.page import Page

_CTRL = Qt.KeyboardModifier.ControlModifier


def fill_passport(person: Person) -> None:
    """The way there is the first of what the program proposes to do."""
    person.press("step-site")
    page = person.page("settings")
    person.write("short_name", "Детский сад № 7", page)
    person.write("full_name", "МБДОУ «Детский сад № 7»", page)
    person.choose("municipality_id", "Чугуевский", page)
    person.write("theme", "Игра и речь", page)
    person.qtbot.keyClick(person.see(QWidget, "short_name", page), "s", _CTRL)
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


def open_list(person: Person, file: Path) -> Page:
    """A file of people, pasted; its rows are shown before anything is written."""
    page = person.go("trainees")
    person.press("open-import", page)
    QGuiApplication.clipboard().setText(str(file))
    person.keys(person.see(QAbstractButton, "choose-file", page), Qt.Key.Key_V, _CTRL)
    return page


def fill_stream(person: Person) -> QWidget:
    """The panel of a new stream with its programme, not yet saved."""
    panel = person.see(QWidget, "stream-panel", person.page("trainees"))
    today = person.db.today()
    person.write("program_title", "Речь в игре", panel)
    person.write("program_hours", "12", panel)
    person.write("starts_on", f"{today - timedelta(days=7):%d.%m.%Y}", panel)
    person.write("ends_on", f"{today + timedelta(days=30):%d.%m.%Y}", panel)
    assert "Заречная" in person.see(ChoiceField, "tutor_id", panel).currentText()
    return panel


def build_package(person: Person) -> Path:
    """The package of this quarter."""
    page = person.go("exchange")
    today = person.db.today()
    quarter = f"{('I', 'II', 'III', 'IV')[(today.month - 1) // 3]} квартал {today.year} года"
    person.press("build-package", page)
    dialog = person.see(QWidget, "build-dialog")
    person.choose("package-period", quarter, dialog)
    person.press("package-seal", dialog)
    assert person.told.startswith("Пакет записан")
    assert person.session.workplace is not None
    return next(person.session.workplace.outbox.glob("*.zip"))
