"""What the tests of the section share: its widgets by name, and waiting until nothing is under way."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from views.papers.preview import PagePreview
from views.reports.page import ReportsPage
from views.workplace import Workplace

WAIT_MS = 30_000
OpenPage = Callable[..., ReportsPage]


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=WAIT_MS)
    QApplication.processEvents()


def wait_for_page(qtbot: QtBot, page: ReportsPage) -> None:
    preview = preview_of(page)
    qtbot.waitUntil(lambda: preview.pages > 0, timeout=WAIT_MS)
    settle(qtbot, page._at)


def preview_of(page: ReportsPage) -> PagePreview:
    found = page.findChild(PagePreview)
    assert found is not None
    return found


def child(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found
