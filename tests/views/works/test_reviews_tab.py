"""«Взаимоэкспертиза» of a stream: given out by one button, written by digits, and what it comes to."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.queries.peer_reviews import stream_reviews
from models.rows.codes import PeerCriterion
from tests.models.commands import arrange_works
from tests.views.trainees.arrange import Said
from tests.views.works.conftest import Group
from views.workplace import Workplace
from views.works.reviews_tab import ReviewsTab


@pytest.fixture
def tab(workplace: Workplace, db: Database, group: Group, qtbot: QtBot) -> ReviewsTab:
    for place in group.places:
        arrange_works.final_work(db, place)
    made = ReviewsTab(workplace)
    qtbot.addWidget(made)
    made.resize(1158, 620)
    made.show()
    made.show_stream(group.stream_id)
    return made


def given_out(tab: ReviewsTab, db: Database, group: Group, qtbot: QtBot) -> None:
    tab.give_out_button.click()
    qtbot.waitUntil(lambda: bool(stream_reviews(db, group.stream_id)))
    tab.reload()


def test_one_button_gives_everybody_two_works_of_others(
    tab: ReviewsTab, db: Database, group: Group, qtbot: QtBot
) -> None:
    given_out(tab, db, group, qtbot)
    reviews = stream_reviews(db, group.stream_id)
    assert Counter(review.reviewer_id for review in reviews) == dict.fromkeys(group.places, 2)
    assert all(review.reviewer_id != review.author_id for review in reviews)


def test_pressed_again_it_asks_for_nothing_more(
    tab: ReviewsTab, db: Database, group: Group, said: Said, qtbot: QtBot
) -> None:
    given_out(tab, db, group, qtbot)
    before = stream_reviews(db, group.stream_id)
    tab.give_out()
    qtbot.waitUntil(lambda: "уже хватает" in said.last)
    assert stream_reviews(db, group.stream_id) == before


def test_more_reviews_than_there_are_others_are_refused_with_the_reason(
    tab: ReviewsTab, db: Database, group: Group, said: Said, qtbot: QtBot
) -> None:
    tab.per_work.set_value(3)
    tab.give_out()
    qtbot.waitUntil(lambda: "не больше 2" in said.last.replace("\xa0", " "))
    assert stream_reviews(db, group.stream_id) == []


def test_a_sheet_is_written_by_keyboard_alone(tab: ReviewsTab, db: Database, group: Group, qtbot: QtBot) -> None:
    given_out(tab, db, group, qtbot)
    tab.table.select_first()
    tab.take_focus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    for number in range(len(PeerCriterion)):
        field = tab.window().focusWidget()
        assert isinstance(field, QWidget)
        QTest.keyClicks(field, str(number % 3))
        QTest.keyClick(field, Qt.Key.Key_Tab)
    tab.panel.save()
    qtbot.waitUntil(lambda: stream_reviews(db, group.stream_id)[0].is_written)
    assert stream_reviews(db, group.stream_id)[0].total == 0 + 1 + 2 + 0 + 1 + 2 + 0


def test_results_say_the_mean_and_whose_review_is_awaited(
    tab: ReviewsTab, db: Database, group: Group, qtbot: QtBot
) -> None:
    given_out(tab, db, group, qtbot)
    one, other = stream_reviews(db, group.stream_id)[:2]
    arrange_works.reviewed(db, one.id, 1)
    tab.reload()
    result = tab.results_model.rows()[0]
    assert result.total == 7
    assert {each.mean for each in result.criteria} == {1.0}
    assert [review.reviewer for review in result.awaited] == [other.reviewer]
