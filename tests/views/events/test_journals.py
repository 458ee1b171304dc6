"""«Мероприятия | Консультации | Протоколы»: the choice, what the header offers, and the ways in."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.queries.overview import overview
from models.rows.overview import Attention
from tests.views.journals import write_consultations, write_minutes
from views.events.journals import Journal
from views.events.page import EventsPage
from views.overview.page import OverviewPage
from views.places import Consultation, Minutes, NewEvent
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OpenPage = Callable[..., EventsPage]


def primary(page: EventsPage) -> list[str]:
    names = ("event-new", "attendance-done", "journal-primary")
    buttons = [page.findChild(QPushButton, name) for name in names]
    return [button.text() for button in buttons if button is not None and button.isVisible()]


def test_the_arrows_go_through_the_journals_and_the_choice_is_remembered(
    qtbot: QtBot, open_page: OpenPage, workplace: Workplace
) -> None:
    page = open_page()
    segment = page.findChild(QWidget, "segment-events")
    assert segment is not None
    segment.setFocus()
    QTest.keyClick(segment, Qt.Key.Key_Right)
    assert page.journals.shown is Journal.CONSULTATIONS
    assert (page.heading, primary(page)) == ("Консультации", ["Записать консультацию"])
    again = EventsPage(workplace)
    qtbot.addWidget(again)
    assert again.journals.shown is Journal.CONSULTATIONS


def test_ctrl_n_begins_what_the_journal_holds(open_page: OpenPage) -> None:
    page = open_page()
    page.journals.show_journal(Journal.CONSULTATIONS)
    page.primary_new()
    assert page.journals.consultations.panel.is_open
    page.journals.show_journal(Journal.MINUTES)
    page.primary_new()
    assert primary(page) == ["Сохранить протокол"]
    assert page.heading.startswith("Протокол № ")


def test_the_crumb_leads_from_one_protocol_to_the_list(open_page: OpenPage, db: Database) -> None:
    meeting_id = write_minutes(db)[-1]
    page = open_page()
    page.show_place(Minutes(meeting_id))
    crumb = page.findChild(QPushButton, "breadcrumb")
    assert crumb is not None
    assert (crumb.text(), crumb.isVisible()) == ("Протоколы", True)
    crumb.setFocus()
    QTest.keyClick(crumb, Qt.Key.Key_Return)
    assert (page.heading, primary(page)) == ("Протоколы", ["Записать протокол"])


def test_places_lead_to_a_consultation_to_minutes_and_back_to_events(open_page: OpenPage, db: Database) -> None:
    consultation_id, meeting_id = write_consultations(db, 1)[0], write_minutes(db, 1)[0]
    page = open_page()
    page.show_place(Consultation(consultation_id))
    assert page.journals.consultations.panel.key == consultation_id
    page.show_place(Minutes(meeting_id))
    assert page.journals.minutes.editor.meeting_id == meeting_id
    page.show_place(NewEvent())
    assert page.journals.shown is Journal.EVENTS
    assert page.event_panel.is_open


@pytest.mark.parametrize("journal", list(Journal))
def test_the_menu_belongs_to_the_journal(open_page: OpenPage, db: Database, journal: Journal) -> None:
    write_consultations(db, 2)
    write_minutes(db, 2)
    page = open_page()
    page.journals.show_journal(journal)
    page._on_more()
    menu = page.findChild(QMenu, "events-menu")
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    assert "Копировать список как таблицу" in words
    assert ("Добавить продукт без мероприятия" in words) == (journal is Journal.EVENTS)


def test_a_due_decision_of_the_overview_leads_to_its_minutes(qtbot: QtBot, workplace: Workplace, db: Database) -> None:
    ids = write_minutes(db)
    led: list[tuple[str, object]] = []
    row = next(each for each in overview(db).attention if each.why is Attention.DECISION_OVERDUE)
    page = OverviewPage(workplace)
    qtbot.addWidget(page)
    object.__setattr__(page._work, "go", lambda section, place: led.append((section, place)))
    page._on_asked(row)
    assert led == [("events", Minutes(row.record_id))]
    assert row.record_id in ids
