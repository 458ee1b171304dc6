"""The room of a stream by keyboard: applications, the waiting list, orders, transfer, what stays to be mended."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.commands.applications import apply
from models.commands.undo import undo_last
from models.database import Database
from models.queries.people_names import people_by_name
from models.queries.stream_people import stream_orders, stream_people
from models.queries.streams import person_places
from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.programs import ApplicationDraft
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.views.trainees.arrange import Said, known_people, press, settle, type_text
from views.papers.offer import PaperWindow
from views.trainees.page import TraineesPage
from views.trainees.stream_page import StreamPage
from views.widgets.buttons import FilterButton
from views.widgets.fields import TextField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PEOPLE = ("Артёмова Светлана Игоревна", "Зуева Нина Петровна", "Ким Анна Львовна")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def people(db: Database) -> dict[str, int]:
    known_people(db, *PEOPLE)
    return {each.name.split()[0]: each.id for each in people_by_name(db, "") if each.name in PEOPLE}


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


def room_of(page: TraineesPage, qtbot: QtBot, workplace: Workplace, stream_id: int) -> StreamPage:
    """Come into the room of a stream by Enter in the list of streams."""
    settle(qtbot, workplace)
    activate(page, qtbot)
    page.show_streams()
    page.streams.table.select(lambda line: line.id == stream_id)
    press(page.streams.table, Qt.Key.Key_Return)
    return page.stream


def activate(widget: QWidget, qtbot: QtBot) -> None:
    """The screenless platform forgets to, and keys that work for a window then reach nobody."""
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def save(room: StreamPage, qtbot: QtBot, workplace: Workplace) -> None:
    activate(room, qtbot)
    qtbot.keyClick(room.panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    QApplication.processEvents()


def write(room: StreamPage, key: str, text: str) -> None:
    field = room.panel.fields.editor(key)
    assert isinstance(field, TextField)
    field.selectAll()
    type_text(field, text)


def names(room: StreamPage) -> list[str]:
    return [each.name.split()[0] for each in room.model.rows()]


def find(page: QWidget, name: str) -> QAbstractButton:
    QApplication.processEvents()
    (found,) = [each for each in page.findChildren(QAbstractButton, name) if each.isVisible()]
    return found


def application(db: Database, stream_id: int, *person_ids: int) -> None:
    drafts = [ApplicationDraft(person_id=each, applied_on=date(2026, 2, 2)) for each in person_ids]
    apply(db, stream_id, drafts, actor=HEAD)


def test_an_empty_stream_says_what_to_do_and_escape_leads_back(
    page: TraineesPage, db: Database, tutor: int, qtbot: QtBot, workplace: Workplace
) -> None:
    room = room_of(page, qtbot, workplace, arrange.stream(db, tutor))
    assert (page.heading, find(room, "empty-begin").text()) == ("Поток 1", "Новая заявка")
    assert room.head.orders_button.blocked
    press(room, Qt.Key.Key_Escape)
    assert page.heading == "Потоки"


def test_an_application_is_written_by_keyboard_alone(
    page: TraineesPage,
    db: Database,
    tutor: int,
    people: dict[str, int],
    said: Said,
    qtbot: QtBot,
    workplace: Workplace,
) -> None:
    stream_id = arrange.stream(db, tutor)
    room = room_of(page, qtbot, workplace, stream_id)
    page.primary_new()
    press(find(room.panel, "applicants-add"), Qt.Key.Key_Space)
    search = QApplication.activePopupWidget()
    assert search is not None
    field = search.focusWidget() or search
    type_text(field, "Зуев")
    assert search.findChild(QListWidget).count() == 1
    press(field, Qt.Key.Key_Return)
    write(room, "direction", "Речь в игре")
    save(room, qtbot, workplace)
    (person,) = stream_people(db, stream_id)
    assert (person.person_id, person.status, person.direction) == (
        people["Зуева"],
        EnrollmentStatus.APPLIED,
        "Речь в игре",
    )
    assert said.done == ["Заявка принята [Вернуть]"]
    undo_last(db, actor=HEAD)
    qtbot.waitUntil(lambda: find(room, "empty-begin").isVisible())


def test_an_application_of_nobody_is_asked_for_a_name(
    page: TraineesPage, db: Database, tutor: int, qtbot: QtBot, workplace: Workplace
) -> None:
    room = room_of(page, qtbot, workplace, arrange.stream(db, tutor))
    room.write_application()
    save(room, qtbot, workplace)
    assert room.panel.fields.problem_of("people") == "Выберите, кто подал заявку"


def test_the_filters_count_and_show_who_studies_applied_waits_and_left(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = arrange.stream(db, tutor, people["Ким"], capacity=1)
    application(db, stream_id, people["Зуева"], people["Артёмова"])
    room = room_of(page, qtbot, workplace, stream_id)
    shown = {each.objectName(): each.count for each in room.filters.findChildren(FilterButton)}
    counts = [shown[f"quick-{key}"] for key in ("studying", "applied", "waiting", "out")]
    assert (names(room), counts) == (["Ким"], [1, 2, 2, 0])
    press(find(room.filters, "quick-waiting"), Qt.Key.Key_Space)
    assert names(room) == ["Зуева", "Артёмова"]
    states = next(column for column in room.model.columns if column.key == "state")
    assert {states.text(each) for each in room.model.rows()} == {"ждёт места"}


def test_applicants_are_taken_in_by_an_order_whose_number_is_proposed(
    page: TraineesPage,
    db: Database,
    tutor: int,
    people: dict[str, int],
    said: Said,
    qtbot: QtBot,
    workplace: Workplace,
) -> None:
    stream_id = arrange.stream(db, tutor)
    application(db, stream_id, *people.values())
    room = room_of(page, qtbot, workplace, stream_id)
    press(room.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(room.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert room.panel.fields.values()["number"] == "1"
    write(room, "number", "17")
    save(room, qtbot, workplace)
    assert [(each.number, each.kind, each.people) for each in stream_orders(db, stream_id)] == [
        ("17", OrderKind.ENROL, 3)
    ]
    assert {each.status for each in stream_people(db, stream_id)} == {EnrollmentStatus.ENROLLED}
    assert said.done == [f"Зачислено: 3{NBSP}стажёра, приказ №{NBSP}17 [Вернуть]"]
    assert room.head.orders_button.text() == "Приказы · 1"


def test_who_is_in_without_an_order_is_told_and_gets_one(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = arrange.stream(db, tutor, *people.values())
    room = room_of(page, qtbot, workplace, stream_id)
    gap = find(room, "stream-gap")
    assert gap.text() == "Зачислены без приказа: 3"
    press(gap, Qt.Key.Key_Space)
    save(room, qtbot, workplace)
    assert [each.people for each in stream_orders(db, stream_id)] == [3]
    assert gap.isHidden()


def test_the_next_in_line_is_named_when_a_place_is_free_and_taken_in_by_one_key(
    page: TraineesPage,
    db: Database,
    tutor: int,
    people: dict[str, int],
    said: Said,
    qtbot: QtBot,
    workplace: Workplace,
) -> None:
    stream_id = arrange.stream(db, tutor, people["Ким"], capacity=1)
    application(db, stream_id, people["Зуева"], people["Артёмова"])
    room = room_of(page, qtbot, workplace, stream_id)
    find(room, "stream-expel").click()
    save(room, qtbot, workplace)
    told = "Освободилось место: на очереди — Зуева Н. П."
    assert said.done == [f"Отчислено: 1{NBSP}стажёр, приказ №{NBSP}1. {told} [Вернуть]"]
    press(find(room, "stream-accept-next"), Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert person_places(db, people["Зуева"])[0].status is EnrollmentStatus.ENROLLED
    assert person_places(db, people["Артёмова"])[0].status is EnrollmentStatus.APPLIED
    qtbot.waitUntil(lambda: not room.findChild(QAbstractButton, "stream-accept-next").isVisible())


def test_a_transfer_asks_for_the_stream_and_keeps_the_history(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    old, new = arrange.stream(db, tutor, people["Ким"]), arrange.stream(db, tutor)
    room = room_of(page, qtbot, workplace, old)
    find(room, "stream-transfer").click()
    save(room, qtbot, workplace)
    assert room.panel.fields.problem_of("to_stream_id")
    room.panel.fields.set_values({**room.panel.fields.values(), "to_stream_id": new})
    save(room, qtbot, workplace)
    now, before = person_places(db, people["Ким"])
    assert (now.stream_id, now.came_from, before.status) == (new, "Поток 1", EnrollmentStatus.EXPELLED)
    press(find(room.filters, "quick-out"), Qt.Key.Key_Space)
    states = next(column for column in room.model.columns if column.key == "state")
    assert [states.text(each) for each in room.model.rows()] == ["переведён"]


def test_people_chosen_elsewhere_are_chosen_in_the_room(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    room = room_of(page, qtbot, workplace, arrange.stream(db, tutor, *people.values()))
    room.choose_people([people["Ким"], people["Артёмова"]])
    assert [each.name.split()[0] for each in room.table.selected_rows()] == ["Артёмова", "Ким"]


def test_what_cannot_be_done_with_the_chosen_says_why(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = arrange.stream(db, tutor)
    application(db, stream_id, people["Ким"])
    room = room_of(page, qtbot, workplace, stream_id)
    transfer = find(room, "stream-transfer")
    assert transfer.toolTip() == "Переводят тех, кто учится: среди выбранных есть другие"
    transfer.click()
    assert not room.panel.is_open


def test_an_application_is_removed_by_delete(
    page: TraineesPage,
    db: Database,
    tutor: int,
    people: dict[str, int],
    said: Said,
    qtbot: QtBot,
    workplace: Workplace,
) -> None:
    stream_id = arrange.stream(db, tutor)
    application(db, stream_id, people["Ким"])
    room = room_of(page, qtbot, workplace, stream_id)
    qtbot.keyClick(room.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert (stream_people(db, stream_id), said.done) == ([], [f"Убрано из потока: 1{NBSP}заявка [Вернуть]"])


def test_a_place_is_opened_by_enter_and_keeps_an_individual_path(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    stream_id = arrange.stream(db, tutor, people["Ким"])
    room = room_of(page, qtbot, workplace, stream_id)
    press(room.table, Qt.Key.Key_Return)
    type_text(room.panel.fields.editor("individual_path"), "Проба вместо модуля 2")
    save(room, qtbot, workplace)
    assert person_places(db, people["Ким"])[0].individual_path == "Проба вместо модуля 2"


def in_orders_menu(room: StreamPage, words: str) -> None:
    """Choose what is to be done with the first order."""
    press(room.head.orders_button, Qt.Key.Key_Space)
    QApplication.processEvents()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Right)
    inside = QApplication.activePopupWidget()
    assert isinstance(inside, QMenu)
    inside.setActiveAction(next(each for each in inside.actions() if each.text() == words))
    press(inside, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_an_order_is_corrected_printed_and_removed_from_the_menu(
    page: TraineesPage, db: Database, tutor: int, people: dict[str, int], qtbot: QtBot, workplace: Workplace
) -> None:
    arrange.fill_passport(db)
    stream_id = arrange.stream(db, tutor, *people.values())
    room = room_of(page, qtbot, workplace, stream_id)
    room.table.selectAll()
    find(room, "stream-complete").click()
    save(room, qtbot, workplace)
    in_orders_menu(room, "Изменить")
    write(room, "number", "44")
    save(room, qtbot, workplace)
    assert [each.number for each in stream_orders(db, stream_id)] == ["44"]
    in_orders_menu(room, "Печать")
    settle(qtbot, workplace)
    (window,) = page.window().findChildren(PaperWindow)
    assert window.windowTitle() == "Приказ о завершении № 44"
    window.close()
    in_orders_menu(room, "Убрать приказ")
    settle(qtbot, workplace)
    assert stream_orders(db, stream_id) == []
    assert {each.status for each in stream_people(db, stream_id)} == {EnrollmentStatus.COMPLETED}


def test_ctrl_enter_opens_the_card_and_escape_comes_back_to_the_stream(
    page: TraineesPage,
    db: Database,
    tutor: int,
    people: dict[str, int],
    qtbot: QtBot,
    workplace: Workplace,
) -> None:
    stream_id = arrange.stream(db, tutor)
    application(db, stream_id, people["Зуева"], people["Ким"])
    room = room_of(page, qtbot, workplace, stream_id)
    qtbot.keyClick(room.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.heading == "Зуева Нина Петровна"
    qtbot.keyClick(page.card.edit_button, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.heading == "Ким Анна Львовна"
    press(page, Qt.Key.Key_Escape)
    assert (page.heading, page.stream.stream_id) == ("Поток 1", stream_id)
