"""«О человеке» on a card: read, noted and gone through by the keyboard. The day is 13 March 2026."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.commands.people import change_note, remove_trainees
from models.database import Database
from models.errors import UserError
from models.queries.person_page import person_page
from models.rows.attachments import PersonPlace
from models.rows.codes import PersonalDataState
from models.rows.person_page import NoteDraft
from tests.models.make import HEAD, make_person, run
from tests.views.stage import Stage, type_text
from views.drafts import kept_drafts
from views.places import OneCard
from views.trainees.card import CardPage
from views.trainees.page import TraineesPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    return open_stage("demo")


@pytest.fixture
def db(stage: Stage) -> Database:
    assert stage.session.workplace is not None
    return stage.session.workplace.db


@pytest.fixture
def people(stage: Stage, db: Database) -> list[int]:
    """Two who study."""
    page = cast("TraineesPage", stage.page("trainees"))
    return [line.id for line in page.model.rows()[:2]]


@pytest.fixture
def card(stage: Stage, people: list[int]) -> CardPage:
    """The other side of the card of the first, come to by the keyboard alone."""
    page = cast("TraineesPage", stage.page("trainees"))
    press(Qt.Key.Key_Return, CTRL)
    stage.settle()
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    while focus().objectName() != "segment-learning":
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Right)
    stage.settle()
    return page.card


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)


def words_of(part: QWidget) -> str:
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisible())


def note(db: Database, person_id: int) -> str | None:
    page = person_page(db, person_id)
    assert page is not None
    return page.head.note


def test_the_other_side_says_what_is_known_of_a_person(card: CardPage, db: Database, people: list[int]) -> None:
    page = person_page(db, people[0])
    assert page is not None
    assert card.about.data.isVisible()
    assert page.head.position in words_of(card.about.data)
    assert page.head.organization in words_of(card.about.data)
    assert "обработка персональных данных" in words_of(card.about.consents).casefold()


def test_a_note_is_written_and_stored_by_the_keyboard_and_taken_back(
    stage: Stage, card: CardPage, db: Database, people: list[int]
) -> None:
    card.about.note.field.setFocus()
    type_text(focus(), "Готовит мастер-класс")
    press(Qt.Key.Key_S, CTRL)
    stage.settle()
    assert note(db, people[0]) == "Готовит мастер-класс"
    assert not card.about.note.save_button.isVisible()
    assert "Готовит мастер-класс" in words_of(card.about.history)
    stage.session.window.undo()
    stage.settle()
    assert note(db, people[0]) is None
    assert card.about.note.field.value() == ""


def test_what_was_typed_for_one_waits_while_another_is_shown(
    stage: Stage, card: CardPage, db: Database, people: list[int]
) -> None:
    field = card.about.note.field
    field.setFocus()
    type_text(field, "Позвонить")
    QTest.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    stage.settle()
    assert (card.about.note.isVisible(), field.value()) == (True, "")
    card.step(-1)
    assert field.value() == "Позвонить"
    assert note(db, people[0]) is None
    stage.session.window.keep_drafts()
    assert kept_drafts(stage.folder, "person-note") == {people[0]: {"note": "Позвонить"}}


def test_a_change_of_the_card_leaves_what_is_being_typed(
    stage: Stage, card: CardPage, db: Database, people: list[int]
) -> None:
    type_text(card.about.note.field, "Позвонить")
    change_note(db, people[0], NoteDraft(note="Уже позвонили"), actor=HEAD)
    stage.settle()
    assert card.about.note.field.value() == "Позвонить"
    card.about.note.revert_button.click()
    assert card.about.note.field.value() == "Уже позвонили"


def test_the_draft_of_who_was_removed_goes_with_her(stage: Stage, db: Database) -> None:
    person_id = make_person(db, last_name="Вымышленникова")
    page = cast("TraineesPage", stage.page("trainees", OneCard(person_id)))
    page.card.show_side(about=True)
    type_text(page.card.about.note.field, "Позвонить")
    stage.session.window.keep_drafts()
    remove_trainees(db, [person_id], actor=HEAD)
    stage.settle()
    stage.session.window.keep_drafts()
    assert kept_drafts(stage.folder, "person-note") == {}
    assert page.heading == "Стажёры"


def test_files_hang_at_the_person_shown(stage: Stage, card: CardPage, people: list[int]) -> None:
    assert card.about.files._place == PersonPlace(people[0])
    card.step(1)
    assert card.about.files._place == PersonPlace(people[1])


def test_f2_leads_to_the_fields_in_the_panel(stage: Stage, card: CardPage, people: list[int]) -> None:
    press(Qt.Key.Key_F2)
    page = cast("TraineesPage", stage.page("trainees"))
    assert (page.panel.is_open, page.panel.key) == (True, people[0])


def test_no_note_is_taken_where_the_data_are_destroyed(
    stage: Stage, card: CardPage, db: Database, people: list[int]
) -> None:
    run(db, "UPDATE person SET pd_state = ? WHERE id = ?", PersonalDataState.DESTROYED.value, people[0])
    stage.settle()
    assert not card.about.note.isVisible()
    with pytest.raises(UserError):
        change_note(db, people[0], NoteDraft(note="Позвонить"), actor=HEAD)


def test_the_whole_history_is_one_press_away(stage: Stage, card: CardPage, db: Database, people: list[int]) -> None:
    for no in range(12):
        change_note(db, people[0], NoteDraft(note=f"Запись {no}"), actor=HEAD)
    stage.settle()
    assert "Запись 0 →" not in words_of(card.about.history)
    card.about.history.linked.emit()
    stage.settle()
    assert "Запись 0 →" in words_of(card.about.history)
