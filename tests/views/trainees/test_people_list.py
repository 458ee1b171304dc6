"""The list of trainees: kept filters, columns, groups and files, by the keys a person presses."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from models.commands.consents import give_consent, withdraw_consent
from models.commands.undo import undo_last
from models.database import Database
from models.queries.people import people_page
from models.queries.saved_filters import saved_filters
from models.rows.codes import ConsentPurpose, EnrollmentStatus
from models.rows.consents import ConsentDraft
from models.rows.people import EVERYBODY, Lack, PeopleFilter, PeopleGrouping, PeopleSort
from models.rows.saved_filters import people_filter_json, people_filter_of
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.models.make import run as run_sql
from tests.models.queries.ready import ready_people
from tests.views.trainees.arrange import Said, press, settle, type_text
from views.papers.offer import PaperWindow
from views.places import Place
from views.trainees.page import TraineesPage
from views.widgets.column_chooser import ColumnsWindow
from views.widgets.name_dialog import NameDialog
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def filled(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> TraineesPage:
    """Five people of two kindergartens, two of them in a stream, one without a phone."""
    arrange.fill_passport(db)
    near = arrange.organization(db, "Д/с № 1", oktmo=arrange.ARTYOM)
    far = arrange.organization(db, "Д/с № 2", oktmo=arrange.USSURIYSK)
    phones = iter(f"+7914000000{no}" for no in range(9))
    ids = {
        name: arrange.person(db, name, at=place, phone=next(phones) if name != "Зуева" else None)
        for name, place in (("Абрикосова", far), ("Зуева", near), ("Ким", far), ("Лебедь", near), ("Щукина", near))
    }
    arrange.stream(db, ids["Ким"], ids["Ким"], ids["Зуева"])
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(ids))
    settle(qtbot, workplace)
    return page


def shown(page: TraineesPage) -> list[str]:
    return [line.last_name for line in page.model.rows()]


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entry(menu: QMenu, words: str) -> QAction:
    """Go to an entry of a menu with the arrow key, as the keyboard does."""
    for _ in menu.actions():
        action = menu.activeAction()
        if action is not None and action.text().startswith(words):
            return action
        press(menu, Qt.Key.Key_Down)
    raise AssertionError(words)


def run(menu: QMenu, words: str) -> None:
    entry(menu, words)
    press(menu, Qt.Key.Key_Return)


def choose(page: TraineesPage, key: str, value: object) -> None:
    field = page.filters.fields[key]
    field.set_value(value)
    field.edited.emit()


def headings(page: TraineesPage) -> list[str]:
    return [column.heading for column in page.model.columns]


def columns_window(page: TraineesPage) -> ColumnsWindow:
    press(page.buttons.more, Qt.Key.Key_Space)
    run(popup(), "Столбцы")
    window = page.window().findChild(ColumnsWindow)
    assert window is not None
    return window


def name_it(page: TraineesPage, name: str) -> None:
    dialog = page.window().findChild(NameDialog)
    assert dialog is not None
    dialog.field.clear()
    type_text(dialog.field, name)
    press(dialog.field, Qt.Key.Key_Return)


# --- filters


def test_state_position_and_what_is_missing_wait_under_more(filled: TraineesPage) -> None:
    assert not filled.filters.fields["status"].isVisible()
    press(filled.filters.more, Qt.Key.Key_Space)
    choose(filled, "status", EnrollmentStatus.STUDYING)
    choose(filled, "lack", Lack.PHONE)
    assert shown(filled) == ["Зуева"]
    press(filled.filters.more, Qt.Key.Key_Space)
    assert filled.filters.fields["status"].isVisible()
    assert not filled.filters.fields["position"].isVisible()
    assert filled.filters.more.count == 2


def test_every_choice_says_how_many_it_finds(filled: TraineesPage) -> None:
    fields = filled.filters.fields
    assert [fields["status"].itemText(at) for at in range(fields["status"].count())] == [
        "Любое состояние",
        "Обучается · 2",
    ]
    assert "Без телефона · 1" in [fields["lack"].itemText(at) for at in range(fields["lack"].count())]
    assert filled.filters.quick["without_stream"].count == 3


def test_dropping_the_filters_shows_everybody(filled: TraineesPage, qtbot: QtBot) -> None:
    choose(filled, "lack", Lack.PHONE)
    assert shown(filled) == ["Зуева"]
    press(filled.filters.clear, Qt.Key.Key_Space)
    assert len(shown(filled)) == 5
    assert not filled.filters.clear.isVisible()


def test_who_is_searched_for_by_a_former_surname_stands_under_both(
    db: Database, filled: TraineesPage, qtbot: QtBot
) -> None:
    run_sql(db, "UPDATE person SET last_name = 'Воробьёва' WHERE last_name = 'Лебедь'")
    type_text(filled.filters.search, "лебедь")
    qtbot.waitUntil(lambda: shown(filled) == ["Воробьёва"])
    assert filled.model.columns[0].text(filled.model.row_at(0)).startswith("Воробьёва (ранее Лебедь) ")


def test_who_is_ready_for_a_certificate_is_a_press_away_and_a_place_to_go_to(
    db: Database, page: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    ready_people(db, 2)
    settle(qtbot, workplace)
    button = page.filters.quick["ready"]
    qtbot.waitUntil(button.isVisible)
    assert button.count == 2
    press(button, Qt.Key.Key_Space)
    assert shown(page) == ["Абрикосова", "Берёза"]
    page.filters.reset()
    page.show_place(Place.CERTIFICATE_READY)
    assert shown(page) == ["Абрикосова", "Берёза"]
    run_sql(db, "UPDATE internship_report SET accepted_on = NULL WHERE enrollment_id = 1")
    qtbot.waitUntil(lambda: shown(page) == ["Берёза"])


def test_gone_to_before_anything_was_counted_the_list_says_that_it_is_looking_who_is_ready(
    db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    ready_people(db, 1)
    page = TraineesPage(workplace)
    qtbot.addWidget(page)
    page.show_place(Place.CERTIFICATE_READY)
    page.show()
    assert shown(page) == []
    assert any(each.text() == "Смотрим, кто готов…" for each in page.people.table.empty.findChildren(QLabel))
    qtbot.waitUntil(lambda: shown(page) == ["Абрикосова"])


# --- kept filters


def test_a_kept_filter_knows_who_is_ready(db: Database, page: TraineesPage, qtbot: QtBot, workplace: Workplace) -> None:
    ready_people(db, 1)
    settle(qtbot, workplace)
    page.people.narrow(PeopleFilter(is_ready=True))
    assert page.filters.quick["ready"].isChecked()
    assert people_filter_of(people_filter_json(page.filters.wanted())) == PeopleFilter(is_ready=True)
    assert shown(page) == ["Абрикосова"]


def test_a_filter_is_kept_chosen_renamed_and_removed_by_keys(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    choose(filled, "lack", Lack.PHONE)
    press(filled.filters.saved, Qt.Key.Key_Space)
    run(popup(), "Сохранить этот отбор")
    name_it(filled, "Позвонить некуда")
    settle(qtbot, workplace)
    filled.filters.reset()
    press(filled.filters.saved, Qt.Key.Key_Space)
    run(popup(), "Позвонить некуда")
    assert shown(filled) == ["Зуева"]
    press(filled.filters.saved, Qt.Key.Key_Space)
    menu = popup()
    entry(menu, "Переименовать")
    press(menu, Qt.Key.Key_Right)
    run(popup(), "Позвонить")
    name_it(filled, "Без телефона")
    settle(qtbot, workplace)
    assert [line.title for line in saved_filters(db, "trainees")] == ["Без телефона"]
    press(filled.filters.saved, Qt.Key.Key_Space)
    menu = popup()
    entry(menu, "Убрать")
    press(menu, Qt.Key.Key_Right)
    run(popup(), "Без телефона")
    settle(qtbot, workplace)
    assert saved_filters(db, "trainees") == []
    assert said.done[-1] == "Отбор «Без телефона» убран [Вернуть]"
    undo_last(db, actor=HEAD)
    assert [line.title for line in saved_filters(db, "trainees")] == ["Без телефона"]


def test_without_a_filter_there_is_nothing_to_keep(filled: TraineesPage) -> None:
    press(filled.filters.saved, Qt.Key.Key_Space)
    menu = popup()
    said = [(each.text(), each.isEnabled()) for each in menu.actions() if not each.isSeparator()]
    assert said == [("Чтобы сохранить отбор, сначала выберите фильтры", False)]
    menu.close()


def test_a_kept_filter_that_finds_nobody_now_says_so(filled: TraineesPage, said: Said) -> None:
    filled.people.narrow(PeopleFilter(status=EnrollmentStatus.EXPELLED))
    assert said.done == ["Сейчас под этот отбор никто не подходит."]
    assert len(shown(filled)) == 5


# --- columns


def test_columns_are_chosen_and_moved_by_keys(filled: TraineesPage, qtbot: QtBot) -> None:
    window = columns_window(filled)
    for _ in range(3):
        press(window.list, Qt.Key.Key_Down)
    press(window.list, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_Up, ALT)
    press(window.list, Qt.Key.Key_End)
    press(window.list, Qt.Key.Key_Space)
    press(window.list, Qt.Key.Key_Return)
    assert headings(filled) == ["ФИО", "Должность", "Организация", "Поток", "Телефон", "Согласие"]


def test_chosen_columns_are_remembered_and_taken_back(filled: TraineesPage, workplace: Workplace) -> None:
    filled.people.columns.take([PeopleSort.NAME, PeopleSort.EMAIL])
    again = TraineesPage(workplace)
    assert headings(again) == ["ФИО", "Почта"]
    again.deleteLater()
    filled.people.columns.take(list(workplace.remembered.chosen_columns("trainees"))[:1])
    assert headings(filled) == ["ФИО"]


def test_the_name_stays_a_column(filled: TraineesPage) -> None:
    window = columns_window(filled)
    press(window.list, Qt.Key.Key_Home)
    press(window.list, Qt.Key.Key_Space)
    press(window.list, Qt.Key.Key_Return)
    assert headings(filled)[0] == "ФИО"


# --- groups


def test_groups_have_headings_with_counts_and_ctrl_arrows_go_from_one_to_the_next(filled: TraineesPage) -> None:
    filled.people.group_by(PeopleGrouping.ORGANIZATION)
    table = filled.table
    assert shown(filled) == ["Зуева", "Лебедь", "Щукина", "Абрикосова", "Ким"]
    assert [table.headings.said(place) for place in sorted(table.headings.begins)] == ["Д/с № 1, 3", "Д/с № 2, 2"]
    table.select(lambda line: line.last_name == "Зуева")
    press(table, Qt.Key.Key_Down, CTRL)
    line = table.current_row()
    assert line is not None
    assert line.last_name == "Абрикосова"
    press(table, Qt.Key.Key_Up, CTRL)
    assert table.currentIndex().row() == 0


def test_a_row_that_begins_a_group_is_said_with_its_heading(filled: TraineesPage) -> None:
    filled.people.group_by(PeopleGrouping.MUNICIPALITY)
    first = filled.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("Артёмовский городской округ, 3. Зуева")


def test_groups_follow_the_filter_and_go_away(filled: TraineesPage) -> None:
    press(filled.buttons.more, Qt.Key.Key_Space)
    menu = popup()
    entry(menu, "Группы")
    press(menu, Qt.Key.Key_Right)
    run(popup(), "По организациям")
    choose(filled, "lack", Lack.PHONE)
    assert [filled.table.headings.said(place) for place in filled.table.headings.begins] == ["Д/с № 1, 1"]
    filled.filters.reset()
    filled.people.group_by(None)
    assert not filled.table.headings.begins
    heights = {filled.table.rowHeight(place) for place in range(5)}
    assert len(heights) == 1


def test_the_grouping_is_remembered(filled: TraineesPage, workplace: Workplace, qtbot: QtBot) -> None:
    filled.people.group_by(PeopleGrouping.ORGANIZATION)
    again = TraineesPage(workplace)
    again.people.reload()
    settle(qtbot, workplace)
    assert len(again.table.headings.begins) == 2
    again.deleteLater()


# --- files and the clipboard


def blocked(db: Database, last_name: str) -> None:
    """She takes her consent back."""
    person = next(line.id for line in people_page(db, EVERYBODY) if line.last_name == last_name)
    draft = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=db.today())
    withdraw_consent(db, give_consent(db, person, draft, actor=HEAD), db.today(), actor=HEAD)


def test_the_whole_filtered_list_is_written_for_excel(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace, tmp_path: Path
) -> None:
    blocked(db, "Щукина")
    settle(qtbot, workplace)
    target = tmp_path / "список.xlsx"
    filled.people.files.choose_target = lambda _parent, _beginning, _kind: target
    place = next(line.organization_id for line in filled.model.rows() if line.last_name == "Щукина")
    choose(filled, "organization", place)
    wanted = shown(filled)
    press(filled.buttons.more, Qt.Key.Key_Space)
    run(popup(), "Сохранить весь список")
    settle(qtbot, workplace)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("Стажёры").to_python()
    begin = next(at for at, row in enumerate(rows) if row[0] == "№")
    names = [str(row[1]).split()[0] for row in rows[begin + 1 :] if row[1]]
    assert wanted == ["Зуева", "Лебедь", "Щукина"]
    assert names == ["Зуева", "Лебедь"]
    assert said.done[-1].startswith("Файл записан: список.xlsx")


def choose_two(page: TraineesPage) -> None:
    """Choose Зуева and the next below, Ким."""
    page.table.select(lambda line: line.last_name == "Зуева")
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def test_only_the_chosen_are_written_for_excel(
    filled: TraineesPage, qtbot: QtBot, workplace: Workplace, tmp_path: Path
) -> None:
    target = tmp_path / "выбранные.xlsx"
    filled.people.files.choose_target = lambda _parent, _beginning, _kind: target
    choose_two(filled)
    press(filled.people.chosen.strip._more, Qt.Key.Key_Space)
    run(popup(), "Сохранить в Excel")
    settle(qtbot, workplace)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("Стажёры").to_python()
    begin = next(at for at, row in enumerate(rows) if row[0] == "№")
    assert [str(row[1]).split()[0] for row in rows[begin + 1 :] if row[1]] == ["Зуева", "Ким"]


@pytest.mark.parametrize("way", ["menu", "Ctrl+P"])
def test_only_the_chosen_are_printed(
    filled: TraineesPage, qtbot: QtBot, workplace: Workplace, tmp_path: Path, way: str
) -> None:
    choose_two(filled)
    if way == "menu":
        press(filled.people.chosen.strip._more, Qt.Key.Key_Space)
        run(popup(), "Напечатать список")
    else:
        filled.table.setFocus()
        qtbot.keyClick(filled.table, Qt.Key.Key_P, CTRL)
    settle(qtbot, workplace)
    window = filled.window().findChild(PaperWindow)
    assert window is not None
    target = tmp_path / "список.pdf"
    window.choose_target = lambda _parent, _suggestion, _kind: target
    window.save("pdf")
    settle(qtbot, workplace)
    window.close()
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert [name for name in ("Абрикосова", "Зуева", "Ким", "Лебедь", "Щукина") if name in text] == ["Зуева", "Ким"]


def test_the_chosen_are_copied_but_not_who_withdrew(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    blocked(db, "Щукина")
    settle(qtbot, workplace)
    filled.table.setFocus()
    press(filled.table, Qt.Key.Key_A, CTRL)
    press(filled.table, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert "Лебедь" in copied
    assert "Щукина" not in copied
    assert said.done[-1].startswith("Не скопированы 1")


def test_an_order_about_the_chosen_begins_in_their_stream(filled: TraineesPage, qtbot: QtBot) -> None:
    filled.table.select(lambda line: line.last_name == "Ким")
    press(filled.people.chosen.strip._order, Qt.Key.Key_Space)
    assert filled.stream.isVisible()
    assert [each.name.split()[0] for each in filled.stream.table.selected_rows()] == ["Ким"]


def test_an_order_about_who_studies_nowhere_says_what_to_do(filled: TraineesPage, said: Said) -> None:
    filled.table.select(lambda line: line.last_name == "Щукина")
    press(filled.people.chosen.strip._order, Qt.Key.Key_Space)
    assert said.done == ["Никто из выбранных сейчас не учится. Сначала зачислите их в поток."]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Организации", "Организации"),
        ("Похожие карточки", "Похожие карточки"),
        ("Журнал действий", "Журнал действий с персональными данными"),
    ],
)
def test_every_room_is_reached_and_left_by_keys(filled: TraineesPage, words: str, heading: str) -> None:
    press(filled.buttons.more, Qt.Key.Key_Space)
    run(popup(), words)
    assert filled.heading == heading
    press(filled, Qt.Key.Key_Escape)
    assert filled.heading == "Стажёры"
