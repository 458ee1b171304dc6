"""One run of the window: painted first, then opened, refused, mended, remembered and closed."""

import logging
import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QLibraryInfo, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import SiteSession, make_application
from desktop.paths import Paths, remember_folder, usual_paths
from models.commands.attachments import attach_file
from models.commands.events import remove_event
from models.commands.undo import undo_last
from models.database import open_database
from models.errors import UserError
from models.kept_files import content_path as kept_content_path
from models.kept_files import keep_content
from models.progress import Progress
from models.queries.attachments import attached_files
from models.rows.attachments import EventPlace, NewFile
from tests.models.make import HEAD, make_event, make_person, template
from views.jobs import Job, Lane
from views.remembered import Remembered
from views.theme import SCREEN_FAMILY, Mode
from views.widgets.dialogs import Question

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Start = Callable[..., SiteSession]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Begin a run over a folder and wait until the site is open, or has been refused."""
    make_application()
    begun: list[SiteSession] = []

    def go(folder: Path, *, ends: str = "opened") -> SiteSession:
        session = SiteSession(qapp, Paths.under(folder))
        begun.append(session)
        with qtbot.waitSignal(getattr(session, ends), timeout=60_000):
            session.begin()
        return session

    yield go
    for session in begun:
        session.close()
        session.window.close()
        session.window.deleteLater()


def words(session: SiteSession) -> list[str]:
    shown = session.window.stack.currentWidget()
    return [each.text() for each in shown.findChildren(QLabel) if each.text()]


def choices(session: SiteSession) -> dict[str, QPushButton]:
    return {each.text(): each for each in session.window.stack.currentWidget().findChildren(QPushButton)}


def filled(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template(), folder / "marshrut.db")
    return folder


# ------------------------------------------------------------------------------------------------------------ start


def test_the_window_is_there_before_the_data(qapp: QApplication, tmp_path: Path) -> None:
    session = SiteSession(qapp, Paths.under(tmp_path / "site"))
    session.window.show()
    assert words(session) == ["Открываем данные площадки…"]
    assert not (tmp_path / "site").exists()
    session.close()
    session.window.close()


def test_an_empty_folder_becomes_a_new_site(start: Start, tmp_path: Path) -> None:
    session = start(tmp_path / "site")
    assert session.window.windowTitle() == "Маршрут — новая площадка"
    assert session.window.current == "overview"


def test_the_application_speaks_in_the_bundled_font_and_in_russian(start: Start, qapp: QApplication, tmp_path: Path):
    start(tmp_path / "site")
    assert qapp.font().family() == SCREEN_FAMILY
    assert not qapp.windowIcon().isNull()
    if (Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_ru.qm").exists():
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Отмена"


# ---------------------------------------------------------------------------------------------------------- refusals


def test_a_damaged_file_is_told_with_what_to_do(start: Start, tmp_path: Path) -> None:
    (tmp_path / "marshrut.db").write_bytes(b"not a database at all" * 500)
    session = start(tmp_path, ends="refused")
    assert "повреждён" in words(session)[0]
    assert len(words(session)) == 2
    assert list(choices(session)) == ["Попробовать ещё раз", "Открыть папку данных", "Закрыть программу"]


def test_the_focus_stands_on_the_first_thing_to_do(start: Start, qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "marshrut.db").write_bytes(b"not a database at all" * 500)
    session = start(tmp_path, ends="refused")
    session.window.activateWindow()
    assert qapp.focusWidget() is choices(session)["Попробовать ещё раз"]


def test_trying_again_works_once_the_cause_is_mended(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "marshrut.db").write_bytes(b"not a database at all" * 500)
    session = start(tmp_path, ends="refused")
    filled(tmp_path)
    with qtbot.waitSignal(session.opened, timeout=60_000):
        choices(session)["Попробовать ещё раз"].click()
    assert session.window.current == "overview"
    assert "Попробовать ещё раз" not in choices(session)


def test_trying_again_in_vain_says_it_again_once(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "marshrut.db").write_bytes(b"not a database at all" * 500)
    session = start(tmp_path, ends="refused")
    pages = session.window.stack.count()
    with qtbot.waitSignal(session.refused, timeout=60_000):
        choices(session)["Попробовать ещё раз"].click()
    assert session.window.stack.count() == pages


def test_a_newer_file_is_refused_and_left_alone(start: Start, tmp_path: Path) -> None:
    file = filled(tmp_path) / "marshrut.db"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = file.read_bytes()
    start(tmp_path, ends="refused")
    assert file.read_bytes() == before


def test_a_folder_whose_disk_is_gone_does_not_come_back_empty(start: Start, tmp_path: Path) -> None:
    session = start(tmp_path / "flash" / "site", ends="refused")
    assert not (tmp_path / "flash").exists()
    assert list(choices(session)) == ["Попробовать ещё раз", "Начать новую площадку здесь", "Закрыть программу"]


def test_a_lost_folder_can_be_begun_anew(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    session = start(tmp_path / "flash" / "site", ends="refused")
    with qtbot.waitSignal(session.opened, timeout=60_000):
        choices(session)["Начать новую площадку здесь"].click()
    assert (tmp_path / "flash" / "site" / "marshrut.db").exists()


def test_a_folder_in_a_cloud_is_warned_of(start: Start, tmp_path: Path) -> None:
    session = start(filled(tmp_path / "OneDrive" / "site"))
    assert "облачной папке" in session.window.undo_bar.notice.text
    assert session.window.undo_bar.notice.stays


def test_a_second_copy_that_does_not_answer_is_told(start: Start, qtbot: QtBot, qapp: QApplication, tmp_path: Path):
    from desktop.single_instance import OnlyCopy

    holder = OnlyCopy(tmp_path)
    session = SiteSession(qapp, Paths.under(tmp_path), copy=OnlyCopy(tmp_path))
    with qtbot.waitSignal(session.refused, timeout=60_000):
        session.begin()
    assert "уже запущен" in words(session)[0]
    holder.release()
    with qtbot.waitSignal(session.opened, timeout=60_000):
        choices(session)["Попробовать ещё раз"].click()
    session.close()
    session.window.close()


# ----------------------------------------------------------------------------------------------------------- crashes


@pytest.mark.logs_warnings
def test_a_bug_in_a_job_is_logged_and_told(
    start: Start, qtbot: QtBot, caplog: pytest.LogCaptureFixture, tmp_path: Path
):
    session = start(filled(tmp_path))

    def stumble(_progress: Progress) -> object:
        raise LookupError("Сидорова Анна, +79001234567")

    with qtbot.waitSignal(session.messages.said, timeout=10_000):
        session.jobs.start(Job(stumble))
    notice = session.window.undo_bar.notice
    assert "LookupError" in caplog.text
    assert "builtins.LookupError" in notice.details
    assert not any(word in notice.details + caplog.text for word in ("Сидорова", "79001234567"))


@pytest.mark.logs_warnings
def test_a_bug_in_a_slot_is_told_with_details_to_copy(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    session = start(filled(tmp_path))
    bug = LookupError("Сидорова Анна")
    with qtbot.waitSignal(session.messages.said, timeout=10_000):
        sys.excepthook(LookupError, bug, None)
    copy = session.window.undo_bar.findChild(QPushButton, "undo-bar-copy")
    assert copy is not None
    assert copy.isVisible()
    copy.click()
    told = QGuiApplication.clipboard().text()
    assert told.startswith("marshrut ")
    assert "Сидорова" not in told


@pytest.mark.logs_warnings
def test_a_bug_in_any_thread_is_told_in_the_window(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    session = start(filled(tmp_path))
    heard: list[int] = []
    session.messages.said.connect(lambda _notice: heard.append(threading.get_ident()))

    def stumble() -> None:
        raise LookupError

    with qtbot.waitSignal(session.messages.said, timeout=10_000):
        threading.Thread(target=stumble).start()
    assert heard == [threading.get_ident()]


def test_a_disk_that_went_away_while_reading_is_no_crash(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    session = start(filled(tmp_path))
    with qtbot.waitSignal(session.messages.said, timeout=10_000):
        sys.excepthook(UserError, UserError("Диск не отвечает.", "Проверьте диск."), None)
    notice = session.window.undo_bar.notice
    assert (notice.text, notice.details) == ("Диск не отвечает.", "")


@pytest.mark.logs_warnings
def test_a_bug_while_opening_says_so_and_can_be_tried_again(
    start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from desktop import app

    def stumble(*_args: object, **_kwargs: object) -> object:
        raise LookupError

    monkeypatch.setattr(app, "_opened", stumble)
    session = start(filled(tmp_path), ends="refused")
    assert "споткнулась" in words(session)[0]
    # The worker tells the page and the bar one after the other.
    qtbot.waitUntil(lambda: bool(session.window.undo_bar.notice.details))


def test_the_hooks_are_put_back_at_the_end(start: Start, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    session = start(filled(tmp_path))
    session.close()
    assert (sys.excepthook, threading.excepthook) == before


# ------------------------------------------------------------------------------------------------- remembered, closed


def test_place_section_theme_and_text_size_are_there_after_a_restart(start: Start, tmp_path: Path) -> None:
    first = start(filled(tmp_path))
    first.window.resize(1024, 640)  # no wider: the screenless platform is small, and places are fitted to the screen
    first.window.go("trainees", None)
    first.window.go("settings", "folder")
    page = first.window.page("settings")
    assert page is not None
    page.look._on_mode("dark")  # type: ignore[attr-defined]
    page.look._on_scale("125")  # type: ignore[attr-defined]
    first.window.go("trainees", None)
    first.close()
    first.window.close()
    second = start(tmp_path)
    assert (second.window.width(), second.window.height()) == (1024, 640)
    assert second.window.current == "trainees"
    assert (second.theme.mode, second.theme.scale) == (Mode.DARK, 1.25)


def test_column_widths_and_sort_are_there_after_a_restart(start: Start, tmp_path: Path) -> None:
    first = start(filled(tmp_path))
    first.window.go("trainees", None)
    page = first.window.page("trainees")
    assert page is not None
    table = page.table  # type: ignore[attr-defined]
    header = table.horizontalHeader()
    header.sectionClicked.emit(0)
    header.resizeSection(0, 333)
    kept = (first._remembered.columns(table.objectName()), first._remembered.sort(table.objectName()))
    first.close()
    first.window.close()
    second = start(tmp_path)
    assert (second._remembered.columns(table.objectName()), second._remembered.sort(table.objectName())) == kept
    assert kept[1] is not None


def test_a_place_that_makes_no_sense_is_not_taken(start: Start, tmp_path: Path) -> None:
    kept = Remembered(filled(tmp_path))
    kept.geometry = QByteArray(b"nonsense")
    kept.keep()
    again = start(tmp_path)
    assert (again.window.width(), again.window.height()) == (1366, 728)


def test_closing_while_something_is_written_loses_nothing(start: Start, tmp_path: Path) -> None:
    from models.commands.site import add_organization
    from models.rows.site import OrganizationDraft
    from tests.models.make import count

    session = start(filled(tmp_path))
    assert session.workplace is not None
    db = session.workplace.db
    for number in range(5):
        draft = OrganizationDraft(short_name=f"Детский сад № {number}")
        session.jobs.start(Job(lambda _p, draft=draft: add_organization(db, draft, actor=HEAD)))
    session.close()
    again = open_database(tmp_path / "marshrut.db")
    assert count(again, "organization") == 5
    again.close()


def test_closing_while_a_report_is_drawn_does_not_wait_for_it(start: Start, tmp_path: Path) -> None:
    session = start(filled(tmp_path))
    begun = threading.Event()

    def draw(progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 0)

    session.jobs.start(Job(draw), lane=Lane.DOCUMENTS)
    assert begun.wait(10)
    session.close()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith(Lane.DOCUMENTS.value)]


def test_a_print_is_not_stopped_by_closing_without_a_question(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    session = start(filled(tmp_path))
    asked: list[str] = []

    def answer(choose: Callable[[Question], QAbstractButton]) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        asked.extend(each.text() for each in dialog.findChildren(QLabel))
        choose(dialog).click()

    job = Job(_until_stopped)
    job.awaited_as = "Печатаем"
    session.jobs.start(job, lane=Lane.DOCUMENTS)
    QTimer.singleShot(0, lambda: answer(lambda dialog: dialog.safe))
    assert not session.window.close()
    assert "«Печатаем»" in asked[1]
    QTimer.singleShot(0, lambda: answer(lambda dialog: dialog.act))
    assert session.window.close()
    with qtbot.waitSignal(job.finished, timeout=10_000):
        job.stop()
    session.window.show()
    assert session.window.close()  # nothing is under way any more: closed without a question


def test_files_that_nothing_needs_go_some_time_after_the_start_unseen(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Paths.under(filled(tmp_path)).attachments
    unneeded = kept_content_path(kept, keep_content(kept, b"%PDF-1.7 nobody points at it"))
    monkeypatch.setattr(app, "TIDY_AFTER_MS", 300)
    session = start(tmp_path)
    told: list[None] = []
    session.jobs.writing.connect(lambda: told.append(None))
    assert unneeded.exists()
    qtbot.waitUntil(lambda: not unneeded.exists(), timeout=20_000)
    assert told == []


def test_a_file_that_undo_can_bring_back_outlives_the_start(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = Paths.under(filled(tmp_path))
    db = open_database(paths.database)
    event = EventPlace(make_event(db, leader_id=make_person(db)))
    use = attach_file(db, paths.attachments, NewFile(b"%PDF-1.7 of an event"), place=event, actor=HEAD)
    remove_event(db, event.id, actor=HEAD)
    db.close()
    monkeypatch.setattr(app, "TIDY_AFTER_MS", 0)
    session = start(tmp_path)
    assert session.workplace is not None
    qtbot.waitUntil(lambda: not session.jobs.busy)
    undo_last(session.workplace.db, actor=HEAD)
    (file,) = attached_files(session.workplace.db, event)
    assert file.use_id == use
    assert kept_content_path(paths.attachments, file.sha256).exists()


def _until_stopped(progress: Progress) -> None:
    while True:
        progress(0, 0)


def test_a_site_that_was_opened_while_the_window_closed_is_let_go(qapp: QApplication, tmp_path: Path) -> None:
    session = SiteSession(qapp, Paths.under(filled(tmp_path)))
    session.begin(framed=True)
    session.open_site()
    session.jobs.close()  # the site is open, its answer still on the way
    session.close()
    qapp.processEvents()
    assert session.workplace is None
    session.window.deleteLater()


def test_closing_while_the_data_move_leaves_no_copy_and_the_former_folder(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former, target = filled(tmp_path / "Прежняя"), tmp_path / "Новая"
    remember_folder(former)
    copying, closing, flush = threading.Event(), threading.Event(), os.fsync

    def flush_when_closing(file: int) -> None:
        copying.set()
        assert closing.wait(30)
        flush(file)

    monkeypatch.setattr(os, "fsync", flush_when_closing)
    session = SiteSession(qapp, Paths.under(target), former=Paths.under(former))
    wait_for_lanes = session.jobs.close

    def close_lanes() -> None:
        closing.set()
        wait_for_lanes()

    monkeypatch.setattr(session.jobs, "close", close_lanes)
    session.begin(framed=True)
    session.open_site()
    assert copying.wait(30)
    session.close()
    assert session.workplace is None
    assert [each.name for each in tmp_path.iterdir() if (each / "marshrut.db").exists()] == ["Прежняя"]
    assert usual_paths().root == former
    session.window.deleteLater()


def test_a_former_folder_whose_disk_is_gone_is_not_said_to_be_in_its_place(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    former = Paths.under(tmp_path / "флешка" / "Маршрут")
    session = SiteSession(qapp, Paths.under(filled(tmp_path / "Новая")), former=former)
    with qtbot.waitSignal(session.opened, timeout=60_000):
        session.begin()
    notice = session.window.undo_bar.notice
    assert notice is not None
    assert (notice.text, notice.choice) == ("Открыты данные из другой папки.", None)
    assert "сейчас недоступна" in notice.advice
    session.close()
    session.window.close()
    session.window.deleteLater()


def test_another_start_brings_the_window_forward(start: Start, tmp_path: Path) -> None:
    session = start(filled(tmp_path))
    session.window.showMinimized()
    session.come_forward()
    assert not session.window.windowState() & Qt.WindowState.WindowMinimized


def test_a_start_is_noted_in_no_log_that_names_people(start: Start, caplog: pytest.LogCaptureFixture, tmp_path: Path):
    with caplog.at_level(logging.INFO):
        start(filled(tmp_path))
    assert "tmp" not in caplog.text
