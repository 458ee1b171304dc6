"""What every test of the window shares: a theme, and sites to stand a whole window on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.views.stage import Stage, copied_site, make_sites
from views.theme import Mode, Theme


@pytest.fixture(autouse=True)
def _no_widgets_left() -> Iterator[None]:
    """Destroy what a test closed: until then every new look styles it too."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _no_keys_held(qapp: QApplication) -> Iterator[None]:
    """Let go of Ctrl, Shift and Alt: Qt remembers those of the last click, in the next test too."""
    yield
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
        assert qapp.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sites of tests.views.stage, made once a process."""
    root = tmp_path_factory.mktemp("sites")
    make_sites(root)
    return root


@pytest.fixture
def open_stage(qapp: QApplication, sites: Path, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Open the whole window over a copy of a site; a bug in a job fails the test."""
    opened: list[Stage] = []

    def show(site: str = "demo", *, width: int = 1366, height: int = 728, again: Path | None = None) -> Stage:
        stage = Stage(again or copied_site(sites, site, tmp_path / f"site-{len(opened)}"), width=width, height=height)
        opened.append(stage)
        stage.open()
        return stage

    yield show
    for stage in opened:
        stage.close()
    assert [bug for stage in opened for bug in stage.bugs] == []
