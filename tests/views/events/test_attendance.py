"""Marking attendance as a person does: mostly by letters, in whichever layout the keyboard happens to be."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.commands.events import mark_attendance
from models.commands.undo import redo_last, undo_last
from models.database import Actor, Database
from models.queries.events import attendance_sheet, event_card, event_line, people_to_add
from models.rows.codes import Mode, Presence
from models.rows.events import Mark
from models.rules.person_code import person_code
from tests.models.make import run
from tests.views.events.arrange import actions, event_of, middle, press, settle, shown_states, states
from views.events.attendance_model import MARK, MINUTES, NAME
from views.events.log import _participants
from views.events.page import EventsPage
from views.widgets.paint import MARK_WIDTH
from views.workplace import Workplace

OpenPage = Callable[..., EventsPage]
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The screenless platform says so of every small window."""
P, R, E, A = Presence.PRESENT, Presence.REMOTE, Presence.EXCUSED, Presence.ABSENT


@pytest.fixture
def mixed(db: Database) -> int:
    """A mixed event that nobody has marked."""
    return event_of(db, Mode.MIXED, marked=False)


def keys(qtbot: QtBot, page: EventsPage, typed: str) -> None:
    """Type letters and spaces on the sheet, Latin ones as their keys."""
    for letter in typed:
        if letter.isascii() and letter != " ":
            qtbot.keyClick(page.attendance.view, letter)
        else:
            press(page.attendance.view, letter)


def test_a_whole_stream_is_marked_by_letters_of_both_layouts(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    typed = ("нyуeдl " * 4)[: len(states(db, mixed))]
    keys(qtbot, page, typed)
    settle(qtbot, workplace)
    meant = {"н": A, "y": A, "у": E, "e": E, "д": R, "l": R, " ": P}
    assert len(typed) >= 20
    assert states(db, mixed) == [meant[letter] for letter in typed]


def test_capital_letters_mark_too(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    keys(qtbot, open_page(event_id=mixed), "НУДY")
    settle(qtbot, workplace)
    assert states(db, mixed)[:4] == [A, E, R, A]


def test_each_keystroke_is_an_action_of_its_own(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page, before = open_page(event_id=mixed), actions(db)
    keys(qtbot, page, "нуд")
    settle(qtbot, workplace)
    assert actions(db) == before + 3


def test_undo_takes_back_one_mark_and_goes_to_its_row(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "нуд")
    settle(qtbot, workplace)
    undo_last(db, actor=Actor())
    settle(qtbot, workplace)
    assert shown_states(page.attendance)[:3] == [A, E, None]
    assert page.attendance.view.row == 2
    redo_last(db, actor=Actor())
    settle(qtbot, workplace)
    assert shown_states(page.attendance)[:3] == [A, E, R]


def test_repeating_a_letter_is_harmless(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page, before = open_page(event_id=mixed), actions(db)
    keys(qtbot, page, "н")
    page.attendance.view.show_row(0)
    keys(qtbot, page, "н")
    settle(qtbot, workplace)
    assert states(db, mixed)[0] is A
    assert actions(db) == before + 1


def test_the_last_row_stays_the_last_row(qtbot: QtBot, mixed: int, open_page: OpenPage) -> None:
    page = open_page(event_id=mixed)
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_End)
    keys(qtbot, page, "нн")
    assert page.attendance.view.row == page.attendance.model.rowCount() - 1
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Home)
    assert page.attendance.view.row == 0
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Up)
    assert page.attendance.view.row == 0


def test_counters_follow_every_letter(qtbot: QtBot, mixed: int, open_page: OpenPage) -> None:
    page = open_page(event_id=mixed)
    total = page.attendance.model.rowCount()
    keys(qtbot, page, "нудд")
    tally = page.attendance.model.tally()
    assert (tally.absent, tally.excused, tally.remote, tally.present) == (1, 1, 2, total - 4)
    said = page.attendance.findChild(type(page.attendance._strip)).accessibleName()
    assert f"{total - 2} из {total}" in said
    assert "1 отсутствует" in said


def test_done_stores_everyone_else_as_one_action(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage, said: list[str]
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "н")
    settle(qtbot, workplace)
    before = actions(db)
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert states(db, mixed) == [A, *[P] * (len(states(db, mixed)) - 1)]
    assert actions(db) == before + 1
    assert said == [f"Посещение отмечено: {len(states(db, mixed))} человек."]
    assert page.log.isVisible()
    current = page.log.current()
    assert current is not None
    assert current.id == mixed


def test_leaving_without_done_keeps_what_was_typed_and_says_so_in_the_log(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "н")
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Escape)
    settle(qtbot, workplace)
    line = event_line(db, mixed)
    assert line is not None
    assert (line.marked, line.unmarked) == (1, len(states(db, mixed)) - 1)
    assert "отмечены не все" in [page.log.model.data(page.log.model.index(row, 6)) for row in range(20)]


def test_in_a_remote_event_everyone_is_remote(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    event_id = event_of(db, Mode.REMOTE, marked=False)
    page = open_page(event_id=event_id)
    keys(qtbot, page, "нд у")
    settle(qtbot, workplace)
    assert states(db, event_id)[:4] == [A, R, R, E]
    page.attendance.store_rest()
    settle(qtbot, workplace)
    assert states(db, event_id) == [A, R, R, E, *[R] * (len(states(db, event_id)) - 4)]


def test_in_the_room_nobody_is_remote(qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    event_id = event_of(db, Mode.IN_PERSON, marked=False)
    page = open_page(event_id=event_id)
    keys(qtbot, page, "lд")
    settle(qtbot, workplace)
    assert set(states(db, event_id)) == {None}
    assert "только в смешанном" in page.attendance.notice
    assert page.attendance.view.row == 0


def test_other_letters_and_shortcuts_mark_nobody(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page, before = open_page(event_id=mixed), actions(db)
    keys(qtbot, page, "фъqж")
    press(page.attendance.view, "н", modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.attendance.view, "y", Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert actions(db) == before
    assert page.attendance.view.row == 0


@pytest.mark.parametrize("leave", [Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_End])
def test_digits_are_minutes_and_are_taken_on_going_on(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage, leave: Qt.Key
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "45")
    qtbot.keyClick(page.attendance.view, leave)
    settle(qtbot, workplace)
    first = attendance_sheet(db, mixed)[0]
    assert (first.state, first.minutes) == (P, 45)
    assert page.attendance.view.row > 0


def test_minutes_being_typed_are_kept_when_a_letter_or_the_list_follows(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "45д60")
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Backspace)
    qtbot.mouseClick(page.findChild(QWidget, "breadcrumb"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    one, two = attendance_sheet(db, mixed)[:2]
    assert (one.state, one.minutes) == (R, 45)
    assert (two.state, two.minutes) == (P, 6)


def test_minutes_that_do_not_fit_stay_and_say_why(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page, before = open_page(event_id=mixed), actions(db)
    keys(qtbot, page, "999")
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Down)
    assert "набрано 999" in page.attendance.notice
    assert page.attendance.view.row == 0
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Escape)
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Down)
    settle(qtbot, workplace)
    assert page.attendance.view.row == 1
    assert actions(db) == before


def test_the_whole_length_is_no_exception(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, f"{page.attendance.model.duration}")
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Down)
    settle(qtbot, workplace)
    assert attendance_sheet(db, mixed)[0].minutes is None


def test_who_is_absent_has_no_minutes(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "45н")
    page.attendance.view.show_row(0)
    keys(qtbot, page, "30")
    settle(qtbot, workplace)
    assert attendance_sheet(db, mixed)[0].minutes is None
    assert "только у тех, кто участвует" in page.attendance.notice
    assert page.attendance.model.data(page.attendance.model.index(0, MINUTES)) == "—"


def test_a_signature_stays_with_who_takes_part(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    event_id = event_of(db, Mode.MIXED)
    row = states(db, event_id).index(P)
    page = open_page(event_id=event_id)
    page.attendance.view.show_row(row)
    keys(qtbot, page, "д")
    settle(qtbot, workplace)
    assert attendance_sheet(db, event_id)[row].signature_kept
    page.attendance.view.show_row(row)
    keys(qtbot, page, "н")
    settle(qtbot, workplace)
    assert not attendance_sheet(db, event_id)[row].signature_kept


def test_delete_takes_a_mark_away(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "н")
    page.attendance.view.show_row(0)
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert states(db, mixed)[0] is None


def test_the_mouse_marks_over_the_whole_height_of_a_row(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    cell = page.attendance.view.visualRect(page.attendance.model.index(2, MARK))
    for place, edge in ((3, cell.top() + 1), (1, cell.bottom() - 1)):
        at = QPoint(cell.left() + 10 + place * MARK_WIDTH + 4, edge)
        qtbot.mouseClick(page.attendance.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        settle(qtbot, workplace)
        assert states(db, mixed)[2] is (A if place == 3 else R)


def test_a_click_on_a_name_only_goes_there(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page, before = open_page(event_id=mixed), actions(db)
    qtbot.mouseClick(page.attendance.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(page.attendance, 3, NAME))
    settle(qtbot, workplace)
    assert page.attendance.view.row == 3
    assert actions(db) == before


def test_an_event_still_ahead_takes_excuses_but_no_presence(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    run(db, "UPDATE event SET held_on = '2026-03-18' WHERE id = ?", mixed)
    page = open_page(event_id=mixed)
    keys(qtbot, page, "у")
    page.attendance.store_rest()
    settle(qtbot, workplace)
    assert set(states(db, mixed)[1:]) == {None}
    assert states(db, mixed)[0] is E
    assert page.log.isVisible()


def test_who_left_the_stream_before_is_not_on_the_sheet(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    gone = page.attendance.model.line(0).person_id
    run(db, "UPDATE enrollment SET status = 'expelled', left_on = '2026-01-20' WHERE person_id = ?", gone)
    settle(qtbot, workplace)
    assert gone not in {line.person_id for line in page.attendance.model.lines}


@POPUPS
def test_somebody_from_the_roster_is_added_and_taken_off_again(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    guest = people_to_add(db, mixed, "")[0]
    page.attendance.add_person()
    typed = page.findChild(QWidget, "add-person-name")
    press(typed, guest.name[:5])
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    row = page.attendance.model.row_of(guest.id)
    assert row is not None
    assert page.attendance.view.row == row
    assert page.focusWidget() is page.attendance.view
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert page.attendance.model.row_of(guest.id) is None


def test_a_person_taken_out_meanwhile_stores_nothing_and_says_so(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage, said: list[str]
) -> None:
    page = open_page(event_id=mixed)
    page.attendance._store([page.attendance.model.line(0)._replace(person_id=9999, state=A)])
    settle(qtbot, workplace)
    assert len(said) == 1
    assert set(states(db, mixed)) == {None}
    assert set(shown_states(page.attendance)) == {None}


@POPUPS
def test_the_menu_does_what_the_keys_do(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    words = [action.text().split("\t")[0] for action in page.attendance.view.menu().actions() if action.text()]
    assert words == [
        "Присутствует", "Дистанционно", "Уважительная", "Отсутствует", "Снять отметку", "Копировать лист как таблицу",
    ]  # fmt: skip
    page.attendance.view.menu().actions()[3].trigger()
    settle(qtbot, workplace)
    assert states(db, mixed)[0] is A


def test_the_sheet_is_copied_as_a_table(qtbot: QtBot, mixed: int, open_page: OpenPage) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "н")
    qtbot.keyClick(page.attendance.view, "c", Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["№", "Стажёр", "Организация", "Отметка", "Минут"]
    assert lines[1].split("\t")[3:] == ["отсутствует", "—"]
    assert len(lines) == page.attendance.model.rowCount() + 1


def test_who_withdrew_is_copied_by_her_code(qtbot: QtBot, db: Database, mixed: int, open_page: OpenPage) -> None:
    person_id = attendance_sheet(db, mixed)[0].person_id
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", person_id)
    page = open_page(event_id=mixed)
    qtbot.keyClick(page.attendance.view, "c", Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1].split("\t")[1] == person_code(person_id)


def test_alt_right_goes_to_the_next_event_of_the_log(qtbot: QtBot, mixed: int, open_page: OpenPage) -> None:
    page = open_page(event_id=mixed)
    rows = page.log.table.rows()
    place = [line.id for line in rows].index(mixed)
    step = next(action for action in page.attendance.actions() if action.shortcut().toString() == "Alt+Right")
    step.trigger()
    assert page.attendance.card is not None
    assert page.attendance.card.id == rows[place + 1].id


def test_guests_are_a_number(qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage) -> None:
    page = open_page(event_id=mixed)
    field = page.findChild(QWidget, "guests")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "16")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    card = event_card(db, mixed)
    assert card is not None
    assert card.draft.total_external == 16
    assert "плюс 16 гостей" in page.attendance._strip.accessibleName()


def test_what_is_being_typed_is_stored_when_the_window_closes(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    keys(qtbot, page, "45")
    page.store()
    workplace.jobs.close()
    assert attendance_sheet(db, mixed)[0].minutes == 45


def test_marks_made_elsewhere_appear(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    person = page.attendance.model.line(4).person_id
    mark_attendance(db, mixed, [Mark(person, A)], actor=Actor())
    settle(qtbot, workplace)
    assert page.attendance.model.line(4).state is A


def test_an_event_taken_out_elsewhere_leads_back_to_the_log(
    qtbot: QtBot, workplace: Workplace, db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    run(db, "DELETE FROM event WHERE id = ?", mixed)
    settle(qtbot, workplace)
    assert page.log.isVisible()


def test_the_model_is_sound(qtmodeltester: ModelTester, mixed: int, open_page: OpenPage) -> None:
    qtmodeltester.check(open_page(event_id=mixed).attendance.model)


def test_a_sheet_without_marks_says_who_is_expected_in_the_header_and_in_the_list(
    db: Database, mixed: int, open_page: OpenPage
) -> None:
    page = open_page(event_id=mixed)
    total = page.attendance.model.rowCount()
    said = page.attendance.findChild(type(page.attendance._strip)).accessibleName()
    line = event_line(db, mixed)
    assert line is not None
    assert f"{total} из {total} ожида" in said
    assert "участву" not in said
    assert _participants(line).split()[1] == str(total)
