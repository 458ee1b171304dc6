"""«Сведения для ФИС ФРДО» as a person works there: who goes into the file, why not, and the file itself."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.database import Database
from models.rules.frdo import frdo_columns
from tests.models.commands.graduates import SNILS, agreed, dpp_program, dpp_stream, educated, graduate
from tests.models.make import engine_of
from tests.views.stored import settle
from views.certificates.frdo import FrdoRoom
from views.certificates.page import CertificatesPage
from views.places import OneCard, OneProgram, Place
from views.widgets.buttons import Button
from views.workplace import Workplace


@pytest.fixture
def people(db: Database) -> tuple[int, int]:
    ready, waiting = graduate(db, "Вишнёва", SNILS[0]), educated(db, "Грушева")
    agreed(db, waiting)
    dpp_stream(db, dpp_program(db), ready, waiting)
    return ready, waiting


@pytest.fixture
def room(page: CertificatesPage, people: tuple[int, int]) -> FrdoRoom:
    page.show_place(Place.FRDO)
    return page.frdo


def transfers(db: Database) -> int:
    with engine_of(db).connect() as connection:
        sql = "SELECT count(*) FROM personal_data_event WHERE action = 'transferred'"
        return int(connection.exec_driver_sql(sql).scalar_one())


def test_beside_each_stands_whether_she_goes_in_and_what_is_missing(room: FrdoRoom) -> None:
    rows = [[column.text(row) for column in room.model.columns] for row in room.table.rows()]
    assert [row[:3] for row in rows] == [
        ["Вишнёва Мария Павловна", "Войдёт", ""],
        ["Грушева Мария Павловна", "Не войдёт", "Закрытых сведений нет: СНИЛС, даты рождения, пола и диплома"],
    ]
    assert any("Войдут в файл: 1 из 2." in each.text() for each in room.findChildren(QLabel))


def test_a_reason_leads_to_the_place_where_it_goes_away(
    room: FrdoRoom, people: tuple[int, int], gone: list[tuple[str, object]], qtbot: QtBot
) -> None:
    room.table.select(lambda row: row.person_id == people[1])
    (button,) = [each for each in room.findChildren(Button) if each.objectName() == "frdo-mend-0"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone == [("trainees", OneCard(people[1]))]


def test_enter_leads_to_the_programme_where_that_is_what_lacks(
    page: CertificatesPage, db: Database, gone: list[tuple[str, object]]
) -> None:
    program_id = dpp_program(db, funding=None)
    dpp_stream(db, program_id, graduate(db, "Вишнёва", SNILS[0]))
    page.show_place(Place.FRDO)
    page.frdo.take_focus()
    QTest.keyClick(page.frdo.table, Qt.Key.Key_Return)
    assert gone == [("programs", OneProgram(program_id, "passport"))]
    assert page.frdo.save_button.blocked


def test_the_file_holds_who_is_ready_and_the_transfer_is_noted(
    room: FrdoRoom, workplace: Workplace, db: Database, qtbot: QtBot, tmp_path: Path, said: list[str]
) -> None:
    target = tmp_path / "frdo.xlsx"
    room.choose_target = lambda _parent, _suggestion, _kind: target
    room.save_button.setFocus()
    QTest.keyClick(room.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Файл для ИРО записан: 1\u00a0человек." in said, timeout=20_000)
    settle(qtbot, workplace)
    heading, *rows = openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True)
    assert list(heading) == [column.title for column in frdo_columns()]
    assert [row[21] for row in rows] == ["Вишнёва"]
    assert transfers(db) == 1


def test_nothing_is_noted_when_she_changes_her_mind(room: FrdoRoom, db: Database) -> None:
    room.choose_target = lambda _parent, _suggestion, _kind: None
    room.save()
    assert transfers(db) == 0


def test_another_period_has_other_people(room: FrdoRoom) -> None:
    room.period.set_value("2025")
    room.period.edited.emit()
    assert room.table.rows() == []
    assert room.save_button.blocked
