"""The list of trainees by hand: found, filtered, added, changed, removed and brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.people import people_page
from models.rows.people import PeopleFilter, PeopleSort
from tests.models.make import HEAD, count
from tests.views.trainees.arrange import Said, known_people, press, settle, type_text
from views.places import Place
from views.trainees.page import TraineesPage
from views.widgets.choice import ChoiceField
from views.widgets.columns import Sort
from views.widgets.fields import TextField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PEOPLE = ("Артёмова Светлана Игоревна", "Зуева Нина Петровна", "Ким Анна Львовна")


@pytest.fixture
def filled(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> TraineesPage:
    """The page on three people."""
    known_people(db, *PEOPLE)
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(PEOPLE))
    settle(qtbot, workplace)
    return page


def shown(page: TraineesPage) -> list[str]:
    return [line.last_name for line in page.model.rows()]


def surnames(db: Database) -> list[str]:
    return [line.last_name for line in people_page(db, PeopleFilter())]


def text_field(page: TraineesPage, key: str) -> TextField:
    editor = page.panel.fields.editor(key)
    assert isinstance(editor, TextField)
    return editor


def choice(page: TraineesPage, key: str) -> ChoiceField:
    editor = page.panel.fields.editor(key)
    assert isinstance(editor, ChoiceField)
    return editor


def choose(field: ChoiceField, value: object) -> None:
    field.set_value(value)
    field.edited.emit()


def remove_chosen(page: TraineesPage) -> None:
    next(action for action in page.table.actions() if action.text() == "Убрать").trigger()


def save(page: TraineesPage, qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.mouseClick(page.panel.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)


def test_a_new_site_is_told_how_to_begin(page: TraineesPage) -> None:
    assert page.people.empty.isVisible()
    assert (page.people.empty.button.text(), page.people.empty.link.text()) == ("Загрузить список", "Добавить вручную")


def test_the_empty_page_leads_to_the_loading(page: TraineesPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.people.empty.button, Qt.MouseButton.LeftButton)
    assert page.importing.isVisible()


def test_the_search_forgives_case_and_yo(filled: TraineesPage, qtbot: QtBot) -> None:
    type_text(filled.filters.search, "артем")
    press(filled.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(filled) == ["Артёмова"])
    assert filled.table.empty.isHidden()


def test_nothing_found_offers_to_drop_the_filters(filled: TraineesPage, qtbot: QtBot) -> None:
    type_text(filled.filters.search, "щщщ")
    press(filled.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shown(filled))
    qtbot.mouseClick(filled.table.empty.link, Qt.MouseButton.LeftButton)
    assert len(shown(filled)) == len(PEOPLE)


def test_a_filter_carries_its_count(filled: TraineesPage) -> None:
    places = filled.filters.fields["organization"]
    assert [places.itemText(at) for at in range(places.count())] == [
        "Все организации",
        "Д/с № 3 · 3",
    ]


def test_people_without_a_consent_are_a_place_to_go_to(filled: TraineesPage) -> None:
    filled.show_place(Place.WITHOUT_CONSENT)
    assert filled.filters.quick["consent"].isChecked()
    assert len(shown(filled)) == len(PEOPLE)


def test_a_heading_sorts_in_the_database(filled: TraineesPage, qtbot: QtBot) -> None:
    header = filled.table.horizontalHeader()
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() * 1)
    header.sectionClicked.emit(0)
    assert shown(filled)[0] in {"Артёмова", "Ким"}


def test_selected_people_are_copied_as_a_table(filled: TraineesPage) -> None:
    filled.table.selectAll()
    press(filled.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0] == "ФИО\tДолжность\tОрганизация\tМуниципалитет\tПоток\tТелефон"
    assert lines[1].startswith("Артёмова Светлана Игоревна\tвоспитатель\tД/с № 3")


def test_the_list_has_no_closed_fields(filled: TraineesPage) -> None:
    assert {column.key for column in filled.model.columns}.isdisjoint({"snils", "birth_date"})


def test_a_person_is_added_together_with_a_new_kindergarten(
    page: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    page.primary_new()
    type_text(text_field(page, "last_name"), "Щукина")
    type_text(text_field(page, "first_name"), "Нина")
    choose(choice(page, "position_id"), 1)
    type_text(text_field(page, "place_name"), "Детский сад № 8")
    save(page, qtbot, workplace)
    assert (surnames(db), count(db, "organization"), said.done) == (["Щукина"], 1, ["Стажёр добавлен [Вернуть]"])


def test_the_added_person_is_where_the_keyboard_stands(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.primary_new()
    type_text(text_field(filled, "last_name"), "Щукина")
    type_text(text_field(filled, "first_name"), "Нина")
    choose(choice(filled, "position_id"), 1)
    choose(choice(filled, "organization_id"), 1)
    save(filled, qtbot, workplace)
    line = filled.table.current_row()
    assert line is not None
    assert line.last_name == "Щукина"


def test_an_empty_card_is_not_stored(page: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace) -> None:
    page.primary_new()
    save(page, qtbot, workplace)
    assert count(db, "person") == 0
    assert page.panel.fields.problem_of("last_name") == "Заполните это поле"


def test_a_bad_phone_is_told_of_under_its_field(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.open_person(filled.model.row_at(0).id)
    qtbot.keyClicks(text_field(filled, "phone"), "914")
    save(filled, qtbot, workplace)
    assert "Телефон" in filled.panel.fields.problem_of("phone")


def test_a_card_is_changed_and_the_change_taken_back(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.table.select(lambda line: line.last_name == "Ким")
    press(filled.table, Qt.Key.Key_Return)
    text_field(filled, "last_name").selectAll()
    type_text(text_field(filled, "last_name"), "Ли")
    save(filled, qtbot, workplace)
    assert (shown(filled)[-1], said.done) == ("Ли", ["Карточка сохранена [Вернуть]"])
    undo_last(db, actor=HEAD)
    qtbot.waitUntil(lambda: "Ким" in shown(filled))


def test_a_second_card_of_one_name_is_refused_and_nothing_typed_is_lost(
    filled: TraineesPage, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.primary_new()
    for key, text in (("last_name", "Ким"), ("first_name", "Анна"), ("patronymic", "Львовна")):
        type_text(text_field(filled, key), text)
    choose(choice(filled, "position_id"), 1)
    choose(choice(filled, "organization_id"), 1)
    save(filled, qtbot, workplace)
    assert said.refused[0].text == "Карточка с таким ФИО в этой организации уже есть."
    assert text_field(filled, "last_name").text() == "Ким"


def test_the_panel_follows_the_arrows(filled: TraineesPage) -> None:
    filled.open_person(filled.model.row_at(0).id)
    press(filled.table, Qt.Key.Key_Down)
    assert text_field(filled, "last_name").text() == "Зуева"


def test_unsaved_edits_wait_at_their_row(filled: TraineesPage) -> None:
    first = filled.model.row_at(0).id
    filled.open_person(first)
    type_text(text_field(filled, "patronymic"), "а")
    press(filled.panel, Qt.Key.Key_Escape)
    assert filled.panel.drafts == {first}


def test_storing_one_card_keeps_what_is_typed_in_the_next(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    first, second = (line.id for line in filled.model.rows()[:2])
    filled.open_person(first)
    type_text(text_field(filled, "patronymic"), "а")
    filled.panel.save()
    filled.open_person(second)
    type_text(text_field(filled, "patronymic"), "б")
    typed = text_field(filled, "patronymic").text()
    settle(qtbot, workplace)
    assert (filled.panel.key, text_field(filled, "patronymic").text()) == (second, typed)
    assert filled.panel.drafts == {second}


def test_delete_removes_the_chosen_and_offers_them_back(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.table.select(lambda line: line.last_name == "Зуева")
    remove_chosen(filled)
    settle(qtbot, workplace)
    assert (surnames(db), said.done) == (["Артёмова", "Ким"], ["Стажёр убран [Вернуть]"])
    undo_last(db, actor=HEAD)
    assert "Зуева" in surnames(db)


def test_several_are_removed_at_once(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.table.selectAll()
    remove_chosen(filled)
    settle(qtbot, workplace)
    assert (surnames(db), said.done) == ([], ["Убрано: 3\u00a0карточки [Вернуть]"])


def test_a_hidden_page_reloads_when_it_is_shown_again(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.hide()
    known_people(db, "Яблокова Яна Ивановна")
    settle(qtbot, workplace)
    filled.show()
    qtbot.waitUntil(lambda: "Яблокова" in shown(filled))


def test_a_filter_that_is_dropped_shows_what_was_written_meanwhile(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    type_text(filled.filters.search, "Ким")
    press(filled.filters.search, Qt.Key.Key_Return)
    assert shown(filled) == ["Ким"]
    known_people(db, "Яблокова Яна Ивановна")
    settle(qtbot, workplace)
    filled.filters.reset()
    assert shown(filled) == ["Артёмова", "Зуева", "Ким", "Яблокова"]
    assert "4" in filled.filters._total.text()


def test_a_filter_that_is_dropped_on_another_page_shows_what_was_written_meanwhile(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    type_text(filled.filters.search, "Ким")
    press(filled.filters.search, Qt.Key.Key_Return)
    filled.hide()
    known_people(db, "Яблокова Яна Ивановна")
    settle(qtbot, workplace)
    filled.filters.reset()
    assert "Яблокова" in shown(filled)


def test_the_whole_list_comes_back_in_the_order_chosen_meanwhile(filled: TraineesPage) -> None:
    type_text(filled.filters.search, "а")
    press(filled.filters.search, Qt.Key.Key_Return)
    filled.model.sort_rows(Sort(PeopleSort.NAME, descending=True))
    filled.filters.reset()
    assert shown(filled) == ["Ким", "Зуева", "Артёмова"]


def test_the_counts_follow_a_change(filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace) -> None:
    known_people(db, "Яблокова Яна Ивановна")
    qtbot.waitUntil(lambda: filled.filters.fields["organization"].itemText(1) == "Д/с № 3 · 4", timeout=20_000)


def test_the_card_is_made_when_the_first_one_is_opened(filled: TraineesPage) -> None:
    assert "panel" not in filled.cards.__dict__
    filled.open_person(filled.model.row_at(0).id)
    assert filled.panel.is_open
