"""Trainees in the window, on real widgets and a real file: from two lists to the act of destruction.

A teacher comes twice, as one with the surname of before her marriage: her kindergarten and her cards are made one, she
is found, put into an order, exported, lets nobody use her data any more and is destroyed; everything restorable is
taken back by Ctrl+Z and repeated, state by state.
"""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QWidget
from python_calamine import CalamineWorkbook

from exports.packages.verify import verify_package
from models.database import Database
from models.queries.integrity import check_database
from models.rules.person_code import person_code
from tests.end_to_end.first_steps import add_head, build_package, fill_passport, fill_stream, open_list
from tests.end_to_end.person import WAIT_MS, Person, column, labels, save_paper, stand_on, stroke
from tests.end_to_end.planted import (
    EMAIL,
    FATHER,
    FIRST,
    MAIDEN,
    PHONE,
    SNILS,
    SURNAME,
    files_that_hold,
    patterns,
)
from tests.models.make import Content, content, count
from views.trainees.page import TraineesPage
from views.widgets.chip import Chip

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(240),
]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HEADINGS = ("ФИО", "Должность", "Организация", "Муниципалитет", "Телефон", "Эл. почта", "СНИЛС")
GARDEN, SPELLED = "Детский сад № 17 «Ромашка»", "МБДОУ Д/с №17"
UNIT = "Чугуевский МО"
FORMER_NAME, NAME = f"{MAIDEN} {FIRST} {FATHER}", f"{SURNAME} {FIRST} {FATHER}"
OTHER_LAYOUT, TYPO = "w';vsujdf", "Цэжмгова"
"""Her surname with the keyboard in the other layout, and without a letter."""
FIRST_LIST = (
    ("Агеева Анна Петровна", "воспитатель", GARDEN, UNIT, "+7 914 000-10-01", "", ""),
    (FORMER_NAME, "воспитатель", GARDEN, UNIT, PHONE, "", SNILS),
    ("Вавилина Ольга Игоревна", "методист", GARDEN, UNIT, "+7 914 000-10-03", "", ""),
)
SECOND_LIST = (
    ("Дубинина Вера Львовна", "воспитатель", SPELLED, UNIT, "+7 914 000-10-04", "", ""),
    (NAME, "старший воспитатель", SPELLED, UNIT, PHONE, EMAIL, ""),
)
STREAM, KEPT = "Поток 1", "Воспитатели"


def spreadsheet(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADINGS, *lines):
        sheet.append(list(line))
    book.save(path)
    return path


def trainees(person: Person) -> TraineesPage:
    """The section, at its list."""
    page = person.go("trainees")
    assert isinstance(page, TraineesPage)
    page.show_place(None)
    person.settle()
    return page


def people(person: Person) -> QAbstractItemView:
    return person.see(QAbstractItemView, "trainees", person.page("trainees"))


def listed(person: Person) -> list[str]:
    """The surnames that the list shows."""
    model = people(person).model()
    return [str(model.index(row, 0).data()).split()[0] for row in range(model.rowCount())]


def open_room(person: Person, words: str) -> TraineesPage:
    """A room of the section, from the menu of its header."""
    page = trainees(person)
    person.press("trainees-more", page)
    person.menu(words)
    return page


def open_stream(person: Person) -> None:
    page = trainees(person)
    person.press("open-streams", page)
    person.press("add-stream", page)
    person.press("panel-save", fill_stream(person))
    assert person.told == f"Поток «{STREAM}» открыт"


def take_in(person: Person, file: Path, lines: Sequence[Sequence[str]]) -> None:
    """A list with consents on paper, straight into the stream."""
    trainees(person)
    page = open_list(person, spreadsheet(file, lines))
    has_closed = any(line[-1] for line in lines)
    assert ("не запишем" in labels(page)) is has_closed
    person.press("consents", page)
    person.write("consents-on", f"{person.db.today():%d.%m.%Y}", page)
    assert "не запишем" not in labels(page)
    person.choose("import-stream", f"В поток «{STREAM}»", page)
    person.press("import-load", page)
    added = len(lines)
    assert person.told == f"Список загружен: добавлено {added}, изменено 0, в поток зачислено {added}"
    person.press("done-list", page)


def look_at_closed(person: Person, surname: str) -> None:
    """What the consent allowed to write stands behind a mask, and is shown when asked for."""
    page = open_card(person, surname)
    assert f"СНИЛС: ***-***-*** {SNILS[-2:]}" in labels(page)
    person.press("closed-show", page)
    assert f"СНИЛС: {SNILS}" in labels(page)
    person.press("panel-close", page)


def open_card(person: Person, surname: str) -> TraineesPage:
    """The panel beside the list, by Enter."""
    page = trainees(person)
    stand_on(people(person), surname)
    person.keys(people(person), Qt.Key.Key_Return)
    return page


def merge_spellings(person: Person) -> None:
    page = open_room(person, "Организации")
    person.press("segment-spellings", page)
    pairs = person.see(QAbstractItemView, "organizations-pairs", page)
    person.qtbot.waitUntil(lambda: pairs.model().rowCount() == 1, timeout=WAIT_MS)
    person.keys(pairs, Qt.Key.Key_Return, CTRL)
    assert person.told == "Организации объединены"
    assert count(person.db, "organization_alias") == 1


def merge_cards(person: Person) -> None:
    """The new surname stays, and the former position."""
    page = open_room(person, "Похожие карточки")
    pairs = person.see(QAbstractItemView, "people-pairs", page)
    person.qtbot.waitUntil(lambda: pairs.model().rowCount() == 1, timeout=WAIT_MS)
    assert NAME in str(pairs.model().index(0, 0).data())
    sheet = page.duplicates.sheet
    for field, value in (("last_name", SURNAME), ("position_id", "воспитатель")):
        choice = next(each for each in sheet.choices[field] if each.text() == value)
        choice.setFocus()
        stroke(choice, Qt.Key.Key_Space, " ")
    person.keys(pairs, Qt.Key.Key_Return, CTRL)
    assert person.told == "Карточки объединены"


def find(person: Person) -> None:
    """Quick search over the list, then Ctrl+K from another section."""
    page = trainees(person)
    for typed in (OTHER_LAYOUT, TYPO):
        person.write("search", typed, page)
        stroke(person.see(QWidget, "search", page), Qt.Key.Key_Return)
        person.settle()
        assert listed(person) == [SURNAME], typed
    stroke(person.see(QWidget, "search", page), Qt.Key.Key_Escape)
    person.go("plan")
    person.qtbot.keyClick(person.session.window, Qt.Key.Key_K, CTRL)
    person.write("palette-field", OTHER_LAYOUT)
    stroke(person.see(QLineEdit, "palette-field"), Qt.Key.Key_Return)
    person.settle()
    person.qtbot.waitUntil(lambda: f"{SURNAME} {FIRST}" in labels(person.page("trainees")), timeout=WAIT_MS)


def write_order(person: Person) -> None:
    """The order about everybody who was let in without one; its number is proposed."""
    page = trainees(person)
    person.press("open-streams", page)
    person.keys(person.see(QAbstractItemView, "streams", page), Qt.Key.Key_Return)
    person.press("stream-gap", page)
    panel = person.see(QWidget, "place-panel", page)
    person.write("basis", "Заявления стажёров", panel)
    person.press("panel-save", panel)
    assert "приказ" in person.told.casefold()


def keep_filter(person: Person) -> None:
    page = trainees(person)
    person.press("filter-more", page)
    person.choose("filter-position", "воспитатель · 3", page)
    person.press("filter-saved", page)
    person.menu("Сохранить этот отбор")
    person.write("name-text", KEPT)
    stroke(person.see(QWidget, "name-text"), Qt.Key.Key_Return)
    person.settle()
    assert person.told == f"Отбор «{KEPT}» сохранён"


def choose_kept(person: Person) -> TraineesPage:
    page = trainees(person)
    person.press("filter-saved", page)
    person.menu(KEPT)
    return page


def save_chosen(person: Person, target: Path) -> list[str]:
    """Everybody under the kept filter is chosen and written for Excel; gives whom another library finds there."""
    page = choose_kept(person)
    # The one place where the system's own dialog would stand.
    page.people.files.choose_target = lambda _parent, _beginning, _kind: target
    person.keys(people(person), Qt.Key.Key_A, CTRL)
    person.press("chosen-more", page)
    person.menu("Сохранить в Excel")
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    begin = next(at for at, row in enumerate(rows) if row[0] == "№")
    return [str(row[1]).split()[0] for row in rows[begin + 1 :] if row[1]]


def print_chosen(person: Person, target: Path) -> str:
    page = choose_kept(person)
    person.keys(people(person), Qt.Key.Key_A, CTRL)
    person.press("chosen-more", page)
    person.menu("Напечатать список")
    return save_paper(person, target)


def package_words(person: Person) -> str:
    """Everything that stands in the package of this quarter; she is counted there, and nobody is named."""
    package = build_package(person)
    assert verify_package(package).rows["trainees"] == 4
    with zipfile.ZipFile(package) as files:
        return b"".join(files.read(name) for name in files.namelist()).decode("utf-8", "replace")


def withdraw(person: Person) -> None:
    page = open_card(person, SURNAME)
    person.press("consent-withdraw-processing", page)
    person.press("withdraw-save", page)
    assert person.told == "Согласие отозвано."
    assert person.see(Chip, "consent-state-processing", page).text == "отозвано"
    person.press("panel-close", page)


def turn(person: Person, modifiers: Qt.KeyboardModifier) -> Content:
    person.wake()
    person.qtbot.keyClick(person.session.window, Qt.Key.Key_Z, modifiers)
    person.settle()
    return content(person.db)


def destroy(person: Person, target: Path) -> str:
    """Asked, signed, done; gives the text of the act."""
    page = open_card(person, SURNAME)
    person.press("person-more", page)
    person.menu("Уничтожить данные")
    dialog = person.see(QWidget, "destroying")
    person.qtbot.waitUntil(lambda: NAME in labels(dialog), timeout=WAIT_MS)
    person.write("basis", "Заявление об отзыве согласия", dialog)
    person.press("destroying-member-0", dialog)
    person.press("destroying-act", dialog)
    act = save_paper(person, target)
    assert person.told == "Данные уничтожены."
    return act


def look_at_stream(person: Person) -> None:
    """The figures stay: her place among the four, and the order."""
    page = trainees(person)
    person.press("open-streams", page)
    streams = person.see(QAbstractItemView, "streams", page)
    places = column(streams, "Зачислено")
    assert streams.model().index(0, places).data() == "4"
    person.keys(streams, Qt.Key.Key_Return)
    assert person.see(QAbstractButton, "stream-orders", page).text() == "Приказы · 1"


def look_at_register(person: Person, code: str) -> None:
    """The act, by her code alone."""
    page = open_room(person, "Журнал действий")
    person.see(QAbstractItemView, "register", page)
    assert code in [str(line.subject_code) for line in page.register.table.rows()]
    assert [line.subject_code for line in page.register.acts.table.rows()] == [code]


def her_id(db: Database) -> int:
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM person WHERE last_name = ?", (SURNAME,))
        return int(found.scalar_one())


def test_a_teacher_comes_twice_is_one_is_found_lets_go_and_is_destroyed(
    open_session: Callable[[Path], Person], tmp_path: Path
) -> None:
    site = tmp_path / "площадка"
    person = open_session(site)
    fill_passport(person)
    add_head(person)
    open_stream(person)

    past: list[Content] = []

    def done(step: Callable[[], object]) -> None:
        past.append(content(person.db))
        step()
        assert content(person.db) != past[-1]

    done(lambda: take_in(person, tmp_path / "1.xlsx", FIRST_LIST))
    look_at_closed(person, MAIDEN)
    done(lambda: take_in(person, tmp_path / "2.xlsx", SECOND_LIST))
    done(lambda: merge_spellings(person))
    done(lambda: merge_cards(person))
    find(person)
    look_at_closed(person, SURNAME)
    done(lambda: write_order(person))
    done(lambda: keep_filter(person))
    others = ["Агеева", "Дубинина"]
    assert save_chosen(person, tmp_path / "все.xlsx") == [*others, SURNAME]
    done(lambda: withdraw(person))
    past.append(content(person.db))

    for before in reversed(past[:-1]):
        assert turn(person, CTRL) == before
    for after in past[1:]:
        assert turn(person, CTRL | SHIFT) == after

    assert save_chosen(person, tmp_path / "без неё.xlsx") == others
    printed = print_chosen(person, tmp_path / "список.pdf")
    assert all(surname in printed for surname in others)
    assert not any(word in said for said in (printed, package_words(person)) for word in (SURNAME, MAIDEN, FIRST))

    kept = files_that_hold(site, patterns())
    assert kept.keys() >= {MAIDEN, SURNAME, FIRST, FATHER, PHONE, EMAIL.partition("@")[0], SNILS}
    code = person_code(her_id(person.db))
    act = destroy(person, tmp_path / "акт.pdf")
    assert code in act
    assert "Заречная" in act
    assert not any(word in act for word in (SURNAME, MAIDEN, FIRST))

    person.session.close()
    person.session.window.close()
    again = open_session(site)
    choose_kept(again)
    assert listed(again) == others
    look_at_stream(again)
    look_at_register(again, code)
    assert not check_database(again.db)
    assert files_that_hold(site, patterns()) == {}
