"""«Диагностика» as a person works it: by keyboard alone."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.competences import competences
from models.queries.diagnostics import diagnostic_grid
from models.rows.diagnostics import BLANK, Score
from models.rules.person_code import person_code
from tests.models.commands.diagnosed import ENTRY, EXIT, FIRST, SECOND, Diagnosed, deficit, scored
from tests.models.make import HEAD, run
from tests.views.diagnostics.hands import Keys, settle, shown
from tests.views.dropping import drop
from views.diagnostics.tab import DiagnosticsTab
from views.papers.offer import PaperWindow
from views.workplace import Workplace


@pytest.fixture
def tab(qtbot: QtBot, workplace: Workplace, at: Diagnosed) -> DiagnosticsTab:
    made = DiagnosticsTab(workplace)
    shown(qtbot, workplace, made, at.stream_id)
    return made


@pytest.fixture
def keys(qtbot: QtBot, workplace: Workplace, tab: DiagnosticsTab) -> Keys:
    assert tab.scores.view.hasFocus()
    return Keys(qtbot, workplace)


def cell(db: Database, at: Diagnosed, row: int, competence_id: int) -> Score:
    """What the file holds."""
    return diagnostic_grid(db, at.stream_id).cells.get((ENTRY, at.places[row], competence_id), BLANK)


def test_digits_score_and_go_on_letters_decide(db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys) -> None:
    keys.type("12")
    assert (cell(db, at, 0, FIRST), cell(db, at, 0, SECOND)) == (Score(tutor_score=1), Score(tutor_score=2))
    keys.press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    keys.type("дд")
    assert cell(db, at, 0, FIRST) == Score(tutor_score=1, is_deficit=True)
    keys.type("-")
    assert cell(db, at, 0, FIRST) == Score(tutor_score=1)


def test_the_same_digit_twice_is_one_action(db: Database, tab: DiagnosticsTab, keys: Keys, at: Diagnosed) -> None:
    keys.type("1")
    keys.press(Qt.Key.Key_Left)
    keys.type("1")
    undo_last(db, actor=HEAD)
    assert cell(db, at, 0, FIRST) == BLANK


def test_beyond_the_scale_nothing_is_stored_and_it_is_said(
    db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys
) -> None:
    keys.type("7")
    assert cell(db, at, 0, FIRST) == BLANK
    assert any("0 до 3" in each.text() for each in tab.scores.findChildren(QLabel))


def test_while_filling_tab_goes_from_cell_to_cell_and_from_the_last_out_of_the_grid(
    tab: DiagnosticsTab, keys: Keys
) -> None:
    view, model = tab.scores.view, tab.scores.model
    view.go_to(0, model.columnCount() - 2)
    keys.type("1")
    keys.press(Qt.Key.Key_Tab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 0)
    view.go_to(1, model.columnCount() - 1)
    keys.press(Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_before_anything_is_typed_tab_leaves_the_grid(tab: DiagnosticsTab, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Tab)
    assert not tab.scores.view.hasFocus()


def test_delete_takes_a_score_away_and_its_card_with_the_last(
    db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys
) -> None:
    keys.type("1")
    keys.press(Qt.Key.Key_Left, Qt.Key.Key_Delete)
    assert cell(db, at, 0, FIRST) == BLANK
    assert diagnostic_grid(db, at.stream_id).people[0].entry_on is None


def test_a_block_of_cells_is_one_action(db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Right, held=Qt.KeyboardModifier.ShiftModifier)
    keys.type("2")
    assert {cell(db, at, row, each) for row in (0, 1) for each in (FIRST, SECOND)} == {Score(tutor_score=2)}
    undo_last(db, actor=HEAD)
    assert not diagnostic_grid(db, at.stream_id).cells


def test_her_own_score_stands_beside_the_tutors(db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys) -> None:
    keys.type("1")
    tab.scores.scorer.choose("self")
    tab.scores.scorer.chosen.emit("self")
    keys.press(Qt.Key.Key_Left)
    keys.type("3")
    assert cell(db, at, 0, FIRST) == Score(3, 1)


def test_exit_is_a_card_of_its_own(db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys) -> None:
    tab.scores.stage.choose("exit")
    tab.scores.stage.chosen.emit("exit")
    keys.type("3")
    assert diagnostic_grid(db, at.stream_id).cells == {(EXIT, at.places[0], FIRST): Score(tutor_score=3)}


def test_a_comment_is_typed_and_the_hands_go_back(db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys) -> None:
    keys.type("1")
    keys.press(Qt.Key.Key_Left, Qt.Key.Key_F2)
    keys.type("нужен пример")
    keys.press(Qt.Key.Key_Return)
    assert cell(db, at, 0, FIRST).comment == "нужен пример"
    assert tab.scores.view.hasFocus()


def test_suggested_deficits_are_accepted_at_once(
    qtbot: QtBot, workplace: Workplace, db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys
) -> None:
    keys.type("012")
    assert tab.scores.accept.text().endswith("2")
    tab.scores.accept.click()
    settle(qtbot, workplace)
    assert [cell(db, at, 0, each).is_deficit for each in (1, 2, 3)] == [True, True, False]
    assert not tab.scores.accept.isVisible()


def test_the_date_of_a_card_is_changed(
    qtbot: QtBot, workplace: Workplace, db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys
) -> None:
    keys.type("1")
    keys.press(Qt.Key.Key_Left)
    tab.scores.day.setFocus(Qt.FocusReason.TabFocusReason)
    tab.scores.day.selectAll()
    keys.type("20.02.2026")
    tab.scores.view.setFocus(Qt.FocusReason.TabFocusReason)
    settle(qtbot, workplace)
    assert diagnostic_grid(db, at.stream_id).people[0].entry_on == date(2026, 2, 20)


def test_who_may_not_be_named_is_copied_by_code(db: Database, at: Diagnosed, tab: DiagnosticsTab, keys: Keys) -> None:
    person = tab.scores.model.people[0].person_id
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", person)
    tab.reload()
    keys.press(Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert person_code(person) in copied
    assert "Аникина" not in copied


def test_change_is_shown_once_both_cards_are_there(db: Database, at: Diagnosed, tab: DiagnosticsTab) -> None:
    tab.switch.choose("change")
    tab.switch.chosen.emit("change")
    assert tab.change.empty.isVisible()
    deficit(db, at, at.places[0])
    scored(db, at, at.places[0], FIRST, stage=EXIT, tutor_score=3)
    QApplication.processEvents()
    assert tab.change.chart.isVisible()
    assert "выросла с 1 до 3" in tab.change.told.text()
    assert "Весь поток: вход 1, выход 3" in tab.change.chart.accessibleDescription()


def test_nothing_to_compare_leads_to_the_cards_that_are_not_filled(
    db: Database, at: Diagnosed, tab: DiagnosticsTab
) -> None:
    deficit(db, at, at.places[0])
    QApplication.processEvents()
    tab.switch.choose("change")
    tab.switch.chosen.emit("change")
    tab.change.empty.link.click()
    assert tab.scores.view.isVisible()
    assert tab.scores.model.stage is EXIT


def test_the_change_of_one_trainee_and_of_every_stream_is_shown(
    db: Database, at: Diagnosed, tab: DiagnosticsTab
) -> None:
    for place, after in zip(at.places, (3, 2), strict=True):
        scored(db, at, place, FIRST, tutor_score=1)
        scored(db, at, place, FIRST, stage=EXIT, tutor_score=after)
    tab.switch.choose("change")
    tab.switch.chosen.emit("change")
    tab.change.person.set_value(at.places[1])
    tab.change.person.edited.emit()
    assert "вход 1, выход 2 " in tab.change.chart.accessibleDescription()
    assert "Аникина" not in tab.change.chart.accessibleDescription()
    tab.change.by.choose("stream")
    tab.change.by.chosen.emit("stream")
    assert tab.change.chart.accessibleDescription().startswith("Поток 1: вход 1, выход 2,5 ")


def test_an_own_competence_is_added_moved_and_removed_by_keyboard(
    db: Database, workplace: Workplace, tab: DiagnosticsTab, keys: Keys, said: list[str]
) -> None:
    tab.switch.choose("competences")
    tab.switch.chosen.emit("competences")
    tab.list.table.select_first()
    tab.primary_new()
    keys.type("Знает край")
    keys.press(Qt.Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    assert [each.title for each in competences(db) if each.area_id == 1][-1] == "Знает край"
    keys.press(Qt.Key.Key_Up, held=Qt.KeyboardModifier.AltModifier)
    assert [each.title for each in competences(db) if each.area_id == 1][-2] == "Знает край"
    keys.press(Qt.Key.Key_Delete)
    assert "Знает край" not in [each.title for each in competences(db)]


def test_a_person_is_found_in_the_grid(tab: DiagnosticsTab) -> None:
    tab.show_person(tab.scores.model.people[1].person_id)
    assert tab.scores.view.currentIndex().row() == 1


def test_a_table_of_self_assessments_is_taken_in_and_taken_back(
    qtbot: QtBot, workplace: Workplace, db: Database, at: Diagnosed, tab: DiagnosticsTab, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in (["ФИО", "1.1", "1.2"], ["Аникина Мария", 2, 3], ["Белова Мария", 0, ""]):
        book.active.append(row)  # pyright: ignore[reportOptionalMemberAccess] - a new book has a sheet
    book.save(tmp_path / "самооценка.xlsx")
    tab.load.click()
    assert drop(tab.imports, [tmp_path / "самооценка.xlsx"])
    settle(qtbot, workplace)
    tab.imports.check.load_button.click()
    settle(qtbot, workplace)
    assert [cell(db, at, 0, FIRST), cell(db, at, 0, SECOND), cell(db, at, 1, FIRST)] == [Score(2), Score(3), Score(0)]
    assert tab.scores.isVisible()
    undo_last(db, actor=HEAD)
    assert not diagnostic_grid(db, at.stream_id).cells


def test_the_cards_of_the_chosen_and_of_the_stream_are_offered_for_print(
    qtbot: QtBot, workplace: Workplace, tab: DiagnosticsTab, keys: Keys
) -> None:
    keys.type("1")
    keys.press(Qt.Key.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    window = tab.window().findChild(PaperWindow)
    assert isinstance(window, PaperWindow)
    assert window.windowTitle() == "Карты дефицитов, вход: выбранные"
    qtbot.waitUntil(lambda: window.preview.pages > 0, timeout=20_000)
    settle(qtbot, workplace)
    assert window.preview.pages == 1
    window.close()
    settle(qtbot, workplace)
