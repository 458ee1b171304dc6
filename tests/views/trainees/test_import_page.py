"""A list taken in as a person does it: every row is looked at, mended and chosen before anything is written."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.consents import masked_fields
from models.queries.people import batch_lines, people_page
from models.rows.people import PeopleFilter
from tests.models.make import HEAD, count, make_person
from tests.views.trainees.arrange import (
    HEADINGS,
    LIST,
    Said,
    choose_column,
    known_people,
    mend,
    open_list,
    press,
    settle,
    write_list,
)
from views.importing.rows import Standing
from views.trainees.import_page import ImportPage
from views.trainees.page import TraineesPage
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform says so of every list that drops down."""


@pytest.fixture
def importing(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """The list with a row of every kind, opened on a site that knows two of its people."""
    known_people(db, "Еремина Светлана Игоревна", "Носова Юлия Романовна")
    settle(qtbot, workplace)
    return open_list(qtbot, page, workplace, write_list(tmp_path / "март.csv"))


def surnames(db: Database) -> list[str]:
    return [line.last_name for line in people_page(db, PeopleFilter())]


def words(importing: ImportPage) -> str:
    return importing.check._words.text().replace("<b>", "").replace("</b>", "").replace("\u00a0", " ")


def load(qtbot: QtBot, workplace: Workplace, importing: ImportPage) -> None:
    qtbot.mouseClick(importing.check.load_button, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)


def test_every_row_says_what_will_happen(importing: ImportPage) -> None:
    model = importing.check.model
    assert [model.view(row).word for row in range(6)] == [
        "Новый",
        "Проверьте",
        "Не хватает",
        "Новый",
        "Изменится",
        "Без изменений",
    ]


def test_the_footer_says_it_in_words(importing: ImportPage) -> None:
    assert words(importing) == "Добавим 2, изменим 1, не тронем 1. Две строки подождут Вашего решения."
    assert importing.check.load_button.text().replace("\u00a0", " ") == "Загрузить 3 строки"


def test_nothing_is_written_before_the_button_is_pressed(importing: ImportPage, db: Database) -> None:
    assert (count(db, "person"), count(db, "import_batch")) == (2, 1)


def test_loading_writes_what_was_promised_and_offers_undo(
    importing: ImportPage, db: Database, said: Said, qtbot: QtBot, workplace: Workplace
) -> None:
    load(qtbot, workplace, importing)
    assert surnames(db) == ["Гончар", "Еремина", "Ломакина", "Носова"]
    assert said.done == ["Список загружен: добавлено 2, изменено 1 [Вернуть]"]
    undo_last(db, actor=HEAD)
    assert surnames(db) == ["Еремина", "Носова"]


def test_the_last_step_tells_what_stayed_in_the_file(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    load(qtbot, workplace, importing)
    told = " ".join(sentence.text() for sentence in importing.done._sentences).replace("\u00a0", " ")
    assert "Осталось в файле: 2 строки" in told
    assert [stop.state for stop in importing.route.stops] == ["done"] * 4


def test_the_keyboard_stands_on_the_first_question(importing: ImportPage) -> None:
    check = importing.check
    here = check.table.currentIndex()
    assert (check.model.view(here.row()).number, check.model.field(here.column())) == (3, "full_name")


def test_f8_goes_round_the_questions(importing: ImportPage) -> None:
    table, model = importing.check.table, importing.check.model
    seen: list[tuple[int, str]] = []
    for key, modifier in ((Qt.Key.Key_F8, "none"), (Qt.Key.Key_F8, "none"), (Qt.Key.Key_F8, "shift")):
        shift = Qt.KeyboardModifier.ShiftModifier if modifier == "shift" else Qt.KeyboardModifier.NoModifier
        press(table, key, shift)
        here = table.currentIndex()
        seen.append((model.view(here.row()).number, model.field(here.column())))
    assert seen == [(4, "organization"), (3, "full_name"), (4, "organization")]


def test_a_cell_mended_in_place_makes_the_row_ready(
    importing: ImportPage, qtbot: QtBot, workplace: Workplace, db: Database
) -> None:
    mend(qtbot, workplace, importing, 3, "full_name", "Зубкова Алёна Дмитриевна")
    assert words(importing).startswith("Добавим 3")
    load(qtbot, workplace, importing)
    assert "Зубкова" in surnames(db)


def test_a_row_is_recognised_once_its_name_is_mended(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    mend(qtbot, workplace, importing, 3, "full_name", "Носова Юлия Романовна")
    model = importing.check.model
    assert model.view(model.place_of(3) or 0).standing is Standing.SAME


def test_an_organization_from_the_list_brings_its_municipality(
    importing: ImportPage, qtbot: QtBot, workplace: Workplace
) -> None:
    mend(qtbot, workplace, importing, 4, "organization", "Д/с № 3 · Чугуевский МО")
    row = importing.check.model.view(2)
    assert (row.word, row.cells["organization"].text, row.cells["municipality"].text) == (
        "Новый",
        "Д/с № 3",
        "Чугуевский МО",
    )


def test_what_is_typed_wrong_is_refused_as_in_the_file(
    importing: ImportPage, qtbot: QtBot, workplace: Workplace
) -> None:
    mend(qtbot, workplace, importing, 2, "phone", "914 12")
    cell = importing.check.model.view(0).cells["phone"]
    assert (cell.text, cell.second) == ("914 12", "не хватает цифр")


def test_ctrl_z_takes_the_last_mended_cell_back(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    mend(qtbot, workplace, importing, 3, "full_name", "Зубкова Алёна Дмитриевна")
    press(importing.check.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert importing.check.model.view(1).word == "Проверьте"


def test_a_mended_row_leaves_the_filter_of_questions(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.mouseClick(importing.check._filters[Standing.DECIDE], Qt.MouseButton.LeftButton)
    mend(qtbot, workplace, importing, 3, "full_name", "Зубкова Алёна Дмитриевна")
    model = importing.check.model
    assert [model.view(row).number for row in range(model.rowCount())] == [4]


def test_space_leaves_a_row_out(importing: ImportPage, qtbot: QtBot, workplace: Workplace, db: Database) -> None:
    table, model = importing.check.table, importing.check.model
    table.go_to(model.index(3, 0))
    press(table, Qt.Key.Key_Space)
    assert "Вы сняли 1 строку" in words(importing)
    load(qtbot, workplace, importing)
    assert "Ломакина" not in surnames(db)


def test_a_row_gone_to_while_ctrl_is_held_is_chosen_alone(importing: ImportPage, qtbot: QtBot) -> None:
    table, model = importing.check.table, importing.check.model
    qtbot.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.go_to(model.index(0, 0))
    table.go_to(model.index(3, 0))
    qtbot.keyRelease(table, Qt.Key.Key_Control)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]


@pytest.mark.parametrize("keys", [(Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Up), (Qt.Key.Key_Down,) * 3])
def test_space_leaves_out_only_the_row_that_ctrl_walked_to(importing: ImportPage, keys: tuple[Qt.Key, ...]) -> None:
    table, model = importing.check.table, importing.check.model
    table.go_to(model.index(0, 0))
    for key in keys:
        press(table, key, Qt.KeyboardModifier.ControlModifier)
    assert table.currentIndex().row() == 3
    former = [model.is_ticked(row) for row in range(model.rowCount())]
    press(table, Qt.Key.Key_Space)
    now = [model.is_ticked(row) for row in range(model.rowCount())]
    assert [row for row in range(model.rowCount()) if now[row] != former[row]] == [3]


def test_a_click_on_the_box_leaves_a_row_out(importing: ImportPage, qtbot: QtBot) -> None:
    table, model = importing.check.table, importing.check.model
    at = table.visualRect(model.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not model.is_ticked(0)


def test_a_row_that_waits_is_not_ticked_but_shows_its_question(importing: ImportPage) -> None:
    table, model = importing.check.table, importing.check.model
    table.go_to(model.index(2, 0))
    press(table, Qt.Key.Key_Space)
    assert (model.is_ticked(2), model.field(table.currentIndex().column())) == (False, "organization")


def test_ticks_survive_a_mended_cell(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    importing.check.model.tick(3, on=False)
    mend(qtbot, workplace, importing, 3, "full_name", "Зубкова Алёна Дмитриевна")
    assert not importing.check.model.is_ticked(3)


def test_filters_count_their_rows(importing: ImportPage) -> None:
    shown = {key: button.count for key, button in importing.check._filters.items()}
    assert shown == {"all": 6, "new": 2, "changed": 1, "same": 1, "decide": 2, "copy": 0}


def test_closed_fields_are_dropped_without_consents_and_it_is_said(
    importing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    assert "не запишем" in importing.check._closed.text()
    load(qtbot, workplace, importing)
    assert count(db, "person_restricted") == 0


def test_consents_without_a_date_block_the_button_and_lead_to_the_date(importing: ImportPage, qtbot: QtBot) -> None:
    check = importing.check
    qtbot.mouseClick(check.attested, Qt.MouseButton.LeftButton)
    check.table.setFocus()
    qtbot.mouseClick(check.load_button, Qt.MouseButton.LeftButton)
    assert check.load_button.blocked
    assert check.focusWidget() is check.consents_on


def test_closed_fields_are_written_under_attested_consents(
    importing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    check = importing.check
    qtbot.mouseClick(check.attested, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(check.consents_on, "1.3")
    load(qtbot, workplace, importing)
    (line,) = people_page(db, PeopleFilter(), limit=1)
    assert line.consent_on == date(2026, 3, 1)
    assert masked_fields(db, line.id) is not None


def test_consents_of_tomorrow_are_not_taken(importing: ImportPage, qtbot: QtBot) -> None:
    check = importing.check
    qtbot.mouseClick(check.attested, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(check.consents_on, "3.3.2026")
    assert check.load_button.blocked


def test_a_column_is_chosen_by_hand(page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path) -> None:
    grid = [("ФИО", "Должность", "Организация", "Где теперь"), ("Ким Анна Львовна", "тьютор", "-", "Д/с № 9")]
    importing = open_list(qtbot, page, workplace, write_list(tmp_path / "а.csv", grid))
    choose_column(importing, "organization", "D")
    settle(qtbot, workplace)
    row = importing.check.model.view(0)
    assert (row.word, row.cells["organization"].text) == ("Новый", "Д/с № 9")


def test_a_missing_column_stands_first_and_marks_its_step(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    grid = [("ФИО", "Должность", "Телефон"), ("Ким Анна Львовна", "тьютор", "+79140000000")]
    importing = open_list(qtbot, page, workplace, write_list(tmp_path / "а.csv", grid))
    first = importing.columns._buttons[0]
    assert (first.use.field, first.is_missing, importing.route.stops[1].state) == ("organization", True, "late")


def test_mended_cells_survive_another_column(importing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    mend(qtbot, workplace, importing, 3, "full_name", "Зубкова Алёна Дмитриевна")
    choose_column(importing, "phone", "")
    settle(qtbot, workplace)
    assert importing.check.model.view(1).cells["full_name"].text == "Зубкова Алёна Дмитриевна"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path, said: Said
) -> None:
    (tmp_path / "письмо.txt").write_text("Здравствуйте! Список пришлю завтра.", encoding="utf-8")
    importing = open_list(qtbot, page, workplace, tmp_path / "письмо.txt")
    assert said.refused[0].advice
    assert [stop.state for stop in importing.route.stops] == ["now", "ahead", "ahead", "ahead"]


def test_a_big_file_is_read_in_a_process_of_its_own(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    grid = [
        HEADINGS,
        *((f"Ким{'абвгдежзик'[n % 10]} Анна Львовна", "тьютор", f"Д/с № {n}", "", "", "") for n in range(6000)),
    ]
    path = write_list(tmp_path / "а.csv", grid)
    assert path.stat().st_size > 300_000
    importing = open_list(qtbot, page, workplace, path)
    assert importing.check.model.rowCount() == 6000


def test_the_same_file_again_is_noticed(
    importing: ImportPage, page: TraineesPage, qtbot: QtBot, workplace: Workplace, tmp_path: Path
) -> None:
    load(qtbot, workplace, importing)
    open_list(qtbot, page, workplace, tmp_path / "март.csv")
    assert "уже загружали 02.03.2026" in importing.check._note.text()


def test_the_list_is_compared_anew_when_the_database_changes(
    importing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    before = importing.check.model.counts()[Standing.CHANGED]
    undo_last(db, actor=HEAD)
    qtbot.waitUntil(lambda: importing.check.model.counts()[Standing.CHANGED] == 0, timeout=20_000)
    settle(qtbot, workplace)
    assert before == 1


def test_a_list_left_half_way_waits(importing: ImportPage, page: TraineesPage, qtbot: QtBot) -> None:
    page.show_list()
    assert page.buttons.load.text() == "Продолжить загрузку"
    qtbot.mouseClick(page.buttons.load, Qt.MouseButton.LeftButton)
    assert importing.check.model.rowCount() == len(LIST) - 1


def test_a_path_is_pasted(page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path) -> None:
    path = write_list(tmp_path / "март.csv")
    QGuiApplication.clipboard().setText(f'"{path}"')
    page.show_import()
    press(page.importing, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert page.heading == "март.csv"


def test_a_batch_is_kept_with_the_name_of_its_file(
    importing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    load(qtbot, workplace, importing)
    assert batch_lines(db)[0].file_name == "март.csv"


def test_people_of_another_kindergarten_are_told_of(
    page: TraineesPage, db: Database, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    make_person(db, last_name="Иванова")
    grid = [HEADINGS[:3], ("Иванова Мария", "воспитатель", "Д/с № 77")]
    importing = open_list(qtbot, page, workplace, write_list(tmp_path / "а.csv", grid))
    assert importing.check.model.view(0).standing in {Standing.NEW, Standing.DECIDE}


def test_a_list_taken_back_is_not_called_loaded_any_more(
    importing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    load(qtbot, workplace, importing)
    undo_last(db, actor=HEAD)
    qtbot.waitUntil(lambda: importing.route.stops[0].state == "now")
    assert not importing.done.isVisible()


def test_loading_again_after_a_finished_list_begins_with_a_file(
    importing: ImportPage, page: TraineesPage, qtbot: QtBot, workplace: Workplace
) -> None:
    load(qtbot, workplace, importing)
    page.show_list()
    qtbot.mouseClick(page.buttons.load, Qt.MouseButton.LeftButton)
    assert not importing.done.isVisible()
    assert page.findChild(QWidget, "choose-file").isVisible()


def test_the_rows_unticked_on_purpose_are_not_asked_to_be_mended(
    importing: ImportPage, qtbot: QtBot, workplace: Workplace
) -> None:
    importing.check.table.go_to(importing.check.model.index(0, 0))
    press(importing.check.table, Qt.Key.Key_Space)
    load(qtbot, workplace, importing)
    said = [label.text() for label in importing.done.findChildren(QLabel) if label.isVisible()]
    assert "Вы сняли 1\N{NO-BREAK SPACE}строку: в них ничего не записано." in said
    assert any(each.startswith("Осталось в файле: 2") for each in said)


def test_a_garden_that_only_this_file_names_is_offered(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    new = ("Белова Инна Петровна", "воспитатель", "Д/с «Алёнушка»", "Чугуевский МО", "", "")
    page.load_file(write_list(tmp_path / "сад.csv", [*LIST, new]))
    settle(qtbot, workplace)
    importing = page.importing
    mend(qtbot, workplace, importing, 4, "organization", "Д/с «Алёнушка» · Чугуевский МО")
    row = importing.check.model.view(importing.check.model.place_of(4) or 0)
    assert (row.word, row.cells["municipality"].text) == ("Новый", "Чугуевский МО")


def test_the_list_under_the_cell_holds_what_was_typed(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    new = ("Белова Инна Петровна", "воспитатель", "Д/с «Алёнушка»", "Чугуевский МО", "", "")
    page.load_file(write_list(tmp_path / "сад.csv", [*LIST, new]))
    settle(qtbot, workplace)
    table, model = page.importing.check.table, page.importing.check.model
    cell = model.index(
        model.place_of(4) or 0, [model.field(at) for at in range(model.columnCount())].index("organization")
    )
    table.go_to(cell)
    table.edit(cell)
    editor = table.findChild(QLineEdit, "cell-editor")
    editor.setText("алён")
    press(editor, Qt.Key.Key_Down)
    popup = editor.completer().popup()
    offered = [popup.model().index(at, 0).data() for at in range(popup.model().rowCount())]
    assert offered == ["Д/с «Алёнушка» · Чугуевский МО"]
    assert popup.visualRect(popup.model().index(0, 0)).height() >= popup.fontMetrics().height()


def test_a_column_nobody_filled_takes_no_room(
    page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    grid = [(*row, "Эл. почта" if at == 0 else "") for at, row in enumerate(LIST)]
    page.load_file(write_list(tmp_path / "почта.csv", grid))
    settle(qtbot, workplace)
    assert "email" not in page.importing.check.model.fields


@pytest.fixture
def changing(db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """A known person, and a list that says something else in two fields of her card."""
    known_people(db, "Носова Юлия Романовна")
    settle(qtbot, workplace)
    grid = [HEADINGS[:5], ("Носова Юлия Романовна", "методист", "Д/с № 3", "Чугуевский МО", "+7 914 000-11-22")]
    return open_list(qtbot, page, workplace, write_list(tmp_path / "правки.csv", grid))


def refuse(importing: ImportPage, field: str) -> None:
    """Stand on a cell of the first row and press Space."""
    table, model = importing.check.table, importing.check.model
    table.go_to(model.index(0, model.column(field)))
    press(table, Qt.Key.Key_Space)


def test_a_change_of_one_field_is_refused_by_space_on_its_cell(
    changing: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    refuse(changing, "position")
    cell = changing.check.model.view(0).cells["position"]
    assert (cell.text, cell.second) == ("воспитатель", "в файле: методист")
    load(qtbot, workplace, changing)
    [line] = people_page(db, PeopleFilter())
    assert (line.position, line.phone) == ("воспитатель", "+79140001122")
    assert "Вы оставили прежнее в карточках: 1\u00a0поле." in [each.text() for each in changing.done._sentences]


def test_space_again_accepts_the_change(changing: ImportPage) -> None:
    refuse(changing, "position")
    refuse(changing, "position")
    assert changing.check.model.view(0).cells["position"].second == "было: воспитатель"


def test_everything_of_the_cards_is_kept_and_there_is_nothing_to_load(changing: ImportPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(changing.check.keep_all, Qt.MouseButton.LeftButton)
    assert changing.check._changes.text() == "Изменений в карточках: 2, прежнее оставим: 2."
    assert changing.check.load_button.blocked
    qtbot.mouseClick(changing.check.accept_all, Qt.MouseButton.LeftButton)
    assert changing.check.load_button.text() == "Загрузить 1\u00a0строку"


def test_a_click_on_the_box_of_a_cell_refuses_its_change(changing: ImportPage, qtbot: QtBot) -> None:
    table, model = changing.check.table, changing.check.model
    at = model.index(0, model.column("phone"))
    table.scrollTo(at)
    place = table.visualRect(at)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 14, place.center().y()))
    assert (model.is_accepted(0, at.column()), model.is_ticked(0)) == (False, True)


def test_a_reader_of_the_screen_hears_what_becomes_of_a_change(changing: ImportPage) -> None:
    model = changing.check.model
    at = model.index(0, model.column("position"))
    said = [str(at.data(Qt.ItemDataRole.AccessibleTextRole))]
    refuse(changing, "position")
    said.append(str(at.data(Qt.ItemDataRole.AccessibleTextRole)))
    assert said == [
        "методист, было: воспитатель, изменение принимаем",
        "воспитатель, в файле: методист, оставляем прежнее",
    ]


def test_a_refused_change_survives_a_mended_cell(changing: ImportPage, qtbot: QtBot, workplace: Workplace) -> None:
    refuse(changing, "position")
    mend(qtbot, workplace, changing, 2, "phone", "+7 914 000-11-33")
    assert changing.check.model.view(0).cells["position"].text == "воспитатель"


OTHERS_LAYOUT = ("ФИО", "Должность", "Организация", "Где теперь")


@pytest.fixture
def remembering(
    db: Database, page: TraineesPage, workplace: Workplace, qtbot: QtBot, tmp_path: Path, said: Said
) -> ImportPage:
    """A list whose column was chosen by hand and loaded, and another list of the same headings opened after it."""
    first = [OTHERS_LAYOUT, ("Ким Анна Львовна", "тьютор", "-", "Д/с № 9")]
    importing = open_list(qtbot, page, workplace, write_list(tmp_path / "а.csv", first))
    choose_column(importing, "organization", "D")
    settle(qtbot, workplace)
    load(qtbot, workplace, importing)
    second = [OTHERS_LAYOUT, ("Ли Вера Ильинична", "тьютор", "-", "Д/с № 9")]
    return open_list(qtbot, page, workplace, write_list(tmp_path / "б.csv", second))


def test_columns_chosen_by_hand_are_chosen_again_for_the_next_list_and_it_is_said(remembering: ImportPage) -> None:
    row = remembering.check.model.view(0)
    assert (row.word, row.cells["organization"].text) == ("Новый", "Д/с № 9")
    assert remembering.findChild(QWidget, "columns-afresh").isVisible()


def test_columns_are_recognised_afresh_on_request_and_what_was_remembered_is_forgotten(
    remembering: ImportPage, db: Database, qtbot: QtBot, workplace: Workplace
) -> None:
    qtbot.mouseClick(remembering.afresh, Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert not remembering.afresh.isVisible()
    assert remembering.check.model.view(0).word == "Не хватает"
    mend(qtbot, workplace, remembering, 2, "organization", "Д/с № 9")
    load(qtbot, workplace, remembering)
    assert count(db, "column_mapping") == 0


def test_another_layout_is_not_read_by_the_columns_of_this_one(
    remembering: ImportPage, page: TraineesPage, qtbot: QtBot, workplace: Workplace, tmp_path: Path
) -> None:
    importing = open_list(qtbot, page, workplace, write_list(tmp_path / "в.csv"))
    assert not importing.afresh.isVisible()
