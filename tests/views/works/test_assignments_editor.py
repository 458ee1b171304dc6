"""«Задания» of a programme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.database import Database
from models.queries.assignments import program_assignments
from models.schema.programs import Stream
from tests.models.commands import arrange
from tests.views.trainees.arrange import Said
from tests.views.works.conftest import Group
from views.workplace import Workplace
from views.works.assignments_editor import AssignmentsEditor


@pytest.fixture
def program_id(db: Database, group: Group) -> int:
    return arrange.stored(db, Stream, group.stream_id).program_id


@pytest.fixture
def editor(workplace: Workplace, program_id: int, qtbot: QtBot) -> AssignmentsEditor:
    made = AssignmentsEditor(workplace)
    qtbot.addWidget(made)
    made.resize(1158, 620)
    made.show()
    made.show_program(program_id)
    return made


def titles(db: Database, program_id: int) -> list[str]:
    return [line.title for line in program_assignments(db, program_id)]


def test_a_programme_that_is_studied_takes_only_what_is_optional(
    editor: AssignmentsEditor, db: Database, program_id: int, said: Said, qtbot: QtBot
) -> None:
    editor.primary_new()
    editor.panel.fields.set_typed({"title": "Эссе"})
    editor.panel.save()
    qtbot.waitUntil(lambda: titles(db, program_id)[-1] == "Эссе")
    assert not program_assignments(db, program_id)[-1].is_mandatory
    qtbot.waitUntil(editor.panel.isHidden)
    editor.primary_new()
    editor.panel.fields.set_typed({"title": "Ещё одно", "is_mandatory": True})
    editor.panel.save()
    qtbot.waitUntil(lambda: "уже учится поток" in said.last)


def test_alt_down_moves_an_assignment_in_its_module(
    editor: AssignmentsEditor, db: Database, program_id: int, qtbot: QtBot
) -> None:
    editor.take_focus()
    assert titles(db, program_id) == ["Конспект занятия", "Видеоотчёт"]
    QTest.keyClick(editor.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: titles(db, program_id) == ["Видеоотчёт", "Конспект занятия"])
