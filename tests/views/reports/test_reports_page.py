"""Reports as a person works on them: a text is never lost, the page is the file, a target that fails says why."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from models.commands.reports import begin_report, save_report_text
from models.database import Database
from models.queries.directory import head_of_site
from models.queries.report import report_data
from models.queries.reports import report_list, report_texts
from models.rules.periods import parse_period
from tests.models.make import run
from tests.views.plan.arrange import Heard
from tests.views.reports.arrange import WAIT_MS, OpenPage, child, preview_of, settle
from tests.views.widgets.keys import type_text
from views.papers.preview_bar import Fit, PreviewBar
from views.reports.page import ReportsPage
from views.reports.report_list import ReportList
from views.widgets.choice import ChoiceField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Q1, Q4 = parse_period("2026-Q1"), parse_period("2025-Q4")


def text_of(page: ReportsPage) -> QPlainTextEdit:
    found = child(page, "report-text")
    assert isinstance(found, QPlainTextEdit)
    return found


def open_section(page: ReportsPage, words: str) -> None:
    """Choose a section of the text as the list does."""
    field = child(page, "report-section")
    assert isinstance(field, ChoiceField)
    field.setCurrentIndex(next(at for at in range(field.count()) if words in field.itemText(at)))
    field.activated.emit(field.currentIndex())


def write(page: ReportsPage, words: str) -> None:
    text = text_of(page)
    text.setFocus()
    text.selectAll()
    type_text(text, words)


def stand_on(page: ReportsPage, code: str) -> None:
    listed = page.findChild(ReportList)
    assert listed is not None
    place = [line.period for line in listed.lines].index(code)
    listed.setCurrentIndex(listed.model().index(place, 0))


def test_a_report_begins_from_the_menu_of_periods(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    before = len(report_list(db))
    page.primary_new()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text() == "2025/2026 учебный год")
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    assert len(report_list(db)) == before + 1
    assert "2025/26" in [line.period for line in report_list(db)]


def test_a_report_begun_before_is_only_gone_to(workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    begun = len(report_list(db))
    page = open_page(period="2025-Q4")
    assert len(report_list(db)) == begun
    assert page.findChild(ReportList).currentIndex().data() == "IV квартал 2025 года"


def test_a_text_is_stored_by_ctrl_s(qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    page = open_page()
    open_section(page, "Приложения")
    write(page, "Приложений два.")
    qtbot.keyClick(text_of(page), "s", Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert report_texts(db, Q4)["appendices"] == "Приложений два."


def test_a_pause_in_typing_stores_the_text(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    open_section(page, "Приложения")
    write(page, "Само сохранится")
    qtbot.waitUntil(lambda: report_texts(db, Q4).get("appendices") == "Само сохранится", timeout=WAIT_MS)


def test_another_section_keeps_what_was_typed(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    open_section(page, "Приложения")
    write(page, "Первое")
    open_section(page, "Трудности")
    write(page, "Второе")
    open_section(page, "Приложения")
    assert text_of(page).toPlainText() == "Первое"
    settle(qtbot, workplace)
    texts = report_texts(db, Q4)
    assert (texts["appendices"], texts["difficulties"]) == ("Первое", "Второе")


def test_another_report_keeps_what_was_typed_and_does_not_take_it_over(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    begin_report(db, Q1, actor=head_of_site(db))
    page = open_page(period="2025-Q4")
    open_section(page, "Приложения")
    write(page, "К четвёртому кварталу")
    stand_on(page, "2026-Q1")
    assert text_of(page).toPlainText() == ""
    stand_on(page, "2025-Q4")
    assert text_of(page).toPlainText() == "К четвёртому кварталу"
    settle(qtbot, workplace)
    assert report_texts(db, Q4)["appendices"] == "К четвёртому кварталу"
    assert "appendices" not in report_texts(db, Q1)


def test_closing_the_window_stores_the_text_at_once(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    open_section(page, "Приложения")
    write(page, "Последние слова")
    page.store()
    assert report_texts(db, Q4)["appendices"] == "Последние слова"


def test_the_rest_of_a_word_is_not_lost_when_the_page_reloads(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    open_section(page, "Приложения")
    write(page, "Начало")
    save_report_text(db, Q4, "goal", "Другая цель", actor=head_of_site(db))
    settle(qtbot, workplace)
    type_text(text_of(page), " и конец")
    page.store()
    assert report_texts(db, Q4)["appendices"] == "Начало и конец"


def test_an_approved_report_is_only_read(db: Database, open_page: OpenPage) -> None:
    run(db, "UPDATE report SET status = 'approved' WHERE period = '2025-Q4'")
    page = open_page()
    assert text_of(page).isReadOnly()
    assert "утверждён" in " ".join(label.text() for label in page.findChildren(QLabel))


def test_history_says_which_text_of_which_report(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    open_section(page, "Приложения")
    write(page, "Новое")
    page.store()
    with db.reading() as session:
        said = session.connection().exec_driver_sql("SELECT label FROM action ORDER BY id DESC LIMIT 1").scalar_one()
    assert said == "Отчёт за IV квартал 2025 года: текст «Приложения»"


def test_pages_are_turned_by_keys_and_buttons(qtbot: QtBot, workplace: Workplace, open_page: OpenPage) -> None:
    page = open_page(drawn=True)
    preview, area = preview_of(page), child(page, "report-page")
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert preview.page == 1
    qtbot.mouseClick(child(page, "preview-back"), Qt.MouseButton.LeftButton)
    assert preview.page == 0
    qtbot.keyClick(area, Qt.Key.Key_End)
    assert preview.page == preview.pages - 1
    assert not child(page, "preview-next").isEnabled()
    settle(qtbot, workplace)


def test_the_tools_over_a_page_stand_in_one_line_in_the_usual_window(workplace: Workplace, open_page: OpenPage) -> None:
    page = open_page()
    page.resize(1366 - workplace.theme.size("sidebar"), page.height())
    bar = page.paper.findChild(PreviewBar)
    assert bar is not None
    bar.show_state(8, 12, zoom=64, chosen=Fit.WIDTH)
    QApplication.processEvents()
    assert bar.height() < 2 * child(page, "save-docx").height()


def test_the_page_fits_the_window_until_a_zoom_is_chosen(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page(drawn=True)
    preview, area = preview_of(page), child(page, "report-page")
    assert isinstance(area, QScrollArea)
    fitted = preview.zoom
    assert not area.horizontalScrollBar().isVisible()
    qtbot.mouseClick(child(page, "preview-larger"), Qt.MouseButton.LeftButton)
    chosen = preview.zoom
    assert chosen > fitted
    qtbot.keyClick(area, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom < chosen
    qtbot.keyClick(area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom == fitted
    settle(qtbot, workplace)


def test_the_page_is_drawn_anew_when_the_data_change(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page(drawn=True)
    before = page.paper.drawn
    save_report_text(db, Q4, "goal", "Новая цель площадки", actor=head_of_site(db))
    qtbot.waitUntil(lambda: page.paper.drawn is not before, timeout=WAIT_MS)
    settle(qtbot, workplace)


def test_the_page_follows_the_typing_before_anything_is_stored(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page(drawn=True)
    open_section(page, "Приложения")
    write(page, "Приложений три.")
    with qtbot.waitSignal(preview_of(page).pictured, timeout=WAIT_MS):
        pass
    assert "appendices" not in report_texts(db, Q4)
    assert page.paper.drawn is not None
    assert page.paper.drawn.data.texts["appendices"] == "Приложений три."
    settle(qtbot, workplace)


def test_a_page_that_prints_the_same_is_not_drawn_again(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page(drawn=True)
    before = page.paper.drawn
    pictures = preview_of(page)._picturing
    run(db, "UPDATE person SET phone = '+79140000000'")
    page.paper.draw()
    settle(qtbot, workplace)
    assert page.paper.drawn is before
    assert preview_of(page)._picturing is pictures


def test_a_drawing_that_is_overtaken_is_never_shown(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page(drawn=True)
    open_section(page, "Приложения")
    for words in ("Одно.", "Два.", "Три."):
        write(page, words)
        page.paper.draw()
    settle(qtbot, workplace)
    assert page.paper.drawn is not None
    assert page.paper.drawn.data.texts["appendices"] == "Три."


def test_an_empty_section_has_one_way_on_and_no_tabs(qtbot: QtBot, workplace: Workplace, db: Database) -> None:
    run(db, "DELETE FROM report_text")
    run(db, "DELETE FROM report")
    page = ReportsPage(workplace)
    qtbot.addWidget(page)
    page.resize(1024, 560)
    with qtbot.waitExposed(page):
        page.show()
    assert child(page._empty, "empty-begin").isVisible()
    assert not child(page, "report-side").isVisible()
    qtbot.mouseClick(child(page._empty, "empty-begin"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert [line.period for line in report_list(db)] == ["2025-Q4"]
    assert child(page, "report-side").isVisible()


def test_a_hidden_section_draws_nothing(qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    page = open_page(drawn=True)
    page.hide()
    save_report_text(db, Q4, "goal", "Новая цель площадки", actor=head_of_site(db))
    QApplication.processEvents()
    assert not page.paper.is_waiting
    assert page._stale


def test_pdf_and_xlsx_are_written_where_the_person_says(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    suggested: list[str] = []

    def choose(_parent: QWidget, suggestion: Path, kind: str) -> Path:
        suggested.append(suggestion.name)
        return tmp_path / f"мой отчёт.{kind}"

    page.choose_target = choose
    for name in ("save-pdf", "save-xlsx"):
        qtbot.mouseClick(child(page, name), Qt.MouseButton.LeftButton)
        settle(qtbot, workplace)
    assert suggested == ["Отчёт, IV квартал 2025.pdf", "Отчёт, IV квартал 2025.xlsx"]
    assert (tmp_path / "мой отчёт.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "мой отчёт.xlsx").read_bytes().startswith(b"PK")
    assert heard.last == "Отчёт записан: мой отчёт.xlsx"
    assert [notice.choice[0] for notice in heard.notices if notice.choice] == ["Открыть", "Открыть"]


def test_a_file_has_the_words_typed_just_before(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    page.choose_target = lambda _parent, _suggestion, kind: tmp_path / f"a.{kind}"
    open_section(page, "Приложения")
    write(page, "Приложение одно.")
    qtbot.mouseClick(child(page, "save-xlsx"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert (tmp_path / "a.xlsx").is_file()
    assert report_data(db, Q4).texts["appendices"] == "Приложение одно."


def test_a_changed_mind_writes_nothing(qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage) -> None:
    page = open_page()
    page.choose_target = lambda _parent, _suggestion, _kind: None
    qtbot.mouseClick(child(page, "save-pdf"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert heard.notices == []


def test_a_target_that_fails_says_why(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    page.choose_target = lambda _parent, _suggestion, kind: tmp_path / "нет такой папки" / f"a.{kind}"
    qtbot.mouseClick(child(page, "save-pdf"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert heard.notices[-1].stays
    assert "не записан" in heard.last
    assert heard.notices[-1].advice


def test_without_a_passport_the_page_says_what_is_missing(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    run(db, "DELETE FROM site")
    page = open_page()
    qtbot.waitUntil(lambda: "Паспорт площадки не заполнен" in preview_of(page)._paper.words, timeout=WAIT_MS)


@pytest.mark.parametrize("width", [1024, 1093])
def test_in_a_narrow_window_texts_stand_behind_a_tab(qtbot: QtBot, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width, height=560)
    tab = child(page, "segment-texts")
    assert isinstance(tab, QAbstractButton)
    assert tab.isVisible()
    assert not text_of(page).isVisible()
    qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert text_of(page).isVisible()
    assert text_of(page).mapTo(page, text_of(page).rect().bottomRight()).y() < page.height()
