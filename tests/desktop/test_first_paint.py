"""The real way in: the frame that is painted first, and the program that fills it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.first_paint import Start
from desktop.paths import Paths, remember_folder, usual_paths
from tests.models.make import count, make_organization, new_database
from tests.views.widgets.keys import type_text
from views.places import Place
from views.remembered import Remembered
from views.states import Mode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAIT_MS = 30_000
HALF_TYPED = "Сад № 7"


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


# ------------------------------------------------------------------------------------------------- another data folder


def at_home(begin: Callable[..., Start], folder: Path, qtbot: QtBot) -> Start:
    """The program over the folder that is chosen for every start, with a passport half typed."""
    remember_folder(folder)
    start = opened(begin(), qtbot)
    type_text(passport_name(start, qtbot), HALF_TYPED)
    return start


def passport_name(start: Start, qtbot: QtBot) -> QLineEdit:
    """The first field of the passport."""
    assert start.session is not None
    start.session.window.go("settings", Place.PASSPORT)
    qtbot.waitUntil(lambda: start.frame.findChild(QLineEdit, "short_name") is not None, timeout=WAIT_MS)
    found = start.frame.findChild(QLineEdit, "short_name")
    assert found is not None
    return found


def change(start: Start, folder: Path, qtbot: QtBot) -> None:
    """What «Перенести» in «Настройки» does, waited for."""
    former = start.session
    assert former is not None
    assert former.workplace is not None
    assert former.workplace.change_folder is not None
    former.workplace.change_folder(folder)
    qtbot.waitUntil(lambda: start.session is not former, timeout=WAIT_MS)
    opened(start, qtbot)


def test_the_data_move_and_the_program_goes_on_in_the_new_folder(
    begin: Callable[[], Start], qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    target = tmp_path_factory.mktemp("elsewhere") / "Маршрут"
    start = at_home(begin, tmp_path, qtbot)
    assert start.session is not None
    assert start.session.workplace is not None
    make_organization(start.session.workplace.db, short_name="Детский сад № 7")
    change(start, target, qtbot)
    workplace = start.session.workplace
    assert workplace is not None
    assert (workplace.data_folder, count(workplace.db, "organization")) == (target, 1)
    assert (tmp_path / "marshrut.db").exists()
    assert usual_paths().root == target
    assert start.frame.centralWidget() is start.session.window
    assert start.session.window.undo_bar.notice.text == "Данные перенесены и проверены."
    assert passport_name(start, qtbot).text() == HALF_TYPED


def test_a_site_in_the_other_folder_is_opened_and_not_written_over(
    begin: Callable[[], Start], qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    target = tmp_path_factory.mktemp("elsewhere")
    there = new_database(target)
    make_organization(there, short_name="Детский сад № 9")
    there.close()
    start = at_home(begin, tmp_path, qtbot)
    change(start, target, qtbot)
    assert start.session is not None
    assert start.session.workplace is not None
    assert count(start.session.workplace.db, "organization") == 1
    assert usual_paths().root == target


def test_from_a_folder_that_will_not_open_there_is_a_way_back(
    begin: Callable[[], Start], qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    target = tmp_path_factory.mktemp("elsewhere")
    (target / "marshrut.db").write_bytes(b"not a database at all" * 500)
    start = at_home(begin, tmp_path, qtbot)
    former = start.session
    assert former is not None
    former.left.emit(target, Paths.under(tmp_path))
    qtbot.waitUntil(lambda: bool(choices(start)), timeout=WAIT_MS)
    assert usual_paths().root == tmp_path
    choices(start)["Вернуться в прежнюю папку"].click()
    qtbot.waitUntil(lambda: not choices(start), timeout=WAIT_MS)
    opened(start, qtbot)
    assert start.session is not None
    assert start.session.workplace is not None
    assert start.session.workplace.data_folder == tmp_path


def choices(start: Start) -> dict[str, QPushButton]:
    assert start.session is not None
    shown = start.session.window.stack.currentWidget().findChildren(QPushButton)
    return {each.text(): each for each in shown if each.objectName().startswith("problem-choice")}


def test_a_folder_named_at_the_start_is_not_changed_from_within(begin: Callable[[], Start], qtbot: QtBot):
    start = opened(begin(), qtbot)
    assert start.session is not None
    assert start.session.workplace is not None
    assert start.session.workplace.change_folder is None
