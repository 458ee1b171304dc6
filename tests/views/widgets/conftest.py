"""The theme every piece is shown in."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from views.theme import Mode, Theme


@pytest.fixture(autouse=True)
def _nothing_left_over(qapp: QApplication) -> Iterator[None]:
    """Really delete what pytest-qt has closed: without an event loop it would live on, and every later style sheet
    would be laid over it too.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)
