"""What «…» of the section leads to: papers, the grid of marks, repeating, guests, tables that are taken in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.events import attendance_sheet, event_card, event_line, event_page
from models.queries.people import person_choices
from models.rows.codes import Mode, Presence
from tests.views.dropping import drop
from tests.views.events.arrange import event_of, press, settle
from views.events.page import EventsPage
from views.papers.offer import PaperWindow
from views.workplace import Workplace

OpenPage = Callable[..., EventsPage]
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def _choose(page: EventsPage, words: str) -> None:
    """Choose a line of «…»."""
    page._on_more()
    menu = page.findChild(QMenu, "events-menu")
    assert menu is not None
    action = next(action for action in menu.actions() if action.text().startswith(words))
    menu.close()
    action.trigger()


def _paper(qtbot: QtBot, workplace: Workplace, page: EventsPage) -> PaperWindow:
    window = page.findChild(PaperWindow)
    assert window is not None
    qtbot.waitUntil(lambda: window.preview.pages > 0)
    settle(qtbot, workplace)
    return window


@POPUPS
def test_ctrl_p_on_the_sheet_of_an_event_shows_its_registration_sheet(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page(event_id=event_of(db, Mode.IN_PERSON))
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = _paper(qtbot, workplace, page)
    assert window.windowTitle().startswith("Лист регистрации")
    window.close()


@POPUPS
def test_an_announcement_is_put_on_the_clipboard_to_be_pasted(
    db: Database, open_page: OpenPage, said: list[str]
) -> None:
    event_id = event_of(db, Mode.IN_PERSON)
    page = open_page(event_id=event_id)
    _choose(page, "Скопировать объявление")
    first, _, when, *_rest = QGuiApplication.clipboard().text().splitlines()
    assert first.endswith(f"«{event_card(db, event_id).draft.title}»")
    assert when.startswith("Когда: ")
    assert said == ["Объявление скопировано: вставьте его в сообщение."]


@POPUPS
def test_the_journal_of_the_period_is_offered_in_the_log(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page()
    _choose(page, "Журнал мероприятий")
    window = _paper(qtbot, workplace, page)
    assert window.windowTitle() == "Журнал мероприятий, I квартал 2026 года"
    window.close()


@POPUPS
def test_the_grid_of_marks_is_reached_from_an_event_and_stands_on_it(db: Database, open_page: OpenPage) -> None:
    event_id = event_of(db, Mode.IN_PERSON)
    page = open_page(event_id=event_id)
    _choose(page, "Отметить несколько мероприятий")
    assert page.grid.isVisible()
    assert page.heading == "Отметки нескольких мероприятий"
    assert page.grid.model.events[page.grid.view.column].id == event_id


@POPUPS
def test_enter_and_the_breadcrumb_lead_from_the_grid_to_an_event_and_to_the_log(
    qtbot: QtBot, open_page: OpenPage
) -> None:
    page = open_page()
    _choose(page, "Отметить несколько мероприятий")
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Return)
    assert page.attendance.isVisible()
    page.show_grid()
    qtbot.keyClick(page.grid.view, Qt.Key.Key_Escape)
    assert page.log.isVisible()


@POPUPS
def test_a_guest_without_a_card_is_entered_in_place_and_marked_in_one_action(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    event_id = event_of(db, Mode.IN_PERSON)
    page, before = open_page(event_id=event_id), len(attendance_sheet(db, event_id))
    page.attendance.add_person()
    field = page.attendance.findChild(QLineEdit, "add-person-name")
    assert field is not None
    press(field, "Ъеликова Анна Павловна")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    choices = person_choices(db)
    fields = page.guest_panel.fields
    assert fields.values()["last_name"] == "Ъеликова"
    fields.editor("position_id").set_value(choices.positions[0].id)
    fields.editor("organization_id").set_value(choices.organizations[0].id)
    page.guest_panel.save()
    assert not fields.isEnabled()  # a letter typed now would enter her once more
    settle(qtbot, workplace)
    assert page.guest_panel.drafts == frozenset()
    lines = attendance_sheet(db, event_id)
    assert [line.state for line in lines if line.last_name == "Ъеликова"] == [Presence.PRESENT]
    assert page.attendance.model.line(page.attendance.view.row).last_name == "Ъеликова"
    undo_last(db, actor=workplace.actor())
    assert len(attendance_sheet(db, event_id)) == before


@POPUPS
def test_repeating_from_the_menu_puts_the_first_new_event_under_the_cursor(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page()
    page.log.table.select_first()
    line = page.log.current()
    assert line is not None
    _choose(page, "Повторить на другие даты")
    press(page.repeat_panel.fields.editor("days"), "24.3, 31.3")
    page.repeat_panel.save()
    settle(qtbot, workplace)
    qtbot.waitUntil(lambda: (now := page.log.current()) is not None and f"{now.held_on:%d.%m}" == "24.03")
    assert page.log.current().title == line.title


def test_a_place_that_is_taken_at_that_time_is_told_beside_the_field(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    other = next(
        line for line in event_page(db) if line.starts_at and line.mode is not Mode.REMOTE and _place(db, line.id)
    )
    page.write_new()
    form = page.event_panel.fields
    form.set_values(
        {**form.usual(), "held_on": other.held_on, "place": _place(db, other.id).upper(), "mode": Mode.IN_PERSON}
    )
    press(form.editor("starts_at"), other.starts_at or "")
    assert other.title.strip("«»") in form.place_warning()
    form.editor("place").set_typed("другой конец города")
    form.editor("place").edited.emit()
    assert form.place_warning() == ""


def _place(db: Database, event_id: int) -> str:
    card = event_card(db, event_id)
    assert card is not None
    return card.draft.place or ""


@POPUPS
def test_a_table_of_events_is_taken_in_from_the_menu(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, tmp_path: Path
) -> None:
    line = event_line(db, event_page(db)[0].id)
    assert line is not None
    (tmp_path / "год.csv").write_text(
        f"Дата;Тема;Формат;Минут;Ведущий\n07.10.2025;Игры на песке;семинар;90;{line.leader}\n", encoding="utf-8"
    )
    page = open_page()
    _choose(page, "Загрузить мероприятия")
    assert drop(page.imports, [tmp_path / "год.csv"])
    settle(qtbot, workplace)
    assert page.heading == "год.csv"
    page.imports.check.load_button.click()
    settle(qtbot, workplace)
    assert page.log.isVisible()
    assert any(each.title == "Игры на песке" for each in event_page(db, limit=500))
