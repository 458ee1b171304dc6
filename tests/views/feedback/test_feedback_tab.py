"""«Анкета» as a person works there: a stack of paper sheets by digits, an export, the results, the papers."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models.commands.feedback import accept_answers
from models.commands.undo import undo_last
from models.database import Database
from models.queries.feedback import survey_page
from models.rows.feedback import AnswerDraft
from tests.models.imports.messy_feedback import MESSY_ANSWERS
from tests.models.make import HEAD
from tests.views.stored import settle
from tests.views.widgets.keys import type_text
from views.drafts import kept_drafts
from views.feedback.tab import DRAFTS, FeedbackTab
from views.papers.offer import PaperWindow
from views.workplace import Workplace


def digits(tab: FeedbackTab, keys: str) -> None:
    for key in keys:
        QTest.keyClick(tab.grid, key)


def press(tab: FeedbackTab, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(tab.grid, key, modifier)


def save(tab: FeedbackTab, workplace: Workplace, qtbot: QtBot) -> None:
    press(tab, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)


def write(tab: FeedbackTab, text: str) -> None:
    """Type words into the cell one stands on, the first letter opening it."""
    type_text(tab.grid, text[0])
    (editor,) = tab.grid.viewport().findChildren(QLineEdit)
    type_text(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def stored(db: Database, stream_id: int) -> set[tuple[object, ...]]:
    return {tuple(answer.said().values()) for answer in survey_page(db, stream_id).answers}


def test_a_stack_of_sheets_is_entered_by_the_keyboard_alone(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, said: list[str], qtbot: QtBot
) -> None:
    digits(tab, "5544554410")
    write(tab, "Разбор видео")
    press(tab, Qt.Key.Key_Return)
    digits(tab, "43")
    press(tab, Qt.Key.Key_Space)
    digits(tab, "5")
    press(tab, Qt.Key.Key_Return)
    assert stored(db, stream_id) == set()
    save(tab, workplace, qtbot)
    nothing = (None,) * 6
    assert stored(db, stream_id) == {
        (5, 5, 4, 4, 5, 5, 4, 4, 10, "Разбор видео", None),
        (4, 3, None, 5, None, *nothing),
    }
    assert said == ["Анкеты записаны: 2. Порядок ввода не сохранён."]


def test_one_step_back_takes_the_whole_stack(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot
) -> None:
    digits(tab, "5")
    press(tab, Qt.Key.Key_Return)
    digits(tab, "4")
    save(tab, workplace, qtbot)
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert (stored(db, stream_id), tab.model.sheets()) == (set(), 0)


def test_a_digit_beyond_the_scale_is_refused_in_words(tab: FeedbackTab, said: list[str]) -> None:
    digits(tab, "60")
    assert said == ["На этот вопрос отвечают от 1 до 5."] * 2
    assert tab.model.unsaved == 0


def test_one_and_a_nought_are_ten_and_one_alone_stays_one(tab: FeedbackTab) -> None:
    nps = 8
    for row, keys in enumerate(("10", "1", "7", "0")):
        tab.grid.go_to(row, nps)
        digits(tab, keys)
        assert tab.model.value(row, nps) == int(keys)


def test_an_answer_is_cleared_and_a_sheet_taken_out(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot
) -> None:
    accept_answers(
        db, stream_id, [AnswerDraft(tutor=5, nps=9), AnswerDraft(novelty=2)], held_on=date(2026, 2, 10), actor=HEAD
    )
    settle(qtbot, workplace)
    row = next(at for at in range(2) if tab.model.value(at, 3) == 5)
    tab.grid.go_to(row, 8)
    press(tab, Qt.Key.Key_Delete)
    tab.grid.go_to(1 - row, 0)
    press(tab, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert tab.model.unsaved == 2
    save(tab, workplace, qtbot)
    assert stored(db, stream_id) == {(None, None, None, 5, *(None,) * 7)}


def test_what_is_typed_outlives_the_window(
    tab: FeedbackTab, workplace: Workplace, qtbot: QtBot, stream_id: int, tmp_path: Path
) -> None:
    digits(tab, "543")
    tab.store()
    assert stream_id in kept_drafts(tmp_path, DRAFTS)
    again = FeedbackTab(workplace)
    qtbot.addWidget(again)
    again.show_stream(stream_id)
    assert [again.model.value(0, at) for at in range(4)] == [5, 4, 3, None]


def test_nothing_is_left_of_a_draft_that_was_stored(
    tab: FeedbackTab, workplace: Workplace, tmp_path: Path, qtbot: QtBot
) -> None:
    digits(tab, "5")
    tab.store()
    save(tab, workplace, qtbot)
    assert kept_drafts(tmp_path, DRAFTS) == {}
    assert tab.save_button.blocked


def test_another_day_is_the_day_of_all_answers(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot
) -> None:
    digits(tab, "5")
    save(tab, workplace, qtbot)
    tab.day.setFocus()
    tab.day.selectAll()
    type_text(tab.day, "10.02.2026")
    QTest.keyClick(tab.day, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    assert survey_page(db, stream_id).held_on == date(2026, 2, 10)


def test_an_export_is_taken_in_without_names_and_moments(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    MESSY_ANSWERS[0].write(tmp_path / "yandex.xlsx")
    qtbot.mouseClick(tab.import_button, Qt.MouseButton.LeftButton)
    tab.flow.open_file(tmp_path / "yandex.xlsx")
    qtbot.waitUntil(lambda: tab.flow.has_work, timeout=20_000)
    qtbot.mouseClick(tab.flow.check.load_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(survey_page(db, stream_id).answers) == 2, timeout=20_000)
    settle(qtbot, workplace)
    assert tab.grid.isVisible()
    assert {answer.nps for answer in survey_page(db, stream_id).answers} == {8, 10}


def test_without_answers_the_results_say_how_to_begin(tab: FeedbackTab, qtbot: QtBot) -> None:
    tab.switch.choose("results")
    tab.switch.chosen.emit("results")
    begin = tab.areas()[0]
    assert begin.isVisible()
    QTest.keyClick(begin, Qt.Key.Key_Space)
    assert tab.grid.isVisible()


def test_every_question_is_seen_at_once_in_the_smallest_window(tab: FeedbackTab, workplace: Workplace) -> None:
    tab.resize(919, 400)
    QApplication.processEvents()
    assert tab.grid.horizontalScrollBar().maximum() == 0
    heads, metrics = tab.grid.horizontalHeader(), QFontMetrics(workplace.theme.font("secondary", tabular=True))
    for at in range(tab.model.columnCount()):
        words = str(tab.model.headerData(at, Qt.Orientation.Horizontal)).split("\n")
        assert max(map(metrics.horizontalAdvance, words)) <= heads.sectionSize(at)


def test_the_results_say_means_shares_and_nps(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot
) -> None:
    drafts = [AnswerDraft(tutor=5, nps=10, liked="Разбор видео"), AnswerDraft(tutor=4, nps=6)]
    accept_answers(db, stream_id, drafts, held_on=date(2026, 2, 10), actor=HEAD)
    settle(qtbot, workplace)
    tab.switch.choose("results")
    tab.switch.chosen.emit("results")
    shown = {each.text() for each in tab.results.findChildren(QLabel)}
    assert shown >= {"4,5", "100\u00a0%", "0", "анкет от 3\u00a0зачисленных (67\u00a0%)", "• Разбор видео"}


@pytest.mark.parametrize(("answers", "tabs"), [(0, ["feedback-form"]), (1, ["feedback", "feedback-form"])])
def test_the_papers_are_shown_as_they_will_come_out(
    tab: FeedbackTab,
    workplace: Workplace,
    db: Database,
    stream_id: int,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answers: int,
    tabs: list[str],
) -> None:
    if answers:
        accept_answers(db, stream_id, [AnswerDraft(tutor=5)], held_on=date(2026, 2, 10), actor=HEAD)
        settle(qtbot, workplace)
    press(tab, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (window,) = tab.window().findChildren(PaperWindow)
    qtbot.waitUntil(lambda: window.preview.pages > 0, timeout=20_000)
    assert [wish.paper for wish in window._wishes] == tabs
    window.reject()


def test_words_still_being_typed_are_stored_with_the_rest(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot
) -> None:
    digits(tab, "5")
    tab.grid.go_to(0, 9)
    type_text(tab.grid, "Р")
    (editor,) = tab.grid.viewport().findChildren(QLineEdit)
    type_text(editor, "азбор видео")
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    assert [answer.liked for answer in survey_page(db, stream_id).answers] == ["Разбор видео"]


def test_nothing_is_typed_into_sheets_that_are_on_their_way(
    tab: FeedbackTab, workplace: Workplace, db: Database, stream_id: int, qtbot: QtBot
) -> None:
    digits(tab, "5")
    press(tab, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not tab.grid.isEnabled()
    settle(qtbot, workplace)
    assert tab.grid.isEnabled()
    assert tab.grid.hasFocus()
    assert len(stored(db, stream_id)) == 1
