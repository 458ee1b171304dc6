from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.app import SCREEN_FONT, SiteWindow, make_application
from desktop.paths import Paths


def _text(window: SiteWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_the_window_is_there_before_the_database(qtbot: QtBot, tmp_path: Path):
    window = SiteWindow(Paths.under(tmp_path / "site"))
    qtbot.addWidget(window)
    window.show()
    assert _text(window, "title") == "Открываем данные площадки…"
    assert not (tmp_path / "site").exists()


def test_an_empty_folder_becomes_a_site_without_records(qtbot: QtBot, tmp_path: Path):
    window = SiteWindow(Paths.under(tmp_path / "site"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.opening.opened, timeout=60_000):
        window.opening.start()
    assert _text(window, "title") == "Площадка ещё не описана"
    assert _text(window, "count-0") == "0"


def test_a_damaged_file_is_told_with_what_to_do(qtbot: QtBot, tmp_path: Path):
    (tmp_path / "marshrut.db").write_bytes(b"not a database at all" * 500)
    window = SiteWindow(Paths.under(tmp_path))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.opening.refused, timeout=60_000):
        window.opening.start()
    assert "повреждён" in _text(window, "title")
    assert _text(window, "note")


def test_the_window_says_where_its_data_lives(qtbot: QtBot, tmp_path: Path):
    window = SiteWindow(Paths.under(tmp_path))
    qtbot.addWidget(window)
    assert str(tmp_path) in _text(window, "folder")


def test_the_application_speaks_in_the_bundled_font(qapp: QApplication):
    make_application()
    assert qapp.font().family() == SCREEN_FONT
    assert not qapp.windowIcon().isNull()
