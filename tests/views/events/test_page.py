"""The log and its panels, worked by keyboard on a real file."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Actor, Database
from models.queries.events import event_card, event_choices, event_counts, event_page
from models.queries.plans import product_list
from models.rows.codes import Mode, PlanItemStatus
from models.rows.event_log import EventFilter
from tests.models.make import clear, run
from tests.views.events.arrange import event_of, press, settle, wait_for
from views.events.page import EventsPage, day_in_words, heading_of
from views.places import NewEvent, Place
from views.theme import Mode as ThemeMode
from views.workplace import Workplace

OpenPage = Callable[..., EventsPage]
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CTRL = Qt.KeyboardModifier.ControlModifier


def fill(page: EventsPage, key: str, typed: str) -> None:
    """Type into a field of the event's form as over what stands there."""
    field = page.event_panel.fields.editor(key)
    field.setFocus()
    line = field.lineEdit() if hasattr(field, "lineEdit") and field.lineEdit() is not None else field
    line.selectAll()
    press(line, typed)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        QTest.keyClick(popup, Qt.Key.Key_Tab)


def titles(page: EventsPage) -> list[str]:
    return [line.title for line in page.log.table.rows()]


def newest(db: Database):
    return max(event_page(db, limit=1000), key=lambda line: line.id)


def test_the_log_shows_the_newest_first(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    assert titles(page) == [line.title for line in event_page(db)]
    assert page.log.table.rows()[0].held_on >= page.log.table.rows()[-1].held_on


def test_search_waits_for_the_hand_and_filters_in_sql(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    page.focus_filter()
    press(page.focusWidget(), "КАРТА")
    wait_for(qtbot, lambda: 0 < len(titles(page)) < 10)
    assert all("карта" in title.casefold() for title in titles(page))


def test_nothing_found_offers_to_reset(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    whole = len(titles(page))
    press(page.log.bar.search, "такогонет")
    wait_for(qtbot, lambda: not titles(page))
    assert page.log.table.empty.isVisible()
    qtbot.mouseClick(page.log.table.empty.link, Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: len(titles(page)) == whole)


def test_a_past_event_without_marks_stands_out(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    bare = event_of(db, Mode.REMOTE, marked=False)
    settle(qtbot, workplace)
    button = page.findChild(QWidget, "quick-unmarked")
    assert button.count == event_counts(db, EventFilter()).unmarked == 1
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert [line.id for line in page.log.table.rows()] == [bare]
    assert page.log.model.data(page.log.model.index(0, 6)) == "нет отметок"


def test_sorting_is_asked_of_sql(open_page: OpenPage) -> None:
    page = open_page()
    page.log.model.sort(5, Qt.SortOrder.DescendingOrder)
    shown = [line.participants for line in page.log.table.rows()]
    assert shown == sorted(shown, reverse=True)


def test_periods_are_offered_from_the_log_itself(qtbot: QtBot, workplace: Workplace, open_page: OpenPage) -> None:
    page = open_page()
    field = page.findChild(QWidget, "filter-period")
    field.set_value("2025-Q4")
    field.edited.emit()
    settle(qtbot, workplace)
    days = [line.held_on for line in page.log.table.rows()]
    assert days
    assert all(date(2025, 10, 1) <= day <= date(2025, 12, 31) for day in days)


@POPUPS
def test_an_unplanned_event_is_written_down_by_keyboard(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, said: list[str]
) -> None:
    page = open_page()
    page.primary_new()
    fill(page, "title", "Разбор игровых ситуаций")
    fill(page, "held_on", "24.3")
    fill(page, "starts_at", "1030")
    fill(page, "duration_min", "135")
    fill(page, "format_id", "мастер-класс")
    fill(page, "leader_id", "подкорытова")
    qtbot.keyClick(page.focusWidget(), "s", CTRL)
    settle(qtbot, workplace)
    card = event_card(db, newest(db).id)
    assert card is not None
    assert card.draft.title == "Разбор игровых ситуаций"
    assert card.draft.held_on == date(2026, 3, 24)
    assert card.draft.starts_at == "10:30"
    assert card.draft.duration_min == 135
    assert card.format == "мастер-класс"
    assert card.leader.startswith("Подкорытова")
    assert card.plan_item is None
    assert said == ["Мероприятие «Разбор игровых ситуаций» записано."]
    current = page.log.current()
    assert current is not None
    assert current.id == card.id
    assert not page.event_panel.is_open


def test_tomorrow_is_a_date(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    page.write_new()
    fill(page, "held_on", "завтра")
    assert page.event_panel.fields.values()["held_on"] == date(2026, 3, 14)


def test_what_is_missing_is_said_beside_its_field(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    before = len(event_page(db))
    page.write_new()
    fill(page, "held_on", "")
    page.event_panel.fields.editor("held_on").clear()
    page.event_panel.save()
    settle(qtbot, workplace)
    fields = page.event_panel.fields
    assert all(fields.problem_of(key) for key in ("title", "format_id", "leader_id"))
    assert page.focusWidget() is fields.editor("title")
    assert len(event_page(db)) == before


def test_a_plan_item_fills_the_form(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    item = event_choices(db).plan_items[0]
    page.show_place(NewEvent(item.id))
    values = page.event_panel.fields.values()
    assert values["plan_item_id"] == item.id
    assert values["title"] == item.title
    assert all(values[key] for key in ("held_on", "duration_min", "format_id", "mode", "leader_id"))


def test_what_was_typed_already_is_not_overwritten_by_the_plan(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    page.write_new()
    fill(page, "title", "Своя тема")
    choice = page.event_panel.fields.editor("plan_item_id")
    choice.set_value(event_choices(db).plan_items[0].id)
    choice.edited.emit()
    values = page.event_panel.fields.values()
    assert values["title"] == "Своя тема"
    assert values["format_id"] is not None


def test_an_event_of_a_plan_item_makes_it_done(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    item = next(each for each in event_choices(db).plan_items if each.is_open and each.due_to <= date(2026, 3, 31))
    run(db, "UPDATE plan_item SET status = 'planned' WHERE id = ?", item.id)
    page.show_place(NewEvent(item.id))
    fill(page, "held_on", "13.3")
    page.event_panel.save()
    settle(qtbot, workplace)
    card = event_card(db, newest(db).id)
    assert card is not None
    assert card.plan_item is not None
    assert card.plan_item.status is PlanItemStatus.DONE


def test_a_leader_who_is_elsewhere_is_warned_of(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    other = next(line for line in event_page(db) if line.starts_at)
    card = event_card(db, other.id)
    assert card is not None
    page.write_new()
    form = page.event_panel.fields
    form.editor("leader_id").set_value(card.draft.leader_id)
    fill(page, "held_on", f"{other.held_on:%d.%m.%Y}")
    fill(page, "starts_at", str(other.starts_at))
    assert other.title in form.warning()
    fill(page, "held_on", "1.1.2026")
    assert form.warning() == ""


def test_an_event_is_no_clash_with_itself(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    other = next(line for line in event_page(db) if line.starts_at)
    page.change_event(other.id)
    assert page.event_panel.fields.warning() == ""


def test_f2_changes_and_ctrl_s_stores(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, said: list[str]
) -> None:
    page = open_page()
    page.log.table.select_first()
    line = page.log.current()
    assert line is not None
    f2 = next(action for action in page.log.table.actions() if action.shortcut().toString() == "F2")
    f2.trigger()
    fill(page, "place", "библиотека")
    qtbot.keyClick(page.focusWidget(), "s", CTRL)
    settle(qtbot, workplace)
    card = event_card(db, line.id)
    assert card is not None
    assert card.draft.place == "библиотека"
    assert said == [f"Мероприятие «{line.title}» изменено."]


def test_a_second_ctrl_s_writes_no_second_event(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    before = len(event_page(db, limit=1000))
    page.write_new()
    choices = event_choices(db)
    page.event_panel.fields.editor("format_id").set_value(choices.formats[0].id)
    page.event_panel.fields.editor("leader_id").set_value(choices.people[0].id)
    fill(page, "title", "Дважды")
    for _ in range(2):
        qtbot.keyClick(page.event_panel, "s", CTRL)
    settle(qtbot, workplace)
    assert len(event_page(db, limit=1000)) == before + 1


def test_changing_nothing_keeps_everything(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    for line in event_page(db, limit=6):
        before = event_card(db, line.id)
        page.change_event(line.id)
        page.event_panel.save()
        settle(qtbot, workplace)
        assert event_card(db, line.id) == before


def test_what_is_closed_meanwhile_stays_with_its_event(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    line = next(each for each in event_page(db) if each.is_planned and each.marked)
    before = event_card(db, line.id)
    assert before is not None
    run(db, "UPDATE program SET status = 'archived'")
    run(db, "UPDATE plan_item SET status = 'cancelled', reason = 'перенос'")
    run(db, "UPDATE person SET pd_state = 'depersonalised' WHERE id = ?", before.draft.leader_id)
    page.change_event(line.id)
    page.event_panel.save()
    settle(qtbot, workplace)
    after = event_card(db, line.id)
    assert after is not None
    assert after.draft == before.draft


def test_undo_shows_in_the_open_panel(qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    page = open_page()
    line = event_page(db)[0]
    run(db, "UPDATE event SET place = 'сквер' WHERE id = ?", line.id)
    page.change_event(line.id)
    undo_last(db, actor=Actor())
    settle(qtbot, workplace)
    assert page.event_panel.fields.values()["place"] != "сквер"


def test_an_event_that_is_gone_closes_its_panel(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    line = event_page(db)[0]
    page.change_event(line.id)
    page._remove(line.id)
    settle(qtbot, workplace)
    assert not page.event_panel.is_open
    assert line.id not in {each.id for each in page.log.table.rows()}


def test_escape_keeps_what_was_typed(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    page.write_new()
    fill(page, "title", "Недописанное")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert not page.event_panel.is_open
    page.write_new()
    assert page.event_panel.fields.values()["title"] == "Недописанное"
    assert page.event_panel.fields.values()["duration_min"] == 90


def test_delete_takes_an_event_out_and_undo_brings_it_back_with_its_marks(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, said: list[str]
) -> None:
    page = open_page()
    event_id = event_of(db, Mode.REMOTE)
    page.log.select(event_id)
    line = page.log.current()
    assert line is not None
    delete = next(action for action in page.log.table.actions() if action.shortcut().toString() == "Del")
    delete.trigger()
    settle(qtbot, workplace)
    assert event_id not in {each.id for each in page.log.table.rows()}
    assert said == [f"Мероприятие «{line.title}» убрано вместе с отметками."]
    undo_last(db, actor=Actor())
    settle(qtbot, workplace)
    assert line in page.log.table.rows()


def test_the_list_is_copied_as_a_table(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    page._on_copy()
    text = QApplication.clipboard().text()
    assert text.startswith("Дата\tТема\tФормат")
    assert len(text.splitlines()) == len(titles(page)) + 1


def test_enter_opens_the_sheet_and_escape_comes_back_to_the_row(
    qtbot: QtBot, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    event_id = event_of(db, Mode.MIXED)
    page.log.select(event_id)
    qtbot.keyClick(page.log.table, Qt.Key.Key_Return)
    assert page.attendance.isVisible()
    assert page.focusWidget() is page.attendance.view
    qtbot.keyClick(page.attendance.view, Qt.Key.Key_Escape)
    current = page.log.current()
    assert current is not None
    assert current.id == event_id
    assert page.focusWidget() is page.log.table


def test_changing_an_event_from_its_sheet_shows_at_once(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    event_id = event_of(db, Mode.MIXED)
    page = open_page(event_id=event_id)
    page.change_event(event_id)
    fill(page, "title", "Новая тема")
    page.event_panel.save()
    settle(qtbot, workplace)
    assert page.heading.endswith("«Новая тема»")
    assert page.attendance.isVisible()


def test_a_mode_that_marks_do_not_fit_is_refused_and_nothing_typed_is_lost(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, said: list[str]
) -> None:
    event_id = event_of(db, Mode.REMOTE)
    page = open_page(event_id=event_id)
    page.change_event(event_id)
    page.event_panel.fields.editor("mode").set_value(Mode.IN_PERSON)
    page.event_panel.save()
    settle(qtbot, workplace)
    assert "ему не подходит" in said[0]
    assert page.event_panel.is_open
    assert page.event_panel.fields.values()["mode"] is Mode.IN_PERSON


def test_a_product_is_entered_from_its_event(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, said: list[str]
) -> None:
    event_id = event_of(db, Mode.MIXED)
    page = open_page(event_id=event_id)
    page.write_product(event_id)
    form = page.product_panel.fields
    press(form.editor("title"), "Памятка наблюдателя")
    form.editor("kind_id").set_value(event_choices(db).product_kinds[0].id)
    page.product_panel.save()
    settle(qtbot, workplace)
    card = event_card(db, event_id)
    assert card is not None
    assert "Памятка наблюдателя" in [product.title for product in card.products]
    assert said == ["Продукт «Памятка наблюдателя» добавлен."]
    shown = {label.text() for label in page.attendance.facts.findChildren(QLabel) if not label.isHidden()}
    assert "Памятка наблюдателя" in shown


def test_a_product_without_a_kind_is_not_stored(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page, before = open_page(), len(product_list(db))
    page.write_product()
    press(page.product_panel.fields.editor("title"), "Памятка")
    page.product_panel.save()
    settle(qtbot, workplace)
    assert page.product_panel.fields.problem_of("kind_id")
    assert len(product_list(db)) == before


def test_one_panel_at_a_time(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    page.write_new()
    page.write_product()
    assert not page.event_panel.is_open
    page.write_new()
    assert not page.product_panel.is_open


@POPUPS
def test_the_menu_of_three_dots_has_what_the_keys_have(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page()
    page.log.table.select_first()
    page._on_more()
    menu = page.findChild(QWidget, "events-menu")
    words = [action.text() for action in menu.actions() if isinstance(action, QAction) and action.text()]
    menu.close()
    assert words == [
        "Отметить посещение",
        "Изменить",
        "Добавить продукт",
        "Убрать из журнала",
        "Лист регистрации…",
        "Скопировать объявление",
        "Повторить на другие даты…",
        "Отметить несколько мероприятий",
        "Журнал мероприятий…\tCtrl+P",
        "Загрузить мероприятия из таблицы…",
        "Добавить продукт без мероприятия",
        "Копировать список как таблицу",
    ]


def test_an_empty_log_says_how_to_begin(qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    run(db, "UPDATE product SET event_id = NULL")
    run(db, "DELETE FROM event")
    page = open_page()
    button = page.findChild(QWidget, "empty-begin")
    button = next(each for each in page.findChildren(QWidget, "empty-begin") if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.event_panel.is_open


def test_a_grid_without_streams_leads_to_where_they_are_begun(
    qtbot: QtBot, db: Database, open_page: OpenPage, gone: list[tuple[str, object]]
) -> None:
    clear(db, "stream")
    page = open_page()
    page.show_grid()
    [link] = [each for each in page.grid.findChildren(QWidget, "empty-link") if each.isVisible()]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert gone == [("trainees", Place.STREAMS)]


def test_in_a_narrow_window_the_facts_stand_behind_a_tab(qtbot: QtBot, db: Database, open_page: OpenPage) -> None:
    page = open_page(width=968, height=530, event_id=event_of(db, Mode.MIXED))
    assert not page.attendance.facts.isVisible()
    qtbot.mouseClick(page.findChild(QWidget, "segment-facts"), Qt.MouseButton.LeftButton)
    assert page.attendance.facts.isVisible()
    assert not page.attendance.view.isVisible()
    page.resize(1158, 698)
    wait_for(qtbot, lambda: page.attendance.view.isVisible() and page.attendance.facts.isVisible())


def test_places_lead_where_they_say(db: Database, open_page: OpenPage, said: list[str]) -> None:
    page = open_page()
    page.show_place(event_of(db, Mode.MIXED))
    assert page.attendance.isVisible()
    page.show_place(Place.NEW)
    assert page.event_panel.is_open
    page.show_place(99_999)
    assert page.log.isVisible()
    assert said == ["Этого мероприятия уже нет в журнале."]


@pytest.mark.parametrize("event", [False, True])
def test_everything_that_takes_the_focus_has_a_name(db: Database, open_page: OpenPage, event: bool) -> None:
    page = open_page(event_id=event_of(db, Mode.MIXED) if event else None)
    page.write_new()
    page.write_product()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), type(page.event_panel.fields.editor("format_id")))
        and not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []


def test_the_theme_switches_live(workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    page = open_page(event_id=event_of(db, Mode.MIXED))
    before = page.attendance.view.verticalHeader().defaultSectionSize()
    workplace.theme.choose(mode=ThemeMode.DARK, scale=1.25)
    page.grab()
    assert page.attendance.view.verticalHeader().defaultSectionSize() > before


def test_the_model_of_the_log_is_sound(qtmodeltester: ModelTester, open_page: OpenPage) -> None:
    qtmodeltester.check(open_page().log.model)


@pytest.mark.parametrize(
    ("event_format", "title", "heading"),
    [
        ("семинар", "Карта группы", "Семинар «Карта группы»"),
        ("семинар", "«Карта»", "Семинар «Карта»"),
        ("круглый стол", "Круглый стол «Среда»", "Круглый стол «Среда»"),
    ],
)
def test_a_heading_names_the_format_once(event_format: str, title: str, heading: str) -> None:
    assert heading_of(event_format, title) == heading


def test_a_day_is_said_with_its_weekday() -> None:
    assert day_in_words(date(2026, 3, 11)) == "11 марта 2026, среда"


def test_an_unplanned_event_begins_with_the_only_stream_that_runs(db: Database, open_page: OpenPage) -> None:
    running = one_running_stream(db)
    page = open_page()
    page.primary_new()
    assert page.event_panel.fields.values()["stream_ids"] == (running,)


def one_running_stream(db: Database) -> int:
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM stream ORDER BY id DESC LIMIT 1").scalar_one()
    run(db, "UPDATE stream SET starts_on = '2026-01-10', ends_on = '2026-05-30' WHERE id = ?", found)
    run(db, "UPDATE stream SET starts_on = '2025-09-01', ends_on = '2025-12-01' WHERE id <> ?", found)
    return int(found)
