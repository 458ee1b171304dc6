"""Past events and marks from a spreadsheet, as a person takes them in: look, mend, write, take back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.events import event_choices, event_page
from models.queries.marks_grid import marks_grid
from models.rows.codes import Presence
from models.rows.events import MarksGrid
from tests.views.dropping import drop
from tests.views.events.arrange import actions, press, settle
from views.events.events_import import EventsImport
from views.events.marks_import import MarksImport
from views.importing.kinds import ImportKind
from views.importing.page import ImportFlow
from views.importing.rows import Standing
from views.workplace import Workplace

Begin = Callable[[ImportKind, Path], ImportFlow]


@pytest.fixture
def begin(qtbot: QtBot, workplace: Workplace) -> Begin:
    def show(kind: ImportKind, path: Path) -> ImportFlow:
        flow = ImportFlow(workplace)
        qtbot.addWidget(flow)
        flow.resize(1158, 640)
        with qtbot.waitExposed(flow):
            flow.show()
        flow.begin(kind)
        assert drop(flow, [path])
        settle(qtbot, workplace)
        return flow

    return show


def _written(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def events_file(db: Database, tmp_path: Path) -> Path:
    leader = event_choices(db).people[0].title
    return _written(
        tmp_path / "мероприятия.xlsx",
        [
            ["Дата", "Тема", "Формат", "Минут", "Ведущий", "Участников"],
            [date(2025, 10, 7), "Игры на песке", "семинар", 90, leader, 12],
            [date(2025, 10, 14), "Игры с водой", "семинаррр", 90, leader, 10],
            ["потом", "Игры с ветром", "семинар", 90, leader, 8],
        ],
    )


def _mend(qtbot: QtBot, workplace: Workplace, flow: ImportFlow, number: int, field: str, typed: str) -> None:
    """Type into a cell as with F2."""
    row = flow.check.model.place_of(number)
    assert row is not None
    index = flow.check.model.index(row, flow.check.model.column(field))
    flow.check.table.go_to(index)
    qtbot.keyClick(flow.check.table, Qt.Key.Key_Return)
    editor = flow.check.table.findChild(QLineEdit, "cell-editor")
    assert editor is not None
    editor.selectAll()
    press(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the editor gives its text away in a turn of its own
    settle(qtbot, workplace)


def test_rows_are_shown_before_anything_is_written(db: Database, begin: Begin, events_file: Path) -> None:
    before = actions(db)
    flow = begin(EventsImport(), events_file)
    assert flow.check.model.counts()[Standing.NEW] == 1
    assert flow.check.model.counts()[Standing.DECIDE] == 2
    assert flow.check.load_button.text() == "Записать 1\u00a0мероприятие"
    assert actions(db) == before


def test_f8_stands_on_the_cell_that_is_asked_about(qtbot: QtBot, begin: Begin, events_file: Path) -> None:
    flow = begin(EventsImport(), events_file)
    asked: list[tuple[int, str]] = []
    for _press in range(2):
        here = flow.check.table.currentIndex()
        asked.append((flow.check.model.view(here.row()).number, flow.check.model.field(here.column())))
        qtbot.keyClick(flow.check.table, Qt.Key.Key_F8)
    assert asked == [(3, "format"), (4, "date")]


def test_cells_are_mended_rows_left_out_and_the_rest_is_written_in_one_action(
    qtbot: QtBot, workplace: Workplace, db: Database, begin: Begin, events_file: Path, said: list[str]
) -> None:
    flow = begin(EventsImport(), events_file)
    _mend(qtbot, workplace, flow, 3, "format", "семинар")
    _mend(qtbot, workplace, flow, 4, "date", "21.10.2025")
    flow.check.table.go_to(flow.check.model.index(0, 0))
    qtbot.keyClick(flow.check.table, Qt.Key.Key_Space)
    before = actions(db)
    with qtbot.waitSignal(flow.finished):
        flow.check.load_button.click()
    titles = [line.title for line in event_page(db, limit=500)]
    assert "Игры с водой" in titles
    assert "Игры с ветром" in titles
    assert "Игры на песке" not in titles
    assert actions(db) == before + 1
    assert said == ["Загружено: 2\u00a0мероприятия."]
    undo_last(db, actor=workplace.actor())
    assert "Игры с водой" not in [line.title for line in event_page(db, limit=500)]


def test_a_mended_cell_is_taken_back_before_anything_is_stored(
    qtbot: QtBot, workplace: Workplace, begin: Begin, events_file: Path
) -> None:
    flow = begin(EventsImport(), events_file)
    _mend(qtbot, workplace, flow, 4, "date", "21.10.2025")
    assert flow.check.model.counts()[Standing.NEW] == 2
    qtbot.keyClick(flow.check.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert flow.check.model.counts()[Standing.NEW] == 1


def test_another_column_is_chosen_for_a_field(
    qtbot: QtBot, workplace: Workplace, begin: Begin, events_file: Path
) -> None:
    flow = begin(EventsImport(), events_file)
    flow.columns.chosen.emit({"participants": "", "hours": "F"})
    settle(qtbot, workplace)
    assert "participants" not in flow.check.model.fields
    assert "hours" in flow.check.model.fields


@pytest.fixture
def grid(db: Database) -> tuple[int, MarksGrid]:
    """The stream with the most events."""
    grids = {stream.id: marks_grid(db, stream.id, start=date.min, end=date.max) for stream in event_choices(db).streams}
    return max(grids.items(), key=lambda pair: len(pair[1].events))


def test_marks_of_a_grid_are_written_in_one_action(
    qtbot: QtBot, workplace: Workplace, db: Database, begin: Begin, grid: tuple[int, MarksGrid], tmp_path: Path
) -> None:
    stream_id, shown = grid
    days = [event.held_on for event in shown.events]
    event = next(event for event in shown.events if days.count(event.held_on) == 1)
    first, second = [person for person in shown.people if (event.id, person.id) in shown.cells][:2]
    path = _written(
        tmp_path / "посещаемость.xlsx",
        [
            ["ФИО", f"{event.held_on:%d.%m.%Y}", "01.01.2020"],
            [f"{first.last_name} {first.first_name} {first.patronymic or ''}", "н", "+"],
            [f"{second.last_name} {second.first_name} {second.patronymic or ''}", "щ", "+"],
        ],
    )
    flow = begin(MarksImport(stream_id), path)
    assert flow.check.model.counts()[Standing.DECIDE] == 1
    _mend(qtbot, workplace, flow, 3, "B", "у")
    before = actions(db)
    with qtbot.waitSignal(flow.finished):
        flow.check.load_button.click()
    cells = marks_grid(db, stream_id, start=date.min, end=date.max).cells
    assert cells[event.id, first.id].state is Presence.ABSENT
    assert cells[event.id, second.id].state is Presence.EXCUSED
    assert actions(db) == before + 1
