"""Streams by keyboard: opened with a new programme, filled from the list, looked into, left and removed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.commands.programs import add_program, add_stream
from models.commands.site import assign_role
from models.commands.undo import undo_last
from models.database import Database
from models.queries.directory import ids_by_code
from models.queries.people import people_page
from models.queries.streams import person_places, stream_lines
from models.rows.codes import EnrollmentStatus, ProgramKind
from models.rows.people import PeopleFilter
from models.rows.programs import ProgramDraft, StreamDraft
from models.rows.site import RoleDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, count
from tests.views.trainees.arrange import Said, known_people, press, settle, type_text
from views.trainees.page import TraineesPage
from views.widgets.fields import TextField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PEOPLE = ("Артёмова Светлана Игоревна", "Зуева Нина Петровна", "Ким Анна Львовна")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def tutor(db: Database) -> int:
    """Somebody of the team, who is in no list of trainees."""
    person = arrange.person(db, "Тьюторова")
    assign_role(db, RoleDraft(person_id=person, role_id=1, starts_on=date(2026, 1, 1)), actor=HEAD)
    return person


@pytest.fixture
def filled(db: Database, tutor: int, page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> TraineesPage:
    """The page on three people and a team."""
    known_people(db, *PEOPLE)
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(PEOPLE))
    return page


def a_stream(db: Database, tutor: int, *surnames: str, title: str = "Осенний", ends_on: date = date(2026, 5, 1)) -> int:
    program = add_program(db, ProgramDraft(title=f"Для «{title}»", kind=ProgramKind.OUTSIDE_DPP, hours=12), actor=HEAD)
    draft = StreamDraft(
        program_id=program, title=title, starts_on=date(2026, 1, 12), ends_on=ends_on, tutor_id=tutor, capacity=25
    )
    people = [line.id for line in people_page(db, PeopleFilter()) if line.last_name in surnames]
    return add_stream(db, draft, actor=HEAD, people=people)


def write(page: TraineesPage, key: str, text: str) -> None:
    field = page.streams.panel.fields.editor(key)
    assert isinstance(field, TextField)
    field.selectAll()
    type_text(field, text)


def save(page: TraineesPage, qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.keyClick(page.streams.panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)


def fill_new(page: TraineesPage) -> None:
    write(page, "program_title", "Речь в игре")
    write(page, "program_hours", "12")
    write(page, "ends_on", "1.5.2026")


def choose_all(page: TraineesPage, qtbot: QtBot) -> QMenu:
    """Ctrl+A, Ctrl+E: the menu of streams."""
    page.table.setFocus()
    press(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def pick(menu: QMenu, words: str) -> None:
    menu.setActiveAction(next(action for action in menu.actions() if words in action.text()))
    press(menu, Qt.Key.Key_Return)


def who(db: Database, stream_id: int) -> list[str]:
    return [line.last_name for line in people_page(db, PeopleFilter(stream_id=stream_id))]


def find(page: QWidget, name: str) -> QAbstractButton:
    QApplication.processEvents()
    (found,) = [each for each in page.findChildren(QAbstractButton, name) if each.isVisible()]
    return found


def test_without_streams_it_is_said_what_a_stream_is(page: TraineesPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.buttons.streams, Qt.MouseButton.LeftButton)
    empty = page.streams._empty
    assert (empty.isVisible(), empty.button.text()) == (True, page.buttons.stream.text())
    assert page.heading == "Потоки"


def test_escape_leads_back_to_the_list(page: TraineesPage) -> None:
    page.show_streams()
    press(page.streams, Qt.Key.Key_Escape)
    assert page.heading == "Стажёры"


def test_a_stream_is_opened_with_a_new_programme_in_one_action(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.show_streams()
    filled.primary_new()
    fill_new(filled)
    save(filled, qtbot, workplace)
    (line,) = stream_lines(db)
    assert (line.title, line.program, line.starts_on) == ("Поток 1", "Речь в игре", date(2026, 3, 2))
    assert line.tutor == "Тьюторова М."
    assert said.done == ["Поток «Поток 1» открыт [Вернуть]"]
    undo_last(db, actor=HEAD)
    assert (count(db, "stream"), count(db, "program")) == (0, 0)


def test_the_opened_stream_is_where_the_keyboard_stands(
    filled: TraineesPage, db: Database, tutor: int, qtbot: QtBot, workplace: Workplace
) -> None:
    a_stream(db, tutor)
    filled.show_streams()
    filled.primary_new()
    write(filled, "ends_on", "1.5.2026")
    save(filled, qtbot, workplace)
    line = filled.streams.table.current_row()
    assert line is not None
    assert (line.title, line.program) == ("Поток 2", "Для «Осенний»")


def test_a_stream_that_ends_before_it_begins_is_told_of_and_nothing_is_stored(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    filled.show_streams()
    filled.primary_new()
    fill_new(filled)
    write(filled, "ends_on", "1.1.2026")
    save(filled, qtbot, workplace)
    assert "раньше" in filled.streams.panel.fields.problem_of("ends_on")
    assert (count(db, "stream"), count(db, "program")) == (0, 0)


def test_a_known_programme_asks_nothing_more(filled: TraineesPage, db: Database, tutor: int) -> None:
    a_stream(db, tutor)
    filled.show_streams()
    filled.primary_new()
    assert not filled.streams.panel.fields.editor("program_title").isVisible()


def test_a_stream_is_changed_from_the_list_by_f2(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    a_stream(db, tutor)
    filled.show_streams()
    qtbot.keyClick(filled.streams.table, Qt.Key.Key_F2)
    write(filled, "title", "Зимний")
    save(filled, qtbot, workplace)
    assert ([line.title for line in stream_lines(db)], said.done) == (["Зимний"], ["Поток «Зимний» изменён [Вернуть]"])


def test_the_state_follows_the_day(filled: TraineesPage, db: Database, tutor: int) -> None:
    a_stream(db, tutor)
    a_stream(db, tutor, title="Прошлый", ends_on=date(2026, 2, 1))
    filled.show_streams()
    states = next(column for column in filled.streams.model.columns if column.key == "state")
    assert {line.title: states.text(line) for line in filled.streams.model.rows()} == {
        "Осенний": "идёт",
        "Прошлый": "завершён",
    }


def test_a_stream_is_removed_by_delete_and_offered_back(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    a_stream(db, tutor, "Ким")
    filled.show_streams()
    qtbot.keyClick(filled.streams.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert (stream_lines(db), said.done) == ([], ["Поток «Осенний» убран [Вернуть]"])
    undo_last(db, actor=HEAD)
    qtbot.waitUntil(lambda: filled.streams.model.rowCount() == 1)


def test_a_stream_with_events_stays_and_says_why(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = a_stream(db, tutor)
    arrange.event(db, tutor, stream_ids=[stream_id])
    filled.show_streams()
    qtbot.keyClick(filled.streams.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert said.refused[0].text == f"Поток «Осенний» убрать нельзя: он участвует в 1{NBSP}мероприятии."
    assert count(db, "stream") == 1


def test_chosen_people_go_into_a_stream_and_those_there_are_told_of(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = a_stream(db, tutor, "Ким")
    settle(qtbot, workplace)
    pick(choose_all(filled, qtbot), "Осенний")
    settle(qtbot, workplace)
    assert who(db, stream_id) == ["Артёмова", "Зуева", "Ким"]
    words = f"В поток «Осенний» зачислено с 12{NBSP}января: 2{NBSP}человека. Уже были в нём: 1"
    assert said.done == [f"{words} [Вернуть]"]
    undo_last(db, actor=HEAD)
    assert who(db, stream_id) == ["Ким"]


def test_people_who_are_all_there_change_nothing(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    a_stream(db, tutor, "Артёмова", "Зуева", "Ким")
    settle(qtbot, workplace)
    pick(choose_all(filled, qtbot), "Осенний")
    settle(qtbot, workplace)
    assert said.done == ["Все уже в потоке «Осенний», в нём ничего не изменилось"]


def test_a_stream_that_is_over_stands_apart(filled: TraineesPage, db: Database, tutor: int, qtbot: QtBot) -> None:
    a_stream(db, tutor, ends_on=date(2026, 2, 1))
    menu = choose_all(filled, qtbot)
    assert [action.text() for action in menu.actions() if action.text()] == ["Завершённые", "Новый поток…"]
    assert menu.activeAction().text() == "Новый поток…"
    menu.close()


def test_a_new_stream_is_opened_for_the_chosen_in_one_action(
    filled: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    pick(choose_all(filled, qtbot), "Новый поток…")
    assert filled.streams.panel._waiting.text() == f"Сразу зачислим: 3{NBSP}человека."
    fill_new(filled)
    save(filled, qtbot, workplace)
    assert who(db, stream_lines(db)[0].id) == ["Артёмова", "Зуева", "Ким"]
    assert said.done == [f"Поток «Поток 1» открыт, зачислено: 3{NBSP}человека [Вернуть]"]
    assert filled.heading == "Стажёры"
    undo_last(db, actor=HEAD)
    assert (count(db, "stream"), count(db, "enrollment")) == (0, 0)


def test_the_strip_says_how_many_are_chosen_and_leads_to_the_menu(
    filled: TraineesPage, db: Database, tutor: int, qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = a_stream(db, tutor)
    filled.table.selectAll()
    assert filled.people.chosen.strip._said.text() == "Выбрано: 3"
    qtbot.mouseClick(find(filled, "enroll"), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    pick(menu, "Осенний")
    settle(qtbot, workplace)
    assert len(who(db, stream_id)) == len(PEOPLE)


def test_who_is_in_a_stream_is_listed_and_taken_out_there(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = a_stream(db, tutor, "Ким", "Зуева")
    filled.show_streams()
    press(filled.streams.table, Qt.Key.Key_Return)
    qtbot.mouseClick(find(filled, "stream-in-list"), Qt.MouseButton.LeftButton)
    assert [line.last_name for line in filled.model.rows()] == ["Зуева", "Ким"]
    filled.table.select(lambda line: line.last_name == "Ким")
    qtbot.mouseClick(find(filled, "leave"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert (who(db, stream_id), said.done) == (
        ["Зуева"],
        [f"Из потока «Осенний» убрано: 1{NBSP}человек [Вернуть]"],
    )
    undo_last(db, actor=HEAD)
    qtbot.waitUntil(lambda: len(filled.model.rows()) == 2)


def test_a_stream_without_people_says_how_to_fill_it(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot
) -> None:
    a_stream(db, tutor)
    filled.show_streams()
    press(filled.streams.table, Qt.Key.Key_Return)
    qtbot.mouseClick(find(filled, "empty-link"), Qt.MouseButton.LeftButton)
    assert said.done[-1].startswith("В этом потоке пока никого.")
    assert len(filled.model.rows()) == len(PEOPLE)


def test_the_card_shows_the_streams_and_leads_out_of_them(
    filled: TraineesPage, db: Database, tutor: int, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    a_stream(db, tutor, "Ким")
    person = next(line.id for line in filled.model.rows() if line.last_name == "Ким")
    filled.open_person(person)
    qtbot.mouseClick(find(filled, "place-expel"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    (place,) = person_places(db, person)
    assert (place.status, place.left_on) == (EnrollmentStatus.EXPELLED, date(2026, 3, 2))
    assert said.done == [f"Отчисление из потока «Осенний» записано с 2{NBSP}марта [Вернуть]"]
    qtbot.mouseClick(find(filled, "place-leave"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert person_places(db, person) == []


def test_the_card_leads_into_a_stream(
    filled: TraineesPage, db: Database, tutor: int, qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = a_stream(db, tutor)
    filled.open_person(filled.model.row_at(0).id)
    qtbot.mouseClick(find(filled, "person-enroll"), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    pick(menu, "Осенний")
    settle(qtbot, workplace)
    assert who(db, stream_id) == ["Артёмова"]
    qtbot.waitUntil(lambda: find(filled, "place-leave").accessibleName() == "Убрать из потока «Осенний»")


def test_what_was_typed_stands_there_again_for_whoever_is_chosen_next(
    filled: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    pick(choose_all(filled, qtbot), "Новый поток…")
    fill_new(filled)
    press(filled.streams.panel, Qt.Key.Key_Escape)
    press(filled.streams, Qt.Key.Key_Escape)
    filled.table.select(lambda line: line.last_name == "Ким")
    qtbot.keyClick(filled.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    pick(menu, "Новый поток…")
    save(filled, qtbot, workplace)
    assert who(db, stream_lines(db)[0].id) == ["Ким"]


def test_a_new_stream_begins_with_the_tutor_of_the_team(db: Database, filled: TraineesPage) -> None:
    acting = arrange.person(db, "Ведущая")
    roles = ids_by_code(db, "role")
    assign_role(db, RoleDraft(person_id=acting, role_id=roles["tutor"], starts_on=date(2026, 1, 5)), actor=HEAD)
    filled.show_streams()
    filled.streams.write_new()
    assert filled.streams.panel.fields.values()["tutor_id"] == acting
