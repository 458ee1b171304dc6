"""«Показатели» and «Аналитика» as a person uses them, most of it by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.directory import ids_by_code
from models.queries.indicators import indicator_year
from models.rows.indicators import IndicatorRow, PeriodFigure
from models.rules.measures import Measure
from tests.models.make import HEAD
from tests.views.plan.arrange import Heard, site_on, workplace_of
from tests.views.reports.arrange import settle
from tests.views.stage import press, type_text
from views.indicators.page import IndicatorsPage
from views.papers.offer import PaperWindow
from views.places import OneIndicator, Place
from views.reports.page import ReportsPage
from views.theme import Theme
from views.workplace import Workplace

CODE = "analytical_note"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = site_on(tmp_path)
    yield database
    database.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def workplace(db: Database, theme: Theme, tmp_path: Path, heard: Heard) -> Iterator[Workplace]:
    with workplace_of(db, theme, tmp_path, heard) as place:
        yield place


@pytest.fixture
def section(qtbot: QtBot, workplace: Workplace) -> ReportsPage:
    page = ReportsPage(workplace)
    qtbot.addWidget(page)
    page.resize(1366, 728)
    page.show()
    settle(qtbot, workplace)
    return page


@pytest.fixture
def page(section: ReportsPage, qtbot: QtBot, workplace: Workplace) -> IndicatorsPage:
    section.show_place(Place.INDICATORS)
    settle(qtbot, workplace)
    return section.rooms.indicators


def quarter(db: Database, number: int = 1) -> PeriodFigure:
    id_ = ids_by_code(db, "indicator")[CODE]
    return next(line for line in indicator_year(db, 2026) if line.id == id_).quarters[number - 1]


def catalogue(db: Database) -> list[IndicatorRow]:
    return [each.row for each in indicator_year(db, 2026)]


def stand_on(page: IndicatorsPage, db: Database, key: str, code: str = CODE) -> None:
    """The keyboard in a cell of an indicator."""
    id_ = ids_by_code(db, "indicator")[code]
    assert page.table.select(lambda line: line.id == id_)
    column = next(at for at, each in enumerate(page.model.columns) if each.key == key)
    page.table.setCurrentIndex(page.model.index(page.table.currentIndex().row(), column))
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)


def write_cell(page: IndicatorsPage, text: str) -> None:
    press(page.table, Qt.Key.Key_Return)
    [field] = [each for each in page.table.viewport().findChildren(QLineEdit) if each.isVisible()]
    field.selectAll()
    type_text(field, text)
    press(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def here() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def keys(sequence: str) -> None:
    QTest.keySequence(here(), QKeySequence(sequence))
    QApplication.processEvents()


def trigger(page: QWidget, words: str) -> None:
    next(action for action in page.actions() if action.text() == words).trigger()


def test_a_quarter_and_its_plan_are_typed_in_cells(
    page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    stand_on(page, db, "q1")
    write_cell(page, "2,5")
    settle(qtbot, workplace)
    assert quarter(db).fact == 2.5
    page.mode.choose("plan")
    page.mode.chosen.emit("plan")
    stand_on(page, db, "q1")
    write_cell(page, "4")
    settle(qtbot, workplace)
    assert (quarter(db).fact, quarter(db).target) == (2.5, 4)


def test_a_counted_cell_opens_its_panel_instead(page: IndicatorsPage, db: Database) -> None:
    stand_on(page, db, "q1", "web_products")
    press(page.table, Qt.Key.Key_Return)
    assert page.values.is_open
    assert not page.values.fields.editor("value").isVisible()


def test_a_note_and_its_evidence_are_kept_with_the_value(
    page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    stand_on(page, db, "q2")
    trigger(page.table, "Пояснение и подтверждение")
    page.values.fields.set_values({"value": 1.0, "target": None, "note": "Сводная", "evidence": "Приказ № 4"})
    page.values.save()
    settle(qtbot, workplace)
    kept = quarter(db, 2).keyed
    assert (kept.value, kept.note, kept.evidence) == (1, "Сводная", "Приказ № 4")


def test_an_indicator_of_ones_own_asks_only_for_fitting_filters(
    page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    page.write_new()
    form = page.panel.indicator_form
    form.set_values({"title": "Удалённые сады", "unit": "шт.", "measure": Measure.ORGANIZATIONS, "is_remote": True})
    assert form.editor("is_remote").isVisible()
    assert not form.editor("product_kind_id").isVisible()
    page.panel.save()
    settle(qtbot, workplace)
    made = next(row for row in catalogue(db) if row.title == "Удалённые сады")
    assert (made.formula, made.filters) == (Measure.ORGANIZATIONS, '{"is_remote":true}')
    assert page.table.current_row() is not None


def test_what_ships_is_hidden_by_delete_and_comes_back(
    page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    stand_on(page, db, "title")
    for is_hidden in (True, False):
        trigger(page.table, "Скрыть или вернуть" if not is_hidden else "Убрать")
        settle(qtbot, workplace)
        hidden = [row.title for row in catalogue(db) if row.is_hidden]
        assert hidden == (["Аналитическая справка"] if is_hidden else [])
        stand_on(page, db, "title")


def test_the_current_line_shows_its_series_and_forecast(
    page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    stand_on(page, db, "q1", "web_products")
    settle(qtbot, workplace)
    assert "IV 25" in page.chart.accessibleDescription()
    assert page.forecast.text().startswith("Прогноз по темпу")


def test_the_former_year_is_one_press_away(page: IndicatorsPage, qtbot: QtBot, workplace: Workplace) -> None:
    page.show_year(2025)
    settle(qtbot, workplace)
    assert page.model.rows()[0].year.period == "2025"


def test_the_room_is_left_by_escape_and_prints_its_own_paper(
    section: ReportsPage, page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    QTest.keyClick(section, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = section.window().findChild(PaperWindow)
    assert window is not None
    settle(qtbot, workplace)
    assert window.preview.pages > 0
    window.reject()
    press(section, Qt.Key.Key_Escape)
    assert section.rooms.is_in_list
    assert section.heading == "Отчёты"


def test_a_place_leads_to_one_indicator(section: ReportsPage, db: Database, qtbot: QtBot, workplace: Workplace) -> None:
    id_ = ids_by_code(db, "indicator")[CODE]
    section.show_place(OneIndicator(id_))
    settle(qtbot, workplace)
    line = section.rooms.indicators.table.current_row()
    assert line is not None
    assert line.id == id_


def test_analytics_count_the_days_that_are_chosen(section: ReportsPage, qtbot: QtBot, workplace: Workplace) -> None:
    section.show_place(Place.ANALYTICS)
    settle(qtbot, workplace)
    room = section.rooms.analytics
    ever = sum(line.events for line in room.formats.rows())
    room.period.set_value("2026-Q1")
    room.reload()
    settle(qtbot, workplace)
    assert 0 < sum(line.events for line in room.formats.rows()) < ever
    room.tabs.choose("deficits")
    room.tabs.chosen.emit("deficits")
    assert room.areas()[0] is room.deficits
    assert room.deficits.rows()


def test_a_tired_methodologist_adds_hides_and_takes_back_by_keys_alone(
    section: ReportsPage, page: IndicatorsPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    known = [row.title for row in catalogue(db)]
    page.write_new()
    type_text(here(), "Справки для садов")
    keys("Tab")  # to what is counted, left empty: keyed in by hand
    keys("Ctrl+S")
    settle(qtbot, workplace)
    assert [row.title for row in catalogue(db)] == [*known, "Справки для садов"]
    keys("Escape")  # the cell of the new one's plan was opened
    line = page.table.current_row()
    assert line is not None
    assert line.row.title == "Справки для садов"
    keys("Alt+Up")
    settle(qtbot, workplace)
    assert [row.title for row in catalogue(db)][-2] == "Справки для садов"
    for _ in range(2):
        undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert [row.title for row in catalogue(db)] == known
    assert [each.row.title for each in page.model.rows()] == known
