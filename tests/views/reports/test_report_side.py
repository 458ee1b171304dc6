"""Beside the printed page: findings lead to their places, figures to their records, texts get help, versions differ."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from models.commands.report_life import choose_detail
from models.database import Database
from models.queries.directory import head_of_site
from models.queries.report_snippets import report_snippets
from models.queries.report_versions import report_drafts, report_to_show
from models.queries.reports import report_list
from models.rows.codes import ReportStatus
from models.rows.report_checks import ReportCheck
from models.rows.reports import TableDetail
from models.rules.periods import parse_period
from tests.models.make import run
from tests.views.plan.arrange import Heard
from tests.views.reports.approving import approve, correct, newest
from tests.views.reports.arrange import OpenPage, child, preview_of, settle, wait_for_page
from views.reports.page import ReportsPage
from views.widgets.buttons import Button
from views.widgets.days_dialog import DaysDialog
from views.widgets.dialogs import Question
from views.widgets.name_dialog import NameDialog
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Q4 = parse_period("2025-Q4")


@pytest.fixture
def faultless(db: Database) -> None:
    """Nothing stands in the way of the report."""
    run(db, "UPDATE indicator SET target = NULL WHERE formula IS NULL")


def unmark(db: Database) -> int:
    """Forget the marks of the first event of the quarter; gives it."""
    with db.reading() as session:
        first = "SELECT id FROM event WHERE held_on >= '2025-10-01' ORDER BY held_on, id LIMIT 1"
        event = int(session.connection().exec_driver_sql(first).scalar_one())
    run(db, "DELETE FROM attendance WHERE event_id = ?", event)
    run(db, "UPDATE event SET total_external = 0 WHERE id = ?", event)
    return event


def press(qtbot: QtBot, page: ReportsPage, workplace: Workplace, name: str) -> None:
    qtbot.mouseClick(child(page, name), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)


def panel(qtbot: QtBot, page: ReportsPage, workplace: Workplace, key: str) -> None:
    press(qtbot, page, workplace, f"segment-{key}")


def button(page: ReportsPage, name: str) -> Button:
    found = child(page, name)
    assert isinstance(found, Button)
    return found


def answer(verb: str) -> None:
    """Press the verb of the question that comes up next."""

    def press_it() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Question)
        assert asked.act.text() == verb
        asked.act.click()

    QTimer.singleShot(50, press_it)


@pytest.mark.usefixtures("faultless")
def test_f8_stands_on_a_finding_and_enter_goes_to_it(
    qtbot: QtBot, workplace: Workplace, db: Database, heard: Heard, open_page: OpenPage
) -> None:
    event = unmark(db)
    page = open_page()
    qtbot.keyClick(child(page, "report-list"), Qt.Key.Key_F8)
    checks = child(page, "report-checks")
    assert checks.hasFocus()
    qtbot.keyClick(checks, Qt.Key.Key_Return)
    assert heard.went == [("events", event)]


@pytest.mark.usefixtures("faultless")
def test_what_is_found_blocks_the_approval_until_it_is_mended(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    event = unmark(db)
    page = open_page()
    assert button(page, "approve-report").blocked
    assert "1\u00a0замечание" in button(page, "approve-report").toolTip()
    press(qtbot, page, workplace, "approve-report")
    assert child(page, "report-checks").hasFocus()
    run(db, "UPDATE event SET total_external = 9 WHERE id = ?", event)
    settle(qtbot, workplace)
    assert not button(page, "approve-report").blocked
    assert page._side.checks.stopping == ()


@pytest.mark.usefixtures("faultless")
def test_every_check_is_told_also_where_it_finds_nothing(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    unmark(db)
    page = open_page()
    panel(qtbot, page, workplace, "checks")
    lines = page._side.checks.model.rows()
    assert [line.check for line in lines if line.found] == [ReportCheck.EVENT_UNMARKED]
    assert {line.check for line in lines} == set(ReportCheck)


def test_a_figure_opens_its_records_and_a_record_its_place(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage
) -> None:
    page = open_page()
    panel(qtbot, page, workplace, "figures")
    figures = page._side.figures
    figures.table.select(lambda line: line.key.column == "events")
    line = figures.table.current_row()
    assert line is not None
    qtbot.keyClick(figures.table, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    assert len(figures.rows.rows()) == line.value
    qtbot.keyClick(figures.rows, Qt.Key.Key_Return)
    assert heard.went == [("events", figures.rows.rows()[0].id)]
    qtbot.keyClick(figures.rows, Qt.Key.Key_Escape)
    assert figures.table.hasFocus()
    assert figures.table.current_row() == line


def test_a_draft_is_added_to_what_is_written_and_can_be_taken_back(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    texts = page._texts
    texts.open_section("geography")
    before = str(texts._text.value())
    press(qtbot, page, workplace, "take-draft")
    draft = report_drafts(db, Q4)["geography"].replace("\u00a0", " ")  # as Qt gives a plain text back
    assert texts._text.toPlainText() == (f"{before}\n{draft}" if before else draft)
    texts._text.undo()
    assert str(texts._text.value()) == before


def test_where_the_data_say_nothing_the_draft_says_so(open_page: OpenPage) -> None:
    page = open_page()
    page._texts.open_section("appendices")
    assert button(page, "take-draft").blocked
    assert "ничего нет" in button(page, "take-draft").toolTip()


def test_a_phrase_is_kept_and_put_into_a_text_again(
    qtbot: QtBot, workplace: Workplace, db: Database, heard: Heard, open_page: OpenPage
) -> None:
    page = open_page()
    page._texts.open_section("appendices")
    page._texts.insert("Карантин в двух группах.")
    page._side.help.phrase_wanted.emit()
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    dialog.field.setText("Карантин")
    dialog.accept()
    settle(qtbot, workplace)
    assert [(each.title, each.text) for each in report_snippets(db)] == [("Карантин", "Карантин в двух группах.")]
    assert heard.notices[-1].undo
    page._texts.open_section("appendices")
    press(qtbot, page, workplace, "phrases")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert page._texts._text.toPlainText().count("Карантин в двух группах.") == 2


def test_the_detail_of_a_table_is_chosen_beside_its_text(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    page._texts.open_section("geography")
    detail = page._side.help.detail
    detail.set_value(TableDetail.SHORT)
    detail.edited.emit()
    settle(qtbot, workplace)
    assert report_to_show(db, newest(db, "2025-Q4")).detail == {"geography": "short"}
    page._texts.open_section("appendices")
    assert not detail.isVisible()


@pytest.mark.usefixtures("faultless")
def test_an_approved_report_stays_and_is_only_read(
    qtbot: QtBot, workplace: Workplace, db: Database, heard: Heard, open_page: OpenPage
) -> None:
    page = open_page()
    answer("Утвердить")
    press(qtbot, page, workplace, "approve-report")
    line = page._list.lines[page._list.currentIndex().row()]
    assert line.status is ReportStatus.APPROVED
    assert heard.notices[-1].stays
    assert not heard.notices[-1].undo
    assert not child(page, "approve-report").isVisible()
    assert button(page, "take-draft").blocked
    assert child(page, "report-text").isReadOnly()


def test_a_report_of_days_to_come_is_drawn_and_cannot_be_approved(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page(period="2027-Q1", drawn=True)
    assert button(page, "approve-report").blocked
    assert "ещё не начался" in button(page, "approve-report").toolTip()
    panel(qtbot, page, workplace, "figures")
    assert page._side.figures.model.rows()


@pytest.mark.usefixtures("faultless")
def test_a_question_that_is_not_agreed_to_freezes_nothing(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    QTimer.singleShot(50, lambda: QApplication.activeModalWidget().close())
    press(qtbot, page, workplace, "approve-report")
    assert {line.status for line in report_list(db)} == {ReportStatus.DRAFT}


def test_a_correction_needs_its_reason_and_shows_what_changed(
    qtbot: QtBot, workplace: Workplace, db: Database, heard: Heard, open_page: OpenPage
) -> None:
    approve(db, workplace.attachments, "2025-Q4")
    run(db, "UPDATE event SET total_external = total_external + 2 WHERE held_on = (SELECT max(held_on) FROM event "
            "WHERE held_on <= '2025-12-31')")  # fmt: skip
    page = open_page()
    press(qtbot, page, workplace, "correct-report")
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    dialog.accept()
    assert dialog.isVisible()
    dialog.findChild(QLineEdit).setText("Нашлись гости")
    dialog.accept()
    settle(qtbot, workplace)
    assert heard.notices[-1].undo
    panel(qtbot, page, workplace, "changes")
    changes = page._side.changes
    figure = next(line for line in changes.table.rows() if line.title == "Участников без имён")
    was, now = (int(part) for part in figure.what.split(" → "))
    assert now - was == 2
    assert "Почему исправлен: Нашлись гости" in [label.text() for label in page.findChildren(QLabel)]
    changes.table.select(lambda line: line is figure)
    qtbot.keyClick(changes.table, Qt.Key.Key_Return)
    row = changes.rows.rows()[0]
    qtbot.keyClick(changes.rows, Qt.Key.Key_Return)
    assert heard.went == [("events", row.id)]


def test_what_changed_is_marked_on_the_page_and_shown_where_it_stands(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    approve(db, workplace.attachments, "2025-Q4")
    correct(db, "2025-Q4")
    run(db, "UPDATE event SET total_external = total_external + 2 WHERE held_on = (SELECT max(held_on) FROM event "
            "WHERE held_on <= '2025-12-31')")  # fmt: skip
    page = open_page(drawn=True)
    preview = preview_of(page)
    assert page.paper.drawn is not None
    assert {mark.words for mark in preview.marks} >= {f"Было: {page.paper.drawn.data.totals.guests - 2}"}
    on_first = [mark for mark in preview.marks if mark.page == 0]
    assert preview._paper.marks == tuple(on_first)
    panel(qtbot, page, workplace, "changes")
    changes = page._side.changes
    assert "выделены на странице" in changes.since.text()
    changes.table.setFocus()
    changes.table.select(lambda line: line.group == "Мероприятия по форматам")
    settle(qtbot, workplace)
    assert preview.page > 0
    assert preview.page in {mark.page for mark in preview.marks}
    page.show_report(min(line.id for line in report_list(db) if line.period == "2025-Q4"))
    wait_for_page(qtbot, page)
    assert preview.marks == ()


def test_an_older_version_leads_to_the_newest(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    first = approve(db, workplace.attachments, "2025-Q4")
    second = correct(db, "2025-Q4")
    page = open_page()
    page.show_report(first)
    settle(qtbot, workplace)
    assert button(page, "correct-report").blocked
    press(qtbot, page, workplace, "correct-report")
    assert page._line is not None
    assert page._line.id == second


def test_a_report_is_compared_with_any_other_of_another_period(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    page.begin(parse_period("2025-12-01..2025-12-31"))
    settle(qtbot, workplace)
    panel(qtbot, page, workplace, "changes")
    changes = page._side.changes
    quarter = newest(db, "2025-Q4")
    assert quarter != changes.others.value()
    changes.others.set_value(quarter)
    changes.others.edited.emit()
    settle(qtbot, workplace)
    was, now = (report_to_show(db, each).totals.events for each in (quarter, newest(db, "2025-12-01..2025-12-31")))
    assert was > now > 0
    assert [line.what for line in changes.table.rows() if line.title == "Мероприятий"] == [f"{was} → {now}"]


def test_any_days_make_a_report(qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    page = open_page()
    page._choose_days()
    dialog = page.findChild(DaysDialog)
    assert dialog is not None
    dialog.form.set_values({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 15)})
    dialog.accept()
    assert "раньше" in dialog.form.problem_of("ends_on")
    dialog.form.set_values({"starts_on": date(2026, 1, 15), "ends_on": date(2026, 2, 20)})
    dialog.accept()
    settle(qtbot, workplace)
    assert "2026-01-15..2026-02-20" in [line.period for line in report_list(db)]


def test_texts_of_another_detail_do_not_disturb_the_typing(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    page._texts.open_section("appendices")
    page._texts.insert("Начато")
    choose_detail(db, newest(db, "2025-Q4"), {"events": TableDetail.NONE}, actor=head_of_site(db))
    settle(qtbot, workplace)
    assert page._texts._text.toPlainText() == "Начато"
