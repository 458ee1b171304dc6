"""Several sheets of one workbook, or a table copied in Word or Excel, taken in as one list."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.people import batch_lines, people_page
from models.queries.streams import stream_lines
from models.rows.people import PeopleFilter
from tests.models.commands import arrange
from tests.models.imports.messy import xlsx
from tests.models.make import HEAD, content, count
from tests.views.trainees.arrange import Said, choose_column, mend, open_list, press, settle
from views.importing.rows import Standing
from views.trainees.import_page import ImportPage
from views.trainees.page import TraineesPage
from views.trainees.sheets_window import SheetsWindow
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform says so of every list that drops down."""

HEAD_ROW = ["ФИО", "Должность", "Организация", "Муниципалитет"]
SPRING = [
    HEAD_ROW,
    ["Ким Анна Львовна", "тьютор", "Д/с № 9", "Чугуевский МО"],
    ["Цой Вера Ильинична", "методист", "", "Чугуевский МО"],
]
AUTUMN = [
    ["Список осени"],
    ["Организация", "Муниципалитет", "Должность", "Фамилия, имя, отчество"],
    ["Д/с № 9", "Чугуевский МО", "тьютор", "Ли Юлия Ивановна"],
    ["Д/с № 9", "Чугуевский МО", "тьютор", "Ким Анна Львовна"],
]
SPOKEN = "Числа в скобках — как в бланке"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two lists in layouts of their own, and a sheet of advice between them."""
    path = tmp_path / "сады.xlsx"
    xlsx(("Весна", SPRING, []), ("Справка", [[SPOKEN]], []), ("Осень", AUTUMN, []))(path)
    return path


@pytest.fixture
def importing(page: TraineesPage, workplace: Workplace, qtbot: QtBot, book: Path) -> ImportPage:
    return open_list(qtbot, page, workplace, book)


def names(importing: ImportPage) -> list[str]:
    model = importing.check.model
    return [model.view(row).cells["full_name"].text.split()[0] for row in range(model.rowCount())]


def sheets_window(importing: ImportPage) -> SheetsWindow:
    """The window of the sheets, opened by the keyboard."""
    importing.sheets.setFocus()
    press(importing.sheets, Qt.Key.Key_Space)
    window = QApplication.activeModalWidget()
    assert isinstance(window, SheetsWindow)
    return window


def turn(window: SheetsWindow, name: str) -> None:
    """Tick a sheet or untick it, as the keyboard does."""
    assert window.list.select(lambda sheet: sheet.name == name)
    press(window.list, Qt.Key.Key_Space)


def test_all_sheets_with_lists_are_one_list_and_the_others_are_none(importing: ImportPage) -> None:
    assert names(importing) == ["Ким", "Цой", "Ли", "Ким"]
    assert importing.sheets.text() == "Листы: 2 из 3"


def test_a_row_says_its_number_and_its_sheet(importing: ImportPage) -> None:
    model = importing.check.model
    column = next(column for column in model.columns if column.key == "number")
    assert column.second is not None
    view = model.view(2)
    assert (column.text(view), column.second(view)) == ("3", "Осень")


def test_a_copy_on_another_sheet_says_where_the_first_one_stands(importing: ImportPage) -> None:
    view = importing.check.model.view(3)
    assert view.standing is Standing.COPY
    assert "строку 2 листа «Весна»" in view.cells["full_name"].tip


def test_the_sheets_are_one_batch_and_one_undo(
    importing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    before = content(db)
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    (line,) = batch_lines(db)
    assert (line.new, line.left, line.sheet) == (2, 2, "Весна, Осень")
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_sheet_is_left_out_and_taken_again_by_the_keyboard(
    importing: ImportPage, qtbot: QtBot, workplace: Workplace
) -> None:
    window = sheets_window(importing)
    turn(window, "Весна")
    press(window.list, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    assert (names(importing), importing.sheets.text()) == (["Ли", "Ким"], "Листы: 1 из 3")
    window = sheets_window(importing)
    turn(window, "Весна")
    qtbot.mouseClick(window.take_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert names(importing) == ["Ким", "Цой", "Ли", "Ким"]


def test_a_sheet_without_a_list_cannot_be_taken(importing: ImportPage) -> None:
    window = sheets_window(importing)
    turn(window, "Справка")
    assert window.taken == ["Весна", "Осень"]
    for name in ("Весна", "Осень"):
        turn(window, name)
    window.accept()
    assert window.isVisible()  # nothing is ticked
    window.reject()


def test_a_mended_cell_stays_when_another_sheet_is_taken(
    importing: ImportPage, qtbot: QtBot, workplace: Workplace
) -> None:
    number = importing.check.model.view(2).number
    mend(qtbot, workplace, importing, number, "full_name", "Лисова Юлия Ивановна")
    window = sheets_window(importing)
    turn(window, "Весна")
    window.accept()
    settle(qtbot, workplace)
    assert names(importing) == ["Лисова", "Ким"]


def test_each_sheet_has_columns_of_its_own(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    importing.sheet.setFocus()
    press(importing.sheet, Qt.Key.Key_Down)
    assert importing.sheet.value() == "Осень"
    choose_column(importing, "organization", "")
    settle(qtbot, workplace)
    model = importing.check.model
    organizations = [model.view(row).cells["organization"].text for row in range(4)]
    assert organizations == ["Д/с № 9", "—", "—", "—"]
    assert importing.route.stops[1].state == "late"


def test_columns_chosen_for_a_sheet_are_those_of_the_next_file(
    importing: ImportPage, page: TraineesPage, qtbot: QtBot, workplace: Workplace, book: Path
) -> None:
    importing.sheet.setFocus()
    press(importing.sheet, Qt.Key.Key_Down)
    choose_column(importing, "municipality", "")
    settle(qtbot, workplace)
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    open_list(qtbot, page, workplace, book)
    assert not importing.afresh.isHidden()
    columns = [importing._found is not None and importing._found.sheet, importing.sheet.value()]
    assert columns == ["Весна", "Весна"]
    press(importing.sheet, Qt.Key.Key_Down)
    assert "municipality" not in {use.field for use in importing.columns._uses}


def test_columns_recognised_anew_stay_so_when_another_sheet_is_taken(
    importing: ImportPage, page: TraineesPage, qtbot: QtBot, workplace: Workplace, book: Path
) -> None:
    choose_column(importing, "municipality", "")
    settle(qtbot, workplace)
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    open_list(qtbot, page, workplace, book)
    qtbot.mouseClick(importing.afresh, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    window = sheets_window(importing)
    turn(window, "Осень")
    window.accept()
    settle(qtbot, workplace)
    assert "municipality" in {use.field for use in importing.columns._uses}


def test_sheets_of_the_same_headings_share_a_choice_of_columns(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    head = ["ФИО", "Должность", "Организация", "Где теперь"]
    grids = [(name, [head, [f"{name} Анна Львовна", "тьютор", "-", "Д/с № 9"]], []) for name in ("Ким", "Цой")]
    xlsx(*grids)(tmp_path / "а.xlsx")
    importing = open_list(qtbot, page, workplace, tmp_path / "а.xlsx")
    choose_column(importing, "organization", "D")
    settle(qtbot, workplace)
    model = importing.check.model
    assert [model.view(row).cells["organization"].text for row in range(2)] == ["Д/с № 9", "Д/с № 9"]


def test_all_the_sheets_go_into_a_stream_in_the_same_step(
    db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot, book: Path
) -> None:
    stream = arrange.stream(db, arrange.person(db, "Тьюторова"))
    settle(qtbot, workplace)
    importing = open_list(qtbot, page, workplace, book)
    importing.check.stream.set_value(stream)
    importing.check.say()
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert [line.last_name for line in people_page(db, PeopleFilter(stream_id=stream))] == ["Ким", "Ли"]
    assert len(stream_lines(db)) == 1


# --- pasted tables


def paste(importing: ImportPage, *, text: str, html: str = "") -> None:
    """Ctrl+V of what another program has copied."""
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)
    press(importing, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_table_of_word_is_pasted_and_taken_in(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, db: Database, said: Said
) -> None:
    cells = ["".join(f"<td><p class=MsoNormal>{cell}<o:p></o:p></p></td>" for cell in row) for row in SPRING[:2]]
    html = f"<html><body><table class=MsoTableGrid>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>"
    page.show_import()
    paste(page.importing, text="слова без таблицы", html=html)
    settle(qtbot, workplace)
    assert (page.heading, names(page.importing)) == ("Вставленная таблица", ["Ким"])
    qtbot.mouseClick(page.importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert (batch_lines(db)[0].file_name, count(db, "person")) == ("Вставленная таблица", 1)
    assert said.done == ["Список загружен: добавлено 1, изменено 0 [Вернуть]"]


def test_a_column_of_a_pasted_table_is_chosen_by_hand(page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> None:
    page.show_import()
    paste(page.importing, text="ФИО\tДолжность\tОрганизация\tГде\nКим Анна Львовна\tтьютор\t-\tД/с № 9\n")
    settle(qtbot, workplace)
    choose_column(page.importing, "organization", "D")
    settle(qtbot, workplace)
    assert page.importing.check.model.view(0).cells["organization"].text == "Д/с № 9"


def test_words_without_a_table_are_not_pasted(page: TraineesPage, workplace: Workplace, qtbot: QtBot) -> None:
    page.show_import()
    paste(page.importing, text="Список пришлю завтра")
    settle(qtbot, workplace)
    assert not page.importing.has_work
