"""The directory of organisations by keyboard: added, changed, removed, found, made one."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.organizations import organization_lines, unit_spellings
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.views.trainees.arrange import Said, press, settle, type_text
from views.trainees.organizations_view import OrganizationsView
from views.trainees.page import TraineesPage
from views.widgets.fields import TextField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def room(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> OrganizationsView:
    """The directory of three kindergartens, one of them without a municipality and one with people."""
    arrange.person(db, "Зуева", at=arrange.organization(db, "Детский сад № 3"))
    arrange.organization(db, "Детский сад № 5", oktmo=arrange.USSURIYSK)
    arrange.organization(db, "Детский сад № 17 «Ромашка»", oktmo=None)
    page.show_organizations()
    qtbot.waitUntil(page.isActiveWindow)
    settle(qtbot, workplace)
    return page.organizations


def write(room: OrganizationsView, key: str, text: str) -> None:
    field = room.panel.fields.editor(key)
    assert isinstance(field, TextField)
    field.selectAll()
    type_text(field, text)


def save(room: OrganizationsView, qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.keyClick(room.panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)


def names(room: OrganizationsView) -> list[str]:
    return [line.short_name for line in room.model.rows()]


def test_an_empty_directory_says_where_organizations_come_from(page: TraineesPage) -> None:
    page.show_organizations()
    empty = page.organizations._empty
    assert (empty.isVisible(), empty.button.text()) == (True, "Добавить организацию")


def test_one_is_added_and_the_keyboard_stands_on_it(
    room: OrganizationsView, page: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    page.primary_new()
    write(room, "short_name", "Детский сад № 9")
    save(room, qtbot, workplace)
    assert "Детский сад № 9" in [line.short_name for line in organization_lines(db)]
    line = room.table.current_row()
    assert line is not None
    assert line.short_name == "Детский сад № 9"
    assert said.done == ["Организация добавлена [Вернуть]"]


def test_a_contact_is_written_into_the_chosen_one(
    room: OrganizationsView, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    press(room.table, Qt.Key.Key_Return)
    write(room, "locality", "с. Барабаш")
    save(room, qtbot, workplace)
    assert [line.locality for line in organization_lines(db) if line.locality] == ["с. Барабаш"]
    undo_last(db, actor=HEAD)
    assert [line.locality for line in organization_lines(db) if line.locality] == []


def test_those_without_a_municipality_are_one_press_away(room: OrganizationsView, qtbot: QtBot) -> None:
    assert room._without.isVisible()
    qtbot.mouseClick(room._without, Qt.MouseButton.LeftButton)
    assert names(room) == ["Детский сад № 17 «Ромашка»"]


def test_a_typed_word_narrows_the_directory(room: OrganizationsView, qtbot: QtBot) -> None:
    type_text(room.filters.search, "ромаш")
    qtbot.waitUntil(lambda: names(room) == ["Детский сад № 17 «Ромашка»"])


def test_one_where_somebody_works_is_not_removed(
    room: OrganizationsView, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    room.table.select(lambda line: line.people > 0)
    qtbot.keyClick(room.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert "указана в карточках" in said.refused[0].text
    room.table.select(lambda line: line.people == 0)
    qtbot.keyClick(room.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert said.done == ["Организация убрана [Вернуть]"]
    qtbot.waitUntil(lambda: len(names(room)) == 2)


def test_who_works_there_is_shown_in_the_list(
    room: OrganizationsView, page: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    room.table.select(lambda line: line.people > 0)
    press(room.table, Qt.Key.Key_Return)
    qtbot.mouseClick(room.panel._people, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert page.heading == "Стажёры"
    assert [line.last_name for line in page.model.rows()] == ["Зуева"]


def test_two_spellings_become_one_organization(
    room: OrganizationsView, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    arrange.organization(db, "МБДОУ Д/с №17")
    room.show_spellings()
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: room.spellings.pairs.rowCount() == 1)
    qtbot.mouseClick(room.spellings.merge_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert said.done == ["Организации объединены [Вернуть]"]
    assert [line.short_name for line in organization_lines(db, text="17")] == ["Детский сад № 17 «Ромашка»"]


def test_a_spelling_of_a_municipality_is_explained_and_forgotten(
    room: OrganizationsView, page: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    room.rooms._buttons["units"].click()
    assert page.buttons.organization.text() == "Добавить написание"
    page.primary_new()
    panel = room.units.panel
    field = room.units.fields.editor("spelling")
    assert isinstance(field, TextField)
    type_text(field, "Артёмка")
    room.units._unit.set_value(arrange.unit(db, arrange.ARTYOM))
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert [(each.spelling, each.municipality_id) for each in unit_spellings(db)] == [
        ("артемка", arrange.unit(db, arrange.ARTYOM))
    ]
    qtbot.keyClick(room.units.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert unit_spellings(db) == []


def test_the_keyboard_stands_on_the_button_of_an_empty_list_after_the_panel_is_closed(
    room: OrganizationsView, page: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    segment = room.rooms._buttons["units"]
    segment.setFocus()
    segment.click()
    page.primary_new()
    settle(qtbot, workplace)
    press(room.units.panel, Qt.Key.Key_Escape)
    assert room.units.areas()[0].hasFocus()


def test_escape_leads_back_to_the_list(room: OrganizationsView, page: TraineesPage) -> None:
    press(room, Qt.Key.Key_Escape)
    assert page.heading == "Стажёры"
