"""What is done with a plan as a whole, as a person does it. Today is 23 March 2026, the quarter is approved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.commands.plans import advance_plan, change_plan_item
from models.commands.undo import undo_last
from models.database import Database
from models.queries.directory import head_of_site
from models.queries.non_working_days import non_working_days
from models.queries.plan_board import plan_choices, plan_item_card
from models.queries.plan_card import plan_card, plan_entries_of_site
from models.queries.plan_merge import merge_choices
from models.queries.plans import plan_items
from models.rows.codes import PlanKind, PlanStatus
from models.rows.plans import PlanApproval
from models.rules.periods import parse_period
from models.rules.words import NBSP
from tests.models.make import HEAD, content
from tests.views.journals import write_minutes
from tests.views.plan.arrange import Heard
from tests.views.plan.rooms_arrange import PASTED, clash, make_roadmap, plan_draft, plan_of
from tests.views.stage import press
from tests.views.widgets.keys import type_text
from views.importing.pasted import pasted_table
from views.importing.rows import Standing
from views.papers.offer import PaperWindow
from views.plan.page import PlanPage
from views.plan.papers import wishes_of
from views.plan.rooms.history import HistoryRoom
from views.plan.rooms.importing import ImportRoom
from views.plan.rooms.merge import MergeRoom
from views.plan.rooms.new_plan import NewPlanRoom
from views.plan.rooms.passport import PassportRoom
from views.plan.rooms.plans import PlansRoom
from views.plan.rooms.roadmap import RoadmapRoom
from views.preferences.days_off import DaysOffSheet
from views.widgets.buttons import Button
from views.widgets.dialogs import Question
from views.widgets.fields import ChoiceField, TextField
from views.widgets.form import Form
from views.widgets.sheet import Sheet
from views.workplace import Workplace

Open = Callable[..., PlanPage]
Settle = Callable[[], None]


def _type(form: Form, key: str, text: str) -> QWidget:
    """Put the cursor into a field, take what is there out, and type."""
    field = form.editor(key)
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    type_text(field, text)
    return field


def _choose(form: Form, key: str, value: object) -> None:
    field = form.editor(key)
    assert isinstance(field, ChoiceField)
    field.set_value(value)
    field.edited.emit()


def _from_menu(page: PlanPage, words: str) -> None:
    menu: QMenu = page.whole.menu()
    next(action for action in menu.actions() if action.text() == words).trigger()


def _agree(verb: str) -> None:
    """Press the verb of the question that comes next."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        assert dialog.act.text() == verb
        dialog.act.click()

    QTimer.singleShot(0, answer)


def _advance(db: Database, plan_id: int, *states: PlanStatus) -> None:
    for status in states:
        approval = PlanApproval(status=status, on=db.today(), protocol_no="1", by="заведующий")
        advance_plan(db, plan_id, approval, actor=head_of_site(db))


def _mend(db: Database, plan_id: int) -> None:
    """Bring the item that lies outside the plan back into it."""
    for item in plan_items(db, plan_id):
        card = plan_item_card(db, item.id)
        if card.draft.due_to.month == 8:
            draft = card.draft.model_copy(update={"due_to": date(2026, 6, 30)})
            change_plan_item(db, item.id, draft, actor=head_of_site(db))


@pytest.fixture
def draft_id(db: Database) -> int:
    return plan_draft(db, head_of_site(db))


# --- an item keeps what a road map says of it


def test_saving_an_item_keeps_its_tasks_and_planned_value(open_page: Open, settle: Settle, db: Database) -> None:
    roadmap = make_roadmap(db, head_of_site(db))
    item = plan_items(db, roadmap)[0].id
    before = plan_item_card(db, item).draft
    page = open_page()
    page.show_place(item)
    room = page.rooms.room
    assert isinstance(room, RoadmapRoom)
    _type(room.panel.item_form, "place", "музыкальный зал")
    room.panel.save()
    settle()
    assert plan_item_card(db, item).draft == before.model_copy(update={"place": "музыкальный зал"})


# --- going in and out


def test_the_menu_leads_to_the_rooms_and_the_crumb_leads_back(open_page: Open, db: Database) -> None:
    make_roadmap(db, head_of_site(db))
    page = open_page()
    for words, kind in (
        ("Паспорт плана", PassportRoom),
        ("История плана", HistoryRoom),
        ("Загрузить из таблицы…", ImportRoom),
        ("Скопировать на другой срок…", NewPlanRoom),
        ("Новый план…", NewPlanRoom),
        ("Все планы…", PlansRoom),
        ("Дорожная карта: Дорожная карта площадки", RoadmapRoom),
    ):
        _from_menu(page, words)
        assert isinstance(page.rooms.room, kind)
        assert not page.tree.isVisible()
        assert page.areas()
        page.findChild(Button, "breadcrumb").click()  # type: ignore[union-attr]
        assert page.rooms.room is None
        assert page.tree.isVisible()
        assert page.heading == "План работ"


def test_a_plan_of_the_list_opens_in_its_period(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.rooms.show_plans()
    room = page.rooms.room
    assert isinstance(room, PlansRoom)
    assert room.view.select(lambda plan: plan.title == "Модульный план на IV квартал 2025 года")
    qtbot.keyClick(room.view, Qt.Key.Key_Return)
    assert page.rooms.room is None
    assert len(page.tree.rows()) == 18


def test_a_draft_is_taken_out_of_the_list_and_comes_back(
    open_page: Open, settle: Settle, db: Database, draft_id: int, qtbot: QtBot, heard: Heard
) -> None:
    before = content(db)
    page = open_page()
    page.rooms.show_plans()
    room = page.rooms.room
    assert isinstance(room, PlansRoom)
    assert room.view.select(lambda plan: plan.id == draft_id)
    qtbot.keyClick(room.view, Qt.Key.Key_Delete)
    settle()
    assert draft_id not in {plan.id for plan in plan_entries_of_site(db)}
    assert heard.last == "План убран: План работ на II квартал 2026 года"
    undo_last(db, actor=head_of_site(db))
    assert content(db) == before


# --- passport and the way to approval


def test_the_head_of_a_plan_is_edited_and_saved_by_ctrl_s(
    open_page: Open, settle: Settle, db: Database, draft_id: int, qtbot: QtBot
) -> None:
    page = open_page()
    room = page.rooms.show_passport(draft_id)
    _type(room.form, "goal", "Поддержать молодых педагогов")
    qtbot.keyClick(_type(room.form, "tasks", "Провести школу"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    head = plan_card(db, draft_id).draft
    assert (head.goal, head.tasks) == ("Поддержать молодых педагогов", "Провести школу")
    assert not room.form.is_changed()


def test_an_approved_plan_asks_why_its_head_changes(
    open_page: Open, settle: Settle, db: Database, heard: Heard
) -> None:
    plan = plan_of(db, PlanKind.QUARTER)
    room = open_page().rooms.show_passport(plan)
    _type(room.form, "goal", "Новая цель")
    room.findChild(Button, "passport-save").click()  # type: ignore[union-attr]
    settle()
    assert heard.notices[-1].refused
    assert plan_card(db, plan).draft.goal is None
    _type(room.form, "reason", "решение ИРО")
    room.findChild(Button, "passport-save").click()  # type: ignore[union-attr]
    settle()
    assert plan_card(db, plan).draft.goal == "Новая цель"


def test_the_council_is_chosen_from_the_journal_of_minutes(
    open_page: Open, settle: Settle, db: Database, draft_id: int, qtbot: QtBot
) -> None:
    write_minutes(db)
    room = open_page().rooms.show_passport(draft_id)
    room.findChild(Button, "passport-next").click()  # type: ignore[union-attr]
    field = room.step.form.editor("meeting_id")
    assert isinstance(field, ChoiceField)
    field.setCurrentIndex(1)
    field.edited.emit()
    assert not room.step.form.editor("protocol_no").isVisible()
    room.findChild(Button, "plan-step-go").click()  # type: ignore[union-attr]
    settle()
    card = plan_card(db, draft_id)
    assert card.status is PlanStatus.DISCUSSED
    assert field.itemText(1) == f"№ {card.council_protocol_no} от {card.council_on:%d.%m.%Y}"


def test_what_stands_in_the_way_leads_to_its_item(
    open_page: Open, db: Database, draft_id: int, qtbot: QtBot, settle: Settle
) -> None:
    _advance(db, draft_id, PlanStatus.DISCUSSED, PlanStatus.AGREED)
    page = open_page()
    qtbot.mouseClick(page.following, Qt.MouseButton.LeftButton)
    assert page.life.next_step.why.text() == f"Мешает 1{NBSP}замечание"
    page.life.next_step.why.click()
    room = page.rooms.room
    assert isinstance(room, PassportRoom)
    assert room.findChild(Button, "passport-next").blocked  # type: ignore[union-attr]
    press(QApplication.focusWidget(), Qt.Key.Key_Space)  # type: ignore[arg-type]
    assert page.rooms.room is None
    assert page.panel.card is not None
    assert page.panel.card.draft.due_to == date(2026, 8, 1)


def test_a_plan_is_approved_after_the_question(open_page: Open, settle: Settle, db: Database, draft_id: int) -> None:
    _mend(db, draft_id)
    _advance(db, draft_id, PlanStatus.DISCUSSED, PlanStatus.AGREED)
    room = open_page().rooms.show_passport(draft_id)
    room.findChild(Button, "passport-next").click()  # type: ignore[union-attr]
    _agree("Утвердить")
    room.findChild(Button, "plan-step-go").click()  # type: ignore[union-attr]
    settle()
    card = plan_card(db, draft_id)
    assert (card.status, card.approved_by) == (PlanStatus.APPROVED, "заведующий")
    assert [stop.state for stop in room.route.stops] == ["done", "done", "done", "now", "ahead"]


# --- a new plan, and the copy of a former one


def test_an_empty_plan_is_made_for_the_next_quarter(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    page = open_page()
    page.rooms.show_new()
    room = page.rooms.room
    assert isinstance(room, NewPlanRoom)
    _choose(room.form, "period", "2026-Q2")
    qtbot.keyClick(room.form.editor("title"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    made = next(plan for plan in plan_entries_of_site(db) if plan.starts_on == date(2026, 4, 1))
    assert (made.title, made.kind, made.items) == ("План работ на II квартал 2026 года", PlanKind.QUARTER, 0)
    assert made.parent_id == plan_of(db, PlanKind.YEAR)
    assert page.heading == "План работ"


def test_last_years_plan_is_copied_without_what_was_left_out(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    page = open_page()
    page._go_to(parse_period("2026/27"))
    page.empty.link.click()
    room = page.rooms.room
    assert isinstance(room, NewPlanRoom)
    assert room.form.values()["period"] == "2026/27"
    rows = room.table.rows()
    assert all(row.first.year in (2026, 2027) for row in rows)
    room.view.setFocus()
    qtbot.keyClick(room.view, Qt.Key.Key_Space)
    assert room.go.text() == f"Скопировать 31{NBSP}пункт"
    room.go.click()
    settle()
    made = next(plan for plan in plan_entries_of_site(db) if plan.starts_on == date(2026, 9, 1))
    assert made.items == 31
    assert rows[0].title not in {item.title for item in plan_items(db, made.id)}
    assert len(page.tree.rows()) == 31


def test_a_day_off_entered_beside_the_copy_shifts_its_items(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    page = open_page()
    page.rooms.show_new(source_id=plan_of(db, PlanKind.YEAR))
    room = page.rooms.room
    assert isinstance(room, NewPlanRoom)
    first = room.table.rows()[0]
    page.findChild(Sheet, "copied").linked.emit()  # type: ignore[union-attr]
    _type(room.days_off.form, "day", f"{first.first:%d.%m.%Y}")
    qtbot.keyClick(_type(room.days_off.form, "title", "День города"), Qt.Key.Key_Return)
    settle()
    moved = next(row for row in room.table.rows() if row.id == first.id)
    assert moved.first != first.first
    assert moved.why.endswith("День города")


# --- non-working days


def test_days_off_are_taken_changed_and_made_working_by_keyboard(
    workplace: Workplace, db: Database, qtbot: QtBot, settle: Settle, heard: Heard
) -> None:
    sheet = DaysOffSheet(workplace)
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    sheet.show_year(2027)
    sheet.view.empty.button.click()
    settle()
    assert heard.last == f"Праздники 2027 года введены: 17{NBSP}дней"
    assert sheet.view.select(lambda row: row.day == date(2027, 2, 23))
    qtbot.keyClick(sheet.view, Qt.Key.Key_Return)
    qtbot.keyClick(_type(sheet.form, "title", "Праздник"), Qt.Key.Key_Return)
    settle()
    assert dict(non_working_days(db))[date(2027, 2, 23)] == "Праздник"
    sheet.view.setFocus()
    assert sheet.view.select(lambda row: row.day == date(2027, 2, 23))
    qtbot.keyClick(sheet.view, Qt.Key.Key_Delete)
    settle()
    assert date(2027, 2, 23) not in dict(non_working_days(db))


# --- the common plan


def test_module_plans_are_merged_with_their_collisions_in_sight(
    open_page: Open, settle: Settle, db: Database, draft_id: int, qtbot: QtBot
) -> None:
    clash(db, draft_id, head_of_site(db))
    year = plan_of(db, PlanKind.YEAR)
    page = open_page()
    page.rooms.show_merge(year)
    room = page.rooms.room
    assert isinstance(room, MergeRoom)
    assert {each.one.plan_id for each in room.found.rows()} == {draft_id}
    _type(room.form, "reason", "план дополнен")
    room.go.click()
    settle()
    assert draft_id in {each.id for each in merge_choices(db, year) if each.is_merged}
    assert room.plans.select(lambda plan: plan.id == draft_id)
    room.apart.click()
    settle()
    assert draft_id not in {each.id for each in merge_choices(db, year) if each.is_merged}


def test_a_collision_leads_to_its_item(open_page: Open, db: Database, draft_id: int, qtbot: QtBot) -> None:
    clash(db, draft_id, head_of_site(db))
    page = open_page()
    page.rooms.show_merge(plan_of(db, PlanKind.YEAR))
    room = page.rooms.room
    assert isinstance(room, MergeRoom)
    found = room.found.rows()
    room.clashes.setFocus()
    qtbot.keyClick(room.clashes, Qt.Key.Key_Home)
    qtbot.keyClick(room.clashes, Qt.Key.Key_Return)
    assert page.rooms.room is None
    assert page.panel.key == found[0].other.id


# --- the road map


def test_an_item_is_added_to_the_road_map_with_its_indicator(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    roadmap, choices = make_roadmap(db, head_of_site(db)), plan_choices(db)
    page = open_page()
    room = page.rooms.show_roadmap(roadmap)
    page.primary_new()
    form = room.panel.item_form
    _type(form, "title", "Выпустить сборник")
    _choose(form, "format_id", choices.formats[0].id)
    _choose(form, "indicator_id", choices.indicators[0].id)
    qtbot.keyClick(_type(form, "planned_value", "2,5"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    made = next(item.id for item in plan_items(db, roadmap) if item.title == "Выпустить сборник")
    draft = plan_item_card(db, made).draft
    assert (draft.planned_value, draft.task_ids) == (2.5, (choices.tasks[0].id,))
    line = room.tree.current_row()
    assert line is not None
    assert line.title == "Выпустить сборник"


def test_an_approved_road_map_asks_why_before_an_item_goes(
    open_page: Open, settle: Settle, db: Database, qtbot: QtBot
) -> None:
    roadmap = make_roadmap(db, head_of_site(db))
    _advance(db, roadmap, PlanStatus.DISCUSSED, PlanStatus.AGREED, PlanStatus.APPROVED)
    room = open_page().rooms.show_roadmap(roadmap)
    qtbot.keyClick(room.tree, Qt.Key.Key_Down)
    qtbot.keyClick(room.tree, Qt.Key.Key_Delete)
    settle()
    assert len(plan_items(db, roadmap)) == 3
    qtbot.keyClick(_type(room.amendment.form, "reason", "решение совета"), Qt.Key.Key_Return)
    settle()
    assert len(plan_items(db, roadmap)) == 2


# --- history and papers


def test_the_history_tells_states_and_amendments_with_their_reason(
    open_page: Open, db: Database, draft_id: int
) -> None:
    _mend(db, draft_id)
    _advance(db, draft_id, PlanStatus.DISCUSSED, PlanStatus.AGREED, PlanStatus.APPROVED)
    item = plan_items(db, draft_id)[0].id
    card = plan_item_card(db, item)
    draft = card.draft.model_copy(update={"planned_count": card.draft.planned_count + 5})
    change_plan_item(db, item, draft, actor=head_of_site(db), amendment="больше желающих")
    page = open_page()
    page.rooms.show_history(draft_id)
    room = page.rooms.room
    assert isinstance(room, HistoryRoom)
    last = room.table.rows()[-1]
    assert (last.reason, last.field) == ("больше желающих", "участников")
    assert int(last.now) == int(last.was if last.was != "—" else 0) + 5
    room.shown.choose("states")
    room.reload()
    assert [row.what for row in room.table.rows() if row.at] == [
        "План скопирован", "План: обсуждён советом", "План: согласован", "План: утверждён",
    ]  # fmt: skip


def test_the_papers_of_a_plan_can_be_read_and_open_in_the_preview(
    open_page: Open, settle: Settle, db: Database
) -> None:
    plan = plan_of(db, PlanKind.QUARTER)
    assert [wish.paper for wish in wishes_of(plan_card(db, plan))] == ["plan", "plan-history"]
    for wish in wishes_of(plan_card(db, plan)):
        assert wish.data(db)
    page = open_page()
    page.activateWindow()
    _press(page.tree, Qt.Key.Key_P)
    window = page.findChild(PaperWindow) or page.window().findChild(PaperWindow)
    assert window is not None
    assert window.windowTitle() == "План работ"
    settle()
    window.close()


def test_a_plan_is_printed_by_tasks_once_an_item_serves_one(db: Database) -> None:
    plan = plan_of(db, PlanKind.QUARTER)
    item = plan_items(db, plan)[0].id
    draft = plan_item_card(db, item).draft.model_copy(update={"task_ids": (3,)})
    change_plan_item(db, item, draft, actor=HEAD, amendment="Уточнили задачу")
    wishes = wishes_of(plan_card(db, plan))
    assert [wish.title for wish in wishes] == ["План работ", "План работ по задачам и показателям", "История плана"]


# --- a plan from a table


def _paste(page: PlanPage, draft_id: int) -> ImportRoom:
    """Ctrl+V over the lines of a plan."""
    page._go_to(parse_period("2026-Q2"))
    mime = QMimeData()
    mime.setText(PASTED)
    QApplication.clipboard().setMimeData(mime)
    page.tree.setFocus()
    _press(page.tree, Qt.Key.Key_V)
    room = page.rooms.room
    assert isinstance(room, ImportRoom)
    assert room.heading == "Загрузка плана"
    return room


def _press(target: QWidget, key: Qt.Key) -> None:
    """Ctrl and a key, as shortcuts hear it."""
    QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)  # type: ignore[call-overload]


def test_a_pasted_table_is_mended_and_taken_into_the_plan(
    open_page: Open, settle: Settle, db: Database, draft_id: int, heard: Heard
) -> None:
    before = content(db)
    page = open_page()
    room = _paste(page, draft_id)
    settle()
    check = room.flow.check
    assert check.model.counts()[Standing.DECIDE] == 3
    question = room.findChild(ChoiceField, "question-section")
    assert question is not None
    question.setCurrentIndex(1)
    question.edited.emit()
    settle()
    assert check.model.counts()[Standing.NEW] == 1
    row = check.model.place_of(4)
    assert row is not None
    check.model.setData(check.model.index(row, check.model.column("due")), "20.05.2026")
    settle()
    assert check.model.counts()[Standing.NEW] == 2
    check.step(1)
    assert check.table.currentIndex().column() == check.model.column("format")
    assert "возможно, круглый стол" in check.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).lower()
    assert check.load_button.text() == f"Добавить 2{NBSP}пункта"
    check.load_button.click()
    settle()
    assert {"Семинар «Игра как ресурс»", "Мастер-класс по речи"} <= {i.title for i in plan_items(db, draft_id)}
    assert heard.last == f"В план добавлено: 2{NBSP}пункта"
    assert page.rooms.room is None
    undo_last(db, actor=head_of_site(db))
    assert content(db) == before


def test_a_spreadsheet_dropped_on_the_page_is_offered_to_the_plan(
    open_page: Open, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "план.csv"
    path.write_text(PASTED.replace("\t", ";"), encoding="utf-8")
    page = open_page()
    assert page.take_files([path])
    settle()
    room = page.rooms.room
    assert isinstance(room, ImportRoom)
    assert len(room.flow.check.model.taken()) + room.flow.check.model.counts()[Standing.DECIDE] == 3
    assert room.form.isVisible()  # the quarter is approved: its reason is asked


@pytest.mark.parametrize(("text", "is_table"), [("просто слова", False), ("а\tб\nв\tг", True)])
def test_only_a_table_in_the_clipboard_is_offered(text: str, is_table: bool) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert (pasted_table(mime) is not None) is is_table


def test_the_title_of_a_new_plan_that_was_typed_is_not_replaced(open_page: Open, db: Database) -> None:
    page = open_page()
    page.rooms.show_new()
    room = page.rooms.room
    assert isinstance(room, NewPlanRoom)
    assert isinstance(_type(room.form, "title", "План школы тьютора"), TextField)
    _choose(room.form, "period", "2026-Q3")
    assert room.form.values()["title"] == "План школы тьютора"
