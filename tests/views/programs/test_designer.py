"""The designer of a programme as a person uses it, most of it by keyboard alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.program_example import add_example_program
from models.commands.program_life import approve_program
from models.commands.programs import add_program, add_stream
from models.commands.undo import undo_last
from models.database import Database
from models.queries.program_content import program_content, stream_calendar
from models.queries.programs import program_lines
from models.rows.codes import ProgramKind, ProgramStatus, RequirementNumber
from models.rows.program_page import ProgramContent
from models.rows.programs import ProgramDraft, StreamDraft
from tests.models.commands import arrange
from tests.models.imports.messy_study_plans import MESSY_STUDY_PLANS
from tests.models.make import HEAD, content
from tests.views.trainees.arrange import Said, press, settle, type_text
from views.papers.offer import PaperWindow
from views.places import InStream, OneProgram, OneStream
from views.programs.approving import ApproveDialog
from views.programs.beginning import NewProgramDialog
from views.programs.material_panel import MaterialPanel
from views.programs.page import ProgramsPage
from views.widgets.buttons import Button
from views.widgets.cell_table import CellTable
from views.widgets.table import TableView
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NBSP = "\N{NO-BREAK SPACE}"
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def read(db: Database, program_id: int) -> ProgramContent:
    found = program_content(db, program_id)
    assert found is not None
    return found


def empty_program(db: Database, *, hours: int = 4) -> int:
    draft = ProgramDraft(title="Речь в игре", kind=ProgramKind.OUTSIDE_DPP, hours=hours)
    return add_program(db, draft, actor=HEAD)


def open_at(page: ProgramsPage, qtbot: QtBot, workplace: Workplace, program_id: int, tab: str = "modules") -> QWidget:
    settle(qtbot, workplace)
    page.show_place(OneProgram(program_id, tab))
    found = page.program.tabs.tab
    assert found is not None
    return found


def table_of(tab: QWidget, name: str) -> "CellTable[object]":
    found = tab.findChild(CellTable, name)
    assert found is not None
    return found


def button(page: QWidget, name: str) -> Button:
    found = page.findChild(Button, name)
    assert found is not None, name
    return found


def editor(table: "CellTable[object]") -> QWidget:
    [found] = [each for each in table.viewport().findChildren(QWidget, "cell-editor") if each.isVisible()]
    return found


def rewrite(table: "CellTable[object]", text: str) -> None:
    """What stands in the cell that is being edited is replaced, and Enter gives it back."""
    field = editor(table)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    type_text(field, text)
    press(field, Qt.Key.Key_Return)
    QApplication.processEvents()  # the delegate hands over when the key has been dealt with


def trigger(table: "CellTable[object]", words: str) -> None:
    """What the keys of the table do: offscreen no shortcut arrives."""
    next(action for action in table.actions() if action.text() == words).trigger()


def test_the_programme_is_offered_on_paper_and_for_word(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    arrange.fill_passport(db)
    open_at(page, qtbot, workplace, add_example_program(db, actor=HEAD))
    page.program.print.click()
    window = page.window().findChild(PaperWindow)
    assert window is not None
    qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=30_000)
    assert button(window, "paper-docx").isVisible()
    assert not button(window, "paper-xlsx").isVisible()
    assert not button(window, "paper-pdf").blocked
    window.close()


# ---------------------------------------------------------------------------------------------------------- the list


def test_the_first_programme_is_made_by_the_example(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    page.primary_new()
    dialog = QApplication.activeModalWidget() or page.window().findChild(NewProgramDialog)
    assert isinstance(dialog, NewProgramDialog)
    button(dialog, "program-example").click()
    settle(qtbot, workplace)
    [line] = program_lines(db)
    assert (line.hours, page.heading) == (12, line.title)
    assert page.program.approve.isVisible()


def test_a_programme_of_ones_own_begins_with_its_title_and_hours(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    page.primary_new()
    dialog = page.window().findChild(NewProgramDialog)
    assert dialog is not None
    dialog.accept()
    assert program_lines(db) == []
    for key, text in (("title", "Речь в игре"), ("hours", "16")):
        field = dialog.form.editor(key)
        assert isinstance(field, QLineEdit)
        type_text(field, text)
    button(dialog, "program-begin").click()
    settle(qtbot, workplace)
    assert [(line.title, line.hours, line.status) for line in program_lines(db)] == [
        ("Речь в игре", 16, ProgramStatus.DRAFT)
    ]
    assert page.heading == "Речь в игре"


def test_escape_leads_back_to_the_list(page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot) -> None:
    open_at(page, qtbot, workplace, empty_program(db))
    press(page, Qt.Key.Key_Escape)
    assert page.heading == "Программы"
    assert page.programs.table.isVisible()


# ------------------------------------------------------------------------------------------------------------ modules


def test_a_module_and_an_activity_are_written_by_keyboard(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = empty_program(db)
    tab = open_at(page, qtbot, workplace, program_id)
    page.primary_new()
    settle(qtbot, workplace)
    table = table_of(tab, "program-modules")
    rewrite(table, "Погружение")
    settle(qtbot, workplace)
    page.primary_new()
    settle(qtbot, workplace)
    rewrite(table, "Знакомство")
    settle(qtbot, workplace)
    press(table, Qt.Key.Key_Right)
    press(table, Qt.Key.Key_Right)
    press(table, Qt.Key.Key_Return)
    rewrite(table, "180")
    settle(qtbot, workplace)
    found = read(db, program_id)
    [module] = found.modules
    [activity] = found.activities_of(module.id)
    assert (module.title, module.hours) == ("Погружение", 4)
    assert (activity.text, activity.minutes) == ("Знакомство", 180)


def test_every_edit_is_one_step_of_undo(page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot) -> None:
    program_id = add_example_program(db, actor=HEAD)
    tab = open_at(page, qtbot, workplace, program_id)
    before = content(db)
    table = table_of(tab, "program-modules")
    assert table.edit_cell(lambda row: getattr(row, "no", "") == "1.1", "minutes")
    rewrite(table, "30")
    settle(qtbot, workplace)
    assert page.program.tabs.tab is tab
    assert content(db) != before
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_hours_that_do_not_add_up_are_told_at_once(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = add_example_program(db, actor=HEAD)
    tab = open_at(page, qtbot, workplace, program_id)
    table = table_of(tab, "program-modules")
    line = tab.findChild(Button, "hours-next")
    assert line is not None
    assert not line.isVisible()
    assert table.edit_cell(lambda row: getattr(row, "no", "") == "2.1", "minutes")
    rewrite(table, "30")
    settle(qtbot, workplace)
    assert line.isVisible()
    texts = [table.cell_model.index(row, 3).data() for row in range(table.cell_model.rowCount())]
    assert f"195 из{NBSP}180" in texts
    line.click()
    row = table.current_row()
    assert getattr(row, "no", "") == "2"


def test_activities_are_moved_doubled_and_removed(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = add_example_program(db, actor=HEAD)
    tab = open_at(page, qtbot, workplace, program_id)
    table = table_of(tab, "program-modules")
    first = read(db, program_id).activities_of(read(db, program_id).modules[0].id)
    assert table.select(lambda row: getattr(row, "no", "") == "1.1")
    trigger(table, "Ниже")
    settle(qtbot, workplace)
    trigger(table, "Повторить")
    settle(qtbot, workplace)
    now = read(db, program_id).activities_of(read(db, program_id).modules[0].id)
    assert [each.text for each in now[:3]] == [first[1].text, first[0].text, first[0].text]
    trigger(table, "Убрать")
    settle(qtbot, workplace)
    assert len(read(db, program_id).activities_of(read(db, program_id).modules[0].id)) == len(first)


def test_a_moved_activity_stays_chosen_while_ctrl_is_held(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    tab = open_at(page, qtbot, workplace, add_example_program(db, actor=HEAD))
    table = table_of(tab, "program-modules")
    assert table.select(lambda row: getattr(row, "no", "") == "1.1")
    qtbot.keyPress(table, Qt.Key.Key_Control, CTRL)
    trigger(table, "Ниже")
    settle(qtbot, workplace)
    qtbot.keyRelease(table, Qt.Key.Key_Control)
    assert [getattr(row, "no", "") for row in table.selected_rows()] == ["1.2"]


def test_an_approved_programme_is_read_only_and_a_new_version_opens(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = add_example_program(db, actor=HEAD)
    approve_program(db, program_id, "Заведующая", date(2026, 2, 1), actor=HEAD)
    tab = open_at(page, qtbot, workplace, program_id)
    table = table_of(tab, "program-modules")
    assert table.select(lambda _row: True)
    press(table, Qt.Key.Key_F2)
    assert table.viewport().findChild(QWidget, "cell-editor") is None
    page.program.version.click()
    settle(qtbot, workplace)
    assert [(line.version, line.status) for line in program_lines(db)] == [
        (2, ProgramStatus.DRAFT),
        (1, ProgramStatus.APPROVED),
    ]
    assert page.program.line is not None
    assert page.program.line.version == 2


def test_the_plan_of_a_spreadsheet_becomes_modules(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    program_id = empty_program(db)
    messy = MESSY_STUDY_PLANS[0]
    messy.write(tmp_path / messy.name)
    open_at(page, qtbot, workplace, program_id)
    page.program.tabs.import_wanted.emit()
    page.importing.open_file(tmp_path / messy.name)
    check = page.importing.check
    qtbot.waitUntil(lambda: check.load_button.text() == f"Добавить 2{NBSP}модуля", timeout=20_000)
    check.load_button.click()
    qtbot.waitUntil(lambda: len(read(db, program_id).modules) == 2, timeout=20_000)
    settle(qtbot, workplace)
    assert page.heading == "Речь в игре"
    assert [each.title for each in read(db, program_id).modules] == [title for title, _hours, _work in messy.modules]


# ----------------------------------------------------------------------------------------------------------- approval


def test_approval_shows_the_remarks_and_is_allowed_with_them(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = empty_program(db)
    open_at(page, qtbot, workplace, program_id)
    page.program.approve.click()
    dialog = page.window().findChild(ApproveDialog)
    assert dialog is not None
    remarks = dialog.findChild(QWidget, "approve-remarks")
    assert "нет модулей" in str(getattr(remarks, "text", str)())
    dialog.accept()
    assert read(db, program_id).status is ProgramStatus.DRAFT
    by = dialog.form.editor("by")
    assert isinstance(by, QLineEdit)
    type_text(by, "Заведующая, приказ № 5")
    button(dialog, "approve-act").click()
    settle(qtbot, workplace)
    assert read(db, program_id).status is ProgramStatus.APPROVED
    assert not page.program.approve.isVisible()


# --------------------------------------------------------------------------------------------- passport, competences


def test_a_field_of_the_passport_is_stored_as_it_is_left(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = empty_program(db)
    tab = open_at(page, qtbot, workplace, program_id, "passport")
    field = tab.findChild(QLineEdit, "control_form")
    assert field is not None
    field.setFocus()
    type_text(field, "зачёт")
    field.clearFocus()
    settle(qtbot, workplace)
    assert read(db, program_id).passport.control_form == "зачёт"


def test_the_fields_of_a_dpp_are_there_for_a_programme_inside_one(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    tab = open_at(page, qtbot, workplace, empty_program(db), "passport")
    title = tab.findChild(QLineEdit, "dpp_title")
    kind = tab.findChild(QWidget, "kind")
    assert title is not None
    assert kind is not None
    assert not title.isVisible()
    kind.setCurrentIndex(1)  # type: ignore[attr-defined] - a ChoiceField
    kind.edited.emit()  # type: ignore[attr-defined] - as above
    assert title.isVisible()


def test_a_competence_is_ticked_with_space(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = empty_program(db)
    tab = open_at(page, qtbot, workplace, program_id, "competences")
    table = tab.findChild(TableView, "program-competences")
    assert table is not None
    table.select_first()
    press(table, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert len(read(db, program_id).competence_ids) == 1
    press(table, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert read(db, program_id).competence_ids == frozenset()


def test_the_numbers_of_the_certificate_are_the_programmes_own(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = empty_program(db)
    tab = open_at(page, qtbot, workplace, program_id, "competences")
    field = tab.findChild(QLineEdit, RequirementNumber.SEMINARS.value)
    assert field is not None
    field.setFocus()
    type_text(field, "2")
    field.clearFocus()
    settle(qtbot, workplace)
    assert read(db, program_id).numbers == {RequirementNumber.SEMINARS: 2}


# ----------------------------------------------------------------------------------------------- deficits, materials


def test_a_deficit_is_declared_by_keyboard_and_shown_without_diagnostics(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = empty_program(db)
    tab = open_at(page, qtbot, workplace, program_id, "deficits")
    table = table_of(tab, "program-deficits")
    trigger(table, "Добавить дефицит")
    settle(qtbot, workplace)
    rewrite(table, "Не видит игры")
    settle(qtbot, workplace)
    [deficit] = read(db, program_id).deficits
    assert (deficit.title, deficit.diagnostic) == ("Не видит игры", 0)
    assert table.cell_model.index(0, 3).data() == "нет"


def test_the_library_lists_the_materials_of_all_programmes(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    add_example_program(db, actor=HEAD)
    settle(qtbot, workplace)
    button(page, "programs-library").click()
    assert page.heading == "Библиотека материалов"
    assert page.library.model.rowCount() == 9
    kind = page.library.filters.findChild(QWidget, "filter-kind")
    assert kind is not None
    kind.setCurrentIndex(1)  # type: ignore[attr-defined] - a ChoiceField
    page.library.filters.changed.emit()
    assert page.library.model.rowCount() == 4


# ------------------------------------------------------------------------------------------------------------ streams


@pytest.fixture
def stream_id(db: Database) -> int:
    starts_on = db.today() + timedelta(3)
    draft = StreamDraft(
        program_id=add_example_program(db, actor=HEAD),
        title="Поток 1",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(11),
        tutor_id=arrange.person(db, "Тьюторова"),
    )
    return add_stream(db, draft, actor=HEAD)


def test_the_days_of_modules_are_proposed_and_corrected(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot, stream_id: int
) -> None:
    settle(qtbot, workplace)
    page.show_place(InStream(stream_id, "calendar"))
    assert page.heading == "Поток 1"
    button(page, "calendar-propose").click()
    settle(qtbot, workplace)
    first = db.today() + timedelta(3)
    days = [(each.starts_on, each.ends_on) for each in stream_calendar(db, stream_id)]
    assert days == [(first + timedelta(4 * at), first + timedelta(4 * at + 3)) for at in range(3)]
    table = table_of(page, "stream-calendar")
    assert table.edit_cell(lambda row: getattr(row, "no", 0) == 1, "ends_on")
    rewrite(table, f"{first + timedelta(1):%d.%m.%Y}")
    settle(qtbot, workplace)
    assert stream_calendar(db, stream_id)[0].ends_on == first + timedelta(1)


def test_the_room_of_a_stream_leads_to_its_people_and_its_programme(
    page: ProgramsPage,
    workplace: Workplace,
    qtbot: QtBot,
    stream_id: int,
    went: list[tuple[str, object]],
) -> None:
    settle(qtbot, workplace)
    page.show_place(InStream(stream_id))
    button(page, "stream-people-link").click()
    assert went == [("trainees", OneStream(stream_id))]
    button(page, "stream-program-link").click()
    assert page.program.title == page.heading


def test_a_programme_of_a_stream_is_not_removed(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot, stream_id: int, said: Said
) -> None:
    settle(qtbot, workplace)
    [line] = program_lines(db)
    page.show_program(line.id)
    page.program.more.click()
    menu = page.program.findChild(QWidget, "program-menu")
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Убрать программу").trigger()
    menu.close()
    settle(qtbot, workplace)
    assert len(program_lines(db)) == 1
    assert stream_id
    assert any("убрать нельзя" in each for each in [notice.text for notice in said.refused])


def test_what_is_typed_into_a_cell_outlives_the_storing_of_the_cell_before(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    program_id = add_example_program(db, actor=HEAD)
    table = table_of(open_at(page, qtbot, workplace, program_id), "program-modules")
    assert table.edit_cell(lambda row: getattr(row, "no", "") == "1.1", "text")
    rewrite(table, "Знакомство")
    assert table.edit_cell(lambda row: getattr(row, "no", "") == "1.1", "control")
    field = editor(table)
    assert isinstance(field, QLineEdit)
    type_text(field, "Опрос")
    settle(qtbot, workplace)
    QApplication.processEvents()
    assert editor(table) is field
    assert field.text() == "Опрос"
    press(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    settle(qtbot, workplace)
    first = read(db, program_id).activities_of(read(db, program_id).modules[0].id)[0]
    assert (first.text, first.control) == ("Знакомство", "Опрос")


def test_a_material_being_written_waits_while_another_programme_is_looked_at(
    page: ProgramsPage, db: Database, workplace: Workplace, qtbot: QtBot
) -> None:
    first, second = empty_program(db), add_example_program(db, actor=HEAD)
    open_at(page, qtbot, workplace, first, "deficits")
    page.primary_new()
    [panel] = [each for each in page.program.findChildren(MaterialPanel) if each.is_open]
    assert panel.form is not None
    panel.form.set_typed({"title": "Памятка"})
    open_at(page, qtbot, workplace, second, "deficits")
    open_at(page, qtbot, workplace, first, "deficits")
    page.primary_new()
    assert panel.form.typed()["title"] == "Памятка"


def test_ctrl_f_goes_to_the_search_of_the_library(page: ProgramsPage, workplace: Workplace, qtbot: QtBot) -> None:
    page.activateWindow()
    page.show_library()
    page.focus_filter()
    qtbot.waitUntil(page.library.filters.search.hasFocus)
