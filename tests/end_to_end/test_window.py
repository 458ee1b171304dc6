"""The whole job in the window, on real widgets and a real file: from the first start to a package for ИРО."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from exports.packages.verify import verify_package
from models.queries.team import choices
from tests.end_to_end.first_steps import add_head, build_package, fill_passport, fill_stream, open_list
from tests.end_to_end.person import WAIT_MS, Person, labels, stand_on, stroke
from views.widgets.sheet import Sheet

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(240),
]

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


def take_in(person: Person, file: Path) -> None:
    page = open_list(person, file)
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
    page = person.go("plan")
    person.press("empty-begin", page)
    panel = person.see(QWidget, "side-panel", page)
    person.write("title", "Семинар «Играем словами»", panel)
    person.choose("format_id", "семинар", panel)
    person.write("expected_result", "Картотека речевых игр", panel)
    person.press("panel-save", panel)


def open_stream(person: Person) -> None:
    """25 of the list are chosen by the arrows, and the stream they go into is opened with its programme at once."""
    page = person.go("trainees")
    person.press("done-list", page)
    people = person.see(QAbstractItemView, "trainees", page)
    people.setFocus()
    stroke(people, Qt.Key.Key_Home)
    for _ in range(STREAM - 1):
        person.qtbot.keyClick(people, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    person.qtbot.keyClick(people, "e", Qt.KeyboardModifier.ControlModifier)
    person.menu("Новый поток…")
    person.press("panel-save", fill_stream(person))
    assert person.told == "Поток «Поток 1» открыт, зачислено: 25\u00a0человек"


def hold_event(person: Person) -> None:
    page = person.go("plan")
    lines = person.see(QAbstractItemView, "plan-lines", page)
    lines.setFocus()
    stroke(lines, Qt.Key.Key_Return)
    person.settle()
    person.press("item-fact", page)
    events = person.page("events")
    panel = person.see(QWidget, "event-panel", events)
    assert person.see(QLineEdit, "title", panel).text() == "Семинар «Играем словами»"
    assert "Поток" in person.see(QAbstractButton, "stream_ids", panel).accessibleDescription()
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
    page = person.go("reports")
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


def look_at_undo(person: Person) -> tuple[str, bool]:
    page = person.go("trainees")
    page.show_place(None)
    person.press("open-batches", page)
    person.see(QAbstractItemView, "batches", page).setFocus()
    person.settle()
    undo = person.see(QAbstractButton, "batch-undo", page)
    return labels(page), undo.property("blocked") != "true"


def test_the_whole_job_is_done_in_the_window_and_stays_after_a_restart(
    open_session: Callable[[Path], Person], tmp_path: Path
) -> None:
    site = tmp_path / "площадка"
    person = open_session(site)
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
    plan = again.see(QAbstractItemView, "plan-lines", again.go("plan"))
    again.qtbot.waitUntil(lambda: plan.model().rowCount() > 0, timeout=WAIT_MS)
    log = again.see(QAbstractItemView, "events-table", again.go("events"))
    assert log.model().rowCount() == 1
    people = again.go("trainees")
    assert "26" in labels(people)
    reports = again.go("reports")
    # The screen of a test is small, and a window that comes back is made to fit it: the texts are behind a tab.
    again.press("segment-texts", reports)
    again.choose("report-section", "Трудности и риски", reports)
    assert again.see(QPlainTextEdit, "report-text", reports).toPlainText() == DIFFICULTY
    packages = again.see(QAbstractItemView, "outbox-list", again.go("exchange"))
    assert packages.model().rowCount() == 1
