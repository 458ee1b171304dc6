"""The room of one person, opened and gone through by the keyboard. Today is 2 March 2026."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.rows.codes import PersonalDataState
from models.schema.events import EventStream
from models.schema.programs import Enrollment, Program, Stream
from tests.models.commands.arrange import fill_passport
from tests.models.make import make_event, make_mark, make_person, run, store
from tests.views.stage import Stage
from tests.views.trainees.arrange import press, settle
from views.papers.offer import PaperWindow
from views.places import OneCard
from views.trainees.card import CardPage
from views.trainees.page import TraineesPage
from views.workplace import Workplace


@pytest.fixture
def gone_to() -> list[tuple[str, object]]:
    return []


@pytest.fixture
def workplace(workplace: Workplace, gone_to: list[tuple[str, object]]) -> Workplace:
    return replace(workplace, go=lambda section, place: gone_to.append((section, place)))


@pytest.fixture
def people(db: Database) -> list[int]:
    """Азарова studies, with two seminars of the stream behind her; Белова is in no stream."""
    first, second = make_person(db, last_name="Азарова"), make_person(db, last_name="Белова")
    tutor = make_person(db, last_name="Лисовская")
    program = store(db, Program(uid="p", title="Речь", kind="outside_dpp", hours=12), action="Программа добавлена")
    stream = Stream(
        uid="s",
        program_id=program,
        title="Поток 1",
        starts_on=date(2026, 1, 12),
        ends_on=date(2026, 3, 27),
        tutor_id=tutor,
    )
    stream_id = store(db, stream, action="Поток открыт")
    place = Enrollment(stream_id=stream_id, person_id=first, status="studying", enrolled_on=date(2026, 1, 12))
    store(db, place, action="Стажёр зачислен")
    for title in ("Первый", "Второй"):
        event = make_event(db, title=title, leader_id=tutor)
        store(db, EventStream(event_id=event, stream_id=stream_id), action="Поток указан")
    make_mark(db, event_id=1, person_id=first)
    return [first, second]


@pytest.fixture
def opened(people: list[int], page: TraineesPage, qtbot: QtBot, workplace: Workplace) -> TraineesPage:
    """The card of Азарова, opened from the list."""
    settle(qtbot, workplace)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.people.reload()
    assert page.people.go_to(people[0])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return page


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_ctrl_enter_opens_the_card_of_the_row(opened: TraineesPage) -> None:
    assert opened.heading == "Азарова Мария"
    assert opened.card.chip.text == "обучается"
    assert opened.card.requirements.chip.text == "осталось четыре требования"


def test_the_keyboard_goes_on_in_the_card_and_comes_back_to_the_row(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    page = cast("TraineesPage", stage.page("trainees"))
    names = [line.last_name for line in page.model.rows()[:2]]
    for key, modifier, name in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "card-edit"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, "card-edit"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, "card-edit"),
    ):
        QTest.keyClick(_focus(), key, modifier)
        stage.settle()
        assert _focus().objectName() == name
    assert page.heading.startswith(names[0])
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    assert _focus() is page.table


def test_alt_arrows_go_through_the_list_as_it_stood(opened: TraineesPage) -> None:
    QTest.keyClick(opened.card.edit_button, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert opened.heading == "Белова Мария"
    QTest.keyClick(opened.card, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.heading == "Азарова Мария"
    opened.card.step(-1)
    assert opened.heading == "Азарова Мария", "above the first there is nobody"


def test_enter_in_the_strip_opens_the_event_one_stands_on(
    opened: TraineesPage, gone_to: list[tuple[str, object]]
) -> None:
    strip = opened.card.learning.strip
    strip.setFocus()
    press(strip, Qt.Key.Key_Right)
    press(strip, Qt.Key.Key_Return)
    assert gone_to == [("events", 2)]


def test_every_cell_of_the_strip_says_its_mark_in_words(opened: TraineesPage) -> None:
    strip = opened.card.learning.strip
    assert strip.words(0) == "10.02.2026, семинар «Первый»: присутствует"
    assert strip.words(1) == "10.02.2026, семинар «Второй»: отметки нет"


def test_a_new_mark_is_shown_at_once(opened: TraineesPage, db: Database, people: list[int]) -> None:
    make_mark(db, event_id=2, person_id=people[0])
    assert "отметки нет" not in opened.card.learning.strip.words(1)


def test_a_person_of_no_stream_is_offered_one(opened: TraineesPage, people: list[int]) -> None:
    opened.show_place(OneCard(people[1]))
    assert opened.card.empty.isVisible()
    assert opened.card.empty.button.text() == "Зачислить в поток"


def test_f2_edits_the_data_in_the_panel(opened: TraineesPage) -> None:
    QTest.keyClick(opened.card, Qt.Key.Key_F2)
    assert opened.panel.is_open
    assert opened.panel.fields.values()["last_name"] == "Азарова"


def test_a_blocked_card_says_what_is_closed(opened: TraineesPage, db: Database, people: list[int]) -> None:
    run(db, "UPDATE person SET pd_state = ? WHERE id = ?", PersonalDataState.BLOCKED.value, people[0])
    assert opened.card.closed.isVisible()
    assert "заблокированы" in opened.card.closed.text()


def test_a_blocked_card_says_so_once_beside_the_consents_too(
    opened: TraineesPage, db: Database, people: list[int]
) -> None:
    run(db, "UPDATE person SET pd_state = ? WHERE id = ?", PersonalDataState.BLOCKED.value, people[0])
    opened.card.show_side(about=True)
    shown = [each for each in opened.card.findChildren(QLabel) if each.isVisible() and "заблокированы" in each.text()]
    assert shown == [opened.card.closed]


def test_the_card_of_who_was_removed_gives_way_to_the_list(
    opened: TraineesPage, db: Database, people: list[int]
) -> None:
    opened.show_place(OneCard(people[1]))
    run(db, "DELETE FROM person WHERE id = ?", people[1])
    assert opened.heading == "Стажёры"


def test_the_panel_leads_to_the_card(opened: TraineesPage, people: list[int]) -> None:
    opened.show_list()
    opened.open_person(people[0])
    press(opened.panel.whole_button, Qt.Key.Key_Space)
    assert opened.heading == "Азарова Мария"
    press(opened, Qt.Key.Key_Escape)
    assert opened.heading == "Стажёры"


def test_ctrl_p_shows_the_card_as_it_will_be_printed(
    opened: TraineesPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    fill_passport(db)
    settle(qtbot, workplace)
    QTest.keyClick(opened.card.edit_button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    window = opened.window().findChild(PaperWindow)
    assert window is not None
    assert (window.windowTitle(), window.preview.pages) == ("Карточка стажёра", 1)
    window.close()


def _sides(stage: Stage) -> CardPage:
    page = cast("TraineesPage", stage.page("trainees"))
    stage.page("trainees", OneCard(page.model.rows()[0].id))
    stage.settle()
    return page.card


def test_in_a_small_window_columns_are_tabs_gone_through_by_arrows(open_stage: Callable[..., Stage]) -> None:
    card = _sides(open_stage("demo", width=1093, height=575))
    card.sides.tabs.focus_stop.setFocus()
    seen: list[tuple[bool, bool, bool, bool]] = []
    for _ in range(4):
        about = card.about if card.sides.is_about else None
        seen.append(
            (
                card.requirements.isVisible(),
                card.learning.isVisible(),
                about is not None and about.data.isVisible(),
                about is not None and about.consents.isVisible(),
            )
        )
        press(_focus(), Qt.Key.Key_Right)
    assert seen == [tuple(place == at for place in range(4)) for at in range(4)]


def test_a_window_made_larger_shows_both_columns_of_the_side_one_was_on(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo", width=1093, height=575)
    card = _sides(stage)
    card.show_side(about=True)
    assert (card.about.data.isVisible(), card.about.consents.isVisible()) == (True, False)
    stage.window.resize(1366, 728)
    stage.settle()
    assert (card.about.data.isVisible(), card.about.consents.isVisible()) == (True, True)
    assert (card.sides.sides.isVisible(), card.sides.tabs.isVisible()) == (True, False)
