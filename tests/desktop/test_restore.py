"""A copy put in place from the window: the data come back, destroyed people do not (the real way in)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.first_paint import Start
from desktop.paths import Paths
from models import asked_restore, destroyed
from models.backups import backups, make_backup
from models.commands.depersonalise import destroy_person
from models.database import Database
from models.rows.personal_acts import ActDraft
from tests.models.make import HEAD, make_person, new_database

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAIT_MS = 30_000
ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Петрова Мария",))


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    made = Start(Paths.under(tmp_path))
    yield made
    made.frame.close()
    made.end()
    made.frame.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


def opened(start: Start, qtbot: QtBot) -> Database:
    if start.session is None:
        assert start.begin()
    qtbot.waitUntil(lambda: start.session is not None and start.session.workplace is not None, timeout=WAIT_MS)
    assert start.session is not None
    assert start.session.workplace is not None
    return start.session.workplace.db


def names(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.connection().exec_driver_sql("SELECT last_name FROM person ORDER BY id").scalars())


def foot(start: Start) -> str:
    assert start.session is not None
    return start.session.window.sidebar._copy.text()


def restored(start: Start, backup: Path, qtbot: QtBot) -> Database:
    """What «Восстановить» does after the question, waited for."""
    former = start.session
    assert former is not None
    assert former.workplace is not None
    assert former.workplace.restore is not None
    former.workplace.restore(backup)
    qtbot.waitUntil(lambda: start.session is not former, timeout=WAIT_MS)
    return opened(start, qtbot)


def test_the_copy_takes_the_place_and_she_stays_destroyed(start: Start, qtbot: QtBot, tmp_path: Path):
    before = new_database(tmp_path)
    person = make_person(before, last_name="Прежняя")
    backup = make_backup(before, tmp_path).path
    outside = tmp_path / "backups" / "copy-2026-01-01T00-00-00.db"
    before.close()
    db = opened(start, qtbot)
    make_person(db, last_name="Поздняя")
    destroy_person(db, person, ACT, actor=HEAD)
    backup.rename(outside)
    db = restored(start, outside, qtbot)
    assert names(db) == [f"С-{person:05d}"]
    assert start.session is not None
    assert start.session.window.undo_bar.notice.text.startswith("Восстановлена копия от 01.01.2026")
    qtbot.waitUntil(lambda: not destroyed.known(tmp_path).unfinished, timeout=WAIT_MS)
    assert asked_restore.restore_asked(tmp_path) is None


def test_a_copy_that_will_not_do_leaves_the_data_as_they_are(start: Start, qtbot: QtBot, tmp_path: Path):
    before = new_database(tmp_path)
    make_person(before, last_name="Прежняя")
    before.close()
    bad = tmp_path / "backups" / "copy-2026-01-01T00-00-00.db"
    bad.parent.mkdir(exist_ok=True)
    bad.write_bytes(b"not a database at all" * 500)
    asked_restore.ask_restore(tmp_path, bad)
    assert start.begin()
    qtbot.waitUntil(lambda: start.session is not None and not start.session._opening, timeout=WAIT_MS)
    assert start.session is not None
    qtbot.waitUntil(lambda: start.session is not None and start.session.window._problem is not None, timeout=WAIT_MS)
    start.session.open_site()
    assert names(opened(start, qtbot)) == ["Прежняя"]


def test_what_was_cut_off_is_finished_after_the_start(start: Start, qtbot: QtBot, tmp_path: Path):
    before = new_database(tmp_path)
    destroy_person(before, make_person(before), ACT, actor=HEAD)
    before.close()
    assert destroyed.known(tmp_path).unfinished
    opened(start, qtbot)
    qtbot.waitUntil(lambda: not destroyed.known(tmp_path).unfinished, timeout=WAIT_MS)


def test_a_copy_is_made_once_a_day_and_the_foot_says_so(start: Start, qtbot: QtBot, tmp_path: Path):
    opened(start, qtbot)
    qtbot.waitUntil(lambda: foot(start) == "Копии ещё нет", timeout=WAIT_MS)
    assert start.session is not None
    start.session.back_up()
    qtbot.waitUntil(lambda: foot(start) == "Копия проверена сегодня", timeout=WAIT_MS)
    start.session.back_up()
    qtbot.waitUntil(lambda: start.session is not None and not start.session.jobs.busy, timeout=WAIT_MS)
    assert len(backups(tmp_path)) == 1
