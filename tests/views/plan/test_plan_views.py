"""Table, calendar and timeline by keyboard and by mouse. Today is 23 March 2026, the quarter is approved."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.plan_board import plan_board, plan_choices, plan_item_card
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import LineOrder, LineWish, PlanLine, QuickFilter
from models.rules.periods import parse_period
from models.rules.plan_periods import Span
from tests.models.make import HEAD, run
from tests.views.plan.arrange import Heard
from tests.views.widgets.keys import type_text
from views.plan.calendar_view import CalendarMode, CalendarView
from views.plan.dated import DatedView
from views.plan.item_words import short_words
from views.plan.page import PlanPage
from views.plan.placing import shown_in
from views.plan.state_legend import StateLegend
from views.plan.timeline import TimelineView
from views.plan.views import PlanView
from views.theme import Mode
from views.widgets.fields import ChoiceField, DateField, NumberField
from views.widgets.text import Elided
from views.workplace import Workplace

Q1 = parse_period("2026-Q1")
YEAR = parse_period("2025/26")
Open = Callable[..., PlanPage]
Settle = Callable[[], None]
CARRY = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def _draft_plan(db: Database) -> None:
    run(db, "UPDATE plan SET status = 'draft', approved_on = NULL")


def _show(page: PlanPage, view: PlanView) -> None:
    button = page.view_row.switch.findChild(QAbstractButton, f"segment-{view}")
    assert isinstance(button, QAbstractButton)
    button.click()


def _calendar(page: PlanPage) -> CalendarView:
    _show(page, PlanView.CALENDAR)
    page.views.take_focus()
    return page.views.calendar


def _timeline(page: PlanPage) -> TimelineView:
    _show(page, PlanView.TIMELINE)
    page.views.take_focus()
    return page.views.timeline


def _line(db: Database, number: str) -> PlanLine:
    return next(line for line in plan_board(db, Q1).lines if line.number == number)


def _on(view: DatedView, number: str) -> None:
    assert view.select(next(each.line.id for each in view.shown if each.line.number == number))


def _middle(view: DatedView, number: str) -> QPoint:
    box = next(each.bar for each in view.placed if each.shown.line.number == number)
    return QPoint(box.left() + 30, box.center().y()) - view.offset


def _narrow_to_done(page: PlanPage) -> None:
    """The row one is on goes, and the focus comes to the first of those that are done."""
    states = page.filters.findChild(ChoiceField, "filter-status")
    assert states is not None
    states.set_value(PlanItemStatus.DONE)
    states.edited.emit()


def _drag(view: DatedView, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for at in (start + QPoint(20, 0), (start + end) / 2, end):
        QTest.mouseMove(port, at)
    if drop:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def _days(db: Database, item_id: int) -> tuple[date, date]:
    draft = plan_item_card(db, item_id).draft
    return draft.due_from, draft.due_to


# --- the same items


def _ids_in_calendar(calendar: CalendarView) -> set[int]:
    """What stands in the months of the period, or is counted there by «ещё»."""
    found: set[int] = set()
    day = calendar.span.start
    while day <= calendar.span.end:
        calendar.stand(day, None)
        found |= {each.shown.line.id for each in calendar.placed}
        found |= {each.line.id for at in range(31) for each in calendar.hidden_on(day + timedelta(days=at))}
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return found


def test_table_calendar_and_timeline_show_the_same_items_under_any_filter(open_page: Open, db: Database) -> None:
    page = open_page()
    views, choices = page.views, plan_choices(db)

    def one_of(items: tuple[object, ...]) -> st.SearchStrategy[int | None]:
        return st.sampled_from([None, *(each.id for each in items)])  # type: ignore[attr-defined]

    wishes = st.builds(
        LineWish,
        search=st.sampled_from(["", "поток", "семинар", "4.", "ъъ"]),
        section_id=one_of(choices.sections),
        responsible_id=one_of(choices.people),
        format_id=one_of(choices.formats),
        status=st.sampled_from([None, *PlanItemStatus]),
        function_id=one_of(choices.functions),
        task_id=one_of(choices.tasks),
        quick=st.sampled_from([None, *QuickFilter]),
    )

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(wish=wishes, period=st.sampled_from([Q1, YEAR]))
    def same(wish: LineWish, period: object) -> None:
        board = plan_board(db, period, wish)  # type: ignore[arg-type]
        span = Span(period.start, period.end)  # type: ignore[attr-defined]
        for view in PlanView:
            views.show_view(view)
            views.show_board(board, span, today=db.today(), days_off={})
        table = {line.id for line in page.tree.rows()}
        assert _ids_in_calendar(views.calendar) == table
        assert {each.shown.line.id for each in views.timeline.placed} == table
        assert table == {line.id for line in board.lines}

    same()


def test_one_filter_bar_narrows_all_three(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.focus_filter()
    type_text(page.filters.search, "КРУГЛЫЙ")
    qtbot.waitUntil(lambda: [line.number for line in page.tree.rows()] == ["5.1"])
    assert [each.line.number for each in _calendar(page).shown] == ["5.1"]
    assert [each.line.number for each in _timeline(page).shown] == ["5.1"]


def test_nothing_found_is_said_in_the_calendar_and_taken_back(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    calendar = _calendar(page)
    type_text(page.filters.search, "такого нет")
    qtbot.waitUntil(calendar.empty.isVisible)
    qtbot.mouseClick(calendar.empty.link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(calendar.shown) == 11)
    assert not calendar.empty.isVisible()


def test_a_filter_under_more_stays_in_sight_while_it_is_on(open_page: Open) -> None:
    page = open_page()
    states = page.filters.findChild(ChoiceField, "filter-status")
    assert states is not None
    assert states.isHidden()
    page.filters.more.click()
    states.set_value(PlanItemStatus.DONE)
    states.edited.emit()
    page.filters.more.click()
    assert not states.isHidden()
    assert page.filters.more.count == 1
    assert {line.status for line in page.tree.rows()} == {PlanItemStatus.DONE}
    page.filters.clear.click()
    assert states.isHidden()
    assert page.filters.clear.isHidden()
    assert len(page.tree.rows()) == 11


def test_the_view_is_remembered(open_page: Open, workplace: Workplace, qtbot: QtBot) -> None:
    _show(open_page(), PlanView.TIMELINE)
    again = PlanPage(workplace)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: len(again.views.timeline.shown) == 11)
    assert again.view_row.switch.current == "timeline"


def test_the_item_one_is_on_goes_along_into_the_next_view(open_page: Open) -> None:
    page = open_page()
    page.tree.select(lambda line: line.number == "4.7")
    line = _calendar(page).current_line()
    assert line is not None
    assert line.number == "4.7"
    assert page.views.calendar.title == "Февраль 2026"


def test_the_calendar_opens_on_today_and_not_on_the_first_row_of_the_table(open_page: Open) -> None:
    page = open_page()
    _narrow_to_done(page)
    first = page.tree.current_row()
    assert first is not None
    assert first.due_to.month == 2
    calendar = _calendar(page)
    assert calendar.day == date(2026, 3, 23)
    assert calendar.title == "Март 2026"


def test_the_first_row_goes_along_once_it_is_pressed(open_page: Open) -> None:
    page = open_page()
    _narrow_to_done(page)
    row = page.tree.visualRect(page.tree.currentIndex()).center()
    QTest.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    line = _calendar(page).current_line()
    assert line is not None
    assert line.number == "2.3"
    assert page.views.calendar.title == "Февраль 2026"


# --- the calendar by keyboard


def test_arrows_go_by_days_and_items_and_the_item_is_said(open_page: Open, qtbot: QtBot) -> None:
    calendar = _calendar(open_page())
    calendar.go_to(date(2026, 3, 15))
    qtbot.keyClick(calendar, Qt.Key.Key_Right)
    assert calendar.day == date(2026, 3, 16)
    assert calendar.accessibleDescription().startswith("4.9 Защита итоговых работ")
    assert "Просрочено" in calendar.accessibleDescription()
    qtbot.keyClick(calendar, Qt.Key.Key_Down)
    assert calendar.day == date(2026, 3, 23)
    numbers = []
    for _ in range(2):
        line = calendar.current_line()
        numbers.append(line.number if line else "")
        qtbot.keyClick(calendar, Qt.Key.Key_Down)
    assert numbers == ["1.5", "5.2"]
    qtbot.keyClick(calendar, Qt.Key.Key_Home)
    assert calendar.day == date(2026, 3, 30)


def test_page_keys_turn_months_and_lead_into_the_next_quarter(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    calendar = _calendar(page)
    assert calendar.title == "Март 2026"
    qtbot.keyClick(calendar, Qt.Key.Key_PageUp)
    assert calendar.title == "Февраль 2026"
    for _ in range(2):
        qtbot.keyClick(calendar, Qt.Key.Key_PageUp)
    assert calendar.title == "Декабрь 2025"
    assert page.heading == "План работ"
    assert calendar.span.start == date(2025, 10, 1)


def test_a_week_shows_its_days_and_the_keys_turn_weeks(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    calendar = _calendar(page)
    button = page.view_row.modes.findChild(QAbstractButton, "segment-week")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert calendar.mode is CalendarMode.WEEK
    assert {each.shown.line.number for each in calendar.placed} == {"1.5", "5.2"}
    qtbot.keyClick(calendar, Qt.Key.Key_PageUp)
    assert {each.shown.line.number for each in calendar.placed} == {"4.9"}
    page.view_row.now.click()
    assert calendar.day == date(2026, 3, 23)


def test_enter_opens_the_item_and_ctrl_n_begins_one_on_the_day(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    calendar = _calendar(page)
    _on(calendar, "5.2")
    qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert page.panel.item_form.values()["task_no"] == "5.2"
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    calendar.go_to(date(2026, 3, 11))
    page.primary_new()
    assert page.panel.item_form.values()["due_from"] == date(2026, 3, 11)


def test_a_day_with_too_many_items_says_more_and_opens_their_list(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(height=560)
    calendar = _calendar(page)
    calendar.go_to(date(2026, 3, 2))
    day = date(2026, 2, 24)
    assert len(calendar.hidden_on(day)) == 3
    words = [action.text() for action in calendar.day_menu(day).actions()]
    assert len(words) == 4
    assert all("· выполнено" in each for each in words)
    calendar.day_menu(day).actions()[-1].trigger()
    assert page.panel.is_open


def test_a_day_off_tells_its_name(open_page: Open, db: Database) -> None:
    run(db, "INSERT OR IGNORE INTO non_working_day (day, title) VALUES ('2026-03-10', 'Снежный день')")
    calendar = _calendar(open_page())
    cell = next(
        QPoint(x, y)
        for y in range(60, 500, 5)
        for x in range(20, 1000, 20)
        if calendar.day_at(QPoint(x, y)) == date(2026, 3, 10)
    )
    assert calendar.day_tip(cell) == "10.03.2026: Снежный день"


# --- moving


def test_dragging_in_a_draft_moves_the_dates_at_once_and_undo_brings_them_back(
    open_page: Open, settle: Settle, db: Database, heard: Heard
) -> None:
    _draft_plan(db)
    calendar = _calendar(open_page())
    line, start = _line(db, "5.2"), _middle(calendar, "5.2")
    _drag(calendar, start, start + QPoint(calendar.viewport().width() // 7, 0))
    settle()
    assert _days(db, line.id) == (line.due_from + timedelta(1), line.due_to + timedelta(1))
    assert heard.last.startswith("Пункт 5.2: с 23.03")
    assert heard.notices[-1].undo
    undo_last(db, actor=HEAD)
    settle()
    assert _days(db, line.id) == (line.due_from, line.due_to)


def test_escape_drops_what_is_being_dragged_where_it_was(open_page: Open, qtbot: QtBot, db: Database) -> None:
    _draft_plan(db)
    calendar = _calendar(open_page())
    line, start = _line(db, "5.2"), _middle(calendar, "5.2")
    _drag(calendar, start, start + QPoint(200, 0), drop=False)
    assert calendar._proposed is not None
    qtbot.keyClick(calendar, Qt.Key.Key_Escape)
    QTest.mouseRelease(calendar.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert calendar._proposed is None
    assert _days(db, line.id) == (line.due_from, line.due_to)


def test_alt_shift_and_arrows_carry_an_item_and_enter_puts_it_down(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    _draft_plan(db)
    calendar = _calendar(open_page())
    line = _line(db, "5.2")
    _on(calendar, "5.2")
    qtbot.keyClick(calendar, Qt.Key.Key_Up, CARRY)
    for _ in range(2):
        qtbot.keyClick(calendar, Qt.Key.Key_Right, CARRY)
    qtbot.keyClick(calendar, Qt.Key.Key_Return)
    settle()
    assert _days(db, line.id)[0] == line.due_from - timedelta(5)
    assert calendar.current_line() == _line(db, "5.2")


def test_in_an_approved_plan_the_reason_is_asked_in_place_and_the_item_is_postponed(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    page = open_page()
    calendar = _calendar(page)
    line, start = _line(db, "4.9"), _middle(calendar, "4.9")
    _drag(calendar, start, start + QPoint(0, (calendar.viewport().height() - 30) // 6))
    assert page.moving.strip.isVisible()
    assert calendar._proposed is not None
    assert plan_item_card(db, line.id).draft.status is PlanItemStatus.PLANNED
    field = page.moving.strip.form.editor("reason")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.moving.strip.isVisible()
    type_text(field, "Метель")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    draft = plan_item_card(db, line.id).draft
    assert (draft.status, draft.postponed_to, draft.reason) == (PlanItemStatus.POSTPONED, date(2026, 3, 27), "Метель")
    assert (draft.due_from, draft.due_to) == (line.due_from, line.due_to)
    assert calendar._proposed is None


def test_escape_in_the_reason_leaves_the_item_where_it_was(open_page: Open, qtbot: QtBot, db: Database) -> None:
    page = open_page()
    calendar = _calendar(page)
    _on(calendar, "4.9")
    qtbot.keyClick(calendar, Qt.Key.Key_Down, CARRY)
    qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert page.moving.strip.isVisible()
    qtbot.keyClick(page.moving.strip.form.editor("reason"), Qt.Key.Key_Escape)
    assert page.moving.strip.isHidden()
    assert calendar._proposed is None
    assert plan_item_card(db, _line(db, "4.9").id).draft.status is PlanItemStatus.PLANNED


def test_what_is_done_does_not_move(open_page: Open, heard: Heard) -> None:
    page = open_page()
    calendar = _calendar(page)
    _on(calendar, "3.6")
    start = _middle(calendar, "3.6")
    _drag(calendar, start, start + QPoint(300, 0), drop=False)
    assert calendar._proposed is None
    page.moving.ask_days()
    assert "выполнено" in heard.last


def test_the_menu_asks_for_days_and_shows_them_as_a_shadow(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    _draft_plan(db)
    page = open_page()
    timeline = _timeline(page)
    _on(timeline, "5.2")
    next(action for action in timeline.actions() if action.text() == "Перенести…").trigger()
    first, last = page.moving.strip.form.editor("first"), page.moving.strip.form.editor("last")
    assert isinstance(first, DateField)
    assert isinstance(last, DateField)
    for field in (first, last):
        field.selectAll()
        type_text(field, "26.03.2026")
    assert timeline._proposed is not None
    qtbot.keyClick(last, Qt.Key.Key_Return)
    settle()
    assert _days(db, _line(db, "5.2").id) == (date(2026, 3, 26), date(2026, 3, 26))


# --- the timeline


def test_the_end_of_a_bar_is_dragged_and_the_item_grows(open_page: Open, settle: Settle, db: Database) -> None:
    _draft_plan(db)
    timeline = _timeline(open_page())
    line = _line(db, "5.2")
    box = next(each.bar for each in timeline.placed if each.shown.line.id == line.id)
    end = QPoint(box.right() - 2, box.center().y()) - timeline.offset
    _drag(timeline, end, end + QPoint(round(2 * timeline._scale), 0))
    settle()
    assert _days(db, line.id) == (line.due_from, line.due_to + timedelta(2))


def test_arrows_walk_the_timeline_by_days_and_rows(open_page: Open, qtbot: QtBot) -> None:
    timeline = _timeline(open_page())

    def number() -> str:
        line = timeline.current_line()
        return line.number if line else ""

    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    assert number() == "1.5"
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert number() == "2.3"
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert number() == "3.6"
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    assert number().startswith("7.")
    assert timeline.accessibleDescription().startswith("7.")


def test_items_of_the_timeline_never_overlap(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    timeline = _timeline(page)
    page.kinds.findChild(QAbstractButton, "segment-year").click()  # type: ignore[union-attr]
    boxes = [each.bar.united(each.words) for each in timeline.placed]
    assert len(boxes) == 32
    assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if a.intersects(b)]
    qtbot.keyClick(timeline, Qt.Key.Key_PageDown)
    assert page.empty.isVisible()


def test_words_of_the_timeline_are_cut_only_where_something_stands_beside_them(open_page: Open) -> None:
    page = open_page()
    timeline = _timeline(page)
    page.kinds.findChild(QAbstractButton, "segment-year").click()  # type: ignore[union-attr]
    metrics = QFontMetrics(timeline.theme.font("secondary"))
    boxes = [each.bar.united(each.words) for each in timeline.placed]
    axis = timeline.viewport().width()
    for each, box in zip(timeline.placed, boxes, strict=True):
        if each.bar.contains(each.words) or metrics.horizontalAdvance(short_words(each.shown.line)) < box.width():
            continue
        row = [other for other in boxes if other.top() == box.top()]
        beside = min((other.left() for other in row if other.left() > box.right()), default=axis)
        assert beside - box.right() < 20


def test_the_legend_stands_over_the_timeline_and_says_what_finds_no_room(open_page: Open) -> None:
    page = open_page()
    legend = page.findChild(StateLegend)
    assert isinstance(legend, StateLegend)
    assert not legend.isVisible()
    _timeline(page)
    assert legend.isVisible()
    assert legend.shown[-2:] == ("Отменено", "Сегодня")
    assert not legend.toolTip()
    page.resize(980, 560)
    QApplication.processEvents()
    assert legend.shown[0] == "Выполнено"
    assert "Сегодня" not in legend.shown
    assert "Сегодня" in legend.toolTip()


def test_a_long_period_in_a_narrow_window_leaves_the_title_whole(open_page: Open) -> None:
    page = open_page(width=1037, height=575)
    assert page.state.isVisible()
    page.kinds.findChild(QAbstractButton, "segment-year").click()  # type: ignore[union-attr]
    QApplication.processEvents()
    assert not page.state.isVisible()
    cut = [each.text() for each in page.findChildren(Elided) if each.isVisible() and each.toolTip()]
    assert cut == []


@pytest.mark.parametrize("view", [CalendarView, TimelineView])
def test_the_theme_changes_live_and_text_grows(open_page: Open, view: type[DatedView]) -> None:
    page = open_page()
    shown = _calendar(page) if view is CalendarView else _timeline(page)
    light, high = shown.grab().toImage(), shown.placed[0].bar.height()
    page.theme.choose(mode=Mode.DARK, scale=1.25)
    assert shown.grab().toImage() != light
    assert shown.placed[0].bar.height() > high
    page.theme.choose(mode=Mode.LIGHT, scale=1.0)


# --- editing in the row


def _field(page: PlanPage, number: str, key: LineOrder) -> object:
    assert page.tree.select(lambda line: line.number == number)
    page.tree.edit_cell(key)
    return page.tree.field


def test_f2_edits_the_date_and_tab_goes_to_the_participants(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    _draft_plan(db)
    page = open_page()
    page.tree.select(lambda line: line.number == "5.2")
    qtbot.keyClick(page.tree, Qt.Key.Key_F2)
    field = page.tree.field
    assert isinstance(field, DateField)
    field.selectAll()
    type_text(field, "26.03.2026")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert isinstance(page.tree.field, NumberField)
    settle()
    assert _days(db, _line(db, "5.2").id)[1] == date(2026, 3, 26)
    qtbot.keyClick(page.tree.field, Qt.Key.Key_Escape)
    assert page.tree.field is None
    assert page.tree.hasFocus()


def test_a_double_click_edits_participants_and_enter_writes(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    _draft_plan(db)
    page = open_page()
    page.tree.select(lambda line: line.number == "5.2")
    at = page.tree.visualRect(page.tree.currentIndex().siblingAtColumn(3)).center()
    for _ in range(2):
        qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    field = page.tree.field
    assert isinstance(field, NumberField)
    field.selectAll()
    type_text(field, "44")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert plan_item_card(db, _line(db, "5.2").id).draft.planned_count == 44
    assert not page.panel.is_open


def test_a_cell_of_an_approved_plan_asks_the_reason_first(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    page = open_page()
    field = _field(page, "5.2", LineOrder.COUNT)
    assert isinstance(field, NumberField)
    field.selectAll()
    type_text(field, "12")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    reason = page.life.amendment.form.editor("reason")
    assert reason.isVisible()
    type_text(reason, "Уточнили число")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    settle()
    assert plan_item_card(db, _line(db, "5.2").id).draft.planned_count == 12


def test_cancelling_in_the_row_goes_on_in_the_panel_with_the_reason(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    page = open_page()
    field = _field(page, "5.2", LineOrder.STATE)
    assert isinstance(field, ChoiceField)
    field.hidePopup()
    field.set_value(PlanItemStatus.CANCELLED)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    reason = page.panel.item_form.editor("reason")
    assert page.panel.is_open
    qtbot.waitUntil(reason.hasFocus)
    type_text(reason, "Конференция отменена")
    page.panel.save()
    settle()
    assert plan_item_card(db, _line(db, "5.2").id).draft.status is PlanItemStatus.CANCELLED


def test_a_state_without_a_question_is_written_at_once(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    page = open_page()
    field = _field(page, "5.2", LineOrder.STATE)
    assert isinstance(field, ChoiceField)
    field.set_value(PlanItemStatus.IN_PROGRESS)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert plan_item_card(db, _line(db, "5.2").id).draft.status is PlanItemStatus.IN_PROGRESS


# --- dates for a phone


def test_dates_of_the_lines_shown_are_written_for_a_phone(
    open_page: Open, qtbot: QtBot, settle: Settle, heard: Heard, tmp_path: Path
) -> None:
    page = open_page()
    target = tmp_path / "plan.ics"
    proposed = "План работ, I квартал 2026.ics"
    page.whole.choose_target = lambda _parent, suggestion, _kind: target if suggestion.name == proposed else None
    page.focus_filter()
    type_text(page.filters.search, "круглый")
    qtbot.waitUntil(lambda: len(page.tree.rows()) == 1)
    action = next(each for each in page.whole.menu().actions() if ".ics" in each.text())
    assert action.toolTip()
    action.trigger()
    settle()
    assert target.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    assert heard.last.startswith("Записано в plan.ics: 1")


def test_four_thousand_items_are_laid_out_and_drawn_as_one(open_page: Open, db: Database) -> None:
    page = open_page()
    timeline = _timeline(page)
    board = plan_board(db, YEAR)
    lines = [
        board.lines[at % len(board.lines)]._replace(id=at, due_from=YEAR.start + timedelta(at % 360))
        for at in range(4_000)
    ]
    lines = [line._replace(due_to=line.due_from, day=line.due_from, status=PlanItemStatus.PLANNED) for line in lines]
    span = Span(YEAR.start, YEAR.end)
    timeline.show_sections(lines, board.sections, span, today=db.today(), days_off={})
    assert len(timeline.placed) == len(shown_in(lines, span)) == 4_000
    timeline.select(3_999)
    assert timeline.placed_at(_middle(timeline, timeline.current_line().number) + timeline.offset)  # type: ignore[union-attr]


def test_a_state_chosen_from_the_list_is_written_and_escape_leaves_it(
    open_page: Open, qtbot: QtBot, settle: Settle, db: Database
) -> None:
    page = open_page()
    field = _field(page, "5.2", LineOrder.STATE)
    assert isinstance(field, ChoiceField)
    qtbot.waitUntil(field.view().isVisible)
    qtbot.keyClick(field.view(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.tree.field is None)
    again = _field(page, "5.2", LineOrder.STATE)
    assert isinstance(again, ChoiceField)
    qtbot.waitUntil(again.view().isVisible)
    qtbot.keyClick(again.view(), Qt.Key.Key_Down)
    qtbot.keyClick(again.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.tree.field is None)
    settle()
    assert plan_item_card(db, _line(db, "5.2").id).draft.status is PlanItemStatus.IN_PROGRESS
