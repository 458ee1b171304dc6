"""Minutes by keyboard: begun, numbered, filled with questions and decisions, saved whole, ticked, taken out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.attachments import attached_files
from models.queries.meetings import meeting_card, meeting_list
from models.rows.attachments import MeetingPlace
from models.rows.codes import MeetingBody
from tests.models.make import HEAD, content, run
from tests.models.photos import photo
from tests.views.journals import write_minutes
from tests.views.stored import settle
from tests.views.widgets.keys import show, type_text
from views.drafts import Keeping
from views.meetings.editor import MeetingEditor
from views.meetings.view import MeetingsView
from views.messages import Notice
from views.papers.offer import PaperWindow
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, TextField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot: QtBot, workplace: Workplace, db: Database) -> MeetingsView:
    write_minutes(db)
    view = MeetingsView(workplace)
    show(qtbot, view, 1320, 900)
    view.take_focus()
    return view


@pytest.fixture
def newest(view: MeetingsView, db: Database) -> MeetingEditor:
    """The editor with the newest minutes."""
    view.open_meeting(meeting_list(db)[0].id)
    return view.editor


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def choose(editor: MeetingEditor, key: str, place: int) -> None:
    field = editor.form.editor(key)
    assert isinstance(field, ChoiceField)
    field.setFocus()
    field.setCurrentIndex(place)
    field.edited.emit()


def save(editor: MeetingEditor, qtbot: QtBot, workplace: Workplace) -> None:
    press(editor, Qt.Key.Key_S, CTRL)
    settle(qtbot, workplace)


def decisions(editor: MeetingEditor, place: int) -> list[object]:
    return [row.text.value() for row in editor.questions[place].rows]


def test_the_list_says_what_is_not_done(view: MeetingsView) -> None:
    states = [view.model.columns[-1].text(line) for line in view.table.rows()]
    assert states == ["в работе 1", "просрочено", "просрочено", "просрочено"]
    view.bar.choose_quick("overdue")
    assert len(view.table.rows()) == 3


def test_the_search_finds_by_the_chair(qtbot: QtBot, view: MeetingsView) -> None:
    chair = view.table.rows()[0].chair.split(" ")[0]
    type_text(view.bar.search, chair[:5].lower())
    qtbot.waitUntil(lambda: view.model.rowCount() == 4)
    type_text(view.bar.search, "ъъъ")
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)


def test_minutes_are_written_by_keyboard_and_saved_in_one_action(
    qtbot: QtBot, view: MeetingsView, workplace: Workplace, db: Database, said: list[str]
) -> None:
    before = content(db)
    view.write_new()
    editor = view.editor
    assert editor.title() == "Протокол № 5, совет площадки"
    choose(editor, "chair_id", 0)
    choose(editor, "secretary_id", 2)
    question = editor.questions[0].question
    question.setFocus()
    type_text(question, "О плане на лето")
    press(question, Qt.Key.Key_Return, CTRL)
    first = focus()
    assert isinstance(first, QPlainTextEdit)
    type_text(first, "Собрать предложения")
    press(first, Qt.Key.Key_Return, CTRL)
    type_text(focus(), "Обсудить на совете")
    due = editor.questions[0].rows[1].form.editor("due_on")
    assert isinstance(due, DateField)
    due.setFocus()
    type_text(due, "24.3")
    save(editor, qtbot, workplace)
    line = meeting_list(db)[0]
    card = meeting_card(db, line.id)
    assert card is not None
    (stored,) = card.draft.agenda
    assert [each.text for each in stored.decisions] == ["Собрать предложения", "Обсудить на совете"]
    assert [str(each.due_on) for each in stored.decisions] == ["None", "2026-03-24"]
    assert said == [f"Протокол № {line.number} записан."]
    assert (editor.meeting_id, editor.is_changed()) == (line.id, False)
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before
    assert not view.shows_editor


def test_the_number_follows_the_body_until_it_is_typed(view: MeetingsView) -> None:
    view.write_new()
    editor = view.editor
    number = editor.form.editor("number")
    assert isinstance(number, TextField)
    proposed = number.value()
    choose(editor, "body", list(MeetingBody).index(MeetingBody.WORKING_GROUP))
    assert (proposed != "1", number.value()) == (True, "1")
    number.selectAll()
    type_text(number, "7")
    choose(editor, "body", 0)
    assert number.value() == "7"


def test_alt_and_arrows_move_a_decision_and_then_its_question(
    qtbot: QtBot, newest: MeetingEditor, workplace: Workplace, db: Database
) -> None:
    last = newest.questions[1]
    last.rows[0].text.setFocus()
    press(focus(), Qt.Key.Key_Return, CTRL)
    type_text(focus(), "Сначала спросить всех")
    press(focus(), Qt.Key.Key_Up, ALT)
    assert decisions(newest, 1) == ["Сначала спросить всех", "Обсудить план"]
    last.question.setFocus()
    press(focus(), Qt.Key.Key_Up, ALT)
    assert newest.questions[0] is last
    assert focus() is last.question
    save(newest, qtbot, workplace)
    card = meeting_card(db, newest.meeting_id or 0)
    assert card is not None
    assert [each.question for each in card.draft.agenda] == ["О плане работ на II квартал", "Об итогах набора"]
    assert [each.text for each in card.draft.agenda[0].decisions] == ["Сначала спросить всех", "Обсудить план"]


def test_a_tick_stores_that_a_decision_is_done_and_undo_takes_it_back(
    qtbot: QtBot, newest: MeetingEditor, workplace: Workplace, db: Database, said: list[str]
) -> None:
    before = content(db)
    tick = newest.questions[1].rows[0].findChild(QCheckBox, "decision-done")
    assert tick is not None
    tick.setFocus()
    press(tick, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    card = meeting_card(db, newest.meeting_id or 0)
    assert card is not None
    assert card.draft.agenda[1].decisions[0].done_on == db.today()
    assert said == ["Решение исполнено."]
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before
    assert not newest.questions[1].rows[0].tick.value()


def test_a_tick_keeps_what_is_being_typed(
    qtbot: QtBot, newest: MeetingEditor, workplace: Workplace, db: Database
) -> None:
    heard = newest.questions[1].form.editor("heard")
    assert isinstance(heard, QPlainTextEdit)
    type_text(heard, "Говорили о лете")
    newest.questions[1].rows[0].tick.click()
    settle(qtbot, workplace)
    assert heard.toPlainText() == "Говорили о лете"
    assert newest.is_changed()
    save(newest, qtbot, workplace)
    card = meeting_card(db, newest.meeting_id or 0)
    assert card is not None
    assert card.draft.agenda[1].decisions[0].done_on == db.today()
    assert card.draft.agenda[1].heard == "Говорили о лете"


def test_a_problem_stands_at_its_own_decision(
    qtbot: QtBot, newest: MeetingEditor, workplace: Workplace, db: Database
) -> None:
    before = content(db)
    row = newest.questions[1].rows[0]
    row.text.selectAll()
    press(row.text, Qt.Key.Key_Delete)
    save(newest, qtbot, workplace)
    assert row.form.problem_of("text") == "Заполните это поле"
    assert focus() is row.text
    assert content(db) == before


def test_a_decision_due_before_the_meeting_is_refused_in_words(
    qtbot: QtBot, newest: MeetingEditor, workplace: Workplace
) -> None:
    due = newest.questions[1].rows[0].form.editor("due_on")
    assert isinstance(due, DateField)
    due.setFocus()
    due.selectAll()
    type_text(due, "1.1.2026")
    save(newest, qtbot, workplace)
    said = newest.form.findChild(QLabel, "form-problem")
    assert said is not None
    assert "Срок решения раньше самого заседания" in said.text()


def test_a_decision_that_was_taken_out_comes_back(newest: MeetingEditor, workplace: Workplace) -> None:
    notices: list[Notice] = []
    workplace.messages.said.connect(notices.append)
    remove = newest.questions[1].rows[0].findChild(QWidget, "decision-remove")
    assert remove is not None
    remove.setFocus()
    press(remove, Qt.Key.Key_Return)
    assert decisions(newest, 1) == []
    assert notices[0].choice is not None
    notices[0].choice[1]()
    assert decisions(newest, 1) == ["Обсудить план"]
    assert not newest.is_changed()


def test_what_was_typed_and_not_saved_outlives_a_restart(
    qtbot: QtBot, view: MeetingsView, workplace: Workplace, db: Database
) -> None:
    meeting_id = meeting_list(db)[0].id
    view.open_meeting(meeting_id)
    type_text(view.editor.questions[0].question, "И ещё: ")
    view.editor.questions[0].add_decision()
    type_text(focus(), "Недописанное решение")
    typed = view.editor.typed()
    press(view.editor, Qt.Key.Key_Escape)
    assert not view.shows_editor
    for keeping in view.findChildren(Keeping):
        keeping.keep()
    again = MeetingsView(workplace)
    show(qtbot, again, 1320, 900)
    again.open_meeting(meeting_id)
    assert again.editor.typed() == typed
    assert again.editor.notice.isVisible()
    again.editor.restore()
    assert not again.editor.is_changed()


def test_a_second_ctrl_s_writes_no_second_minutes(
    qtbot: QtBot, view: MeetingsView, workplace: Workplace, db: Database
) -> None:
    before = len(meeting_list(db))
    view.write_new()
    choose(view.editor, "chair_id", 0)
    type_text(view.editor.questions[0].question, "О плане на лето")
    press(view.editor, Qt.Key.Key_S, CTRL)
    save(view.editor, qtbot, workplace)
    assert len(meeting_list(db)) == before + 1


def test_what_is_typed_while_minutes_are_stored_stays_unsaved(
    qtbot: QtBot, newest: MeetingEditor, workplace: Workplace
) -> None:
    place = newest.form.editor("place")
    assert isinstance(place, TextField)
    type_text(newest.questions[0].question, "И ещё: ")
    press(newest, Qt.Key.Key_S, CTRL)
    type_text(place, "Зал")
    typed = place.text()
    settle(qtbot, workplace)
    assert (newest.form.values()["place"], newest.is_changed()) == (typed, True)


def test_a_draft_over_changed_minutes_changes_only_what_was_typed(
    view: MeetingsView, newest: MeetingEditor, db: Database
) -> None:
    meeting_id = newest.meeting_id
    type_text(newest.questions[0].question, "И ещё: ")
    asked = newest.questions[0].question.value()
    view.show_list()
    run(db, "UPDATE meeting SET place = 'Библиотека' WHERE id = ?", meeting_id)
    view.open_meeting(meeting_id or 0)
    assert newest.form.values()["place"] == "Библиотека"
    assert newest.questions[0].question.value() == asked


def test_what_was_typed_over_minutes_that_are_gone_goes_too(newest: MeetingEditor) -> None:
    type_text(newest.questions[0].question, "И ещё: ")
    for keeping in newest.findChildren(Keeping):
        keeping.removed.emit(frozenset({newest.meeting_id}))
        keeping.keep()
        assert keeping.drafts() == {}
    assert newest.drafts == frozenset()


def test_the_signed_scan_hangs_at_the_minutes(
    qtbot: QtBot, view: MeetingsView, newest: MeetingEditor, workplace: Workplace, db: Database, tmp_path
) -> None:
    path = tmp_path / "скан.jpg"
    path.write_bytes(photo(size=(300, 200)))
    assert view.take_files([path])
    settle(qtbot, workplace)
    assert len(attached_files(db, MeetingPlace(newest.meeting_id or 0))) == 1


def test_del_takes_minutes_out_and_undo_brings_them_back(
    qtbot: QtBot, view: MeetingsView, workplace: Workplace, db: Database, said: list[str]
) -> None:
    view.table.select_first()
    before = content(db)
    press(view.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert view.model.rowCount() == 3
    assert said == ["Протокол № 4 убран."]
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before
    assert view.model.rowCount() == 4


def paper(view: MeetingsView, qtbot: QtBot, workplace: Workplace) -> PaperWindow:
    """The preview that was asked for, with its pages drawn."""
    window = view.window().findChild(PaperWindow)
    assert window is not None
    qtbot.waitUntil(lambda: window.preview.pages > 0, timeout=20_000)
    settle(qtbot, workplace)
    return window


def test_the_menu_of_the_list_prints_the_minutes_under_the_cursor(
    qtbot: QtBot, view: MeetingsView, workplace: Workplace
) -> None:
    view.table.select_first()
    menu = QMenu(view)
    view.fill_menu(menu)
    next(action for action in menu.actions() if action.text().startswith("Печать протокола")).trigger()
    window = paper(view, qtbot, workplace)
    assert window.windowTitle() == "Протокол № 4, совет площадки"
    window.close()
    settle(qtbot, workplace)


def test_ctrl_p_in_the_editor_prints_what_is_stored(
    qtbot: QtBot, view: MeetingsView, newest: MeetingEditor, workplace: Workplace
) -> None:
    press(newest.form.editor("number"), Qt.Key.Key_P, CTRL)
    window = paper(view, qtbot, workplace)
    assert window.windowTitle() == newest.title()
    window.close()
    settle(qtbot, workplace)


def test_minutes_with_unsaved_edits_are_saved_before_they_are_printed(
    view: MeetingsView, newest: MeetingEditor, said: list[str]
) -> None:
    type_text(newest.questions[0].question, "И ещё: ")
    press(newest.questions[0].question, Qt.Key.Key_P, CTRL)
    assert view.window().findChild(PaperWindow) is None
    assert said == ["Сначала сохраните протокол (Ctrl+S): печатается то, что записано."]
