"""«Печатные формы»: a column is renamed and hidden, the page follows, the shipped form returns, forms travel."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exports.form_layouts import forms_file, open_form, written
from exports.layout_edits import ACCEPTED, APPROVED, block_of, put
from models.commands.undo import next_undo, undo_last
from models.errors import UserError
from models.queries.site_forms import own_forms, site_layouts
from models.rows.codes import FormOrigin
from tests.models.make import HEAD
from tests.views.stage import Stage, type_text
from views.places import Place
from views.preferences.forms import FormsRoom
from views.preferences.page import PreferencesPage
from views.widgets.fields import MultilineField, NumberField, TextField

OpenStage = Callable[..., Stage]
JOURNAL = open_form("event_journal", {}).layout
TITLE = ("sections", 0, "parts", 0, "columns", 2, "title")


@pytest.fixture
def stage(open_stage: OpenStage) -> Stage:
    return open_stage()


@pytest.fixture
def room(stage: Stage) -> FormsRoom:
    return cast("PreferencesPage", stage.page("settings", Place.FORMS)).forms


def opened(stage: Stage, room: FormsRoom, form: str = "event_journal") -> FormsRoom:
    room.open_form(form)
    stage.settle()
    return room


def drawn(qtbot: QtBot, stage: Stage, room: FormsRoom) -> None:
    """Wait until the page shows what was changed."""
    qtbot.waitUntil(lambda: not room.editor._later.isActive(), timeout=5000)  # pyright: ignore[reportPrivateUsage]
    stage.settle()


def layouts(stage: Stage) -> dict[str, str]:
    assert stage.session.workplace is not None
    return dict(site_layouts(stage.session.workplace.db))


def test_a_column_is_renamed_by_keyboard_alone_and_the_form_returns(
    qtbot: QtBot, stage: Stage, room: FormsRoom
) -> None:
    room.view.select(lambda line: line.form == "event_journal")
    room.view.setFocus()
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert room.editor.save_button.blocked
    assert room.editor.tabs.focus_stop.hasFocus()
    lists = room.editor.lists
    lists.view.select(lambda line: line.title == "Тема")
    field = cast("TextField", lists.form.editor("title"))
    field.setFocus()
    field.selectAll()
    type_text(field, "Тема встречи")
    drawn(qtbot, stage, room)
    assert not room.editor.save_button.blocked
    stage.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert layouts(stage) == {"event_journal": written(put(JOURNAL, TITLE, "Тема встречи"))}
    stage.press(Qt.Key.Key_Escape)
    stage.settle()
    assert [line.origin for line in room.model.rows() if line.form == "event_journal"] == [FormOrigin.SITE]
    stage.press(Qt.Key.Key_Delete)
    stage.settle()
    assert layouts(stage) == {}
    assert stage.session.workplace is not None
    undo_last(stage.session.workplace.db, actor=HEAD)
    assert list(layouts(stage)) == ["event_journal"]


def test_columns_are_hidden_moved_and_widened(qtbot: QtBot, stage: Stage, room: FormsRoom) -> None:
    lists = opened(stage, room).editor.lists
    lists.view.setFocus()
    lists.view.select(lambda line: line.title == "Тема")
    stage.press(Qt.Key.Key_Space)
    stage.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stage.press(Qt.Key.Key_Space)
    assert [line.title for line in lists.view.rows()][:3] == ["№", "Тема", "Дата"]
    share = cast("NumberField", lists.form.editor("share"))
    share.selectAll()
    share.setFocus()
    type_text(share, "40")
    line = lists.view.current_row()
    assert line is not None
    assert (round(line.share or 0), line.is_shown) == (40, True)
    drawn(qtbot, stage, room)
    room.editor.save()
    stage.settle()
    columns = json.loads(layouts(stage)["event_journal"])["sections"][0]["parts"][0]["columns"]
    assert [each["key"] for each in columns][:3] == ["no", "title", "held_on"]


def test_ctrl_z_takes_back_edits_of_the_form_before_anything_stored(
    qtbot: QtBot, stage: Stage, room: FormsRoom
) -> None:
    lists = opened(stage, room).editor.lists
    lists.view.setFocus()
    lists.view.select(lambda line: line.title == "Тема")
    stage.press(Qt.Key.Key_Space)
    drawn(qtbot, stage, room)
    stage.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert room.editor.is_changed
    assert stage.session.workplace is not None
    stored = next_undo(stage.session.workplace.db)
    for back in (["№", "Дата", "Тема"], ["№", "Дата", "Тема"]):
        stage.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert [line.title for line in lists.view.rows()][:3] == back
    assert not room.editor.is_changed
    stage.settle()
    assert next_undo(stage.session.workplace.db) == stored is not None


def test_words_that_do_not_fit_are_told_with_the_place_and_not_stored(
    qtbot: QtBot, stage: Stage, room: FormsRoom
) -> None:
    editor = opened(stage, room).editor
    editor.tabs.chosen.emit("texts")
    words = cast("MultilineField", editor.texts.form.editor("words"))
    words.selectAll()
    type_text(words, "Журнал {за год}")
    drawn(qtbot, stage, room)
    assert editor.save_button.blocked
    assert "заглавие 1" in editor.save_button.toolTip()
    editor.save()
    stage.settle()
    assert layouts(stage) == {}
    editor.return_shipped()
    drawn(qtbot, stage, room)
    assert not editor.is_changed


def test_blocks_and_an_emblem_are_put_above_the_title(
    qtbot: QtBot, stage: Stage, room: FormsRoom, tmp_path: Path
) -> None:
    paper = opened(stage, room).editor.paper
    room.editor.tabs.chosen.emit("paper")
    paper.form.set_typed({"has_approved": True, "has_accepted": True, "words_accepted": "протокол № 3"})
    paper.form.changed.emit()
    picture = tmp_path / "emblem.png"
    QImage(900, 700, QImage.Format.Format_RGB32).save(str(picture))
    paper.choose_files = lambda *_asked, **_words: [picture]
    paper.file_emblem.click()
    drawn(qtbot, stage, room)
    room.editor.save()
    stage.settle()
    layout = open_form("event_journal", layouts(stage)).layout
    approved, accepted = block_of(layout, APPROVED), block_of(layout, ACCEPTED)
    assert approved is not None
    assert accepted is not None
    assert (approved.position, accepted.words, accepted.signed) == ("approver_position", "протокол № 3", False)
    assert layout.emblem


def test_what_is_typed_while_the_stored_form_is_read_again_stays(qtbot: QtBot, stage: Stage, room: FormsRoom) -> None:
    editor = opened(stage, room).editor
    editor.lists.changed.emit(put(JOURNAL, TITLE, "Тема встречи"))
    drawn(qtbot, stage, room)
    editor.save()
    typed = put(JOURNAL, TITLE, "Тема встречи с коллегами")
    editor._on_stored()  # pyright: ignore[reportPrivateUsage]
    editor.lists.changed.emit(typed)
    drawn(qtbot, stage, room)
    assert not editor.save_button.blocked
    editor.save()
    stage.settle()
    assert layouts(stage) == {"event_journal": written(typed)}


def test_a_form_that_was_not_stored_can_be_saved_again(
    qtbot: QtBot, stage: Stage, room: FormsRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object, **_words: object) -> int:
        raise UserError("На диске нет места.", "Освободите его и повторите.")

    editor = opened(stage, room).editor
    editor.lists.changed.emit(put(JOURNAL, TITLE, "Тема встречи"))
    drawn(qtbot, stage, room)
    with monkeypatch.context() as broken:
        broken.setattr("views.preferences.form_editor.adopt_forms", refuse)
        editor.save()
        stage.settle()
    drawn(qtbot, stage, room)
    assert (editor.is_changed, editor.save_button.blocked) == (True, False)
    editor.save()
    stage.settle()
    assert list(layouts(stage)) == ["event_journal"]


def test_edits_are_not_left_without_a_question(stage: Stage, room: FormsRoom) -> None:
    editor = opened(stage, room).editor
    asked: list[str] = []
    editor.sure = lambda *words: bool(asked.append(words[2]))
    editor.lists.changed.emit(put(JOURNAL, TITLE, "Тема встречи"))
    editor.leave()
    assert (asked, room.currentWidget() is editor) == (["Уйти без сохранения?"], True)


def test_forms_of_a_site_are_sent_and_taken(stage: Stage, room: FormsRoom, tmp_path: Path) -> None:
    changed = written(put(JOURNAL, TITLE, "Тема встречи"))
    arrived, gone, broken = tmp_path / "Формы ИРО.json", tmp_path / "Печатные формы.json", tmp_path / "broken.json"
    arrived.write_bytes(forms_file({"event_journal": changed}, sender="ИРО"))
    broken.write_bytes(forms_file({"plan": written(JOURNAL)}, sender="ИРО"))
    chosen = [broken]
    room.choose_files = lambda *_asked, **_words: chosen
    room.choose_target = lambda _parent, _suggestion, _kind: gone
    room.take_file()
    stage.settle()
    assert (layouts(stage), room.send_button.blocked) == ({}, True)
    chosen[:] = [arrived]
    room.take_file()
    stage.settle()
    assert layouts(stage) == {"event_journal": changed}
    assert stage.session.workplace is not None
    chosen[:] = [broken]
    room.take_file()
    stage.settle()
    assert layouts(stage) == {"event_journal": changed}
    assert [each.origin for each in own_forms(stage.session.workplace.db)] == [FormOrigin.INSTITUTE]
    room.send_file()
    stage.settle()
    assert json.loads(gone.read_bytes())["forms"] == json.loads(arrived.read_bytes())["forms"]


def test_a_certificate_has_no_corner_blocks(stage: Stage, room: FormsRoom) -> None:
    paper = opened(stage, room, "certificate").editor.paper
    room.editor.tabs.chosen.emit("paper")
    assert [key for key in ("has_approved", "left") if cast("QWidget", paper.form.editor(key)).isVisible()] == ["left"]
