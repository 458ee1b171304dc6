"""The history of lists: what taking one back would do is said first, and done then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.commands.people import change_trainee
from models.commands.site import assign_role
from models.database import Database
from models.queries.people import people_page, person_card
from models.rows.people import PeopleFilter
from models.rows.site import PersonDraft, RoleDraft
from tests.models.make import HEAD, clock
from tests.views.trainees.arrange import Said, known_people, settle
from views.trainees.page import TraineesPage
from views.workplace import Workplace


@pytest.fixture
def used(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> TraineesPage:
    """A list of three people, one of whom got a role since; the history is open."""
    known_people(db, "Артёмова Светлана Игоревна", "Зуева Нина Петровна", "Ким Анна Львовна")
    person = next(line.id for line in people_page(db, PeopleFilter()) if line.last_name == "Ким")
    assign_role(db, RoleDraft(person_id=person, role_id=1, starts_on=clock()().date()), actor=HEAD)
    page.show_batches()
    settle(qtbot, workplace)
    return page


def test_it_is_said_who_stays_and_why(used: TraineesPage) -> None:
    assert "Уйдут карточки, которые появились с этим списком: 2." in used.batches._lines.text()
    assert used.batches._kept.text() == "Ким Анна Львовна — есть роль в команде"


def test_taking_a_list_back_does_what_was_said(
    used: TraineesPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    qtbot.mouseClick(used.batches.undo_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert said.done == ["Загрузка отменена: убрано 2, осталось 1 [Вернуть]"]
    assert [line.last_name for line in people_page(db, PeopleFilter())] == []


def test_a_list_that_was_taken_back_stays_in_the_history(
    used: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    qtbot.mouseClick(used.batches.undo_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    line = used.batches.table.current_row()
    assert line is not None
    assert line.undone_on
    assert used.batches.undo_button.isHidden()


def test_a_list_nobody_can_be_taken_back_from_says_so(
    page: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    known_people(db, "Ким Анна Львовна")
    person = people_page(db, PeopleFilter())[0].id
    assign_role(db, RoleDraft(person_id=person, role_id=1, starts_on=clock()().date()), actor=HEAD)
    page.show_batches()
    settle(qtbot, workplace)
    assert page.batches.undo_button.blocked


def test_without_lists_the_history_says_so(page: TraineesPage) -> None:
    page.show_batches()
    assert page.batches.table.empty.sentence.text() == "Списков пока не загружали"


def test_after_a_list_was_taken_back_the_focus_is_on_its_row(
    used: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    used.activateWindow()
    used.batches.undo_button.setFocus()
    qtbot.keyClick(used.batches.undo_button, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert used.focusWidget() is used.batches.table


def test_the_hash_of_a_file_is_shown_short_and_copied_whole(used: TraineesPage, said: Said, qtbot: QtBot) -> None:
    assert used.batches.sum_button.text() == "Контрольная сумма файла: ffffffffffff…"
    qtbot.mouseClick(used.batches.sum_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "f" * 64
    assert said.done == ["Контрольная сумма файла скопирована"]


def test_a_card_edited_since_is_told_by_field(
    page: TraineesPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    known_people(db, "Ким Анна Львовна")
    person = people_page(db, PeopleFilter())[0].id
    card = person_card(db, person)
    assert card is not None
    draft = PersonDraft(
        last_name="Ким", first_name="Анна", patronymic="Львовна", position_id=2,
        organization_id=card.organization_id, phone="+79140000001",
    )  # fmt: skip
    change_trainee(db, person, draft, actor=HEAD)
    page.show_batches()
    settle(qtbot, workplace)
    assert page.batches._kept.text() == "Ким Анна Львовна — карточку с тех пор меняли: должность, телефон"
