"""The ways between the rooms of «Сертификаты», and from a stream's own room and back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.models.commands.graduates import SNILS, dpp_program, dpp_stream, graduate
from tests.models.commands.issuing import STREAM
from tests.models.make import run
from views.certificates.page import CertificatesPage
from views.places import FrdoOf, InStream, IssueTo, Place
from views.programs.stream_room import StreamRoom
from views.widgets.buttons import Button
from views.workplace import Workplace


def button(inside: QWidget, name: str) -> Button:
    (found,) = [each for each in inside.findChildren(Button) if each.objectName() == name]
    return found


def test_the_matrix_and_the_issue_lead_to_each_other_about_the_same_stream(
    page: CertificatesPage, qtbot: QtBot
) -> None:
    page.show_place(IssueTo(STREAM))
    button(page, "issue-requirements").click()
    assert page.heading == "Требования к сертификату"
    matrix = page.requirements.matrix
    qtbot.waitUntil(lambda: len(matrix.model.rows()) == 5)
    button(page, "requirements-issue").click()
    assert page.heading == "Выдача сертификатов"
    assert len(page.issuing.chosen()) == 3


def test_a_mark_written_elsewhere_shows_in_the_matrix(page: CertificatesPage, db: Database, qtbot: QtBot) -> None:
    page.show_requirements(STREAM)
    matrix = page.requirements.matrix
    qtbot.waitUntil(lambda: sum(line.is_ready for line in matrix.model.rows()) == 3)
    run(db, "UPDATE internship_report SET accepted_on = NULL")
    qtbot.waitUntil(lambda: not any(line.is_ready for line in matrix.model.rows()))


def test_without_a_stream_one_is_led_to_who_is_ready_anywhere(
    page: CertificatesPage, gone: list[tuple[str, object]], db: Database
) -> None:
    dpp_stream(db, dpp_program(db), graduate(db, "Вишнёва", SNILS[0]))
    page.show_place(Place.NEW)
    next(each for each in page.issuing.findChildren(Button, "empty-link") if each.text().startswith("Кто")).click()
    assert gone == [("trainees", Place.CERTIFICATE_READY)]


def test_from_the_room_of_a_stream_to_its_file_for_frdo_and_back(
    page: CertificatesPage, workplace: Workplace, db: Database, gone: list[tuple[str, object]], qtbot: QtBot
) -> None:
    stream = dpp_stream(db, dpp_program(db), graduate(db, "Вишнёва", SNILS[0]))
    room = StreamRoom(workplace)
    qtbot.addWidget(room)
    qtbot.addWidget(room.links)
    room.show_stream(STREAM)
    assert button(room.links, "stream-frdo-link").isHidden()
    room.show_stream(stream)
    button(room.links, "stream-frdo-link").click()
    assert gone == [("certificates", FrdoOf(stream))]
    page.show_place(FrdoOf(stream))
    assert page.frdo.wish.stream_id == stream
    assert [row.name for row in page.frdo.table.rows()] == ["Вишнёва Мария Павловна"]
    QTest.keyClick(page.frdo.table, Qt.Key.Key_Escape)
    assert gone[-1] == ("programs", InStream(stream))
    page.show_place(Place.FRDO)
    QTest.keyClick(page.frdo.table, Qt.Key.Key_Escape)
    assert page.heading == "Сертификаты"
