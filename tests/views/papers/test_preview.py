"""The preview itself, by keyboard: pages, zoom, and what is found in the text."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exports.documents.papers import PLAN, REGISTRATION_SHEET
from tests.exports.documents import sample_papers as sample
from tests.views.widgets.keys import show, type_text
from views.jobs import Jobs
from views.papers.finding import find_words
from views.papers.pages import Drawn, drawn_pages
from views.papers.preview import PagePreview
from views.papers.preview_bar import ZOOMS
from views.theme import Theme

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def plan() -> Drawn:
    return drawn_pages("План работ", PLAN.pdf(sample.plan(60, title="Семинар о воспитательной работе")))


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme, plan: Drawn) -> Iterator[PagePreview]:
    jobs = Jobs()
    preview = PagePreview(theme, jobs)
    show(qtbot, preview, 900, 600)
    with qtbot.waitSignal(preview.pictured):
        preview.show_document(plan)
    yield preview
    jobs.close()


def child(preview: PagePreview, name: str) -> QWidget:
    found = preview.findChild(QWidget, name)
    assert found is not None
    return found


def press(qtbot: QtBot, preview: PagePreview, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
    qtbot.keyClick(child(preview, "report-page"), key, modifier)


def look_for(qtbot: QtBot, preview: PagePreview, words: str) -> None:
    preview.begin_search()
    with qtbot.waitSignal(preview.search.moved):
        type_text(preview.search.field, words)


def test_a_page_is_gone_to_by_its_number_and_one_past_the_end_is_the_last(qtbot: QtBot, preview: PagePreview) -> None:
    field = child(preview, "preview-page")
    for typed, expected in (("3", 2), ("400", preview.pages - 1), ("0", 0), ("две", 0)):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        type_text(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert preview.page == expected
        assert field.property("text") == str(expected + 1)
    assert QApplication.focusWidget() is child(preview, "report-page")


def test_the_zoom_fits_the_width_or_the_whole_page_or_is_chosen(qtbot: QtBot, preview: PagePreview) -> None:
    wide = preview.zoom
    press(qtbot, preview, Qt.Key.Key_9)
    whole = preview.zoom
    assert whole < wide
    preview.resize(900, 500)
    qtbot.waitUntil(lambda: preview.zoom < whole)
    press(qtbot, preview, Qt.Key.Key_Plus)
    assert preview.zoom in ZOOMS
    qtbot.mouseClick(child(preview, "preview-zoom"), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.isChecked()] == [f"{preview.zoom}\u00a0%"]
    menu.actions()[0].trigger()
    menu.close()
    assert preview.zoom == wide


def test_everything_found_is_counted_marked_and_gone_through_by_keys(qtbot: QtBot, preview: PagePreview) -> None:
    look_for(qtbot, preview, "СЕМИНАР О ВОСПИТАТЕЛЬНОЙ")
    assert preview.search.count.text() == "1 из 60"
    on_first = sum(found.page == 0 for found in preview.search.found)
    assert len(preview._paper.marked) >= on_first > 1
    QTest.keyClick(preview.search.field, Qt.Key.Key_Return)
    QTest.keyClick(preview.search.field, Qt.Key.Key_F3)
    assert (preview.search.count.text(), preview.page) == ("3 из 60", 0)
    with qtbot.waitSignal(preview.pictured):
        for _ in range(3):
            QTest.keyClick(preview.search.field, Qt.Key.Key_F3, SHIFT)
    assert (preview.search.count.text(), preview.page) == ("60 из 60", preview.pages - 1)
    place = preview._paper.current_place()
    assert preview._paper.visibleRegion().boundingRect().contains(place.center())
    QTest.keyClick(preview.search.field, Qt.Key.Key_Escape)
    QTest.keyClick(preview.search.field, Qt.Key.Key_Escape)
    assert not preview.search.isVisible()
    assert preview._paper.marked == ()
    assert QApplication.focusWidget() is child(preview, "report-page")


def test_what_is_nowhere_is_said_and_a_document_drawn_anew_is_searched_again(
    qtbot: QtBot, preview: PagePreview
) -> None:
    look_for(qtbot, preview, "вебинар")
    assert preview.search.count.text() == "Не нашлось"
    with qtbot.waitSignal(preview.search.moved):
        preview.show_document(drawn_pages("План", PLAN.pdf(sample.plan(3, title="Вебинар"))))
    assert preview.search.count.text() == "1 из 3"


def test_a_page_that_stands_fits_the_width_as_one_that_lies_does(qtbot: QtBot, preview: PagePreview) -> None:
    upright = preview.zoom
    with qtbot.waitSignal(preview.pictured):
        preview.show_document(drawn_pages("Лист", REGISTRATION_SHEET.pdf(sample.registration_sheet())))
    assert preview.zoom != upright


@pytest.mark.parametrize(
    ("words", "count"),
    [("семинар 1 ", 1), ("плановое  значение", 0), ("Тёма работы", 1), ("воспитатели, 25 чел.", 7), (" ", 0)],
)
def test_words_are_found_over_the_end_of_a_line_and_whatever_their_case(words: str, count: int) -> None:
    pdf = PLAN.pdf(sample.plan(7))
    assert len(find_words(pdf, words, lambda _done, _total: None)) == count


def test_a_word_divided_at_the_end_of_a_line_is_found_whole() -> None:
    pdf = PLAN.pdf(sample.plan(2, title="Здоровьесберегающее"))
    found = find_words(pdf, "здоровьесберегающее", lambda _done, _total: None)
    assert len(found) == 2
    assert all(
        0 < box.left() < box.right() < 1 and 0 < box.top() < box.bottom() < 1 for each in found for box in each.boxes
    )
