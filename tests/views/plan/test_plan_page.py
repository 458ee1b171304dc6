"""The section «План работ» as a person uses it, mostly by keyboard. Today is 23 March 2026, the quarter is approved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Actor, Database
from models.queries.plan_board import plan_board, plan_item_card
from models.rows.codes import PlanItemStatus, PlanKind, PlanStatus
from models.rows.plan_board import PlanLine
from models.rules.periods import parse_period
from tests.models.make import copied_database, run
from tests.views.plan.arrange import Heard, workplace_of
from tests.views.widgets.keys import type_text
from views.places import NewEvent, Place, PlanOf
from views.plan.page import PlanPage
from views.theme import Theme
from views.widgets.dialogs import Question
from views.widgets.fields import ChoiceField, DateField, MultilineField, TextField

Q1 = parse_period("2026-Q1")
Q2 = parse_period("2026-Q2")
Open = Callable[..., PlanPage]
Settle = Callable[[], None]


def _numbers(page: PlanPage) -> list[str]:
    return [line.number for line in page.tree.rows()]


def _line(db: Database, number: str) -> PlanLine:
    return next(line for line in plan_board(db, Q1).lines if line.number == number)


def _go(page: PlanPage, number: str) -> None:
    assert page.tree.select(lambda line: line.number == number)


def _field(page: PlanPage, key: str) -> object:
    return page.panel.item_form.editor(key)


def _type(page: PlanPage, key: str, text: str) -> None:
    """Put the cursor into a field, take what is there out, and type."""
    field = page.panel.item_form.editor(key)
    assert isinstance(field, TextField | MultilineField)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def _choose(page: PlanPage, key: str, value: object) -> None:
    field = page.panel.item_form.editor(key)
    assert isinstance(field, ChoiceField)
    field.set_value(value)
    field.activated.emit(field.currentIndex())


def _draft_plan(db: Database) -> None:
    run(db, "UPDATE plan SET status = 'draft', approved_on = NULL")


# --- seeing


def test_the_page_opens_at_the_quarter_of_today_by_sections(open_page: Open) -> None:
    page = open_page()
    assert [group.count for group in page.tree.grouped.groups][:2] == ["0 из 1", "1 из 1"]
    assert "1.5" in _numbers(page)
    assert page.state.text == "Утверждён 26.12.2025"


def test_the_arrows_walk_through_periods_and_kinds(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    qtbot.mouseClick(page.former, Qt.MouseButton.LeftButton)
    assert "5.1" in _numbers(page)
    assert len(_numbers(page)) == 18
    page.kinds.findChild(object, "segment-year").click()  # type: ignore[attr-defined]
    assert len(_numbers(page)) == 32
    qtbot.mouseClick(page.following, Qt.MouseButton.LeftButton)
    assert page.empty.isVisible()


def test_quick_filters_carry_counts_and_narrow_the_lines(open_page: Open) -> None:
    page = open_page()
    button = page.filters.findChild(object, "quick-overdue")
    assert button.count == 1  # type: ignore[attr-defined]
    button.click()  # type: ignore[attr-defined]
    assert _numbers(page) == ["4.9"]
    button.click()  # type: ignore[attr-defined]
    assert len(_numbers(page)) == 11


def test_a_week_of_the_strip_filters_by_keyboard_and_lets_go(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.strip.setFocus()
    qtbot.keyClick(page.strip, Qt.Key.Key_Left)
    qtbot.keyClick(page.strip, Qt.Key.Key_Return)
    assert _numbers(page) == ["4.9"]
    assert "16" in page.strip.accessibleDescription()
    qtbot.keyClick(page.strip, Qt.Key.Key_Escape)
    assert len(_numbers(page)) == 11


def test_search_finds_what_is_typed_in_cyrillic(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.focus_filter()
    type_text(page.filters.search, "КРУГЛЫЙ")
    qtbot.waitUntil(lambda: _numbers(page) == ["5.1"])


def test_nothing_found_offers_to_reset_the_filters(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    type_text(page.filters.search, "такого нет")
    qtbot.waitUntil(lambda: not _numbers(page))
    qtbot.mouseClick(page.tree.empty.link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_numbers(page)) == 11)


def test_order_by_number_is_asked_of_the_database_and_kept_by_sections(open_page: Open) -> None:
    page = open_page()
    page.tree._on_heading(0)
    four = [number for number in _numbers(page) if number.startswith("4.")]
    assert four == ["4.6", "4.7", "4.8", "4.9", "4.10"]


def test_the_lines_are_copied_as_a_table(open_page: Open, heard: Heard) -> None:
    page = open_page()
    page.whole.copy_table()
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == 12
    assert copied[0].split("\t")[1] == "№"
    assert "11" in heard.last


# --- editing


def test_enter_opens_the_panel_escape_closes_and_keeps_the_draft(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    _go(page, "5.2")
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert page.panel.is_open
    _type(page, "place", "конференц-зал")
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.is_open
    item = page.tree.current_row()
    assert item is not None
    assert item.id in page.panel.drafts
    qtbot.keyClick(page.tree, Qt.Key.Key_F2)
    assert page.panel.item_form.values()["place"] == "конференц-зал"


def test_the_panel_follows_the_arrows_while_nothing_is_unsaved(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    _go(page, "4.8")
    page.items.edit_current()
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.panel.item_form.values()["task_no"] == "4.7"
    _type(page, "place", "зал")
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.panel.item_form.values()["task_no"] == "4.7"


def test_a_moved_item_needs_a_day_and_a_reason_but_no_amendment(
    open_page: Open, settle: Settle, db: Database, heard: Heard
) -> None:
    page = open_page()
    _go(page, "4.9")
    page.items.edit_current()
    _choose(page, "status", PlanItemStatus.POSTPONED)
    page.panel.save()
    assert page.panel.item_form.problem_of("reason")
    assert page.panel.item_form.problem_of("postponed_to")
    _type(page, "postponed_to", "27 марта")
    _type(page, "reason", "Отмена автобуса из-за снега")
    page.panel.save()
    settle()
    line = _line(db, "4.9")
    assert (line.status, line.day) == (PlanItemStatus.POSTPONED, date(2026, 3, 27))
    assert heard.last == "Пункт 4.9 — перенесено"
    assert heard.notices[-1].undo
    assert not page.panel.is_changed()


def test_what_was_planned_changes_only_after_the_reason_of_an_amendment(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    _type(page, "title", "Выступление на краевой конференции")
    page.panel.save()
    settle()
    assert page.life.amendment.isVisible()
    assert _line(db, "5.2").title != "Выступление на краевой конференции"
    reason = page.life.amendment.form.editor("reason")
    assert reason.hasFocus()
    type_text(reason, "Название уточнил институт")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    settle()
    assert _line(db, "5.2").title == "Выступление на краевой конференции"
    with db.reading() as session:
        sql = "SELECT reason FROM plan_amendment ORDER BY id DESC LIMIT 1"
        assert session.connection().exec_driver_sql(sql).scalar() == "Название уточнил институт"


def test_change_plan_opens_an_amendment_and_then_adds_items(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    assert page.main.text() == "Изменить план"
    qtbot.mouseClick(page.main, Qt.MouseButton.LeftButton)
    assert page.life.amendment.isVisible()
    assert page.main.text() == "Добавить пункт"
    qtbot.keyClick(page.life.amendment, Qt.Key.Key_Escape)
    assert not page.life.amendment.isVisible()
    assert page.main.text() == "Изменить план"


def test_a_new_item_of_a_draft_plan_is_stored_and_can_be_taken_back(
    open_page: Open, settle: Settle, db: Database, heard: Heard, qtbot: QtBot
) -> None:
    _draft_plan(db)
    page = open_page()
    before = plan_board(db, Q1).counts.items
    page.primary_new()
    assert page.panel.item_form.editor("title").hasFocus()
    _type(page, "title", "Консультация для новых стажёров")
    _type(page, "due_from", "30.3")
    _type(page, "due_to", "30.3")
    _choose(page, "section_id", 3)
    _choose(page, "format_id", 7)
    qtbot.keyClick(page.panel.item_form.editor("place"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert heard.last == "Пункт добавлен в план"
    current = page.tree.current_row()
    assert current is not None
    assert current.title == "Консультация для новых стажёров"
    assert plan_board(db, Q1).counts.items == before + 1
    undo_last(db, actor=Actor())
    settle()
    assert len(_numbers(page)) == before


def test_a_new_item_takes_the_next_number_of_the_section_chosen(open_page: Open, db: Database) -> None:
    _draft_plan(db)
    page = open_page()
    _go(page, "4.9")
    page.primary_new()
    assert page.panel.item_form.values()["task_no"] == "4.11"
    _choose(page, "section_id", 2)
    assert page.panel.item_form.values()["task_no"] == "2.4"
    _type(page, "task_no", "2.7а")
    _choose(page, "section_id", 3)
    assert page.panel.item_form.values()["task_no"] == "2.7а"


def test_what_is_missing_stands_beside_its_field(open_page: Open, db: Database) -> None:
    _draft_plan(db)
    page = open_page()
    page.primary_new()
    page.panel.save()
    form = page.panel.item_form
    assert form.problem_of("title") == "Заполните это поле"
    assert form.problem_of("format_id") == "Заполните это поле"
    assert form.editor("title").hasFocus()


def test_dates_the_wrong_way_round_are_told_beside_the_second(open_page: Open, db: Database) -> None:
    _draft_plan(db)
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    _type(page, "due_to", "1.3.2026")
    page.panel.save()
    assert "раньше" in page.panel.item_form.problem_of("due_to")


def test_a_day_without_a_plan_is_refused_beside_the_day(open_page: Open, db: Database) -> None:
    run(db, "DELETE FROM plan_item WHERE plan_id IN (SELECT id FROM plan WHERE kind = 'year')")
    run(db, "UPDATE plan SET parent_id = NULL")
    run(db, "DELETE FROM plan WHERE kind = 'year'")
    _draft_plan(db)
    page = open_page()
    page.primary_new()
    _type(page, "title", "Летняя встреча")
    _type(page, "due_from", "30.7.2026")
    _type(page, "due_to", "30.7.2026")
    _choose(page, "format_id", 7)
    page.panel.save()
    assert "плана ещё нет" in page.panel.item_form.problem_of("due_to")


def test_delete_takes_an_item_out_and_says_so_with_undo(
    open_page: Open, settle: Settle, db: Database, heard: Heard, qtbot: QtBot
) -> None:
    _draft_plan(db)
    page = open_page()
    _go(page, "5.2")
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    settle()
    assert "5.2" not in _numbers(page)
    assert heard.last == "Пункт 5.2 убран из плана"
    assert heard.notices[-1].undo


def test_an_item_with_events_stays_and_the_refusal_says_what_to_do(
    open_page: Open, settle: Settle, db: Database, heard: Heard
) -> None:
    _draft_plan(db)
    page = open_page()
    page.items.remove(_line(db, "4.6").id)
    settle()
    assert "4.6" in _numbers(page)
    assert heard.notices[-1].stays
    assert "Отмените пункт" in heard.notices[-1].advice


def test_mark_done_writes_today_where_no_event_was_held(open_page: Open, settle: Settle, db: Database) -> None:
    page = open_page()
    _go(page, "1.5")
    page.items.mark_done()
    settle()
    card = plan_item_card(db, _line(db, "1.5").id)
    assert (card.draft.status, card.draft.done_on) == (PlanItemStatus.DONE, date(2026, 3, 23))


def test_the_state_decides_which_fields_show(open_page: Open) -> None:
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    form = page.panel.item_form

    def shown() -> set[str]:
        return {key for key in ("done_on", "postponed_to", "reason") if form.editor(key).isVisible()}

    assert shown() == set()
    _choose(page, "status", PlanItemStatus.DONE)
    assert shown() == {"done_on", "reason"}
    _choose(page, "status", PlanItemStatus.CANCELLED)
    assert shown() == {"reason"}
    assert form.editor("reason").accessibleName() == "Причина отмены — обязательно"


def test_a_fact_is_entered_among_the_events(open_page: Open, heard: Heard, db: Database, qtbot: QtBot) -> None:
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    qtbot.mouseClick(page.panel.findChild(object, "item-fact"), Qt.MouseButton.LeftButton)
    assert heard.went == [("events", NewEvent(plan_item_id=_line(db, "5.2").id))]


def test_the_team_comes_first_among_the_responsible(open_page: Open, db: Database) -> None:
    page = open_page()
    field = _field(page, "responsible_id")
    assert isinstance(field, ChoiceField)
    assert "руководитель площадки" in {field.itemText(at).partition(", ")[2] for at in range(7)}
    assert isinstance(_field(page, "due_from"), DateField)


# --- the life of a plan


def test_an_empty_period_begins_with_one_press(
    open_page: Open, settle: Settle, db: Database, heard: Heard, qtbot: QtBot
) -> None:
    page = open_page()
    qtbot.mouseClick(page.following, Qt.MouseButton.LeftButton)
    assert page.empty.sentence.text() == "План на II квартал 2026 ещё не начат."
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    settle()
    plan = next(plan for plan in plan_board(db, Q2).plans if plan.kind is PlanKind.QUARTER)
    assert (plan.starts_on, plan.ends_on, plan.status) == (Q2.start, Q2.end, PlanStatus.DRAFT)
    with db.reading() as session:
        sql = "SELECT parent.kind FROM plan JOIN plan AS parent ON parent.id = plan.parent_id WHERE plan.id = ?"
        assert session.connection().exec_driver_sql(sql, (plan.id,)).scalar_one() == "year"
    assert page.panel.is_open
    assert heard.last == "План на II квартал 2026 начат"


def test_a_draft_is_discussed_with_the_protocol_of_the_council(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    _draft_plan(db)
    page = open_page()
    assert page.life.next_step.isVisible()
    qtbot.mouseClick(page.life.next_step.button, Qt.MouseButton.LeftButton)
    protocol = page.life.step.form.editor("protocol_no")
    protocol.setFocus()
    type_text(protocol, "5")
    qtbot.keyClick(protocol, Qt.Key.Key_Return)
    settle()
    plan = plan_board(db, Q1).plans[0]
    assert (plan.status, plan.council_protocol_no, plan.council_on) == (PlanStatus.DISCUSSED, "5", date(2026, 3, 23))
    assert page.life.next_step.button.text() == "Отметить согласование"


@pytest.mark.parametrize(
    ("answer", "expected"), [("question-act", PlanStatus.APPROVED), ("question-safe", PlanStatus.AGREED)]
)
def test_approval_is_asked_before_it_is_written(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot, answer: str, expected: PlanStatus
) -> None:
    run(db, "UPDATE plan SET status = 'agreed', approved_on = NULL")
    page = open_page()

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        assert dialog.windowTitle() == "Утвердить план?"
        (dialog.act if answer == "question-act" else dialog.safe).click()

    qtbot.mouseClick(page.life.next_step.button, Qt.MouseButton.LeftButton)
    QTimer.singleShot(0, press)
    qtbot.mouseClick(page.life.step.findChild(object, "plan-step-go"), Qt.MouseButton.LeftButton)
    settle()
    assert plan_board(db, Q1).plans[0].status is expected


def test_the_menu_offers_what_the_plan_can_do(open_page: Open) -> None:
    page = open_page()
    words = [action.text() for action in page.whole.menu().actions() if not action.isSeparator()]
    assert words == [
        "Закрыть план", "Скопировать таблицу", "Сохранить даты для телефона (.ics)…", "Паспорт плана",
        "История плана", "Печать плана…", "Загрузить из таблицы…", "Скопировать на другой срок…", "Новый план…",
        "Дорожная карта: Развитие площадки в 2025/26 учебном году", "Все планы…",
    ]  # fmt: skip


# --- being sent here


def test_an_item_of_another_quarter_is_found_and_opened(open_page: Open, db: Database) -> None:
    page = open_page()
    item = next(line.id for line in plan_board(db, parse_period("2025-Q4")).lines if line.number == "3.2")
    page.show_place(item)
    assert page.panel.key == item
    assert page.panel.is_open


def test_a_removed_item_is_told_of(open_page: Open, heard: Heard) -> None:
    page = open_page()
    page.show_place(10_000)
    assert heard.notices[-1].stays


def test_the_overdue_lines_are_shown_at_a_word(open_page: Open) -> None:
    page = open_page()
    page.show_place(PlanOf("2026-Q1", overdue=True))
    assert _numbers(page) == ["4.9"]


def test_a_plan_begins_at_a_word(open_page: Open, settle: Settle, db: Database) -> None:
    page = open_page()
    page.show_place(PlanOf("2026-Q2", begin=True))
    settle()
    assert any(plan.kind is PlanKind.QUARTER for plan in plan_board(db, Q2).plans)


# --- what changes elsewhere


def test_a_change_elsewhere_shows_at_once_and_leaves_what_is_typed(
    open_page: Open, settle: Settle, db: Database
) -> None:
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    _type(page, "place", "зал")
    run(db, "UPDATE plan_item SET title = 'Новое имя' WHERE task_no = '1.5'")
    settle()
    assert "Новое имя" in [line.title for line in page.tree.rows()]
    assert page.panel.item_form.values()["place"] == "зал"


def test_the_panel_shows_the_item_anew_when_nothing_was_typed(open_page: Open, settle: Settle, db: Database) -> None:
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    run(db, "UPDATE plan_item SET place = 'актовый зал' WHERE task_no = '5.2'")
    settle()
    assert page.panel.item_form.values()["place"] == "актовый зал"


def test_the_panel_of_an_item_taken_away_closes(open_page: Open, settle: Settle, db: Database) -> None:
    page = open_page()
    _go(page, "5.2")
    page.items.edit_current()
    run(db, "DELETE FROM plan_item WHERE task_no = '5.2'")
    settle()
    assert not page.panel.is_open


def test_f6_has_areas_that_take_the_focus(open_page: Open) -> None:
    page = open_page()
    for area in page.areas():
        area.setFocus()
        assert area.hasFocus() or area.focusProxy() is not None


def test_without_people_the_form_leads_to_the_team(qtbot: QtBot, theme: Theme, tmp_path: Path, heard: Heard) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    db = copied_database(folder)
    with workplace_of(db, theme, folder, heard) as workplace:
        page = PlanPage(workplace)
        qtbot.addWidget(page)
        page.show()
        page.show_place(PlanOf("2026-Q1", begin=True))
        qtbot.waitUntil(lambda: not workplace.jobs.busy and page.panel.is_open)
        qtbot.mouseClick(page.panel.findChild(object, "item-team"), Qt.MouseButton.LeftButton)
    db.close()
    assert heard.went == [("settings", Place.TEAM)]


@pytest.mark.parametrize(("width", "height"), [(1158, 620), (885, 470)])
def test_entering_a_fact_is_always_in_sight(open_page: Open, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    _go(page, "5.2")
    page.items.edit_current()
    button = page.panel.findChild(QWidget, "item-fact")
    assert page.panel.rect().contains(QRect(button.mapTo(page.panel, QPoint(0, 0)), button.size()))
    assert not page.panel.area.isAncestorOf(button)
