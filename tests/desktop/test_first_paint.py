"""The real way in: the frame that is painted first, and the program that fills it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.first_paint import Start
from desktop.paths import Paths
from views.remembered import Remembered
from views.states import Mode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAIT_MS = 30_000


@pytest.fixture
def begin(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Start]]:
    """Start the program over one data folder; what was started before is ended first."""
    started: list[Start] = []

    def end_all() -> None:
        for start in started:
            start.frame.close()
            start.end()
            start.frame.deleteLater()
        started.clear()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.processEvents()

    def begin() -> Start:
        end_all()
        start = Start(Paths.under(tmp_path))
        started.append(start)
        assert start.begin()
        return start

    yield begin
    end_all()


def opened(start: Start, qtbot: QtBot) -> Start:
    qtbot.waitUntil(lambda: start.session is not None and start.session.workplace is not None, timeout=WAIT_MS)
    return start


def test_the_frame_is_there_before_the_program(begin: Callable[[], Start]):
    start = begin()
    assert start.frame.isVisible()
    assert start.session is None


def test_the_program_fills_the_frame_and_gives_it_its_title(begin: Callable[[], Start], qtbot: QtBot):
    start = opened(begin(), qtbot)
    assert start.session is not None
    assert start.frame.centralWidget() is start.session.window
    assert start.frame.windowTitle() == start.session.window.windowTitle() == "Маршрут — новая площадка"
    assert start.session.window.size() == start.frame.size()


def test_the_frame_comes_up_where_the_window_stood(begin: Callable[[], Start], qtbot: QtBot):
    opened(begin(), qtbot).frame.resize(1100, 601)
    # Only the height: the screen of the tests is narrower than the window.
    assert begin().frame.height() == 601


def test_the_frame_has_the_ground_of_the_chosen_theme(begin: Callable[[], Start], tmp_path: Path):
    Remembered(tmp_path).theme = Mode.DARK
    frame = begin().frame
    ground = frame.grab().toImage().pixelColor(frame.width() - 5, 5)
    assert ground == QColor("#1B1D1E")


def test_a_window_made_small_keeps_its_least_size(begin: Callable[[], Start], qtbot: QtBot):
    frame = opened(begin(), qtbot).frame
    frame.resize(300, 200)
    assert (frame.width(), frame.height()) >= (1024, 560)


def test_a_frame_closed_at_once_leaves_nothing_running(begin: Callable[[], Start], qtbot: QtBot):
    start = begin()
    start.frame.close()
    start.end()
    assert begin() is not start
